"""What the painter of a calendar puts where: states by shape, neighbours, hours, free starts, now."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import get_args

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication

from medic_desk.ui.day_grid.block_words import state_of
from medic_desk.ui.day_grid.grid_picture import Block, Column, FreeMark, GridPicture, Ground, GroundKind, Lane
from medic_desk.ui.day_grid.layout import Frame, GridLayout, Rect
from medic_desk.ui.day_grid.off_hours import hour_edges, off_stretches
from medic_desk.ui.day_grid.painter import GridPainter, Look
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.day_grid.sticky_words import StickyWords
from medic_desk.ui.day_grid.words import off_text
from medic_desk.ui.theme import Mode, State, Theme
from tests.ui.calendar.week_pictures import ATHENS, at, hours

DAY = date(2026, 11, 26)
HOUR_HEIGHT = 109
WIDTH = 150
MODES = pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])


def block(number: int, hour: int, minute: int = 0, length: int = 20, **fields: object) -> Block:
    starts_at = at(DAY, hour, minute)
    made = Block(
        id=f"b{number}", starts_at=starts_at, ends_at=starts_at + length,
        last_name="Ρήγα", first_name="Άννα", service="Εξέταση",
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def lane(*blocks: Block, starts: tuple[FreeMark, ...] = (), **fields: object) -> Lane:
    made = Lane(
        id="doctor", zone=ATHENS, blocks=blocks, grounds=tuple(hours(DAY, (9, 20))), free_slots=starts
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def laid_out(*lanes: Lane, now: int | None = None) -> GridLayout:
    columns = tuple(Column(number, DAY) for number in range(len(lanes)))
    frame = Frame(WIDTH * len(lanes), HOUR_HEIGHT, shows_faded=True, margin=1, gutter=1)
    return grid_layout(GridPicture(lanes=lanes, columns=columns, now=now), frame)


def painted(
    layout: GridLayout, mode: Mode = Mode.LIGHT, look: Look | None = None, scale: float = 1.0
) -> QImage:
    image = QImage(layout.width, layout.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    everything = QRegion(0, 0, layout.width, layout.height)
    GridPainter(Theme(mode, scale), 1.0).paint(painter, layout, look or Look(), everything)
    painter.end()
    return image


STATES: dict[State, dict[str, object]] = {
    "booked": {},
    "late": {"is_late": True},
    "waiting": {"status": "arrived"},
    "in_room": {"status": "in_room"},
    "done": {"status": "completed"},
    "no_show": {"status": "no_show"},
    "cancelled": {"status": "cancelled"},
    "request": {"status": "pending"},
    "held": {"status": "held", "kind": "hold", "desk_name": "Desk 2"},
    "own": {"status": "held", "kind": "hold", "is_own": True},
}


def shape_of(image: QImage, rect: Rect) -> tuple[list[bool], bool]:
    """What a grey print shows of a block beside its words: where there is ink, and whether it is inverted."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)

    def level(x: int, y: int) -> int:
        return QColor(grey.pixel(x, y)).value()

    # Right of the words, and left of the icon.
    ground = level(rect.x + 115, rect.bottom - 5)
    mask = [
        abs(level(x, y) - ground) > 18
        for x in range(rect.x, rect.right)
        for y in range(rect.y, rect.bottom)
        if x < rect.x + 8 or x > rect.right - 18 or y < rect.y + 3 or y > rect.bottom - 4
    ]
    page = level(rect.x + 20, rect.bottom + 8)
    return mask, abs(ground - page) > 90


@MODES
def test_every_state_is_told_apart_in_a_grey_print(qapp: QApplication, mode: Mode) -> None:
    """By edge, outline and icon, or by letters that are light on dark, and not by colour."""
    assert STATES.keys() == set(get_args(State))
    shapes: dict[State, tuple[list[bool], bool]] = {}
    for state, fields in STATES.items():
        one = block(1, 10, 0, 20, **fields)
        assert state_of(one) == state
        layout = laid_out(lane(one))
        shapes[state] = shape_of(painted(layout, mode), layout.blocks[0].rect)
    for one_state, other_state in combinations(shapes, 2):
        (mask, inverted), (other, is_other_inverted) = shapes[one_state], shapes[other_state]
        differing = sum(a != b for a, b in zip(mask, other, strict=True))
        assert differing > 10 or inverted != is_other_inverted, (one_state, other_state, differing)


SIZES = pytest.mark.parametrize(
    ("length", "zoom", "sides"),
    [(10, 0.9, 1), (10, 1.82, 1), (10, 1.82, 2), (15, 1.82, 1), (15, 1.45, 2), (20, 1.82, 1), (30, 3.2, 2)],
)
"""Blocks lower than a line, of one line, of two and of many, alone and beside another."""

GROUNDS: tuple[GroundKind, ...] = ("break", "blocked", "reserved", "pending")

NEEDS_A_HAND: tuple[State, ...] = ("late", "waiting", "in_room", "request")
READABLE = 40
"""Levels of grey, of 255, that a print keeps apart."""


