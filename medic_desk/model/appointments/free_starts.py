"""The free starts of one service over some days, read and worked out in one go for a booking form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from medic_desk.engine import distinct_starts, free_slots
from medic_desk.engine.clinic_time import instant_of, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Request
from medic_desk.model.appointments.week import WeekFacts, read_week


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeStartsQuestion:
    """Starts on the local dates ``[first_day, first_day + days)`` of the doctor's zone.

    ``ignore_appointment_ids`` are the form's own hold and the booking that is being moved;
    ``past_grace_minutes`` lets a start pass that began while the form was open; ``duration_minutes`` is the
    length of an appointment that does not take its service's own. ``for_appointment_id`` is the one that is
    being moved: its own service and doctor are offered to it though they are no longer active.
    """

    doctor_id: str
    appointment_type_id: str
    first_day: date
    days: int
    doctor_location_id: str | None = None
    past_grace_minutes: int = 0
    ignore_appointment_ids: frozenset[str] = frozenset()
    duration_minutes: int | None = None
    for_appointment_id: str | None = None

    def request(self, now: datetime, zone: str) -> Request:
        """The engine's request for these days, as of ``now``."""
        first = self.first_day.toordinal()
        starts_from = instant_of(self.first_day, 0, zone)
        starts_before = instant_of(date.fromordinal(first + self.days), 0, zone)
        not_past = minute_floor(now) - self.past_grace_minutes
        return Request(
            now=now,
            appointment_type_id=self.appointment_type_id,
            starts_from=max(starts_from, min(not_past, starts_before)),
            starts_before=starts_before,
            doctor_location_id=self.doctor_location_id,
            past_grace_minutes=self.past_grace_minutes,
            ignore_appointment_ids=self.ignore_appointment_ids,
            for_appointment_id=self.for_appointment_id,
        )


@dataclass(frozen=True, slots=True)
class FreeStarts:
    """The answer: one slot for each start (the engine's first), and the days it was worked out of."""

    question: FreeStartsQuestion
    week: WeekFacts
    slots: Sequence[FreeSlot]

    @property
    def zone(self) -> str:
        """The doctor's zone."""
        return self.week.facts.timezone

    def at(self, starts_at: Minute | None) -> FreeSlot | None:
        """The slot that starts then; None where none does."""
        return next((slot for slot in self.slots if slot.starts_at == starts_at), None)

    def nearest(self, starts_at: Minute, count: int = 3) -> tuple[FreeSlot, ...]:
        """The free starts closest to an instant, nearest first."""
        return tuple(sorted(self.slots, key=lambda slot: abs(slot.starts_at - starts_at))[:count])


def read_free_starts(session: Session, question: FreeStartsQuestion) -> FreeStarts:
    """Read the doctor's days and ask the engine. Raises ``NotFound`` where the doctor is gone."""
    moved = () if question.for_appointment_id is None else (question.for_appointment_id,)
    week = read_week(session, question.doctor_id, question.first_day, question.days, appointment_ids=moved)
    if question.appointment_type_id not in week.facts.services:
        return FreeStarts(question, week, ())
    facts = _resized(week.facts, question)
    offered = free_slots(facts, question.request(week.now, week.facts.timezone))
    return FreeStarts(question, week, distinct_starts(offered))


def _resized(facts: Facts, question: FreeStartsQuestion) -> Facts:
    """The same world, with the service as long as the appointment is."""
    service = facts.services[question.appointment_type_id]
    if question.duration_minutes in (None, service.duration_minutes):
        return facts
    resized = replace(service, duration_minutes=question.duration_minutes)
    return replace(facts, services=MappingProxyType({**facts.services, service.id: resized}))
