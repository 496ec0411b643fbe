"""Changing what an appointment is, by real keys and clicks: where it stands, where it fits, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.service_dialog import ServiceDialog
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.appointments.test_acts import CTRL, SHIFT, actions, closed, is_told, press, rows, select
from tests.ui.staff import click, run

RETURN = Qt.Key.Key_Return
WHAT = "SELECT service_name_snapshot, duration_minutes, reschedule_count FROM appointments ORDER BY starts_at"


@pytest.fixture
def call_id(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> str:
    """A call of 15 minutes at 10:00, selected in the window."""
    appointment = perform(store, small.manager, book, small.booking(10, appointment_type_id=small.call_id))
    select(qtbot, window, appointment.appointment_id)
    return appointment.appointment_id


def opened(qtbot: QtBot, window: MainWindow) -> ServiceDialog:
    press(window, Qt.Key.Key_M, CTRL | SHIFT)
    dialog = window.dialog
    assert isinstance(dialog, ServiceDialog)
    return dialog


def chosen(qtbot: QtBot, window: MainWindow) -> ServiceDialog:
    """The dialog with the one other service chosen, by its first letters."""
    dialog = opened(qtbot, window)
    QTest.keyClicks(dialog.service, "epis")
    qtbot.waitUntil(lambda: dialog.collisions.why is not None)
    return dialog


def test_no_service_is_chosen_by_itself(
    qtbot: QtBot, window: MainWindow, call_id: str, database_url: str
) -> None:
    dialog = opened(qtbot, window)
    qtbot.waitUntil(dialog.service.hasFocus)
    for _ in range(2):
        assert dialog.service.chosen_row() is None
        assert dialog.becomes.text() == ""
        assert not dialog.act_button.isEnabled()
        QTest.keyClick(dialog.service, RETURN)
        QTest.keyClick(dialog, RETURN)
        assert not dialog.attempt.is_open
    assert window.dialog is dialog
    assert rows(database_url, WHAT) == [("Τηλεφώνημα", 15, 0)]
    QTest.keyClick(dialog.service, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.act_button.isEnabled)
    QTest.keyClick(dialog.service, RETURN)
    closed(qtbot, window)
    assert rows(database_url, WHAT) == [("Επίσκεψη", 30, 0)]


def test_it_becomes_another_service_and_comes_back_by_undo(
    qtbot: QtBot, window: MainWindow, call_id: str, database_url: str
) -> None:
    dialog = chosen(qtbot, window)
    assert dialog.service.count() == 1, "its own service is not offered"
    assert "at 10:00–10:30  ·  50\u00a0€" in dialog.becomes.text()
    QTest.keyClick(dialog.act_button, RETURN)
    closed(qtbot, window)
    is_told(qtbot, window, "Another service for Αντωνίου Γιώργος")
    assert rows(database_url, WHAT) == [("Επίσκεψη", 30, 0)]
    qtbot.waitUntil(lambda: len(window.details.history.lines) == 2)
    assert "Service changed to Επίσκεψη" in window.details.history.lines[0].what
    press(window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, window, "has the former service again")
    assert rows(database_url, WHAT) == [("Τηλεφώνημα", 15, 0)]
    assert actions(database_url) == ["booked", "service_changed", "service_changed"]


def test_what_would_run_into_another_is_said_before(
    qtbot: QtBot, window: MainWindow, call_id: str, store: Store, small: SmallClinic, database_url: str
) -> None:
    late = small.booking(10, 15, appointment_type_id=small.call_id, free_step_minutes=15)
    perform(store, small.manager, book, late)
    dialog = chosen(qtbot, window)
    assert dialog.verdict.text().split("\n") == [
        "Taken: Αντωνίου Γιώργος, 10:15–10:30.",
        "Move it first, then change the service.",
    ]
    assert not dialog.act_button.isEnabled()
    dialog.change()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialog is None
    assert rows(database_url, WHAT) == [("Τηλεφώνημα", 15, 0)] * 2


def test_a_patient_in_the_room_may_get_another_service(
    qtbot: QtBot, window: MainWindow, call_id: str, store: Store, database_url: str
) -> None:
    run(store, "UPDATE appointments SET patient_arrived_at = now(), visit_started_at = now()")
    qtbot.waitUntil(lambda: window.details._status.text().startswith("In the room"))
    dialog = chosen(qtbot, window)
    click(dialog.act_button)
    closed(qtbot, window)
    assert rows(database_url, WHAT) == [("Επίσκεψη", 30, 0)]


def test_somebody_elses_change_is_told_and_nothing_is_done(
    qtbot: QtBot, window: MainWindow, call_id: str, store: Store, database_url: str
) -> None:
    dialog = chosen(qtbot, window)
    run(store, "UPDATE appointments SET notes = 'Brings her X-rays'")
    click(dialog.act_button)
    qtbot.waitUntil(lambda: "Press once more to change it all the same." in dialog.message.text)
    assert rows(database_url, WHAT) == [("Τηλεφώνημα", 15, 0)]
    click(dialog.act_button)
    closed(qtbot, window)
    assert rows(database_url, WHAT) == [("Επίσκεψη", 30, 0)]
