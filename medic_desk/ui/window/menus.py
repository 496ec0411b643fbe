"""The menus and their shortcuts: everything the window can do, by name and by key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.moving import move
from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.controls.actions import draw_icon, make_action
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.text_size_menu import TextSizeMenu
from medic_desk.ui.words.acts import MENU_ACTS, act_words

_MODE, _ACT, _WAITING = "mode", "act", "waiting"


class Menus(QObject):
    """Actions of one window, in its menu bar; the window connects them."""

    mode_chosen = Signal(object)
    act_asked = Signal(str)
    """The name of an act on the selected appointment."""
    waiting_asked = Signal(str)
    """Which list of what waits is to be opened, or closed."""

    def __init__(self, window: QMainWindow, theme: Theme, calendar: CalendarActions) -> None:
        super().__init__(window)
        self.window = window
        self._theme = theme
        self._calendar = calendar
        self._groups: list[tuple[str, list[QAction]]] = []
        self._make_appointment_menu()
        self._make_patient_menu()
        self._make_hours_menu()
        self._make_go_menu()
        self._make_view_menu()
        self._make_desk_menu()
        self.restyle()

    def _make_appointment_menu(self) -> None:
        menu = self._menu(self.tr("&Appointment"))
        menu.setToolTipsVisible(True)
        self._add(menu, self._calendar.book)
        self.walk_in = self._action(menu, self.tr("Walk-&in…"), "Ctrl+W", "status-arrived")
        self.record = self._action(menu, self.tr("Record a pas&t appointment…"), "Ctrl+Shift+N")
        menu.addSeparator()
        self.acts = {act.name: self._add_act(menu, act) for act in MENU_ACTS}
        self.cancel = self.acts[cancel.name]
        self.pin = self._action(menu, self.tr("Pin to carry it"), "Ctrl+X")
        self.put = self._action(menu, self.tr("Put the pinned one here"), "Ctrl+V")
        self.walk_in.setAutoRepeat(False)
        for action in (self.pin, self.put):
            # A key that is held down carries one appointment, not the next ones too.
            action.setAutoRepeat(False)
            action.setEnabled(False)
        menu.addSeparator()
        self.undo = self._action(menu, self.tr("&Undo the latest act"), "Ctrl+Z", "undo")
        self.redo = self._action(menu, self.tr("Redo &what was undone"), "Ctrl+Y", "redo")

    def _make_patient_menu(self) -> None:
        menu = self._menu(self.tr("Patie&nt"))
        self.find_patient = self._action(menu, self.tr("&Find a patient…"), "Ctrl+F", "search")
        self.patient_card = self._action(menu, self.tr("Patie&nt card"), "Ctrl+Shift+F", "patient")
        self.patient_card.setEnabled(False)
        self.duplicates = self._action(menu, self.tr("Likely &duplicates…"), "Ctrl+Shift+P")

    def _add_act(self, menu: QMenu, act: AppointmentAct[Any]) -> QAction:
        """An act on the selected appointment; the window enables it where it is lawful and permitted."""
        words = act_words(act)
        action = self._action(menu, words.menu, words.key, words.icon)
        action.setProperty(_ACT, act.name)
        action.setEnabled(False)
        action.triggered.connect(self._on_act)
        return action

    def _make_hours_menu(self) -> None:
        menu = self._menu(self.tr("&Hours"))
        self.hours = self._action(menu, self.tr("&Working hours…"), "Ctrl+H", "hours")
        self.exceptions = self._action(menu, self.tr("&Blocked and opened time…"), "Ctrl+B", "blocked")
        self.time_off = self._action(menu, self.tr("&Time off…"), "Ctrl+Shift+T", "time-off")
        self.late = self._action(menu, self.tr("Doctor runs &late…"), "Ctrl+Shift+R", "clock")
        self.ill_today = self._action(menu, self.tr("&Ill today…"), "Ctrl+Shift+I")

    def _make_go_menu(self) -> None:
        menu = self._menu(self.tr("&Go"))
        self.one_line = self._action(menu, self.tr("&One line…"), "Ctrl+K", "search")
        self.one_line.setAutoRepeat(False)
        for action in (self._calendar.today, self._calendar.earlier, self._calendar.later):
            self._add(menu, action)
        self.first_free = self._action(menu, self.tr("&First free time"), "F3", "search")
        self.go_to_flow = self._action(menu, self.tr("Flo&w of today"), "F4", "status-arrived")
        self.calls = self._action(menu, self.tr("&Call list of the next day"), "Ctrl+Shift+K", "phone")
        menu.addSeparator()
        self.waiting: dict[str, QAction] = {}
        for kind, text, keys in (
            ("rebook", self.tr("Appointments to re&book"), "Ctrl+Shift+B"),
            ("requests", self.tr("&Requests to approve"), "Ctrl+F2"),
            ("holds", self.tr("Times that are &held"), "Ctrl+Shift+H"),
        ):
            action = self._action(menu, text, keys)
            action.setProperty(_WAITING, kind)
            action.triggered.connect(self._on_waiting)
            self.waiting[kind] = action

    def _make_view_menu(self) -> None:
        menu = self._menu(self.tr("&View"))
        calendar = self._calendar
        for action in calendar.lengths:
            self._add(menu, action)
        self._add(menu, calendar.weekend)
        menu.addSeparator()
        for action in (*calendar.kinds, calendar.alone):
            self._add(menu, action)
        menu.addSeparator()
        for action in (calendar.zoom_in, calendar.zoom_out, calendar.zoom_fit):
            self._add(menu, action)
        menu.addSeparator()
        self.side = self._action(menu, self.tr("&Left panel"), "Ctrl+L", is_checkable=True)
        self.flow = self._action(menu, self.tr("Flow p&anel"), "Shift+F4", is_checkable=True)
        self.details = self._action(menu, self.tr("De&tails"), "Ctrl+D", is_checkable=True)
        self._add(menu, calendar.faded)
        menu.addSeparator()
        self._make_modes(menu.addMenu(self.tr("Colou&rs")))
        self.text_sizes = TextSizeMenu(self._theme, menu)
        menu.addMenu(self.text_sizes)

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

    def offer(self, acts: Iterable[AppointmentAct[Any]], reasons: Mapping[str, str]) -> list[QAction]:
        """Enable the actions of these acts and of no others; they are answered in the same order.

        ``reasons`` says of others why not, by the act's name: the menu shows it at the pointer.
        """
        offered = [self.acts[act.name] for act in acts]
        for name, action in self.acts.items():
            action.setEnabled(action in offered)
            action.setToolTip(plain_tip(reasons.get(name, "")))
        self.pin.setEnabled(self.acts[move.name] in offered)
        return offered

    def act_of(self, event: QKeyEvent) -> AppointmentAct[Any] | None:
        """The act whose key was pressed; None for another key."""
        pressed = QKeySequence(event.keyCombination())
        return next((ACTS[name] for name, action in self.acts.items() if action.shortcut() == pressed), None)

    def mark_mode(self, mode: Mode) -> None:
        """Mark the colours in force."""
        for action in self.modes.actions():
            action.setChecked(action.property(_MODE) == mode.value)

    def restyle(self) -> None:
        """Draw the icons in the palette in force."""
        for _title, actions in self._groups:
            for action in actions:
                draw_icon(action, self._theme)

    # Inside

    def _menu(self, title: str) -> QMenu:
        self._groups.append((title.replace("&", ""), []))
        return self.window.menuBar().addMenu(title)

    def _action(
        self, menu: QMenu, text: str, keys: str, icon: str = "", *, is_checkable: bool = False
    ) -> QAction:
        return self._add(menu, make_action(self, text, keys, icon, is_checkable=is_checkable))

    def _add(self, menu: QMenu, action: QAction) -> QAction:
        menu.addAction(action)
        self._groups[-1][1].append(action)
        return action

    @Slot()
    def _on_act(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.act_asked.emit(action.property(_ACT))

    @Slot()
    def _on_waiting(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.waiting_asked.emit(action.property(_WAITING))

    @Slot(QAction)
    def _on_mode(self, action: QAction) -> None:
        self.mode_chosen.emit(Mode(action.property(_MODE)))
