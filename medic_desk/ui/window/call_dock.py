"""The call list, docked under the calendar: opened and closed by its badge, its key and the flow."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.flow.call_pane import CallPane
from medic_desk.ui.requests.badges import Badges, Kind
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.waiting_dock import WaitingDock

CALLS: Kind = "calls"


class CallDock(QObject):
    """Stands where the lists of what waits do: one of them at a time."""

    closed = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, badges: Badges, waiting: WaitingDock, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._badges = badges
        self._window = window
        self._waiting = waiting
        self.pane = CallPane(desk, theme)
        self.dock = QDockWidget(window)
        self.dock.setObjectName("calls")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.dock.setTitleBarWidget(QWidget())
        self.dock.setWidget(self.pane)
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.pane.closed.connect(self.close)
        badges.asked.connect(self._on_asked)
        waiting.dock.visibilityChanged.connect(self._on_waiting)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self.dock.isHidden()

    @Slot()
    def toggle(self) -> None:
        """Open the list; close it where it is open."""
        if self.is_open:
            self.close()
            return
        if self._waiting.kind is not None:
            self._waiting.close()
        self.dock.show()
        self._window.resizeDocks([self.dock], [self.pane.preferred_height], Qt.Orientation.Vertical)
        self.pane.open()
        self._badges.show_open(CALLS)

    @Slot()
    def close(self) -> None:
        """Close the list."""
        self._hide()
        self._badges.show_open(None)
        self.closed.emit()

    @Slot(str)
    def _on_asked(self, kind: Kind) -> None:
        if kind == CALLS:
            self.toggle()

    @Slot(bool)
    def _on_waiting(self, is_shown: bool) -> None:
        if is_shown and self.is_open:
            self._hide()

    def _hide(self) -> None:
        self.dock.hide()
        self.pane.stop()
