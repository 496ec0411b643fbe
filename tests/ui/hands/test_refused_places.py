"""A place that is refused on days without another free start: the nearest ones are read from the database."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.week_appointments import WeekAppointment, read_appointments_by_id
from medic_desk.model.exceptions.save import SaveException, save_exception
from medic_desk.model.store.store import Store
from medic_desk.ui.booking.seen import SEEN_AFTER_MILLISECONDS
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.formats import moment
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.hands.dragging import booked, drag, point_at

CTRL = Qt.KeyboardModifier.ControlModifier


class Clock:
    """Stands still until it is told to go on, so that a test decides what was seen."""

    def __init__(self) -> None:
        self.milliseconds = 0

    def __call__(self) -> int:
        return self.milliseconds


@pytest.fixture
def clock(window: MainWindow) -> Clock:
    """The clock that tells whether a person has seen what is offered."""
    made = Clock()
    window.hands.refused_places.look.clock = made
    return made


def block(store: Store, small: SmallClinic, doctor_id: str, first: int, before: int) -> None:
    exception = ScheduleException(
        id=new_id(),
        table="schedule_exceptions",
        exception_type="blocked",
        source="manual",
        starts_at=first,
        ends_at=before,
    )
    saving = SaveException(act_id=new_id(), doctor_id=doctor_id, exceptions=(exception,), replaces=None)
    perform(store, small.manager, save_exception, saving)


def pinned_on_a_full_day(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, *, days: int = 1
) -> str:
    """Pin what stands at 10:00 on the only day that is shown; all else is blocked, for so many days."""
    block(store, small, small.doctor_id, small.at(9), small.at(10))
    block(store, small, small.doctor_id, small.at(10, 30), small.at(9, days=days))
    block(store, small, small.colleague_id, small.at(9), small.at(17))
    one = booked(qtbot, window, store, small, 10)
    window.calendar.show_days(1)
    window.calendar.go_to(small.day)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None and window.calendar.days == 1)
    window.show_appointment(one)
    window.calendar.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X, CTRL)
    assert window.hands.pinboard.pins.get(one) is not None
    return one


def put(window: MainWindow, minute: int) -> None:
    window.calendar.setFocus()
    window.calendar.week.show_minute(minute)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_V, CTRL)


def offered(window: MainWindow) -> list[str]:
    """What can be taken, without the button that closes the message."""
    return [button.text() for button in window.calendar.answer.buttons[:-1]]


def stands(store: Store, appointment_id: str) -> WeekAppointment:
    found = store.do(lambda session: read_appointments_by_id(session, (appointment_id,)))
    return found[0]


def next_morning(small: SmallClinic) -> list[str]:
    """The three starts that are nearest to an afternoon of the day, by time."""
    return [moment(small.at(9, minutes, days=1), small.zone) for minutes in (0, 30, 60)]


def test_the_nearest_starts_of_other_days_are_offered_and_enter_takes_the_closest(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    one = pinned_on_a_full_day(qtbot, window, store, small)
    put(window, small.at(15))
    said = window.calendar.answer.text
    assert said.startswith("Αντωνίου Γιώργος cannot go to "), "at once"
    assert offered(window) == []
    qtbot.waitUntil(lambda: offered(window) == next_morning(small))
    assert window.calendar.answer.text == said
    focused = QApplication.focusWidget()
    assert focused is window.calendar.answer.buttons[0]
    clock.milliseconds += SEEN_AFTER_MILLISECONDS
    QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.hands.pinboard.pins.all)
    assert stands(store, one).starts_at == small.at(9, days=1)


def test_enter_that_came_with_the_offers_takes_none(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    one = pinned_on_a_full_day(qtbot, window, store, small)
    put(window, small.at(15))
    qtbot.waitUntil(lambda: offered(window) == next_morning(small))
    clock.milliseconds += SEEN_AFTER_MILLISECONDS - 1
    focused = QApplication.focusWidget()
    assert focused is window.calendar.answer.buttons[0]
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert not window.hands._acts.tell_open()
    assert offered(window) == next_morning(small)
    assert stands(store, one).starts_at == small.at(10)


def test_dropped_by_the_mouse_it_takes_no_focus(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    one = pinned_on_a_full_day(qtbot, window, store, small)
    window.hands.pinboard.unpin(one)
    drag(window, point_at(window, small.at(10)), point_at(window, small.at(15)))
    qtbot.waitUntil(lambda: offered(window) == next_morning(small))
    assert window.calendar.week.hasFocus()
    clock.milliseconds += SEEN_AFTER_MILLISECONDS
    QTest.mouseClick(window.calendar.answer.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stands(store, one).starts_at == small.at(9, 30, days=1))


def test_put_with_a_colleague_it_is_offered_the_colleagues_starts(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    one = pinned_on_a_full_day(qtbot, window, store, small)
    window.side.choose_doctor(small.colleague_id)
    qtbot.waitUntil(lambda: window.calendar.week_of(small.colleague_id) is not None)
    put(window, small.at(15))
    qtbot.waitUntil(lambda: offered(window) == next_morning(small))
    clock.milliseconds += SEEN_AFTER_MILLISECONDS
    QTest.mouseClick(window.calendar.answer.buttons[2], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stands(store, one).starts_at == small.at(10, days=1))
    moved = stands(store, one)
    assert (moved.doctor_id, moved.appointment_type_id) == (small.colleague_id, small.colleague_service_id)


def test_what_was_closed_meanwhile_does_not_come_back(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    pinned_on_a_full_day(qtbot, window, store, small)
    put(window, small.at(15))
    assert window._desk.jobs.is_idle is False
    QTest.mouseClick(window.calendar.answer.buttons[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window._desk.jobs.is_idle)
    QApplication.processEvents()
    assert window.calendar.answer.text == ""


def test_another_place_that_is_refused_has_its_own_offers(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    """The answer for the former place is not offered for the latter."""
    pinned_on_a_full_day(qtbot, window, store, small)
    put(window, small.at(15))
    put(window, small.at(9))
    before = [moment(small.at(16, minutes, days=-1), small.zone) for minutes in (-30, 0, 30)]
    qtbot.waitUntil(lambda: bool(offered(window)))
    assert offered(window) == before


def test_where_four_weeks_hold_no_start_it_is_said(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    block(store, small, small.doctor_id, small.at(0, days=-7), small.at(9))
    pinned_on_a_full_day(qtbot, window, store, small, days=40)
    put(window, small.at(15))
    said = window.calendar.answer.text
    told = f"{said} No free start within four weeks of then."
    qtbot.waitUntil(lambda: window.calendar.answer.text == told)
    assert offered(window) == []


def test_what_somebody_moved_meanwhile_is_not_moved(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, clock: Clock
) -> None:
    one = pinned_on_a_full_day(qtbot, window, store, small)
    put(window, small.at(15))
    qtbot.waitUntil(lambda: offered(window) == next_morning(small))
    clock.milliseconds += SEEN_AFTER_MILLISECONDS
    there = MoveRequest(act_id=new_id(), appointment_id=one, row_version=None, starts_at=small.at(11, days=2))
    perform(store, small.manager, move, there)
    QTest.mouseClick(window.calendar.answer.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Somebody else has changed" in window.calendar.answer.text)
    assert stands(store, one).starts_at == small.at(11, days=2)
