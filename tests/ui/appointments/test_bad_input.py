"""The dialogs of an appointment with what cannot stand: a clear sentence, and nothing typed is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.act_dialog import ActDialog
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.appointments.overbook_dialog import OverbookDialog
from medic_desk.ui.appointments.record_dialog import RecordDialog
from medic_desk.ui.appointments.service_dialog import ServiceDialog
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.appointments.test_acts import CTRL, SHIFT, closed, press, rows, select
from tests.ui.staff import click, run, type_text

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
NO_DOCTOR = "UPDATE doctors SET is_active = false"
NO_SERVICE = "UPDATE appointment_types SET is_active = false"


@pytest.fixture
def appointment_id(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> Iterator[str]:
    """An appointment at 10:00, selected in the window; what is open at the end is closed."""
    appointment = perform(store, small.manager, book, small.booking(10))
    select(qtbot, window, appointment.appointment_id)
    yield appointment.appointment_id
    if isinstance(window.dialog, ActDialog):
        qtbot.waitUntil(lambda: not isinstance(d := window.dialog, ActDialog) or not d.attempt.is_busy)
    for _ in range(2):
        if window.dialog is not None:
            window.dialog.reject()


def choose_patient(qtbot: QtBot, patient: PatientSearch) -> None:
    type_text(patient.search, "nikol")
    qtbot.waitUntil(lambda: len(patient.results.entries) == 1)
    QTest.keyClick(patient.search, RETURN)
    qtbot.waitUntil(lambda: patient.patient is not None)


def overbooking(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> OverbookDialog:
    """Overbooking at 10:00, all of it typed."""
    window.dialogs.overbook(small.doctor_id, small.at(10), small.service_id)
    dialog = window.dialog
    assert isinstance(dialog, OverbookDialog)
    qtbot.waitUntil(lambda: dialog.is_possible)
    choose_patient(qtbot, dialog.patient)
    type_text(dialog.reason, "πόνος")
    return dialog


def recording(qtbot: QtBot, window: MainWindow) -> RecordDialog:
    """A past appointment of yesterday, all of it typed."""
    window.menus.record.trigger()
    dialog = window.dialog
    assert isinstance(dialog, RecordDialog)
    choose_patient(qtbot, dialog.patient)
    QTest.keyClick(dialog.day, Qt.Key.Key_Down)
    type_text(dialog.reason, "διακοπή")
    return dialog


def retyped(dialog: RecordDialog, **typed: str) -> None:
    for name, text in typed.items():
        field = getattr(dialog, name)
        field.selectAll()
        QTest.keyClicks(field, text)


def said_at_fields(dialog: RecordDialog) -> tuple[str, str, str]:
    return dialog._day_field.said, dialog._time_field.said, dialog._length_field.said


def test_closing_asks_before_what_was_typed_is_lost(
    qtbot: QtBot, window: MainWindow, appointment_id: str, small: SmallClinic
) -> None:
    dialog = overbooking(qtbot, window, small)
    QTest.keyClick(dialog, ESCAPE)
    assert [button.text() for button in dialog.message.buttons] == ["Discard", "Go on"]
    # Under the question Enter in a field neither acts nor loses anything.
    dialog.reason.setFocus()
    QTest.keyClick(dialog.reason, RETURN)
    assert dialog.question.is_asked
    assert not dialog.attempt.is_open
    click(dialog.message.buttons[1])
    assert window.dialog is dialog
    assert dialog.reason.text() == "πόνος"
    window.close()
    assert window.isVisible(), "the window does not close over it either"
    QTest.keyClick(dialog, ESCAPE)
    assert window.dialog is None


def test_a_reason_in_own_words_is_asked_for_before_it_is_lost(
    window: MainWindow, appointment_id: str
) -> None:
    press(window, Qt.Key.Key_Delete)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    click(dialog.act_button)
    assert dialog.message.text == "Say why: choose a reason or write one."
    type_text(dialog.words, "γρίπη")
    QTest.keyClick(dialog, ESCAPE)
    assert window.dialog is dialog
    assert dialog.words.text() == "γρίπη"
    click(dialog.message.buttons[0])
    assert window.dialog is None


@pytest.mark.parametrize("day", ["1/1/1800", "1/1/0001", "31/12/9999", "30/2/2026", "yesterday", ""])
def test_a_day_that_cannot_be_stored_is_a_sentence(
    qtbot: QtBot, window: MainWindow, appointment_id: str, day: str, database_url: str
) -> None:
    dialog = recording(qtbot, window)
    retyped(dialog, day=day)
    if not day:
        dialog.day.clear()
    click(dialog.act_button)
    assert said_at_fields(dialog) == ("Write the day as day/month/year.", "", "")
    assert (dialog.day.text(), dialog.reason.text()) == (day, "διακοπή")
    assert rows(database_url, "SELECT count(*) FROM appointments") == [(1,)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"time": "25:00"}, ("", "Write the time as 10:30.", "")),
        ({"length": "0"}, ("", "", "A number of minutes from 1 to 360.")),
        ({"length": "99999"}, ("", "", "A number of minutes from 1 to 360.")),
        ({"length": "half"}, ("", "", "A number of minutes from 1 to 360.")),
    ],
)
def test_a_time_or_a_length_that_cannot_stand_is_a_sentence(
    qtbot: QtBot,
    window: MainWindow,
    appointment_id: str,
    typed: dict[str, str],
    said: tuple[str, str, str],
) -> None:
    dialog = recording(qtbot, window)
    retyped(dialog, **typed)
    click(dialog.act_button)
    assert said_at_fields(dialog) == said
    assert dialog.reason.text() == "διακοπή"


@pytest.mark.parametrize("gone", [NO_DOCTOR, NO_SERVICE])
def test_overbooking_with_who_or_what_is_gone_meanwhile(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic, gone: str
) -> None:
    dialog = overbooking(qtbot, window, small)
    run(store, gone)
    click(dialog.act_button)
    names = {
        NO_DOCTOR: "Παπαδόπουλος Νίκος takes no appointments any more.",
        NO_SERVICE: "Επίσκεψη is not a service of Παπαδόπουλος Νίκος.",
    }
    qtbot.waitUntil(lambda: names[gone] in dialog.message.text + dialog.collides.text())
    assert dialog.patient.patient is not None
    assert dialog.reason.text() == "πόνος"


def test_overbooking_an_hour_that_was_closed_meanwhile(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    dialog = overbooking(qtbot, window, small)
    run(store, "DELETE FROM schedule_rules")
    click(dialog.act_button)
    qtbot.waitUntil(lambda: not dialog.attempt.is_open and "does not work" in dialog.collides.text())
    for said in (dialog.collides.text(), dialog.message.text):
        assert "Only people, rooms and machines can be overbooked." in said
    assert "quicker" not in dialog.message.text, "who is there was known"
    assert (window.dialog, dialog.reason.text()) == (dialog, "πόνος")


@pytest.mark.parametrize("gone", [NO_DOCTOR, NO_SERVICE])
def test_another_service_that_is_gone_meanwhile(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, gone: str
) -> None:
    press(window, Qt.Key.Key_M, CTRL | SHIFT)
    dialog = window.dialog
    assert isinstance(dialog, ServiceDialog)
    QTest.keyClick(dialog.service, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.is_possible)
    run(store, gone)
    click(dialog.act_button)
    said = ("takes no appointments any more.", "is not a service of Παπαδόπουλος Νίκος.")
    qtbot.waitUntil(lambda: any(one in dialog.message.text + dialog.verdict.text() for one in said))
    assert window.dialog is dialog


@pytest.mark.parametrize("gone", [NO_DOCTOR, NO_SERVICE])
def test_what_was_agreed_is_moved_though_it_is_not_offered_any_more(
    qtbot: QtBot,
    window: MainWindow,
    appointment_id: str,
    store: Store,
    small: SmallClinic,
    gone: str,
) -> None:
    press(window, Qt.Key.Key_M, CTRL)
    dialog = window.dialog
    assert isinstance(dialog, MoveDialog)
    qtbot.waitUntil(lambda: dialog.starts.found is not None)
    QTest.keyClick(dialog.starts.list, Qt.Key.Key_Right)
    run(store, gone)
    QTest.keyClick(dialog.starts.list, RETURN)
    closed(qtbot, window)


def test_a_start_that_is_taken_while_the_dialog_stands_open_is_told_before_it_is_chosen(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    press(window, Qt.Key.Key_M, CTRL)
    dialog = window.dialog
    assert isinstance(dialog, MoveDialog)
    qtbot.waitUntil(lambda: dialog.starts.found is not None)
    QTest.keyClick(dialog.starts.list, Qt.Key.Key_Right)
    perform(store, small.manager, book, small.booking(10, 30, patient_id=small.patient_ids[1]))
    qtbot.waitUntil(lambda: "is not free for this service" in dialog.message.text)
    assert [button.text() for button in dialog.message.buttons] == ["09:30", "11:00", "11:30"]
    assert dialog.starts.start is None
    click(dialog.message.buttons[1])
    click(dialog.act_button)
    closed(qtbot, window)
    qtbot.waitUntil(
        lambda: (
            (found := window.calendar.appointment(appointment_id)) is not None
            and found.starts_at == small.at(11)
        )
    )


def test_days_without_free_time_say_why_the_appointment_cannot_go_there(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store
) -> None:
    run(store, "DELETE FROM schedule_rules")
    press(window, Qt.Key.Key_M, CTRL)
    dialog = window.dialog
    assert isinstance(dialog, MoveDialog)
    qtbot.waitUntil(lambda: "Nothing is free from " in dialog.message.text)
    assert "No working hours for this service on these days." in dialog.message.text
    click(dialog.act_button)
    assert dialog.message.text == "Choose a time."
