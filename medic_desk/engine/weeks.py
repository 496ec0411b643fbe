"""A doctor's week of rules, and the working periods that come of it (engine-semantics 3 and 4).

While a zone's offset stays the same and the same rules are in force, the periods of every week are those of
the first one, moved by whole weeks. So they are worked out once, in minutes after Monday's midnight. Only the
dates near a clock change, and weeks in which rules begin, end or pause, are worked out by themselves.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from operator import attrgetter, itemgetter

from medic_desk.engine.clinic_time import DAY_MINUTES, WEEK_MINUTES, Clock
from medic_desk.engine.facts import Minute
from medic_desk.engine.hours import FIRST_DAY, LAST_DAY, PROVIDER, Period, RuleHours, Window
from medic_desk.engine.profile import Provider
from medic_desk.engine.spans import END, START, less

LONGEST_WINDOW_MINUTES = 3 * DAY_MINUTES
"""Longer than any window: 24 hours on the wall clock, and a date that a zone had twice."""


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


class Week:
    """The rules of one zone, by weekday of their date."""

    __slots__ = (
        "_ends", "_is_bounded", "_is_overnight", "_margin", "_pieces", "_rules_on", "_starts", "clock",
        "is_disjoint",
    )  # fmt: skip

    def __init__(self, zone_clock: Clock, rules: Sequence[RuleHours]) -> None:
        self.clock = zone_clock
        ordered = sorted(rules, key=attrgetter("start"))
        self._rules_on = tuple([h for h in ordered if h.rule.day_of_week == day] for day in range(1, 8))
        self.is_disjoint = _are_disjoint(rules)
        """Whether no two windows of the week overlap on the wall clock, and so never in time (section 1)."""
        self._margin = 0 if self.is_disjoint else 1
        """How many dates before and after a date may have windows that take time from its own."""
        self._is_bounded = any(h.first_day > FIRST_DAY or h.last_day < LAST_DAY for h in rules)
        self._is_overnight = any(h.end > DAY_MINUTES for h in rules)
        self._pieces = self._pieces_of(self._rules())
        self._starts = [piece[START] for piece in self._pieces]
        self._ends = [piece[END] for piece in self._pieces]

    def periods(
        self, serves: Callable[[Provider], bool] | None, first: Minute, before: Minute
    ) -> list[Period]:
        """The working periods that meet ``[first, before)``, sorted by start.

        Those whose provider ``serves``; None takes all.
        """
        periods: list[Period] = []
        for days, shift in self._stretches(first, before):
            if shift is not None and (pieces := self._steady_pieces(days)) is not None:
                _add_steady_periods(periods, _served(pieces, serves), days, shift)
            else:
                periods += _served(self._periods_on(days, shift), serves)
        if not self.is_disjoint:
            periods = [period for period in periods if period[END] > first]
            periods.sort(key=itemgetter(START))
        # Now those that do not meet the span are at the two ends of the list.
        while periods and periods[-1][START] >= before:
            periods.pop()
        skip = 0
        while skip < len(periods) and periods[skip][END] <= first:
            skip += 1
        return periods[skip:] if skip else periods

    def windows(self, first: Minute, before: Minute) -> list[Window]:
        """Every window of a rule in force that meets ``[first, before)``, and perhaps some near by."""
        return [
            window
            for days, shift in self._stretches(first, before)
            for window in self._windows_on(days, shift)
        ]

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

    def _stretches(self, first: Minute, before: Minute) -> list[tuple[range, Minute | None]]:
        """The dates whose windows may meet ``[first, before)``, in order, cut where the clock changes.

        With each stretch comes the shift that makes instants of its wall minutes
        (``day * 1440 + wall_minute - shift``), or None where each instant must be converted by itself.
        """
        shift = self.clock.steady_shift(first, before)
        if shift is not None:
            # Only a window that runs over midnight reaches the next date.
            day = (first + shift) // DAY_MINUTES - self._is_overnight
            return [(range(day, (before - 1 + shift) // DAY_MINUTES + 1), shift)]
        found: list[tuple[range, Minute | None]] = []
        # A clock set back may show a date twice, so that windows of dates just outside meet the span too.
        day, last = self.clock.day(first) - 1, self.clock.day(before - 1) + 1
        while day <= last:
            shift, until = self.clock.steady(day - self._margin)
            until -= self._margin
            if until >= day:
                found.append((range(day, min(until, last) + 1), shift))
            elif found and found[-1][1] is None:
                found[-1] = (range(found[-1][0].start, day + 1), None)
            else:
                found.append((range(day, day + 1), None))
            day = found[-1][0].stop
        return found

    def _steady_pieces(self, days: range) -> list[Period] | None:
        """The periods of any week within ``days`` in minutes after Monday's midnight, at a steady offset.

        None where these weeks differ: a rule begins or ends, or skips weeks.
        """
        if not self._is_bounded:
            return self._pieces
        first, last = days.start - self._margin, days.stop - 1 + self._margin
        in_force = [h for h in self._rules() if h.first_day <= last and h.last_day >= first]
        if any(h.first_day > first or h.last_day < last or h.cycle > 7 for h in in_force):
            return None
        return self._pieces_of(in_force)

    def _pieces_of(self, rules: Sequence[RuleHours]) -> list[Period]:
        """The periods of a week with these rules in minutes after Monday's midnight, sorted by start."""
        if self.is_disjoint:
            return [piece for h in rules for piece in h.pieces]
        # Windows of the weeks before and after may take time too. The week's own are said to be of day 0.
        around = [
            Window(days * DAY_MINUTES + h.monday + h.start, days * DAY_MINUTES + h.monday + h.end, days, h)
            for days in (-7, 0, 7)
            for h in rules
        ]
        return _layered(around, lambda window: window.hours.pieces if window.day == 0 else [])

    def _periods_on(self, days: range, shift: Minute | None) -> list[Period]:
        """The periods of some dates, each date by itself."""
        if self.is_disjoint:
            return [period for one in self._windows_on(days, shift) for period in one.periods(shift)]
        around = self._windows_on(range(days.start - 1, days.stop + 1), shift)
        return _layered(around, lambda window: window.periods(shift) if window.day in days else [])

    def _windows_on(self, days: range, shift: Minute | None) -> list[Window]:
        """The windows of some dates, by date."""
        found = []
        for day in days:
            for hours in self._rules_on[(day + 3) % 7]:
                if hours.is_in_force(day):
                    start, end = hours.window_on(day, shift)
                    if start < end:
                        found.append(Window(start, end, day, hours))
        return found

    def _rules(self) -> list[RuleHours]:
        return list(chain.from_iterable(self._rules_on))


