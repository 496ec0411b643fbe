"""What the calendar shows and where it stands: frozen facts of days, and whole-pixel rectangles (no Qt).

The view gives one ``GridPicture`` and a ``Frame`` to ``placing.grid_layout`` and paints the ``GridLayout``
that comes back. Pixels are logical and count from the top left of the days: each column is one local date of
one lane (a doctor, or a room), its height the wall clock from 00:00 to 24:00.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol, TypeVar

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.axis import DayAxis
from medic_desk.ui.words.status import AppointmentStatus

BlockKind = Literal["appointment", "hold"]
GroundKind = Literal["hours", "break", "blocked", "reserved", "pending", "closed"]
CountKind = Literal["free", "left"]

FADED = frozenset({"cancelled", "no_show"})
"""Statuses that take no time: struck and pale, and hidden unless asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An appointment, or a hold that a desk has taken while it books.

    ``title`` is the whole name, ``last_name`` and ``first_name`` its parts, where they are known apart.
    ``is_late`` where the start passed and the patient is not here; ``minutes`` tells how long the patient
    has been late, waiting or in the room by now, None where nothing is counted. ``remark`` is the one line
    of words (a note, else the phone) for which a large block has room; ``note`` adds lines to the tooltip.
    ``colour`` is a key for ``theme.hue``; ``desk_name`` is whose hold it is, ``is_own`` whether ours. Two
    equal blocks are drawn alike, so whatever is drawn is a field.
    """

    id: str
    starts_at: Minute
    ends_at: Minute
    title: str = ""
    service: str = ""
    status: AppointmentStatus = "confirmed"
    colour: str = ""
    kind: BlockKind = "appointment"
    desk_name: str = ""
    is_own: bool = False
    place: str = ""
    note: str = ""
    last_name: str = ""
    first_name: str = ""
    is_late: bool = False
    minutes: int | None = None
    remark: str = ""


class Ground(NamedTuple):
    """A stretch of background: working hours, or a reason why time in them is not free, with its words."""

    starts_at: Minute
    ends_at: Minute
    kind: GroundKind
    text: str = ""


class FreeMark(NamedTuple):
    """A start that the chosen service may take; ``place`` is told in the tooltip."""

    starts_at: Minute
    ends_at: Minute
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What a column belongs to: a doctor, or a room, with all that is shown of it on the days of the picture.

    ``colour`` is a key for ``theme.hue``; ``is_reading`` where nothing is known of it yet: there is nothing
    in its columns to go to or to choose. ``is_veiled`` where it is out of the question for what is being
    booked, ``is_lit`` where its free starts are offered over the width of its columns.
    """

    id: str
    zone: str
    title: str = ""
    short_title: str = ""
    colour: str = ""
    specialty: str = ""
    blocks: tuple[Block, ...] = ()
    grounds: tuple[Ground, ...] = ()
    free_slots: tuple[FreeMark, ...] = ()
    is_reading: bool = False
    is_veiled: bool = False
    is_lit: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One local date of a lane (its number in the picture), and what the head says of that date.

    Columns share the width by ``weight``; one that ``is_folded`` takes no more than its day's short name.
    ``count`` are the words for the free starts that are left, ``count_kind`` whether they are of the chosen
    service (``free``) or of the lane's own usual one (``left``).
    """

    lane: int
    day: date
    weight: float = 1.0
    place: str = ""
    count: str = ""
    count_kind: CountKind = "left"
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPicture:
    """All that the calendar shows: the columns from left to right, and the lanes that they belong to.

    ``title`` is what a screen reader calls the calendar; ``now`` None draws no now-line.
    """

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    now: Minute | None = None
    title: str = ""

    @property
    def first_day(self) -> date:
        """The earliest date that is shown. Raises ValueError for a picture without columns."""
        return min(column.day for column in self.columns)

    @property
    def days(self) -> int:
        """How many dates are shown."""
        return len({column.day for column in self.columns})

    @property
    def is_reading(self) -> bool:
        """Whether nothing is known of any lane yet."""
        return all(lane.is_reading for lane in self.lanes)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all lanes."""
        return tuple(block for lane in self.lanes for block in lane.blocks)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The backgrounds of all lanes."""
        return tuple(ground for lane in self.lanes for ground in lane.grounds)

    @property
    def free_slots(self) -> tuple[FreeMark, ...]:
        """The free starts of all lanes."""
        return tuple(slot for lane in self.lanes for slot in lane.free_slots)


def days_picture(
    lane: Lane, first_day: date, days: int = 7, *, now: Minute | None = None, title: str = ""
) -> GridPicture:
    """The picture of one lane's ``days`` dates from ``first_day`` on, in columns of one width."""
    columns = tuple(Column(0, first_day + timedelta(days=i)) for i in range(days))
    return GridPicture(lanes=(lane,), columns=columns, now=now, title=title or lane.title)


class Frame(NamedTuple):
    """What the picture is laid out in: the width in view and the height of an hour, in pixels.

    A block is ``least_block`` high where there is room below it. ``margin`` stays free at the left of a
    column, ``gutter`` at its right. No column is narrower than ``least_column``, save folded ones, which take
    ``folded_column``: where the width is too small, columns reach beyond it. Of appointments side by side
    that would be narrower than ``least_side``, the last ones are folded into a mark ``more_width`` wide.
    Where the first of them is lower than ``two_lines``, it gets ``timed_side`` pixels, in which a time stands
    before a name, if the others keep ``least_side``.
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
