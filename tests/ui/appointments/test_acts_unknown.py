"""Acts of unknown outcome: the answer of COMMIT lost, then no server, then neither: done exactly once."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.appointment_dialog import AppointmentDialog
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic, make_small_clinic
from tests.model.store.wire import Wire
from tests.ui.appointments.test_acts import CTRL, actions, is_told, press, rows, select
from tests.ui.staff import click, type_text

PATIENCE_SECONDS = 3.0
"""How long these desks wait for an act, instead of the 20 s of a person's."""
TIMEOUT = 25_000
UNKNOWN = "it is not known whether this was done"
RETURN = Qt.Key.Key_Return


@dataclass
class FarDesk:
    """The main window of a desk at the far end of a wire, with an appointment at 10:00 selected."""

    wire: Wire
    window: MainWindow
    appointment_id: str
    qtbot: QtBot

    def until_unknown(self) -> None:
        """Wait until the answer of COMMIT is lost and nobody answered the retries."""
        self.qtbot.waitUntil(lambda: UNKNOWN in self.said(), timeout=TIMEOUT)
        assert self.wire.lost["after"] == 1

    def try_in_vain(self) -> None:
        """Send it again while no server is there: nobody knows more than before."""
        with self.qtbot.waitSignal(self.window._desk.act_failed, timeout=TIMEOUT):
            self.try_again()
        assert self.said(), "it is said again that it was not done"

    def said(self) -> str:
        """What the dialog says, or the window where none is open."""
        dialog = self.window.dialog
        if isinstance(dialog, AppointmentDialog):
            return dialog.message.text
        return self.window.calendar.answer.text

    def try_again(self) -> None:
        """Click what is offered while nobody knows."""
        dialog = self.window.dialog
        assert dialog is None or isinstance(dialog, AppointmentDialog)
        button = self.window.calendar.answer.buttons[0] if dialog is None else dialog.act_button
        assert button.text().replace("&", "") == "Try again"
        click(button)


@pytest.fixture
def small(store: Store) -> SmallClinic:
    """The clinic on its own day: only today's appointments can arrive."""
    return make_small_clinic(store, today=True)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medic_desk.ui.desk.desk.WRITE_SECONDS", PATIENCE_SECONDS)


@pytest.fixture
def far(
    qtbot: QtBot,
    jobs: Jobs,
    theme: Theme,
    memory: Memory,
    store: Store,
    database_url: str,
    small: SmallClinic,
) -> Iterator[FarDesk]:
    booked = perform(store, small.manager, book, small.booking(10))
    limits = SessionLimits(connect_seconds=2)
    with Wire(database_url) as wire, Store(wire.url(), "far desk", limits=limits) as through:
        clinic = through.do(read_clinic)
        desk = Desk(through, jobs, "Desk 1")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
        window = MainWindow(desk, theme, memory)
        window.resize(1400, 900)
        window.show()
        window.side.choose_doctor(small.doctor_id)
        window.calendar.show_days(7)
        window.calendar.go_to(small.day)
        qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
        select(qtbot, window, booked.appointment_id)
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        yield FarDesk(wire, window, booked.appointment_id, qtbot)
        wire.open()
        window.close()
        desk.close()
        for thing in (window, desk):
            thing.deleteLater()


def go_through_it(far: FarDesk) -> None:
    """The answer is lost, then no server is there, then all is well; each time the same is sent again."""
    far.until_unknown()
    far.try_in_vain()
    far.wire.open()
    far.try_again()


@pytest.mark.usefixtures("impatient")
def test_a_step(far: FarDesk, qtbot: QtBot, database_url: str) -> None:
    far.wire.lose_commit("after", of_an_act=True, then_close=True)
    press(far.window, Qt.Key.Key_F6)
    go_through_it(far)
    qtbot.waitUntil(lambda: "Arrived" in far.window.status.notice.text, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "arrived"]


