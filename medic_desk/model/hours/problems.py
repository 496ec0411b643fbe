"""What a person may save as weekly hours: engine-semantics 2, held against a whole draft, pure.

A draft is a tuple of the engine's own ``Rule`` values, so what is checked is what is previewed and what is
written. A problem names its rule, the column and the rule it breaks; the window writes the sentence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from math import lcm
from typing import Literal

from medic_desk.engine.clinic_time import DAY_MINUTES, UnknownZoneError, clock, day_of
from medic_desk.engine.facts import Break, Facts, Rule, Service
from medic_desk.engine.hours import wall_breaks, wall_window
from medic_desk.engine.places import Places
from medic_desk.engine.spans import less

ProblemCode = Literal[
    "unknown_zone",
    "out_of_range",
    "equal_times",  # start and end are equal, and not both 00:00
    "not_a_window",  # the end of a range of dates lies before its start
    "never_in_force",  # no date of the range falls on the weekday, in a week that counts
    "repeat_needs_start",  # every n-th week counts from its first day, which is not said
    "empty_break",
    "outside_window",  # a break that leaves its window
    "two_places",  # another rule of equal priority has the doctor elsewhere at the same time
    "fits_no_service",  # no service that the rule is for fits between its starts and its ends
    "uneven_interval",  # starts drift against every service's length: possible, hardly meant
    "serves_nothing",  # the scopes contradict each other or no service matches them
    "not_the_doctors",  # the service or place belongs to somebody else
    "room_elsewhere",  # the room lies in another location than the rule's
    "inactive",  # the service or place is not in use any more
    "named_by_exception",  # a dated exception names the rule, so it cannot be deleted
    "older_hours_would_rise",  # without any rule the doctor's older hours would count again
]
"""Which rule a draft breaks."""

INTERVALS = range(1, DAY_MINUTES + 1)
BUFFERS = range(DAY_MINUTES + 1)
PARALLEL_SESSIONS = range(1, 65)
REPEAT_WEEKS = range(1, 53)
PRIORITIES = range(-1000, 1001)
MODES = ("in_person", "video", "phone")
_LIMITS = {
    "day_of_week": range(1, 8),
    "work_start_local": range(DAY_MINUTES),
    "work_end_local": range(DAY_MINUTES),
    "slot_interval_minutes": INTERVALS,
    "buffer_before_minutes": BUFFERS,
    "buffer_after_minutes": BUFFERS,
    "max_parallel_sessions": PARALLEL_SESSIONS,
    "priority": PRIORITIES,
    "repeat_weeks": REPEAT_WEEKS,
}

_WINDOW = frozenset({"work_start_local", "work_end_local"})

ADVICE: frozenset[ProblemCode] = frozenset({"uneven_interval", "inactive"})
"""What is said but may be saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursProblem:
    """One thing that cannot stand (or, ``is_advice``, that is hardly meant).

    ``rule_id`` is the draft's rule, ``field`` its column (``breaks`` with ``break_index`` for one of its
    breaks), ``other_rule_id`` the second rule of a contradiction.
    """

    rule_id: str
    field: str
    code: ProblemCode
    break_index: int | None = None
    other_rule_id: str | None = None

    @property
    def is_advice(self) -> bool:
        """Whether it may be saved all the same."""
        return self.code in ADVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursWorld:
    """What a draft is held against: the doctor's services and places, as the engine knows them.

    ``today`` is the local date from which rules in two zones are compared. ``own_location`` is the doctor's
    row for each location, of a colleague's in the same house too (engine-semantics 5).
    """

    doctor_id: str
    today: date
    services: Mapping[str, Service] = field(default_factory=dict)
    location_doctor: Mapping[str, str] = field(default_factory=dict)
    inactive_location_ids: frozenset[str] = frozenset()
    room_location: Mapping[str, str] = field(default_factory=dict)
    own_location: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_facts(cls, facts: Facts, today: date) -> "HoursWorld":
        """The world of a doctor's facts."""
        places = Places(facts)
        own = {one.id: places.own_row(one.id) or one.id for one in facts.locations}
        return cls(
            doctor_id=facts.doctor_id,
            today=today,
            services=facts.services,
            location_doctor={one.id: one.doctor_id for one in facts.locations},
            inactive_location_ids=frozenset(one.id for one in facts.locations if not one.is_active),
            room_location={
                one.id: own.get(one.doctor_location_id, one.doctor_location_id) for one in facts.rooms
            },
            own_location=own,
        )

    def location_of(self, rule: Rule) -> str | None:
        """The doctor's row for the location that a rule names."""
        named = rule.scope_doctor_location_id
        return named if named is None else self.own_location.get(named, named)


