"""A kept read: anew after a change of its tables, never two at a time, and none after it was stopped."""

import threading

from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.store.changes import Changed
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from tests.model.small_clinic import SmallClinic

OURS, OTHERS = (Changed("patients", None, None, None),), (Changed("doctors", None, None, None),)


class Reading:
    """Counts patients, and lets a test hold it up in the middle."""

    def __init__(self) -> None:
        self.times = 0
        self.gate = threading.Event()
        self.gate.set()
        self.most_at_once = self._now = 0

    def __call__(self, session: Session) -> int:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        self.times += 1
        found: int = session.execute(text("SELECT count(*) FROM patients")).scalar_one()
        assert self.gate.wait(10)
        self._now -= 1
        return found


def test_it_reads_at_once_and_after_a_change_of_its_tables(
    qtbot: QtBot, desk: Desk, small: SmallClinic
) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    reading, kept = Reading(), KeptRead(desk, ("patients",), desk)
    desk.heard.emit(OURS)
    with qtbot.waitSignal(kept.done) as done:
        kept.start(reading)
    assert done.args == [3]
    assert reading.times == 1, "what is not started reads nothing"
    desk.heard.emit(OTHERS)
    with qtbot.waitSignal(kept.done):
        desk.heard.emit(OURS)
    assert reading.times == 2
    kept.stop()
    desk.heard.emit(OURS)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert reading.times == 2


def test_changes_during_a_read_are_read_once_more(qtbot: QtBot, desk: Desk, small: SmallClinic) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    reading, kept = Reading(), KeptRead(desk, ("patients",), desk)
    told: list[int] = []
    kept.done.connect(told.append)
    reading.gate.clear()
    kept.start(reading)
    qtbot.waitUntil(lambda: reading.times == 1)
    for _ in range(20):
        desk.heard.emit(OURS)
    reading.gate.set()
    qtbot.waitUntil(lambda: told == [3, 3])
    assert (reading.times, reading.most_at_once) == (2, 1)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert told == [3, 3]


def test_what_is_asked_instead_is_delivered_and_the_former_is_not(
    qtbot: QtBot, desk: Desk, small: SmallClinic
) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    first, second, kept = Reading(), Reading(), KeptRead(desk, ("patients",), desk)
    told: list[int] = []
    kept.done.connect(told.append)
    first.gate.clear()
    kept.start(first)
    qtbot.waitUntil(lambda: first.times == 1)
    kept.start(second)
    first.gate.set()
    qtbot.waitUntil(lambda: second.times == 1 and told == [3])
