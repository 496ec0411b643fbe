"""Clinic time: what a zone's wall clock shows at an instant, and when it first shows a date and time.

Only this file converts between wall clocks and instants (engine-semantics 1). An instant is whole minutes
since the epoch, UTC; a local date is a ``Day``, whole days since 1970-01-01; a wall time is minutes after
midnight. Of ``zoneinfo`` only the offset of a zone at an instant is used. From it the changes of offset are
found once for each zone and year and kept, so that every later conversion is one bisection.
"""

import re
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Minute = int
Day = int
"""Whole days since 1970-01-01, of some zone's calendar."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a request may name: before and after them a zone's rules are guesses."""

_DAY_SECONDS = 86_400
_MARGIN = 4 * _DAY_SECONDS
_NEVER = -(10**9)
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
# Files of a system's zone directory that depend on the machine, or count leap seconds.
_NO_ZONES = ("localtime", "posixrules", "Factory")
_NO_ZONE_FOLDERS = ("posix/", "right/")


class UnknownZoneError(ValueError):
    """The name is not that of an IANA time zone."""


def minute_floor(moment: datetime) -> Minute:
    """The whole minute at or before an aware ``moment``: how busy and blocked time begins."""
    # A timedelta's seconds are never negative, so this rounds down; dividing timedeltas takes longer.
    since = moment - EPOCH
    return since.days * DAY_MINUTES + since.seconds // 60


