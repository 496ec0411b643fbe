"""Lays a ``GridPicture`` out: columns by weight, blocks in lanes, free starts, marks, the now-line (no Qt).

Same picture and frame, same layout. Whether blocks overlap is decided in minutes: neighbours that only touch
stand under each other, and the first is cut where the next begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.axis import day_axis
from medic_desk.ui.day_grid.column_widths import column_rects
from medic_desk.ui.day_grid.grid_picture import FADED, Block, Column, GridPicture, Lane
from medic_desk.ui.day_grid.lanes import Laned, Piece, side_by_side
from medic_desk.ui.day_grid.layout import (
    ClockMark,
    Frame,
    GridLayout,
    PlacedBlock,
    PlacedGround,
    PlacedMore,
    PlacedSlot,
    Rect,
)

_LEAST_PIXELS = 2
"""A block takes at least as many minutes as are so high: none vanishes when an hour is drawn low."""


def grid_layout(picture: GridPicture, frame: Frame) -> GridLayout:
    """Lay a picture out. Raises ``UnknownZoneError`` for a zone that is none."""
    axes = tuple(day_axis(picture.lanes[column.lane].zone, column.day) for column in picture.columns)
    columns = column_rects(picture, frame)
    bare = GridLayout(picture, frame, axes, columns, (), (), (), (), (), ())
    laid = [
        _laid_column(number, picture.lanes[column.lane], column.day, rect, frame)
        for number, (column, rect) in enumerate(zip(picture.columns, columns, strict=True))
    ]
    return replace(
        bare,
        blocks=tuple(placed for one in laid for placed in one.blocks),
        more=tuple(placed for one in laid for placed in one.more),
        grounds=tuple(placed for one in laid for placed in one.grounds),
        slots=tuple(placed for one in laid for placed in one.slots),
        marks=tuple(placed for one in laid for placed in one.marks),
        now_lines=tuple(_now_lines(bare)),
    )


class _LaidColumn(NamedTuple):
    """What stands in one column."""

    blocks: tuple[PlacedBlock, ...]
    more: tuple[PlacedMore, ...]
    grounds: tuple[PlacedGround, ...]
    slots: tuple[PlacedSlot, ...]
    marks: tuple[ClockMark, ...]


@lru_cache(maxsize=512)
def _laid_column(number: int, lane: Lane, day: date, rect: Rect, frame: Frame) -> _LaidColumn:
    """What stands in the column of that number; kept, for a day is laid out anew when one lane changes."""
    axes = (day_axis(lane.zone, day),)
    picture = GridPicture(lanes=(lane,), columns=(Column(0, day),))
    alone = GridLayout(picture, frame, axes, (rect,), (), (), (), (), (), ())
    blocks, more = _placed_blocks(alone, 0)
    return _LaidColumn(
        tuple(one._replace(column=number) for one in blocks),
        tuple(one._replace(column=number) for one in more),
        tuple(one._replace(column=number) for one in _placed_grounds(alone, 0)),
        tuple(one._replace(column=number) for one in _placed_slots(alone, 0)),
        tuple(one._replace(column=number) for one in _placed_marks(alone, 0)),
    )


# Blocks


def _placed_blocks(layout: GridLayout, column: int) -> tuple[list[PlacedBlock], list[PlacedMore]]:
    """The blocks of a column, and the marks for those that have no room."""
    frame, there = layout.frame, layout.columns[column]
    left, width = there.x + frame.margin, max(1, there.width - frame.margin - frame.gutter)
    shown, groups = _folded(_pieces(layout, column), width, frame)
    more = [_placed_more(layout, column, group, left + width) for group in groups]
    placed = [one for cluster in _clusters(shown) for one in _placed_cluster(layout, column, cluster, groups)]
    placed.sort(key=_place)
    return _grown(layout, placed, more), more


def _placed_cluster(
    layout: GridLayout, column: int, cluster: Sequence[Laned[Block]], groups: Sequence["_Group"]
) -> Iterator[PlacedBlock]:
    """Blocks that meet, side by side; the last one reaches as far as no mark for folded ones stands."""
    frame, there = layout.frame, layout.columns[column]
    left, width = there.x + frame.margin, max(1, there.width - frame.margin - frame.gutter)
    top, bottom = cluster[0].piece.top, max(one.piece.bottom for one in cluster)
    room = max(1, width - frame.more_width) if _is_beside(groups, top, bottom) else width
    extra = _first_lane_extra(cluster, room, frame)
    firsts = {one.piece.item.starts_at: one.first for one in reversed(cluster)}
    for one in cluster:
        x, right = one.edges(left, room, extra)
        if one.after == one.lanes and not _is_beside(groups, one.piece.top, one.piece.bottom):
            right = left + width
        placed = _placed_block(layout, column, one, (x, right))
        yield placed._replace(is_first=one.first == firsts[one.piece.item.starts_at])


def _is_beside(groups: Iterable["_Group"], top: int, bottom: int) -> bool:
    return any(group.top < bottom and top < group.bottom for group in groups)


def _first_lane_extra(cluster: Sequence[Laned[Block]], width: int, frame: Frame) -> int:
    """How many pixels more than each other the first lane has, so that a single line there tells its time."""
    lanes = cluster[0].lanes
    is_low = any(
        one.first == 0
        and one.after < lanes
        and (one.piece.bottom - one.piece.top) * frame.hour_height < frame.two_lines * 60
        for one in cluster
    )
    for side in (frame.timed_side, frame.least_timed_side) if is_low else ():
        others = (width - side) // max(1, lanes - 1)
        if others >= side:
            return 0
        if others >= frame.least_side:
            return side - others
    return 0


def _pieces(layout: GridLayout, column: int) -> list[Piece[Block]]:
    """The blocks of a column, in minutes of its axis."""
    frame, axis = layout.frame, layout.axes[column]
    least = -(-_LEAST_PIXELS * 60 // frame.hour_height)
    pieces: list[Piece[Block]] = []
    for block in layout.lane(column).blocks:
        if block.status in FADED and not frame.shows_faded:
            continue
        span = axis.wall_span(block.starts_at, block.ends_at)
        if span is not None:
            top = min(span.top, DAY_MINUTES - least)
            bottom = max(span.bottom, top + least)
            pieces.append(Piece(top, bottom, (block.starts_at, -bottom, block.id), block))
    return pieces


class _Group(NamedTuple):
    """Blocks that overlap and have no room, ``[top, bottom)`` in minutes of the axis."""

    top: int
    bottom: int
    blocks: tuple[Block, ...]


def _folded(
    pieces: Sequence[Piece[Block]], width: int, frame: Frame
) -> tuple[Iterable[Laned[Block]], list[_Group]]:
    """The pieces that are drawn side by side in ``width`` pixels, and the others in groups.

    A cancelled one takes no lane: it is drawn where nothing else stands, or is in a group.
    """
    least = -(-frame.least_block * 60 // frame.hour_height)
    drawn, over = _beside_nothing(pieces, least)
    laned = list(side_by_side(drawn))
    most = max(1, (width - frame.more_width) // max(1, frame.least_side))
    room = width - frame.more_width if over else width
    narrow = [one.piece for one in laned if one.first >= most and room < one.lanes * frame.least_side]
    if narrow:
        hidden = {id(piece) for piece in narrow}
        laned = list(side_by_side(piece for piece in drawn if id(piece) not in hidden))
    return laned, _groups([*over, *narrow], least)


def _beside_nothing(
    pieces: Sequence[Piece[Block]], least: int
) -> tuple[list[Piece[Block]], list[Piece[Block]]]:
    """The pieces, of cancelled ones the part where no other stands, and those that have no such part.

    A part of fewer than ``least`` minutes is none, unless it is all of the piece.
    """
    drawn = [piece for piece in pieces if piece.item.status != "cancelled"]
    standing, over = tuple(drawn), []
    for piece in pieces:
        if piece.item.status != "cancelled":
            continue
        top, bottom = _longest_gap(piece, standing)
        if bottom - top >= min(least, piece.bottom - piece.top):
            drawn.append(piece._replace(top=top, bottom=bottom))
        else:
            over.append(piece)
    return drawn, over


def _longest_gap(piece: Piece[Block], others: Iterable[Piece[Block]]) -> tuple[int, int]:
    """The longest stretch of a piece in which none of the others has a part; one of no length for none."""
    longest, top = (piece.top, piece.top), piece.top
    for other in sorted(others, key=_top):
        if other.bottom > piece.top and other.top < piece.bottom:
            longest = max(longest, (top, other.top), key=_length)
            top = max(top, other.bottom)
    return max(longest, (top, piece.bottom), key=_length)


def _length(stretch: tuple[int, int]) -> int:
    return stretch[1] - stretch[0]


def _top(piece: Piece[Block]) -> int:
    return piece.top


def _groups(pieces: Iterable[Piece[Block]], least: int) -> list[_Group]:
    """The pieces in groups that do not overlap, each at least ``least`` minutes long."""
    groups: list[_Group] = []
    for piece in sorted(pieces, key=_top):
        if groups and piece.top < groups[-1].bottom:
            last = groups.pop()
            groups.append(_Group(last.top, max(last.bottom, piece.bottom), (*last.blocks, piece.item)))
        else:
            groups.append(_Group(piece.top, max(piece.bottom, piece.top + least), (piece.item,)))
    return groups


def _clusters(laned: Iterable[Laned[Block]]) -> Iterator[list[Laned[Block]]]:
    """The pieces, parted wherever none reaches over."""
    cluster: list[Laned[Block]] = []
    bottom = 0
    for one in laned:
        if cluster and one.piece.top >= bottom:
            yield cluster
            cluster = []
        bottom = max(bottom, one.piece.bottom) if cluster else one.piece.bottom
        cluster.append(one)
    if cluster:
        yield cluster


def _placed_more(layout: GridLayout, column: int, group: _Group, right: int) -> PlacedMore:
    top, bottom = layout.y_of(group.top), min(layout.height, layout.y_of(group.bottom))
    width = layout.frame.more_width
    blocks = tuple(sorted(group.blocks, key=_begin))
    return PlacedMore(blocks, column, Rect(right - width, top, width, bottom - top))


def _placed_block(
    layout: GridLayout, column: int, laned: Laned[Block], edges: tuple[int, int]
) -> PlacedBlock:
    block, stretches = laned.piece.item, layout.axes[column].stretches
    top, bottom = layout.y_of(laned.piece.top), layout.y_of(laned.piece.bottom)
    return PlacedBlock(
        block,
        column,
        Rect(edges[0], top, edges[1] - edges[0], bottom - top),
        begins_before=block.starts_at < stretches[0].starts_at,
        ends_after=block.ends_at > stretches[-1].ends_at,
        side=laned.first,
        sides=laned.lanes,
    )


def _grown(
    layout: GridLayout, placed: Sequence[PlacedBlock], more: Sequence[PlacedMore]
) -> list[PlacedBlock]:
    """The blocks from top to bottom, low ones as high as a line, or as what is free below them."""
    least = layout.frame.least_block
    grown: list[PlacedBlock] = []
    for number, one in enumerate(placed):
        rect = one.rect
        if rect.height < least:
            below = [
                other.rect for other in islice(placed, number + 1, None) if other.rect.y < rect.y + least
            ]
            below += [mark.rect for mark in more]
            limits = [r.y for r in below if r.y >= rect.bottom and r.x < rect.right and rect.x < r.right]
            bottom = min([rect.y + least, layout.height, *limits])
            one = one._replace(rect=rect._replace(height=bottom - rect.y))  # noqa: PLW2901
        grown.append(one)
    return grown


def _place(placed: PlacedBlock) -> tuple[int, int, str]:
    return placed.rect.y, placed.rect.x, placed.block.id


def _begin(block: Block) -> tuple[Minute, str]:
    return block.starts_at, block.id


# Grounds, free starts, marks


def _placed_grounds(layout: GridLayout, column: int) -> list[PlacedGround]:
    there = layout.columns[column]
    placed: list[PlacedGround] = []
    for ground in layout.lane(column).grounds:
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
    here = sorted(slot for slot in layout.lane(column).free_slots if first <= slot.starts_at < last)
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


def _now_lines(layout: GridLayout) -> Iterator[tuple[int, int]]:
    """Column and y of the now-line wherever it stands."""
    now = layout.picture.now
    if now is None:
        return
    for column, axis in enumerate(layout.axes):
        span = axis.wall_span(now, now + 1)
        if span is not None:
            yield column, layout.y_of(span.top)
