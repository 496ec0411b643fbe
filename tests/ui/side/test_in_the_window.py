"""The panel in its window: what each person finds again, what the calendar and the booking form take."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.last_services import LastServices
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import find_patient
from tests.ui.staff import hire


def test_each_person_finds_their_own_doctors_and_service(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    theme: Theme,
    memory: Memory,
    store: Store,
    small: SmallClinic,
) -> None:
    window.side.choose_doctors({small.doctor_id, small.colleague_id})
    window.side.choose_service(small.call_id)
    chosen = window.side.doctor_ids
    assert len(chosen) == 2
    window.close()
    again = MainWindow(desk, theme, memory)
    assert (again.side.doctor_ids, again.side.chosen_service_id) == (chosen, small.call_id)
    again.side.choose_service("")
    again.side.choose_doctor(small.colleague_id)
    again.close()
    again.deleteLater()
    staff, receptionist = hire(store, small), desk.person
    assert desk.clinic is not None
    assert receptionist is not None
    desk.sign_in(next(one for one in desk.clinic.people if one.id == staff.manager))
    others = MainWindow(desk, theme, memory)
    assert (others.side.doctor_ids, others.side.chosen_service_id) == (chosen, "")
    others.close()
    others.deleteLater()
    desk.sign_in(receptionist)
    mine = MainWindow(desk, theme, memory)
    assert (mine.side.doctor_ids, mine.side.chosen_service_id) == ((small.colleague_id,), "")
    mine.close()
    mine.deleteLater()


def test_the_calendar_shows_each_doctors_own_service_and_the_panel_counts_it(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    calendar, side = window.calendar, window.side
    side.choose_doctors((small.doctor_id, small.colleague_id))
    assert calendar.doctor_ids == side.doctor_ids
    services = [calendar.service(one) for one in (small.doctor_id, small.colleague_id)]
    assert [one.id for one in services if one] == [small.service_id, small.colleague_service_id]
    choice = side.doctors.choice
    # Seven hours a day, a start every half an hour.
    full = dict.fromkeys(side.doctor_ids, 7 * 14)
    qtbot.waitUntil(lambda: {one: choice.count(one) for one in side.doctor_ids} == full, timeout=20_000)
    side.choose_service(small.call_id)
    assert calendar.service(small.colleague_id) is None, "the colleague takes no calls"
    assert choice.count(small.colleague_id) is None
    assert choice.count(small.doctor_id)
    side.choose_service("")
    assert calendar.service(small.doctor_id) is None
    assert choice.count(small.doctor_id) is None


def test_f3_finds_and_a_digit_opens_the_booking_at_that_start(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.menus.side.setChecked(False)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F3)
    first_free = window.side.first_free
    assert window.side.isVisible()
    assert first_free.answers.hasFocus()
    first_free.form.day.set_day(small.day + timedelta(days=14))
    first_free.form.changed.emit()
    qtbot.waitUntil(lambda: first_free.can_be_taken and len(first_free.found) == 5, timeout=20_000)
    found = next(one for one in first_free.found if one.doctor_id == small.colleague_id)
    number = first_free.found.index(found) + 1
    QTest.keyClick(first_free.answers, Qt.Key(Qt.Key.Key_0 + number))
    dock = window.dock
    assert dock is not None
    assert small.colleague_id in window.side.doctor_ids
    assert window.calendar.holds(small.day + timedelta(days=14))
    qtbot.waitUntil(lambda: dock.starts.starts_at == found.slot.starts_at, timeout=20_000)
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.colleague_service_id
    dock.discard()


def chosen(dock: BookingDock | None) -> str:
    """The service that is chosen in a booking; empty for none."""
    assert dock is not None
    return dock.choice.chosen.id if dock.choice.chosen is not None else ""


def test_a_booking_begins_with_the_service_of_first_free_else_with_the_last_one(
    window: MainWindow, small: SmallClinic, memory: Memory
) -> None:
    last, side, book = LastServices(memory), window.side, window.calendar.commands.book
    last.note(small.doctor_id, small.call_id)
    last.note(small.colleague_id, small.colleague_service_id)
    both = (small.doctor_id, small.colleague_id)
    for doctor_ids, in_first_free, begun in (
        (both[:1], small.service_id, small.service_id),
        (both[:1], "", small.call_id),
        (both[1:], small.service_id, small.colleague_service_id),
        (both[1:], small.call_id, small.colleague_service_id),
        (both, small.call_id, small.call_id),
        (both, "", ""),
    ):
        side.choose_doctors(doctor_ids)
        side.choose_service(in_first_free)
        book.trigger()
        assert chosen(window.dock) == begun, (doctor_ids, in_first_free)
        assert window.dock is not None
        window.dock.discard()


def test_a_start_of_first_free_changes_the_service_of_a_booking_that_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.side.choose_service(small.call_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    find_patient(qtbot, dock, "nikol")
    window.side.choose_service(small.service_id)
    assert chosen(dock) == small.call_id, "to look for another is not to book another"
    window.side.first_free_taken.emit(small.doctor_id, small.service_id, small.at(12, days=1))
    assert window.dock is dock
    assert chosen(dock) == small.service_id
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(12, days=1))
    assert dock.patient.patient is not None
    window.side.first_free_taken.emit(small.colleague_id, small.colleague_service_id, small.at(11))
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(11))
    assert (chosen(dock), dock.choice.doctor_id) == (small.colleague_service_id, small.colleague_id)


def test_a_booking_without_a_service_takes_the_one_that_is_chosen_in_first_free(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.side.choose_service("")
    window.calendar.commands.book.trigger()
    dock = window.dock
    assert chosen(dock) == ""
    window.side.choose_service(small.call_id)
    assert chosen(dock) == small.call_id
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.start is not None)


def test_while_a_booking_is_open_a_grey_minute_is_explained_for_its_service(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.side.choose_service(small.service_id)
    window.calendar.commands.book.trigger()
    dock = window.dock
    assert dock is not None
    dock.choice.begin(small.doctor_id, small.call_id)
    dock.form.ask()
    window.ask_why_not(small.at(7))
    explained = window.why_not.inquiry.service
    assert explained is not None
    assert explained.id == small.call_id
    window.why_not.start_taken.emit(small.doctor_id, small.at(12), small.call_id)
    assert chosen(dock) == small.call_id