def minute_ceil(moment: datetime) -> Minute:
    """The whole minute at or after an aware ``moment``: how busy time ends and available time begins."""
    until = EPOCH - moment
    return -(until.days * DAY_MINUTES + until.seconds // 60)


def datetime_at(minute: Minute) -> datetime:
    """The aware UTC datetime of an engine minute. Raises OverflowError outside the years 1 to 9999."""
    return EPOCH + timedelta(minutes=minute)


def day_of(when: date) -> Day:
    """Days since 1970-01-01 of a calendar date."""
    return when.toordinal() - EPOCH_ORDINAL


def date_of(day: Day) -> date:
    """The calendar date of a ``Day``."""
    return date.fromordinal(day + EPOCH_ORDINAL)


class _Stretches(NamedTuple):
    """Sorted stretches of time, in each of which a zone's offset stays the same."""

    covered_from: int
    covered_to: int
    """First and last UTC second that the lists cover."""
    since: list[int]
    """UTC second at which each stretch begins."""
    offset: list[int]
    """Its seconds east of UTC."""
    read: list[int]
    """The latest wall second (exclusive) that the clock has shown up to the stretch's end."""


class Clock:
    """A zone's wall clock. Its changes of offset are found for whole years, on demand, and kept."""

    __slots__ = ("_known", "_zone", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._zone = _zone_named(name)
        self._known = _Stretches(0, 0, [], [], [])

    def instant(self, day: Day, wall_minute: int) -> Minute:
        """``f`` of engine-semantics 1: the first minute at which this clock shows that time, or later.

        ``wall_minute`` may be any number of minutes after the midnight that begins ``day``.
        """
        wall = (day * DAY_MINUTES + wall_minute) * 60
        _, _, since, offset, read = self._around(wall)
        i = bisect_right(read, wall)
        # A time that the clock skips means the instant of the jump.
        return -(-max(since[i], wall - offset[i]) // 60)

    def offset(self, minute: Minute) -> int:
        """Seconds east of UTC at an instant."""
        _, _, since, offset, _ = self._around(minute * 60)
        return offset[bisect_right(since, minute * 60) - 1]

    def wall(self, minute: Minute) -> tuple[Day, int]:
        """Local date and minutes after midnight that this clock shows at an instant."""
        return divmod((minute * 60 + self.offset(minute)) // 60, DAY_MINUTES)

    def day(self, minute: Minute) -> Day:
        """Local date of an instant."""
        return (minute * 60 + self.offset(minute)) // _DAY_SECONDS

    def steady(self, day: Day) -> tuple[Minute, Day]:
        """Up to which day (inclusive) wall minutes ``0 <= t <= 2880`` from a date's midnight are plain sums.

        Returns ``(shift, last)``: for every day ``d`` of ``[day, last]``, ``instant(d, t)`` is
        ``d * 1440 + t - shift``. Where the clock changes on ``day`` or the day after, ``last < day``.
        """
        wall = day * _DAY_SECONDS
        _, _, since, offset, read = self._around(wall)
        i = bisect_right(read, wall)
        if wall - offset[i] < since[i] or offset[i] % 60:
            return 0, _NEVER
        return offset[i] // 60, (read[i] - 1) // _DAY_SECONDS - 2

    def steady_shift(self, first: Minute, before: Minute) -> Minute | None:
        """The shift of ``steady`` for all dates near ``[first, before)``; None if the clock changes there."""
        self._around(first * 60 - _MARGIN)
        _, _, since, offset, _ = self._around(before * 60 + _MARGIN)
        i = bisect_right(since, first * 60 - _MARGIN)
        is_steady = i == len(since) or since[i] > before * 60 + _MARGIN
        return offset[i - 1] // 60 if is_steady and offset[i - 1] % 60 == 0 else None

    def minute_of_week(self, minute: Minute) -> tuple[int, Minute]:
        """Wall minutes since the last Monday's midnight, and until when the offset stays the same."""
        second = minute * 60
        _, covered_to, since, offset, _ = self._around(second)
        i = bisect_right(since, second)
        changes = since[i] if i < len(since) else covered_to
        return ((second + offset[i - 1]) // 60 + 3 * DAY_MINUTES) % WEEK_MINUTES, changes // 60

    def later_than(self, day: Day, start: Minute, stop: Minute) -> list[tuple[Minute, Minute]]:
        """The spans of ``[start, stop)`` in which the local date is later than ``day``.

        More than one where a clock is set back across midnight. Sorted and disjoint.
        """
        self._around(start * 60)
        _, _, since, offset, _ = self._around(stop * 60)
        midnight = (day + 1) * _DAY_SECONDS
        spans: list[tuple[Minute, Minute]] = []
        first = bisect_right(since, start * 60) - 1
        for i in range(first, bisect_left(since, stop * 60)):
            ends = since[i + 1] if i + 1 < len(since) else stop * 60
            low = max(start, -(-max(since[i], midnight - offset[i]) // 60))
            high = min(stop, -(-ends // 60))
            if low < high:
                spans.append((low, high))
        return spans

    def _around(self, second: int) -> _Stretches:
        """The stretches well around a UTC or wall second (the two are little more than a day apart)."""
        known = self._known
        if known.covered_from + _MARGIN <= second <= known.covered_to - _MARGIN:
            return known
        if not known.since:
            return self._extended(second, second)
        return self._extended(
            min(second, known.covered_from + _MARGIN), max(second, known.covered_to - _MARGIN)
        )

    def _extended(self, first: int, last: int) -> _Stretches:
        """Find the changes of offset from the year before ``first`` to the end of the year after ``last``."""
        low, high = _year_begins(_year_of(first) - 1), _year_begins(_year_of(last) + 2)
        since, offset = [low], [self._offset_at(low)]
        # The offset is read once a day: a test over every zone holds that none changes and back within one.
        for second in range(low, high, _DAY_SECONDS):
            after = self._offset_at(second + _DAY_SECONDS)
            if after != offset[-1]:
                since.append(self._change_between(second, second + _DAY_SECONDS))
                offset.append(after)
        ends = [begin + east for begin, east in zip([*since[1:], high], offset, strict=True)]
        # One assignment: another thread sees the old stretches or the new ones, never a mixture.
        self._known = _Stretches(low, high, since, offset, list(accumulate(ends, max)))
        return self._known

    def _change_between(self, low: int, high: int) -> int:
        """The second in ``(low, high]`` at which the offset becomes what it is at ``high``."""
        after = self._offset_at(high)
        while high - low > 1:
            middle = (low + high) // 2
            if self._offset_at(middle) == after:
                high = middle
            else:
                low = middle
        return high

    def _offset_at(self, second: int) -> int:
        east = (EPOCH + timedelta(seconds=second)).astimezone(self._zone).utcoffset()
        assert east is not None  # noqa: S101 - for the type checker: a ZoneInfo always knows its offset
        return int(east.total_seconds())


def _year_of(second: int) -> int:
    return (EPOCH + timedelta(seconds=second)).year


def _year_begins(year: int) -> int:
    return (date(year, 1, 1).toordinal() - EPOCH_ORDINAL) * _DAY_SECONDS


def _zone_named(name: str) -> ZoneInfo:
    if _ZONE_NAME.fullmatch(name) and name not in _NO_ZONES and not name.startswith(_NO_ZONE_FOLDERS):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise UnknownZoneError(f"{name!r} is no IANA time zone")


@cache
def clock(name: str) -> Clock:
    """The wall clock of an IANA zone, one for each name. Raises UnknownZoneError."""
    return Clock(name)


def instant_of(when: date, wall_minute: int, zone: str) -> Minute:
    """The first minute at which the zone's clock shows ``wall_minute`` of that date, or later (section 1)."""
    return clock(zone).instant(day_of(when), wall_minute)


def readings(when: date, wall_minute: int, zone: str) -> tuple[Minute, ...]:
    """Every minute at which the zone's clock shows ``wall_minute`` of that date, in order.

    None where the clock skips that time, two where it is set back over it. ``wall_minute`` may be any number
    of minutes after the midnight that begins the date.
    """
    there = clock(zone)
    shown = divmod(day_of(when) * DAY_MINUTES + wall_minute, DAY_MINUTES)
    first = there.instant(*shown)
    if there.wall(first) != shown:
        return ()
    # A clock that is set back within the next day shows the same once more, unless that comes too late.
    back = (there.offset(first) - there.offset(first + DAY_MINUTES)) // 60
    return (first, first + back) if back > 0 and there.wall(first + back) == shown else (first,)


def local_date(minute: Minute, zone: str) -> date:
    """The date a zone's clock shows at an instant."""
    return date_of(clock(zone).day(minute))


def local_time(minute: Minute, zone: str) -> tuple[date, int]:
    """The date and the minutes after midnight that a zone's clock shows at an instant."""
    day, wall_minute = clock(zone).wall(minute)
    return date_of(day), wall_minute


def local_day(when: date, zone: str) -> tuple[Minute, Minute]:
    """A local date as the half-open span of its instants; empty for a date the zone skipped."""
    there = clock(zone)
    return there.instant(day_of(when), 0), there.instant(day_of(when) + 1, 0)
