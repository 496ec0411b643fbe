"""The panel in its window: what each person finds again, what the calendar and the booking form take."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic
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
