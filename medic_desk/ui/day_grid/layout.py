"""Where everything in the calendar stands: from frozen facts of some days to whole-pixel rectangles (no Qt).

The view gives one ``GridPicture`` and a ``Frame`` and paints what comes back. Pixels are logical and count
from the top left of the days: each column is one local date, its height the wall clock from 00:00 to 24:00.
Same picture and frame, same layout.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.axis import DayAxis, day_axis
from medic_desk.ui.day_grid.lanes import Piece, side_by_side
from medic_desk.ui.words.status import AppointmentStatus

BlockKind = Literal["appointment", "hold"]
GroundKind = Literal["hours", "break", "blocked", "reserved", "pending", "closed"]

FADED = frozenset({"cancelled", "no_show"})
"""Statuses that take no time: struck and pale, and hidden unless asked for."""

DEFAULT_HOURS = (8, 20)
"""What an empty week shows, in hours of the day."""


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
class GridPicture:
    """All that the calendar shows: ``days`` local dates of ``zone`` from ``first_day`` on.

    ``title`` is what a screen reader calls the calendar (the doctor's name); ``now`` None draws no now-line.
    ``is_reading`` where nothing is known of these days yet: there is nothing in them to go to or to choose.
    """

    zone: str
    first_day: date
    days: int = 7
    now: Minute | None = None
    title: str = ""
    blocks: tuple[Block, ...] = ()
    grounds: tuple[Ground, ...] = ()
    free_slots: tuple[FreeMark, ...] = ()
    is_reading: bool = False

    def dates(self) -> tuple[date, ...]:
        """The dates of the columns."""
        return tuple(self.first_day + timedelta(days=i) for i in range(self.days))


class Frame(NamedTuple):
    """What the picture is laid out in: the width of all columns and the height of an hour, in pixels.

    No block is lower than ``least_block``. ``margin`` stays free at the left of a column, ``gutter`` at its
    right, so that time under a block can still be pointed at.
    """

    width: int
    hour_height: int
    least_block: int = 14
    margin: int = 2
    gutter: int = 10
    shows_faded: bool = False


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
    """A block's piece in one column; it may have begun the day before or go on the day after."""

    block: Block
    column: int
    rect: Rect
    begins_before: bool
    ends_after: bool


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


@dataclass(frozen=True, slots=True)
class GridLayout:
    """The rectangles of a picture. Tuples are in order of column, then time."""

    picture: GridPicture
    frame: Frame
    axes: tuple[DayAxis, ...]
    columns: tuple[Rect, ...]
    blocks: tuple[PlacedBlock, ...]
    grounds: tuple[PlacedGround, ...]
    slots: tuple[PlacedSlot, ...]
    marks: tuple[ClockMark, ...]
    now_line: tuple[int, int] | None
    """Column and y of the now-line."""

    @property
    def height(self) -> int:
        """Pixels from 00:00 to 24:00."""
        return 24 * self.frame.hour_height

    def y_of(self, wall: int) -> int:
        """The pixel row of a minute of the day."""
        return wall * self.frame.hour_height // 60

    def column_at(self, x: float) -> int:
        """The column at ``x``; the nearest, outside."""
        inside = [i for i, column in enumerate(self.columns) if column.x <= x]
        return inside[-1] if inside else 0

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
        return next((placed for placed in self.slots if placed.cell.holds(x, y)), None)

    def block_at(self, x: float, y: float) -> PlacedBlock | None:
        """The block that holds a point."""
        return next((placed for placed in self.blocks if placed.rect.holds(x, y)), None)

    def grounds_at(self, minute: Minute) -> tuple[Ground, ...]:
        """The backgrounds that hold an instant, as the picture orders them."""
        return tuple(g for g in self.picture.grounds if g.starts_at <= minute < g.ends_at)


def grid_layout(picture: GridPicture, frame: Frame) -> GridLayout:
    """Lay a picture out. Raises ``UnknownZoneError`` for a zone that is none."""
    axes = tuple(day_axis(picture.zone, day) for day in picture.dates())
    edges = [i * frame.width // max(1, picture.days) for i in range(picture.days + 1)]
    height = 24 * frame.hour_height
    columns = tuple(Rect(left, 0, right - left, height) for left, right in pairwise(edges))
    bare = GridLayout(picture, frame, axes, columns, (), (), (), (), None)
    return GridLayout(
        picture,
        frame,
        axes,
        columns,
        blocks=tuple(placed for column in range(len(axes)) for placed in _placed_blocks(bare, column)),
        grounds=tuple(placed for column in range(len(axes)) for placed in _placed_grounds(bare, column)),
        slots=tuple(placed for column in range(len(axes)) for placed in _placed_slots(bare, column)),
        marks=tuple(placed for column in range(len(axes)) for placed in _placed_marks(bare, column)),
        now_line=_now_line(bare),
    )


def visible_hours(picture: GridPicture, *, shows_faded: bool = False) -> tuple[int, int]:
    """The hours of the day that hold all hours and blocks; at least eight, 08-20 for an empty week."""
    spans: list[tuple[Minute, Minute]] = [
        (g.starts_at, g.ends_at) for g in picture.grounds if g.kind == "hours"
    ]
    spans += [(b.starts_at, b.ends_at) for b in picture.blocks if shows_faded or b.status not in FADED]
    axes = [day_axis(picture.zone, day) for day in picture.dates()]
    walls = [wall for axis in axes for span in spans if (wall := axis.wall_span(*span)) is not None]
    if not walls:
        return DEFAULT_HOURS
    first = min(wall.top for wall in walls) // 60
    last = -(-max(wall.bottom for wall in walls) // 60)
    last = max(last, min(24, first + 8))
    return min(first, last - 8), last


def _placed_blocks(layout: GridLayout, column: int) -> list[PlacedBlock]:
    frame, there = layout.frame, layout.columns[column]
    pieces: list[Piece[Block]] = []
    for block in layout.picture.blocks:
        if block.status in FADED and not frame.shows_faded:
            continue
        span = layout.axes[column].wall_span(block.starts_at, block.ends_at)
        if span is None:
            continue
        top = min(layout.y_of(span.top), max(0, layout.height - frame.least_block))
        bottom = max(layout.y_of(span.bottom), min(layout.height, top + frame.least_block))
        pieces.append(Piece(top, bottom, (block.starts_at, -bottom, block.id), block))
    left = there.x + frame.margin
    width = max(1, there.width - frame.margin - frame.gutter)
    stretches = layout.axes[column].stretches
    placed: list[PlacedBlock] = []
    for laned in side_by_side(pieces):
        (top, bottom, _, block), (x, right) = laned.piece, laned.edges(left, width)
        placed.append(
            PlacedBlock(
                block,
                column,
                Rect(x, top, right - x, bottom - top),
                begins_before=block.starts_at < stretches[0].starts_at,
                ends_after=block.ends_at > stretches[-1].ends_at,
            )
        )
    return sorted(placed, key=lambda p: (p.rect.y, p.rect.x, p.block.id))


def _placed_grounds(layout: GridLayout, column: int) -> list[PlacedGround]:
    there = layout.columns[column]
    placed: list[PlacedGround] = []
    for ground in layout.picture.grounds:
        span = layout.axes[column].wall_span(ground.starts_at, ground.ends_at)
        if span is not None:
            top, bottom = layout.y_of(span.top), layout.y_of(span.bottom)
            placed.append(PlacedGround(ground, column, Rect(there.x, top, there.width, bottom - top)))
    return placed


def _placed_slots(layout: GridLayout, column: int) -> list[PlacedSlot]:
    axis = layout.axes[column]
    if not axis.stretches:
        return []
    first, last = axis.stretches[0].starts_at, axis.stretches[-1].ends_at
    here = sorted(slot for slot in layout.picture.free_slots if first <= slot.starts_at < last)
    placed: list[PlacedSlot] = []
    for i, slot in enumerate(here):
        until = min(slot.ends_at, here[i + 1].starts_at) if i + 1 < len(here) else slot.ends_at
        if axis.reading(slot.starts_at) != axis.reading(until - 1):
            # At the edge of a fold the part that is drawn ends where the clock turns.
            until = next(s.ends_at for s in axis.stretches if s.starts_at <= slot.starts_at < s.ends_at)
        cell = layout.rect_of(column, slot.starts_at, until)
        rect = layout.rect_of(column, slot.starts_at, slot.ends_at)
        if cell is not None and rect is not None:
            placed.append(PlacedSlot(slot, column, cell, rect))
    return placed


def _placed_marks(layout: GridLayout, column: int) -> list[ClockMark]:
    there, axis = layout.columns[column], layout.axes[column]
    kinds: tuple[Literal["gap", "fold"], Literal["gap", "fold"]] = ("gap", "fold")
    return [
        ClockMark(
            kind,
            column,
            Rect(there.x, top := layout.y_of(span.top), there.width, layout.y_of(span.bottom) - top),
        )
        for kind, spans in zip(kinds, (axis.gaps, axis.folds), strict=True)
        for span in spans
    ]


def _now_line(layout: GridLayout) -> tuple[int, int] | None:
    now = layout.picture.now
    if now is None:
        return None
    for column, axis in enumerate(layout.axes):
        span = axis.wall_span(now, now + 1)
        if span is not None:
            return column, layout.y_of(span.top)
    return None
