"""What dated exceptions do to the worklist, saved and deleted, and whom a block affects."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.exceptions.doctor_exceptions import facts_with_exceptions
from medic_desk.model.hours.doctor_hours import DoctorHours, standing_hours
from medic_desk.model.hours.preview import under_blocks, without_hours
from medic_desk.model.hours.worklist import follow_hours
from medic_desk.model.store.errors import NotFound
from medic_desk.model.worklist.causes import Cause, set_cause, take_cause_back


def update_worklist(
    session: Session,
    standing: DoctorHours,
    was: ScheduleException | None,
    shall: Sequence[ScheduleException],
) -> None:
    """Bring the worklist to what an edit of a doctor's exceptions made of ``standing``.

    A block is the cause of all appointments under it. Opened time that goes leaves those in it without hours,
    and hours are their cause then: no row is left that could be.
    """
    after = facts_with_exceptions(standing.facts, was, tuple(shall))
    opened = {row.id for row in (*((was,) if was is not None else ()), *shall) if _is_opening(row)}
    if opened:
        follow_hours(session, standing, after, without_hours(standing.facts, after, standing.appointments))
    blocks = [row for row in shall if not _is_opening(row)]
    for row in blocks:
        affected_ids = under_blocks(after, {row.id}, standing.appointments)
        set_cause(session, Cause("exception", row.id), affected_ids)
    if was is not None and all(row.id != was.id for row in blocks):
        take_cause_back(session, Cause("exception", was.id))


def _under(standing: DoctorHours, exception_id: str) -> tuple[BookedAppointment, ...]:
    ids = under_blocks(standing.facts, {exception_id}, standing.appointments)
    return tuple(appointment for appointment in standing.appointments if appointment.id in ids)


def read_under_exception(
    session: Session, doctor_id: str, exception_id: str
) -> tuple[ScheduleException, tuple[BookedAppointment, ...]]:
    """Read a blocked exception and the booked appointments under it, in a transaction that is under way.

    Raises ``NotFound`` where the doctor or the exception is gone.
    """
    standing = standing_hours(session, doctor_id)
    block = next((row for row in standing.facts.exceptions if row.id == exception_id), None)
    if block is None:
        raise NotFound("schedule_exceptions", exception_id)
    return block, _under(standing, exception_id)


def _is_opening(row: ScheduleException) -> bool:
    return row.exception_type == "available"