@pytest.mark.usefixtures("impatient")
def test_what_is_asked_meanwhile_waits_for_the_unknown_act(
    far: FarDesk, qtbot: QtBot, database_url: str
) -> None:
    far.wire.lose_commit("after", of_an_act=True, then_close=True)
    press(far.window, Qt.Key.Key_F6)
    far.until_unknown()
    far.wire.open()
    press(far.window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: "Arrived" in far.window.status.notice.text, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "arrived"]
    press(far.window, Qt.Key.Key_F7)
    is_told(qtbot, far.window, "In the room")
    assert actions(database_url) == ["booked", "arrived", "started"]


@pytest.mark.usefixtures("impatient")
def test_a_cancellation(far: FarDesk, qtbot: QtBot, database_url: str) -> None:
    press(far.window, Qt.Key.Key_Delete)
    dialog = far.window.dialog
    assert isinstance(dialog, CancelDialog)
    type_text(dialog.words, "γρίπη")
    far.wire.lose_commit("after", of_an_act=True, then_close=True)
    QTest.keyClick(dialog, RETURN)
    far.until_unknown()
    assert not dialog.words.isEnabled(), "the reason belongs to the act that is under way"
    assert dialog.keep_button.isEnabled()
    go_through_it(far)
    qtbot.waitUntil(lambda: far.window.dialog is None, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "cancelled"]
    assert rows(database_url, "SELECT cancellation_reason FROM appointments WHERE status = 'cancelled'") == [
        ("γρίπη",)
    ]


@pytest.mark.usefixtures("impatient")
def test_a_move(far: FarDesk, qtbot: QtBot, database_url: str) -> None:
    press(far.window, Qt.Key.Key_M, CTRL)
    dialog = far.window.dialog
    assert isinstance(dialog, MoveDialog)
    qtbot.waitUntil(lambda: dialog.starts.found is not None)
    QTest.keyClick(dialog.starts.list, Qt.Key.Key_Right)
    far.wire.lose_commit("after", of_an_act=True, then_close=True)
    QTest.keyClick(dialog.starts.list, RETURN)
    far.until_unknown()
    assert not dialog.starts.isEnabled()
    go_through_it(far)
    qtbot.waitUntil(lambda: far.window.dialog is None, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "moved"]
    assert rows(database_url, "SELECT reschedule_count FROM appointments") == [(1,)]


@pytest.mark.usefixtures("impatient")
def test_an_undo(far: FarDesk, qtbot: QtBot, database_url: str) -> None:
    press(far.window, Qt.Key.Key_F6)
    is_told(qtbot, far.window, "Arrived")
    qtbot.waitUntil(lambda: far.window._desk.jobs.is_idle)
    far.wire.lose_commit("after", of_an_act=True, then_close=True)
    press(far.window, Qt.Key.Key_Z, CTRL)
    go_through_it(far)
    qtbot.waitUntil(lambda: "has not arrived yet" in far.window.status.notice.text, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "arrived", "step_taken_back"]
    assert not far.window.menus.undo.isEnabled()


@pytest.mark.usefixtures("impatient")
def test_a_redo(far: FarDesk, qtbot: QtBot, database_url: str) -> None:
    press(far.window, Qt.Key.Key_F6)
    is_told(qtbot, far.window, "Arrived")
    press(far.window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, far.window, "has not arrived yet")
    qtbot.waitUntil(lambda: far.window._desk.jobs.is_idle)
    far.wire.lose_commit("after", of_an_act=True, then_close=True)
    press(far.window, Qt.Key.Key_Y, CTRL)
    go_through_it(far)
    qtbot.waitUntil(lambda: "Arrived" in far.window.status.notice.text, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "arrived", "step_taken_back", "arrived"]
    assert not far.window.menus.redo.isEnabled()
    press(far.window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, far.window, "has not arrived yet")


def test_a_lost_reply_is_done_once_and_undone_once(far: FarDesk, qtbot: QtBot, database_url: str) -> None:
    """Where a server is there all the time, the desk finds out by itself and nobody is asked."""
    far.wire.lose_commit("after", of_an_act=True)
    press(far.window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "Arrived" in far.window.status.notice.text, timeout=TIMEOUT)
    assert far.wire.lost["after"] == 1
    assert actions(database_url) == ["booked", "arrived"]
    press(far.window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "has not arrived yet" in far.window.status.notice.text, timeout=TIMEOUT)
    assert actions(database_url) == ["booked", "arrived", "step_taken_back"]
