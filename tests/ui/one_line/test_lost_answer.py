"""The line at the far end of a wire that is cut, silent, or robs it of one answer: booked once."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.one_line.one_line import OneLine
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic, make_small_clinic
from tests.model.store.wire import Wire
from tests.ui.booking.steps import confirmed, rows
from tests.ui.one_line.steps import ESCAPE, RETURN, press, type_line, until_seen

ARRIVED = "SELECT count(*) FROM appointments WHERE patient_arrived_at IS NOT NULL"


@dataclass
class Far:
    """A line at the far end of a wire."""

    wire: Wire
    desk: Desk
    line: OneLine


@pytest.fixture
def small(store: Store) -> SmallClinic:
    return make_small_clinic(store, today=True)


@pytest.fixture
def far(qtbot: QtBot, jobs: Jobs, theme: Theme, database_url: str, small: SmallClinic) -> Iterator[Far]:
    """A line at the far end of a wire, a walk-in typed into it, its start held."""
    limits = SessionLimits(connect_seconds=2)
    with Wire(database_url) as wire, Store(wire.url(), "test desk", limits=limits) as store:
        clinic = store.do(read_clinic)
        desk = Desk(store, jobs, "Desk 1")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == small.receptionist.user_id))
        window = QWidget()
        window.resize(1280, 800)
        window.show()
        line = OneLine(desk, theme, window, {}, _nothing, DoctorDelays(desk, window))
        type_line(qtbot, line, "nikolaou visit now")
        qtbot.waitUntil(lambda: line.booking.is_held)
        until_seen(qtbot, line)
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        yield Far(wire, desk, line)
        wire.open()
        line.close()
        window.close()
        window.deleteLater()
        desk.close()
        desk.deleteLater()


def _nothing() -> None:
    """Nothing is selected in this window."""


def test_a_lost_reply_to_commit_books_once(qtbot: QtBot, far: Far, database_url: str) -> None:
    far.wire.lose_commit("after", of_an_act=True)
    with qtbot.waitSignal(far.line.booked, timeout=25_000):
        press(qtbot, far.line, RETURN)
    assert confirmed(database_url) == 1
    assert rows(database_url, ARRIVED) == [(1,)]
    assert far.wire.lost["after"] == 1


def test_while_nobody_knows_the_same_is_sent_again(qtbot: QtBot, far: Far, database_url: str) -> None:
    wire, line = far.wire, far.line
    wire.lose_commit("after", of_an_act=True, then_close=True)
    press(qtbot, line, RETURN)
    attempt = line.booking.booking_sender.attempt
    qtbot.waitUntil(lambda: attempt.is_unknown, timeout=30_000)
    assert (wire.lost["after"], confirmed(database_url)) == (1, 1)
    assert not line.view.line.isEnabled(), "what is typed belongs to the booking that nobody knows of"
    assert line.view.verdict.does == "Enter: try again"
    QTest.keyClick(line.view, ESCAPE)
    assert line.is_open, "nobody leaves without having been told"
    assert [button.text() for button in line.view.message.buttons] == ["Close", "Try again"]
    wire.open()
    with qtbot.waitSignal(line.booked, timeout=25_000) as booked:
        line.view.message.buttons[-1].click()
    assert booked.args[0].already_done
    assert not line.view.isVisible()
    assert rows(database_url, ARRIVED) == [(1,)]
    assert confirmed(database_url) == 1
