"""The calendar under real keys, clicks and repaints."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from medic_desk.ui.calendar.folded_menu import FoldedMenu
from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.day_grid.grid_picture import Block, FreeMark, GridPicture, Ground, days_picture
from medic_desk.ui.day_grid.layout import PlacedSlot, Rect
from medic_desk.ui.day_grid.measures import text_left
from medic_desk.ui.theme import Mode, Text, Theme
from tests.ui.calendar.painted import is_as_painted_whole, repainted
from tests.ui.calendar.week_pictures import ATHENS, at, autumn_week, days_of, full_week, hours, with_lane
from tests.ui.mouse import double_click

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def small_week() -> GridPicture:
    """Monday: free at 09:00 and 09:30, an appointment at 10:00; Tuesday: an appointment at 09:30."""
    return days_of(
        zone=ATHENS,
        first_day=MONDAY,
        title="Dr. Test",
        grounds=(*hours(MONDAY, (9, 17)), *hours(TUESDAY, (9, 17))),
        blocks=(
            Block(
                id="visit", starts_at=at(MONDAY, 10), ends_at=at(MONDAY, 10, 30),
                title="Παπαδόπουλος Γεώργιος",
                service="Έλεγχος <1>", status="pending", place="Room 2", note="210 555 0142",
            ),
            Block(id="other", starts_at=at(TUESDAY, 9, 30), ends_at=at(TUESDAY, 10), title="Smith"),
        ),
        free_slots=tuple(FreeMark(at(MONDAY, 9) + m, at(MONDAY, 9) + m + 30, "Kolonaki") for m in (0, 30)),
    )  # fmt: skip


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(Mode.LIGHT, 1.07)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> CalendarView:
    shown = CalendarView(theme)
    qtbot.addWidget(shown)
    shown.resize(1000, 640)
    shown.set_picture(small_week())
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    return shown


def point(view: CalendarView, minute: int, minutes_in: int = 2, column: int = 0) -> QPoint:
    """A point of the viewport a little way into a minute."""
    layout = view.canvas.placed
    assert layout is not None
    rect = layout.rect_of(column, minute, minute + minutes_in)
    assert rect is not None
    return QPoint(rect.x + 30, rect.bottom - view.canvas.verticalScrollBar().value())


def type_keys(view: CalendarView, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        QTest.keyClick(view, key, held)


# Mouse


def test_a_click_on_a_free_slot_chooses_all_of_it(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.span_chosen) as chosen, qtbot.assertNotEmitted(view.minute_asked):
        QTest.mouseClick(view.viewport(), LEFT, pos=point(view, at(MONDAY, 9, 30)))
    assert chosen.args == ["doctor", at(MONDAY, 9, 30), at(MONDAY, 10)]


def test_a_click_on_a_visit_chooses_it_and_a_second_opens_it(view: CalendarView, qtbot: QtBot) -> None:
    where = point(view, at(MONDAY, 10))
    with qtbot.waitSignal(view.appointment_chosen) as chosen:
        QTest.mouseClick(view.viewport(), LEFT, pos=where)
    assert chosen.args == ["visit"]
    with qtbot.waitSignal(view.appointment_opened) as opened:
        double_click(view.viewport(), where)
    assert opened.args == ["visit"]


def test_a_double_click_on_free_time_chooses_once(view: CalendarView, qtbot: QtBot) -> None:
    spans: list[tuple[int, int]] = []
    view.span_chosen.connect(lambda _lane, a, b: spans.append((a, b)))
    where = point(view, at(MONDAY, 9))
    QTest.mouseClick(view.viewport(), LEFT, pos=where)
    double_click(view.viewport(), where)
    assert spans == [(at(MONDAY, 9), at(MONDAY, 9, 30))]


@pytest.mark.parametrize("hour", [8, 12], ids=["outside hours", "inside hours"])
def test_a_click_on_any_other_minute_asks_why_not(view: CalendarView, qtbot: QtBot, hour: int) -> None:
    where = point(view, at(MONDAY, hour, 20), 1)
    view.canvas.verticalScrollBar().setValue(view.canvas.verticalScrollBar().value() - 120)
    where += QPoint(0, 120)
    with qtbot.waitSignal(view.minute_asked) as asked:
        QTest.mouseClick(view.viewport(), LEFT, pos=where)
    assert asked.args[1] == at(MONDAY, hour, 20)


def test_a_click_means_a_whole_five_minutes(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.minute_asked) as asked:
        QTest.mouseClick(view.viewport(), LEFT, pos=point(view, at(MONDAY, 12, 20), 4))
    assert asked.args[1] == at(MONDAY, 12, 20)


def test_a_click_right_below_an_odd_end_does_not_mean_what_stands_above(
    view: CalendarView, qtbot: QtBot
) -> None:
    block = Block(id="odd", starts_at=at(MONDAY, 12), ends_at=at(MONDAY, 12, 22))
    view.set_picture(with_lane(small_week(), blocks=(block,)))
    with qtbot.waitSignal(view.minute_asked) as asked:
        QTest.mouseClick(view.viewport(), LEFT, pos=point(view, at(MONDAY, 12, 23), 1))
    assert at(MONDAY, 12, 22) <= asked.args[1] < at(MONDAY, 12, 25)


def test_a_right_click_does_nothing(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.span_chosen):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=point(view, at(MONDAY, 9)))


def drag(view: CalendarView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    steps = 5
    for i in range(1, steps + 1):
        QTest.mouseMove(view.viewport(), start + (end - start) * i / steps)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)


def test_a_drag_over_free_time_chooses_a_rounded_span(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.span_drawn) as chosen, qtbot.assertNotEmitted(view.minute_asked):
        drag(view, point(view, at(MONDAY, 12, 2), 1), point(view, at(MONDAY, 12, 42), 1))
    assert chosen.args == ["doctor", at(MONDAY, 12), at(MONDAY, 12, 45)]
    with qtbot.waitSignal(view.span_drawn) as chosen:
        drag(view, point(view, at(MONDAY, 12, 42), 1), point(view, at(MONDAY, 12, 2), 1))
    assert chosen.args == ["doctor", at(MONDAY, 12), at(MONDAY, 12, 45)]


def test_a_drag_from_a_visit_chooses_nothing(view: CalendarView, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(view.span_chosen),
        qtbot.assertNotEmitted(view.span_drawn),
        qtbot.assertNotEmitted(view.appointment_chosen),
    ):
        drag(view, point(view, at(MONDAY, 10, 5)), point(view, at(MONDAY, 12)))


def test_the_wheel_with_ctrl_zooms_around_the_pointer(view: CalendarView, qtbot: QtBot) -> None:
    layout = view.canvas.placed
    assert layout is not None
    before, where = layout.frame.hour_height, point(view, at(MONDAY, 12))
    wheel = QWheelEvent(
        QPointF(where), QPointF(view.viewport().mapToGlobal(where)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003
    )  # fmt: skip
    with qtbot.waitSignal(view.canvas.zoom_changed):
        QApplication.sendEvent(view.viewport(), wheel)
    layout = view.canvas.placed
    assert layout is not None
    assert layout.frame.hour_height > before
    assert abs(point(view, at(MONDAY, 12)).y() - where.y()) <= 2


def tip_at(view: CalendarView, where: QPoint) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), event)
    shown = QToolTip.text()
    QToolTip.hideText()
    return shown


def test_tooltips_tell_all(view: CalendarView) -> None:
    appointment = tip_at(view, point(view, at(MONDAY, 10)))
    for part in (
        "10:00–10:30",
        "Παπαδόπουλος Γεώργιος",
        "Έλεγχος &lt;1&gt;",
        "Room 2",
        "210 555 0142",
        "pending",
        "30 min",
    ):
        assert part in appointment
    assert "09:30–10:00" in tip_at(view, point(view, at(MONDAY, 9, 30)))
    assert "Kolonaki" in tip_at(view, point(view, at(MONDAY, 9, 30)))
    view.set_picture(
        with_lane(
            small_week(),
            grounds=(*small_week().grounds, Ground(at(MONDAY, 12), at(MONDAY, 13), "break", "Lunch & rest")),
        )
    )
    assert "Break: Lunch &amp; rest, 12:00–13:00" in tip_at(view, point(view, at(MONDAY, 12, 20)))
    assert "Outside working hours" in tip_at(view, point(view, at(MONDAY, 12, 20), column=0) + QPoint(500, 0))


def hovered(view: CalendarView) -> tuple[PlacedSlot | None, str]:
    return view.canvas.look.hovered_slot, view.canvas.look.hovered_block_id


def test_the_pointer_lights_up_what_it_is_on(view: CalendarView) -> None:
    QTest.mouseMove(view.viewport(), point(view, at(MONDAY, 9)))
    assert hovered(view)[0] is not None
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), point(view, at(MONDAY, 10)))
    assert hovered(view) == (None, "visit")
    QTest.mouseMove(view.viewport(), point(view, at(MONDAY, 14)))
    assert view.canvas.look.hovered_block_id == ""
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_what_is_folded_is_listed_and_chosen_from_the_list(view: CalendarView, qtbot: QtBot) -> None:
    nine = at(MONDAY, 9)
    blocks = tuple(Block(id=name, starts_at=nine, ends_at=nine + 60, title=name) for name in "abcdef")
    view.set_picture(with_lane(small_week(), blocks=blocks, free_slots=()))
    layout = view.canvas.placed
    assert layout is not None
    (mark,) = layout.more
    drawn = {placed.block.id for placed in layout.blocks}
    assert drawn | {block.id for block in mark.blocks} == set("abcdef")
    where = view.canvas.area_of_rect(mark.rect).center()
    with qtbot.waitSignal(view.folded_asked) as asked:
        QTest.mouseClick(view.viewport(), LEFT, pos=where)
    assert asked.args == [mark]
    type_keys(view, Qt.Key.Key_End)
    assert view.accessibleDescription().endswith(f"{len(mark.blocks)} more appointments")
    with qtbot.waitSignal(view.folded_asked):
        type_keys(view, Qt.Key.Key_Return)
    menu = FoldedMenu(mark, view)
    assert [action.data() for action in menu.actions()] == [block.id for block in mark.blocks]
    with qtbot.waitSignal(view.appointment_chosen) as chosen:
        menu.actions()[-1].trigger()
    assert chosen.args == [mark.blocks[-1].id]
    view.show_appointment(mark.blocks[0].id)
    assert view.canvas.look.cursor == mark.rect
    menu.deleteLater()


# Keys


def test_keys_go_from_slot_to_slot_and_to_the_visits(view: CalendarView, qtbot: QtBot) -> None:
    minutes = []
    for _ in range(4):
        minutes.append(view.cursor_minute)
        type_keys(view, Qt.Key.Key_Down)
    assert minutes == [at(MONDAY, 9), at(MONDAY, 9, 30), at(MONDAY, 10), at(MONDAY, 10)]
    type_keys(view, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.span_chosen) as chosen:
        type_keys(view, Qt.Key.Key_Return)
    assert chosen.args == ["doctor", at(MONDAY, 9, 30), at(MONDAY, 10)]
    type_keys(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.appointment_opened) as opened:
        type_keys(view, Qt.Key.Key_Enter)
    assert opened.args == ["other"]
    with qtbot.waitSignal(view.appointment_chosen) as picked:
        type_keys(view, Qt.Key.Key_Space)
    assert picked.args == ["other"]


def test_the_chosen_visit_is_always_the_one_under_the_cursor(view: CalendarView) -> None:
    chosen: list[str] = []
    view.appointment_chosen.connect(chosen.append)
    QTest.mouseClick(view.viewport(), LEFT, pos=point(view, at(MONDAY, 10)))
    type_keys(view, Qt.Key.Key_Right)
    assert (chosen, view.canvas.look.chosen_id) == (["visit", "other"], "other")
    view.show_minute(at(MONDAY, 9))
    assert (chosen[2:], view.canvas.look.chosen_id) == ([""], "")
    view.show_minute(at(MONDAY, 9, 30))
    assert chosen[3:] == []
    view.show_minute(at(MONDAY, 10))
    QTest.mousePress(view.viewport(), LEFT, pos=point(view, at(MONDAY, 14)))
    assert (chosen[3:], view.canvas.look.chosen_id) == (["visit", ""], "")
    QTest.mouseRelease(view.viewport(), LEFT, pos=point(view, at(MONDAY, 14)))


def test_home_and_end_with_and_without_ctrl(view: CalendarView) -> None:
    type_keys(view, Qt.Key.Key_End)
    assert view.cursor_minute == at(MONDAY, 10)
    type_keys(view, Qt.Key.Key_Home)
    assert view.cursor_minute == at(MONDAY, 9)
    type_keys(view, Qt.Key.Key_End, held=CTRL)
    assert view.cursor_minute == at(TUESDAY, 9, 30)
    type_keys(view, Qt.Key.Key_Home, held=CTRL)
    assert view.cursor_minute == at(MONDAY, 9)


def test_any_minute_is_reached_by_keys_and_asked_about(view: CalendarView, qtbot: QtBot) -> None:
    type_keys(view, Qt.Key.Key_Down, Qt.Key.Key_Down, held=CTRL)
    type_keys(view, Qt.Key.Key_Down, held=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert view.cursor_minute == at(MONDAY, 9, 11)
    with qtbot.waitSignal(view.minute_asked) as asked:
        type_keys(view, Qt.Key.Key_Return)
    assert asked.args == ["doctor", at(MONDAY, 9, 11)]
    with qtbot.waitSignal(view.minute_asked) as asked:
        type_keys(view, Qt.Key.Key_F1)
    assert asked.args == ["doctor", at(MONDAY, 9, 11)]
    type_keys(view, Qt.Key.Key_Right)
    assert view.cursor_minute == at(TUESDAY, 9, 11)
    type_keys(view, Qt.Key.Key_Down)
    assert view.cursor_minute == at(TUESDAY, 9, 30)


def test_a_day_without_stops_is_entered_at_the_same_time(view: CalendarView) -> None:
    type_keys(view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert view.cursor_minute == at(MONDAY + timedelta(days=2), 9, 30)


def test_pages_and_the_edges_ask_for_other_days(view: CalendarView, qtbot: QtBot) -> None:
    asked: list[int] = []
    view.period_asked.connect(asked.append)
    type_keys(view, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Left)
    assert asked == [-1, 1, -1]
    type_keys(view, *[Qt.Key.Key_Right] * 7)
    assert asked == [-1, 1, -1, 1]


def test_zoom_by_keys(view: CalendarView) -> None:
    type_keys(view, Qt.Key.Key_Plus, held=CTRL)
    assert view.canvas.zoom == 2.4
    type_keys(view, Qt.Key.Key_Minus, Qt.Key.Key_Minus, held=CTRL)
    assert view.canvas.zoom == 1.45
    type_keys(view, Qt.Key.Key_0, held=CTRL)
    placed = view.canvas.placed
    assert placed is not None
    assert view.canvas.zoom == view.canvas.fitting_zoom == 0.9
    assert 9 * placed.frame.hour_height <= view.viewport().height()
    view.canvas.set_zoom(99)
    assert view.canvas.zoom == 3.2


def test_keys_of_the_window_are_let_through(view: CalendarView) -> None:
    heard: list[bool] = []
    for key, held in ((Qt.Key.Key_Escape, NONE), (Qt.Key.Key_K, CTRL), (Qt.Key.Key_PageUp, CTRL)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, held)
        QApplication.sendEvent(view, event)
        heard.append(event.isAccepted())
    assert heard == [False, False, False]


def test_the_cursor_scrolls_into_view_and_survives_a_new_picture(view: CalendarView) -> None:
    late = with_lane(
        small_week(),
        free_slots=(*small_week().free_slots, FreeMark(at(MONDAY, 22), at(MONDAY, 22, 30))),
    )
    view.set_picture(late)
    type_keys(view, Qt.Key.Key_End)
    rect = view.canvas.look.cursor
    assert rect is not None
    top = view.canvas.verticalScrollBar().value()
    assert top <= rect.y
    assert rect.bottom <= top + view.viewport().height()
    view.set_picture(with_lane(late, blocks=()))
    assert view.cursor_minute == at(MONDAY, 22)
    view.set_picture(with_lane(late, free_slots=()))
    assert view.cursor_minute == at(MONDAY, 22)


def test_the_cursor_keeps_its_time_of_day_as_pages_turn(view: CalendarView) -> None:
    view.show_minute(at(MONDAY + timedelta(days=2), 18, 5))
    view.setFocus()
    next_week = days_picture(small_week().lanes[0], MONDAY + timedelta(days=7))
    view.set_picture(next_week)
    assert view.cursor_minute == at(MONDAY + timedelta(days=9), 18, 5)
    rect = view.canvas.look.cursor
    assert rect is not None
    top = view.canvas.verticalScrollBar().value()
    assert top <= rect.y
    assert rect.bottom <= top + view.viewport().height()


def test_what_stands_on_the_days_between_does_not_lead_the_cursor_astray(view: CalendarView) -> None:
    wednesday = MONDAY + timedelta(days=2)
    view.show_minute(at(wednesday, 9, 15))
    view.setFocus()
    for weeks, spans in ((1, [(0, 30)]), (2, [(0, 15), (15, 30)])):
        day = wednesday + timedelta(days=7 * weeks)
        blocks = tuple(
            Block(id=f"{weeks}/{begins}", starts_at=at(day, 9, begins), ends_at=at(day, 9, ends))
            for begins, ends in spans
        )
        shown = days_of(zone=ATHENS, first_day=MONDAY + timedelta(days=7 * weeks), blocks=blocks)
        view.set_picture(shown)
        # A day comes in parts: the same one is shown anew.
        view.set_picture(replace(shown, now=at(MONDAY, 9)))
    assert view.cursor_minute == at(wednesday + timedelta(days=14), 9, 15)
    view.set_picture(small_week())
    assert view.cursor_minute == at(wednesday, 9, 15)


def test_on_today_the_cursor_stands_on_what_is_next(view: CalendarView) -> None:
    view.show_minute(at(MONDAY, 18, 5))
    week = days_picture(small_week().lanes[0], MONDAY + timedelta(days=7))
    now = at(MONDAY + timedelta(days=7), 12)
    view.set_picture(replace(week, now=now))
    assert view.cursor_minute == at(MONDAY + timedelta(days=7), 9)


def has_cursor(view: CalendarView) -> bool:
    return view.canvas.look.cursor is not None


def test_tab_leaves_the_calendar(view: CalendarView, qtbot: QtBot) -> None:
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert has_cursor(view)
    view.clearFocus()
    assert not has_cursor(view)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert has_cursor(view)


# What a screen reader hears


def test_the_calendar_and_its_cursor_have_names(view: CalendarView) -> None:
    assert view.accessibleName() == "Calendar, Dr. Test, 23/11/2026–29/11/2026"
    assert view.accessibleDescription() == "Monday 23/11/2026, 09:00–09:30, free"
    type_keys(view, Qt.Key.Key_End)
    assert view.accessibleDescription() == (
        "Monday 23/11/2026, 10:00–10:30, Παπαδόπουλος Γεώργιος, Έλεγχος <1>, pending, Room 2"
    )
    type_keys(view, Qt.Key.Key_Down, held=CTRL)
    assert view.accessibleDescription() == "Monday 23/11/2026, 10:05, Working hours"


# Repaints


def rect_of(view: CalendarView, block_id: str) -> QRect:
    assert view.canvas.placed is not None
    rect = next(p.rect for p in view.canvas.placed.blocks if p.block.id == block_id)
    return QRect(rect.x, rect.y - view.canvas.verticalScrollBar().value(), rect.width, rect.height)


def test_a_changed_visit_repaints_its_own_rectangle_alone(view: CalendarView) -> None:
    week = small_week()
    confirmed = replace(week.blocks[0], status="confirmed")
    region = repainted(view, lambda: view.set_picture(with_lane(week, blocks=(confirmed, week.blocks[1]))))
    around = rect_of(view, "visit").adjusted(-2, -2, 2, 2)
    assert not region.isEmpty()
    assert around.contains(region.boundingRect())
    assert region.contains(rect_of(view, "visit"))


def test_a_moved_visit_repaints_where_it_was_and_where_it_is(view: CalendarView) -> None:
    week = small_week()
    was = rect_of(view, "visit")
    moved = replace(week.blocks[0], starts_at=at(MONDAY, 13), ends_at=at(MONDAY, 13, 30))
    region = repainted(view, lambda: view.set_picture(with_lane(week, blocks=(moved, week.blocks[1]))))
    assert region.contains(was)
    assert region.contains(rect_of(view, "visit"))
    assert not region.intersects(rect_of(view, "other"))


def test_the_same_picture_again_repaints_nothing(view: CalendarView) -> None:
    assert repainted(view, lambda: view.set_picture(small_week())).isEmpty()


def test_a_minute_that_passes_repaints_the_now_line_alone(view: CalendarView) -> None:
    view.set_picture(replace(small_week(), now=at(MONDAY, 11)))
    region = repainted(view, lambda: view.set_picture(replace(small_week(), now=at(MONDAY, 11, 1))))
    assert not region.isEmpty()
    assert region.boundingRect().height() <= 14
    assert not region.intersects(rect_of(view, "other"))


def test_what_is_pointed_at_repaints_no_neighbour(view: CalendarView) -> None:
    region = repainted(view, lambda: QTest.mouseMove(view.viewport(), point(view, at(MONDAY, 10))))
    assert region.contains(rect_of(view, "visit"))
    assert not region.intersects(rect_of(view, "other"))


def test_part_of_a_picture_is_painted_like_the_whole(theme: Theme, qtbot: QtBot) -> None:
    """What a repaint of some rectangles leaves on the screen is what a full one would have drawn."""
    view = CalendarView(theme)
    qtbot.addWidget(view)
    view.resize(1000, 640)
    week = full_week()
    view.set_picture(week)
    view.show()
    qtbot.waitExposed(view)
    fewer = with_lane(week, blocks=week.blocks[::2], free_slots=week.free_slots[1::2])
    view.set_picture(fewer)
    QApplication.processEvents()
    assert is_as_painted_whole(view)


# The rest


def test_other_days_scroll_to_the_first_hour_of_work(view: CalendarView) -> None:
    view.canvas.verticalScrollBar().setValue(0)
    view.set_picture(small_week())
    assert view.canvas.verticalScrollBar().value() == 0
    next_week = days_picture(small_week().lanes[0], MONDAY + timedelta(days=7))
    view.set_picture(next_week)
    assert view.canvas.placed is not None
    # Just below the upper edge, where its time on the axis stands whole.
    below = view.canvas.placed.y_of(8 * 60) - view.canvas.verticalScrollBar().value()
    line = QFontMetrics(Theme(Mode.LIGHT, 0.8).font(Text.SECONDARY)).height()
    assert line / 2 <= below <= line


def test_a_click_in_the_hour_that_comes_twice_chooses_the_reading_it_is_on(
    view: CalendarView, qtbot: QtBot
) -> None:
    # Wide enough for three at a time beside each other.
    view.resize(1500, 640)
    view.set_picture(autumn_week())
    layout = view.canvas.placed
    assert layout is not None
    view.canvas.verticalScrollBar().setValue(0)
    for slot in [s for s in layout.slots if s.cell.y == layout.y_of(210)]:
        where = QPoint(slot.cell.x + slot.cell.width // 2, slot.cell.y + 6)
        if layout.block_at(where.x(), where.y()) is not None:
            continue
        with qtbot.waitSignal(view.span_chosen) as chosen:
            QTest.mouseClick(view.viewport(), LEFT, pos=where)
        assert chosen.args == ["doctor", slot.slot.starts_at, slot.slot.ends_at]


def test_another_theme_is_taken_at_once(view: CalendarView, theme: Theme) -> None:
    light = view.grab().toImage().pixelColor(500, 400)
    theme.set_mode(Mode.DARK)
    dark = view.grab().toImage().pixelColor(500, 400)
    assert light.lightness() > 200
    assert dark.lightness() < 60
    before = view.canvas.placed
    theme.set_text_scale(2.0)
    after = view.canvas.placed
    assert before is not None
    assert after is not None
    assert after.frame.hour_height > before.frame.hour_height
    assert after.frame.hour_height >= 4 * QFontMetrics(theme.font(Text.SECONDARY)).height()
    assert after.frame.least_block > before.frame.least_block


def test_an_empty_calendar_takes_every_key_and_click(theme: Theme, qtbot: QtBot) -> None:
    view = CalendarView(theme)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(50, 50))
    double_click(view.viewport(), QPoint(50, 50))
    QTest.mouseMove(view.viewport(), QPoint(60, 60))
    type_keys(view, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Home)
    view.show_minute(0)
    assert view.cursor_minute is None


def test_show_minute_moves_the_cursor_to_what_stands_there(view: CalendarView) -> None:
    view.show_minute(at(TUESDAY, 9, 40))
    assert view.cursor_minute == at(TUESDAY, 9, 30)
    view.show_minute(at(TUESDAY, 15))
    assert view.cursor_minute == at(TUESDAY, 15)
    view.show_minute(at(MONDAY + timedelta(days=30), 9))
    assert view.cursor_minute == at(TUESDAY, 15)


# Where the cursor of a bare minute is drawn


def minutes_of(view: CalendarView) -> tuple[int, Rect]:
    """The minute that the cursor stands on, and where it is drawn."""
    assert view.cursor_minute is not None
    assert view.canvas.look.cursor is not None
    return view.cursor_minute, view.canvas.look.cursor


def test_a_bare_minute_lies_across_no_words(view: CalendarView) -> None:
    """Before a block it ends with it; within one it is drawn over the block's edge."""
    placed = view.canvas.placed
    assert placed is not None
    rect = next(one.rect for one in placed.blocks if one.block.id == "visit")
    view.show_minute(at(MONDAY, 9))
    type_keys(view, *[Qt.Key.Key_Down] * 55, held=CTRL | Qt.KeyboardModifier.ShiftModifier)
    type_keys(view, Qt.Key.Key_Down, Qt.Key.Key_Up, held=CTRL)
    minute, ring = minutes_of(view)
    assert minute == at(MONDAY, 9, 55)
    assert ring.bottom == rect.y
    type_keys(view, *[Qt.Key.Key_Down] * 3, held=CTRL | Qt.KeyboardModifier.ShiftModifier)
    type_keys(view, *[Qt.Key.Key_Down, Qt.Key.Key_Up], held=CTRL)
    minute, ring = minutes_of(view)
    assert minute == at(MONDAY, 9, 58)
    assert ring.bottom == rect.y
    for _ in range(5):
        type_keys(view, Qt.Key.Key_Down, held=CTRL)
        minute, ring = minutes_of(view)
        assert rect.y <= ring.y < rect.bottom
        assert (ring.x, ring.right) == (rect.x, rect.x + text_left(view.canvas._theme.name_font()) - 1)


