"""Putting an appointment of the worklist back: to where it was before it was moved or cancelled for a cause.

That place may still be closed. Unlike an undo, which the engine has to agree with, it goes back all the same,
and its item is open again: somebody has to call.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Request, ScheduleException
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.declared_acts import declared
from medic_desk.model.appointments.history import HistoryEvent, read_history
from medic_desk.model.appointments.placing import (
    ANY_PAST,
    WantedPlace,
    expire_in_the_way,
    read_world,
    refusal,
)
from medic_desk.model.appointments.resource_locks import lock_service
from medic_desk.model.appointments.restoring import CONFIRMED, forget_old_claims
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    lock_appointment,
    place_appointment,
    place_columns,
)
from medic_desk.model.appointments.undo_errors import CannotUndo
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.worklist.outcomes import reopen_put_back

_MOVED = frozenset({"moved", "service_changed"})
_CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBackRequest:
    """Take back that an appointment of the worklist was moved or cancelled, as the desk last saw it."""

    act_id: str
    appointment_id: str
    row_version: int | None


@declared(
    "put_back",
    permission=Permission.MOVE,
    statuses=frozenset({"pending", "confirmed", "cancelled"}),
    needs="nothing",
    is_told=False,
)
def put_back(session: Session, actor: Actor, request: PutBackRequest) -> AppointmentResult:
    """Give an appointment the place again that it had before its latest move or cancellation.

    What closes that place (a block, a closure, hours that are gone) does not keep it away: it was agreed
    once. People and rooms do. Its item on the worklist is open again where the place is still closed. Raises
    ``CannotUndo`` where the latest that happened to it was neither, ``SlotRefused`` where somebody has the
    place, and what ``lock_appointment`` raises.
    """
    event = _latest(session, request.appointment_id)
    before = event.before
    begun = begin_act(
        session,
        actor,
        name=put_back.name,
        act_id=request.act_id,
        doctor_ids=() if before.doctor_id is None else (before.doctor_id,),
        appointment_id=request.appointment_id,
        places=True,
    )
    appointment = lock_appointment(
        session,
        begun,
        request.appointment_id,
        row_version=request.row_version,
        statuses=put_back.statuses,
        act=put_back.name,
    )
    if _latest(session, request.appointment_id) != event or event.row_version != appointment.row_version:
        raise CannotUndo("changed_since", event.action)
    was = _as_it_was(appointment, event)
    if was.appointment_type_id is None:
        raise InvalidField("appointment_type_id", "missing")
    locked = lock_service(
        session, was.doctor_id, was.appointment_type_id, claimed_by=appointment.appointment_id
    )
    now = expire_in_the_way(session, locked, was.starts_at, own_id=appointment.appointment_id)
    slot, is_closed = _old_slot(session, was, now)
    locked.require(slot.bookable_resource_ids)
    columns = place_columns(slot) | _columns(appointment, event)
    if appointment.doctor_id != was.doctor_id or appointment.appointment_type_id != was.appointment_type_id:
        columns |= {"doctor_id": was.doctor_id, **locked.service.columns()}
    if appointment.status == "cancelled":
        forget_old_claims(session, appointment)
    if is_closed:
        reopen_put_back(session, appointment.appointment_id)
    return place_appointment(session, actor, appointment.appointment_id, columns, slot.bookable_resource_ids)


def _latest(session: Session, appointment_id: str) -> HistoryEvent:
    """The latest event, which was a move or a cancellation. Raises ``CannotUndo``."""
    events = read_history(session, appointment_id)
    if not events:
        raise CannotUndo("unknown_act")
    latest = events[-1]
    was_confirmed = latest.action == _CANCELLED and latest.before.status == "confirmed"
    if latest.action not in _MOVED and not was_confirmed:
        raise CannotUndo("changed_since", latest.action)
    return latest


def _as_it_was(appointment: AppointmentResult, event: HistoryEvent) -> AppointmentResult:
    """The appointment with the place that it had before the event."""

    def was(column: str) -> Any:
        """An event tells only of what changed, and of null by leaving it out."""
        before, after = getattr(event.before, column), getattr(event.after, column)
        return getattr(appointment, column) if before is None and after is None else before

    before = event.before
    return replace(
        appointment,
        doctor_id=was("doctor_id"),
        appointment_type_id=was("appointment_type_id"),
        doctor_location_id=was("doctor_location_id"),
        location_room_id=was("location_room_id"),
        starts_at=appointment.starts_at if before.starts_at is None else minute_floor(before.starts_at),
        ends_at=appointment.ends_at if before.ends_at is None else minute_ceil(before.ends_at),
    )


def _columns(appointment: AppointmentResult, event: HistoryEvent) -> dict[str, Any]:
    """What else the event had changed."""
    if event.action == _CANCELLED:
        return dict(CONFIRMED)
    # It was rescheduled and is not any more.
    return {"reschedule_count": max(0, appointment.reschedule_count - 1)}


def _old_slot(session: Session, was: AppointmentResult, now: datetime) -> tuple[FreeSlot, bool]:
    """The old place as the engine gives it, and whether it is closed by now. Raises ``SlotRefused``."""
    assert was.appointment_type_id is not None  # noqa: S101 - for the type checker: asked by the act
    place = WantedPlace(
        doctor_id=was.doctor_id,
        appointment_type_id=was.appointment_type_id,
        starts_at=was.starts_at,
        doctor_location_id=was.doctor_location_id,
        location_room_id=was.location_room_id,
        duration_minutes=was.ends_at - was.starts_at,
        free_step_minutes=1,
        past_grace_minutes=ANY_PAST,
        ignore_appointment_ids=frozenset({was.appointment_id}),
        for_appointment_id=was.appointment_id,
    )
    facts = read_world(session, place, was.starts_at, was.starts_at + 1)
    question = place.request(now, was.starts_at, was.starts_at + 1)
    for world, is_closed in ((facts, False), (_opened(facts, question, was), True)):
        slots = free_slots(world, question)
        if slots:
            return slots[0], is_closed
    raise refusal(session, place, now, _opened(facts, question, was))


def _opened(facts: Facts, question: Request, was: AppointmentResult) -> Facts:
    """The same world as if the old place were open: no block, and hours from its start to its end."""
    opening = ScheduleException(
        id=was.appointment_id,
        table="schedule_exceptions",
        exception_type="available",
        starts_at=was.starts_at,
        ends_at=was.ends_at,
        appointment_type_id=question.appointment_type_id,
        doctor_location_id=was.doctor_location_id,
        location_room_id=was.location_room_id,
    )
    open_ones = (row for row in facts.exceptions if row.exception_type == "available")
    return replace(facts, exceptions=(*open_ones, opening))