def hours_problems(
    draft: Sequence[Rule], world: HoursWorld, standing: Sequence[Rule] = ()
) -> tuple[HoursProblem, ...]:
    """Everything wrong with the rules of ``draft`` that are not as they stand already.

    What another program wrote and nobody touched here is not held against who edits something else. Sorted by
    the draft's order; of two rules that contradict each other the touched one is named (the first, if both).
    """
    untouched = set(standing)
    touched = [rule for rule in draft if rule not in untouched]
    found = [problem for rule in touched for problem in rule_problems(rule, world)]
    broken = {problem.rule_id for problem in found if not problem.is_advice}
    found += _contradictions(draft, {rule.id for rule in touched}, broken, world)
    order = {rule.id: i for i, rule in enumerate(draft)}
    return tuple(sorted(found, key=lambda problem: order[problem.rule_id]))


def rule_problems(rule: Rule, world: HoursWorld) -> tuple[HoursProblem, ...]:
    """Everything wrong with one rule by itself."""
    found = list(_limit_problems(rule))
    if not any(problem.field in _WINDOW for problem in found):
        found += _break_problems(rule)
    found += _scope_problems(rule, world)
    if not any(not problem.is_advice for problem in found):
        found += _interval_problems(rule, world)
    return tuple(found)


def _limit_problems(rule: Rule) -> Iterator[HoursProblem]:
    for column, limits in _LIMITS.items():
        if getattr(rule, column) not in limits:
            yield HoursProblem(rule_id=rule.id, field=column, code="out_of_range")
    if rule.work_start_local == rule.work_end_local != 0:
        yield HoursProblem(rule_id=rule.id, field="work_end_local", code="equal_times")
    try:
        clock(rule.timezone)
    except UnknownZoneError:
        yield HoursProblem(rule_id=rule.id, field="timezone", code="unknown_zone")
    first, last = rule.effective_from, rule.effective_to
    out_of_bounds = [name for name in ("effective_from", "effective_to") if _is_out_of_bounds(rule, name)]
    for name in out_of_bounds:
        yield HoursProblem(rule_id=rule.id, field=name, code="out_of_range")
    if first is not None and last is not None and not out_of_bounds:
        if first > last:
            yield HoursProblem(rule_id=rule.id, field="effective_to", code="not_a_window")
        elif (last - first).days < 7 * _cycle(rule) and not _first_date(rule, first) <= last:
            yield HoursProblem(rule_id=rule.id, field="effective_to", code="never_in_force")
    if rule.repeat_weeks > 1 and first is None:
        yield HoursProblem(rule_id=rule.id, field="effective_from", code="repeat_needs_start")


def _is_out_of_bounds(rule: Rule, name: str) -> bool:
    """Whether a date lies outside the years that the database takes, 1900 to 2199."""
    day: date | None = getattr(rule, name)
    return day is not None and not 1900 <= day.year < 2200


def _cycle(rule: Rule) -> int:
    """After how many weeks the rule's weeks come again; 1 where what it says is no number of weeks."""
    return rule.repeat_weeks if rule.repeat_weeks in REPEAT_WEEKS and rule.effective_from else 1


def _weeks_to_go(rule: Rule, day: date) -> int:
    """How many weeks after ``day``'s the next week is in which the rule counts; 0 where it is that one."""
    if _cycle(rule) == 1 or rule.effective_from is None:
        return 0
    return (_week(rule.effective_from) - _week(day)) % rule.repeat_weeks


