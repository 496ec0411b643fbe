"""A local day as the wall clock shows it: where an instant stands between 00:00 and 24:00 (no Qt).

On two days a year the axis and time part: in a spring gap an hour of the axis has no instants, in an autumn
fold an hour of it has two of each. The clock itself is the engine's (``engine.clinic_time``).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES, clock, day_of
from medic_desk.engine.facts import Minute

_REACH = 240
"""No zone's clock is set back across midnight by more minutes than this."""


class WallSpan(NamedTuple):
    """Half-open minutes of one day's axis, ``0 <= top < bottom <= 1440``."""

    top: int
    bottom: int


class Stretch(NamedTuple):
    """Instants ``[starts_at, ends_at)`` of one date in which the clock runs evenly, from ``wall`` on."""

    starts_at: Minute
    ends_at: Minute
    wall: int


@dataclass(frozen=True, slots=True)
class DayAxis:
    """One date of a zone: its stretches in order of time, the hours it skips and those it shows twice."""

    zone: str
    day: date
    stretches: tuple[Stretch, ...]
    gaps: tuple[WallSpan, ...]
    folds: tuple[WallSpan, ...]

    def wall_span(self, starts_at: Minute, ends_at: Minute) -> WallSpan | None:
        """The part of the axis that ``[starts_at, ends_at)`` takes; None where it has no minute of this date.

        Across a fold it is all of the axis between the earliest and the latest reading.
        """
        stretches = self.stretches
        if not stretches or ends_at <= stretches[0].starts_at or stretches[-1].ends_at <= starts_at:
            return None
        pieces = [
            (stretch.wall + low - stretch.starts_at, stretch.wall + high - stretch.starts_at)
            for stretch in stretches
            if (low := max(starts_at, stretch.starts_at)) < (high := min(ends_at, stretch.ends_at))
        ]
        if not pieces:
            return None
        return WallSpan(min(top for top, _ in pieces), max(bottom for _, bottom in pieces))

    def minute_at(self, wall: int) -> Minute:
        """The first instant at which the clock reads ``wall`` minutes of this date, or later."""
        return clock(self.zone).instant(day_of(self.day), wall)

    def reading(self, minute: Minute) -> tuple[int, int]:
        """Which of how many readings of its wall time an instant is: (0, 1), in a fold (0, 2) or (1, 2)."""
        wall = next(
            (s.wall + minute - s.starts_at for s in self.stretches if s.starts_at <= minute < s.ends_at), -1
        )
        starts = [s.starts_at for s in self.stretches if s.wall <= wall < s.wall + s.ends_at - s.starts_at]
        earlier = sum(starts_at <= minute for starts_at in starts)
        return max(0, earlier - 1), max(1, len(starts))


@lru_cache(maxsize=512)
def day_axis(zone: str, day: date) -> DayAxis:
    """The axis of a date in an IANA zone. Raises ``UnknownZoneError``.

    A date that the zone skipped has no stretches and is one gap.
    """
    there = clock(zone)
    midnight = day_of(day) * DAY_MINUTES
    first = there.instant(day_of(day), 0) - _REACH
    last = there.instant(day_of(day) + 1, 0) + _REACH
    stretches: list[Stretch] = []
    since = first
    while since < last:
        offset = there.offset(since)
        until = _offset_ends(zone, since, last)
        east = offset // 60
        low = max(since, midnight - east)
        high = min(until, midnight + DAY_MINUTES - east)
        if low < high:
            stretches.append(Stretch(low, high, low + east - midnight))
        since = until
    shown = [0] * (DAY_MINUTES + 1)
    for stretch in stretches:
        for wall in range(stretch.wall, stretch.wall + stretch.ends_at - stretch.starts_at):
            shown[wall] += 1
    return DayAxis(zone, day, tuple(stretches), _spans(shown, 0, 0), _spans(shown, 2, 9))


def _offset_ends(zone: str, since: Minute, last: Minute) -> Minute:
    """The first minute after ``since`` of another offset, at most ``last``."""
    there = clock(zone)
    offset = there.offset(since)
    low = since
    while low < last:
        high = min(low + 60, last)
        if there.offset(high) != offset:
            while high - low > 1:
                middle = (low + high) // 2
                if there.offset(middle) == offset:
                    low = middle
                else:
                    high = middle
            return high
        low = high
    return last


def _spans(shown: list[int], least: int, most: int) -> tuple[WallSpan, ...]:
    """The runs of minutes that the clock shows ``least`` to ``most`` times."""
    found: list[WallSpan] = []
    top: int | None = None
    for wall in range(DAY_MINUTES + 1):
        inside = wall < DAY_MINUTES and least <= shown[wall] <= most
        if inside and top is None:
            top = wall
        elif not inside and top is not None:
            found.append(WallSpan(top, wall))
            top = None
    return tuple(found)
