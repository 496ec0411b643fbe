"""A doctor runs late: said by keys at one desk, shown at every one, over by midnight, done once."""

from contextlib import ExitStack
from datetime import timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.delays import DelayRequest, read_delays, say_delay
from medic_desk.model.store.store import Store
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.flow.late_dialog import LateDialog
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import closed, is_told
from tests.ui.appointments.test_acts import press as press_in_calendar
from tests.ui.far_desk import NOT_KNOWN, FarDesk
from tests.ui.flow.conftest import Move
from tests.ui.flow.flow_steps import booked, shows, spoken
from tests.ui.staff import click, retype

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SAID = "SELECT count(*) FROM staff_events WHERE action = 'doctor_runs_late'"


def say(store: Store, small: SmallClinic, minutes: int) -> None:
    """Another desk says how late the doctor runs."""
    request = DelayRequest(act_id=new_id(), doctor_id=small.doctor_id, day=small.day, minutes=minutes)
    perform(store, small.manager, say_delay, request)


def head_words(window: MainWindow, small: SmallClinic) -> str:
    """What the head of the doctor's column of today says."""
    head, placed = window.calendar.week.canvas.head, window.calendar.week.canvas.placed
    assert placed is not None
    columns = placed.picture.columns
    column = next(number for number, one in enumerate(columns) if one.day == small.day)
    return ", ".join(head.words_of(column))


def opened(qtbot: QtBot, window: MainWindow) -> LateDialog:
    press_in_calendar(window, Qt.Key.Key_R, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.dialog, LateDialog))
    dialog = window.dialog
    assert isinstance(dialog, LateDialog)
    return dialog


def test_it_is_said_by_keys_and_shown_in_flow_head_and_block_of_every_desk(
    qtbot: QtBot,
    window: MainWindow,
    pane: FlowPane,
    other_pane: FlowPane,
    store: Store,
    small: SmallClinic,
    move_clock: Move,
) -> None:
    one = booked(store, small, 10)
    shows(qtbot, pane, "expected", one)
    qtbot.waitUntil(lambda: window.calendar.appointment(one) is not None)
    move_clock(timedelta(minutes=small.at(10, 2) - int(window._desk.now().timestamp()) // 60))
    assert "late 2'" in spoken(pane, one)
    assert block(window, one).is_late
    dialog = opened(qtbot, window)
    assert dialog.minutes.text() == "15"
    retype(dialog.minutes, "20")
    QTest.keyClick(dialog.minutes, Qt.Key.Key_Return)
    closed(qtbot, window)
    is_told(qtbot, window, "Παπαδόπουλος Ν. runs 20' late.")
    said = "Παπαδόπουλος Ν. runs 20' late"
    qtbot.waitUntil(lambda: {one._late.text() for one in (pane, other_pane)} == {said})
    assert "in 18'" in spoken(pane, one)
    assert "Παπαδόπουλος Νίκος runs 20' late" in spoken(pane, one)
    assert head_words(window, small).endswith("20' late")
    assert not block(window, one).is_late
    assert other_pane._late.isVisible()


def block(window: MainWindow, appointment_id: str) -> Block:
    picture = window.calendar.week.picture
    assert picture is not None
    return next(one for one in picture.blocks if one.id == appointment_id)


def test_what_another_desk_says_is_offered_and_ended_by_one_press(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    say(store, small, 35)
    qtbot.waitUntil(lambda: "runs 35' late" in pane._late.text())
    dialog = opened(qtbot, window)
    assert dialog.minutes.text() == "35"
    click(next(one for one in dialog._presses.buttons() if one.text() == "On time"))
    assert dialog.act_button.text().replace("&", "") == "On time again"
    click(dialog.act_button)
    closed(qtbot, window)
    is_told(qtbot, window, "Παπαδόπουλος Ν. is on time again.")
    qtbot.waitUntil(lambda: not pane._late.text())
    assert not pane._late.isVisible()
    assert "late" not in head_words(window, small)


def test_what_is_no_number_of_minutes_is_said(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    dialog = opened(qtbot, window)
    for typed in ("241", "-1", "soon", ""):
        retype(dialog.minutes, typed)
        click(dialog.act_button)
        assert dialog.message.text.startswith("Write how many minutes, 240 at most")
    assert store.do(read_delays) == ()
    dialog.reject()
    closed(qtbot, window)


def test_the_head_s_menu_asks_for_its_own_doctor(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.dialogs.late_asked.emit(small.colleague_id)
    dialog = window.dialog
    assert isinstance(dialog, LateDialog)
    chosen = dialog.doctor.chosen_row()
    assert chosen is not None
    assert chosen.id == small.colleague_id
    dialog.reject()
    closed(qtbot, window)


def test_at_midnight_it_is_over(
    qtbot: QtBot,
    window: MainWindow,
    pane: FlowPane,
    store: Store,
    small: SmallClinic,
    move_clock: Move,
) -> None:
    say(store, small, 30)
    qtbot.waitUntil(lambda: "runs 30' late" in pane._late.text())
    now = int(window._desk.now().timestamp()) // 60
    move_clock(timedelta(minutes=small.at(23, 59) - now))
    assert window.flow.delays.of(small.doctor_id) == 30
    move_clock(timedelta(minutes=small.at(0, days=1) - now))
    assert window.flow.delays.of(small.doctor_id) == 0
    assert pane._late.text() == ""


def test_it_is_said_once_though_the_answers_are_lost(
    far: FarDesk, theme: Theme, small: SmallClinic, qtbot: QtBot
) -> None:
    with ExitStack() as stack:
        owner = QObject()
        stack.callback(owner.deleteLater)
        dialog = LateDialog(far.desk, theme, DoctorDelays(far.desk, owner), small.doctor_id)
        stack.callback(dialog.deleteLater)
        dialog.open()
        retype(dialog.minutes, "25")
        far.lose_the_next_answer()
        click(dialog.act_button)
        # A message that says nothing of a retry: the dialog's own button sends again.
        qtbot.waitUntil(lambda: NOT_KNOWN in dialog.message.text, timeout=10_000)
        assert dialog.attempt.is_unknown
        assert not dialog.minutes.isEnabled()
        assert far.count(SAID) == 1
        far.monkeypatch.undo()
        far.wire.open()
        with qtbot.waitSignal(dialog.acted, timeout=10_000):
            click(dialog.act_button)
        assert far.count(SAID) == 1


def test_whoever_books_for_today_reads_that_the_doctor_runs_late(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    say(store, small, 20)
    qtbot.waitUntil(lambda: "runs 20' late" in pane._late.text())
    window.book_at(small.at(16))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.foot.sentence.endswith("the doctor runs 20' late"))
    say(store, small, 0)
    qtbot.waitUntil(lambda: bool(dock.foot.sentence) and "late" not in dock.foot.sentence)
    say(store, small, 30)
    qtbot.waitUntil(lambda: dock.foot.sentence.endswith("the doctor runs 30' late"))
    window.book_at(small.at(16, days=1))
    qtbot.waitUntil(lambda: bool(dock.foot.sentence) and "late" not in dock.foot.sentence)
