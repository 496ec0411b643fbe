"""What waits, docked under the calendar: opened and closed by its badges and by the menu.

Its lists are made when one is first opened: a start of the program does not wait for them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.requests.badges import Badges, Kind
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.menus import Menus

if TYPE_CHECKING:
    from medic_desk.ui.requests.pane import WaitingPane


class WaitingDock(QObject):
    """Opens one list at a time; asked for the one that is open, it closes it."""

    closed = Signal()
    act_asked = Signal(str, object)
    """(act's name, WeekAppointment): it is to be done."""
    jump_asked = Signal(object)
    """WeekAppointment: show its day in the calendar, and select it there."""

    def __init__(self, desk: Desk, theme: Theme, badges: Badges, menus: Menus, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._badges = badges
        self._window = window
        self.pane: WaitingPane | None = None
        self.dock = QDockWidget(window)
        self.dock.setObjectName("waiting")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.dock.setTitleBarWidget(QWidget())
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        badges.asked.connect(self.toggle)
        menus.waiting_asked.connect(self.toggle)

    @property
    def kind(self) -> Kind | None:
        """The list that is open; None for none."""
        return None if self.pane is None or self.dock.isHidden() else self.pane.kind

    def made(self) -> "WaitingPane":
        """The lists, whether or not one is shown."""
        from medic_desk.ui.requests.pane import WaitingPane  # noqa: PLC0415 - see above

        if self.pane is None:
            self.pane = WaitingPane(self._desk, self._theme)
            self.pane.act_asked.connect(self.act_asked)
            self.pane.jump_asked.connect(self.jump_asked)
            self.pane.closed.connect(self.close)
            self.dock.setWidget(self.pane)
        return self.pane

    @Slot(str)
    def toggle(self, kind: Kind) -> None:
        """Open a list in place of what is open; close it where it is the one. The worklist is elsewhere."""
        if kind == "rebook":
            return
        if kind == self.kind:
            self.close()
            return
        pane, is_opening = self.made(), self.dock.isHidden()
        self.dock.show()
        if is_opening:
            self._window.resizeDocks([self.dock], [pane.preferred_height], Qt.Orientation.Vertical)
        pane.open(kind)
        self._badges.show_open(kind)

    @Slot()
    def close(self) -> None:
        """Close what is open."""
        self.dock.hide()
        if self.pane is not None:
            self.pane.stop()
        self._badges.show_open(None)
        self.closed.emit()