def grey_of(one: Block | Ground, mode: Mode, zoom: float, sides: int) -> list[int]:
    """The levels of a block's place, or of a stretch of ground, in a grey print, without words and icons."""
    blocks = tuple(replace(one, id=f"{n}") for n in range(sides)) if isinstance(one, Block) else ()
    grounds = (*hours(DAY, (9, 20)), *((one,) if isinstance(one, Ground) else ()))
    picture = GridPicture(lanes=(lane(*blocks, grounds=grounds),), columns=(Column(0, DAY),))
    frame = Frame(104, round(60 * zoom), shows_faded=True, least_block=0)
    layout = grid_layout(picture, frame)
    rect = layout.blocks[0].rect if blocks else layout.grounds[-1].rect
    grey = painted(layout, mode).convertToFormat(QImage.Format.Format_Grayscale8)
    width = rect.width if blocks else (layout.columns[0].width - 3) // sides
    return [
        QColor(grey.pixel(x, y)).value()
        for y in range(rect.y, rect.bottom)
        for x in range(rect.x + (0 if blocks else 1), rect.x + width + (0 if blocks else 1))
    ]


@MODES
@SIZES
def test_every_state_is_told_apart_without_colour_words_and_icons(
    qapp: QApplication, mode: Mode, length: int, zoom: float, sides: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no room for words, stripes, fill and edge alone have to tell it."""
    monkeypatch.setattr("medic_desk.ui.day_grid.block_painter.block_lines", lambda *_: [])
    monkeypatch.setattr(StickyWords, "of_grounds", lambda *_: [])
    starts_at = at(DAY, 10)
    shown: dict[str, list[int]] = {
        state: grey_of(block(1, 10, 0, length, **fields), mode, zoom, sides)
        for state, fields in STATES.items()
    }
    for kind in GROUNDS:
        shown[kind] = grey_of(Ground(starts_at, starts_at + length, kind), mode, zoom, sides)
    for one, other in combinations(shown, 2):
        differing = sum(abs(a - b) > READABLE for a, b in zip(shown[one], shown[other], strict=True))
        assert differing >= 10, (one, other, differing)
        if one == "booked" and other in NEEDS_A_HAND:
            # These are looked for among those that are only booked: a little more is too little.
            assert differing >= 40 * length * zoom / 18, (one, other, differing)


@MODES
def test_only_what_is_in_the_room_or_mine_is_inverted(qapp: QApplication, mode: Mode) -> None:
    palette = Theme(mode).palette
    for state, colours in palette.states.items():
        grey, page = QColor(colours.fill).lightness(), QColor(palette.surface).lightness()
        if mode is Mode.LIGHT:
            assert (abs(grey - page) > 100) == (state in ("in_room", "own")), state


def test_the_tick_of_what_is_done_grows_with_the_type_and_never_meets_the_words(qapp: QApplication) -> None:
    layout = laid_out(lane(block(1, 10, 0, 60, status="completed")))
    rect, heights = layout.blocks[0].rect, []
    for scale in (1.0, 1.5):
        image = painted(layout, scale=scale)
        marks = [
            (x, y)
            for x in range(rect.x, rect.right)
            for y in range(rect.y, rect.bottom)
            if _is_green(image.pixelColor(x, y))
        ]
        heights.append(1 + max(y for _, y in marks) - min(y for _, y in marks))
        right = max(x for x, _ in marks)
        words = [
            x
            for x in range(right + 1, rect.right - 3)
            for y in range(rect.y + 3, rect.bottom - 3)
            if image.pixelColor(x, y).lightness() < 128
        ]
        assert right + 1 < min(words), "a pixel of the block is between them"
    assert heights[0] >= 5
    assert heights[1] >= 1.35 * heights[0]


def _is_green(colour: QColor) -> bool:
    return colour.green() - colour.red() > 30


def test_neighbours_stand_two_pixels_apart(qapp: QApplication) -> None:
    layout = laid_out(lane(block(1, 10, 0, 10), block(2, 10, 10, 10)))
    image = painted(layout)
    first, second = (placed.rect for placed in layout.blocks)
    assert first.bottom == second.y
    assert first.height in (18, 19)
    fill = QColor(Theme(Mode.LIGHT).palette.states["booked"].fill)
    x = first.right - 10
    rows = [image.pixelColor(x, y) == fill for y in range(first.y, second.bottom)]
    inside = rows[rows.index(True) : len(rows) - rows[::-1].index(True)]
    assert inside.count(False) == 2


def test_the_now_line_runs_under_the_blocks_with_a_tick_in_every_column(qapp: QApplication) -> None:
    layout = laid_out(lane(block(1, 10, 0, 60)), lane(), now=at(DAY, 10, 30))
    image = painted(layout)
    now = QColor(Theme(Mode.LIGHT).palette.now)
    ((_, y), (_, other_y)) = layout.now_lines
    assert y == other_y
    assert image.pixelColor(WIDTH // 2, y) != now
    assert image.pixelColor(WIDTH + WIDTH // 2, y) == now
    for column in layout.columns[1:]:
        assert image.pixelColor(column.x + 1, y + 3) == now
        assert image.pixelColor(column.x + 4, y + 3) != now


def test_hours_end_in_a_line(qapp: QApplication) -> None:
    layout = laid_out(lane(grounds=(*hours(DAY, (9, 12), (12, 13), (17, 20)),)))
    assert [edge.y // HOUR_HEIGHT for edge in hour_edges(layout, off_stretches(layout, 0))] == [9, 13, 17, 20]
    image, palette = painted(layout), Theme(Mode.LIGHT).palette
    for edge in hour_edges(layout, off_stretches(layout, 0)):
        assert image.pixelColor(WIDTH // 2, edge.y) == QColor(palette.border)
        assert image.pixelColor(WIDTH // 2, edge.y - 6).name().upper() in (palette.surface, palette.off)


def test_off_hours_say_why_once() -> None:
    layout = laid_out(lane(grounds=(*hours(DAY, (9, 13), (17, 20)),)), lane(grounds=()))
    assert [off_text(one, ATHENS) for one in off_stretches(layout, 0)] == [
        "from 09:00",
        "back 17:00",
        "day over",
    ]
    assert [off_text(one, ATHENS) for one in off_stretches(layout, 1)] == ["no hours"]
    assert list(off_stretches(laid_out(lane(is_reading=True)), 0)) == []


def start(hour: int, minute: int = 0, length: int = 10) -> FreeMark:
    starts_at = at(DAY, hour, minute)
    return FreeMark(starts_at, starts_at + length)


def test_a_free_start_is_a_pill_and_lit_over_the_width_while_booking(qapp: QApplication) -> None:
    palette = Theme(Mode.LIGHT).palette
    for is_lit, at_the_right in ((False, palette.surface), (True, palette.free_lit)):
        layout = laid_out(lane(starts=(start(10, 10),), is_lit=is_lit))
        image, cell = painted(layout), layout.slots[0].cell
        middle = cell.y + cell.height // 2
        assert image.pixelColor(cell.right - 8, middle) == QColor(at_the_right)
        accents = [
            x for x in range(cell.x, cell.x + 12) if image.pixelColor(x, middle) == QColor(palette.accent)
        ]
        assert accents, "an edge in the accent"


def test_what_is_out_of_the_question_lies_under_a_veil(qapp: QApplication) -> None:
    bare, veiled = (
        painted(laid_out(lane(block(1, 10, 0, 60)), lane(is_veiled=is_veiled))) for is_veiled in (False, True)
    )
    inside = 12 * HOUR_HEIGHT + 20
    assert bare.pixelColor(WIDTH + 50, inside) != veiled.pixelColor(WIDTH + 50, inside)
    assert bare.pixelColor(50, inside) == veiled.pixelColor(50, inside)


def test_a_chosen_block_has_a_frame_of_two_pixels_outside(qapp: QApplication) -> None:
    layout = laid_out(lane(block(1, 10, 0, 30)))
    image, rect = painted(layout, look=Look(chosen_id="b1")), layout.blocks[0].rect
    frame = QColor(Theme(Mode.LIGHT).palette.text)
    x = rect.x + rect.width // 2
    column = [image.pixelColor(x, y) == frame for y in range(rect.y - 3, rect.y + 3)]
    assert column.count(True) == 2
    assert column.index(True) == 2


def test_words_are_set_once(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = laid_out(lane(*(block(n, 9 + n, 0, 30) for n in range(8))))
    painter = GridPainter(Theme(Mode.LIGHT, 1.0), 1.0)
    image = QImage(layout.width, layout.height, QImage.Format.Format_RGB32)
    everything = QRegion(0, 0, layout.width, layout.height)

    def paint() -> None:
        canvas = QPainter(image)
        painter.paint(canvas, layout, Look(), everything)
        canvas.end()

    paint()

    def never(*_: object) -> list[object]:
        raise AssertionError("set again")

    monkeypatch.setattr("medic_desk.ui.day_grid.block_painter.block_lines", never)
    paint()


def test_a_ground_without_room_for_three_letters_says_nothing(qapp: QApplication) -> None:
    reason = Ground(at(DAY, 10), at(DAY, 11), "blocked", "Χειρουργείο")
    layout = laid_out(lane(grounds=(*hours(DAY, (9, 13)), reason)))
    narrow = grid_layout(layout.picture, layout.frame._replace(width=24))
    palette = Theme(Mode.LIGHT).palette
    image = painted(narrow)
    plain = [
        image.pixelColor(x, y) == QColor(palette.surface)
        for x in range(2, 22)
        for y in range(10 * HOUR_HEIGHT + 3, 11 * HOUR_HEIGHT - 3)
    ]
    assert not any(plain)
