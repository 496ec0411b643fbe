"""Windows, breaks and working periods: when a doctor's rules are in force (engine-semantics 2, 3 and 4).

A rule's times are kept as wall minutes after the midnight of the date it is in force on; a time on the next
date is 1440 or more. On most dates the zone's offset stays the same from that midnight to the end of the next
date, and a window is those minutes plus a constant; near a clock change each bound is converted by itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES, WEEK_MINUTES, Clock, Day, clock, day_of
from medic_desk.engine.facts import Break, Minute, Rule, Source
from medic_desk.engine.profile import Provider
from medic_desk.engine.spans import END, START, Span, less

FIRST_DAY, LAST_DAY = -(10**9), 10**9
"""The days of a rule without ``effective_from`` or ``effective_to``."""

BREAK_TABLES = {
    "schedule_rules": "schedule_rule_breaks",
    "schedule_templates": "schedule_template_breaks",
    "availability_rules": "availability_rules",
}
"""The table that holds the breaks of each table's rules."""

Period = tuple[Minute, Minute, Minute, Provider]
"""A working period: start, end, the start of its window (the anchor of the grid), and who offers it."""

PROVIDER: Final = 3
"""The provider's place in a period; START and END are a span's."""


def are_disjoint(periods: Sequence[Period]) -> bool:
    """Whether no two of these periods, sorted by start, overlap."""
    return all(one[END] <= other[START] for one, other in pairwise(periods))


class WallBreak(NamedTuple):
    """A break within its window, in wall minutes after the midnight of the rule's date."""

    start: int
    end: int
    row: Break


class RuleHours:
    """A rule in force: its window and breaks in wall minutes, and the days on which it holds."""

    __slots__ = (
        "breaks", "clock", "cycle", "end", "first_day", "first_monday", "last_day", "pieces", "provider",
        "rule", "start",
    )  # fmt: skip

    def __init__(self, rule: Rule, provider: Provider) -> None:
        self.rule = rule
        self.provider = provider
        self.clock = clock(rule.timezone)
        self.start, self.end = wall_window(rule)
        self.breaks = wall_breaks(rule)
        monday = (rule.day_of_week - 1) * DAY_MINUTES
        self.pieces: list[Period] = [
            (monday + start, monday + end, monday + self.start, provider)
            for start, end in less(self.start, self.end, [(b.start, b.end) for b in self.breaks])
        ]
        """The window less its breaks in minutes after Monday's midnight, while the offset stays the same."""
        self.first_day = FIRST_DAY if rule.effective_from is None else day_of(rule.effective_from)
        self.last_day = LAST_DAY if rule.effective_to is None else day_of(rule.effective_to)
        self.cycle = 7 * rule.repeat_weeks
        """Days after which the weeks of the rule come again; ``first_monday`` begins one of them."""
        self.first_monday = self.first_day - (self.first_day + 3) % 7

    def is_in_force(self, day: Day) -> bool:
        """Whether the rule is in force on a date of its weekday."""
        return self.first_day <= day <= self.last_day and (day - self.first_monday) % self.cycle < 7

    def window_on(self, day: Day) -> Span:
        """The window of ``day`` as instants; empty where the clock skips it."""
        return self.clock.instant(day, self.start), self.clock.instant(day, self.end)

    def periods_on(self, day: Day) -> list[Period]:
        """The window of ``day`` less its breaks, as instants."""
        window_start, window_end = self.window_on(day)
        left = less(window_start, window_end, self.breaks_on(day))
        return [(start, end, window_start, self.provider) for start, end in left]

    def breaks_on(self, day: Day) -> list[Span]:
        """The breaks of the window of ``day`` as instants, by start; empty where the clock skips them."""
        at = self.clock.instant
        return [(at(day, b.start), at(day, b.end)) for b in self.breaks]


class Window(NamedTuple):
    """The window of a rule on one date."""

    start: Minute
    end: Minute
    day: Day
    hours: RuleHours

    def breaks(self) -> list[tuple[Break, Source, Minute, Minute]]:
        """The breaks of this window with the row to name, and their spans; empty where the clock skips them.

        The one break of an availability rule has no row of its own: the rule is named.
        """
        rule = self.hours.rule
        table = BREAK_TABLES[rule.table]
        return [
            (b.row, Source(table, b.row.id or rule.id), start, end)
            for b, (start, end) in zip(self.hours.breaks, self.hours.breaks_on(self.day), strict=True)
        ]


def rules_that_count(
    schedule_rules: Sequence[Rule], schedule_templates: Sequence[Rule], availability_rules: Sequence[Rule]
) -> Sequence[Rule]:
    """A doctor's hours, given as rules of each table: those of the first table with any row of theirs.

    Active or not, and never of two tables at once (engine-semantics 9).
    """
    return schedule_rules or schedule_templates or availability_rules


