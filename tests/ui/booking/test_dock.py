"""The booking form under real keys and clicks, over a real database: a walk-in, a race, a duplicate."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import confirmed, find_patient, rows, until_ready
from tests.ui.mouse import double_click

Open = Callable[[int], BookingDock]
RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def open_at(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> Open:
    """Open the form at an hour of the clinic's day, as the calendar does, and wait for its times."""

    def opened(hour: int) -> BookingDock:
        window.side.choose_service(small.service_id)
        window.book_at(small.at(hour))
        dock = window.dock
        assert isinstance(dock, BookingDock)
        qtbot.waitUntil(lambda: dock.starts.found is not None)
        return dock

    return opened


def test_a_walk_in_by_keys_alone(
    qtbot: QtBot, window: MainWindow, open_at: Open, small: SmallClinic, database_url: str
) -> None:
    dock = open_at(10)
    assert dock.starts.starts_at == small.at(10)
    find_patient(qtbot, dock, "nikol")
    assert dock.focusWidget() is dock.book_button
    until_ready(qtbot, dock)
    with qtbot.waitSignal(dock.booked):
        QTest.keyClick(dock.book_button, RETURN)
    qtbot.waitUntil(lambda: window.dock is None)
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
    dock = open_at(11)
    find_patient(qtbot, dock, "antoniou")
    until_ready(qtbot, dock)
    for _ in range(3):
        double_click(dock.book_button)
        QTest.keyClick(dock, RETURN)
    qtbot.waitUntil(lambda: window.dock is None)
    assert confirmed(database_url) == 1


def test_the_loser_keeps_the_form_and_gets_the_nearest_times(
    qtbot: QtBot, open_at: Open, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    dock = open_at(10)
    find_patient(qtbot, dock, "6944000003")
    type_text(dock.notes, "με παραπεμπτικό")
    perform(store, small.manager, book, small.booking(12))
    dock.starts.list.choose(small.at(12), small.doctor_id)
    dock.starts.list.start_chosen.emit(dock.starts.list.chosen())
    QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dock.message.buttons) == 3)
    assert "quicker" in dock.message.text
    assert dock.patient.patient is not None
    assert dock.notes.toPlainText() == "με παραπεμπτικό"
    assert [button.text() for button in dock.message.buttons] == ["11:00", "11:30", "12:30"]
    QTest.mouseClick(dock.message.buttons[2], Qt.MouseButton.LeftButton)
    assert dock.starts.starts_at == small.at(12, 30)
    until_ready(qtbot, dock)
    QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dock is None)
    noted = rows(database_url, "SELECT notes FROM appointments WHERE notes IS NOT NULL")
    assert noted == [("με παραπεμπτικό",)]


def test_a_time_taken_before_the_form_opened(
    qtbot: QtBot, open_at: Open, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(15))
    dock = open_at(15)
    qtbot.waitUntil(lambda: bool(dock.message.buttons))
    assert "15:00" in dock.message.text
    assert dock.starts.starts_at is None


