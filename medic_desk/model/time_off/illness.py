"""Illness: a doctor is away at once. Nobody asks and nobody decides: whoever hears of it records it.

It is a request for time off of the kind ``illness`` that stands as soon as it is written; a trigger makes its
block.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import DAY_MINUTES, datetime_at, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.appointments.booked_appointments import read_booked_appointments
from medic_desk.model.clinic.permissions import Permission, require_for
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.hours.save import lock_schedule
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import DoctorRow, TimeOffRequestRow
from medic_desk.model.time_off.decisions import LONGEST_DAYS, own_doctor_id, refuse_overlap
from medic_desk.model.time_off.errors import TimeOffDecided
from medic_desk.model.worklist.causes import Cause, set_cause, take_cause_back

ILLNESS: Literal["illness"] = "illness"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIllness:
    """A doctor is ill, ``[starts_at, ends_at)`` in engine minutes.

    ``seen_appointment_ids`` are the appointments that the person saw would be affected (None asks for no such
    check).
    """

    act_id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    seen_appointment_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIllnessBack:
    """The doctor is not ill after all: the block of ``request_id`` goes, and with it the cause."""

    act_id: str
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IllnessResult:
    """What an act left: the request, and the appointments that were affected."""

    request_id: str
    doctor_id: str
    affected_ids: tuple[str, ...]
    already_done: bool = False


def record_illness(session: Session, actor: Actor, request: RecordIllness) -> IllnessResult:
    """Block the doctor's time, and put who is booked then on the worklist.

    Raises ``NotPermitted``, ``InvalidField`` (``ends_at``: not_after, in_the_past, too_long),
    ``TimeOffOverlaps`` where illness is recorded then already, ``AppointmentsAffected``, ``NotFound``.
    """
    _require(session, actor, request.doctor_id)
    begun = begin_staff_act(
        session, actor, name="illness_recorded", request=request, doctor_id=request.doctor_id
    )
    if begun.done is not None:
        return _done_before(begun.done.subject_id, begun.done.metadata)
    _check(request, begun.now)
    lock_schedule(session, request.doctor_id)
    _refuse_twice(session, request)
    starts_at = max(request.starts_at, minute_floor(begun.now))
    booked = read_booked_appointments(session, request.doctor_id, starts_at, request.ends_at)
    ids = tuple(appointment.id for appointment in booked)
    if request.seen_appointment_ids is not None and not request.seen_appointment_ids.issuperset(ids):
        raise AppointmentsAffected(booked)
    request_id = _write(session, actor, request, begun.now)
    set_cause(session, Cause(ILLNESS, request_id), ids)
    span = (request.starts_at, request.ends_at)
    return _tell(session, request_id, request.doctor_id, affected_ids=ids, span=span)


def take_illness_back(session: Session, actor: Actor, request: TakeIllnessBack) -> IllnessResult:
    """Open the doctor's time again; the worklist no longer names it.

    Raises ``NotPermitted``, ``TimeOffDecided`` where it is not recorded any more, ``NotFound``.
    """
    query = select(TimeOffRequestRow).where(
        TimeOffRequestRow.id == request.request_id, TimeOffRequestRow.kind == ILLNESS
    )
    doctor_id = session.execute(query.with_only_columns(TimeOffRequestRow.doctor_id)).scalar_one_or_none()
    if doctor_id is None:
        raise NotFound("time_off_requests", request.request_id)
    _require(session, actor, doctor_id)
    begun = begin_staff_act(session, actor, name="illness_taken_back", request=request, doctor_id=doctor_id)
    if begun.done is not None:
        return _done_before(begun.done.subject_id, begun.done.metadata)
    lock_schedule(session, doctor_id)
    row = session.execute(query.with_for_update()).scalar_one()
    if row.status != "approved":
        raise TimeOffDecided(row.id, act="taken back", standing=row.status, decided_at=None, decided_by=None)
    take_cause_back(session, Cause(ILLNESS, row.id))
    session.execute(
        update(TimeOffRequestRow)
        .where(TimeOffRequestRow.id == row.id)
        .values(status="denied", approved_by_id=None, withdrawn_at=begun.now, decided_at=begun.now)
    )
    return _tell(session, row.id, doctor_id)


def _require(session: Session, actor: Actor, doctor_id: str) -> None:
    own = own_doctor_id(session, actor)
    require_for(actor, Permission.RECORD_ILLNESS, doctor_id=doctor_id, own_doctor_id=own)


def _check(request: RecordIllness, now: datetime) -> None:
    if request.ends_at <= request.starts_at:
        raise InvalidField("ends_at", "not_after")
    if request.ends_at - request.starts_at > LONGEST_DAYS * DAY_MINUTES:
        raise InvalidField("ends_at", "too_long")
    if datetime_at(request.ends_at) <= now:
        raise InvalidField("ends_at", "in_the_past")


def _refuse_twice(session: Session, request: RecordIllness) -> None:
    """Raise ``TimeOffOverlaps`` where another desk has recorded it already."""
    is_illness, stands = TimeOffRequestRow.kind == ILLNESS, TimeOffRequestRow.status == "approved"
    refuse_overlap(session, request.doctor_id, request.starts_at, request.ends_at, is_illness, stands)


def _write(session: Session, actor: Actor, request: RecordIllness, now: datetime) -> str:
    asker = session.execute(select(DoctorRow.user_id).where(DoctorRow.id == request.doctor_id)).scalar_one()
    request_id: str = session.execute(
        insert(TimeOffRequestRow)
        .values(
            doctor_id=request.doctor_id,
            starts_at=datetime_at(request.starts_at),
            ends_at=datetime_at(request.ends_at),
            status="approved",
            kind=ILLNESS,
            requested_by_id=asker or actor.user_id,
            recorded_by_id=actor.user_id,
            approved_by_id=actor.user_id,
            decided_at=now,
        )
        .returning(TimeOffRequestRow.id)
    ).scalar_one()
    return request_id


def _tell(
    session: Session,
    request_id: str,
    doctor_id: str,
    *,
    affected_ids: tuple[str, ...] = (),
    span: tuple[Minute, Minute] | None = None,
) -> IllnessResult:
    times = {} if span is None else {"starts_at": span[0], "ends_at": span[1]}
    tell_staff_event(
        session,
        subject_table="time_off_requests",
        subject_id=request_id,
        doctor_id=doctor_id,
        metadata={
            "doctor_id": doctor_id,
            "affected_ids": list(affected_ids),
            **{name: datetime_at(minute).isoformat() for name, minute in times.items()},
        },
    )
    return IllnessResult(request_id=request_id, doctor_id=doctor_id, affected_ids=affected_ids)


def _done_before(request_id: str, metadata: Mapping[str, Any]) -> IllnessResult:
    return IllnessResult(
        request_id=request_id,
        doctor_id=metadata["doctor_id"],
        affected_ids=tuple(metadata["affected_ids"]),
        already_done=True,
    )
