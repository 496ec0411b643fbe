"""The menus of the calendar under the right button and the Menu key: of a block, of free time, of a head."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.calendar.hand import CalendarHand
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid.cursor import Stop
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.window.menus import Menus

_BLOCKED_MINUTES = 30
"""How much is blocked where a bare minute was clicked: the form lets it be changed."""


class _Menu(QMenu):
    """A menu of actions made for it and of actions of the menu bar; it goes when it is closed."""

    def __init__(self, calendar: CalendarPane) -> None:
        super().__init__(calendar.week)
        self._does: dict[QAction, Callable[[], object]] = {}
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    def offer(self, text: str, does: Callable[[], object], *, is_enabled: bool = True) -> None:
        """Add an action of this menu's own."""
        action = self.addAction(text)
        action.setEnabled(is_enabled)
        self._does[action] = does

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        does = self._does.get(action)
        if does is not None:
            does()


class ContextMenus(QObject):
    """Watches the calendar for the right button and the Menu key."""

    def __init__(
        self,
        desk: Desk,
        calendar: CalendarPane,
        acts: AppointmentActs,
        menus: Menus,
        dialogs: Dialogs,
        hand: CalendarHand,
        *,
        chosen: Callable[[], WeekAppointment | None],
    ) -> None:
        """``chosen`` answers the appointment that keys and buttons mean."""
        super().__init__(calendar)
        self._desk = desk
        self._calendar = calendar
        self._view = calendar.week
        self._canvas = calendar.week.canvas
        self._acts = acts
        self._menus = menus
        self._hand = hand
        self._dialogs = dialogs
        self._chosen = chosen
        self.menu: QMenu | None = None
        """The menu that was opened last."""
        for watched in (self._view, self._canvas, self._canvas.viewport()):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open the menu of what is under the pointer or the cursor."""
        if is_taken_apart(self):
            return False
        if not isinstance(event, QContextMenuEvent) or self._hand.carried is not None:
            return False
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            return watched is self._view and self._open_at_cursor()
        if watched is self._canvas.viewport():
            stop = self._canvas.stop_at(event.pos())
            return stop is not None and self._open_of(stop, event.globalPos())
        return watched is self._canvas and self._open_of_head(event.globalPos())

    def _open_at_cursor(self) -> bool:
        cells, number = self._view.cells(), self._view.cursor_cell()
        if number < 0:
            return False
        below = self._canvas.area_of(cells[number]).bottomLeft()
        return self._open_of(cells[number], self._canvas.viewport().mapToGlobal(below))

    def _open_of(self, stop: Stop, at: QPoint) -> bool:
        if stop.kind == "more":
            self._view.show_stop(stop)
            return False
        self._view.show_stop(stop)
        menu = self._of_block() if stop.kind == "block" else self._of_time(stop)
        return self._popup(menu, at)

    def _popup(self, menu: _Menu | None, at: QPoint) -> bool:
        if menu is None:
            return False
        self.menu = menu
        menu.destroyed.connect(self._on_gone)
        menu.popup(at)
        return True

    @Slot()
    def _on_gone(self) -> None:
        self.menu = None

    # What stands in them

    def _of_block(self) -> _Menu | None:
        """The next steps of the chosen appointment, in the order of the flow: the menu bar's own actions."""
        chosen = self._chosen()
        if chosen is None:
            return None
        menu = _Menu(self._calendar)
        for act in self._acts.offered(chosen):
            menu.addAction(self._menus.acts[act.name])
        menu.addSeparator()
        menu.addAction(self._menus.pin)
        menu.addAction(self._menus.patient_card)
        return menu

    def _of_time(self, stop: Stop) -> _Menu | None:
        doctor_id = self._calendar.doctor_of(stop.lane_id, stop.starts_at)
        if doctor_id is None:
            return None
        menu, desk = _Menu(self._calendar), self._desk
        may_book, may_block = desk.may(Permission.BOOK), desk.may(Permission.EDIT_HOURS, doctor_id)
        span = (stop.starts_at, stop.ends_at)
        if stop.kind == "slot":
            book = partial(self._calendar.span_chosen.emit, doctor_id, *span)
            menu.offer(self.tr("&Book…"), book, is_enabled=may_book)
        else:
            ask = partial(self._calendar.minute_asked.emit, doctor_id, stop.starts_at)
            menu.offer(self.tr("&Why is nothing free here?"), ask)
            span = (stop.starts_at, stop.starts_at + _BLOCKED_MINUTES)
        if self._menus.put.isEnabled():
            menu.addAction(self._menus.put)
        menu.addSeparator()
        menu.offer(self.tr("B&lock this time…"), partial(self._block, doctor_id, span), is_enabled=may_block)
        return menu

    def _block(self, doctor_id: str, span: tuple[Minute, Minute]) -> None:
        self._dialogs.exceptions_of(doctor_id, span)

    def _open_of_head(self, at: QPoint) -> bool:
        placed, inside = self._canvas.placed, self._canvas.viewport().mapFromGlobal(at)
        if placed is None or not placed.columns or inside.x() < 0 or inside.y() >= 0:
            return False
        column = placed.column_at(self._canvas.content_point(inside).x())
        return self._popup(self._of_head(placed.lane(column).id), at)

    def _of_head(self, doctor_id: str) -> _Menu | None:
        """The menu of a doctor's head; a room's has none."""
        calendar, listed = self._calendar, self._listed_ids()
        if doctor_id not in calendar.doctor_ids:
            return None
        menu, is_alone = _Menu(calendar), len(calendar.doctor_ids) == 1
        only = partial(calendar.show_alone, doctor_id)
        menu.offer(self.tr("&Only this doctor"), only, is_enabled=not is_alone)
        has_more = len(listed) > len(calendar.doctor_ids)
        menu.offer(self.tr("&All doctors"), self._show_all, is_enabled=has_more)
        menu.addSeparator()
        may_say = self._desk.may(Permission.MARK_ARRIVAL)
        late = partial(self._dialogs.late_asked.emit, doctor_id)
        menu.offer(self.tr("Runs &late…"), late, is_enabled=may_say)
        menu.offer(self.tr("&Hours…"), partial(self._dialogs.hours_of, doctor_id))
        menu.offer(self.tr("&Blocked time…"), partial(self._dialogs.exceptions_of, doctor_id))
        may_record = self._desk.may(Permission.RECORD_ILLNESS, doctor_id)
        ill = partial(self._dialogs.ill_today, doctor_id)
        menu.offer(self.tr("&Ill today…"), ill, is_enabled=may_record)
        return menu

    def _listed_ids(self) -> tuple[str, ...]:
        clinic = self._desk.clinic
        return tuple(one.id for one in clinic.listed_doctors) if clinic is not None else ()

    def _show_all(self) -> None:
        """Show every doctor's day: several days of all of them would be too many columns."""
        calendar = self._calendar
        calendar.show_days(1)
        calendar.show_doctors(self._listed_ids())
        calendar.doctors_shown.emit(calendar.doctor_ids)
