"""What waits, docked under the calendar: opened and closed by its badges and by the menu."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.requests.badges import Badges, Kind
from medic_desk.ui.requests.pane import WaitingPane
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.menus import Menus


class WaitingDock(QObject):
    """Opens one list at a time; asked for the one that is open, it closes it."""

    closed = Signal()

    def __init__(self, desk: Desk, theme: Theme, badges: Badges, menus: Menus, window: QMainWindow) -> None:
        super().__init__(window)
        self._badges = badges
        self._window = window
        self.pane = WaitingPane(desk, theme)
        self.dock = QDockWidget(window)
        self.dock.setObjectName("waiting")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.dock.setTitleBarWidget(QWidget())
        self.dock.setWidget(self.pane)
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        badges.asked.connect(self.toggle)
        menus.waiting_asked.connect(self.toggle)
        self.pane.closed.connect(self.close)

    @property
    def kind(self) -> Kind | None:
        """The list that is open; None for none."""
        return None if self.dock.isHidden() else self.pane.kind

    @Slot(str)
    def toggle(self, kind: Kind) -> None:
        """Open a list in place of what is open; close it where it is the one. The others are elsewhere."""
        if kind not in self.pane.lists:
            return
        if kind == self.kind:
            self.close()
            return
        is_opening = self.dock.isHidden()
        self.dock.show()
        if is_opening:
            self._window.resizeDocks([self.dock], [self.pane.preferred_height], Qt.Orientation.Vertical)
        self.pane.open(kind)
        self._badges.show_open(kind)

    @Slot()
    def close(self) -> None:
        """Close what is open."""
        self.dock.hide()
        self.pane.stop()
        self._badges.show_open(None)
        self.closed.emit()
