"""Saving and deleting dated exceptions, as a person does it: each act is one transaction."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at, minute_ceil, minute_floor
from medic_desk.engine.facts import Minute, ScheduleException
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.exceptions.doctor_exceptions import (
    CLOSURE_SOURCE,
    TIME_OFF_SOURCE,
    facts_with_exceptions,
)
from medic_desk.model.exceptions.errors import ClosureBlock, StaleException, TimeOffBlock
from medic_desk.model.exceptions.worklist import update_worklist
from medic_desk.model.hours.doctor_hours import DoctorHours, standing_hours
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.hours.preview import affected
from medic_desk.model.hours.save import lock_schedule
from medic_desk.model.tables import ScheduleExceptionRow

LONGEST_EXCEPTION_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveException:
    """One or several dated exceptions, as they shall stand; several where each of some days gets its own.

    New ones have UUIDs the client made. ``replaces`` is the row that was edited, as it was read: the first of
    ``exceptions`` keeps its id and is written over it. ``seen_appointment_ids`` are the appointments
    that the person saw would be affected (None asks for no such check).
    """

    act_id: str
    doctor_id: str
    exceptions: tuple[ScheduleException, ...]
    replaces: ScheduleException | None = None
    seen_appointment_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteException:
    """Deletes one exception that still is what was read."""

    act_id: str
    doctor_id: str
    exception: ScheduleException
    seen_appointment_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionsSaved:
    """What an act on exceptions left: their ids, and the doctor's version."""

    doctor_id: str
    exception_ids: tuple[str, ...]
    schedule_version: int
    already_done: bool = False


def save_exception(session: Session, actor: Actor, request: SaveException) -> ExceptionsSaved:
    """Block or open time on one or several days, in one transaction.

    Who is affected goes on the worklist. Raises ``InvalidField``, ``StaleException``, ``TimeOffBlock``,
    ``ClosureBlock``, ``AppointmentsAffected``, ``NotFound``.
    """
    _check(request)
    begun = begin_staff_act(
        session, actor, name="exception_saved", request=request, doctor_id=request.doctor_id
    )
    if begun.done is not None:
        return _done_before(request.doctor_id, begun.done.metadata)
    lock_schedule(session, request.doctor_id)
    was = request.replaces
    if was is not None:
        _hold_to(session, was)
    standing = standing_hours(session, request.doctor_id)
    _refuse_unseen_appointments(standing, was, request.exceptions, request.seen_appointment_ids)
    for row in request.exceptions:
        if was is not None and row.id == was.id:
            session.execute(
                update(ScheduleExceptionRow).where(ScheduleExceptionRow.id == row.id).values(_columns(row))
            )
        else:
            session.execute(
                insert(ScheduleExceptionRow).values(id=row.id, doctor_id=request.doctor_id, **_columns(row))
            )
    update_worklist(session, standing, was, request.exceptions)
    return _tell(session, request.doctor_id, was, request.exceptions)


def delete_exception(session: Session, actor: Actor, request: DeleteException) -> ExceptionsSaved:
    """Delete one exception; the worklist no longer names it.

    Raises ``StaleException``, ``TimeOffBlock``, ``ClosureBlock``, ``AppointmentsAffected``, ``NotFound``.
    """
    begun = begin_staff_act(
        session, actor, name="exception_deleted", request=request, doctor_id=request.doctor_id
    )
    if begun.done is not None:
        return _done_before(request.doctor_id, begun.done.metadata)
    lock_schedule(session, request.doctor_id)
    _hold_to(session, request.exception)
    standing = standing_hours(session, request.doctor_id)
    _refuse_unseen_appointments(standing, request.exception, (), request.seen_appointment_ids)
    session.execute(delete(ScheduleExceptionRow).where(ScheduleExceptionRow.id == request.exception.id))
    update_worklist(session, standing, request.exception, ())
    return _tell(session, request.doctor_id, request.exception, ())


