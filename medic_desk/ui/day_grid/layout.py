"""Where what the calendar shows stands: whole-pixel rectangles (no Qt).

The view gives one ``GridPicture`` and a ``Frame`` to ``placing.grid_layout`` and paints the ``GridLayout``
that comes back. Pixels are logical and count from the top left of the days: each column is one local date of
one lane (a doctor, or a room), its height the wall clock from 00:00 to 24:00.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeVar

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.axis import DayAxis
from medic_desk.ui.day_grid.grid_picture import Block, FreeMark, GridPicture, Ground, Lane


class Frame(NamedTuple):
    """What the picture is laid out in: the width in view and the height of an hour, in pixels.

    A block is ``least_block`` high where there is room below it. ``margin`` stays free at the left of a
    column, ``gutter`` at its right. No column is narrower than ``least_column``, save folded ones, which take
    ``folded_column``: where the width is too small, columns reach beyond it. Of appointments side by side
    that would be narrower than ``least_side``, the last ones are folded into a mark ``more_width`` wide.
    Where the first of them is lower than ``two_lines``, it gets ``timed_side`` pixels, in which a time stands
    before a name, or ``least_timed_side``, in which little of a name is left, if the others keep
    ``least_side``.
    """

    width: int
    hour_height: int
    least_block: int = 14
    margin: int = 1
    gutter: int = 2
    shows_faded: bool = False
    least_column: int = 0
    folded_column: int = 0
    least_side: int = 0
    more_width: int = 24
    two_lines: int = 0
    timed_side: int = 0
    least_timed_side: int = 0


class Rect(NamedTuple):
    """Whole pixels; the right and bottom edge (x + width, y + height) lie outside."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first pixel column outside."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first pixel row outside."""
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom


class PlacedBlock(NamedTuple):
    """A block's piece in one column; it may have begun the day before or go on the day after.

    ``side`` is how many stand at its left, of ``sides`` that share the column there; ``is_first`` where none
    of them has its start.
    """

    block: Block
    column: int
    rect: Rect
    begins_before: bool
    ends_after: bool
    side: int = 0
    sides: int = 1
    is_first: bool = True


class PlacedMore(NamedTuple):
    """A mark for blocks that have no room beside those that are drawn, in order of time."""

    blocks: tuple[Block, ...]
    column: int
    rect: Rect

    @property
    def starts_at(self) -> Minute:
        """When the first of them begins."""
        return min(block.starts_at for block in self.blocks)

    @property
    def ends_at(self) -> Minute:
        """When the last of them ends."""
        return max(block.ends_at for block in self.blocks)


class PlacedGround(NamedTuple):
    """A background's piece in one column, as wide as the column."""

    ground: Ground
    column: int
    rect: Rect


class PlacedSlot(NamedTuple):
    """A free slot: ``cell`` is its own part, up to the next start; ``rect`` all that it would take."""

    slot: FreeMark
    column: int
    cell: Rect
    rect: Rect


class ClockMark(NamedTuple):
    """An hour that the clock skips (gap) or shows twice (fold)."""

    kind: Literal["gap", "fold"]
    column: int
    rect: Rect


class _InColumn(Protocol):
    """Anything that stands in a column."""

    @property
    def column(self) -> int:
        """The column's number."""


_Placed = TypeVar("_Placed", bound=_InColumn)


