"""Enter and what the eye has seen: told by a clock that the test moves, never by waiting."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.seen import SEEN_AFTER_MILLISECONDS, LastLook
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import confirmed, find_patient

RETURN = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.milliseconds = 1_000_000

    def __call__(self) -> int:
        return self.milliseconds

    def go_on(self) -> None:
        """Let what is shown have been seen."""
        self.milliseconds += SEEN_AFTER_MILLISECONDS


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dock(qtbot: QtBot, window: MainWindow, small: SmallClinic, clock: Clock) -> BookingDock:
    """A booking at ten with everything chosen, just now, by a clock that stands still."""
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    dock.look.clock = dock.patient.look.clock = clock
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(10))
    find_patient(qtbot, dock, "nikol")
    qtbot.waitUntil(lambda: dock.keeper.hold_id is not None and not dock.keeper.is_busy)
    return dock


def is_booking(dock: BookingDock) -> bool:
    return dock.book_button.text() == "Booking…"


def press(widget: QWidget, *, is_repeat: bool = False) -> None:
    """Press Enter as the keyboard does, or as it repeats a key that is held down."""
    key = QKeyEvent(
        QEvent.Type.KeyPress, RETURN, Qt.KeyboardModifier.NoModifier, 0, 0, 0, "\r", autorep=is_repeat
    )
    QApplication.sendEvent(widget, key)


def test_what_has_just_changed_is_seen_after_a_moment() -> None:
    clock = Clock()
    look = LastLook(clock)
    assert look.is_seen, "nothing was shown yet"
    seen = []
    look.note("Thu 26/11 at 12:10")
    seen.append(look.is_seen)
    clock.milliseconds += SEEN_AFTER_MILLISECONDS - 1
    # The same again is no change, and no pardon.
    look.note("Thu 26/11 at 12:10")
    seen.append(look.is_seen)
    clock.milliseconds += 1
    seen.append(look.is_seen)
    # Whoever clicks on it has seen it.
    look.note("Thu 26/11 at 12:20", by_person=True)
    seen.append(look.is_seen)
    look.note("Thu 26/11 at 12:30")
    seen.append(look.is_seen)
    assert seen == [False, False, True, True, False]


def test_enter_books_nothing_that_has_only_just_come_to_stand_there(
    qtbot: QtBot, dock: BookingDock, window: MainWindow, clock: Clock, database_url: str
) -> None:
    QTest.keyClick(dock.book_button, RETURN)
    assert not is_booking(dock)
    assert dock.message.text == "This has only just changed. Look at it, then press again."
    clock.go_on()
    QTest.keyClick(dock.book_button, RETURN)
    assert is_booking(dock)
    qtbot.waitUntil(lambda: window.dock is None)
    assert confirmed(database_url) == 1


def test_a_sentence_that_a_reading_changes_has_to_be_seen_anew(
    qtbot: QtBot, dock: BookingDock, clock: Clock, small: SmallClinic
) -> None:
    clock.go_on()
    assert dock.look.is_seen
    dock.choice.service.choose_place(1)
    qtbot.waitUntil(lambda: dock.starts.found is not None and not dock.keeper.is_busy)
    assert dock.starts.starts_at == small.at(10), "the start that was wanted stays"
    assert "15 min" in dock.foot.sentence
    QTest.keyClick(dock.book_button, RETURN)
    assert not is_booking(dock)


def test_a_start_that_a_person_points_at_is_seen(dock: BookingDock, small: SmallClinic) -> None:
    dock.take_start(small.doctor_id, small.at(11))
    assert dock.starts.starts_at == small.at(11)
    assert dock.look.is_seen


def test_a_key_that_is_held_down_books_nothing(dock: BookingDock, clock: Clock) -> None:
    clock.go_on()
    for widget in (dock.book_button, dock.starts.list, dock.choice.service, dock):
        press(widget, is_repeat=True)
        assert not is_booking(dock)
    press(dock.book_button)
    assert is_booking(dock)


def test_enter_under_a_question_books_nothing(dock: BookingDock, clock: Clock) -> None:
    clock.go_on()
    dock.reject()
    assert dock.message.text == "Discard what you typed?"
    for widget in (dock.book_button, dock.starts.list, dock.choice.service):
        widget.setFocus()
        press(widget)
        assert not is_booking(dock)
        assert dock.message.text == "Discard what you typed?"
    QTest.keyClick(dock, RETURN, CONTROL)
    assert not is_booking(dock)


def test_enter_takes_no_patient_out_of_a_list_that_only_just_changed(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, clock: Clock
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert dock is not None
    dock.patient.look.clock = clock
    type_text(dock.patient.search, "69440")
    qtbot.waitUntil(lambda: len(dock.patient.results.entries) == 3)
    QTest.keyClick(dock.patient.search, RETURN)
    assert dock.patient.patient is None
    clock.go_on()
    QTest.keyClick(dock.patient.search, RETURN)
    assert dock.patient.patient is not None