@pytest.mark.parametrize("hour", [9, 10, 12])
def test_sent_to_a_minute_of_days_that_are_read_the_cursor_stands_on_what_is_there(
    view: CalendarView, hour: int
) -> None:
    week = small_week()
    view.set_picture(with_lane(week, blocks=(), free_slots=(), grounds=(), is_reading=True))
    view.show_minute(at(MONDAY, hour, 7))
    assert view.canvas.look.cursor is None
    view.set_picture(week)
    cells = view.cells()
    there = cells[view.cursor_cell()]
    starts_at = at(MONDAY, hour, 7) if hour == 12 else at(MONDAY, hour)
    assert (there.kind, there.starts_at) == ({9: "slot", 10: "block", 12: "minute"}[hour], starts_at)
    assert view.canvas.look.chosen_id == ("visit" if hour == 10 else "")
    # A minute later the cursor stays where somebody has walked to since.
    type_keys(view, Qt.Key.Key_Down, held=CTRL)
    walked = view.cursor_minute
    view.set_picture(replace(week, now=at(MONDAY, 8)))
    assert view.cursor_minute == walked


def test_somebody_who_walks_on_while_days_are_read_is_not_sent_back(view: CalendarView) -> None:
    week = small_week()
    view.set_picture(with_lane(week, blocks=(), free_slots=(), grounds=(), is_reading=True))
    view.show_minute(at(MONDAY, 10, 7))
    QTest.mousePress(view.viewport(), LEFT, pos=QPoint(40, 200))
    QTest.mouseRelease(view.viewport(), LEFT, pos=QPoint(40, 200))
    view.set_picture(week)
    assert view.canvas.look.chosen_id == ""
