"""The menus and their shortcuts: everything the window can do, by name and by key."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.visit_steps import Step

_LENGTH, _MODE, _ICON, _STEP = "days", "mode", "icon_name", "step"


class Menus(QObject):
    """Actions of one window, in its menu bar; the window connects them."""

    length_chosen = Signal(int)
    mode_chosen = Signal(object)
    step_asked = Signal(str)
    """A ``Step`` for the selected appointment."""

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._groups: list[tuple[str, list[QAction]]] = []
        self._make_appointment_menu()
        self._make_hours_menu()
        self._make_go_menu()
        self._make_view_menu()
        self._make_desk_menu()
        self.restyle()

    def _make_appointment_menu(self) -> None:
        menu = self._menu(self.tr("&Appointment"))
        self.book = self._action(menu, self.tr("&New appointment…"), "Ctrl+N", "add")
        menu.addSeparator()
        steps = {
            Step.APPROVE: (self.tr("A&pprove"), "F2", "status-confirmed"),
            Step.REJECT: (self.tr("Turn &down…"), "Shift+F2", "status-cancelled"),
            Step.ARRIVE: (self.tr("&Arrived"), "F6", "status-arrived"),
            Step.START: (self.tr("In the &room"), "F7", "status-in-room"),
            Step.COMPLETE: (self.tr("D&one"), "F8", "status-completed"),
            Step.NO_SHOW: (self.tr("No-&show"), "F9", "status-no-show"),
            Step.TAKE_BACK: (self.tr("Ta&ke the step back"), "Shift+F6", "chevron-left"),
            Step.MOVE: (self.tr("&Move…"), "Ctrl+M", "move"),
            Step.CANCEL: (self.tr("&Cancel appointment…"), "Del", "close"),
            Step.RESTORE: (self.tr("R&estore"), "Ctrl+R", "undo"),
        }
        self.steps = {step: self._action(menu, *words) for step, words in steps.items()}
        for step, action in self.steps.items():
            action.setProperty(_STEP, step.value)
            action.setEnabled(False)
            action.triggered.connect(self._on_step)
        self.cancel = self.steps[Step.CANCEL]
        menu.addSeparator()
        self.undo = self._action(menu, self.tr("&Undo the latest act"), "Ctrl+Z", "undo")
        self.undo.setEnabled(False)

    def _make_hours_menu(self) -> None:
        menu = self._menu(self.tr("&Hours"))
        self.hours = self._action(menu, self.tr("&Working hours…"), "Ctrl+H", "hours")
        self.exceptions = self._action(menu, self.tr("&Blocked and opened time…"), "Ctrl+B", "blocked")
        self.time_off = self._action(menu, self.tr("&Time off…"), "Ctrl+Shift+T", "time-off")

    def _make_go_menu(self) -> None:
        menu = self._menu(self.tr("&Go"))
        self.today = self._action(menu, self.tr("&Today"), "Ctrl+T")
        self.earlier = self._action(menu, self.tr("&Earlier"), "Alt+Left", "chevron-left")
        self.later = self._action(menu, self.tr("&Later"), "Alt+Right", "chevron-right")

    def _make_view_menu(self) -> None:
        menu = self._menu(self.tr("&View"))
        lengths = QActionGroup(self)
        found = []
        for days, text, keys in (
            (1, self.tr("&Day"), "Ctrl+1"),
            (5, self.tr("&5 days"), "Ctrl+5"),
            (7, self.tr("&Week"), "Ctrl+7"),
        ):
            action = self._action(menu, text, keys)
            action.setCheckable(True)
            action.setProperty(_LENGTH, days)
            lengths.addAction(action)
            found.append(action)
        self.lengths = tuple(found)
        menu.addSeparator()
        self.zoom_in = self._action(menu, self.tr("Zoom &in"), "Ctrl++", "zoom-in")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = self._action(menu, self.tr("Zoom &out"), "Ctrl+-", "zoom-out")
        self.zoom_fit = self._action(menu, self.tr("&Fit the day"), "Ctrl+0")
        menu.addSeparator()
        self.side = self._switch(menu, self.tr("&Left panel"), "Ctrl+L")
        self.details = self._switch(menu, self.tr("De&tails"), "Ctrl+D")
        self.faded = self._switch(menu, self.tr("&Cancelled and missed visits"), "Ctrl+Shift+C")
        menu.addSeparator()
        self._make_modes(menu.addMenu(self.tr("Colou&rs")))
        lengths.triggered.connect(self._on_length)

    def _make_modes(self, menu: QMenu) -> None:
        modes = QActionGroup(self)
        for mode, text in (
            (Mode.SYSTEM, self.tr("As the &system")),
            (Mode.LIGHT, self.tr("&Light")),
            (Mode.DARK, self.tr("&Dark")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setProperty(_MODE, mode.value)
            modes.addAction(action)
        self.modes = modes
        modes.triggered.connect(self._on_mode)

    def _make_desk_menu(self) -> None:
        menu = self._menu(self.tr("&Desk"))
        self.read_again = self._action(menu, self.tr("&Read again"), "F5")
        self.person = self._action(menu, self.tr("&Somebody else works here…"), "Ctrl+Shift+L", "patient")
        self.help = self._action(menu, self.tr("&Keys"), "F1", "help")
        menu.addSeparator()
        self.leave = self._action(menu, self.tr("&Quit"), "Ctrl+Q")

    def groups(self) -> Sequence[tuple[str, Sequence[QAction]]]:
        """The menus' titles and actions, for the help sheet."""
        return self._groups

    def mark_length(self, days: int) -> None:
        """Mark how many days are shown."""
        for action in self.lengths:
            action.setChecked(action.property(_LENGTH) == days)

    def mark_mode(self, mode: Mode) -> None:
        """Mark the colours in force."""
        for action in self.modes.actions():
            action.setChecked(action.property(_MODE) == mode.value)

    def restyle(self) -> None:
        """Draw the icons in the palette in force."""
        for _title, actions in self._groups:
            for action in actions:
                name = action.property(_ICON)
                if name:
                    action.setIcon(self._theme.icon(name))

    # Inside

    def _menu(self, title: str) -> QMenu:
        self._groups.append((title.replace("&", ""), []))
        return self._window.menuBar().addMenu(title)

    def _action(self, menu: QMenu, text: str, keys: str, icon: str = "") -> QAction:
        action = menu.addAction(text)
        action.setShortcut(QKeySequence(keys))
        action.setProperty(_ICON, icon)
        self._groups[-1][1].append(action)
        return action

    def _switch(self, menu: QMenu, text: str, keys: str) -> QAction:
        action = self._action(menu, text, keys)
        action.setCheckable(True)
        return action

    @Slot()
    def _on_step(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.step_asked.emit(action.property(_STEP))

    @Slot(QAction)
    def _on_length(self, action: QAction) -> None:
        self.length_chosen.emit(action.property(_LENGTH))

    @Slot(QAction)
    def _on_mode(self, action: QAction) -> None:
        self.mode_chosen.emit(Mode(action.property(_MODE)))
