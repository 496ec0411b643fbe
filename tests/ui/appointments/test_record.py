"""Recording an appointment of the past, by real keys and clicks."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.ui.appointments.record_dialog import RecordDialog
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.appointments.test_acts import is_told, rows
from tests.ui.staff import click

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


def test_another_doctors_services_follow(dialog: RecordDialog, small: SmallClinic) -> None:
    assert {one.doctor_id for one in dialog.service.rows_model.rows} == {small.doctor_id}
    dialog.doctor.setFocus()
    QTest.keyClick(dialog.doctor, Qt.Key.Key_Up)
    chosen = dialog.doctor.chosen_row()
    assert chosen is not None
    assert chosen.id == small.colleague_id
    assert [one.id for one in dialog.service.rows_model.rows] == [small.colleague_service_id]
    for _ in range(2):
        dialog.reject()
