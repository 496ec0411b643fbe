"""The popover beside a grey minute by real keys and clicks: reasons, nearest starts, its place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.overbook_dialog import OverbookDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.why_not.popover import WhyNotPopover
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import click, hire, run

ESCAPE, RETURN = Qt.Key.Key_Escape, Qt.Key.Key_Return
Ask = Callable[..., WhyNotPopover]


@pytest.fixture
def ask(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> Ask:
    """Ask about a minute of the clinic's day with F1 in the calendar; the popover with its starts."""
    window.side.choose_service(small.service_id)

    def asked(hour: int, minute: int = 0, *, waits: bool = True) -> WhyNotPopover:
        in_front(window)
        week = window.calendar.week
        week.setFocus()
        week.show_minute(small.at(hour, minute))
        QTest.keyClick(week, Qt.Key.Key_F1)
        if waits:
            qtbot.waitUntil(lambda: bool(window.why_not.offered))
        return window.why_not

    return asked


def in_front(window: MainWindow) -> None:
    window.activateWindow()
    QApplication.processEvents()
    assert window.isActiveWindow()


def times(popover: WhyNotPopover, small: SmallClinic) -> list[int]:
    """The offered starts, in minutes after the clinic's midnight."""
    return [start.slot.starts_at - small.at(0) for start in popover.offered]


def focused(popover: WhyNotPopover) -> int:
    """Which of the starts has focus; -1 for none."""
    widget = QApplication.focusWidget()
    return next((n for n, button in enumerate(popover.starts) if button is widget), -1)


def test_it_says_why_and_offers_the_nearest_starts_around(
    window: MainWindow, ask: Ask, small: SmallClinic
) -> None:
    popover = ask(13, 15)
    day = small.day.strftime("%d/%m")
    assert popover.title.text().endswith(f"{day} at 13:15 is in a break")
    assert popover.sentences.text() == "Break: Μεσημέρι, 13:00–14:00."
    # Before and after on the day, two equally far, and one on the day after.
    assert times(popover, small)[:2] == [14 * 60, 12 * 60 + 30]
    assert times(popover, small)[2] == 24 * 60 + 9 * 60
    assert focused(popover) == 0
    assert popover.starts[0].property("role") == "primary"
    assert [button.property("role") for button in popover.starts[1:]] == [None, None]
    assert window.details.appointment_id is None


def test_enter_takes_the_first_and_a_digit_another(
    qtbot: QtBot, window: MainWindow, ask: Ask, small: SmallClinic
) -> None:
    popover = ask(13, 15)
    first, second = popover.offered[0].slot.starts_at, popover.offered[1].slot.starts_at
    QTest.keyClick(popover.starts[0], RETURN)
    taken_in_form(qtbot, window, first)
    popover = ask(13, 15)
    QTest.keyClick(popover.starts[0], Qt.Key.Key_2)
    taken_in_form(qtbot, window, second)
    popover = ask(13, 15)
    click(popover.starts[1])
    taken_in_form(qtbot, window, second)


def taken_in_form(qtbot: QtBot, window: MainWindow, starts_at: int) -> None:
    """A booking was begun at a start; it is closed again."""
    dock = window.dock
    assert isinstance(dock, BookingDock)
    assert dock.wanted is not None
    assert dock.wanted.starts_at == starts_at
    assert not window.why_not.isVisible()
    dock.discard()
    qtbot.waitUntil(lambda: window.dock is None)


def test_a_held_key_takes_nothing(window: MainWindow, ask: Ask) -> None:
    popover = ask(13, 15)
    for key in (RETURN, Qt.Key.Key_2):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)  # noqa: FBT003
        QApplication.sendEvent(popover.starts[0], event)
    assert window.dock is None
    assert popover.isVisible()


def test_escape_closes_and_gives_focus_back(window: MainWindow, ask: Ask) -> None:
    popover = ask(13, 15)
    framed = window.calendar.week.canvas.look.cursor
    assert framed is not None, "the minute stays framed"
    QTest.keyClick(popover.starts[0], ESCAPE)
    assert not popover.isVisible()
    assert window.calendar.week.hasFocus()
    assert popover.minute is None