def _check(request: SaveException) -> None:
    """Raise ``InvalidField``: missing, not_after, too_long, reserved (source), unknown (type)."""
    if not request.exceptions:
        raise InvalidField("starts_at", "missing")
    for row in request.exceptions:
        if row.exception_type not in {"blocked", "available"}:
            raise InvalidField("exception_type", "unknown")
        if row.ends_at <= row.starts_at:
            raise InvalidField("ends_at", "not_after")
        if row.ends_at - row.starts_at > LONGEST_EXCEPTION_DAYS * 1440:
            raise InvalidField("ends_at", "too_long")
        if row.source in {TIME_OFF_SOURCE, CLOSURE_SOURCE}:
            raise InvalidField("source", "reserved")


def _hold_to(session: Session, seen: ScheduleException) -> None:
    """Raise unless the exception stands as it was read, and may be changed by hand."""
    if seen.table != "schedule_exceptions":
        raise InvalidField("id", "older_table")
    found = session.execute(
        select(ScheduleExceptionRow).where(ScheduleExceptionRow.id == seen.id).with_for_update()
    ).scalar_one_or_none()
    if found is None:
        raise StaleException(seen.id, None)
    if found.source == TIME_OFF_SOURCE:
        raise TimeOffBlock(seen.id)
    if found.clinic_closure_id is not None:
        raise ClosureBlock(seen.id)
    inward = found.exception_type == "available"
    starts_at = (minute_ceil if inward else minute_floor)(found.starts_at)
    ends_at = (minute_floor if inward else minute_ceil)(found.ends_at)
    standing = ScheduleException(
        found.id, "schedule_exceptions",
        "available" if inward else "blocked",
        starts_at, ends_at, found.schedule_rule_id, found.appointment_type_id, found.doctor_location_id,
        found.location_room_id, found.reason, found.source,
    )  # fmt: skip
    if standing != seen:
        raise StaleException(seen.id, standing)


def _refuse_unseen_appointments(
    standing: DoctorHours,
    was: ScheduleException | None,
    shall: tuple[ScheduleException, ...],
    seen_appointment_ids: frozenset[str] | None,
) -> None:
    if seen_appointment_ids is None:
        return
    after = facts_with_exceptions(standing.facts, was, shall)
    affected_ids = affected(standing.facts, after, standing.appointments)
    if not seen_appointment_ids.issuperset(affected_ids):
        raise AppointmentsAffected(
            tuple(appointment for appointment in standing.appointments if appointment.id in affected_ids)
        )


def _columns(row: ScheduleException) -> dict[str, Any]:
    return {
        "exception_type": row.exception_type,
        "starts_at": datetime_at(row.starts_at),
        "ends_at": datetime_at(row.ends_at),
        "schedule_rule_id": row.schedule_rule_id,
        "appointment_type_id": row.appointment_type_id,
        "doctor_location_id": row.doctor_location_id,
        "location_room_id": row.location_room_id,
        "reason": (row.reason or "").strip() or None,
        "source": (row.source or "").strip() or "manual",
    }


def _told(row: ScheduleException) -> dict[str, Any]:
    told = {key: value for key, value in row._asdict().items() if value is not None}
    told["starts_at"], told["ends_at"] = _instant(row.starts_at), _instant(row.ends_at)
    return told


def _instant(minute: Minute) -> str:
    return datetime_at(minute).isoformat()


_SCHEDULE_VERSION = text("SELECT schedule_version FROM doctors WHERE id = CAST(:doctor_id AS uuid)")


def _tell(
    session: Session, doctor_id: str, was: ScheduleException | None, shall: tuple[ScheduleException, ...]
) -> ExceptionsSaved:
    ids = tuple(row.id for row in shall)
    version: int = session.execute(_SCHEDULE_VERSION, {"doctor_id": doctor_id}).scalar_one()
    subject = was.id if was is not None else ids[0]
    tell_staff_event(
        session,
        subject_table="schedule_exceptions",
        subject_id=subject,
        doctor_id=doctor_id,
        metadata={
            "schedule_version": version,
            "exception_ids": list(ids),
            "before": None if was is None else _told(was),
            "after": [_told(row) for row in shall],
        },
    )
    return ExceptionsSaved(doctor_id=doctor_id, exception_ids=ids, schedule_version=version)


def _done_before(doctor_id: str, metadata: Any) -> ExceptionsSaved:
    return ExceptionsSaved(
        doctor_id=doctor_id,
        exception_ids=tuple(metadata["exception_ids"]),
        schedule_version=int(metadata["schedule_version"]),
        already_done=True,
    )
