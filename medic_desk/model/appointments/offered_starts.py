"""Free starts of several doctors as one list, each with its doctor and service, and why there are none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.appointments.free_starts import (
    FreeStarts,
    FreeStartsQuestion,
    PartOfDay,
    read_free_starts_of,
)
from medic_desk.model.appointments.no_free_time import NoFreeTime, no_free_time

StartKey = tuple[str, Minute]
"""The doctor's id and the start: one doctor begins one appointment at a time."""


@dataclass(frozen=True, slots=True)
class OfferedStart:
    """A free start of one doctor, for that doctor's service, in that doctor's zone."""

    doctor_id: str
    appointment_type_id: str
    slot: FreeSlot
    zone: str

    @property
    def starts_at(self) -> Minute:
        """When it begins."""
        return self.slot.starts_at

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.slot.ends_at - self.slot.starts_at

    @property
    def key(self) -> StartKey:
        """What tells it from the others of a list."""
        return self.doctor_id, self.slot.starts_at


def offered_starts(answers: Iterable[FreeStarts]) -> tuple[OfferedStart, ...]:
    """The starts of all answers in order of time; at one time in the order of the answers."""
    found = [
        OfferedStart(answer.question.doctor_id, answer.question.appointment_type_id, slot, answer.zone)
        for answer in answers
        for slot in answer.slots
    ]
    return tuple(sorted(found, key=_when))


def _when(start: OfferedStart) -> Minute:
    return start.starts_at


@dataclass(frozen=True, slots=True, kw_only=True)
class StartsWanted:
    """Which free starts: of these services (doctor and service), from a day on, in a part of the day.

    ``site_ids`` are houses, None for any place; ``minutes`` a length other than the service's; ``begun_at``
    when the booking was begun (aware); ``own_ids`` the form's own hold, which is in nobody's way here.
    ``moved_id`` is the appointment that is moved: neither is it, and its own service is offered to it though
    that is no longer active.
    """

    services: tuple[tuple[str, str], ...]
    first_day: date
    days: int
    part: PartOfDay = PartOfDay.ANY
    site_ids: frozenset[str] | None = None
    minutes: int | None = None
    begun_at: datetime | None = None
    own_ids: frozenset[str] = frozenset()
    moved_id: str | None = None

    @property
    def last_day(self) -> date:
        """The last day that is looked at."""
        return self.first_day + timedelta(days=self.days - 1)

    def covers(self, start: OfferedStart) -> bool:
        """Whether a start lies on the days that are looked at."""
        return self.first_day <= local_date(start.starts_at, start.zone) <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStarts:
    """The answer: the starts in order of time, and where there are none, why (``reasons``).

    ``is_other_part`` says that only the part of the day has none. ``answers`` are what it was worked out of.
    """

    wanted: StartsWanted
    answers: tuple[FreeStarts, ...]
    starts: tuple[OfferedStart, ...]
    reasons: tuple[NoFreeTime, ...] = ()
    is_other_part: bool = False


def read_offered_starts(session: Session, wanted: StartsWanted) -> FoundStarts:
    """Read the doctors' days in one snapshot and ask the engine. Raises ``NotFound`` where one is gone."""
    return _found(wanted, read_free_starts_of(session, _questions(wanted)))


WALK_IN_STEP_MINUTES = 5
"""Starts between those of the grid are offered to a walk-in at these minutes of the hour."""


def walk_in_step(starts_at: Minute) -> int | None:
    """What a walk-in's start is asked for with: the step, or None where it is a start of the grid alone."""
    return WALK_IN_STEP_MINUTES if starts_at % WALK_IN_STEP_MINUTES == 0 else None


def read_walk_in_starts(session: Session, wanted: StartsWanted) -> FoundStarts:
    """The starts for somebody who is here already: those of the grid, and those between them.

    Each start of a doctor once. Raises ``NotFound`` where a doctor is gone.
    """
    grid = _questions(wanted)
    between = [replace(one, free_step_minutes=WALK_IN_STEP_MINUTES) for one in grid]
    found = _found(wanted, read_free_starts_of(session, (*grid, *between)))
    # In order of time they stay in the order of the doctors, and the grid's come before those between.
    by_key: dict[StartKey, OfferedStart] = {}
    for start in found.starts:
        by_key.setdefault(start.key, start)
    return replace(found, starts=tuple(by_key.values()), reasons=tuple(dict.fromkeys(found.reasons)))


def _found(wanted: StartsWanted, answers: tuple[FreeStarts, ...]) -> FoundStarts:
    there = tuple(answer.within(site_ids=wanted.site_ids) for answer in answers)
    starts = offered_starts(answer.within(part=wanted.part) for answer in there)
    if starts:
        return FoundStarts(wanted=wanted, answers=answers, starts=starts)
    if any(answer.slots for answer in there):
        return FoundStarts(wanted=wanted, answers=answers, starts=(), is_other_part=True)
    reasons = tuple(why for answer in answers for why in _told(answer, wanted))
    return FoundStarts(wanted=wanted, answers=answers, starts=(), reasons=reasons)


def _questions(wanted: StartsWanted) -> list[FreeStartsQuestion]:
    return [_question(wanted, *service) for service in wanted.services]


def _told(answer: FreeStarts, wanted: StartsWanted) -> tuple[NoFreeTime, ...]:
    """Why a doctor has none: the reason that takes the most starts, and what else does once that is over."""
    reasons = no_free_time(answer, wanted.site_ids)
    last_day = wanted.last_day
    ends_before = (
        bool(reasons)
        and reasons[0].until is not None
        and (local_date(reasons[0].until, answer.week.facts.timezone) <= last_day)
    )
    return reasons[: 2 if ends_before else 1]


def _question(wanted: StartsWanted, doctor_id: str, service_id: str) -> FreeStartsQuestion:
    moved = frozenset() if wanted.moved_id is None else frozenset({wanted.moved_id})
    return FreeStartsQuestion(
        doctor_id=doctor_id,
        appointment_type_id=service_id,
        first_day=wanted.first_day,
        days=wanted.days,
        begun_at=wanted.begun_at,
        ignore_appointment_ids=wanted.own_ids | moved,
        duration_minutes=wanted.minutes,
        for_appointment_id=wanted.moved_id,
    )
