"""Time off: asked for, approved, denied, withdrawn, revoked. A trigger makes and takes back the block."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import DAY_MINUTES, datetime_at, minute_ceil, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.staff_acts import BegunStaffAct, begin_staff_act, tell_staff_event
from medic_desk.model.appointments.booked_appointments import read_booked_appointments
from medic_desk.model.clinic.permissions import is_own_request
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.hours.save import lock_schedule
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import DoctorRow, TimeOffRequestRow
from medic_desk.model.time_off.errors import NotTheirs, OwnRequest, TimeOffDecided, TimeOffOverlaps
from medic_desk.model.time_off.requests import TimeOff, TimeOffState, read_time_off_request
from medic_desk.model.worklist.causes import set_cause, take_cause_back, time_off_cause

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTimeOff:
    """Time off that is wanted, ``[starts_at, ends_at)`` in engine minutes; ``notes`` are for who decides."""

    act_id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    reason: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTimeOff:
    """A decision on one request, with the note that goes with it (required to deny and to revoke).

    ``seen_appointment_ids`` are the affected appointments that whoever approves has seen (None asks for no
    such check).
    """

    act_id: str
    request_id: str
    note: str | None = None
    seen_appointment_ids: frozenset[str] | None = None


def ask(session: Session, actor: Actor, request: AskTimeOff) -> TimeOff:
    """Ask for time off; it blocks nothing until it is approved.

    Raises ``InvalidField`` (``ends_at``: not_after, in_the_past, too_long), ``TimeOffOverlaps`` and
    ``NotFound``.
    """
    begun = begin_staff_act(
        session, actor, name="time_off_asked", request=request, doctor_id=request.doctor_id
    )
    if begun.done is not None:
        return _standing(session, begun.done.subject_id)
    if request.ends_at <= request.starts_at:
        raise InvalidField("ends_at", "not_after")
    if request.ends_at - request.starts_at > LONGEST_DAYS * DAY_MINUTES:
        raise InvalidField("ends_at", "too_long")
    if datetime_at(request.ends_at) <= begun.now:
        raise InvalidField("ends_at", "in_the_past")
    lock_schedule(session, request.doctor_id)
    stands = TimeOffRequestRow.status.in_(("pending", "approved"))
    refuse_overlap(session, request.doctor_id, request.starts_at, request.ends_at, stands)
    request_id: str = session.execute(
        insert(TimeOffRequestRow)
        .values(
            doctor_id=request.doctor_id,
            starts_at=datetime_at(request.starts_at),
            ends_at=datetime_at(request.ends_at),
            reason=(request.reason or "").strip() or None,
            notes=(request.notes or "").strip() or None,
            requested_by_id=actor.user_id,
        )
        .returning(TimeOffRequestRow.id)
    ).scalar_one()
    return _tell(session, request_id, request.doctor_id)


def approve(session: Session, actor: Actor, request: DecideTimeOff) -> TimeOff:
    """Approve a pending request: its block, and the doctor's version, follow in the same transaction.

    Who is affected goes on the worklist. Raises ``OwnRequest``, ``TimeOffDecided``,
    ``AppointmentsAffected``, ``NotFound``.
    """
    begun, row = _begin(session, actor, request, "time_off_approved")
    if row is None:
        return _standing(session, request.request_id)
    _refuse_own(session, actor, row)
    _require(session, row, "pending", act="approved")
    starts_at = max(minute_floor(row.starts_at), minute_floor(begun.now))
    appointments = read_booked_appointments(session, row.doctor_id, starts_at, minute_ceil(row.ends_at))
    ids = [appointment.id for appointment in appointments]
    if request.seen_appointment_ids is not None and not request.seen_appointment_ids.issuperset(ids):
        raise AppointmentsAffected(appointments)
    set_cause(session, time_off_cause(row.id, row.kind), ids)
    return _decide(
        session,
        row,
        status="approved",
        approved_by_id=actor.user_id,
        decided_at=begun.now,
        decision_note=(request.note or "").strip() or None,
    )


def deny(session: Session, actor: Actor, request: DecideTimeOff) -> TimeOff:
    """Turn a pending request down, with a reason.

    Raises ``InvalidField`` (``decision_note``, missing), ``OwnRequest``, ``TimeOffDecided``, ``NotFound``.
    """
    note = _stated(request.note)
    begun, row = _begin(session, actor, request, "time_off_denied")
    if row is None:
        return _standing(session, request.request_id)
    _refuse_own(session, actor, row)
    _require(session, row, "pending", act="denied")
    return _decide(session, row, status="denied", decided_at=begun.now, decision_note=note)


def revoke(session: Session, actor: Actor, request: DecideTimeOff) -> TimeOff:
    """Take an approval back, with a reason: exactly its block goes.

    Raises ``InvalidField`` (``decision_note``, missing), ``OwnRequest``, ``TimeOffDecided``, ``NotFound``.
    """
    note = _stated(request.note)
    begun, row = _begin(session, actor, request, "time_off_revoked")
    if row is None:
        return _standing(session, request.request_id)
    _refuse_own(session, actor, row)
    _require(session, row, "approved", act="revoked")
    take_cause_back(session, time_off_cause(row.id, row.kind))
    return _decide(
        session, row, status="denied", approved_by_id=None, decided_at=begun.now, decision_note=note
    )


def withdraw(session: Session, actor: Actor, request: DecideTimeOff) -> TimeOff:
    """Take an own request back, pending or approved; the block of an approved one goes with it.

    Raises ``NotTheirs``, ``TimeOffDecided``, ``NotFound``.
    """
    begun, row = _begin(session, actor, request, "time_off_withdrawn")
    if row is None:
        return _standing(session, request.request_id)
    if not _is_own(session, actor, row):
        raise NotTheirs(row.id)
    _require(session, row, "pending", "approved", act="withdrawn")
    take_cause_back(session, time_off_cause(row.id, row.kind))
    return _decide(
        session, row, status="denied", approved_by_id=None, withdrawn_at=begun.now, decided_at=begun.now
    )


def _begin(
    session: Session, actor: Actor, request: DecideTimeOff, name: str
) -> tuple[BegunStaffAct, TimeOffRequestRow | None]:
    """Open the act under its doctor's lock; the locked row, or None where a former try had done it."""
    query = select(TimeOffRequestRow).where(TimeOffRequestRow.id == request.request_id)
    found = session.execute(query.with_only_columns(TimeOffRequestRow.doctor_id)).one_or_none()
    if found is None:
        raise NotFound("time_off_requests", request.request_id)
    begun = begin_staff_act(
        session, actor, name=name, request=request, doctor_id=found.doctor_id, reason=request.note
    )
    if begun.done is not None:
        return begun, None
    lock_schedule(session, found.doctor_id)
    row = session.execute(query.with_for_update()).scalar_one_or_none()
    if row is None:
        raise NotFound("time_off_requests", request.request_id)
    return begun, row


