"""The calendar's keyboard cursor: where it can stop and where a key takes it (no Qt).

It stops at free slots, blocks and marks for folded blocks in the order in which they stand; by minutes it may
stand anywhere.
"""

from typing import Literal, NamedTuple

from medic_desk.engine.clinic_time import local_time
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.layout import GridLayout, Rect

EDGE_WIDTH = 8
"""Pixels at a block's left side that its words leave free."""


class Stop(NamedTuple):
    """A place for the cursor in one column: a free slot, a block, a mark for folded blocks, a bare minute.

    ``lane_id`` is the column's lane; ``id`` that of the block, if it is one.
    """

    column: int
    kind: Literal["slot", "block", "more", "minute"]
    starts_at: Minute
    ends_at: Minute
    lane_id: str
    id: str = ""


def stops(layout: GridLayout, column: int) -> list[Stop]:
    """The slots, blocks and marks of a column from top to bottom, side by side from left to right."""
    lane = layout.lane(column).id
    found = [
        (p.cell.y, p.cell.x, 1, Stop(column, "slot", p.slot.starts_at, p.slot.ends_at, lane))
        for p in layout.in_column(layout.slots, column)
    ]
    found += [
        (p.rect.y, p.rect.x, 0, Stop(column, "block", p.block.starts_at, p.block.ends_at, lane, p.block.id))
        for p in layout.in_column(layout.blocks, column)
    ]
    found += [
        (p.rect.y, p.rect.x, 0, Stop(column, "more", p.starts_at, p.ends_at, lane))
        for p in layout.in_column(layout.more, column)
    ]
    return [stop for *_, stop in sorted(found)]


def all_stops(layout: GridLayout) -> list[Stop]:
    """The stops of all columns in order."""
    return [stop for column in range(len(layout.columns)) for stop in stops(layout, column)]


def stop_rect(layout: GridLayout, stop: Stop) -> Rect:
    """Where a stop is, and what the view scrolls to."""
    if stop.kind == "block":
        for placed in layout.in_column(layout.blocks, stop.column):
            if placed.block.id == stop.id:
                return placed.rect
    if stop.kind == "slot":
        for slot in layout.in_column(layout.slots, stop.column):
            if slot.slot.starts_at == stop.starts_at:
                return slot.cell
    if stop.kind == "more":
        for mark in layout.in_column(layout.more, stop.column):
            if mark.starts_at == stop.starts_at:
                return mark.rect
    rect = layout.rect_of(stop.column, stop.starts_at, max(stop.ends_at, stop.starts_at + 1))
    there = layout.columns[stop.column]
    return rect or Rect(there.x, 0, there.width, 1)


def ring_rect(layout: GridLayout, stop: Stop) -> Rect:
    """Where the cursor is drawn: its stop, but that a bare minute lies across no block's words.

    One that a block begins in ends there; one within a block is drawn over the block's edge alone.
    """
    rect = stop_rect(layout, stop)
    if stop.kind != "minute":
        return rect
    for placed in layout.in_column(layout.blocks, stop.column):
        there = placed.rect
        if there.y <= rect.y < there.bottom and there.x < rect.right and rect.x < there.right:
            return Rect(there.x, rect.y, EDGE_WIDTH, min(rect.height, there.bottom - rect.y))
        if rect.y < there.y < rect.bottom:
            rect = rect._replace(height=there.y - rect.y)
    return rect


def bare_stop(layout: GridLayout, column: int, minute: Minute, minutes: int = 5) -> Stop:
    """A bare stop at an instant of a column."""
    return Stop(column, "minute", minute, minute + minutes, layout.lane(column).id)


def minute_stop(layout: GridLayout, column: int, wall: int) -> Stop:
    """A bare stop of five minutes at a minute of the column's day."""
    starts_at = layout.axes[column].minute_at(min(max(0, wall), 1439))
    return bare_stop(layout, column, starts_at)


def beside(layout: GridLayout, stop: Stop, step: int) -> Stop | None:
    """The stop ``step`` (1 or -1) further down in the same column; None at its end."""
    there = stops(layout, stop.column)
    if stop in there:
        at = there.index(stop) + step
        return there[at] if 0 <= at < len(there) else None
    if step > 0:
        return next((s for s in there if s.starts_at > stop.starts_at), None)
    return next((s for s in reversed(there) if s.starts_at < stop.starts_at), None)


def across(layout: GridLayout, stop: Stop, step: int) -> Stop | None:
    """The stop nearest in height ``step`` columns away; None past the first or last column.

    A column without stops is entered at the same time of day.
    """
    column = stop.column + step
    if not 0 <= column < len(layout.columns):
        return None
    height = stop_rect(layout, stop).y
    there = stops(layout, column)
    if there and stop.kind != "minute":
        return min(there, key=lambda s: (abs(stop_rect(layout, s).y - height), s.starts_at))
    span = layout.axes[stop.column].wall_span(stop.starts_at, stop.starts_at + 1)
    return minute_stop(layout, column, span.top if span is not None else layout.wall_at(height))