@dataclass(frozen=True, slots=True)
class GridLayout:
    """The rectangles of a picture. Tuples are in order of column, then time."""

    picture: GridPicture
    frame: Frame
    axes: tuple[DayAxis, ...]
    columns: tuple[Rect, ...]
    blocks: tuple[PlacedBlock, ...]
    more: tuple[PlacedMore, ...]
    grounds: tuple[PlacedGround, ...]
    slots: tuple[PlacedSlot, ...]
    marks: tuple[ClockMark, ...]
    now_lines: tuple[tuple[int, int], ...]
    """Column and y of the now-line, for each column in whose date now is."""

    @property
    def height(self) -> int:
        """Pixels from 00:00 to 24:00."""
        return 24 * self.frame.hour_height

    @property
    def width(self) -> int:
        """Pixels of all columns; more than the frame's where they do not fit into it."""
        return self.columns[-1].right if self.columns else self.frame.width

    def lane(self, column: int) -> Lane:
        """What a column belongs to."""
        return self.picture.lanes[self.picture.columns[column].lane]

    def zone(self, column: int) -> str:
        """The zone whose clock a column shows."""
        return self.axes[column].zone

    def column_of(self, lane_id: str, minute: Minute) -> int | None:
        """The column of a lane that has an instant; None where it is not shown."""
        return next(
            (
                number
                for number, axis in enumerate(self.axes)
                if self.lane(number).id == lane_id and axis.wall_span(minute, minute + 1) is not None
            ),
            None,
        )

    def in_column(self, placed: Sequence[_Placed], column: int) -> Sequence[_Placed]:
        """What of one of the layout's tuples stands in a column."""
        first = bisect_left(placed, column, key=_column_number)
        return placed[first : bisect_right(placed, column, lo=first, key=_column_number)]

    def y_of(self, wall: int) -> int:
        """The pixel row of a minute of the day."""
        return wall * self.frame.hour_height // 60

    def column_at(self, x: float) -> int:
        """The column at ``x``; the nearest, outside."""
        return max(0, bisect_right(self.columns, x, key=_left) - 1)

    def wall_at(self, y: float) -> int:
        """The minute of the day at ``y``, within 0 to 1439."""
        return min(max(0, int(y * 60 // self.frame.hour_height)), DAY_MINUTES - 1)

    def minute_at(self, x: float, y: float) -> Minute:
        """The instant at a point. In a fold the right half is the second reading."""
        column = self.column_at(x)
        wall = self.wall_at(y)
        readings = [
            s.starts_at + wall - s.wall
            for s in self.axes[column].stretches
            if s.wall <= wall < s.wall + s.ends_at - s.starts_at
        ]
        if len(readings) < 2:
            return self.axes[column].minute_at(wall)
        there = self.columns[column]
        share = int((x - there.x) * len(readings) // max(1, there.width))
        return readings[min(max(0, share), len(readings) - 1)]

    def rect_of(self, column: int, starts_at: Minute, ends_at: Minute) -> Rect | None:
        """The part of a column that a span of instants takes; None where it has no minute of that date."""
        span = self.axes[column].wall_span(starts_at, ends_at)
        if span is None:
            return None
        there = self.columns[column]
        top, bottom = self.y_of(span.top), self.y_of(span.bottom)
        part, parts = self.axes[column].reading(max(starts_at, self.axes[column].stretches[0].starts_at))
        x = there.x + part * there.width // parts
        return Rect(x, top, there.x + (part + 1) * there.width // parts - x, max(1, bottom - top))

    def slot_at(self, x: float, y: float) -> PlacedSlot | None:
        """The free slot whose own part holds a point."""
        there = self.in_column(self.slots, self.column_at(x))
        return next((placed for placed in there if placed.cell.holds(x, y)), None)

    def block_at(self, x: float, y: float) -> PlacedBlock | None:
        """The block that holds a point."""
        there = self.in_column(self.blocks, self.column_at(x))
        return next((placed for placed in there if placed.rect.holds(x, y)), None)

    def more_at(self, x: float, y: float) -> PlacedMore | None:
        """The mark for folded blocks that holds a point."""
        there = self.in_column(self.more, self.column_at(x))
        return next((placed for placed in there if placed.rect.holds(x, y)), None)

    def grounds_at(self, column: int, minute: Minute) -> tuple[Ground, ...]:
        """The backgrounds of a column's lane that hold an instant, as the lane orders them."""
        return tuple(g for g in self.lane(column).grounds if g.starts_at <= minute < g.ends_at)


def _column_number(placed: _InColumn) -> int:
    return placed.column


def _left(rect: Rect) -> int:
    return rect.x
