"""The free starts of services over some days, read and worked out in one go for a booking form."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.orm import Session

from medic_desk.engine import distinct_starts, free_slots
from medic_desk.engine.clinic_time import clock, instant_of, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Request
from medic_desk.model.appointments.grace import grace_minutes
from medic_desk.model.appointments.week import WeekFacts, read_weeks

NOON = 12 * 60


class PartOfDay(StrEnum):
    """A part of the day that starts are looked for in, by the wall clock: before noon, or from noon on."""

    ANY = "any"
    AM = "am"
    PM = "pm"

    def has(self, wall_minute: int) -> bool:
        """Whether a wall-clock time, in minutes after midnight, lies in this part."""
        return self is PartOfDay.ANY or (self is PartOfDay.AM) == (wall_minute < NOON)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeStartsQuestion:
    """Starts on the local dates ``[first_day, first_day + days)`` of the doctor's zone.

    ``ignore_appointment_ids`` are the form's own hold and the booking that is being moved; ``begun_at`` is
    when the form was begun, by the database's clock (aware): a start that has begun since is still offered
    (``grace``). ``past_grace_minutes`` offers one whenever the form was begun. ``duration_minutes`` is the
    length of an appointment that does not take its service's own. ``for_appointment_id`` is the one that is
    being moved: its own service and doctor are offered to it though they are no longer active.
    ``free_step_minutes`` asks for free starts instead of the grid's (engine-semantics 6).
    """

    doctor_id: str
    appointment_type_id: str
    first_day: date
    days: int
    doctor_location_id: str | None = None
    past_grace_minutes: int = 0
    begun_at: datetime | None = None
    ignore_appointment_ids: frozenset[str] = frozenset()
    duration_minutes: int | None = None
    for_appointment_id: str | None = None
    free_step_minutes: int | None = None

    def request(self, now: datetime, zone: str) -> Request:
        """The engine's request for these days, as of ``now``."""
        first = self.first_day.toordinal()
        starts_from = instant_of(self.first_day, 0, zone)
        starts_before = instant_of(date.fromordinal(first + self.days), 0, zone)
        grace = max(self.past_grace_minutes, grace_minutes(now, self.begun_at))
        not_past = minute_floor(now) - grace
        return Request(
            now=now,
            appointment_type_id=self.appointment_type_id,
            starts_from=max(starts_from, min(not_past, starts_before)),
            starts_before=starts_before,
            doctor_location_id=self.doctor_location_id,
            past_grace_minutes=grace,
            ignore_appointment_ids=self.ignore_appointment_ids,
            for_appointment_id=self.for_appointment_id,
            free_step_minutes=self.free_step_minutes,
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

    @property
    def resized_facts(self) -> Facts:
        """The doctor's world, with the service as long as the question says. KeyError without the service."""
        return _resized(self.week.facts, self.question)

    def at(self, starts_at: Minute | None) -> FreeSlot | None:
        """The slot that starts then; None where none does."""
        return next((slot for slot in self.slots if slot.starts_at == starts_at), None)

    def within(
        self, *, part: PartOfDay = PartOfDay.ANY, site_ids: Collection[str] | None = None
    ) -> "FreeStarts":
        """The same answer cut to a part of the day, and asked at the places ``site_ids`` alone.

        Those are ids of houses; a location that lies in no house counts as one of its own, by its own id.
        None takes any place, as the question does. Where a place is asked for, a start is offered with it,
        also in hours that name none (engine-semantics 5).
        """
        slots = self.slots if site_ids is None else self._at_places(site_ids)
        if part is not PartOfDay.ANY:
            wall = clock(self.zone).wall
            slots = tuple(slot for slot in slots if part.has(wall(slot.starts_at)[1]))
        return replace(self, slots=slots)

    def _at_places(self, site_ids: Collection[str]) -> Sequence[FreeSlot]:
        if self.question.appointment_type_id not in self.week.facts.services:
            return ()
        facts = self.resized_facts
        asked = requests_at_places(facts, self.question.request(self.week.now, facts.timezone), site_ids)
        found = (slot for request in asked for slot in free_slots(facts, request))
        return distinct_starts(sorted(found, key=lambda slot: (slot.starts_at, slot.doctor_location_id)))


def requests_at_places(
    facts: Facts, request: Request, site_ids: Collection[str] | None
) -> tuple[Request, ...]:
    """The request at each of the doctor's own places among ``site_ids`` (``FreeStarts.within``).

    The request itself where any place will do. A place that it names already is the only one asked.
    """
    if site_ids is None:
        return (request,)
    houses = {one.id: one.clinic_site_id or one.id for one in facts.locations}
    wanted = request.doctor_location_id
    return tuple(
        replace(request, doctor_location_id=one.id)
        for one in facts.locations
        if one.doctor_id == facts.doctor_id
        and houses[one.id] in site_ids
        and (wanted is None or houses.get(wanted) == houses[one.id])
    )


def read_free_starts(session: Session, question: FreeStartsQuestion) -> FreeStarts:
    """Read the doctor's days and ask the engine. Raises ``NotFound`` where the doctor is gone."""
    return read_free_starts_of(session, (question,))[0]


def read_free_starts_of(session: Session, questions: Sequence[FreeStartsQuestion]) -> tuple[FreeStarts, ...]:
    """Read the days of all questions' doctors in one snapshot, and ask the engine each; in their order.

    Five statements however many the doctors are (``week.read_weeks``). Raises ``NotFound`` where a doctor is
    gone, ``ValueError`` where the questions are not about the same days.
    """
    if not questions:
        return ()
    first_day, days = questions[0].first_day, questions[0].days
    if any((one.first_day, one.days) != (first_day, days) for one in questions):
        raise ValueError("questions of one reading ask about the same days")
    doctor_ids = tuple(dict.fromkeys(one.doctor_id for one in questions))
    weeks = read_weeks(session, doctor_ids, first_day, days, appointment_ids=_moved(questions))
    by_doctor = dict(zip(doctor_ids, weeks, strict=True))
    return tuple(_answer(one, by_doctor[one.doctor_id]) for one in questions)


def _moved(questions: Iterable[FreeStartsQuestion]) -> list[str]:
    return sorted({one.for_appointment_id for one in questions if one.for_appointment_id is not None})


def _answer(question: FreeStartsQuestion, week: WeekFacts) -> FreeStarts:
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