def wall_window(rule: Rule) -> Span:
    """A rule's window in wall minutes: it ends on the next date unless its end is later than its start."""
    start, end = rule.work_start_local, rule.work_end_local
    return start, end if end > start else end + DAY_MINUTES


def wall_breaks(rule: Rule) -> tuple[WallBreak, ...]:
    """A rule's breaks, each on the date engine-semantics 2 gives it and clipped to the window, sorted."""
    window_start, window_end = wall_window(rule)
    ends_next_date = window_end >= DAY_MINUTES
    breaks = []
    for row in rule.breaks:
        start, end = row.break_start_local, row.break_end_local
        if start == end:
            continue
        if ends_next_date:
            if start >= window_start:
                end += 0 if end > start else DAY_MINUTES
            elif end <= window_start:
                start, end = start + DAY_MINUTES, end + DAY_MINUTES
        start, end = max(start, window_start), min(end, window_end)
        if start < end:
            breaks.append(WallBreak(start, end, row))
    return tuple(sorted(breaks, key=itemgetter(0, 1)))


class Week:
    """The rules of one zone, by weekday of their date."""

    __slots__ = ("_ends", "_is_bounded", "_pieces", "_starts", "clock", "rules_on")

    def __init__(self, zone_clock: Clock, rules: Sequence[RuleHours]) -> None:
        self.clock = zone_clock
        ordered = sorted(rules, key=lambda hours: hours.start)
        self.rules_on = tuple(
            [h for h in ordered if h.rule.day_of_week == weekday] for weekday in range(1, 8)
        )
        self._is_bounded = any(h.first_day > FIRST_DAY or h.last_day < LAST_DAY for h in rules)
        self._pieces = [piece for rules_on in self.rules_on for h in rules_on for piece in h.pieces]
        self._starts = [piece[START] for piece in self._pieces]
        self._ends = [piece[END] for piece in self._pieces]

    def steady_pieces(self, days: range, serves: Callable[[Provider], bool] | None) -> list[Period] | None:
        """The week's periods in minutes after Monday's midnight, while the zone's offset stays the same.

        None where weeks differ within ``days``: a rule starts or ceases to be in force, or skips weeks.
        """
        pieces = self._pieces
        if self._is_bounded:
            in_force = [
                h
                for rules in self.rules_on
                for h in rules
                if h.first_day < days.stop and h.last_day >= days.start
            ]
            if any(h.first_day > days.start or h.last_day < days.stop - 1 or h.cycle > 7 for h in in_force):
                return None
            pieces = [piece for h in in_force for piece in h.pieces]
        return pieces if serves is None else [piece for piece in pieces if serves(piece[PROVIDER])]

    def is_disjoint(self) -> bool:
        """Whether no two windows of the week overlap on the wall clock, and so never in time (section 1)."""
        spans = sorted(
            ((h.rule.day_of_week - 1) * DAY_MINUTES + h.start, (h.rule.day_of_week - 1) * DAY_MINUTES + h.end)
            for rules in self.rules_on
            for h in rules
        )
        first_start, first_end = spans[0]
        spans.append((first_start + WEEK_MINUTES, first_end))
        return all(one[END] <= other[START] for one, other in pairwise(spans))

    def closed_for(self, minute_of_week: int) -> int:
        """Minutes until a period of a disjoint week begins, while the offset stays the same; 0 inside one.

        Whether the period's rule is in force is not checked: the real wait may be longer.
        """
        pieces = self._pieces
        if not pieces:
            return 0
        if pieces[-1][END] - WEEK_MINUTES > minute_of_week:
            return 0  # the week's last period runs into its first days
        i = bisect_right(self._ends, minute_of_week)
        opens = pieces[i][START] if i < len(pieces) else pieces[0][START] + WEEK_MINUTES
        return max(0, opens - minute_of_week)

    def neighbours(self, minute_of_week: int) -> tuple[int, int]:
        """How far back the third period before a minute began, and how far ahead the third after it ends.

        Of a disjoint week while its offset stays the same; a whole week where it has fewer than six periods.
        """
        pieces = self._pieces
        if len(pieces) < 6:
            return WEEK_MINUTES, WEEK_MINUTES
        i = bisect_right(self._starts, minute_of_week)
        earlier, later = pieces[i - 3][START], pieces[(i + 2) % len(pieces)][END]
        return (minute_of_week - earlier) % WEEK_MINUTES, (later - minute_of_week) % WEEK_MINUTES

    def stretches(self, first: Minute, before: Minute) -> Iterator[tuple[range, Minute | None]]:
        """The dates whose windows may meet ``[first, before)``, in order, cut where the clock changes.

        With each stretch comes the shift that makes instants of its wall minutes
        (``day * 1440 + wall_minute - shift``), or None where each instant must be converted by itself.
        """
        # A window of the date before may run over midnight; a clock set back may show a date twice.
        day, last = self.clock.day(first) - 1, self.clock.day(before - 1) + 1
        while day <= last:
            shift, steady_until = self.clock.steady(day)
            if steady_until < day:
                yield range(day, day + 1), None
                day += 1
            else:
                stop = min(steady_until, last) + 1
                yield range(day, stop), shift
                day = stop


