"""What dated exceptions do to the worklist: those saved and deleted here, and blocks that others wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.exceptions.doctor_exceptions import facts_with_exceptions
from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours, standing_hours
from medic_desk.model.hours.preview import under_blocks, without_hours
from medic_desk.model.hours.worklist import follow_hours
from medic_desk.model.store.errors import NotFound
from medic_desk.model.worklist.causes import Cause, add_cause, set_cause, take_cause_back, time_off_cause


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAffectedAppointments:
    """Puts the appointments under one blocked exception of a doctor on the worklist, whoever wrote it."""

    act_id: str
    doctor_id: str
    exception_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedAppointmentsAdded:
    """The appointments that were put on the worklist, or stood on it for this block already."""

    exception_id: str
    appointment_ids: tuple[str, ...]
    already_done: bool = False


def read_affected_by_exception(
    session: Session, doctor_id: str, exception_id: str
) -> tuple[BookedAppointment, ...]:
    """Read the booked appointments that are not over and lie under one blocked exception, in order of time.

    Raises ``NotFound`` where the doctor is gone; nothing is affected where the block is.
    """
    return _under(read_hours(session, doctor_id), exception_id)


def add_affected_appointments(
    session: Session, actor: Actor, request: AddAffectedAppointments
) -> AffectedAppointmentsAdded:
    """Put the appointments under a block that another program wrote on the worklist.

    The block of an approved request or of a closure stands for that one. Raises ``NotPermitted``,
    ``NotFound``.
    """
    require(actor, Permission.MOVE)
    begun = begin_staff_act(
        session, actor, name="affected_added", request=request, doctor_id=request.doctor_id
    )
    if begun.done is not None:
        return AffectedAppointmentsAdded(
            exception_id=begun.done.subject_id,
            appointment_ids=tuple(begun.done.metadata["appointment_ids"]),
            already_done=True,
        )
    cause = _cause_of(session, request.exception_id)
    affected = _under(standing_hours(session, request.doctor_id), request.exception_id)
    ids = tuple(appointment.id for appointment in affected)
    # A closure is the cause at other doctors too: this one's appointments are added, none is taken off.
    add_cause(session, cause, ids)
    tell_staff_event(
        session,
        subject_table="schedule_exceptions",
        subject_id=request.exception_id,
        doctor_id=request.doctor_id,
        metadata={"appointment_ids": list(ids), "kind": cause.kind},
    )
    return AffectedAppointmentsAdded(exception_id=request.exception_id, appointment_ids=ids)


_CAUSE = text(
    """
    SELECT e.clinic_closure_id::text, r.id::text AS request_id, r.kind
      FROM schedule_exceptions e LEFT JOIN time_off_requests r ON r.schedule_exception_id = e.id
     WHERE e.id = CAST(:exception_id AS uuid)
     UNION ALL
    SELECT NULL, NULL, NULL FROM availability_exceptions WHERE id = CAST(:exception_id AS uuid)
    """
)


def _cause_of(session: Session, exception_id: str) -> Cause:
    found = session.execute(_CAUSE, {"exception_id": exception_id}).first()
    if found is None:
        raise NotFound("schedule_exceptions", exception_id)
    if found.clinic_closure_id is not None:
        return Cause("closure", found.clinic_closure_id)
    if found.request_id is not None:
        return time_off_cause(found.request_id, found.kind)
    return Cause("exception", exception_id)


def _under(standing: DoctorHours, exception_id: str) -> tuple[BookedAppointment, ...]:
    ids = under_blocks(standing.facts, {exception_id}, standing.appointments)
    return tuple(appointment for appointment in standing.appointments if appointment.id in ids)


def _is_opening(row: ScheduleException) -> bool:
    return row.exception_type == "available"