def _week(day: date) -> int:
    """The number of a calendar week, Monday to Sunday."""
    return (day.toordinal() - 1) // 7


def _first_date(rule: Rule, first: date) -> date:
    """The first date from ``first`` on that is of the rule's weekday, in a week that counts."""
    day = first + timedelta(days=(rule.day_of_week - first.isoweekday()) % 7)
    return day + timedelta(weeks=_weeks_to_go(rule, day))


def _break_problems(rule: Rule) -> Iterator[HoursProblem]:
    for i, row in enumerate(rule.breaks):
        code = break_problem(rule, row)
        if code is not None:
            yield HoursProblem(rule_id=rule.id, field="breaks", code=code, break_index=i)


def break_problem(rule: Rule, row: Break) -> ProblemCode | None:
    """What is wrong with one break: empty, backwards, or not all of it inside the rule's window."""
    start, end = row.break_start_local, row.break_end_local
    window_end = wall_window(rule)[1]
    if start not in range(DAY_MINUTES) or end not in range(DAY_MINUTES):
        return "out_of_range"
    if start == end or (window_end < DAY_MINUTES and end < start):
        return "empty_break"
    kept = sum(one.end - one.start for one in wall_breaks(_with_breaks(rule, row)))
    meant = end - start if end > start else end + DAY_MINUTES - start
    return None if kept == meant else "outside_window"


def _with_breaks(rule: Rule, *rows: Break) -> Rule:
    return replace(rule, breaks=rows)


def _scope_problems(rule: Rule, world: HoursWorld) -> Iterator[HoursProblem]:
    for column, code in (*_service_problems(rule, world), *_place_problems(rule, world)):
        yield HoursProblem(rule_id=rule.id, field=column, code=code)


def _service_problems(rule: Rule, world: HoursWorld) -> Iterator[tuple[str, ProblemCode]]:
    if rule.scope_appointment_type_id is None:
        return
    service = world.services.get(rule.scope_appointment_type_id)
    if service is None or service.doctor_id != world.doctor_id:
        yield "scope_appointment_type_id", "not_the_doctors"
    elif not service.is_active:
        yield "scope_appointment_type_id", "inactive"
    elif rule.scope_consultation_mode not in (None, service.consultation_mode):
        yield "scope_consultation_mode", "serves_nothing"
    elif not _is_offered_at(service, world.location_of(rule)):
        yield "scope_doctor_location_id", "serves_nothing"


def _place_problems(rule: Rule, world: HoursWorld) -> Iterator[tuple[str, ProblemCode]]:
    location_id, room_id = world.location_of(rule), rule.scope_location_room_id
    if location_id is not None:
        if world.location_doctor.get(location_id) != world.doctor_id:
            yield "scope_doctor_location_id", "not_the_doctors"
        elif location_id in world.inactive_location_ids:
            yield "scope_doctor_location_id", "inactive"
    if room_id is not None:
        lies_in = world.room_location.get(room_id)
        if lies_in is not None and location_id not in (None, lies_in):
            yield "scope_location_room_id", "room_elsewhere"
        elif lies_in is None or world.location_doctor.get(lies_in) != world.doctor_id:
            yield "scope_location_room_id", "not_the_doctors"


def _is_offered_at(service: Service, location_id: str | None) -> bool:
    allowed = service.allowed_location_ids
    return location_id is None or not allowed or location_id in allowed


def _interval_problems(rule: Rule, world: HoursWorld) -> Iterator[HoursProblem]:
    """Whether any service the rule is for can begin on its grid and end in time."""
    own = [s for s in world.services.values() if s.doctor_id == world.doctor_id and s.is_active]
    if not own or not rule.is_active:
        return
    served = [service for service in own if _serves(rule, service, world)]
    if not served:
        if rule.scope_appointment_type_id is None:
            yield HoursProblem(rule_id=rule.id, field="scope_consultation_mode", code="serves_nothing")
        return
    if not any(_fits(rule, service.duration_minutes) for service in served):
        yield HoursProblem(rule_id=rule.id, field="slot_interval_minutes", code="fits_no_service")
        return
    interval = rule.slot_interval_minutes
    if not any(s.duration_minutes % interval == 0 or interval % s.duration_minutes == 0 for s in served):
        yield HoursProblem(rule_id=rule.id, field="slot_interval_minutes", code="uneven_interval")


