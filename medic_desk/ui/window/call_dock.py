"""The call list, docked under the calendar: opened and closed by its key and by the flow.

It is made when it is first opened: a start of the program does not wait for it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.waiting_dock import WaitingDock

if TYPE_CHECKING:
    from medic_desk.ui.flow.call_pane import CallPane


class CallDock(QObject):
    """Stands where the lists of what waits do: one of them at a time."""

    closed = Signal()
    appointment_chosen = Signal(str)
    """The id of the appointment under the cursor: it is the selected one."""
    jump_asked = Signal(object)
    """WeekAppointment: show its day in the calendar."""
    listed = Signal()
    """The list was read anew, and is shown."""

    def __init__(self, desk: Desk, theme: Theme, waiting: WaitingDock, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._window = window
        self._waiting = waiting
        self.pane: CallPane | None = None
        self.dock = QDockWidget(window)
        self.dock.setObjectName("calls")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.dock.setTitleBarWidget(QWidget())
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        waiting.dock.visibilityChanged.connect(self._on_waiting)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self.dock.isHidden()

    def made(self) -> "CallPane":
        """The list, whether or not it is shown."""
        from medic_desk.ui.flow.call_pane import CallPane  # noqa: PLC0415 - see above

        if self.pane is None:
            self.pane = CallPane(self._desk, self._theme)
            self.pane.appointment_chosen.connect(self.appointment_chosen)
            self.pane.jump_asked.connect(self.jump_asked)
            self.pane.listed.connect(self.listed)
            self.pane.closed.connect(self.close)
            self.dock.setWidget(self.pane)
        return self.pane

    def appointment(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment of the list, as it was read last."""
        return self.pane.appointment(appointment_id) if self.pane is not None else None

    def tick(self) -> None:
        """A minute passed."""
        if self.pane is not None:
            self.pane.tick()

    @Slot()
    def toggle(self) -> None:
        """Open the list; close it where it is open."""
        if self.is_open:
            self.close()
            return
        if self._waiting.kind is not None:
            self._waiting.close()
        pane = self.made()
        self.dock.show()
        self._window.resizeDocks([self.dock], [pane.preferred_height], Qt.Orientation.Vertical)
        pane.open()

    @Slot()
    def close(self) -> None:
        """Close the list."""
        self._hide()
        self.closed.emit()

    @Slot(bool)
    def _on_waiting(self, is_shown: bool) -> None:
        if is_shown and self.is_open:
            self._hide()

    def _hide(self) -> None:
        self.dock.hide()
        if self.pane is not None:
            self.pane.stop()