def _are_disjoint(rules: Sequence[RuleHours]) -> bool:
    """Whether no two windows of a week overlap on the wall clock."""
    spans = sorted((h.monday + h.start, h.monday + h.end) for h in rules)
    first_start, first_end = spans[0]
    spans.append((first_start + WEEK_MINUTES, first_end))
    return all(one[END] <= other[START] for one, other in pairwise(spans))


def _served(periods: list[Period], serves: Callable[[Provider], bool] | None) -> list[Period]:
    return periods if serves is None else [period for period in periods if serves(period[PROVIDER])]


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


def _layered(around: list[Window], pieces_of: Callable[[Window], list[Period]]) -> list[Period]:
    """The pieces of some windows, less the windows of higher priority ``around`` them; sorted by start."""
    around.sort(key=itemgetter(START))
    layers = Layers(around)
    periods: list[Period] = []
    for window in around:
        pieces = pieces_of(window)
        over = [(other.start, other.end) for other in layers.over(window)] if pieces else []
        periods += [
            (left_start, left_end, anchor, provider)
            for start, end, anchor, provider in pieces
            for left_start, left_end in less(start, end, over)
        ]
    periods.sort(key=itemgetter(START))
    return periods


def windows(weeks: Sequence[Week], first: Minute, before: Minute) -> list[Window]:
    """Every window of a rule in force that meets ``[first, before)``, sorted by start."""
    found = [
        window
        for week in weeks
        for window in week.windows(first, before)
        if window.start < before and window.end > first
    ]
    found.sort(key=itemgetter(START))
    return found


def periods_of_weeks(
    weeks: Sequence[Week], serves: Callable[[Provider], bool] | None, first: Minute, before: Minute
) -> list[Period]:
    """The working periods of a doctor's rules that meet ``[first, before)``, sorted by start.

    Those whose provider ``serves``; None takes all. Each is a whole one, though it may reach out of the span.
    """
    if len(weeks) == 1:
        return weeks[0].periods(serves, first, before)

    def pieces_of(window: Window) -> list[Period]:
        provider = window.hours.provider
        meets = window.start < before and window.end > first
        return window.periods(None) if meets and (serves is None or serves(provider)) else []

    # Zones change their clocks apart, so windows of several zones are laid over each other as instants.
    around = windows(weeks, first - LONGEST_WINDOW_MINUTES, before + LONGEST_WINDOW_MINUTES)
    periods = _layered(around, pieces_of)
    return [period for period in periods if period[START] < before and period[END] > first]
