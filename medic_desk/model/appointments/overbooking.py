"""Overbooking, in a lane of its own, and appointments that are recorded after they took place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Facts, FreeSlot, Request
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.appointment_steps import stated_reason
from medic_desk.model.appointments.booking import BookingRequest, booking_columns
from medic_desk.model.appointments.declared_acts import by, declared
from medic_desk.model.appointments.holds import lock_own_hold
from medic_desk.model.appointments.placing import check_length, expire_in_the_way, read_world, refusal
from medic_desk.model.appointments.resource_locks import lock_service
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    place_appointment,
    place_columns,
    read_service,
)
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES
from medic_desk.model.tables import AppointmentRow

_NOBODY = "00000000-0000-0000-0000-000000000000"


_OVERRIDDEN = frozenset({"busy", "buffer", "resource"})
"""The engine's codes of people and rooms: what an overbooking overrides."""


def may_be_overbooked(codes: Collection[str]) -> bool:
    """Whether people and rooms alone are in the way of a start, by the engine's codes of all that is.

    A start off the grid may be overbooked too, by asking for a free start (``free_step_minutes`` 1).
    """
    return bool(_OVERRIDDEN.intersection(codes)) and _OVERRIDDEN.union(("off_grid",)).issuperset(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverbookRequest:
    """A booking on top of others, with the staff's reason."""

    booking: BookingRequest
    reason: str

    @property
    def act_id(self) -> str:
        """The act's id is the booking's."""
        return self.booking.act_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAppointmentRequest:
    """An appointment of the past that nobody could write down then; ``booking.starts_at`` lies in the past.

    ``duration_minutes`` None takes the service's length. ``did_come`` is whether it took place: else the
    patient did not come.
    """

    booking: BookingRequest
    reason: str
    duration_minutes: int | None = None
    did_come: bool = True

    @property
    def act_id(self) -> str:
        """The act's id is the booking's."""
        return self.booking.act_id


@declared("overbooked", permission=Permission.OVERBOOK, undo=by("cancelled"))
def overbook(session: Session, actor: Actor, request: OverbookRequest) -> AppointmentResult:
    """Book where every lane is taken: in a lane above all of the doctor's, so that it is seen as what it is.

    It overrides people and rooms alone (``busy``, ``buffer``, ``resource``), never hours, breaks or absences.
    Raises ``SlotRefused`` where more than people and rooms is in the way, ``InvalidField`` without a reason.
    """
    wanted = request.booking
    reason = stated_reason(request.reason, "overbooking_reason")
    begun = begin_act(
        session,
        actor,
        name=overbook.name,
        act_id=request.act_id,
        doctor_ids=(wanted.doctor_id,),
        appointment_id=wanted.hold_id,
        reason=reason,
        places=True,
    )
    locked = lock_service(session, wanted.doctor_id, wanted.appointment_type_id)
    check_length(wanted.duration_minutes, locked.service)
    now = expire_in_the_way(session, locked, wanted.starts_at)
    hold_id = lock_own_hold(session, begun, wanted.hold_id)
    place = wanted.place(hold_id)
    facts = read_world(session, place, wanted.starts_at, wanted.starts_at + 1)
    slot = _place_beside_the_others(facts, place.request(now, wanted.starts_at, wanted.starts_at + 1))
    if slot is None:
        raise refusal(session, place, now, facts)
    locked.require(slot.bookable_resource_ids)
    columns = {
        **booking_columns(session, wanted, locked.service, now),
        **place_columns(slot),
        "session_lane": _lane_above(facts, slot),
        "status": "confirmed",
    }
    return place_appointment(session, actor, hold_id, columns, slot.bookable_resource_ids)


@declared("recorded", permission=Permission.BOOK)
def record_past_appointment(
    session: Session, actor: Actor, request: PastAppointmentRequest
) -> AppointmentResult:
    """Record an appointment of the past, as completed or as missed; hours are not asked, for it was.

    It takes the lowest lane that no other appointment of its time has, and claims nothing. Raises
    ``InvalidField`` without a reason, or (``starts_at``, ``not_past``) where it has not ended yet.
    """
    wanted = request.booking
    reason = stated_reason(request.reason, "recording_reason")
    begun = begin_act(
        session,
        actor,
        name=record_past_appointment.name,
        act_id=request.act_id,
        doctor_ids=(wanted.doctor_id,),
        reason=reason,
        places=True,
    )
    service = read_service(session, wanted.doctor_id, wanted.appointment_type_id)
    minutes = service.duration_minutes if request.duration_minutes is None else request.duration_minutes
    if not 1 <= minutes <= LONGEST_APPOINTMENT_MINUTES:
        raise InvalidField("duration_minutes", "out_of_range")
    if datetime_at(wanted.starts_at + minutes) > begun.now:
        raise InvalidField("starts_at", "not_past")
    columns = booking_columns(session, wanted, service, begun.now) | _past_columns(session, wanted, minutes)
    columns |= _as_planned(columns) if request.did_come else {"status": "no_show"}
    return place_appointment(session, actor, None, columns)


def _past_columns(session: Session, wanted: BookingRequest, minutes: int) -> dict[str, Any]:
    """The columns of when and where an appointment of the past was."""
    starts_at, ends_at = datetime_at(wanted.starts_at), datetime_at(wanted.starts_at + minutes)
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "duration_minutes": minutes,
        "doctor_location_id": wanted.doctor_location_id,
        "location_room_id": wanted.location_room_id,
        "session_lane": _lowest_free_lane(session, wanted.doctor_id, starts_at, ends_at),
    }


def _as_planned(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an appointment that began and ended as planned."""
    return {
        "status": "completed",
        "patient_arrived_at": columns["starts_at"],
        "visit_started_at": columns["starts_at"],
        "visit_ended_at": columns["ends_at"],
    }


def _place_beside_the_others(facts: Facts, question: Request) -> FreeSlot | None:
    """The place the engine would give if the doctor's other patients took no lane; None outside the hours.

    They keep the rooms and machines they claim. Where none is left, the overbooked appointment shares and
    claims nothing.
    """
    elsewhere = tuple(
        a._replace(doctor_id=_NOBODY) if a.doctor_id == facts.doctor_id else a for a in facts.appointments
    )
    beside = replace(facts, appointments=elsewhere)
    service = facts.services[question.appointment_type_id]
    sharing = MappingProxyType({**facts.services, service.id: replace(service, needs=())})
    for world in (beside, replace(beside, resources=(), claims=(), services=sharing)):
        slots = free_slots(world, question)
        if slots:
            return slots[0]
    return None


def _lane_above(facts: Facts, slot: FreeSlot) -> int:
    """A lane above every rule's lanes and every appointment's of that time."""
    lanes = [rule.max_parallel_sessions for rule in facts.rules]
    lanes += [
        a.session_lane
        for a in facts.appointments
        if a.doctor_id == facts.doctor_id and a.starts_at < slot.ends_at and a.ends_at > slot.starts_at
    ]
    return max(lanes, default=1) + 1


def _lowest_free_lane(session: Session, doctor_id: str, starts_at: datetime, ends_at: datetime) -> int:
    taken = set(
        session.execute(
            select(AppointmentRow.session_lane).where(
                AppointmentRow.doctor_id == doctor_id,
                AppointmentRow.starts_at < ends_at,
                AppointmentRow.ends_at > starts_at,
                AppointmentRow.status.not_in(("cancelled", "no_show")),
            )
        ).scalars()
    )
    return next(lane for lane in count(1) if lane not in taken)
