"""In a narrow window the chosen appointment is told in one line below the days, and all doctors stay seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic

NARROW, WIDE = 1100, 1400
"""Of 1500 pixels where type is 13 pixels high; here it is four fifths as high."""


@pytest.fixture
def booked(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> str:
    """An appointment at 15:00 that is shown."""
    made = perform(store, small.manager, book, small.booking(15)).appointment_id
    qtbot.waitUntil(lambda: window.calendar.appointment(made) is not None)
    return made


def is_in_sight(window: MainWindow, appointment_id: str) -> bool:
    canvas = window.calendar.week.canvas
    blocks = canvas.placed.blocks if canvas.placed is not None else ()
    rect = next(one.rect for one in blocks if one.block.id == appointment_id)
    return canvas.viewport().rect().contains(canvas.area_of_rect(rect))


def test_a_narrow_window_tells_it_in_a_line_and_a_wide_one_in_the_panel(
    window: MainWindow, booked: str
) -> None:
    window.resize(NARROW, 700)
    QApplication.processEvents()
    placed = window.calendar.week.canvas.placed
    assert placed is not None
    before = placed.columns
    window.show_appointment(booked)
    QApplication.processEvents()
    assert (window.strip.isVisible(), window.details.isVisible()) == (True, False)
    assert window.strip.name.whole_text == "Αντωνίου Γιώργος"
    assert "15:00" in window.strip.particulars.whole_text
    after = window.calendar.week.canvas.placed
    assert after is not None
    assert after.columns == before, "no doctor is pushed out of sight"
    window.menus.details.trigger()
    assert (window.strip.isVisible(), window.details.isVisible()) == (False, True)
    window.menus.details.trigger()
    window.resize(WIDE, 700)
    QApplication.processEvents()
    assert not window.strip.isVisible()
    window.show_appointment(booked)
    assert (window.strip.isVisible(), window.details.isVisible()) == (False, True)


def test_what_is_chosen_is_not_hidden_by_the_line(window: MainWindow, booked: str) -> None:
    window.resize(NARROW, 700)
    QApplication.processEvents()
    canvas = window.calendar.week.canvas
    assert canvas.placed is not None
    rect = next(one.rect for one in canvas.placed.blocks if one.block.id == booked)
    canvas.verticalScrollBar().setValue(rect.bottom - canvas.viewport().height())
    window.show_appointment(booked)
    QApplication.processEvents()
    assert window.strip.isVisible()
    assert is_in_sight(window, booked)


def test_its_buttons_are_the_steps_and_its_menu_has_all_of_them(window: MainWindow, booked: str) -> None:
    window.resize(NARROW, 700)
    window.show_appointment(booked)
    offered, strip = window.details.buttons.shown, window.strip
    assert len(offered) > len(strip.buttons)
    assert [button.text() for button in strip.buttons] == [
        action.text().replace("&", "") for action in offered[: len(strip.buttons)]
    ]
    assert [one for one in strip.more.menu().actions() if not one.isSeparator()] == [
        *offered,
        window.menus.details,
    ]
    asked: list[str] = []
    window.menus.act_asked.connect(asked.append)
    window.menus.act_asked.disconnect(window.asked_acts.do_to_chosen)
    QTest.mouseClick(strip.buttons[0], Qt.MouseButton.LeftButton)
    assert len(asked) == 1


def test_a_booking_has_the_room_of_the_line(window: MainWindow, small: SmallClinic, booked: str) -> None:
    window.resize(NARROW, 700)
    window.show_appointment(booked)
    window.book_at(small.at(10))
    assert not window.strip.isVisible()
    assert window.dock is not None
    window.dock.discard()
    assert window.strip.isVisible()


def test_with_nothing_chosen_there_is_no_line(window: MainWindow, small: SmallClinic, booked: str) -> None:
    window.resize(NARROW, 700)
    window.show_appointment(booked)
    window.ask_why_not(small.at(13, 30))
    assert not window.strip.isVisible()


def test_a_minute_out_of_sight_is_asked_about_beside_it(
    window: MainWindow, qtbot: QtBot, small: SmallClinic, booked: str
) -> None:
    """The line goes, the days are higher by it, and what speaks of the minute stays."""
    window.resize(NARROW, 700)
    window.show_appointment(booked)
    QApplication.processEvents()
    bar = window.calendar.week.canvas.verticalScrollBar()
    for minute, value in ((small.at(2), bar.maximum()), (small.at(22), 0)):
        window.show_appointment(booked)
        QApplication.processEvents()
        bar.setValue(value)
        assert window.calendar.week.minute_area(minute, small.doctor_id).isEmpty()
        window.ask_why_not(minute)
        qtbot.waitUntil(lambda: not window.why_not.is_looking)
        assert not window.strip.isVisible()
        assert window.why_not.isVisible()
        assert not window.calendar.week.minute_area(minute, small.doctor_id).isEmpty()
