"""The call list by real keys on a real database: one key a call, seen at the other desk, over midnight."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.calls import CallRequest, CallState, not_reached, reached
from medic_desk.model.store.store import Store
from medic_desk.ui.flow.call_pane import CallPane
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.formats import long_day
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import press as press_in_calendar
from tests.ui.far_desk import NOT_KNOWN, FarDesk
from tests.ui.flow.conftest import Move
from tests.ui.staff import button, click

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
CALLS = "SELECT count(*) FROM appointment_events WHERE action LIKE 'patient%reached'"


def expected(store: Store, small: SmallClinic, hour: int, patient: int = 0, days: int = 1) -> str:
    booking = small.booking(hour, starts_at=small.at(hour, days=days), patient_id=small.patient_ids[patient])
    return perform(store, small.manager, book, booking).appointment_id


def stands(qtbot: QtBot, pane: CallPane, *rows: tuple[str, CallState]) -> None:
    """Wait until these are listed, and the one under the cursor has stood there long enough to be meant."""
    qtbot.waitUntil(lambda: [(one.id, one.state) for one in pane.list.rows] == list(rows))
    qtbot.waitUntil(lambda: pane.is_settled and not pane.attempt.is_open)


def hit(pane: CallPane, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    pane.window().activateWindow()
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.isAncestorOf(focused)
    QTest.keyClick(focused, key, modifier)


@pytest.fixture
def calls(qtbot: QtBot, window: MainWindow, pane: FlowPane) -> CallPane:
    """The window's call list, closed."""
    return window.flow.calls.made()


def open_list(window: MainWindow) -> None:
    press_in_calendar(window, Qt.Key.Key_K, CTRL | SHIFT)
    assert window.flow.calls.is_open


def test_one_patient_after_the_other_by_one_key_each(
    qtbot: QtBot, window: MainWindow, calls: CallPane, store: Store, small: SmallClinic
) -> None:
    first, second, third = (expected(store, small, hour, n) for n, hour in enumerate((9, 10, 11)))
    open_list(window)
    stands(qtbot, calls, (first, "to_call"), (second, "to_call"), (third, "to_call"))
    day = small.day + timedelta(days=1)
    assert calls._title.text() == f"Call list: {long_day(day)}"
    assert calls._sentence.whole_text == "3 of 3 have yet to be reached."
    assert calls._phone.text().replace("\u00a0", "") == "6944000001"
    hit(calls, Qt.Key.Key_F6)
    stands(qtbot, calls, (second, "to_call"), (third, "to_call"), (first, "reached"))
    assert calls.list.current_row() == calls.list.rows[0], "the next is under the cursor"
    assert window.details.appointment_id == second
    hit(calls, Qt.Key.Key_F9)
    stands(qtbot, calls, (third, "to_call"), (second, "not_reached"), (first, "reached"))
    hit(calls, Qt.Key.Key_Down)
    hit(calls, Qt.Key.Key_F6)
    stands(qtbot, calls, (third, "to_call"), (first, "reached"), (second, "reached"))
    assert calls._sentence.whole_text == "1 of 3 have yet to be reached."
    hit(calls, Qt.Key.Key_End)
    hit(calls, Qt.Key.Key_F6, SHIFT)
    stands(qtbot, calls, (second, "to_call"), (third, "to_call"), (first, "reached"))
    hit(calls, Qt.Key.Key_Escape)
    assert not window.flow.calls.is_open
    assert window.calendar.week.hasFocus()


