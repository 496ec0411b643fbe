"""Where the calendar puts things: nothing hidden, nothing outside its day, the same every time."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medic_desk.engine.clinic_time import UnknownZoneError, instant_of, local_time
from medic_desk.ui.day_grid.axis import WallSpan, day_axis
from medic_desk.ui.day_grid.grid_picture import Block, Column, FreeMark, GridPicture, Ground, Lane
from medic_desk.ui.day_grid.layout import Frame, Rect
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.day_grid.shown_hours import visible_hours
from tests.ui.calendar.week_pictures import (
    ATHENS,
    at,
    autumn_week,
    days_of,
    full_week,
    spring_week,
    with_lane,
)

FRAME = Frame(width=1001, hour_height=68)
MONDAY = date(2026, 11, 23)
AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)
ZONES = (ATHENS, "Australia/Lord_Howe", "America/St_Johns", "Asia/Beirut", "America/Santiago", "UTC")


def picture(*blocks: Block, **others: object) -> GridPicture:
    given_fields: dict[str, object] = {"zone": ATHENS, "first_day": MONDAY, "blocks": blocks, **others}
    return days_of(**given_fields)  # type: ignore[arg-type]


def overlap(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


@st.composite
def crowded_pictures(draw: st.DrawFn) -> GridPicture:
    zone = draw(st.sampled_from(ZONES))
    first_day = draw(st.sampled_from((MONDAY, AUTUMN - timedelta(days=6), SPRING, date(2026, 4, 4))))
    days = draw(st.sampled_from((1, 5, 7)))
    begins = instant_of(first_day, 0, zone) - 300
    spans = draw(
        st.lists(st.tuples(st.integers(0, days * 1440 + 600), st.integers(1, 360)), min_size=0, max_size=25)
    )
    blocks = tuple(
        Block(id=str(i), starts_at=begins + start, ends_at=begins + start + length)
        for i, (start, length) in enumerate(spans)
    )
    return days_of(zone=zone, first_day=first_day, days=days, blocks=blocks)


frames = st.builds(
    Frame,
    width=st.integers(700, 2600),
    hour_height=st.integers(24, 300),
    least_block=st.integers(1, 24),
    margin=st.just(2),
    gutter=st.integers(0, 12),
    least_column=st.just(0),
    folded_column=st.just(0),
    least_side=st.just(0),
    more_width=st.integers(10, 40),
    two_lines=st.integers(0, 40),
    timed_side=st.integers(0, 120),
    least_timed_side=st.integers(0, 90),
)


@given(crowded_pictures(), frames)
def test_no_two_blocks_share_a_pixel(week: GridPicture, frame: Frame) -> None:
    placed = grid_layout(week, frame).blocks
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            assert not overlap(one.rect, other.rect), (one, other)


@given(crowded_pictures(), frames)
def test_every_block_lies_in_its_day_and_can_be_seen(week: GridPicture, frame: Frame) -> None:
    layout = grid_layout(week, frame)
    for placed in layout.blocks:
        column = layout.columns[placed.column]
        assert column.x <= placed.rect.x < placed.rect.right <= column.right
        assert 0 <= placed.rect.y < placed.rect.bottom <= layout.height
        assert placed.rect.width >= 1
        assert placed.rect.height >= min(frame.least_block, 2)
        if placed.rect.height < frame.least_block:
            below = (other.rect for other in layout.blocks if other.column == placed.column)
            assert placed.rect.bottom == layout.height or any(
                r.y == placed.rect.bottom and r.x < placed.rect.right and placed.rect.x < r.right
                for r in below
            )


@given(crowded_pictures(), frames)
def test_a_block_stands_in_every_day_of_which_it_has_a_minute(week: GridPicture, frame: Frame) -> None:
    layout = grid_layout(week, frame)
    shown = {(placed.block.id, placed.column) for placed in layout.blocks}
    expected = {
        (block.id, column)
        for block in week.blocks
        for column, there in enumerate(week.columns)
        if any(
            local_time(m, week.lanes[0].zone)[0] == there.day for m in range(block.starts_at, block.ends_at)
        )
    }
    assert shown == expected


@given(crowded_pictures(), frames, st.randoms(use_true_random=False))
def test_the_order_of_the_blocks_does_not_matter(
    week: GridPicture, frame: Frame, shuffler: random.Random
) -> None:
    blocks = list(week.blocks)
    shuffler.shuffle(blocks)
    assert grid_layout(with_lane(week, blocks=tuple(blocks)), frame).blocks == grid_layout(week, frame).blocks


@given(crowded_pictures(), frames, st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_a_point_tells_the_minute_that_is_drawn_there(
    week: GridPicture, frame: Frame, across: float, down: float
) -> None:
    layout = grid_layout(week, frame)
    x, y = across * frame.width, down * layout.height
    column = layout.column_at(x)
    wall = layout.wall_at(y)
    minute = layout.minute_at(x, y)
    day, read = local_time(minute, week.lanes[0].zone)
    gaps = layout.axes[column].gaps
    if any(gap.top <= wall < gap.bottom for gap in gaps):
        assert (day, read) >= (layout.axes[column].day, wall)
    else:
        assert (day, read) == (layout.axes[column].day, wall)


@given(crowded_pictures(), frames, st.integers(30, 90))
def test_what_has_no_room_is_in_a_mark_that_hides_nothing(
    week: GridPicture, frame: Frame, least: int
) -> None:
    layout = grid_layout(week, frame._replace(least_side=least))
    whole = grid_layout(week, frame)
    rects = [placed.rect for placed in layout.blocks] + [mark.rect for mark in layout.more]
    for i, one in enumerate(rects):
        assert not any(overlap(one, other) for other in rects[i + 1 :])
    shown = {(placed.block.id, placed.column) for placed in layout.blocks}
    folded = [(block.id, mark.column) for mark in layout.more for block in mark.blocks]
    assert len(set(folded)) == len(folded)
    assert not shown & set(folded)
    assert shown | set(folded) == {(placed.block.id, placed.column) for placed in whole.blocks}
    assert all(p.sides == 1 or p.rect.width >= least for p in layout.blocks)


def test_neighbours_that_only_touch_stand_under_each_other() -> None:
    starts = [at(MONDAY, 9) + 10 * i for i in range(28)]
    week = picture(*(Block(id=str(s), starts_at=s, ends_at=s + 10) for s in starts))
    for hour_height in (24, 54, 68, 109):
        layout = grid_layout(week, FRAME._replace(hour_height=hour_height, least_block=30))
        assert {p.rect.x for p in layout.blocks} == {FRAME.margin}
        assert all(one.rect.bottom == other.rect.y for one, other in pairwise(layout.blocks))
        assert layout.blocks[-1].rect.height == 30


def test_three_at_a_time_in_a_narrow_column_leave_one_and_a_mark() -> None:
    nine = at(MONDAY, 9)
    week = picture(
        *(Block(id=name, starts_at=nine, ends_at=nine + 30) for name in "abc"),
        Block(id="d", starts_at=nine + 30, ends_at=nine + 60),
        days=7,
    )
    layout = grid_layout(week, Frame(width=7 * 110, hour_height=68, least_side=46, more_width=24))
    (mark,) = layout.more
    assert [block.id for block in mark.blocks] == ["b", "c"]
    first, after = layout.blocks
    assert (first.block.id, after.block.id) == ("a", "d")
    assert first.rect.right == mark.rect.x
    assert after.rect.right == mark.rect.right
    assert layout.more_at(mark.rect.x + 1, mark.rect.y + 1) == mark
    assert layout.block_at(mark.rect.x + 1, mark.rect.y + 1) is None


def test_lanes_have_their_own_blocks_zone_and_now() -> None:
    block = Block(id="a", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10))
    lanes = (Lane(id="x", zone=ATHENS), Lane(id="y", zone="Europe/London", blocks=(block,)))
    both = GridPicture(lanes=lanes, columns=(Column(0, MONDAY), Column(1, MONDAY)), now=at(MONDAY, 12))
    layout = grid_layout(both, FRAME)
    (placed,) = layout.blocks
    assert (placed.column, placed.rect.y) == (1, layout.y_of(7 * 60))
    assert layout.now_lines == ((0, layout.y_of(12 * 60)), (1, layout.y_of(10 * 60)))
    assert layout.column_of("y", block.starts_at) == 1
    assert layout.column_of("y", at(MONDAY, 48)) is None


def test_columns_share_the_width_to_the_last_pixel() -> None:
    for days in (1, 5, 7):
        columns = grid_layout(picture(days=days), FRAME).columns
        assert columns[0].x == 0
        assert columns[-1].right == FRAME.width
        assert all(a.right == b.x for a, b in pairwise(columns))
        assert max(c.width for c in columns) - min(c.width for c in columns) <= 1


def test_two_at_a_time_share_the_width_and_a_third_alone_has_all_of_it() -> None:
    week = picture(
        Block(id="a", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10)),
        Block(id="b", starts_at=at(MONDAY, 9, 30), ends_at=at(MONDAY, 10, 30)),
        Block(id="c", starts_at=at(MONDAY, 11), ends_at=at(MONDAY, 12)),
    )
    a, b, c = (placed.rect for placed in grid_layout(week, FRAME).blocks)
    column = grid_layout(week, FRAME).columns[0]
    assert a.right == b.x
    assert abs(a.width - b.width) <= 1
    assert c.x == a.x
    assert c.right == b.right == column.right - FRAME.gutter


def test_a_block_grows_over_lanes_that_are_empty_beside_it() -> None:
    week = picture(
        Block(id="a", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10)),
        Block(id="b", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 12)),
        Block(id="c", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10)),
        Block(id="d", starts_at=at(MONDAY, 10), ends_at=at(MONDAY, 11)),
    )
    rects = {placed.block.id: placed.rect for placed in grid_layout(week, FRAME).blocks}
    assert rects["b"].x < rects["a"].x < rects["c"].x
    assert rects["d"].x == rects["a"].x
    assert rects["d"].right == rects["c"].right


def test_a_night_appointment_stands_in_both_days() -> None:
    week = picture(Block(id="n", starts_at=at(MONDAY, 23), ends_at=at(MONDAY, 24) + 90))
    first, second = grid_layout(week, FRAME).blocks
    assert (first.column, first.begins_before, first.ends_after) == (0, False, True)
    assert first.rect.bottom == 24 * FRAME.hour_height
    assert (second.column, second.begins_before, second.ends_after) == (1, True, False)
    assert second.rect.y == 0
    assert second.rect.bottom == FRAME.hour_height * 3 // 2


def test_cancelled_and_missed_appointments_are_hidden_unless_asked_for() -> None:
    week = picture(
        Block(id="gone", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10), status="cancelled"),
        Block(id="missed", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10), status="no_show"),
        Block(id="there", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10)),
    )
    assert [placed.block.id for placed in grid_layout(week, FRAME).blocks] == ["there"]
    shown = grid_layout(week, FRAME._replace(shows_faded=True))
    assert {placed.block.id for placed in shown.blocks} == {"missed", "there"}
    assert [[block.id for block in mark.blocks] for mark in shown.more] == [["gone"]]


def test_five_minutes_are_as_high_as_a_line_of_text() -> None:
    week = picture(Block(id="short", starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 9, 5)))
    assert grid_layout(week, FRAME).blocks[0].rect.height == FRAME.least_block


def test_slots_that_overlap_show_each_start() -> None:
    starts = [at(MONDAY, 9) + 15 * i for i in range(4)]
    week = picture(free_slots=tuple(FreeMark(s, s + 30) for s in starts))
    slots = grid_layout(week, FRAME).slots
    assert [s.cell.y for s in slots] == [FRAME.hour_height * (36 + i) // 4 for i in range(4)]
    assert all(one.cell.bottom <= other.cell.y for one, other in pairwise(slots))
    assert slots[-1].cell.bottom == slots[-1].rect.bottom == FRAME.hour_height * 41 // 4


def test_the_same_start_at_two_places_is_one_mark() -> None:
    nine = at(MONDAY, 9)
    week = picture(free_slots=(FreeMark(nine, nine + 30, "A"), FreeMark(nine, nine + 30, "B")))
    assert len(grid_layout(week, FRAME).slots) == 1


def test_the_hour_that_comes_twice_shows_both_readings_side_by_side() -> None:
    layout = grid_layout(autumn_week(), FRAME)
    axis = day_axis(ATHENS, AUTUMN)
    assert (axis.gaps, axis.folds) == ((), (WallSpan(180, 240),))
    assert sum(s.ends_at - s.starts_at for s in axis.stretches) == 25 * 60
    rects = {p.block.id: p.rect for p in layout.blocks if p.column == 6}
    assert rects["first"].y == rects["second"].y == 3 * FRAME.hour_height
    assert rects["first"].right <= rects["across"].x < rects["across"].right <= rects["second"].x
    # From the first 03:50 to the second 03:10 all of the hour is taken.
    assert (rects["across"].y, rects["across"].bottom) == (3 * FRAME.hour_height, 4 * FRAME.hour_height)
    marks = [(mark.kind, mark.column) for mark in layout.marks]
    assert marks == [("fold", 6)]
    halves = [s for s in layout.slots if s.cell.y == FRAME.hour_height * 7 // 2]
    assert len(halves) == 2
    assert halves[0].cell.right == halves[1].cell.x
    for slot in halves:
        middle = slot.cell.x + slot.cell.width // 2
        assert layout.minute_at(middle, slot.cell.y + 1) == slot.slot.starts_at
        assert layout.slot_at(middle, slot.cell.y + 1) == slot


def test_the_hour_that_does_not_come_is_marked_and_its_minutes_are_the_jump() -> None:
    layout = grid_layout(spring_week(), FRAME)
    axis = day_axis(ATHENS, SPRING)
    assert (axis.gaps, axis.folds) == ((WallSpan(180, 240),), ())
    assert sum(s.ends_at - s.starts_at for s in axis.stretches) == 23 * 60
    assert [(mark.kind, mark.column) for mark in layout.marks] == [("gap", 6)]
    (block,) = layout.blocks
    # Half an hour from 02:45 ends when the clock reads 04:15.
    assert (block.rect.y, block.rect.bottom) == (FRAME.hour_height * 11 // 4, FRAME.hour_height * 17 // 4)
    column = layout.columns[6]
    assert layout.minute_at(column.x + 5, layout.y_of(200)) == at(SPRING, 4)


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "gaps", "folds"),
    [
        ("Asia/Beirut", date(2026, 3, 29), 1380, [(0, 60)], []),
        ("America/Santiago", date(2026, 4, 4), 1500, [], [(1380, 1440)]),
        ("Australia/Lord_Howe", date(2026, 4, 5), 1470, [], [(90, 120)]),
        ("Pacific/Apia", date(2011, 12, 30), 0, [(0, 1440)], []),
        ("Asia/Kathmandu", MONDAY, 1440, [], []),
    ],
)
def test_days_of_strange_zones(
    zone: str, day: date, minutes: int, gaps: list[tuple[int, int]], folds: list[tuple[int, int]]
) -> None:
    axis = day_axis(zone, day)
    assert sum(s.ends_at - s.starts_at for s in axis.stretches) == minutes
    assert [tuple(gap) for gap in axis.gaps] == gaps
    assert [tuple(fold) for fold in axis.folds] == folds


def test_a_day_that_a_zone_skipped_has_an_empty_column() -> None:
    first = date(2011, 12, 26)
    minute = instant_of(date(2011, 12, 31), 9 * 60, "Pacific/Apia")
    week = days_of(
        zone="Pacific/Apia",
        first_day=first,
        now=minute,
        blocks=(Block(id="a", starts_at=minute, ends_at=minute + 30),),
        free_slots=(FreeMark(minute + 30, minute + 60),),
    )
    layout = grid_layout(week, FRAME)
    assert [placed.column for placed in layout.blocks] == [5]
    assert [placed.column for placed in layout.slots] == [5]
    assert layout.now_lines == ((5, 9 * FRAME.hour_height),)
    assert layout.minute_at(layout.columns[4].x + 1, 100) == instant_of(date(2011, 12, 31), 0, "Pacific/Apia")
    assert layout.rect_of(4, minute, minute + 30) is None


def test_an_unknown_zone_is_said() -> None:
    with pytest.raises(UnknownZoneError):
        grid_layout(picture(zone="Europe/Nowhere"), FRAME)


def test_visible_hours_hold_hours_and_blocks() -> None:
    assert visible_hours(picture()) == (8, 20)
    hours = Ground(at(MONDAY, 9), at(MONDAY, 18), "hours")
    assert visible_hours(picture(grounds=(hours,))) == (9, 18)
    early = Block(id="e", starts_at=at(MONDAY, 7, 50), ends_at=at(MONDAY, 8, 10))
    assert visible_hours(picture(early, grounds=(hours,))) == (7, 18)
    gone = replace(early, status="cancelled")
    assert visible_hours(picture(gone, grounds=(hours,))) == (9, 18)
    assert visible_hours(picture(gone, grounds=(hours,)), shows_faded=True) == (7, 18)
    late = Block(id="l", starts_at=at(MONDAY, 23), ends_at=at(MONDAY, 23, 30))
    assert visible_hours(picture(late)) == (16, 24)
    night = Ground(at(MONDAY, 20), at(MONDAY, 26), "hours")
    assert visible_hours(picture(grounds=(night,))) == (0, 24)


def test_the_now_line_stands_in_its_day_only() -> None:
    week = picture(now=at(MONDAY, 12, 30))
    assert grid_layout(week, FRAME).now_lines == ((0, FRAME.hour_height * 25 // 2),)
    assert grid_layout(replace(week, now=at(MONDAY, 24 * 7)), FRAME).now_lines == ()
    assert grid_layout(replace(week, now=None), FRAME).now_lines == ()


def test_backgrounds_of_a_minute() -> None:
    week = full_week()
    thursday = MONDAY + timedelta(days=3)
    kinds = [g.kind for g in grid_layout(week, FRAME).grounds_at(3, at(thursday, 18))]
    assert kinds == ["hours", "blocked"]
