"""Booking beside the calendar: in place of the details, the calendar in use, focus back where it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import find_patient, until_ready


@pytest.fixture
def details(window: MainWindow) -> MainWindow:
    """The window with its details shown."""
    window.menus.details.setChecked(True)
    return window


def test_the_dock_stands_in_place_of_the_details(
    qtbot: QtBot, details: MainWindow, small: SmallClinic
) -> None:
    window = details
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    assert dock.isVisible()
    assert not window.details.isVisible()
    assert not dock.isWindow(), "it is no window of its own, and blocks none"
    window.menus.details.setChecked(False)
    window.menus.details.setChecked(True)
    assert not window.details.isVisible(), "they wait until the booking is closed"
    QTest.keyClick(dock, Qt.Key.Key_Escape)
    assert window.dock is None
    assert window.details.isVisible()


def test_the_calendar_turns_its_days_while_a_booking_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    first = window.calendar.first_day
    QTest.keyClick(window.calendar.week, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.calendar.first_day > first
    assert window.dock is not None


def test_what_was_refused_is_forgotten_when_a_booking_begins_and_a_question_is_not(
    window: MainWindow, small: SmallClinic
) -> None:
    window.acts.refused.emit("It cannot go there.", ())
    assert window.calendar.answer.text == "It cannot go there."
    window.book_at(small.at(10))
    assert window.calendar.answer.text == ""
    assert window.dock is not None
    window.dock.discard()
    window.acts.undo_redo.asked.emit("Does the patient go too?", ())
    window.book_at(small.at(10))
    assert window.calendar.answer.text == "Does the patient go too?"


def test_after_booking_the_appointment_is_selected_and_focus_is_back(
    qtbot: QtBot, details: MainWindow, small: SmallClinic
) -> None:
    window = details
    window.side.choose_service(small.service_id)
    window.side.month.setFocus()
    had_focus = window.focusWidget()
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    assert dock.patient.search.hasFocus()
    find_patient(qtbot, dock, "nikol")
    until_ready(qtbot, dock)
    QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dock is None)
    assert window.focusWidget() is had_focus
    qtbot.waitUntil(lambda: window.details.heading.text() == "Νικολάου Σοφία")


def test_a_click_in_the_calendar_moves_the_booking_that_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    find_patient(qtbot, dock, "nikol")
    window.book_at(small.at(11))
    assert window.dock is dock
    assert dock.starts.starts_at == small.at(11)
    assert dock.patient.patient is not None


def test_the_calendar_lights_what_may_be_booked_and_frames_the_patients_others(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked = perform(store, small.manager, book, small.booking(15))
    qtbot.waitUntil(lambda: window.calendar.appointment(booked.appointment_id) is not None)
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    find_patient(qtbot, dock, "antoniou")
    until_ready(qtbot, dock)
    picture = window.calendar.week.picture
    assert picture is not None
    assert [lane.is_lit for lane in picture.lanes] == [True]
    qtbot.waitUntil(lambda: bool(dock.form.patient_part.appointments))
    assert window.calendar.week.canvas.look.framed_ids == frozenset({booked.appointment_id})
    dock.discard()
    after = window.calendar.week.picture
    assert after is not None
    assert not any(lane.is_lit for lane in after.lanes)
