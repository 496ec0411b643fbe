"""Overbooking from a taken minute by real keys and clicks: who is in the way by name, and the reason."""

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.appointments.overbook_dialog import OverbookDialog
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import actions, is_told, rows, select
from tests.ui.staff import click

RETURN = Qt.Key.Key_Return


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> OverbookDialog:
    """The form over an appointment at 10:00."""
    perform(store, small.manager, book, small.booking(10))
    window.dialogs.overbook(small.doctor_id, small.at(10), small.service_id)
    opened = window.dialog
    assert isinstance(opened, OverbookDialog)
    qtbot.waitUntil(lambda: opened.collisions.why is not None)
    return opened


def choose_patient(qtbot: QtBot, dialog: OverbookDialog, typed: str) -> None:
    QTest.keyClicks(dialog.patient.search, typed)
    qtbot.waitUntil(lambda: len(dialog.patient.results.entries) == 1)
    QTest.keyClick(dialog.patient.search, RETURN)
    qtbot.waitUntil(lambda: dialog.patient.patient is not None)


def test_enter_takes_a_likely_duplicate_and_makes_nobody_anew(
    qtbot: QtBot, window: MainWindow, dialog: OverbookDialog, database_url: str
) -> None:
    def type_duplicate() -> None:
        type_text(dialog.patient.search, "Νικολάου Σοφία")
        QTest.keyClick(dialog.patient.search, RETURN, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: dialog.patient.may_be_known and not dialog.patient.form.is_asking)

    patients = "SELECT id FROM patients"
    before = rows(database_url, patients)
    type_duplicate()
    dialog.reason.setText("Acute pain")
    assert dialog.act_button.text().endswith("for a new patient (Ctrl+Enter)")
    for field in (dialog.reason, dialog.act_button):
        QTest.keyClick(field, RETURN)
        assert dialog.patient.patient is not None
        assert not dialog.attempt.is_open
        assert rows(database_url, patients) == before
        click(dialog.patient.change_button)
        dialog.patient.search.clear()
        type_duplicate()
    QTest.keyClick(dialog.reason, RETURN, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert len(rows(database_url, patients)) == len(before) + 1


def test_a_patient_is_booked_on_top_with_a_reason(
    qtbot: QtBot,
    window: MainWindow,
    dialog: OverbookDialog,
    store: Store,
    small: SmallClinic,
    database_url: str,
) -> None:
    assert dialog.collides.text().split("\n") == [
        "Taken: Αντωνίου Γιώργος, 10:00–10:30.",
        "Κοινό is taken: Αντωνίου Γιώργος 10:00–10:30.",
    ]
    click(dialog.act_button)
    assert dialog.message.text == "Choose a patient first, or type a new one."
    choose_patient(qtbot, dialog, "nikol")
    click(dialog.act_button)
    assert dialog.message.text == "Say why: an overbooking needs a reason."
    assert dialog.reason.hasFocus()
    QTest.keyClicks(dialog.reason, "Acute pain")
    QTest.keyClick(dialog.reason, RETURN)
    QTest.keyClick(dialog.reason, RETURN)
    qtbot.waitUntil(lambda: window.dialog is None)
    is_told(qtbot, window, "Overbooked Νικολάου Σοφία")
    found = rows(
        database_url,
        "SELECT p.last_name, a.session_lane, a.status FROM appointments a"
        " JOIN patients p ON p.id = a.patient_id ORDER BY a.session_lane",
    )
    assert found == [("Αντωνίου", 1, "confirmed"), ("Νικολάου", 2, "confirmed")]
    assert actions(database_url).count("overbooked") == 1
    why = "SELECT metadata ->> 'reason' FROM appointment_events WHERE action = 'overbooked'"
    assert rows(database_url, why) == [("Acute pain",)]
    # It is said of it afterwards, where it is shown.
    qtbot.waitUntil(lambda: "Overbooked" in status_of_panel(window))
    picture = window.calendar.week.picture
    assert picture is not None
    blocks = {one.title: one for one in picture.blocks}
    assert blocks["Νικολάου Σοφία"].note.split("\n")[0] == "Overbooked"
    select(qtbot, window, blocks["Αντωνίου Γιώργος"].id)
    assert status_of_panel(window) == "Confirmed"


def status_of_panel(window: MainWindow) -> str:
    return window.details._status.text()


def test_what_is_free_again_is_not_overbooked(
    qtbot: QtBot,
    window: MainWindow,
    dialog: OverbookDialog,
    store: Store,
    small: SmallClinic,
    database_url: str,
) -> None:
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT id::text FROM appointments").fetchone()
    assert found is not None
    gone = AppointmentRequest(act_id=new_id(), appointment_id=found[0], row_version=None, reason="flu")
    perform(store, small.manager, cancel, gone)
    qtbot.waitUntil(lambda: dialog.collides.text() == "Nothing any more: book it as usual.")
    assert not dialog.act_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialog is None


def test_hours_are_never_overbooked(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> None:
    window.dialogs.overbook(small.doctor_id, small.at(13), small.service_id)
    opened = window.dialog
    assert isinstance(opened, OverbookDialog)
    qtbot.waitUntil(lambda: "Μεσημέρι" in opened.collides.text())
    assert "Only people, rooms and machines can be overbooked." in opened.collides.text()
    assert not opened.act_button.isEnabled()
    opened.reject()


def test_a_minute_off_the_grid_is_overbooked_as_asked(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    perform(store, small.manager, book, small.booking(10))
    window.dialogs.overbook(small.doctor_id, small.at(10, 10), small.call_id)
    opened = window.dialog
    assert isinstance(opened, OverbookDialog)
    qtbot.waitUntil(lambda: opened.is_possible)
    choose_patient(qtbot, opened, "nikol")
    QTest.keyClicks(opened.reason, "x")
    click(opened.act_button)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert rows(database_url, "SELECT duration_minutes FROM appointments WHERE session_lane = 2") == [(15,)]
