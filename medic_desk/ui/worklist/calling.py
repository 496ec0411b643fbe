"""A call to one patient of the worklist: the row is taken, a start is held, and an outcome ends it.

One call at a time. Every desk sees who calls whom; the start that is offered is held while the call lasts.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.acts.errors import SlotRefused, StaleAppointment
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.worklist.errors import StaleItem
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.model.worklist.steps import (
    ItemRequest,
    ItemResult,
    ItemStep,
    call,
    keep,
    let_go,
    not_reached,
    take,
)
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.waiting import near_moment
from medic_desk.ui.words.worklist import zone_of


class Calling(QObject):
    """Asked by the page; it never looks at widgets."""

    changed = Signal()
    """Another call, another start, or a hold that came or went."""
    settled = Signal(str)
    """An outcome stands: the item's id."""
    refused = Signal(str, object)
    """A sentence about what was not done, and (text, action) choices to go on with."""
    gone = Signal(object)
    """A start that is offered no more: somebody has it (OfferedStart)."""

    def __init__(self, desk: Desk, attempt: Attempt, parent: QObject) -> None:
        """``attempt`` is the page's one: what is sent is sent through it."""
        super().__init__(parent)
        self._desk = desk
        self._attempt = attempt
        self.item: RebookingItem | None = None
        """Who is called; None for nobody."""
        self.offer: OfferedStart | None = None
        """The start that is offered."""
        self.held_until: datetime | None = None
        """Until when it is held, unless it is renewed (aware); None while it is not."""
        self._begun_at: datetime | None = None
        self._keeper: HoldKeeper | None = None

    def is_calling(self, item: RebookingItem | None) -> bool:
        """Whether this desk calls that one now."""
        return item is not None and self.item is not None and item.id == self.item.id

    @property
    def hold_ids(self) -> frozenset[str]:
        """What is held for whom this desk calls."""
        return self._keeper.own_ids() if self._keeper is not None else frozenset()

    # Beginning and ending

    def begin(self, item: RebookingItem, offer: OfferedStart | None) -> None:
        """Call somebody: the row is taken first. One whom a colleague calls is asked about."""
        if self._attempt.is_open or self.is_calling(item):
            return
        if self.item is not None:
            self.end(partial(self.begin, item, offer))
        elif item.taken_by_id is None:
            self._step(call, item, "", partial(self._on_begun, item, offer))
        elif self._is_own(item):
            self._start(item, offer)
        else:
            choices = ((self.tr("Ta&ke it over"), partial(self.take_over, item, offer)),)
            self.refused.emit(self._taken_sentence(item.taken_by_name, item.taken_at), choices)

    def take_over(self, item: RebookingItem, offer: OfferedStart | None) -> None:
        """Go on with a call that a colleague has begun."""
        self._step(take, item, "", partial(self._on_begun, item, offer))

    def end(self, then: Callable[[], None] | None = None, note: str = "") -> None:
        """Leave the row to the others without an outcome; ``then`` once it is left."""
        item = self.item
        if item is not None and not self._attempt.is_open:
            self._step(let_go, item, note, partial(self._on_ended, then))

    def offer_start(self, offer: OfferedStart | None) -> None:
        """Offer another start: it is held in place of the former."""
        if self.item is None or offer == self.offer:
            return
        self.offer, self.held_until = offer, None
        self._hold()
        self.changed.emit()

    def follow(self, items: Iterable[RebookingItem]) -> None:
        """Take note of what was read: a call that a colleague has taken over, or settled, is over here."""
        if self.item is None or self._attempt.is_open:
            return
        now = next((one for one in items if one.id == self.item.id), None)
        if now is not None and now.is_open and now.taken_by_id is None:
            return  # read before this desk's own step was written
        if now is not None and now.is_open and self._is_own(now):
            self.item = now
            return
        said = self.tr("This call is over: somebody else has dealt with the appointment.")
        if now is not None and now.is_open:
            said = self._taken_sentence(now.taken_by_name, now.taken_at)
        self._stop()
        self.refused.emit(said, ())

    # Outcomes

    def moved(self, note: str) -> None:
        """The patient comes at the start that is offered."""
        item, offer, keeper = self.item, self.offer, self._keeper
        if item is not None and offer is not None and keeper is not None and not self._attempt.is_open:
            keeper.when_still(partial(self._send_move, item, offer, keeper, note))

    def cancelled(self, note: str) -> None:
        """The patient wants no other time."""
        item = self.item
        if item is None or self._attempt.is_open:
            return
        request = AppointmentRequest(
            act_id=new_act_id(),
            appointment_id=item.appointment_id,
            row_version=item.row_version,
            reason=note.strip() or self.tr("The doctor cannot come, and no other time suited"),
        )
        self._attempt.send(cancel, request, partial(self._on_settled, item.id), self._on_failed)

    def not_reached(self, note: str) -> None:
        """Nobody answered: the row comes back in two hours."""
        self._outcome(not_reached, note)

    def kept(self, note: str) -> None:
        """The appointment stays where it is, in spite of what affects it."""
        self._outcome(keep, note)

    # Inside

    def _outcome(self, step: ItemStep, note: str) -> None:
        item = self.item
        if item is not None and not self._attempt.is_open:
            self._step(step, item, note, partial(self._on_settled, item.id))

    def _step(
        self, step: ItemStep, item: RebookingItem, note: str, on_done: Callable[[ItemResult], None]
    ) -> None:
        request = ItemRequest(
            act_id=new_act_id(),
            item_id=item.id,
            seen_state=item.state,
            seen_taken_by_id=item.taken_by_id,
            note=note.strip() or None,
        )
        self._attempt.send(step, request, on_done, self._on_failed)

    def _send_move(self, item: RebookingItem, offer: OfferedStart, keeper: HoldKeeper, note: str) -> None:
        is_colleague = offer.doctor_id != item.doctor_id
        is_other = offer.appointment_type_id != item.appointment_type_id
        request = MoveRequest(
            act_id=new_act_id(),
            appointment_id=item.appointment_id,
            row_version=item.row_version,
            starts_at=offer.starts_at,
            doctor_id=offer.doctor_id if is_colleague else None,
            appointment_type_id=offer.appointment_type_id if is_other else None,
            doctor_location_id=offer.slot.doctor_location_id,
            begun_at=self._begun_at,
            hold_id=keeper.hold_id,
            reason=note.strip() or None,
        )
        self._attempt.send(move, request, partial(self._on_moved, item.id, keeper), self._on_failed)

    def _on_begun(self, item: RebookingItem, offer: OfferedStart | None, result: ItemResult) -> None:
        person = self._desk.person
        self._start(
            replace(
                item,
                state=result.state,
                taken_by_id=result.taken_by_id,
                taken_by_name=person.display_name if person is not None else None,
                taken_at=result.taken_at,
                called_at=result.called_at,
            ),
            offer,
        )

    def _start(self, item: RebookingItem, offer: OfferedStart | None) -> None:
        self.item, self.offer, self.held_until = item, offer, None
        self._begun_at = self._desk.now()
        self._keeper = HoldKeeper(self._desk, self)
        self._keeper.held.connect(self._on_held)
        self._keeper.refused.connect(self._on_hold_refused)
        self._keeper.lost.connect(self._on_hold_lost)
        self._hold()
        self.changed.emit()

    def _stop(self) -> None:
        """The call is over; what is held is given back."""
        if self._keeper is not None:
            self._keeper.give_back()
        self._keeper = None
        self.item = self.offer = self.held_until = self._begun_at = None
        self.changed.emit()

    def _hold(self) -> None:
        if self._keeper is None:
            return
        offer, item = self.offer, self.item
        if offer is None or item is None:
            self._keeper.let_go()
            return
        own = offer.doctor_id == item.doctor_id
        self._keeper.want(
            offer.doctor_id,
            offer.appointment_type_id,
            offer.starts_at,
            offer.slot.doctor_location_id,
            minutes=item.minutes if own else None,
            begun_at=self._begun_at,
            at_once=True,
        )

    @Slot(object)
    def _on_held(self, appointment: AppointmentResult) -> None:
        offer = self.offer
        if offer is not None and offer.key == (appointment.doctor_id, appointment.starts_at):
            self.held_until = appointment.hold_expires_at
            self.changed.emit()

    @Slot(object)
    def _on_hold_refused(self, _error: Exception) -> None:
        gone, self.offer, self.held_until = self.offer, None, None
        self.gone.emit(gone)
        self.changed.emit()

    @Slot()
    def _on_hold_lost(self) -> None:
        self.held_until = None
        self._hold()
        self.changed.emit()

    def _on_ended(self, then: Callable[[], None] | None, _result: ItemResult) -> None:
        self._stop()
        if then is not None:
            then()

    def _on_settled(self, item_id: str, _result: object) -> None:
        self._stop()
        self.settled.emit(item_id)

    def _on_moved(self, item_id: str, keeper: HoldKeeper, _result: AppointmentResult) -> None:
        keeper.booked()
        self._keeper = None
        self._on_settled(item_id, _result)

    def _on_failed(self, error: Exception) -> None:
        if self._attempt.is_unknown:
            again = ((self.tr("Tr&y again"), self._attempt.again),)
            self.refused.emit(error_sentence(error), again)
            return
        if isinstance(error, StaleItem):
            self._on_stale(error)
        elif isinstance(error, SlotRefused) and self.offer is not None:
            gone, self.offer, self.held_until = self.offer, None, None
            self.refused.emit(refused_sentence(error, self._names(gone.doctor_id), 0), ())
            self.gone.emit(gone)
        elif isinstance(error, StaleAppointment):
            said = self.tr(
                "Somebody has changed this appointment meanwhile, so nothing was done. Look again."
            )
            self.refused.emit(said, ())
        else:
            self.refused.emit(error_sentence(error), ())
        self.changed.emit()

    def _on_stale(self, error: StaleItem) -> None:
        """Say who was quicker; the row is theirs."""
        clinic = self._desk.clinic
        people = clinic.people if clinic is not None else ()
        name = next((one.display_name for one in people if one.id == error.taken_by_id), None)
        if self.item is not None and self.item.id == error.item_id:
            self._stop()
        if name is None:
            self.refused.emit(error_sentence(error), ())
        else:
            self.refused.emit(self.tr("{person} was quicker, and calls already.").format(person=name), ())

    def _is_own(self, item: RebookingItem) -> bool:
        return self._desk.person is not None and item.taken_by_id == self._desk.person.id

    def _taken_sentence(self, name: str | None, since: datetime | None) -> str:
        clinic = self._desk.clinic
        if since is None or clinic is None:
            return self.tr("{person} calls already.").format(person=name or "?")
        time = near_moment(since, zone_of(clinic, ""), self._desk.now())
        return self.tr("{person} calls since {time}.").format(person=name or "?", time=time)

    def _names(self, doctor_id: str) -> Names | None:
        clinic = self._desk.clinic
        return None if clinic is None else Names(clinic, zone_of(clinic, doctor_id))
