"""A doctor's dated exceptions as a person edits them: time blocked or opened besides the weekly hours."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Facts, ScheduleException
from medic_desk.model.facts.exception_sources import CLOSURE_SOURCE, TIME_OFF_SOURCE
from medic_desk.model.facts.facts import unreadable_column_of_exception
from medic_desk.model.facts.instants import ceil_minute, floor_minute
from medic_desk.model.facts.readable import UnreadableRow
from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours

__all__ = [
    "CLOSURE_SOURCE",
    "TIME_OFF_SOURCE",
    "DoctorExceptions",
    "facts_with_exceptions",
    "read_doctor_exceptions",
    "read_exceptions",
]

_EXCEPTIONS = text(
    f"""
    SELECT e.id::text, e.origin AS table, e.exception_type,
           CASE e.exception_type WHEN 'available' THEN {ceil_minute("e.starts_at")}
                ELSE {floor_minute("e.starts_at")} END AS starts_at,
           CASE e.exception_type WHEN 'available' THEN {floor_minute("e.ends_at")}
                ELSE {ceil_minute("e.ends_at")} END AS ends_at,
           e.schedule_rule_id::text, e.appointment_type_id::text, e.doctor_location_id::text,
           e.location_room_id::text, e.reason, e.source
      FROM (SELECT id, doctor_id, 'schedule_exceptions' AS origin, exception_type, starts_at, ends_at,
                   schedule_rule_id, appointment_type_id, doctor_location_id, location_room_id, reason, source
              FROM schedule_exceptions
            UNION ALL
            SELECT id, doctor_id, 'availability_exceptions', status, starts_at, ends_at,
                   NULL, appointment_type_id, doctor_location_id, NULL, reason, source
              FROM availability_exceptions) e
     WHERE e.doctor_id = CAST(:doctor_id AS uuid) AND (e.ends_at > :since OR e.ends_at < '1900-01-01')
     ORDER BY e.starts_at, e.id
    """  # noqa: S608 - only constants of this program are put in
)


def read_exceptions(session: Session, doctor_id: str, since: datetime) -> tuple[ScheduleException, ...]:
    """Read the doctor's dated exceptions that end after ``since`` (aware), of both tables, in order of time.

    Times are engine minutes, rounded as the engine's own: blocked time outward, opened time inward. Those
    that cannot be used are left out.
    """
    return _readable(_read(session, doctor_id, since))


def _read(session: Session, doctor_id: str, since: datetime) -> tuple[ScheduleException, ...]:
    found = session.execute(
        _EXCEPTIONS, {"doctor_id": doctor_id, "since": since.astimezone(UTC).replace(tzinfo=None)}
    )
    return tuple(ScheduleException(**row) for row in found.mappings())


def _readable(read: tuple[ScheduleException, ...]) -> tuple[ScheduleException, ...]:
    return tuple(row for row in read if unreadable_column_of_exception(row) is None)


@dataclass(frozen=True, slots=True)
class DoctorExceptions:
    """A doctor's dated exceptions, and the hours they stand over, of one moment.

    ``unreadable`` are the exceptions that could not be used: they are not among ``rows``.
    """

    rows: tuple[ScheduleException, ...]
    hours: DoctorHours
    unreadable: tuple[UnreadableRow, ...] = ()


def read_doctor_exceptions(session: Session, doctor_id: str, since: datetime) -> DoctorExceptions:
    """Read the exceptions that end after ``since`` with the doctor's hours. Raises ``NotFound``."""
    hours = read_hours(session, doctor_id)
    read = _read(session, doctor_id, since)
    unreadable = tuple(
        UnreadableRow(row.table, row.id, wrong, doctor_id)
        for row in read
        if (wrong := unreadable_column_of_exception(row)) is not None
    )
    return DoctorExceptions(_readable(read), hours, unreadable)


def facts_with_exceptions(
    facts: Facts, was: ScheduleException | None, shall: tuple[ScheduleException, ...]
) -> Facts:
    """The doctor's world once ``was`` is gone and ``shall`` stand, for a preview."""
    kept = tuple(row for row in facts.exceptions if was is None or row.id != was.id)
    return replace(facts, exceptions=kept + shall)
