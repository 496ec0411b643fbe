"""Booking beside the calendar: in place of the details, the calendar in use, focus back where it was."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import find_patient, until_ready


@pytest.fixture
def details(window: MainWindow) -> MainWindow:
    """The window with its details shown."""
    window.menus.details.setChecked(True)
    return window


def test_the_dock_stands_in_place_of_the_details(
    qtbot: QtBot, details: MainWindow, small: SmallClinic
) -> None:
    window = details
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    assert dock.isVisible()
    assert not window.details.isVisible()
    assert not dock.isWindow(), "it is no window of its own, and blocks none"
    window.menus.details.setChecked(False)
    window.menus.details.setChecked(True)
    assert not window.details.isVisible(), "they wait until the booking is closed"
    QTest.keyClick(dock, Qt.Key.Key_Escape)
    assert window.dock is None
    assert window.details.isVisible()


def test_the_next_form_is_made_while_nobody_waits_and_begins_like_the_first(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    first = window.dock
    assert first is not None
    first.patient.search.setText("nikol")
    first.notes.setPlainText("by phone")
    qtbot.waitUntil(lambda: first.width() >= first.minimumSizeHint().width())
    size = first.size()
    first.discard()
    assert not window.booking.is_ready, "what the booking changed is shown before"
    qtbot.waitUntil(lambda: window.booking.is_ready)
    made = window.findChildren(BookingDock)
    assert [one.isVisible() for one in made] == [False]
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dock = window.dock
    assert dock is made[0], "it is that one which is opened, and none is made then"
    assert dock.isVisible()
    assert not window.booking.is_ready
    assert dock.patient.search.hasFocus()
    assert (dock.patient.search.text(), dock.notes.toPlainText(), dock.foot.held) == ("", "", "")
    assert dock.starts.start is None
    qtbot.waitUntil(lambda: dock.size() == size)


def test_a_form_that_was_made_yesterday_is_not_opened_today(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    assert window.dock is not None
    window.dock.discard()
    qtbot.waitUntil(lambda: window.booking.is_ready)
    (made,) = window.findChildren(BookingDock)
    made.starts.filter.today -= timedelta(days=1)
    window.book_at(small.at(10))
    assert window.dock is not None
    assert window.dock is not made
    assert window.dock.starts.is_of_today


def test_the_calendar_turns_its_days_while_a_booking_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    first = window.calendar.first_day
    QTest.keyClick(window.calendar.week, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.calendar.first_day > first
    assert window.dock is not None


def test_what_was_refused_is_forgotten_when_a_booking_begins_and_a_question_is_not(
    window: MainWindow, small: SmallClinic
) -> None:
    window.acts.refused.emit("It cannot go there.", ())
    assert window.calendar.answer.text == "It cannot go there."
    window.book_at(small.at(10))
    assert window.calendar.answer.text == ""
    assert window.dock is not None
    window.dock.discard()
    window.acts.undo_redo.asked.emit("Does the patient go too?", ())
    window.book_at(small.at(10))
    assert window.calendar.answer.text == "Does the patient go too?"


def test_after_booking_the_appointment_is_selected_and_focus_is_back(
    qtbot: QtBot, details: MainWindow, small: SmallClinic
) -> None:
    window = details
    window.side.choose_service(small.service_id)
    window.side.month.setFocus()
    had_focus = window.focusWidget()
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    assert dock.patient.search.hasFocus()
    find_patient(qtbot, dock, "nikol")
    until_ready(qtbot, dock)
    QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dock is None)
    assert window.focusWidget() is had_focus
    qtbot.waitUntil(lambda: window.details.heading.text() == "Νικολάου Σοφία")


def test_a_click_in_the_calendar_moves_the_booking_that_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    find_patient(qtbot, dock, "nikol")
    window.book_at(small.at(11))
    assert window.dock is dock
    assert dock.starts.starts_at == small.at(11)
    assert dock.patient.patient is not None


def is_busy(keeper: HoldKeeper) -> bool:
    return keeper.is_busy


def test_a_click_holds_at_once_an_arrow_key_after_a_pause_and_no_hold_looks_for_starts_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    told: list[object] = []
    reads: list[object] = []
    desk.heard.connect(told.append)

    def until_held(hour: int, minute: int = 0) -> None:
        told.clear()
        qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(hour, minute) and bool(dock.foot.held))
        qtbot.waitUntil(lambda: bool(told) and desk.jobs.is_idle)

    until_held(10)
    dock.starts.read.connect(lambda: reads.append(1))
    window.calendar.week.span_chosen.emit(small.doctor_id, small.at(14), small.at(14, 30))
    assert is_busy(dock.keeper), "a click does not wait"
    until_held(14)
    QTest.keyClick(dock.starts.list, Qt.Key.Key_Right)
    assert not is_busy(dock.keeper), "arrow keys run on"
    qtbot.waitUntil(lambda: is_busy(dock.keeper))
    until_held(14, (dock.starts.starts_at or 0) - small.at(14))
    assert reads == []
    desk.heard.disconnect(told.append)


def test_the_calendar_lights_what_may_be_booked_and_frames_the_patients_others(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked = perform(store, small.manager, book, small.booking(15))
    qtbot.waitUntil(lambda: window.calendar.appointment(booked.appointment_id) is not None)
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    find_patient(qtbot, dock, "antoniou")
    until_ready(qtbot, dock)
    picture = window.calendar.week.picture
    assert picture is not None
    assert [lane.is_lit for lane in picture.lanes] == [True]
    qtbot.waitUntil(lambda: bool(dock.form.patient_part.appointments))
    assert window.calendar.week.canvas.look.framed_ids == frozenset({booked.appointment_id})
    dock.discard()
    after = window.calendar.week.picture
    assert after is not None
    assert not any(lane.is_lit for lane in after.lanes)


def until_turned(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the calendar has turned to what is chosen, or need not."""
    place = window.chosen_start
    qtbot.waitUntil(lambda: not place._rest.isActive())