def test_tab_goes_round_inside(ask: Ask) -> None:
    popover = ask(13, 15)
    seen = set()
    for _ in range(12):
        widget = QApplication.focusWidget()
        assert widget is not None
        assert popover.holds(widget)
        seen.add(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert {popover.starts[0], popover.starts[2], popover.others_button, popover.close_button} <= seen


def test_a_click_elsewhere_closes_it_and_leaves_focus_there(window: MainWindow, ask: Ask) -> None:
    popover = ask(13, 15)
    window.side.doctors.setFocus()
    assert not popover.isVisible()
    assert window.side.doctors.hasFocus()
    assert window.calendar.week.canvas.look.cursor is None


@pytest.mark.parametrize("days", [1, 5, 7])
@pytest.mark.parametrize("size", [(1280, 800), (1600, 1000)])
def test_it_covers_no_minute_it_speaks_of_and_lies_in_the_window(
    qtbot: QtBot, window: MainWindow, ask: Ask, small: SmallClinic, days: int, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.calendar.show_days(days)
    window.calendar.go_to(small.day)
    qtbot.waitUntil(lambda: getattr(window.calendar.shown_week, "days", 0) == days)
    for hour in (0, 8, 13, 17, 23):
        popover = ask(hour, 15, waits=hour > 0)
        assert popover.minute == small.at(hour, 15)
        near = window.calendar.week.minute_area(small.at(hour, 15))
        there = QRect(popover.mapToGlobal(QPoint()), popover.size())
        assert not there.intersects(near), hour
        assert QRect(window.mapToGlobal(QPoint()), window.size()).contains(there), hour
        popover.dismiss()


def test_without_a_chosen_service_it_explains_the_usual_one_and_offers_the_others(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    for hour in (9, 10):
        perform(store, small.manager, book, small.booking(hour, appointment_type_id=small.call_id))
    qtbot.waitUntil(lambda: len(window.calendar.shown_week.appointments) == 2)  # type: ignore[union-attr]
    popover = window.why_not
    popover.ask(small.doctor_id, small.at(13, 15), window.calendar.week.minute_area(small.at(13, 15)))
    chosen = popover.service.chosen_row()
    assert chosen is not None
    assert chosen.id == small.call_id
    qtbot.waitUntil(lambda: bool(popover.offered))
    assert {start.appointment_type_id for start in popover.offered} == {small.call_id}
    QTest.keyClick(popover.service, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: {start.appointment_type_id for start in popover.offered} == {small.service_id})
    assert "Μεσημέρι" in popover.sentences.text()


def test_a_colleagues_service_is_explained_for_its_like(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    popover = window.why_not
    near = window.calendar.week.minute_area(small.at(13))
    popover.ask(small.doctor_id, small.at(13), near, small.colleague_service_id)
    chosen = popover.service.chosen_row()
    assert chosen is not None
    assert chosen.id == small.service_id
    qtbot.waitUntil(lambda: bool(popover.offered))


def test_other_doctors_offer_the_like_of_the_service(
    qtbot: QtBot, window: MainWindow, ask: Ask, small: SmallClinic
) -> None:
    popover = ask(13, 15)
    click(popover.others_button)
    qtbot.waitUntil(lambda: [one.doctor_id for one in popover.offered] == [small.colleague_id])
    assert popover.starts[0].shown[1].startswith("Γεωργίου Άννα")
    assert popover.others_button.text() == "This doctor…"
    click(popover.others_button)
    qtbot.waitUntil(lambda: {one.doctor_id for one in popover.offered} == {small.doctor_id})
    click(popover.others_button)
    qtbot.waitUntil(lambda: [one.doctor_id for one in popover.offered] == [small.colleague_id])
    taken = popover.offered[0].slot.starts_at
    popover.starts[0].setFocus()
    QTest.keyClick(popover.starts[0], RETURN)
    assert window.dock is not None
    wanted = window.dock.wanted
    assert wanted is not None
    assert (wanted.doctor_id, wanted.starts_at, wanted.service_id) == (
        small.colleague_id, taken, small.colleague_service_id,
    )  # fmt: skip


def test_what_is_booked_meanwhile_is_said_and_not_offered_any_more(
    qtbot: QtBot, ask: Ask, store: Store, small: SmallClinic
) -> None:
    popover = ask(13, 15)
    first = popover.offered[0].slot.starts_at
    perform(store, small.manager, book, small.booking(9, starts_at=first))
    qtbot.waitUntil(lambda: first not in [one.slot.starts_at for one in popover.offered])
    assert popover.isVisible()


def test_a_taken_minute_is_overbooked_from_there(
    qtbot: QtBot, window: MainWindow, ask: Ask, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(10))
    qtbot.waitUntil(lambda: bool(window.calendar.shown_week and window.calendar.shown_week.appointments))
    window.ask_why_not(small.at(10))
    popover = window.why_not
    qtbot.waitUntil(lambda: bool(popover.offered))
    assert popover.title.text().endswith("at 10:00 is taken")
    # That he has the room too is not said beside it.
    assert popover.sentences.text() == "Taken: Αντωνίου Γιώργος, 10:00–10:30."
    assert not popover.open_button.isVisible()
    click(popover.overbook_button)
    assert isinstance(window.dialog, OverbookDialog)
    window.dialog.reject()
    # In a break nobody is booked on top of anybody.
    assert not ask(13, 15).overbook_button.isVisible()


def test_who_may_opens_the_hour_and_the_others_are_told_who(
    qtbot: QtBot, window: MainWindow, ask: Ask, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(9))
    popover = ask(8, 45)
    assert popover.title.text().endswith("is outside hours")
    assert "Κοινό" not in popover.sentences.text(), "rooms matter to nobody at that hour"
    assert "works 09:00–17:00 on " in popover.sentences.text()
    assert not popover.open_button.isVisible()
    staff = hire(store, small)
    clinic = store.do(read_clinic)
    qtbot.waitUntil(lambda: window._desk.clinic == clinic)
    assert ask(8, 15).who.text() == "Who could open this time: Μαρία Ιωάννου, Νίκος Παπαδόπουλος."
    window._desk.sign_in(next(one for one in clinic.people if one.id == staff.manager))
    popover = ask(8, 15)
    assert not popover.who.isVisible()
    click(popover.open_button)
    opened = window.dialog
    assert isinstance(opened, ExceptionsWindow)
    assert opened.form.available.isChecked()
    wanted = opened.form.wanted()
    assert wanted is not None
    assert [(one.starts_at, one.ends_at) for one in wanted] == [(small.at(8), small.at(9))]
    opened.discard()
    qtbot.waitUntil(lambda: window.dialog is None)


def test_what_blocks_a_minute_is_opened_where_it_can_be_changed(
    qtbot: QtBot, window: MainWindow, ask: Ask, store: Store, small: SmallClinic
) -> None:
    staff = hire(store, small)
    clinic = store.do(read_clinic)
    qtbot.waitUntil(lambda: window._desk.clinic == clinic)
    window._desk.sign_in(next(one for one in clinic.people if one.id == staff.manager))
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, exception_type, starts_at, ends_at, reason)"
        f" VALUES ('{small.doctor_id}', 'blocked', to_timestamp({small.at(11)} * 60) AT TIME ZONE 'UTC',"
        f" to_timestamp({small.at(12)} * 60) AT TIME ZONE 'UTC', 'Συνέδριο')",
    )
    qtbot.waitUntil(lambda: bool(window.calendar.shown_week and window.calendar.shown_week.facts.exceptions))
    popover = ask(11, 15)
    assert popover.title.text().endswith("is blocked")
    click(popover.open_button)
    opened = window.dialog
    assert isinstance(opened, ExceptionsWindow)
    qtbot.waitUntil(lambda: opened.form.reason.text() == "Συνέδριο")
    opened.discard()
    qtbot.waitUntil(lambda: window.dialog is None)