def test_the_place_is_held_for_other_desks_and_given_back(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    query = "SELECT status, desk_name FROM appointments"
    dock = open_at(10)
    qtbot.waitUntil(lambda: rows(database_url, query) == [("held", "Desk 1")])
    assert dock.starts.found is not None
    QTest.keyClick(dock, ESCAPE)
    qtbot.waitUntil(lambda: window.dock is None)
    qtbot.waitUntil(lambda: rows(database_url, query) == [("cancelled", "Desk 1")])


def test_a_patient_without_a_name_is_a_sentence(qtbot: QtBot, open_at: Open) -> None:
    dock = open_at(10)
    QTest.mouseClick(dock.patient.new_button, Qt.MouseButton.LeftButton)
    type_text(dock.patient.form.phone, "6944000009")
    assert dock.foot.missing == "The patient needs a last name."
    assert not dock.book_button.isEnabled()
    assert dock.patient.form.phone.text() == "6944000009"
    type_text(dock.patient.form.last_name, "Μακρή")
    for typed, said in (
        ("31/02/1980", "There is no such day in the calendar."),
        ("1980", "Write the birth date as day/month/year."),
    ):
        dock.patient.form.birth_date.setText(typed)
        assert dock.foot.missing == said


def test_a_new_patient_is_booked_and_who_it_may_be_is_shown(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    dock = open_at(10)
    type_text(dock.patient.search, "Νικολάου Σοφία")
    QTest.mouseClick(dock.patient.new_button, Qt.MouseButton.LeftButton)
    form = dock.patient.form
    assert (form.last_name.text(), form.first_name.text()) == ("Νικολάου", "Σοφία")
    qtbot.waitUntil(lambda: [one.full_name for one in form.duplicates.entries] == ["Νικολάου Σοφία"])
    type_text(form.phone, "6944000077")
    until_ready(qtbot, dock)
    assert dock.book_button.text() == "&Book a new patient (Ctrl+Enter)"
    QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dock is None)
    assert rows(database_url, "SELECT count(*) FROM patients WHERE last_name = 'Νικολάου'") == [(2,)]
    qtbot.waitUntil(lambda: window.status.notice.text.startswith("Booked Νικολάου Σοφία, "))


def test_enter_on_a_likely_duplicate_takes_that_one_and_books_nothing(
    qtbot: QtBot, open_at: Open, database_url: str
) -> None:
    dock = open_at(10)
    type_text(dock.patient.search, "Νικολάου Σοφία")
    QTest.mouseClick(dock.patient.new_button, Qt.MouseButton.LeftButton)
    duplicates = dock.patient.form.duplicates
    qtbot.waitUntil(lambda: bool(duplicates.entries))
    QTest.keyClick(duplicates, RETURN)
    assert dock.patient.patient == duplicates.entries[0]
    assert not dock.patient.is_new
    assert not dock.message.text
    assert dock.book_button.text() != "Booking…"


def test_ctrl_enter_books_from_the_notes_where_enter_is_a_new_line(
    qtbot: QtBot, open_at: Open, window: MainWindow, database_url: str
) -> None:
    dock = open_at(10)
    find_patient(qtbot, dock, "nikol")
    dock.activateWindow()
    dock.notes.setFocus()
    qtbot.waitUntil(dock.notes.hasFocus)
    type_text(dock.notes, "a")
    QTest.keyClick(dock.notes, RETURN)
    type_text(dock.notes, "b")
    assert dock.notes.toPlainText() == "a\nb"
    assert dock.book_button.text() != "Booking…"
    until_ready(qtbot, dock)
    QTest.keyClick(dock.notes, RETURN, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.dock is None)
    assert rows(database_url, "SELECT notes FROM appointments WHERE status = 'confirmed'") == [("a\nb",)]


def test_a_drawn_length_is_booked_unless_the_services_own_is_chosen(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    for minutes, hour in ((75, 10), (30, 14)):
        window.calendar.week.span_chosen.emit(small.doctor_id, small.at(hour), small.at(hour + 1, 15))
        dock = window.dock
        assert isinstance(dock, BookingDock)
        wanted = dock.wanted
        assert wanted is not None
        assert (wanted.starts_at, wanted.ends_at) == (small.at(hour), small.at(hour + 1, 15))
        qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(hour))  # noqa: B023
        find_patient(qtbot, dock, "nikol")
        assert "1 h 15 min" in dock.foot.sentence
        if minutes == 30:
            QTest.mouseClick(dock.form.length.as_service, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: ", 30 min" in dock.foot.sentence.replace("  ·  ", ", "))  # noqa: B023
        until_ready(qtbot, dock)
        with qtbot.waitSignal(dock.booked) as booked:
            QTest.keyClick(dock.book_button, RETURN)
        assert booked.args[0].ends_at - booked.args[0].starts_at == minutes
        qtbot.waitUntil(lambda: window.dock is None)


def test_a_span_that_is_drawn_while_a_booking_is_open_is_as_long_as_drawn(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    def draw(hour: int, minutes: int, *, is_click: bool = False) -> BookingDock:
        span = (small.at(hour), small.at(hour) + minutes)
        week = window.calendar.week
        (week.span_chosen if is_click else week.span_drawn).emit(small.doctor_id, *span)
        dock = window.dock
        assert isinstance(dock, BookingDock)
        qtbot.waitUntil(lambda: dock.starts.found is not None and dock.starts.starts_at == span[0])
        return dock

    dock = draw(10, 30, is_click=True)
    length = dock.form.length
    assert length.isHidden(), "a click is as long as the service"
    assert draw(11, 75) is dock
    assert (length.isHidden(), length.minutes) == (False, 75)
    assert "1 h 15 min" in dock.foot.sentence
    draw(14, 30, is_click=True)
    assert (length.isHidden(), length.minutes) == (False, 75), "a click leaves the length that was drawn"
    QTest.mouseClick(dock.form.length.as_service, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 h" not in dock.foot.sentence and "30 min" in dock.foot.sentence)
    draw(15, 75)
    draw(14, 30)
    assert (length.isHidden(), length.minutes) == (True, None), "as drawn: as long as the service"
    qtbot.waitUntil(lambda: "1 h" not in dock.foot.sentence and "30 min" in dock.foot.sentence)
    draw(10, 60)
    assert (length.isHidden(), length.minutes) == (False, 60), "what is drawn anew counts"
    qtbot.waitUntil(lambda: dock.keeper.hold_id is not None)
    find_patient(qtbot, dock, "nikol")
    until_ready(qtbot, dock)
    with qtbot.waitSignal(dock.booked) as booked:
        QTest.keyClick(dock.book_button, RETURN)
    assert booked.args[0].starts_at == small.at(10)
    assert booked.args[0].ends_at - booked.args[0].starts_at == 60
    qtbot.waitUntil(lambda: window.dock is None)


def test_a_far_start_of_another_service_is_found_while_a_booking_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.calendar.week.span_chosen.emit(small.doctor_id, small.at(10), small.at(10, 30))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    far = small.at(10, days=21)
    window.side.first_free_taken.emit(small.doctor_id, small.call_id, far)
    qtbot.waitUntil(lambda: dock.starts.starts_at == far)
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.call_id
    dock.discard()


def test_a_start_of_the_popover_opens_the_form_without_an_end(window: MainWindow, small: SmallClinic) -> None:
    window.why_not.start_taken.emit(small.doctor_id, small.at(12), small.service_id)
    assert isinstance(window.dock, BookingDock)
    wanted = window.dock.wanted
    assert wanted is not None
    assert (wanted.starts_at, wanted.ends_at) == (small.at(12), None)


def test_another_doctor_has_other_services_and_starts(
    qtbot: QtBot, open_at: Open, small: SmallClinic
) -> None:
    dock = open_at(10)
    names = [dock.choice.doctor.itemText(place) for place in range(dock.choice.doctor.count())]
    assert names[0] == "Any of 2"
    assert names[1:] == ["Γεωργίου Άννα", "Παπαδόπουλος Νίκος"]
    with qtbot.waitSignal(dock.starts.read):
        dock.choice.doctor.setFocus()
        QTest.keyClick(dock.choice.doctor, Qt.Key.Key_Up)
    assert dock.choice.doctor_id == small.colleague_id
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.colleague_service_id
    assert dock.starts.found is not None
    assert set(dict(dock.starts.found.wanted.services)) == {small.colleague_id}


def test_arrow_keys_go_from_time_to_time(qtbot: QtBot, open_at: Open, small: SmallClinic) -> None:
    dock = open_at(10)
    times = dock.starts.list
    QTest.keyClick(times, Qt.Key.Key_Right)
    assert dock.starts.starts_at == small.at(10, 30)
    QTest.keyClick(times, Qt.Key.Key_Up)
    assert dock.starts.starts_at == small.at(10, 30), "the first row stays"
    QTest.keyClick(times, Qt.Key.Key_Down)
    assert dock.starts.starts_at == small.at(12, 30), "in the row below"
    for _ in range(3):
        QTest.keyClick(times, Qt.Key.Key_Down)
    assert dock.starts.starts_at is not None
    assert dock.starts.starts_at >= small.at(9, days=1), "over the next day's heading"


def test_without_a_time_the_first_free_one_is_taken(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.calendar.go_to(small.day)
    window.side.choose_service("")
    window.calendar.commands.book.trigger()
    dock = window.dock
    assert isinstance(dock, BookingDock)
    assert (dock.choice.chosen, dock.starts.starts_at) == (None, None), "nothing is chosen by itself"
    dock.choice.service.choose_place(0)
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    assert dock.starts.found is not None
    assert dock.starts.starts_at == dock.starts.found.starts[0].starts_at


def test_nobody_chosen_is_a_sentence(open_at: Open) -> None:
    dock = open_at(10)
    assert dock.foot.missing == "Choose a patient first, or type a new one."
    assert not dock.book_button.isVisible()
    QTest.keyClick(dock, RETURN)
    assert dock.patient.search.hasFocus()


def test_escape_asks_before_it_throws_away(qtbot: QtBot, open_at: Open, window: MainWindow) -> None:
    dock = open_at(10)
    type_text(dock.notes, "σημείωση")
    QTest.keyClick(dock, ESCAPE)
    assert window.dock is dock
    assert [button.text() for button in dock.message.buttons] == ["Discard", "Go on"]
    QTest.mouseClick(dock.message.buttons[1], Qt.MouseButton.LeftButton)
    assert dock.notes.toPlainText() == "σημείωση"
    QTest.keyClick(dock, ESCAPE)
    QTest.keyClick(dock, ESCAPE)
    qtbot.waitUntil(lambda: window.dock is None)


def test_the_window_does_not_close_over_a_typed_form(qtbot: QtBot, open_at: Open, window: MainWindow) -> None:
    dock = open_at(10)
    type_text(dock.notes, "σημείωση")
    window.close()
    assert window.isVisible()
    assert dock.isVisible()