def test_what_another_desk_calls_is_seen_and_is_not_called_again(
    qtbot: QtBot, window: MainWindow, calls: CallPane, store: Store, small: SmallClinic
) -> None:
    first, second = expected(store, small, 9), expected(store, small, 10, 1)
    open_list(window)
    stands(qtbot, calls, (first, "to_call"), (second, "to_call"))
    request = CallRequest(act_id=new_id(), appointment_id=first, seen_state="to_call")
    perform(store, small.manager, reached, request)
    stands(qtbot, calls, (second, "to_call"), (first, "reached"))
    row = next(one for one in calls.list.rows if one.id == first)
    state = calls.list.rows_model.index(calls.list.rows.index(row), 5).data()
    assert state.startswith("Reached, comes · ")
    assert state.endswith("Μαρία Ιωάννου")
    assert not calls.step_buttons["patient_reached"].isEnabled(), "the cursor went with its patient"
    # The feed is silent: what is noted of an old state is refused, and said.
    calls.list.choose(second)
    calls._show_buttons()
    window._desk._feed.stop()
    request = CallRequest(act_id=new_id(), appointment_id=second, seen_state="to_call")
    perform(store, small.manager, not_reached, request)
    hit(calls, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: calls.message.text.startswith("Another desk has called this patient"))


def test_a_row_is_the_selected_appointment_and_enter_shows_its_day(
    qtbot: QtBot, window: MainWindow, calls: CallPane, store: Store, small: SmallClinic
) -> None:
    one = expected(store, small, 9, days=6)
    window.calendar.show_days(1)
    open_list(window)
    stands(qtbot, calls, (one, "to_call"))
    assert window.details.appointment_id == one
    assert window.details.heading.text() == "Αντωνίου Γιώργος"
    assert window.calendar.appointment(one) is None
    hit(calls, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.calendar.appointment(one) is not None)
    assert window.calendar.first_day == small.day + timedelta(days=6)


def test_it_stands_in_the_place_of_the_other_lists(qtbot: QtBot, window: MainWindow, calls: CallPane) -> None:
    press_in_calendar(window, Qt.Key.Key_F2, CTRL)
    qtbot.waitUntil(lambda: window.waiting.kind == "requests")
    open_list(window)
    assert window.waiting.kind is None
    qtbot.waitUntil(lambda: calls.is_read)
    assert calls._empty.isVisible()
    assert calls._empty.text() == "Nobody is expected within the next seven days."
    press_in_calendar(window, Qt.Key.Key_F2, CTRL)
    qtbot.waitUntil(lambda: not window.flow.calls.is_open)
    assert window.waiting.kind == "requests"


def test_after_midnight_it_is_of_the_day_after(
    qtbot: QtBot,
    window: MainWindow,
    calls: CallPane,
    store: Store,
    small: SmallClinic,
    move_clock: Move,
) -> None:
    first, second = expected(store, small, 9), expected(store, small, 9, 1, days=2)
    open_list(window)
    stands(qtbot, calls, (first, "to_call"))
    now = int(window._desk.now().timestamp()) // 60
    move_clock(timedelta(minutes=small.at(0, days=1) - now))
    stands(qtbot, calls, (second, "to_call"))


@pytest.fixture
def far_calls(far: FarDesk, qtbot: QtBot, theme: Theme) -> Iterator[CallPane]:
    pane = CallPane(far.desk, theme)
    qtbot.addWidget(pane)
    pane.show()
    yield pane
    pane.stop()


def test_a_call_is_noted_once_though_the_answers_are_lost(
    far: FarDesk, far_calls: CallPane, store: Store, small: SmallClinic, qtbot: QtBot
) -> None:
    one = expected(store, small, 9)
    far_calls.open()
    stands(qtbot, far_calls, (one, "to_call"))
    far.lose_the_next_answer()
    click(far_calls.step_buttons["patient_reached"])
    qtbot.waitUntil(lambda: NOT_KNOWN in far_calls.message.text, timeout=10_000)
    far.try_in_vain(far_calls.attempt, far_calls.message)
    assert not far_calls.step_buttons["patient_not_reached"].isEnabled()
    assert button(far_calls.message.buttons, "Try again").isVisible()
    far.try_again(far_calls.message)
    qtbot.waitUntil(lambda: not far_calls.attempt.is_open, timeout=10_000)
    assert far.count(CALLS) == 1
    qtbot.waitUntil(lambda: [row.state for row in far_calls.list.rows] == ["reached"], timeout=10_000)
