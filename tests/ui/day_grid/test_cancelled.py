"""Cancelled appointments that are shown take no lane from the others."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from medic_desk.ui.day_grid.grid_picture import Block, GridPicture
from medic_desk.ui.day_grid.layout import Frame
from medic_desk.ui.day_grid.placing import grid_layout
from tests.ui.calendar.week_pictures import at, with_lane
from tests.ui.day_grid.test_layout import FRAME, MONDAY, crowded_pictures, frames, overlap, picture


def gone(name: str, starts_at: int, ends_at: int) -> Block:
    return Block(id=name, starts_at=starts_at, ends_at=ends_at, status="cancelled")


def test_a_cancelled_one_takes_no_lane() -> None:
    """It is as wide as the column where nothing else stands, and else in the part that is free."""
    nine = at(MONDAY, 9)
    week = picture(
        gone("alone", nine, nine + 30),
        gone("half", nine + 60, nine + 90),
        Block(id="there", starts_at=nine + 75, ends_at=nine + 105),
        gone("under", nine + 80, nine + 100),
    )
    frame = FRAME._replace(shows_faded=True)
    layout = grid_layout(week, frame)
    rects = {placed.block.id: placed.rect for placed in layout.blocks}
    assert rects.keys() == {"alone", "half", "there"}
    bare = grid_layout(picture(week.blocks[2]), frame).blocks[0].rect
    assert rects["alone"].width == rects["half"].width == bare.width
    assert (rects["half"].y, rects["half"].bottom) == (layout.y_of(10 * 60), layout.y_of(10 * 60 + 15))
    (mark,) = layout.more
    assert [block.id for block in mark.blocks] == ["under"]
    assert rects["there"].right == mark.rect.x, "beside the mark of what has no room"
    without = grid_layout(picture(*week.blocks[:3]), frame)
    assert without.more == ()
    assert {placed.rect for placed in without.blocks if placed.block.id == "there"} == {bare}


@given(crowded_pictures(), frames, st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_cancelled_ones_change_nobody_s_lane(
    week: GridPicture, frame: Frame, places: set[int], least: int
) -> None:
    blocks = tuple(
        replace(block, status="cancelled") if number in places else block
        for number, block in enumerate(week.blocks)
    )
    frame = frame._replace(least_side=least)
    hidden = grid_layout(with_lane(week, blocks=blocks), frame)
    shown = grid_layout(with_lane(week, blocks=blocks), frame._replace(shows_faded=True))
    rects = [placed.rect for placed in shown.blocks] + [mark.rect for mark in shown.more]
    for i, one in enumerate(rects):
        assert not any(overlap(one, other) for other in rects[i + 1 :])
    assert len(shown.blocks) + sum(len(mark.blocks) for mark in shown.more) >= len(hidden.blocks)
    if least == 0:
        lanes = {(p.block.id, p.column): (p.side, p.sides) for p in hidden.blocks}
        assert lanes.items() <= {(p.block.id, p.column): (p.side, p.sides) for p in shown.blocks}.items()
