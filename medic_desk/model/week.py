"""A doctor's days as the calendar shows them: the engine's facts, and the words on the blocks."""

from dataclasses import dataclass
from datetime import date, datetime

from medic_desk.engine.facts import Facts, Minute


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAppointment:
    """One block of the calendar; a hold is one of status ``held`` with no patient."""

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    status: str
    row_version: int
    patient_id: str | None
    patient_name: str | None
    patient_phone: str | None
    appointment_type_id: str | None
    service_name: str | None
    consultation_mode: str | None
    doctor_location_id: str | None
    location_room_id: str | None
    session_lane: int
    notes: str | None
    desk_name: str | None
    hold_expires_at: datetime | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None
    visit_ended_at: datetime | None
    cancellation_reason: str | None
    price_cents: int | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTimeOff:
    """A request for time off nobody has decided yet."""

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """One doctor's days ``[first_day, first_day + days)`` in their own zone, as one moment saw them.

    ``now`` is the database's clock (aware, UTC) at the reading.
    """

    doctor_id: str
    first_day: date
    days: int
    now: datetime
    facts: Facts
    appointments: tuple[WeekAppointment, ...]
    pending_time_off: tuple[PendingTimeOff, ...]
    schedule_version: int