def _serves(rule: Rule, service: Service, world: HoursWorld) -> bool:
    return (
        rule.scope_appointment_type_id in (None, service.id)
        and rule.scope_consultation_mode in (None, service.consultation_mode)
        and _is_offered_at(service, world.location_of(rule))
    )


def _fits(rule: Rule, duration: int) -> bool:
    """Whether one start of the rule's grid leaves ``duration`` minutes before a break or the window's end."""
    window_start, window_end = wall_window(rule)
    interval = rule.slot_interval_minutes
    for start, end in less(window_start, window_end, [(b.start, b.end) for b in wall_breaks(rule)]):
        first = start + (window_start - start) % interval
        if first + duration <= end:
            return True
    return False


# Two places at once


def _contradictions(
    draft: Sequence[Rule], touched: set[str], broken: set[str], world: HoursWorld
) -> Iterator[HoursProblem]:
    placed = [
        rule
        for rule in draft
        if rule.is_active and rule.id not in broken and _location(rule, world) is not None
    ]
    for one, other in combinations(placed, 2):
        if (
            (one.id in touched or other.id in touched)
            and one.priority == other.priority
            and _location(one, world) != _location(other, world)
            and _share_time(one, other, world.today)
        ):
            named, second = (one, other) if one.id in touched else (other, one)
            yield HoursProblem(
                rule_id=named.id, field="work_start_local", code="two_places", other_rule_id=second.id
            )


def _location(rule: Rule, world: HoursWorld) -> str | None:
    """Where a rule has the doctor; None where it does not say."""
    if rule.scope_doctor_location_id is not None:
        return world.location_of(rule)
    return world.room_location.get(rule.scope_location_room_id or "")


def _share_time(one: Rule, other: Rule, today: date) -> bool:
    """Whether the windows of two rules overlap on any pair of dates on which both are in force."""
    if not _known_zones((one, other)):
        return False
    for first in _dates_to_compare(one, other, today):
        for day in (first + timedelta(days=i) for i in range(-1, 2)):
            if _in_force(one, first) and _in_force(other, day):
                a, b = _window_on(one, first), _window_on(other, day)
                if a[0] < b[1] and b[0] < a[1] and a[0] < a[1] and b[0] < b[1]:
                    return True
    return False


def _known_zones(rules: Iterable[Rule]) -> bool:
    try:
        for rule in rules:
            clock(rule.timezone)
    except UnknownZoneError:
        return False
    return True


def _dates_to_compare(one: Rule, other: Rule, today: date) -> Iterator[date]:
    """Dates on which ``one`` may be in force, to look at.

    In one zone windows that meet once meet whenever both rules count the week, so a few weeks where both hold
    are enough. Two zones drift against each other with their clock changes, so a whole year is looked at.
    Rules of every n-th week are compared until their weeks lie to each other as at first.
    """
    starts = [rule.effective_from for rule in (one, other) if rule.effective_from is not None]
    begin = max([today, *starts]) - timedelta(days=7)
    weeks = (2 if one.timezone == other.timezone else 54) + lcm(_cycle(one), _cycle(other))
    first = _first_date(one, begin)
    return (first + timedelta(weeks=i) for i in range(0, weeks, _cycle(one)))


def _in_force(rule: Rule, day: date) -> bool:
    return (
        day.isoweekday() == rule.day_of_week
        and (rule.effective_from is None or rule.effective_from <= day)
        and (rule.effective_to is None or day <= rule.effective_to)
        and _weeks_to_go(rule, day) == 0
    )


def _window_on(rule: Rule, day: date) -> tuple[int, int]:
    there = clock(rule.timezone)
    start, end = wall_window(rule)
    return there.instant(day_of(day), start), there.instant(day_of(day), end)
