"""The appointments that a closure affects, planned or real, across all doctors it concerns."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_booked_of_doctors
from medic_desk.model.closures.closures import Closure, blocks_of_closure
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, read_facts
from medic_desk.model.hours.preview import under_blocks

_NOW = text("SELECT clock_timestamp()")


def read_affected_by_closure(session: Session, closure: Closure) -> tuple[BookedAppointment, ...]:
    """Read the booked appointments that are not over and lie under the closure's blocks, in order of time.

    The engine says which: a closed house leaves an appointment elsewhere alone. One that another block covers
    too is affected all the same.
    """
    now: datetime = session.execute(_NOW).scalar_one()
    return affected_by_closure(session, closure, now.astimezone(UTC))


def affected_by_closure(session: Session, closure: Closure, now: datetime) -> tuple[BookedAppointment, ...]:
    """What ``read_affected_by_closure`` reads, in an act that began at ``now`` (aware)."""
    starts_at = max(closure.starts_at, minute_floor(now))
    if starts_at >= closure.ends_at:
        return ()
    blocks = blocks_of_closure(session, closure)
    booked = read_booked_of_doctors(session, blocks, starts_at, closure.ends_at)
    busy = sorted({appointment.doctor_id for appointment in booked})
    worlds = read_facts(session, busy, starts_at - LONGEST_APPOINTMENT_MINUTES, closure.ends_at)
    affected: set[str] = set()
    for doctor_id, facts in worlds.items():
        closed = replace(facts, exceptions=(*facts.exceptions, *blocks[doctor_id]))
        own = [appointment for appointment in booked if appointment.doctor_id == doctor_id]
        affected.update(under_blocks(closed, {block.id for block in blocks[doctor_id]}, own))
    return tuple(appointment for appointment in booked if appointment.id in affected)
