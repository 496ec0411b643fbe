"""Undo and the notice of what was done, by real keys and clicks, over a real database."""

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, arrive, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id
from tests.ui.appointments.test_acts import (
    CTRL,
    actions,
    closed,
    is_refused,
    is_told,
    offered,
    press,
    rows,
    select,
    shows,
)
from tests.ui.booking.steps import until_ready
from tests.ui.staff import click, type_text


@pytest.fixture
def small(store: Store) -> SmallClinic:
    """The clinic on its own day: only today's appointments can arrive."""
    return make_small_clinic(store, today=True)


@pytest.fixture
def appointment_id(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> str:
    """An appointment at 10:00, booked by another desk, selected in the window."""
    appointment = perform(store, small.manager, book, small.booking(10))
    select(qtbot, window, appointment.appointment_id)
    return appointment.appointment_id


def book_by_keys(qtbot: QtBot, window: MainWindow, small: SmallClinic, hour: int) -> str:
    """Book Νικολάου Σοφία in the form, as a receptionist does; answers the appointment's id."""
    window.side.choose_service(small.service_id)
    window.book_at(small.at(hour))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    type_text(dock.patient.search, "nikol")
    qtbot.waitUntil(lambda: bool(dock.patient.results.entries))
    QTest.keyClick(dock.patient.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dock.patient.patient is not None)
    until_ready(qtbot, dock)
    with qtbot.waitSignal(dock.booked) as booked:
        QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
    closed(qtbot, window)
    appointment_id: str = booked.args[0].appointment_id
    return appointment_id


def test_a_booking_is_confirmed_selected_and_taken_back(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, database_url: str
) -> None:
    window.menus.details.setChecked(False)
    appointment_id = book_by_keys(qtbot, window, small, 10)
    day = small.day.strftime("%d/%m")
    is_told(qtbot, window, "Booked Νικολάου Σοφία, ")
    assert window.status.notice.text.endswith(f"{day} at 10:00.")
    qtbot.waitUntil(lambda: window.details.appointment_id == appointment_id)
    assert not window.menus.details.isChecked(), "who closed the panel does not get it back"
    week = window.calendar.week
    assert week.cells()[week.cursor_cell()].id == appointment_id
    click(window.status.notice.undo_button)
    is_told(qtbot, window, "Undone: the booking of Νικολάου Σοφία, ")
    assert window.status.notice.undo_button.isHidden()
    shows(qtbot, window, appointment_id, "cancelled")
    assert not window.menus.undo.isEnabled()
    assert rows(database_url, "SELECT status, cancellation_reason FROM appointments WHERE patient_id IS NOT"
                " NULL") == [("cancelled", "undone")]  # fmt: skip


def test_a_walk_in_is_booked_and_marked_arrived_by_two_keys(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    appointment_id = book_by_keys(qtbot, window, small, 11)
    qtbot.waitUntil(lambda: window.details.appointment_id == appointment_id)
    press(window, Qt.Key.Key_F6)
    is_told(qtbot, window, "Arrived: Νικολάου Σοφία")


def test_step_by_step_back_to_nothing(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, database_url: str
) -> None:
    appointment_id = book_by_keys(qtbot, window, small, 10)
    qtbot.waitUntil(lambda: window.details.appointment_id == appointment_id)
    press(window, Qt.Key.Key_F6)
    is_told(qtbot, window, "Arrived")
    press(window, Qt.Key.Key_F7)
    is_told(qtbot, window, "In the room")
    for words in ("is not in the room yet", "has not arrived yet", "is cancelled"):
        press(window, Qt.Key.Key_Z, CTRL)
        is_told(qtbot, window, words)
    shows(qtbot, window, appointment_id, "cancelled")
    done = [action for action in actions(database_url) if action not in ("held", "released")]
    assert done == ["booked", "arrived", "started", "step_taken_back", "step_taken_back", "cancelled"]


def test_a_cancellation_is_taken_back_and_its_reason_read_in_the_history(
    qtbot: QtBot, window: MainWindow, appointment_id: str
) -> None:
    press(window, Qt.Key.Key_Delete)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    type_text(dialog.words, "γρίπη")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    closed(qtbot, window)
    press(window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, window, "Undone: Αντωνίου Γιώργος has the appointment again")
    shows(qtbot, window, appointment_id, "confirmed")
    qtbot.waitUntil(lambda: len(window.details.history.lines) == 3)
    told = [line.what for line in window.details.history.lines]
    assert told == [
        "Restored by Ελένη Δημητρίου at Desk 1: taken back with Undo",
        "Cancelled by Ελένη Δημητρίου at Desk 1: γρίπη",
        "Booked by Μαρία Ιωάννου at Desk 9",
    ]


def test_what_somebody_changed_since_is_not_undone(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic, database_url: str
) -> None:
    press(window, Qt.Key.Key_F6)
    is_told(qtbot, window, "Arrived")
    with psycopg.connect(database_url) as stranger:
        stranger.execute("UPDATE appointments SET notes = 'x' WHERE id = %s", [appointment_id])
    press(window, Qt.Key.Key_Z, CTRL)
    is_refused(qtbot, window, "Not undone: somebody has changed this appointment since.")
    assert not window.menus.undo.isEnabled(), "what can never be undone is not offered again"
    qtbot.waitUntil(lambda: "Notes changed" in window.details.history.lines[0].what)


def test_a_place_given_away_says_who_has_it(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    press(window, Qt.Key.Key_Delete)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    type_text(dialog.words, "γρίπη")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    closed(qtbot, window)
    rival = perform(store, small.manager, book, small.booking(10, patient_id=small.patient_ids[1]))
    qtbot.waitUntil(lambda: window.calendar.appointment(rival.appointment_id) is not None)
    press(window, Qt.Key.Key_Z, CTRL)
    is_refused(qtbot, window, "Not undone.")
    assert "Taken: Νικολάου Σοφία, 10:00–10:30." in window.calendar.answer.text
    free = AppointmentRequest(
        act_id=new_id(), appointment_id=rival.appointment_id, row_version=None, reason="x"
    )
    perform(store, small.manager, cancel, free)
    press(window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, window, "has the appointment again")


def test_another_desks_acts_are_not_ours_to_undo(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    request = AppointmentRequest(act_id=new_id(), appointment_id=appointment_id, row_version=None)
    perform(store, small.manager, arrive, request)
    qtbot.waitUntil(lambda: offered(window)[0] == "In the room")
    assert not window.menus.undo.isEnabled()
    assert window.status.notice.text == ""
