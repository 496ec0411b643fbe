"""Off-hours in a calendar: the edges of hours beside them, and what is said of each stretch, once."""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_time
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.layout import GridLayout, PlacedGround, Rect
from medic_desk.ui.words.formats import clock_time, reading_mark

translate = QCoreApplication.translate

_UNDER_NOW = 5
"""Pixels between the now-line and what is said of the off-hours that it lies in."""


class OffHours(NamedTuple):
    """A stretch of off-hours in one column, and why it is off."""

    column: int
    rect: Rect
    text: str


def hour_edges(layout: GridLayout) -> list[Rect]:
    """A line of one pixel at each end of hours, but for hours that go on and for midnight."""
    edges: list[Rect] = []
    for number, hours in _hours_by_column(layout).items():
        there = layout.columns[number]
        ends = [y for placed in hours for y in (placed.rect.y, placed.rect.bottom)]
        edges += [
            Rect(there.x, min(y, layout.height - 1), there.width, 1)
            for y in sorted(set(ends))
            if ends.count(y) == 1 and 0 < y < layout.height
        ]
    return edges


def off_hours(layout: GridLayout) -> tuple[OffHours, ...]:
    """The stretches of which something is said.

    Between hours it is when they begin again. Only of today it is said that they begin later, from now on,
    and that the day is over: of another day the hours themselves say so.
    """
    now_lines = dict(layout.now_lines)
    found: list[OffHours] = []
    for number, hours in _hours_by_column(layout).items():
        there, zone, now_y = layout.columns[number], layout.zone(number), now_lines.get(number)
        first, last = hours[0], hours[-1]
        if now_y is not None and now_y < first.rect.y:
            top = now_y + _UNDER_NOW
            rect = Rect(there.x, top, there.width, max(0, first.rect.y - top))
            text = translate("Calendar", "from {time}").format(time=_time(first.ground.starts_at, zone))
            found.append(OffHours(number, rect, text))
        for one, other in pairwise(hours):
            if one.rect.bottom < other.rect.y:
                rect = Rect(there.x, one.rect.bottom, there.width, other.rect.y - one.rect.bottom)
                text = translate("Calendar", "back {time}").format(time=_time(other.ground.starts_at, zone))
                found.append(OffHours(number, rect, text))
        if now_y is not None and last.rect.bottom < layout.height:
            rect = Rect(there.x, last.rect.bottom, there.width, layout.height - last.rect.bottom)
            found.append(OffHours(number, rect, translate("Calendar", "day over")))
    return tuple(found)


def until_text(ends_at: Minute, zone: str) -> str:
    """Until when time is blocked."""
    return translate("Calendar", "to {time}").format(time=_time(ends_at, zone))


def _hours_by_column(layout: GridLayout) -> dict[int, list[PlacedGround]]:
    """The working hours of each column that has any, in order of time."""
    found: dict[int, list[PlacedGround]] = defaultdict(list)
    for placed in sorted(layout.grounds, key=lambda one: (one.column, one.rect.y)):
        if placed.ground.kind == "hours":
            found[placed.column].append(placed)
    return found


def _time(minute: Minute, zone: str) -> str:
    return f"{clock_time(local_time(minute, zone)[1])} {reading_mark(minute, zone)}".strip()
