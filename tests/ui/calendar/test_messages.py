"""What is said over the days lies over them: it moves nothing, and goes when it is closed."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.errors import error_sentence
from tests.model.small_clinic import SmallClinic


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk, theme: Theme) -> CalendarPane:
    made = CalendarPane(desk, theme)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.week.hasFocus)
    return made


def place_of_days(pane: CalendarPane) -> QRect:
    viewport = pane.week.viewport()
    return QRect(viewport.mapTo(pane, QPoint(0, 0)), viewport.size())


def test_a_message_lies_over_the_days_and_moves_nothing(pane: CalendarPane) -> None:
    before = place_of_days(pane)
    assert pane.messages.isHidden()
    pane.answer.say("Not moved. " * 30, (("Close", pane.answer.hide),))
    QApplication.processEvents()
    assert place_of_days(pane) == before
    there = pane.messages.geometry()
    assert (there.topLeft(), there.width()) == (before.topLeft(), before.width())
    on_top = pane.childAt(there.center())
    assert on_top is not None
    assert pane.messages.isAncestorOf(on_top)
    # All lines are there.
    assert there.height() >= pane.answer.heightForWidth(there.width())
    pane.resize(500, 640)
    QApplication.processEvents()
    assert pane.messages.geometry().topLeft() == place_of_days(pane).topLeft()
    assert pane.messages.width() == place_of_days(pane).width()
    assert pane.messages.height() >= pane.answer.heightForWidth(pane.messages.width())
    assert pane.messages.height() > there.height()


def test_what_the_cursor_walks_to_stands_below_a_message(
    pane: CalendarPane, qtbot: QtBot, small: SmallClinic
) -> None:
    pane.show_doctors((small.doctor_id,))
    pane.go_to(small.day)
    qtbot.waitUntil(lambda: pane.shown_week is not None)
    bar = pane.week.canvas.verticalScrollBar()
    pane.week.show_minute(small.at(16))
    pane.answer.say("Not moved. " * 30, (("Close", pane.answer.hide),))
    QApplication.processEvents()
    for hour in (15, 12, 9):
        bar.setValue(bar.maximum())
        pane.week.show_minute(small.at(hour))
        cursor = pane.week.canvas.look.cursor
        assert cursor is not None
        assert cursor.y - pane.week.canvas.offset >= pane.messages.height(), hour
    pane.answer.hide()
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    pane.week.show_minute(small.at(9))
    cursor = pane.week.canvas.look.cursor
    assert cursor is not None
    assert cursor.y - pane.week.canvas.offset == 8, "without a message the cursor stands at the top"


@pytest.mark.parametrize("times", [5, 30, 90], ids=["short", "long", "as high as the days"])
def test_no_minute_of_a_day_is_out_of_reach_under_a_message(
    pane: CalendarPane, qtbot: QtBot, small: SmallClinic, times: int
) -> None:
    pane.show_doctors((small.doctor_id,))
    pane.go_to(small.day)
    qtbot.waitUntil(lambda: pane.shown_week is not None)
    canvas = pane.week.canvas
    pane.answer.say("Not moved. " * times, (("Close", pane.answer.hide),))
    QApplication.processEvents()
    assert canvas.offset >= 0, "a message that comes moves nothing"
    for minute in (small.at(0), small.at(0, 20), small.at(1)):
        pane.week.show_minute(minute)
        cursor = canvas.look.cursor
        assert cursor is not None
        there = canvas.area_of_rect(cursor)
        assert there.top() >= min(pane.messages.height(), canvas.viewport().height() - 2 * there.height())
        assert there.bottom() < canvas.viewport().height()
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().minimum())
    assert canvas.offset == canvas.verticalScrollBar().minimum() < 0
    pane.answer.hide()
    QApplication.processEvents()
    assert canvas.offset == 0, "without a message a day begins at the top"


def test_below_a_closed_message_the_days_can_be_clicked(pane: CalendarPane) -> None:
    pane.banner.say("Offline", (("Close", pane.banner.hide),))
    QApplication.processEvents()
    assert not pane.messages.isHidden()
    QTest.mouseClick(pane.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert pane.messages.isHidden()
    corner = place_of_days(pane).topLeft() + QPoint(5, 5)
    assert pane.childAt(corner) is pane.week.viewport()


def test_escape_closes_one_message_after_the_other(pane: CalendarPane) -> None:
    pane.banner.say("Offline")
    kept: list[str] = []
    pane.answer.say(
        "Remove her too?", (("Remove", lambda: kept.append("no")), ("Keep", lambda: kept.append("yes")))
    )
    QTest.keyClick(pane.week, Qt.Key.Key_Escape)
    # What a question is answered with by Escape changes nothing.
    assert kept == ["yes"]
    pane.answer.hide()
    QTest.keyClick(pane.week, Qt.Key.Key_Escape)
    assert pane.messages.isHidden()
    assert pane.messages.close_one() is False


def test_focus_goes_back_to_the_days(pane: CalendarPane, qtbot: QtBot) -> None:
    pane.answer.say("Not moved.", (("Close", pane.answer.hide),))
    pane.answer.buttons[0].setFocus()
    QTest.keyClick(pane.answer.buttons[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(pane.week.hasFocus)
    assert pane.answer.isHidden()


def test_what_the_desk_says_can_be_closed_and_is_not_said_again(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    pane = window.calendar
    desk.read_failed.emit(ConnectionLost())
    assert pane.banner.text == error_sentence(ConnectionLost())
    assert pane.banner.buttons[-1].text() == "Close"
    QTest.mouseClick(pane.banner.buttons[-1], Qt.MouseButton.LeftButton)
    assert pane.messages.isHidden()
    pane.show_picture()
    assert pane.messages.isHidden()
