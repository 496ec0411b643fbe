"""Whom another program's block, closure or rules affect: appointments that are on no worklist for it yet.

Acts of this program put whom they affect on the list themselves. A desk that hears of a block, a closure or a
rule asks here whether somebody is missing, and adds them by an act of its own, whoever wrote it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.locks import lock_clinic
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.closures.affected import read_affected_by_closure
from medic_desk.model.closures.closures import read_closure
from medic_desk.model.exceptions.worklist import read_under_exception
from medic_desk.model.hours.doctor_hours import standing_hours
from medic_desk.model.hours.preview import with_hours
from medic_desk.model.store.errors import NotFound
from medic_desk.model.worklist.causes import Cause, CauseKind, add_cause, read_ever_caused, time_off_cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """A cause that another program wrote, and whom it affects who is not listed for it.

    ``doctor_id`` is None for a closure. Times and ``reason`` are those of the block or the closure.
    """

    cause: Cause
    doctor_id: str | None
    starts_at: Minute | None
    ends_at: Minute | None
    reason: str | None
    appointments: tuple[BookedAppointment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddUnlisted:
    """Puts whom ``kind`` and ``cause_id`` affect on the worklist; ``doctor_id`` is None for a closure."""

    act_id: str
    kind: CauseKind
    cause_id: str
    doctor_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedAdded:
    """Who was put on the list; nobody where another desk had done it already."""

    cause_id: str
    appointment_ids: tuple[str, ...]
    already_done: bool = False


_BLOCKS = text(
    """
    SELECT e.id::text, e.doctor_id::text, e.clinic_closure_id::text, r.id::text AS request_id, r.kind
      FROM schedule_exceptions e LEFT JOIN time_off_requests r ON r.schedule_exception_id = e.id
     WHERE e.id = ANY (CAST(:exception_ids AS uuid[])) AND e.exception_type = 'blocked'
       AND e.ends_at > timezone('utc', clock_timestamp())
     UNION ALL
    SELECT v.id::text, v.doctor_id::text, NULL, NULL, NULL FROM availability_exceptions v
     WHERE v.id = ANY (CAST(:exception_ids AS uuid[])) AND v.status = 'blocked'
       AND v.ends_at > timezone('utc', clock_timestamp())
     ORDER BY 1
    """
)


def read_unlisted(
    session: Session, exception_ids: Collection[str], hours_of: Collection[str] = ()
) -> tuple[Unlisted, ...]:
    """Read whom these blocks affect, and the rules of the doctors ``hours_of``, who is not listed for it.

    A closure is one cause, however many blocks it has. Rules that this program wrote last affect nobody who
    is not listed. What is gone, or over, affects nobody.
    """
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    found: dict[Cause, Unlisted] = {}
    for row in session.execute(_BLOCKS, {"exception_ids": sorted(exception_ids)}):
        if row.clinic_closure_id is not None:
            cause = Cause("closure", row.clinic_closure_id)
        elif row.request_id is not None:
            cause = time_off_cause(row.request_id, row.kind)
        else:
            cause = Cause("exception", row.id)
        if cause not in found:
            doctor_id = None if cause.kind == "closure" else row.doctor_id
            found.update(_found(session, cause, doctor_id, row.id))
    for doctor_id in sorted(hours_of):
        found.update(_found(session, Cause("hours", doctor_id), doctor_id, None))
    return tuple(one for one in found.values() if one.appointments)


def _found(
    session: Session, cause: Cause, doctor_id: str | None, exception_id: str | None
) -> dict[Cause, Unlisted]:
    """Whom a cause affects, by cause; empty where it is gone or begins after the last appointment."""
    try:
        return {cause: _unlisted(session, cause, doctor_id, exception_id)}
    except NotFound:
        # It affects nobody, and what else was asked for is answered all the same.
        return {}


def add_unlisted(session: Session, actor: Actor, request: AddUnlisted) -> UnlistedAdded:
    """Put whom the cause affects on the worklist, as far as they are not listed for it.

    Raises ``NotPermitted``, ``NotFound`` where the cause is gone.
    """
    require(actor, Permission.MOVE)
    if request.doctor_id is None:
        # Nothing is being placed meanwhile that it could miss.
        lock_clinic(session, exclusive=True)
    begun = begin_staff_act(
        session, actor, name="affected_added", request=request, doctor_id=request.doctor_id
    )
    if begun.done is not None:
        ids = tuple(begun.done.metadata["appointment_ids"])
        return UnlistedAdded(cause_id=request.cause_id, appointment_ids=ids, already_done=True)
    cause = Cause(request.kind, request.cause_id)
    found = _unlisted(session, cause, request.doctor_id, _block_of(session, cause))
    ids = tuple(appointment.id for appointment in found.appointments)
    add_cause(session, cause, ids)
    tell_staff_event(
        session,
        subject_table=_TABLES[request.kind],
        subject_id=request.cause_id,
        doctor_id=request.doctor_id,
        metadata={"appointment_ids": list(ids), "kind": request.kind},
    )
    return UnlistedAdded(cause_id=request.cause_id, appointment_ids=ids)


_TABLES: dict[CauseKind, str] = {
    "exception": "schedule_exceptions",
    "time_off": "time_off_requests",
    "illness": "time_off_requests",
    "closure": "clinic_closures",
    "hours": "doctors",
}

_BLOCK_OF_REQUEST = text(
    "SELECT schedule_exception_id::text FROM time_off_requests WHERE id = CAST(:request_id AS uuid)"
)


def _block_of(session: Session, cause: Cause) -> str | None:
    """The block of a cause; None for closures, which have many, and for hours."""
    if cause.kind in ("time_off", "illness"):
        found: str | None = session.execute(_BLOCK_OF_REQUEST, {"request_id": cause.cause_id}).scalar()
        if found is None:
            raise NotFound("time_off_requests", cause.cause_id)
        return found
    return cause.cause_id if cause.kind == "exception" else None


def _unlisted(session: Session, cause: Cause, doctor_id: str | None, exception_id: str | None) -> Unlisted:
    """Whom a cause affects who is not listed for it. Raises ``NotFound`` where the cause is gone."""
    span: tuple[Minute | None, Minute | None]
    if cause.kind == "closure":
        closure = read_closure(session, cause.cause_id)
        if closure is None:
            raise NotFound("clinic_closures", cause.cause_id)
        affected = read_affected_by_closure(session, closure)
        span, reason = (closure.starts_at, closure.ends_at), closure.reason
    elif cause.kind == "hours":
        affected, span, reason = _without_hours(session, cause.cause_id), (None, None), None
    else:
        assert doctor_id is not None  # noqa: S101 - for the type checker: such a cause is one doctor's
        assert exception_id is not None  # noqa: S101 - and has a block
        block, affected = read_under_exception(session, doctor_id, exception_id)
        span, reason = (block.starts_at, block.ends_at), block.reason
    listed = read_ever_caused(session, cause)
    return Unlisted(
        cause=cause,
        doctor_id=doctor_id,
        starts_at=span[0],
        ends_at=span[1],
        reason=reason if cause.kind != "time_off" else None,
        appointments=tuple(one for one in affected if one.id not in listed),
    )


def _without_hours(session: Session, doctor_id: str) -> tuple[BookedAppointment, ...]:
    """The appointments that no working period holds; none where this program wrote the hours last."""
    standing = standing_hours(session, doctor_id)
    if standing.last_change is not None:
        return ()
    held = with_hours(standing.facts, standing.appointments)
    return tuple(one for one in standing.appointments if one.id not in held)