def test_the_calendar_turns_to_the_start_that_is_chosen(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    dock.starts.list.setFocus()
    there = small.day + timedelta(days=8)
    dock.take_start(small.doctor_id, small.at(15, days=8))
    qtbot.waitUntil(lambda: window.calendar.holds(there))
    assert window.focusWidget() is dock.starts.list, "the focus stays where it was"
    week = window.calendar.week
    qtbot.waitUntil(lambda: not week.minute_area(small.at(15, days=8), small.doctor_id).isEmpty())
    assert week.canvas.look.held == (small.doctor_id, small.at(15, days=8))
    # Whoever turns to other days is left there until another start is chosen.
    window.calendar.turn(2)
    shown = window.calendar.first_day
    dock.form.ask()
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(15, days=8))
    until_turned(qtbot, window)
    assert window.calendar.first_day == shown
    dock.take_start(small.doctor_id, small.at(9, days=8))
    qtbot.waitUntil(lambda: window.calendar.holds(there))


def test_a_button_that_is_down_is_waited_for_and_a_release_that_is_never_told_is_not(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    until_turned(qtbot, window)
    there = small.day + timedelta(days=8)
    rests: list[bool] = []
    window.chosen_start._rest.timeout.connect(lambda: rests.append(window.calendar.holds(there)))
    head = window.calendar.bar
    QTest.mousePress(head, Qt.MouseButton.LeftButton)
    dock.take_start(small.doctor_id, small.at(15, days=8))
    qtbot.waitUntil(lambda: window.calendar.holds(there))
    assert rests[:5] == [False] * 5, "nothing turns under a hand"
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton)


def test_a_start_late_in_the_day_is_scrolled_to_on_the_day_that_is_turned_to(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    week = window.calendar.week
    window.resize(1100, 420)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    for wanted in (small.at(15, 30, days=8), small.at(9, days=15)):
        dock.take_start(small.doctor_id, wanted)
        qtbot.waitUntil(lambda: not week.minute_area(wanted, small.doctor_id).isEmpty())  # noqa: B023


def test_the_calendar_turns_to_a_doctor_who_is_not_shown(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    dock.take_start(small.colleague_id, small.at(11))
    qtbot.waitUntil(lambda: small.colleague_id in window.calendar.doctor_ids)
    assert window.focusWidget() is not window.calendar.week


def test_nothing_turns_while_an_appointment_is_carried(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked = perform(store, small.manager, book, small.booking(15))
    qtbot.waitUntil(lambda: window.calendar.appointment(booked.appointment_id) is not None)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    until_turned(qtbot, window)
    shown = window.calendar.first_day
    appointment = window.calendar.appointment(booked.appointment_id)
    assert appointment is not None
    window.hands.hand.take(appointment)
    dock.take_start(small.doctor_id, small.at(15, days=8))
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(15, days=8))
    until_turned(qtbot, window)
    assert window.hands.hand.carried is not None
    window.hands.hand.let_go()
    until_turned(qtbot, window)
    assert window.calendar.first_day == shown


def test_a_start_of_the_week_end_is_shown_though_five_days_were(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.calendar.show_days(5)
    saturday = small.day + timedelta(days=(5 - small.day.weekday()) % 7)
    starts_at = small.at(10, days=(saturday - small.day).days)
    window._side_place.show_start(small.doctor_id, starts_at)
    assert window.calendar.holds(saturday)
    assert window.calendar.days == 7


@pytest.mark.parametrize("family", ["DejaVu Sans", "Inter"])
def test_the_dock_leaves_the_room_to_the_calendar(
    qtbot: QtBot, qapp: QApplication, desk: Desk, memory: Memory, small: SmallClinic, family: str
) -> None:
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    theme = Theme(Mode.LIGHT, scale=1, family=family)
    theme.install(qapp)
    window = MainWindow(desk, theme, memory)
    window.resize(1280, 770)
    window.show()
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.start is not None)
    figures = 44 * dock.fontMetrics().horizontalAdvance("0")
    # The widest thing in it is the type's own measure, and none of its fields asks for more.
    assert dock.minimumSizeHint().width() == figures
    assert dock.width() == figures
    assert window.calendar.width() > 1280 // 2
    dock.discard()
    window.close()
    window.deleteLater()
    theme.deleteLater()


def mnemonics(window: MainWindow) -> dict[str, list[str]]:
    """What each letter leads to with Alt, of all that can be seen in the window."""
    texts = [action.text() for action in window.menuBar().actions()]
    labels = [label for label in window.findChildren(QLabel) if label.buddy() is not None]
    texts += [label.text() for label in labels if label.isVisible()]
    texts += [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    found: dict[str, list[str]] = {}
    for text in texts:
        key = QKeySequence.mnemonic(text).toString()
        if key:
            found.setdefault(key, []).append(text)
    return found


def test_each_letter_leads_to_one_place_while_a_booking_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.resize(1600, 1000)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.start is not None)
    for _ in range(2):
        several = {key: texts for key, texts in mnemonics(window).items() if len(texts) > 1}
        assert several == {}
        assert {"Alt+S", "Alt+C", "Alt+I"} <= mnemonics(window).keys()
        # In the search, then in the form of a new patient.
        dock.patient.begin_new()
        qtbot.waitUntil(dock.patient.form.isVisible)
