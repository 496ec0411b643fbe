"""Carries appointments: by the mouse on the calendar, by Ctrl+X and Ctrl+V, and over the pinboard.

It joins the calendar's hand and the pinboard with the acts; what is told and refused is the acts' to say.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import FreeSlot
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.appointments.week_appointments import read_appointments_by_id
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.appointments.offered_acts import offered_acts
from medic_desk.ui.calendar.carried_picture import CarriedPicture
from medic_desk.ui.calendar.hand import CalendarHand
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.calendar.verdicts import Verdict, Verdicts, Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.pinboard.pinboard import Pinboard
from medic_desk.ui.pinboard.pins import Pin
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.context_menus import ContextMenus
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.window.left_column import LeftColumn
from medic_desk.ui.window.menus import Menus
from medic_desk.ui.window.refused_places import RefusedPlaces
from medic_desk.ui.words.carrying import let_go_sentence, now_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.pinboard import pin_gone_sentence


class Hands(QObject):
    """One a window."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        calendar: CalendarPane,
        acts: AppointmentActs,
        menus: Menus,
        dialogs: Dialogs,
        chosen: Callable[[], WeekAppointment | None],
    ) -> None:
        """``chosen`` answers the appointment that keys and buttons mean."""
        super().__init__(calendar)
        self._desk = desk
        self._calendar = calendar
        self._acts = acts
        self._menus = menus
        self._chosen = chosen
        self.verdicts = Verdicts(desk)
        self.hand = CalendarHand(desk, theme, calendar, self._movable, self.verdicts)
        self.refused_places = RefusedPlaces(desk, calendar, acts, self)
        self.pinboard = Pinboard(desk, theme)
        self.picture = CarriedPicture(theme, calendar)
        self.context_menus = ContextMenus(desk, calendar, acts, menus, dialogs, self.hand, chosen=chosen)
        self._connect()

    def _connect(self) -> None:
        hand, board = self.hand, self.pinboard
        hand.put_down.connect(self._on_put_down)
        hand.refused.connect(self.refused_places.tell)
        self.refused_places.near_taken.connect(self._on_near_taken)
        self.refused_places.far_taken.connect(self._on_far_taken)
        hand.left_days.connect(self._on_left_days)
        hand.taken_up.connect(self._on_taken_up)
        hand.opened.connect(self._on_opened)
        hand.carried_to.connect(self._on_carried_to)
        hand.changed_meanwhile.connect(self._on_changed_meanwhile)
        board.pins_changed.connect(self._on_pins)
        board.list.row_opened.connect(self._on_pin_opened)
        board.list.lifted.connect(self._on_lifted)
        board.list.dragged.connect(hand.follow)
        board.list.dropped.connect(hand.drop)
        self._menus.pin.triggered.connect(self.pin_chosen)
        self._menus.put.triggered.connect(self.put_pinned)
        self._acts.moves.moved.connect(self._on_moved)

    def _movable(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment as this desk knows it, where it may be moved now; None where it may not."""
        shown = self._calendar.appointment(appointment_id)
        if shown is None:
            return None
        current = self._acts.current(shown)
        return current if self._may_move(current) else None

    def _may_move(self, appointment: WeekAppointment) -> bool:
        return move in offered_acts(appointment, minute_floor(self._desk.now()), self._desk.may)

    def below(self, side: QWidget, parent: QWidget) -> LeftColumn:
        """The left column of the window, in ``parent``: the panel, and the pinboard below it."""
        return LeftColumn(side, self.pinboard, parent)

    # By keys

    @Slot()
    def pin_chosen(self) -> None:
        """Pin the chosen appointment; it stays booked where it is."""
        chosen = self._chosen()
        if chosen is not None and self._may_move(chosen):
            self._menus.side.setChecked(True)  # the board is part of the left panel
            self.pinboard.pin(chosen)

    @Slot()
    def put_pinned(self) -> None:
        """Put the chosen pin, else the first, at the start under the calendar's cursor."""
        pin = self.pinboard.chosen
        if self.hand.carried is not None or pin is None or not self._is_movable(pin):
            return
        verdict = self.hand.verdict_at_cursor(self._acts.current(pin.appointment))
        if verdict is None:
            # Without a cursor there is no start: the days are walked first.
            self._calendar.setFocus()
        else:
            self._put(verdict, is_keyed=True)

    def _is_movable(self, pin: Pin) -> bool:
        """Whether a pin may be put somewhere; where it may not, that is said."""
        if not pin.is_movable:
            self._acts.refused.emit(pin_gone_sentence(pin), ())
        return pin.is_movable

    # By the mouse, and from the pinboard

    @Slot(str)
    def _on_pin_opened(self, appointment_id: str) -> None:
        """Take a pin up by the keyboard: the calendar's cursor aims with it."""
        self._take(appointment_id, is_keyed=True)

    @Slot(str)
    def _on_lifted(self, appointment_id: str) -> None:
        self._take(appointment_id, is_keyed=False)

    def _take(self, appointment_id: str, *, is_keyed: bool) -> None:
        pin = self.pinboard.pins.get(appointment_id)
        if pin is not None and self._is_movable(pin):
            self.hand.take(self._acts.current(pin.appointment), is_keyed=is_keyed)

    def _put(self, verdict: Verdict, *, is_keyed: bool = False) -> None:
        """Do it where the place is free, else say why not."""
        if verdict.is_free:
            self._on_put_down(verdict)
        else:
            self.refused_places.tell(verdict, is_keyed=is_keyed)

    @Slot(object)
    def _on_put_down(self, verdict: Verdict) -> None:
        if verdict.changes_nothing:
            self._acts.refused.emit(self.tr("It is there already: choose another time."), ())
            return
        if not self._acts.tell_open():
            self._acts.moves.move(verdict.wanted.appointment, verdict.request())

    @Slot(object, object)
    def _on_near_taken(self, wanted: Wanted, slot: FreeSlot) -> None:
        self._calendar.setFocus()
        self._put(self.verdicts.of(replace(wanted, starts_at=slot.starts_at)))

    @Slot(object, object)
    def _on_far_taken(self, verdict: Verdict, slot: FreeSlot) -> None:
        """Move it outside the shown days: whether that is still free the act alone can say."""
        self._calendar.setFocus()
        if not self._acts.tell_open():
            self._acts.moves.move(verdict.wanted.appointment, verdict.request_at(slot))

    @Slot(object, object)
    def _on_left_days(self, appointment: WeekAppointment, at: QPoint) -> None:
        if self.pinboard.takes(at):
            self.pinboard.pin(appointment)

    @Slot(object)
    def _on_carried_to(self, at: QPoint | None) -> None:
        """Let what is carried outside the days be seen at the pointer, and the board where it takes it."""
        carried = self.hand.carried.appointment if self.hand.carried is not None else None
        if at is None or carried is None:
            self.pinboard.light(is_lit=False)
            self.picture.hide()
            return
        is_pinned = carried.id in self.pinboard.pins.ids
        self.pinboard.light(is_lit=not is_pinned and self.pinboard.takes(at))
        self.picture.show_at(carried, at)

    @Slot()
    def _on_taken_up(self) -> None:
        self.pinboard.invite(is_inviting=True)

    @Slot()
    def _on_opened(self) -> None:
        self.pinboard.invite(is_inviting=False)

    @Slot(object, object)
    def _on_changed_meanwhile(self, appointment: WeekAppointment, now: WeekAppointment | None) -> None:
        """Say that it was let go, and where it is now; that is asked for where it left the shown days."""
        self._tell_let_go(appointment, now)
        if now is None:
            self._desk.read(
                self,
                partial(read_appointments_by_id, appointment_ids=(appointment.id,)),
                partial(self._on_found, appointment),
                partial(self._on_not_found, appointment),
                replaces="let go",
            )

    def _tell_let_go(self, appointment: WeekAppointment, now: WeekAppointment | None) -> None:
        said = let_go_sentence(appointment.patient_name or "")
        clinic = self._desk.clinic
        if now is not None and clinic is not None:
            said = f"{said} {now_sentence(now, clinic.doctor(now.doctor_id).full_name)}"
        self._acts.refused.emit(said, ())

    def _on_found(self, appointment: WeekAppointment, found: tuple[WeekAppointment, ...]) -> None:
        # Whoever has closed the message, or does something else by now, does not want it back.
        if found and self._calendar.answer.text == let_go_sentence(appointment.patient_name or ""):
            self._tell_let_go(appointment, found[0])

    def _on_not_found(self, appointment: WeekAppointment, error: Exception) -> None:
        said = let_go_sentence(appointment.patient_name or "")
        if self._calendar.answer.text == said:
            self._acts.refused.emit(f"{said} {error_sentence(error)}", ())

    # What comes of it

    @Slot(object)
    def _on_moved(self, appointment: AppointmentResult) -> None:
        """Take off the board what was put somewhere."""
        self.pinboard.unpin(appointment.appointment_id)

    @Slot()
    def _on_pins(self) -> None:
        pins = self.pinboard.pins
        self.hand.show_pinned(pins.ids)
        self._menus.put.setEnabled(bool(pins.all))
