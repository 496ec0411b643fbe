"""The appointments of today on their way through the clinic: expected, here, in the room, done, missed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.appointment_steps import is_today
from medic_desk.model.appointments.week_appointments import WeekAppointment, read_week_appointments
from medic_desk.model.facts.readable import UnreadableRow, known_zone

STILL_HERE_MINUTES = 6 * 60
"""How long after its end an appointment of yesterday is in the flow whose patient is here: past midnight."""

_STATUSES = frozenset({"confirmed", "completed", "no_show"})
_ZONES = text("SELECT DISTINCT timezone FROM doctors WHERE id = ANY (CAST(:doctor_ids AS uuid[]))")


@dataclass(frozen=True, slots=True)
class FlowOfDay:
    """The appointments of today, by start; ``unreadable`` are rows of them that could not be used."""

    appointments: tuple[WeekAppointment, ...]
    unreadable: tuple[UnreadableRow, ...] = ()


def read_flow(session: Session, doctor_ids: Sequence[str], now: Minute) -> FlowOfDay:
    """Read these doctors' flow of the date that each one's clock shows at ``now``, in two statements."""
    zones = {known_zone(row.timezone) for row in session.execute(_ZONES, {"doctor_ids": list(doctor_ids)})}
    if not zones:
        return FlowOfDay(())
    spans = [_today(zone, now) for zone in zones]
    first = min(now - STILL_HERE_MINUTES, *(start for start, _ in spans))
    before = max(end for _, end in spans)
    unreadable: list[UnreadableRow] = []
    found = read_week_appointments(session, doctor_ids, first, before, unreadable)
    return FlowOfDay(tuple(one for one in found if is_of_flow(one, now)), tuple(unreadable))


def is_of_flow(appointment: WeekAppointment, now: Minute) -> bool:
    """Whether an appointment is in the flow of the date that its doctor's clock shows at ``now``.

    One of yesterday stays in it while its patient is still here, for some hours.
    """
    if appointment.status not in _STATUSES:
        return False
    if is_today(appointment, appointment.zone, now):
        return True
    is_here = appointment.patient_arrived_at is not None or appointment.visit_started_at is not None
    is_recent = 0 <= now - appointment.ends_at < STILL_HERE_MINUTES
    return is_recent and is_here and appointment.status == "confirmed"


def _today(zone: str, now: Minute) -> tuple[Minute, Minute]:
    there = clock(zone)
    day = there.day(now)
    return there.instant(day, 0), there.instant(day + 1, 0)
