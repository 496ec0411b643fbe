"""The booking form under real keys and clicks, over a real database: a walk-in, a race, a duplicate."""

from collections.abc import Callable

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.booking.dialog import BookingDialog
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic

Open = Callable[[int], BookingDialog]
RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def open_at(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> Open:
    """Open the form at an hour of the clinic's day, as the calendar does, and wait for its times."""

    def opened(hour: int) -> BookingDialog:
        window.side.choose_service(small.service_id)
        window.book_at(small.at(hour))
        dialog = window.dialog
        assert isinstance(dialog, BookingDialog)
        qtbot.waitUntil(lambda: dialog.time.starts is not None)
        return dialog

    return opened


def find_patient(qtbot: QtBot, dialog: BookingDialog, text: str) -> None:
    type_text(dialog.patient.search, text)
    qtbot.waitUntil(lambda: bool(dialog.patient.results.entries))
    QTest.keyClick(dialog.patient.search, RETURN)
    qtbot.waitUntil(lambda: dialog.patient.patient is not None)


def rows(database_url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(query).fetchall()


def confirmed(database_url: str) -> object:
    return rows(database_url, "SELECT count(*) FROM appointments WHERE status = 'confirmed'")[0][0]


def test_a_walk_in_by_keys_alone(
    qtbot: QtBot, window: MainWindow, open_at: Open, small: SmallClinic, database_url: str
) -> None:
    dialog = open_at(10)
    assert dialog.time.starts_at == small.at(10)
    find_patient(qtbot, dialog, "nikol")
    assert dialog.focusWidget() is dialog.book_button
    with qtbot.waitSignal(dialog.booked):
        QTest.keyClick(dialog.book_button, RETURN)
    qtbot.waitUntil(lambda: window.dialog is None)
    qtbot.waitUntil(lambda: window.status.notice.text.startswith("Booked Νικολάου Σοφία, "))

    def is_shown() -> bool:
        week = window.calendar.shown_week
        return week is not None and any(
            a.starts_at == small.at(10) and a.patient_name == "Νικολάου Σοφία" for a in week.appointments
        )

    qtbot.waitUntil(is_shown)
    booked = rows(
        database_url,
        "SELECT status, service_name_snapshot, service_duration_snapshot, service_price_cents_snapshot,"
        " service_currency_snapshot, consultation_mode_snapshot, price_cents, currency, patient_timezone,"
        " doctor_timezone, duration_minutes, created_by_actor_type, desk_name, hold_expires_at"
        " FROM appointments",
    )
    assert booked == [
        ("confirmed", "Επίσκεψη", 30, 5000, "EUR", "in_person", 5000, "EUR", "Europe/Athens",
         "Europe/Athens", 30, "receptionist", "Desk 1", None)
    ]  # fmt: skip
    assert rows(database_url, "SELECT status FROM appointment_resource_claims WHERE status = 'active'") == [
        ("active",)
    ]
    events = rows(database_url, "SELECT action FROM appointment_events WHERE action = 'booked'")
    assert events == [("booked",)]


def test_pressed_twice_booked_once(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    dialog = open_at(11)
    find_patient(qtbot, dialog, "antoniou")
    for _ in range(3):
        QTest.mouseDClick(dialog.book_button, Qt.MouseButton.LeftButton)
        QTest.keyClick(dialog, RETURN)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert confirmed(database_url) == 1


def test_the_loser_keeps_the_form_and_gets_the_nearest_times(
    qtbot: QtBot, open_at: Open, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    dialog = open_at(10)
    find_patient(qtbot, dialog, "6944000003")
    type_text(dialog.notes, "με παραπεμπτικό")
    perform(store, small.manager, book, small.booking(12))
    dialog.time.list.choose(small.at(12))
    dialog.time.list.start_chosen.emit(dialog.time.list.chosen())
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.message.buttons) == 3)
    assert "quicker" in dialog.message.text
    assert dialog.patient.patient is not None
    assert dialog.notes.toPlainText() == "με παραπεμπτικό"
    assert [button.text() for button in dialog.message.buttons] == ["11:00", "11:30", "12:30"]
    QTest.mouseClick(dialog.message.buttons[2], Qt.MouseButton.LeftButton)
    assert dialog.time.starts_at == small.at(12, 30)
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dialog is None)
    noted = rows(database_url, "SELECT notes FROM appointments WHERE notes IS NOT NULL")
    assert noted == [("με παραπεμπτικό",)]


def test_a_time_taken_before_the_form_opened(
    qtbot: QtBot, open_at: Open, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(15))
    dialog = open_at(15)
    qtbot.waitUntil(lambda: bool(dialog.message.buttons))
    assert "15:00" in dialog.message.text
    assert dialog.time.starts_at is None


def test_the_place_is_held_for_other_desks_and_given_back(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    query = "SELECT status, desk_name FROM appointments"
    dialog = open_at(10)
    qtbot.waitUntil(lambda: rows(database_url, query) == [("held", "Desk 1")])
    assert dialog.time.starts is not None
    QTest.keyClick(dialog, ESCAPE)
    qtbot.waitUntil(lambda: window.dialog is None)
    qtbot.waitUntil(lambda: rows(database_url, query) == [("cancelled", "Desk 1")])


def test_a_patient_without_a_name_is_a_sentence(qtbot: QtBot, open_at: Open) -> None:
    dialog = open_at(10)
    QTest.mouseClick(dialog.patient.new_button, Qt.MouseButton.LeftButton)
    type_text(dialog.patient.form.phone, "6944000009")
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    assert dialog.message.text == "The patient needs a last name."
    assert dialog.patient.form.phone.text() == "6944000009"
    type_text(dialog.patient.form.last_name, "Μακρή")
    for typed, said in (
        ("31/02/1980", "There is no such day in the calendar."),
        ("1980", "Write the birth date as day/month/year."),
    ):
        dialog.patient.form.birth_date.setText(typed)
        QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
        assert dialog.message.text == said


def test_a_new_patient_is_booked_and_who_it_may_be_is_shown(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    dialog = open_at(10)
    type_text(dialog.patient.search, "Νικολάου Σοφία")
    QTest.mouseClick(dialog.patient.new_button, Qt.MouseButton.LeftButton)
    form = dialog.patient.form
    assert (form.last_name.text(), form.first_name.text()) == ("Νικολάου", "Σοφία")
    qtbot.waitUntil(lambda: [one.full_name for one in form.duplicates.entries] == ["Νικολάου Σοφία"])
    type_text(form.phone, "6944000077")
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert rows(database_url, "SELECT count(*) FROM patients WHERE last_name = 'Νικολάου'") == [(2,)]
    qtbot.waitUntil(lambda: window.status.notice.text.startswith("Booked Νικολάου Σοφία, "))


def test_enter_on_a_likely_duplicate_takes_that_one_and_books_nothing(
    qtbot: QtBot, open_at: Open, database_url: str
) -> None:
    dialog = open_at(10)
    type_text(dialog.patient.search, "Νικολάου Σοφία")
    QTest.mouseClick(dialog.patient.new_button, Qt.MouseButton.LeftButton)
    duplicates = dialog.patient.form.duplicates
    qtbot.waitUntil(lambda: bool(duplicates.entries))
    QTest.keyClick(duplicates, RETURN)
    assert dialog.patient.patient == duplicates.entries[0]
    assert not dialog.patient.is_new
    assert not dialog.message.text
    assert dialog.book_button.text() != "Booking…"


def test_ctrl_enter_books_from_the_notes_where_enter_is_a_new_line(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    dialog = open_at(10)
    find_patient(qtbot, dialog, "nikol")
    dialog.activateWindow()
    dialog.notes.setFocus()
    qtbot.waitUntil(dialog.notes.hasFocus)
    type_text(dialog.notes, "a")
    QTest.keyClick(dialog.notes, RETURN)
    type_text(dialog.notes, "b")
    assert dialog.notes.toPlainText() == "a\nb"
    assert dialog.book_button.text() != "Booking…"
    QTest.keyClick(dialog.notes, RETURN, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert rows(database_url, "SELECT notes FROM appointments WHERE status = 'confirmed'") == [("a\nb",)]


def test_the_end_of_a_drawn_span_reaches_the_form_and_the_service_keeps_its_length(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.calendar.week.span_chosen.emit(small.doctor_id, small.at(10), small.at(11, 15))
    dialog = window.dialog
    assert isinstance(dialog, BookingDialog)
    assert (dialog.wanted.starts_at, dialog.wanted.ends_at) == (small.at(10), small.at(11, 15))
    qtbot.waitUntil(lambda: dialog.time.starts is not None)
    find_patient(qtbot, dialog, "nikol")
    with qtbot.waitSignal(dialog.booked) as booked:
        QTest.keyClick(dialog.book_button, RETURN)
    service = dialog.choice.chosen
    assert service is not None
    assert booked.args[0].ends_at - booked.args[0].starts_at == service.duration_minutes
    qtbot.waitUntil(lambda: window.dialog is None)


def test_a_start_of_the_panel_opens_the_form_without_an_end(window: MainWindow, small: SmallClinic) -> None:
    window.details.book_asked.emit(small.at(12))
    assert isinstance(window.dialog, BookingDialog)
    assert (window.dialog.wanted.starts_at, window.dialog.wanted.ends_at) == (small.at(12), None)


def test_another_doctor_has_other_services_and_starts(
    qtbot: QtBot, open_at: Open, small: SmallClinic
) -> None:
    dialog = open_at(10)
    names = [dialog.choice.doctor.itemText(place) for place in range(dialog.choice.doctor.count())]
    assert sorted(names) == ["Γεωργίου Άννα", "Παπαδόπουλος Νίκος"]
    with qtbot.waitSignal(dialog.time.read):
        dialog.choice.doctor.setFocus()
        QTest.keyClick(dialog.choice.doctor, Qt.Key.Key_Up if names[0].startswith("Γ") else Qt.Key.Key_Down)
    assert dialog.choice.doctor_id == small.colleague_id
    assert dialog.choice.chosen is not None
    assert dialog.choice.chosen.id == small.colleague_service_id
    assert dialog.time.starts is not None
    assert dialog.time.starts.question.doctor_id == small.colleague_id


def test_arrow_keys_go_from_time_to_time(qtbot: QtBot, open_at: Open, small: SmallClinic) -> None:
    dialog = open_at(10)
    times = dialog.time.list
    QTest.keyClick(times, Qt.Key.Key_Right)
    assert dialog.time.starts_at == small.at(10, 30)
    QTest.keyClick(times, Qt.Key.Key_Up)
    assert dialog.time.starts_at == small.at(10, 30), "the first row stays"
    QTest.keyClick(times, Qt.Key.Key_Down)
    assert dialog.time.starts_at == small.at(14, 30), "over lunch, in the row below"
    QTest.keyClick(times, Qt.Key.Key_Down)
    QTest.keyClick(times, Qt.Key.Key_Down)
    assert dialog.time.starts_at is not None
    assert dialog.time.starts_at >= small.at(9, days=1), "over the next day's heading"


def test_without_a_time_the_first_free_one_is_taken(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.calendar.go_to(small.day)
    window.calendar.commands.book.trigger()
    dialog = window.dialog
    assert isinstance(dialog, BookingDialog)
    qtbot.waitUntil(lambda: dialog.time.starts is not None)
    assert dialog.time.starts is not None
    assert dialog.time.starts_at == dialog.time.starts.slots[0].starts_at


def test_nobody_chosen_is_a_sentence(open_at: Open) -> None:
    dialog = open_at(10)
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    assert dialog.message.text == "Choose a patient first, or type a new one."


def test_escape_asks_before_it_throws_away(qtbot: QtBot, open_at: Open, window: MainWindow) -> None:
    dialog = open_at(10)
    type_text(dialog.notes, "σημείωση")
    QTest.keyClick(dialog, ESCAPE)
    assert window.dialog is dialog
    assert [button.text() for button in dialog.message.buttons] == ["Discard", "Go on"]
    QTest.mouseClick(dialog.message.buttons[1], Qt.MouseButton.LeftButton)
    assert dialog.notes.toPlainText() == "σημείωση"
    QTest.keyClick(dialog, ESCAPE)
    QTest.keyClick(dialog, ESCAPE)
    qtbot.waitUntil(lambda: window.dialog is None)


def test_the_window_does_not_close_over_a_typed_form(qtbot: QtBot, open_at: Open, window: MainWindow) -> None:
    dialog = open_at(10)
    type_text(dialog.notes, "σημείωση")
    window.close()
    assert window.isVisible()
    assert dialog.isVisible()
