"""What an edit of a doctor's hours would do: slots a week before and after, and who would be stranded.

Pure: the engine's answers on two worlds that differ in their rules or exceptions alone, nothing guessed.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import clock, date_of, day_of, minute_floor
from medic_desk.engine.facts import Facts, Minute, Request
from medic_desk.engine.hours import periods_of_layered_rules
from medic_desk.engine.prepared import prepare
from medic_desk.engine.question import Question
from medic_desk.engine.spans import union
from medic_desk.model.booked_visits import BookedVisit

PREVIEW_WEEKS = 8

WeekCounts = tuple[int, ...]
"""Free starts in each week shown, in order."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """Calendar weeks, Monday first, in the doctor's zone; the first is the week of ``now`` and begins there.

    ``mondays[i]`` is the date of the week's Monday, ``bounds[i]`` the instant of its midnight; ``bounds`` has
    one more, at which the last week ends.
    """

    now: datetime
    mondays: tuple[date, ...]
    bounds: tuple[Minute, ...]

    @property
    def starts_from(self) -> Minute:
        """The first instant shown."""
        return minute_floor(self.now)

    @property
    def starts_before(self) -> Minute:
        """The first instant not shown any more."""
        return self.bounds[-1]


@dataclass(frozen=True, slots=True)
class ServiceEffect:
    """What an edit does to one service: free starts in each week, before and after."""

    appointment_type_id: str
    before: WeekCounts
    after: WeekCounts


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """What an edit does, week by week, and the ids of the visits it would strand, in order of time."""

    weeks: Weeks
    effects: tuple[ServiceEffect, ...]
    hours_before: WeekCounts
    """Working minutes in each week, whatever they are for, counted once where two rules share them."""
    hours_after: WeekCounts
    stranded_ids: tuple[str, ...]


def weeks_from(now: datetime, timezone: str, weeks: int = PREVIEW_WEEKS) -> Weeks:
    """The ``weeks`` calendar weeks from ``now`` (aware) on. Raises ``UnknownZoneError``."""
    there = clock(timezone)
    today = date_of(there.day(minute_floor(now)))
    monday = today - timedelta(days=today.weekday())
    mondays = tuple(monday + timedelta(weeks=i) for i in range(weeks))
    bounds = tuple(there.instant(day_of(monday) + 7 * i, 0) for i in range(weeks + 1))
    return Weeks(now, mondays, bounds)


def slots_by_week(
    facts: Facts, appointment_type_ids: Sequence[str], weeks: Weeks
) -> Mapping[str, WeekCounts]:
    """How many free starts each service has in each week, as a desk may book them.

    Raises KeyError for a service the facts do not hold.
    """
    counted = {}
    for service_id in appointment_type_ids:
        request = Request(
            now=weeks.now,
            appointment_type_id=service_id,
            starts_from=weeks.starts_from,
            starts_before=weeks.starts_before,
        )
        counts = [0] * len(weeks.mondays)
        last_start = None
        for slot in free_slots(facts, request):
            # One start at two places is one time that a patient may have.
            if slot.starts_at != last_start:
                last_start = slot.starts_at
                counts[bisect_right(weeks.bounds, last_start) - 1] += 1
        counted[service_id] = tuple(counts)
    return counted


def hours_preview(
    facts_before: Facts,
    facts_after: Facts,
    appointment_type_ids: Sequence[str],
    weeks: Weeks,
    visits: Sequence[BookedVisit] = (),
    *,
    counted_before: Mapping[str, WeekCounts] | None = None,
) -> HoursPreview:
    """Compare two worlds of one doctor, ``facts_after`` with other rules or exceptions than ``facts_before``.

    ``counted_before`` is a former ``slots_by_week`` of ``facts_before``, for who asks at each key: the past
    half does not change while a person types. Raises ``UnknownZoneError`` where a rule's zone is none.
    """
    before = counted_before or slots_by_week(facts_before, appointment_type_ids, weeks)
    after = slots_by_week(facts_after, appointment_type_ids, weeks)
    return HoursPreview(
        weeks,
        tuple(ServiceEffect(key, before[key], after[key]) for key in appointment_type_ids),
        working_minutes(facts_before, weeks),
        working_minutes(facts_after, weeks),
        stranded(facts_before, facts_after, visits),
    )


def stranded(facts_before: Facts, facts_after: Facts, visits: Sequence[BookedVisit]) -> tuple[str, ...]:
    """The ids of the visits that an edit would leave outside hours, or put under a block, in their order.

    A visit that stood outside hours before the edit (overbooked there on purpose, say) is not blamed on it,
    unless it is blocked now and was not before.
    """
    was_inside, is_inside = _Cover(facts_before, visits), _Cover(facts_after, visits)
    return tuple(
        visit.id
        for visit in visits
        if (was_inside.has_hours_for(visit) and not is_inside.has_hours_for(visit))
        or (not was_inside.is_blocked(visit) and is_inside.is_blocked(visit))
    )


class _Cover:
    """Where one world has hours for some visits, and where it blocks them."""

    def __init__(self, facts: Facts, visits: Sequence[BookedVisit]) -> None:
        self._facts = facts
        self._blocks = prepare(facts).blocks
        self._first = min((visit.starts_at for visit in visits), default=0)
        self._before = max((visit.ends_at for visit in visits), default=0)
        self._known: dict[tuple[str, str | None, str | None], tuple[list[Minute], list[Minute]]] = {}

    def has_hours_for(self, visit: BookedVisit) -> bool:
        """Whether one working period that serves the visit's service at its place holds all of it.

        A visit whose service is not known is held against every period.
        """
        for service_id in self._services_of(visit):
            starts, latest_ends = self._periods(service_id, visit)
            i = bisect_right(starts, visit.starts_at) - 1
            if i >= 0 and latest_ends[i] >= visit.ends_at:
                return True
        return False

    def is_blocked(self, visit: BookedVisit) -> bool:
        """Whether a blocked exception that applies to the visit overlaps it (engine-semantics 7)."""
        return any(
            row.starts_at < visit.ends_at
            and visit.starts_at < row.ends_at
            and row.appointment_type_id in (None, visit.appointment_type_id)
            and row.doctor_location_id in (None, visit.doctor_location_id)
            and row.location_room_id in (None, visit.location_room_id)
            for row in self._blocks.around(visit.starts_at, visit.ends_at)
        )

    def _services_of(self, visit: BookedVisit) -> Sequence[str]:
        service_id = visit.appointment_type_id
        if service_id is not None and service_id in self._facts.services:
            return (service_id,)
        return tuple(key for key, s in self._facts.services.items() if s.doctor_id == self._facts.doctor_id)

    def _periods(self, service_id: str, visit: BookedVisit) -> tuple[list[Minute], list[Minute]]:
        """The starts of the periods that serve a visit, sorted, and the latest end up to each of them.

        Worked out once for each service and place: a full calendar has a thousand visits and few of these.
        """
        key = (service_id, visit.doctor_location_id, visit.location_room_id)
        if key not in self._known:
            request = Request(
                now=_LONG_AGO,
                appointment_type_id=service_id,
                starts_from=self._first,
                starts_before=self._before,
                doctor_location_id=visit.doctor_location_id,
                location_room_id=visit.location_room_id,
            )
            periods = Question(self._facts, request).periods(self._first, self._before)
            latest_ends = list(accumulate((period[1] for period in periods), max))
            self._known[key] = ([period[0] for period in periods], latest_ends)
        return self._known[key]


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""Whether hours hold a visit does not depend on when it is asked."""


def working_minutes(facts: Facts, weeks: Weeks) -> WeekCounts:
    """The doctor's working minutes in each whole week, without breaks; time that rules share counts once."""
    prepared = prepare(facts)
    first, before = weeks.bounds[0], weeks.bounds[-1]
    periods = periods_of_layered_rules(prepared.weeks, None, first, before)
    periods += prepared.openings.meeting(first, before)
    joined = union((period[0], period[1]) for period in periods)
    counts = [0] * len(weeks.mondays)
    for start, end in joined:
        for i in range(len(counts)):
            low, high = max(start, weeks.bounds[i]), min(end, weeks.bounds[i + 1])
            if low < high:
                counts[i] += high - low
    return tuple(counts)
