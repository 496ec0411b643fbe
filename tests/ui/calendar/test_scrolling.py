"""Scrolling the calendar moves its pixels: little is painted, and no old pixel stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QRegion, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from medic_desk.ui.calendar.verdict_chip import VerdictChip
from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.day_grid.grid_picture import Block, Column, GridPicture, Ground, Lane
from medic_desk.ui.theme import Mode, Theme
from tests.ui.calendar.painted import is_as_painted_whole, repainted
from tests.ui.calendar.week_pictures import ATHENS, at, full_week, hours

MONDAY = date(2026, 11, 23)
DOCTORS = 12


def day_of_doctors() -> GridPicture:
    """A day of doctors with breaks, blocked time and off-hours as long as the view, and appointments."""
    kinds: tuple[Ground, ...] = (
        Ground(at(MONDAY, 12), at(MONDAY, 13), "break", "Lunch"),
        Ground(at(MONDAY, 8), at(MONDAY, 19), "blocked", "Congress"),
        Ground(at(MONDAY, 9), at(MONDAY, 18), "reserved", "Vaccinations"),
        Ground(at(MONDAY, 9), at(MONDAY, 18), "pending", "Leave"),
    )
    weeks = [full_week(days=1, colour=str(number % 8)) for number in range(DOCTORS)]
    lanes = tuple(
        Lane(
            id=f"doctor {number}",
            zone=ATHENS,
            title=f"Doctor {number}",
            colour=str(number % 8),
            blocks=tuple(_of(number, block) for block in week.blocks) if number % 3 else (),
            grounds=(*hours(MONDAY, (8, 20)), kinds[number % 4]) if number % 6 else (),
            is_veiled=number == 4,
        )
        for number, week in enumerate(weeks)
    )
    columns = tuple(Column(number, MONDAY, 1 + number % 3 / 5) for number in range(DOCTORS))
    return GridPicture(lanes=lanes, columns=columns, now=at(MONDAY, 11, 42), title="12 doctors")


def _of(number: int, block: Block) -> Block:
    return replace(block, id=f"{block.id}-{number}")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(Mode.LIGHT, 1.0)
    made.install(qapp)
    return made


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> CalendarView:
    shown = CalendarView(theme)
    qtbot.addWidget(shown)
    shown.resize(700, 520)
    shown.set_picture(day_of_doctors())
    shown.show()
    qtbot.waitExposed(shown)
    assert shown.canvas.horizontalScrollBar().maximum() > 500
    return shown


def aside(view: CalendarView, pixels: int) -> None:
    bar = view.canvas.horizontalScrollBar()
    bar.setValue(bar.value() + pixels)


def down(view: CalendarView, pixels: int) -> None:
    bar = view.canvas.verticalScrollBar()
    bar.setValue(bar.value() + pixels)


def share_of(area: QRect, region: QRegion) -> float:
    """How much of an area is in a region."""
    points = [QPoint(x, y) for x in range(0, area.width(), 4) for y in range(0, area.height(), 4)]
    return sum(region.contains(point) for point in points) / len(points)


def test_sideways_the_strip_that_comes_into_view_is_painted_alone(view: CalendarView) -> None:
    viewport = view.viewport().rect()
    region = repainted(view, lambda: aside(view, 40))
    assert region.boundingRect() == QRect(viewport.right() - 39, 0, 40, viewport.height())
    assert is_as_painted_whole(view)
    region = repainted(view, lambda: aside(view, -25))
    assert region.boundingRect() == QRect(0, 0, 25, viewport.height())
    assert is_as_painted_whole(view)


def test_down_and_up_the_words_that_stay_in_sight_are_painted_besides(view: CalendarView) -> None:
    viewport = view.viewport().rect()
    for pixels in (35, 200, -60, 3, -1):
        region = repainted(view, lambda step=pixels: down(view, step))  # type: ignore[misc]
        assert is_as_painted_whole(view), pixels
        assert share_of(viewport, region) < abs(pixels) / viewport.height() + 0.15


def test_many_steps_leave_nothing_behind(view: CalendarView) -> None:
    for pixels in (7, 140, -33, 2000, -411, 90, -2000, 61):
        aside(view, pixels)
        down(view, pixels // 3)
        if pixels % 2:
            QApplication.processEvents()
    assert is_as_painted_whole(view)


def test_what_was_still_to_be_painted_is_painted_where_it_went(view: CalendarView) -> None:
    assert view.canvas.placed is not None
    for placed in view.canvas.placed.blocks[::7]:
        view.choose_appointment(placed.block.id)
        aside(view, 30)
        down(view, 11)
    assert is_as_painted_whole(view)


@pytest.mark.parametrize("change", ["mode", "scale", "zoom", "now", "picture", "size", "other days"])
def test_no_old_pixel_stays_when_the_picture_changes(view: CalendarView, theme: Theme, change: str) -> None:
    for pixels in (120, 55):
        aside(view, pixels)
        change_of(change, view, theme)()
        aside(view, -20)
        down(view, 15)
        assert is_as_painted_whole(view)


def change_of(what: str, view: CalendarView, theme: Theme) -> Callable[[], object]:
    day = day_of_doctors()
    return {
        "mode": lambda: theme.set_mode(Mode.DARK),
        "scale": lambda: theme.set_text_scale(1.2),
        "zoom": lambda: view.canvas.set_zoom(2.4),
        "now": lambda: view.set_picture(replace(day, now=at(MONDAY, 13))),
        "picture": lambda: view.set_picture(replace(day, lanes=(*day.lanes[:-1], day.lanes[1]))),
        "size": lambda: view.resize(820, 600),
        "other days": lambda: view.set_picture(full_week(MONDAY + timedelta(days=7))),
    }[what]


def test_another_screen_has_shapes_drawn_for_its_pixels(
    view: CalendarView, monkeypatch: pytest.MonkeyPatch
) -> None:
    QApplication.processEvents()
    before = view.canvas._painter
    assert before is not None
    assert before.ratio == 1
    monkeypatch.setattr(type(view.canvas), "devicePixelRatioF", lambda _canvas: 2.0)
    repainted(view, lambda: view.viewport().update(0, 0, 9, 9))
    after = view.canvas._painter
    assert after is not None
    assert after is not before
    assert after.ratio == 2


def test_what_lies_over_the_days_stays_where_it_is(view: CalendarView, theme: Theme) -> None:
    chip = VerdictChip(theme, view.viewport())
    chip.say("11:15 → 12:40", "Break until 13:00", QPoint(200, 150), is_free=False)
    assert is_as_painted_whole(view)
    place = chip.geometry()
    for _ in range(3):
        aside(view, 24)
        down(view, 17)
        assert is_as_painted_whole(view)
    assert chip.geometry() == place


# By hand


def wheel_aside(view: CalendarView, turned: int, pixels: int = 0) -> None:
    """Turn a wheel sideways over the days; ``pixels`` are told by a touch pad."""
    at_days = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        at_days,
        QPointF(view.viewport().mapToGlobal(at_days.toPoint())),
        QPoint(pixels, 0),
        QPoint(turned, 0),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own
    )
    QApplication.sendEvent(view.viewport(), event)


def lefts(view: CalendarView) -> list[int]:
    placed = view.canvas.placed
    assert placed is not None
    return [column.x for column in placed.columns]


def test_a_wheel_goes_sideways_by_whole_columns(view: CalendarView) -> None:
    begins, canvas = lefts(view), view.canvas
    for number in (1, 2, 3):
        wheel_aside(view, -120)
        assert canvas.shift == begins[number]
    for _ in range(4):
        wheel_aside(view, 30)
    assert canvas.shift == begins[2], "a fine wheel goes as far"
    aside(view, 5)
    wheel_aside(view, 120)
    assert canvas.shift == begins[2], "first back to the beginning of what is cut"
    for _ in range(20):
        wheel_aside(view, -120)
    assert canvas.shift == canvas.horizontalScrollBar().maximum()
    assert canvas.shift in begins, "at the end the leftmost one is whole, too"
    for _ in range(20):
        wheel_aside(view, 120)
    assert canvas.shift == 0
    wheel_aside(view, -20, pixels=-17)
    assert 0 < canvas.shift < begins[1], "a touch pad goes by pixels"


def test_the_scroll_bar_goes_by_whole_columns_and_stops_at_one(view: CalendarView) -> None:
    bar, begins = view.canvas.horizontalScrollBar(), lefts(view)
    bar.triggerAction(QScrollBar.SliderAction.SliderSingleStepAdd)
    assert view.canvas.shift == begins[1]
    bar.triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
    assert view.canvas.shift in begins[2:]
    assert view.canvas.shift <= begins[1] + view.viewport().width(), "nothing is passed over"
    bar.triggerAction(QScrollBar.SliderAction.SliderPageStepSub)
    assert view.canvas.shift in begins[:3]
    for near, begin in ((10, begins[2]), (-10, begins[2]), (-begins[1] // 2 - 30, begins[1])):
        bar.setSliderDown(True)
        bar.setSliderPosition(begins[2] + near)
        assert view.canvas.shift == begins[2] + near, "under the hand it goes by pixels"
        bar.setSliderDown(False)
        assert view.canvas.shift == begin
    bar.setSliderDown(True)
    bar.setSliderPosition(bar.maximum())
    bar.setSliderDown(False)
    assert view.canvas.shift == bar.maximum()


def test_what_is_brought_into_view_cuts_no_column_at_the_left(view: CalendarView) -> None:
    canvas = view.canvas
    assert canvas.placed is not None
    for number in (3, 8, 5, 9, 0, 10):
        there = canvas.placed.columns[number]
        canvas.bring_across(there)
        assert canvas.shift in lefts(view)
        assert canvas.shift <= there.x
        assert there.right <= canvas.shift + view.viewport().width()
