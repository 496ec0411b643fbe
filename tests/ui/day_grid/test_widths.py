"""How wide columns, and blocks side by side in them, are drawn."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from medic_desk.ui.calendar.frames import frame_of
from medic_desk.ui.day_grid.block_text import BlockWords, Faces, Room, block_lines, form_of
from medic_desk.ui.day_grid.grid_picture import Block, Column, GridPicture, Lane
from medic_desk.ui.day_grid.layout import Frame
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.theme import Mode, Text, Theme
from tests.ui.calendar.week_pictures import ATHENS, at, days_of

MONDAY = date(2026, 11, 23)

PAIRS = Frame(width=140, hour_height=109, gutter=2, least_side=46, two_lines=34, timed_side=85)
"""A column of a day, in which ten minutes are one line."""


def day(*blocks: Block) -> GridPicture:
    return days_of(zone=ATHENS, first_day=MONDAY, days=1, blocks=blocks)


def test_columns_are_as_wide_as_they_weigh_and_never_too_narrow() -> None:
    lanes = tuple(Lane(id=name, zone=ATHENS) for name in "abcd")
    columns = tuple(Column(i, MONDAY, weight) for i, weight in enumerate((1.0, 1.2, 1.6, 0.95)))
    doctors = GridPicture(lanes=lanes, columns=columns)
    wide = [rect.width for rect in grid_layout(doctors, Frame(950, 60, least_column=104)).columns]
    assert wide == [200, 240, 320, 190]
    narrow = grid_layout(doctors, Frame(300, 60, least_column=104))
    assert min(rect.width for rect in narrow.columns) >= 104
    assert narrow.columns[2].x == narrow.width - 300, "the last two fill what is in view"
    assert narrow.width == narrow.columns[-1].right > 300
    thin = grid_layout(
        replace(doctors, columns=(*columns, Column(0, MONDAY, is_folded=True))),
        Frame(980, 60, least_column=104, folded_column=30),
    )
    assert [rect.width for rect in thin.columns] == [200, 240, 320, 190, 30]


def test_columns_fill_the_width_as_long_as_each_has_the_least_there_is() -> None:
    weights = (1.0, 1.0, 1.36, 1.0, 0.95, 1.0, 1.6, 1.2)
    lanes = tuple(Lane(id=str(number), zone=ATHENS) for number in range(len(weights)))
    columns = tuple(Column(i, MONDAY, weight) for i, weight in enumerate(weights))
    doctors = GridPicture(lanes=lanes, columns=columns)
    for width in (8 * 104, 8 * 104 + 5, 920, 950, 1000, 1400):
        layout = grid_layout(doctors, Frame(width, 60, least_column=104))
        widths = [rect.width for rect in layout.columns]
        assert layout.width == width
        assert min(widths) >= 104
        assert widths[6] == max(widths)
    # What is above the least goes to those that weigh more.
    assert [rect.width for rect in grid_layout(doctors, Frame(920, 60, least_column=104)).columns] == [
        104, 104, 131, 104, 104, 104, 154, 115,
    ]  # fmt: skip
    beyond = grid_layout(doctors, Frame(8 * 104 - 1, 60, least_column=104))
    assert beyond.width > 8 * 104
    assert min(rect.width for rect in beyond.columns) >= 104


def test_columns_that_are_scrolled_to_their_end_begin_with_a_whole_one() -> None:
    weights = (1.0, 1.0, 1.36, 1.0, 0.95, 1.0, 1.6, 1.2)
    lanes = tuple(Lane(id=str(number), zone=ATHENS) for number in range(len(weights)))
    columns = tuple(Column(i, MONDAY, weight) for i, weight in enumerate(weights))
    folded = (
        *columns[:3],
        replace(columns[3], is_folded=True),
        *columns[4:7],
        Column(7, MONDAY, is_folded=True),
    )
    for shown in (columns, folded):
        for width in range(210, 600, 7):
            doctors = GridPicture(lanes=lanes, columns=shown)
            layout = grid_layout(doctors, Frame(width, 60, least_column=104, folded_column=30))
            assert layout.width > width
            assert layout.width - width in [rect.x for rect in layout.columns]
            # Alike stay alike, and folded ones as narrow as they are.
            widths = [rect.width for rect in layout.columns]
            assert abs(widths[1] - widths[5]) <= 1
            assert {widths[n] for n, one in enumerate(shown) if one.is_folded} <= {29, 30, 31}
            assert min(widths[n] for n, one in enumerate(shown) if not one.is_folded) >= 104


def low_pair(minutes: int) -> GridPicture:
    nine = at(MONDAY, 9)
    return day(*(Block(id=name, starts_at=nine, ends_at=nine + minutes) for name in "ab"))


def test_the_first_of_two_single_lines_has_room_for_its_time() -> None:
    first, other = grid_layout(low_pair(10), PAIRS).blocks
    assert (first.rect.width, other.rect.width) == (85, 52)
    assert (first.rect.x, first.rect.right) == (PAIRS.margin, other.rect.x)
    assert other.rect.right == PAIRS.width - PAIRS.gutter
    # Those that are higher have the time on a line of its own.
    high = grid_layout(low_pair(30), PAIRS).blocks
    assert abs(high[0].rect.width - high[1].rect.width) <= 1
    # Nobody is made too narrow for it, and where both have the room they are alike.
    for width in (130, 200):
        one, two = grid_layout(low_pair(10), PAIRS._replace(width=width)).blocks
        assert abs(one.rect.width - two.rect.width) <= 1


def test_of_those_that_begin_together_one_is_the_first_and_a_later_one_is_too() -> None:
    nine = at(MONDAY, 9)
    week = day(
        Block(id="a", starts_at=nine, ends_at=nine + 30),
        Block(id="b", starts_at=nine, ends_at=nine + 20),
        Block(id="c", starts_at=nine + 20, ends_at=nine + 40),
    )
    found = {
        placed.block.id: (placed.side, placed.is_first)
        for placed in grid_layout(week, Frame(width=300, hour_height=68)).blocks
    }
    assert found == {"a": (0, True), "b": (1, False), "c": (1, True)}


def test_beside_no_mark_for_folded_ones_a_block_has_all_of_the_width() -> None:
    nine = at(MONDAY, 9)
    week = day(
        Block(id="long", starts_at=nine, ends_at=nine + 60),
        *(Block(id=name, starts_at=nine, ends_at=nine + 20) for name in ("m", "n", "o")),
        Block(id="later", starts_at=nine + 30, ends_at=nine + 60),
    )
    layout = grid_layout(week, Frame(width=130, hour_height=120, least_side=46, more_width=24))
    (mark,) = layout.more
    rects = {placed.block.id: placed.rect for placed in layout.blocks}
    assert rects["m"].right == mark.rect.x
    assert rects["later"].x == rects["m"].x
    assert rects["later"].right == mark.rect.right


TWO_LANES = 1.36
"""The weight of a column with two lanes of short appointments."""


@pytest.mark.parametrize("family", ["", "DejaVu Sans", "Noto Sans"])
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.2, 1.68])
def test_in_the_narrowest_column_of_two_lanes_the_first_tells_its_time(
    qapp: QApplication, family: str, scale: float
) -> None:
    if family and family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    theme = Theme(Mode.LIGHT, scale, family=family)
    frame = frame_of(theme, 100, 1.82, shows_faded=False)
    width = round(frame.least_column * TWO_LANES)
    layout = grid_layout(low_pair(10), frame._replace(width=width, least_column=0))
    first, other = layout.blocks
    assert other.rect.width >= frame.least_side
    faces = Faces(theme.name_font(), theme.time_font(), theme.font(Text.SECONDARY))
    # Of a block's place 12 pixels are beside its words.
    form = form_of(first.rect.width - 1, theme.text_scale)
    room = Room(first.rect.width - 12, 16 * theme.text_scale, 0, form, is_first=True)
    (line,) = block_lines(BlockWords("11:50", "Κουτσούκης"), faces, room)
    time, name = (word.text for word in line.words)
    assert (time, name[:2]) == ("11:50", "Κο")
