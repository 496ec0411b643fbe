"""The starts that fit a wish said in words: at a time, between two, first free, or now for who is here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import DAY_MINUTES, instant_of, local_date, local_time
from medic_desk.engine.facts import Minute, WhyNot
from medic_desk.model.appointments.first_free import FirstFreeWish, read_first_free
from medic_desk.model.appointments.free_starts import FreeStarts
from medic_desk.model.appointments.offered_starts import (
    FoundStarts,
    OfferedStart,
    StartsWanted,
    read_offered_starts,
    read_walk_in_starts,
)
from medic_desk.model.appointments.start_ranking import nearest_starts
from medic_desk.model.appointments.week import WeekFacts

_DAYS = 14
"""How many days are looked at from the wished one on, so that there is something to offer in its place."""
_FIRST_FREE_DAYS = 60
_PROPOSED = 8
_NEAREST = 3


class WishKind(Enum):
    """How a start is wished for."""

    AT = auto()
    """At one time of one day."""
    AMONG = auto()
    """Among the starts of the days and times that will do."""
    NOW = auto()
    """Now, for somebody who is here: on the grid or between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWish:
    """What is wished: one service of each doctor who will do, in their order, and when.

    ``first_day`` to ``last_day`` (None: as far as anything is looked for) are local dates of each doctor's
    zone, ``[earliest, latest)`` wall minutes after midnight. ``site_ids``, ``minutes``, ``begun_at`` and
    ``own_ids`` are as in ``StartsWanted``.
    """

    kind: WishKind
    services: tuple[tuple[str, str], ...]
    first_day: date
    last_day: date | None = None
    earliest: int = 0
    latest: int = DAY_MINUTES
    site_ids: frozenset[str] | None = None
    minutes: int | None = None
    begun_at: datetime | None = None
    own_ids: frozenset[str] = frozenset()

    def fits(self, start: OfferedStart) -> bool:
        """Whether a start lies on the days and at the times that will do."""
        day, minute = local_date(start.starts_at, start.zone), local_time(start.starts_at, start.zone)[1]
        is_of_days = self.first_day <= day <= (self.last_day or date.max)
        return is_of_days and self.earliest <= minute < self.latest


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing starts at the wished time: the engine's reasons, in one doctor's days."""

    why: WhyNot
    week: WeekFacts
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedStarts:
    """The answer: ``starts`` that fit, the first of them first; where none does, why, and ``nearest``.

    ``refused`` says it of a wish for one time, ``found`` of the days that were looked at.
    """

    wish: StartWish
    starts: tuple[OfferedStart, ...] = ()
    nearest: tuple[OfferedStart, ...] = ()
    refused: Refused | None = None
    found: FoundStarts | None = None


def read_wished_starts(session: Session, wish: StartWish) -> WishedStarts:
    """Read the doctors' days in one snapshot and ask the engine. Raises ``NotFound`` where one is gone."""
    if wish.kind is WishKind.NOW:
        return _now(session, wish)
    if wish.kind is WishKind.AT:
        return _at(session, wish)
    return _among(session, wish)


def _now(session: Session, wish: StartWish) -> WishedStarts:
    found = read_walk_in_starts(session, _wanted(wish, 1))
    if found.starts:
        return WishedStarts(wish=wish, starts=_one_of_each_time(found.starts)[:_PROPOSED], found=found)
    later = read_offered_starts(session, _wanted(wish, _DAYS))
    return WishedStarts(wish=wish, nearest=later.starts[:_NEAREST], found=found)


def _at(session: Session, wish: StartWish) -> WishedStarts:
    found = read_offered_starts(session, _wanted(wish, _DAYS))
    starts = tuple(start for start in found.starts if wish.fits(start))
    if starts:
        return WishedStarts(wish=wish, starts=starts, found=found)
    refused = _refusal(found.answers, wish)
    instant = refused.why.starts_at if refused is not None else None
    nearest = nearest_starts(found.starts, instant, _NEAREST) if instant is not None else ()
    in_order = tuple(sorted(nearest, key=lambda start: start.starts_at))
    return WishedStarts(wish=wish, nearest=in_order, refused=refused, found=found)


def _among(session: Session, wish: StartWish) -> WishedStarts:
    found = read_offered_starts(session, _wanted(wish, _DAYS))
    starts = tuple(start for start in found.starts if wish.fits(start))
    if starts:
        return WishedStarts(wish=wish, starts=_one_of_each_time(starts)[:_PROPOSED], found=found)
    nearest = found.starts[:_NEAREST]
    if not found.starts and wish.minutes is None:
        far = FirstFreeWish(
            services=wish.services,
            site_ids=wish.site_ids,
            first_day=wish.first_day,
            days=_FIRST_FREE_DAYS,
            count=_PROPOSED,
        )
        answers = read_first_free(session, far)
        later = [OfferedStart(a.doctor_id, a.appointment_type_id, a.slot, a.zone) for a in answers]
        starts = tuple(start for start in later if wish.fits(start))
        nearest = () if starts else tuple(later[:_NEAREST])
    return WishedStarts(wish=wish, starts=starts, nearest=nearest, found=found)


def _wanted(wish: StartWish, days: int) -> StartsWanted:
    return StartsWanted(
        services=wish.services,
        first_day=wish.first_day,
        days=days,
        site_ids=wish.site_ids,
        minutes=wish.minutes,
        begun_at=wish.begun_at,
        own_ids=wish.own_ids,
    )


def _refusal(answers: Sequence[FreeStarts], wish: StartWish) -> Refused | None:
    """Why the first doctor who has the service cannot take the wished time."""
    for answer in answers:
        if answer.question.appointment_type_id not in answer.week.facts.services:
            continue
        facts, now = answer.resized_facts, answer.week.now
        instant = instant_of(wish.first_day, wish.earliest, answer.zone)
        minutes = facts.services[answer.question.appointment_type_id].duration_minutes
        why = why_not(facts, answer.question.request(now, answer.zone), instant)
        return Refused(why, answer.week, minutes)
    return None


def _one_of_each_time(starts: Iterable[OfferedStart]) -> tuple[OfferedStart, ...]:
    """The first start of each time: the doctors who come first have it."""
    by_time: dict[Minute, OfferedStart] = {}
    for start in starts:
        by_time.setdefault(start.starts_at, start)
    return tuple(by_time.values())
