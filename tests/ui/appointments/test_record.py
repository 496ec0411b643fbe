"""Recording an appointment of the past, by real keys and clicks."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import datetime_at, instant_of, local_date, minute_floor
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.record_dialog import RecordDialog
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.appointments.test_acts import is_told, rows
from tests.ui.staff import click, run

RETURN = Qt.Key.Key_Return
WHAT = (
    "SELECT p.last_name, a.status, a.service_name_snapshot, a.duration_minutes,"
    " to_char(a.starts_at AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Athens', 'DD/MM/YYYY HH24:MI'),"
    " a.visit_started_at IS NOT NULL"
    " FROM appointments a JOIN patients p ON p.id = a.patient_id"
)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> RecordDialog:
    """The form with a patient chosen."""
    window.menus.record.trigger()
    opened = window.dialog
    assert isinstance(opened, RecordDialog)
    QTest.keyClicks(opened.patient.search, "nikol")
    qtbot.waitUntil(lambda: len(opened.patient.results.entries) == 1)
    QTest.keyClick(opened.patient.search, RETURN)
    qtbot.waitUntil(lambda: opened.patient.patient is not None)
    assert opened.service.chosen_row() is None, "nobody said what it was"
    qtbot.waitUntil(opened.service.hasFocus)
    QTest.keyClicks(opened.service, "epis")
    assert opened.length.number == 30
    return opened


def typed(dialog: RecordDialog, day: str, time: str) -> None:
    for field, text in ((dialog.day, day), (dialog.time, time)):
        field.selectAll()
        QTest.keyClicks(field, text)


@pytest.mark.parametrize("did_come", [True, False])
def test_what_took_place_or_did_not_is_recorded(
    qtbot: QtBot,
    window: MainWindow,
    dialog: RecordDialog,
    desk: Desk,
    small: SmallClinic,
    database_url: str,
    did_come: bool,
) -> None:
    yesterday = local_date(minute_floor(desk.now()), ZONE) - timedelta(days=1)
    # Written without its year it is the latest such day, not the next.
    typed(dialog, f"{yesterday:%d/%m}", "20:10")
    assert dialog.day.day == yesterday
    (dialog.came if did_come else dialog.missed).click()
    click(dialog.act_button)
    assert dialog.message.text == "Say why it was not written down then."
    QTest.keyClicks(dialog.reason, "The line was down")
    QTest.keyClick(dialog.reason, RETURN)
    qtbot.waitUntil(lambda: window.dialog is None)
    is_told(qtbot, window, "Recorded Νικολάου Σοφία")
    status = "completed" if did_come else "no_show"
    at = f"{yesterday:%d/%m/%Y} 20:10"
    assert rows(database_url, WHAT) == [("Νικολάου", status, "Επίσκεψη", 30, at, did_come)]
    assert rows(database_url, "SELECT metadata ->> 'reason' FROM appointment_events") == [
        ("The line was down",)
    ]


def test_what_is_not_over_is_not_recorded(
    qtbot: QtBot, window: MainWindow, dialog: RecordDialog, small: SmallClinic, database_url: str
) -> None:
    typed(dialog, f"{small.day:%d/%m/%Y}", "10:00")
    QTest.keyClicks(dialog.reason, "x")
    click(dialog.act_button)
    qtbot.waitUntil(lambda: dialog._time_field.said == "This is not over yet: book it instead.")
    assert dialog.time.hasFocus()
    typed(dialog, "32/13", "10:00")
    assert dialog._time_field.said == ""
    click(dialog.act_button)
    assert dialog._day_field.said == "Write the day as day/month/year."
    dialog.reject()
    assert dialog.question.is_asked, "before what was typed is lost"
    dialog.reject()
    assert window.dialog is None
    assert rows(database_url, WHAT) == []


def test_all_that_is_wrong_is_told_at_once(window: MainWindow, small: SmallClinic, database_url: str) -> None:
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    window.menus.record.trigger()
    dialog = window.dialog
    assert isinstance(dialog, RecordDialog)
    typed(dialog, "32/13", "25:00")
    QTest.keyClicks(dialog.length, "0")
    click(dialog.act_button)
    fields = (dialog._doctor_field, dialog._day_field, dialog._time_field, dialog._length_field)
    assert [field.said for field in fields] == [
        "Choose with whom it was.",
        "Write the day as day/month/year.",
        "Write the time as 10:30.",
        "A number of minutes from 1 to 360.",
    ]
    assert dialog.message.text == "Choose a patient first, or type a new one.", (
        "the first of what has no such line"
    )
    assert dialog.patient.search.hasFocus()
    assert not dialog.attempt.is_open
    dialog.reject()
    assert rows(database_url, WHAT) == []


SPRING, AUTUMN = date(2026, 3, 29), date(2025, 10, 26)
"""Nights in which the clock of Athens went on, and back."""


def test_a_time_that_the_clock_skips_is_said_and_not_recorded(
    qtbot: QtBot, dialog: RecordDialog, database_url: str
) -> None:
    typed(dialog, f"{SPRING:%d/%m/%Y}", "3:30")
    assert dialog._time_field.said == "There is no 03:30 on Sun 29/03: the clock goes from 03:00 to 04:00."
    assert dialog.starts_at is None
    assert dialog.act_button.text() == "Re&cord"
    QTest.keyClicks(dialog.reason, "x")
    click(dialog.act_button)
    assert not dialog.attempt.is_open
    assert dialog.time.hasFocus()
    assert dialog._time_field.said.startswith("There is no 03:30")
    dialog.time.selectAll()
    QTest.keyClicks(dialog.time, "4:30")
    assert dialog._time_field.said == ""
    QTest.keyClick(dialog.reason, RETURN)
    qtbot.waitUntil(lambda: bool(rows(database_url, WHAT)))
    assert rows(database_url, WHAT)[0][4] == "29/03/2026 04:30"


@pytest.mark.parametrize("reading", [0, 1])
def test_of_a_time_that_comes_twice_it_is_asked_which(
    qtbot: QtBot, dialog: RecordDialog, database_url: str, reading: int
) -> None:
    assert not dialog.reading.isVisible()
    typed(dialog, f"{AUTUMN:%d/%m/%Y}", "3:30")
    buttons = (dialog.reading.first, dialog.reading.second)
    assert [one.text() for one in buttons] == [
        "03:30\u00a0(1st), before the clock goes back",
        "03:30\u00a0(2nd), after the clock went back",
    ]
    assert not any(one.isChecked() for one in buttons)
    QTest.keyClicks(dialog.reason, "x")
    click(dialog.act_button)
    assert dialog._time_field.said == "03:30 comes twice on Sun 26/10: choose which."
    click(buttons[reading])
    assert dialog._time_field.said == ""
    assert ("(1st)", "(2nd)")[reading] in dialog.act_button.text()
    click(dialog.act_button)
    qtbot.waitUntil(lambda: bool(rows(database_url, "SELECT 1 FROM appointments")))
    first = instant_of(AUTUMN, 3 * 60 + 30, ZONE)
    assert rows(database_url, "SELECT starts_at FROM appointments") == [
        (datetime_at(first + 60 * reading).replace(tzinfo=None),)
    ]


def test_with_whom_is_asked_where_several_doctors_are_shown(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, database_url: str
) -> None:
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    window.menus.record.trigger()
    dialog = window.dialog
    assert isinstance(dialog, RecordDialog)
    assert dialog.doctor.chosen_row() is None
    assert dialog.service.count() == 0
    QTest.keyClicks(dialog.patient.search, "nikol")
    qtbot.waitUntil(lambda: len(dialog.patient.results.entries) == 1)
    QTest.keyClick(dialog.patient.search, RETURN)
    qtbot.waitUntil(dialog.doctor.hasFocus)
    dialog.reason.setText("x")
    click(dialog.act_button)
    assert dialog._doctor_field.said == "Choose with whom it was."
    assert not dialog.attempt.is_open
    QTest.keyClick(dialog.doctor, Qt.Key.Key_Down)
    assert dialog._doctor_field.said == ""
    assert dialog.service.count() > 0
    dialog.reject()
    dialog.reject()
    assert rows(database_url, WHAT) == []


def test_which_of_several_places_is_asked(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, desk: Desk
) -> None:
    another = (
        "INSERT INTO doctor_locations (id, doctor_id, name) SELECT gen_random_uuid(), doctor_id, 'Μαρούσι'"
        " FROM doctor_locations WHERE id = '" + small.location_id + "'"
    )
    run(store, another)
    qtbot.waitUntil(
        lambda: desk.clinic is not None and any(o.name == "Μαρούσι" for o in desk.clinic.locations)
    )
    window.menus.record.trigger()
    dialog = window.dialog
    assert isinstance(dialog, RecordDialog)
    assert dialog._place_field.isHidden(), "what it was is not known yet"
    QTest.keyClicks(dialog.service, "epis")
    assert dialog._place_field.isVisible()
    assert dialog.place.chosen_row() is None
    dialog.reject()


def test_another_doctors_services_follow(dialog: RecordDialog, small: SmallClinic) -> None:
    assert {one.doctor_id for one in dialog.service.rows_model.rows} == {small.doctor_id}
    dialog.doctor.setFocus()
    QTest.keyClick(dialog.doctor, Qt.Key.Key_Up)
    chosen = dialog.doctor.chosen_row()
    assert chosen is not None
    assert chosen.id == small.colleague_id
    assert [one.id for one in dialog.service.rows_model.rows] == [small.colleague_service_id]
    kept = dialog.service.chosen_row()
    assert kept is not None, "the like of what was chosen stays"
    assert kept.id == small.colleague_service_id
    for _ in range(2):
        dialog.reject()
