"""The hours of one rule: its windows and breaks, and when it is in force (engine-semantics 2).

A rule's times are kept as wall minutes after the midnight of the date it is in force on; a time on the next
date is 1440 or more. On most dates the zone's offset stays the same from that midnight to the end of the next
date, and a window is those minutes plus a constant; near a clock change each bound is converted by itself.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES, Day, clock, day_of
from medic_desk.engine.facts import Break, Minute, Rule, Source
from medic_desk.engine.profile import Provider
from medic_desk.engine.spans import Span, less

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


class WallBreak(NamedTuple):
    """A break within its window, in wall minutes after the midnight of the rule's date."""

    start: int
    end: int
    row: Break


class RuleHours:
    """A rule in force: its window and breaks in wall minutes, and the days on which it holds."""

    __slots__ = (
        "breaks", "clock", "cycle", "end", "first_day", "first_monday", "last_day", "monday", "pieces",
        "provider", "rule", "start",
    )  # fmt: skip

    def __init__(self, rule: Rule, provider: Provider) -> None:
        self.rule = rule
        self.provider = provider
        self.clock = clock(rule.timezone)
        self.start, self.end = wall_window(rule)
        self.breaks = wall_breaks(rule)
        monday = self.monday = (rule.day_of_week - 1) * DAY_MINUTES
        """The midnight of the rule's weekday in minutes after Monday's."""
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

    def window_on(self, day: Day, shift: Minute | None) -> Span:
        """The window of ``day`` as instants; empty where the clock skips it.

        ``shift`` makes instants of wall minutes (``day * 1440 + wall_minute - shift``); where it is None,
        each instant is converted by itself.
        """
        if shift is None:
            return self.clock.instant(day, self.start), self.clock.instant(day, self.end)
        midnight = day * DAY_MINUTES - shift
        return midnight + self.start, midnight + self.end

    def periods_on(self, day: Day, shift: Minute | None) -> list[Period]:
        """The window of ``day`` less its breaks, as instants."""
        if shift is not None:
            monday = (day - self.rule.day_of_week + 1) * DAY_MINUTES - shift
            return [
                (monday + start, monday + end, monday + anchor, provider)
                for start, end, anchor, provider in self.pieces
            ]
        window_start, window_end = self.window_on(day, None)
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

    def periods(self, shift: Minute | None) -> list[Period]:
        """The window less its breaks; ``shift`` as in ``RuleHours.window_on``."""
        return self.hours.periods_on(self.day, shift)

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