def _state(row: TimeOffRequestRow) -> TimeOffState:
    if row.withdrawn_at is not None:
        return "withdrawn"
    return {"approved": "approved", "denied": "denied"}.get(row.status, "pending")  # type: ignore[return-value]


def _require(session: Session, row: TimeOffRequestRow, *states: TimeOffState, act: str) -> None:
    if _state(row) not in states:
        standing = _standing(session, row.id)
        raise TimeOffDecided(
            row.id,
            act=act,
            standing=standing.state,
            decided_at=standing.withdrawn_at or standing.decided_at,
            decided_by=standing.decided_by_name,
        )


def own_doctor_id(session: Session, actor: Actor) -> str | None:
    """The doctor whom ``actor`` is; None where that is none."""
    return session.execute(
        select(DoctorRow.id).where(DoctorRow.user_id == actor.user_id, DoctorRow.user_id.is_not(None))
    ).scalar_one_or_none()


def _is_own(session: Session, actor: Actor, row: TimeOffRequestRow) -> bool:
    return is_own_request(actor.user_id, own_doctor_id(session, actor), row)


def _refuse_own(session: Session, actor: Actor, row: TimeOffRequestRow) -> None:
    if _is_own(session, actor, row):
        raise OwnRequest(row.id)


def _stated(note: str | None) -> str:
    stated = (note or "").strip()
    if not stated:
        raise InvalidField("decision_note", "missing")
    return stated


def refuse_overlap(
    session: Session, doctor_id: str, starts_at: Minute, ends_at: Minute, *which: ColumnElement[bool]
) -> None:
    """Raise ``TimeOffOverlaps`` where a request of a doctor, one of ``which``, meets that time."""
    other = session.execute(
        select(TimeOffRequestRow)
        .where(
            TimeOffRequestRow.doctor_id == doctor_id,
            TimeOffRequestRow.starts_at < datetime_at(ends_at),
            TimeOffRequestRow.ends_at > datetime_at(starts_at),
            *which,
        )
        .order_by(TimeOffRequestRow.starts_at)
        .limit(1)
    ).scalar_one_or_none()
    if other is not None:
        raise TimeOffOverlaps(
            other.id,
            status=other.status,
            starts_at=minute_floor(other.starts_at),
            ends_at=minute_ceil(other.ends_at),
        )


def _decide(session: Session, row: TimeOffRequestRow, **columns: Any) -> TimeOff:
    session.execute(update(TimeOffRequestRow).where(TimeOffRequestRow.id == row.id).values(columns))
    return _tell(session, row.id, row.doctor_id)


def _tell(session: Session, request_id: str, doctor_id: str) -> TimeOff:
    now = _standing(session, request_id)
    tell_staff_event(
        session,
        subject_table="time_off_requests",
        subject_id=request_id,
        doctor_id=doctor_id,
        metadata={
            "state": now.state,
            "starts_at": datetime_at(now.starts_at).isoformat(),
            "ends_at": datetime_at(now.ends_at).isoformat(),
        },
    )
    return _standing(session, request_id)


def _standing(session: Session, request_id: str) -> TimeOff:
    found = read_time_off_request(session, request_id)
    if found is None:
        raise NotFound("time_off_requests", request_id)
    return found
