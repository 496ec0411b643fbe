"""The stretches of a column outside hours, each with why: before, between or after them, or none (no Qt)."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.layout import GridLayout, Rect


class OffStretch(NamedTuple):
    """A stretch outside hours; ``until`` is when hours begin (again), None where they do not."""

    column: int
    rect: Rect
    kind: Literal["before", "between", "after", "none"]
    until: Minute | None


def off_stretches(layout: GridLayout, column: int) -> Iterator[OffStretch]:
    """The stretches of a column in which its lane has no hours, from top to bottom; none while it is read."""
    lane, axis, there = layout.lane(column), layout.axes[column], layout.columns[column]
    if lane.is_reading or not axis.stretches:
        return
    hours = sorted(
        (span.top, span.bottom, one.starts_at)
        for one in lane.grounds
        if one.kind == "hours" and (span := axis.wall_span(one.starts_at, one.ends_at)) is not None
    )
    wall, is_first = 0, True
    for top, bottom, starts_at in hours:
        if top > wall:
            kind: Literal["before", "between"] = "before" if is_first else "between"
            yield OffStretch(column, _rect(layout, there, wall, top), kind, starts_at)
        wall, is_first = max(wall, bottom), False
    if wall < DAY_MINUTES:
        yield OffStretch(column, _rect(layout, there, wall, DAY_MINUTES), "after" if hours else "none", None)


def hour_edges(layout: GridLayout, stretches: Iterable[OffStretch]) -> Iterator[Rect]:
    """A line of one pixel at each end of hours, but for midnight; two hours that touch have none between."""
    for stretch in stretches:
        there = stretch.rect
        for y in (there.y, there.bottom) if stretch.kind != "none" else ():
            if 0 < y < layout.height:
                yield Rect(there.x, y, there.width, 1)


def _rect(layout: GridLayout, column: Rect, top: int, bottom: int) -> Rect:
    y = layout.y_of(top)
    return Rect(column.x, y, column.width, layout.y_of(bottom) - y)