def by_minutes(layout: GridLayout, stop: Stop, minutes: int) -> Stop | None:
    """A bare stop ``minutes`` later in time (earlier where negative); None where that is another date."""
    starts_at = stop.starts_at + minutes
    if layout.axes[stop.column].wall_span(starts_at, starts_at + 1) is None:
        return None
    return bare_stop(layout, stop.column, starts_at, max(1, min(5, abs(minutes))))


def edge_of_day(layout: GridLayout, stop: Stop, *, last: bool) -> Stop | None:
    """The first or last stop of the cursor's day."""
    there = stops(layout, stop.column)
    return (there[-1] if last else there[0]) if there else None


def kept(layout: GridLayout, stop: Stop, came_to: Stop | None = None) -> Stop:
    """The stop for ``stop`` after the picture changed: the same block or start, else its minute.

    On other days it is what stands at the same time of day; on today what is next. The time of day is that of
    ``came_to``, where a person put the cursor: who pages on is not led astray by what stands in between.
    """
    same = [s for s in all_stops(layout) if (s.kind, s.id) == (stop.kind, stop.id)]
    if stop.kind == "block":
        found = next((s for s in same if s.column == stop.column), same[0] if same else None)
    else:
        found = next((s for s in same if (s.starts_at, s.lane_id) == (stop.starts_at, stop.lane_id)), None)
    if found is not None:
        return found
    column = column_for(layout, stop.starts_at, stop.lane_id)
    if column is not None:
        return bare_stop(layout, column, stop.starts_at)
    return _same_time(layout, min(stop.column, len(layout.columns) - 1), stop, came_to or stop)


def stop_of_appointment(layout: GridLayout, appointment_id: str) -> Stop | None:
    """The block of an appointment, or the mark in which it is folded; None where it is not shown."""
    folded = {
        (mark.column, mark.starts_at)
        for mark in layout.more
        if any(block.id == appointment_id for block in mark.blocks)
    }
    for stop in all_stops(layout):
        is_folded = stop.kind == "more" and (stop.column, stop.starts_at) in folded
        if is_folded or (stop.kind == "block" and stop.id == appointment_id):
            return stop
    return None


def _same_time(layout: GridLayout, column: int, stop: Stop, at: Stop) -> Stop:
    """What stands in a column, or in one of ``stop``'s lane, at the time of ``at``; on today what is next."""
    if layout.lane(column).id != stop.lane_id:
        same = (i for i in range(len(layout.columns)) if layout.lane(i).id == stop.lane_id)
        column = next(same, column)
    if any(here == column for here, _ in layout.now_lines):
        return first_stop(layout, column)
    _, wall = local_time(at.starts_at, layout.zone(column))
    starts_at = layout.axes[column].minute_at(wall)
    there = (one for one in stops(layout, column) if one.starts_at <= starts_at < one.ends_at)
    return next(there, None) or bare_stop(layout, column, starts_at)


def column_for(layout: GridLayout, minute: Minute, lane_id: str) -> int | None:
    """The column in which an instant stands: of that lane, else of the first that shows it; None for none."""
    column = layout.column_of(lane_id, minute)
    if column is not None:
        return column
    return next((i for i, axis in enumerate(layout.axes) if axis.wall_span(minute, minute + 1)), None)


def stop_at(layout: GridLayout, minute: Minute, lane_id: str, minutes: int = 5) -> Stop | None:
    """What stands at a minute of a lane, else of the first lane that shows its day; None for no day.

    A bare stop is ``minutes`` long.
    """
    column = column_for(layout, minute, lane_id)
    if column is None:
        return None
    at = next((one for one in stops(layout, column) if one.starts_at <= minute < one.ends_at), None)
    return at or bare_stop(layout, column, minute, minutes)


def first_stop(layout: GridLayout, column: int) -> Stop:
    """Where the cursor begins in a column: now or the next stop after it, else the first, else 09:00."""
    there = stops(layout, column)
    now = layout.picture.now
    later = [s for s in there if now is not None and s.ends_at > now]
    return later[0] if later else there[0] if there else minute_stop(layout, column, 9 * 60)


def usual_column(layout: GridLayout) -> int:
    """Where the cursor begins: today's column where it is shown, else the first."""
    return layout.now_lines[0][0] if layout.now_lines else 0


def pointed_stop(layout: GridLayout, column: int, minute: Minute, step: int) -> Stop:
    """The bare minute that is meant by one that was pointed at: a whole step, unless a block stands there."""
    rounded = minute - minute % step
    there = layout.in_column(layout.blocks, column)
    is_taken = any(one.block.starts_at <= rounded < one.block.ends_at for one in there)
    return bare_stop(layout, column, minute if is_taken else rounded, step)


def are_other_days(before: GridPicture | None, after: GridPicture) -> bool:
    """Whether other days are shown than before, or the same whose appointments were still being read."""
    if before is None or after.is_reading:
        return False
    return before.is_reading or (before.first_day, before.days) != (after.first_day, after.days)
