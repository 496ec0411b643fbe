"""A doctor's dated exceptions as a person edits them: time blocked or opened besides the weekly hours."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Facts, ScheduleException
from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours

TIME_OFF_SOURCE = "time_off"
"""``schedule_exceptions.source`` of the one block that an approved request made; nobody edits it by hand."""

CLOSURE_SOURCE = "closure"
"""``schedule_exceptions.source`` of the blocks that a closure of the clinic made: the closure is edited."""

_EXCEPTIONS = text(
    """
    SELECT e.id::text, e.origin AS table, e.exception_type,
           CASE e.exception_type WHEN 'blocked' THEN floor(extract(epoch FROM e.starts_at) / 60)
                ELSE ceil(extract(epoch FROM e.starts_at) / 60) END::bigint AS starts_at,
           CASE e.exception_type WHEN 'blocked' THEN ceil(extract(epoch FROM e.ends_at) / 60)
                ELSE floor(extract(epoch FROM e.ends_at) / 60) END::bigint AS ends_at,
           e.schedule_rule_id::text, e.appointment_type_id::text, e.doctor_location_id::text,
           e.location_room_id::text, e.reason, e.source
      FROM (SELECT id, doctor_id, 'schedule_exceptions' AS origin, exception_type, starts_at, ends_at,
                   schedule_rule_id, appointment_type_id, doctor_location_id, location_room_id, reason, source
              FROM schedule_exceptions
            UNION ALL
            SELECT id, doctor_id, 'availability_exceptions', status, starts_at, ends_at,
                   NULL, appointment_type_id, doctor_location_id, NULL, reason, source
              FROM availability_exceptions) e
     WHERE e.doctor_id = CAST(:doctor_id AS uuid) AND e.ends_at > :since
     ORDER BY e.starts_at, e.id
    """
)


def read_exceptions(session: Session, doctor_id: str, since: datetime) -> tuple[ScheduleException, ...]:
    """Read the doctor's dated exceptions that end after ``since`` (aware), of both tables, in order of time.

    Times are engine minutes, rounded as the engine's own: blocked time outward, opened time inward.
    """
    found = session.execute(
        _EXCEPTIONS, {"doctor_id": doctor_id, "since": since.astimezone(UTC).replace(tzinfo=None)}
    )
    return tuple(ScheduleException(**row) for row in found.mappings())


@dataclass(frozen=True, slots=True)
class DoctorExceptions:
    """A doctor's dated exceptions, and the hours they stand over, of one moment."""

    rows: tuple[ScheduleException, ...]
    hours: DoctorHours


def read_doctor_exceptions(session: Session, doctor_id: str, since: datetime) -> DoctorExceptions:
    """Read the exceptions that end after ``since`` with the doctor's hours. Raises ``NotFound``."""
    hours = read_hours(session, doctor_id)
    return DoctorExceptions(read_exceptions(session, doctor_id, since), hours)


def facts_with_exceptions(
    facts: Facts, was: ScheduleException | None, shall: tuple[ScheduleException, ...]
) -> Facts:
    """The doctor's world once ``was`` is gone and ``shall`` stand, for a preview."""
    kept = tuple(row for row in facts.exceptions if was is None or row.id != was.id)
    return replace(facts, exceptions=kept + shall)