def periods_of_disjoint_week(
    week: Week, serves: Callable[[Provider], bool] | None, first: Minute, before: Minute
) -> list[Period]:
    """The working periods of rules whose windows never overlap, those that meet ``[first, before)``.

    No window can take time from another, so a date's periods are its windows less their own breaks.
    ``serves`` of None takes every provider. Sorted by start.
    """
    periods: list[Period] = []
    for days, shift in week.stretches(first, before):
        pieces = None if shift is None else week.steady_pieces(days, serves)
        if shift is not None and pieces is not None:
            _add_steady_periods(periods, pieces, days, shift)
            continue
        for day in days:
            for hours in week.rules_on[(day + 3) % 7]:
                if hours.is_in_force(day) and (serves is None or serves(hours.provider)):
                    periods += hours.periods_on(day)
    # Disjoint and in order: those that do not meet the span are at the two ends of the list.
    while periods and periods[-1][START] >= before:
        periods.pop()
    skip = 0
    while skip < len(periods) and periods[skip][END] <= first:
        skip += 1
    return periods[skip:] if skip else periods


def _add_steady_periods(periods: list[Period], pieces: list[Period], days: range, shift: Minute) -> None:
    """Add the periods of days with one offset, a week at a time."""
    low, high = days.start * DAY_MINUTES - shift, days.stop * DAY_MINUTES - shift
    monday = days.start - (days.start + 3) % 7
    for midnight in range(monday * DAY_MINUTES - shift, high, WEEK_MINUTES):
        if low <= midnight and midnight + WEEK_MINUTES <= high:
            periods += [
                (midnight + start, midnight + end, midnight + anchor, provider)
                for start, end, anchor, provider in pieces
            ]
        else:
            periods += [
                (midnight + start, midnight + end, midnight + anchor, provider)
                for start, end, anchor, provider in pieces
                if low <= midnight + anchor < high
            ]


def windows(weeks: Sequence[Week], first: Minute, before: Minute) -> list[Window]:
    """Every window of a rule in force that meets ``[first, before)``, sorted by start."""
    found = []
    for week in weeks:
        for days, shift in week.stretches(first, before):
            for day in days:
                for hours in week.rules_on[(day + 3) % 7]:
                    if hours.is_in_force(day):
                        if shift is None:
                            start, end = hours.window_on(day)
                        else:
                            midnight = day * DAY_MINUTES - shift
                            start, end = midnight + hours.start, midnight + hours.end
                        if start < end and start < before and end > first:
                            found.append(Window(start, end, day, hours))
    found.sort(key=itemgetter(START))
    return found


class Layers:
    """Sorted windows, and which of them have priority over another (engine-semantics 3)."""

    __slots__ = ("_longest", "_starts", "_windows")

    def __init__(self, sorted_windows: list[Window]) -> None:
        self._windows = sorted_windows
        self._starts = [window.start for window in sorted_windows]
        self._longest = max((window.end - window.start for window in sorted_windows), default=0)

    def over(self, window: Window) -> list[Window]:
        """The windows of higher priority that overlap ``window``, of any scopes, sorted by start."""
        low = bisect_left(self._starts, window.start - self._longest)
        high = bisect_left(self._starts, window.end)
        priority = window.hours.rule.priority
        return [
            other
            for other in self._windows[low:high]
            if other.hours.rule.priority > priority and other.end > window.start
        ]


LONGEST_WINDOW_MINUTES = 3 * DAY_MINUTES
"""Longer than any window: 24 hours on the wall clock, and a date that a zone had twice."""


def periods_of_layered_rules(
    weeks: Sequence[Week], serves: Callable[[Provider], bool] | None, first: Minute, before: Minute
) -> list[Period]:
    """The working periods of rules that may overlap, those that meet ``[first, before)``, sorted by start.

    A window, less its own breaks, less the windows of higher priority that overlap it. Windows that begin
    before ``first`` or end after ``before`` are cut by all of these, so every period is a whole one.
    """
    around = windows(weeks, first - LONGEST_WINDOW_MINUTES, before + LONGEST_WINDOW_MINUTES)
    layers = Layers(around)
    periods: list[Period] = []
    for window in around:
        provider = window.hours.provider
        if window.end <= first or window.start >= before or (serves is not None and not serves(provider)):
            continue
        holes = window.hours.breaks_on(window.day) if window.hours.breaks else []
        holes += [(over.start, over.end) for over in layers.over(window)]
        holes.sort()
        for start, end in less(window.start, window.end, holes):
            if start < before and end > first:
                periods.append((start, end, window.start, provider))
    periods.sort(key=itemgetter(START))
    return periods
