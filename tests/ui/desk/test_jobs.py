"""Jobs: off the window's thread and back on it, once, in time, and never to somebody who is gone."""

import threading
import time
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.store.errors import StoreUnreachable
from medic_desk.ui.desk.jobs import DeadlinePassed, Jobs, TooManyJobs, note_answer, stop_if_superseded


def application() -> QCoreApplication:
    """Whoever lives as long as the test: an owner, and the GUI thread's object."""
    found = QApplication.instance()
    assert found is not None
    return found


class Heard:
    """What came back, in order, and whether it came back on the GUI thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.threads: set[bool] = set()

    def on_done(self, result: object) -> None:
        self.done.append(result)
        self._note()

    def on_failed(self, error: Exception) -> None:
        self.failed.append(error)
        self._note()

    def _note(self) -> None:
        self.threads.add(QThread.currentThread() is application().thread())


@pytest.fixture
def heard() -> Heard:
    return Heard()


class Steps:
    """In place of the module ``time``: goes on when it is told to, and counts looks at deadlines."""

    perf_counter = staticmethod(time.perf_counter)

    def __init__(self) -> None:
        self.now = 0.0
        self.looks = 0

    def monotonic(self) -> float:
        return self.now

    def note_look(self) -> None:
        self.looks += 1


def fails() -> None:
    raise StoreUnreachable("refused", "“clinic” (nowhere)")


def held_by(gate: threading.Event, result: str) -> Callable[[], str]:
    def work() -> str:
        gate.wait(20)
        return result

    return work


def test_work_runs_elsewhere_and_comes_back_here(qtbot: QtBot, jobs: Jobs, heard: Heard) -> None:
    owner = QObject()
    jobs.run(owner, threading.get_ident, heard.on_done, heard.on_failed)
    assert heard.done == []
    qtbot.waitUntil(lambda: bool(heard.done))
    assert heard.done[0] != threading.get_ident()
    assert heard.threads == {True}
    assert jobs.is_idle


def test_an_error_comes_back_as_it_was(qtbot: QtBot, jobs: Jobs, heard: Heard) -> None:
    jobs.run(application(), fails, heard.on_done, heard.on_failed)
    qtbot.waitUntil(lambda: bool(heard.failed))
    assert isinstance(heard.failed[0], StoreUnreachable)
    assert heard.done == []


def test_who_is_gone_hears_nothing(qtbot: QtBot, jobs: Jobs, heard: Heard) -> None:
    owner, gate = QObject(), threading.Event()
    jobs.run(owner, held_by(gate, "late"), heard.on_done, heard.on_failed)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert (heard.done, heard.failed) == ([], [])


def test_a_deadline_is_told_once_and_the_late_result_dropped(qtbot: QtBot, jobs: Jobs, heard: Heard) -> None:
    gate, owner = threading.Event(), QObject()
    with qtbot.waitSignal(jobs.deadline_passed):
        jobs.run(owner, held_by(gate, "late"), heard.on_done, heard.on_failed, seconds=0.2)
    assert [type(error) for error in heard.failed] == [DeadlinePassed]
    gate.set()
    jobs.run(owner, lambda: "next", heard.on_done, heard.on_failed)
    qtbot.waitUntil(lambda: bool(heard.done))
    assert heard.done == ["next"]
    assert len(heard.failed) == 1


def test_hanging_jobs_leave_room_for_others(qtbot: QtBot, heard: Heard, qapp: QApplication) -> None:
    jobs, gate, owner = Jobs(threads=2), threading.Event(), QObject()
    for _ in range(2):
        jobs.run(owner, held_by(gate, "late"), heard.on_done, heard.on_failed, seconds=0.2)
    jobs.run(owner, lambda: "through", heard.on_done, heard.on_failed, seconds=10)
    try:
        # One hanging job that is given up makes room already; the other's deadline comes in its own time.
        qtbot.waitUntil(lambda: heard.done == ["through"] and len(heard.failed) == 2)
    finally:
        gate.set()
        assert jobs.close()
    jobs.deleteLater()


def test_a_read_that_is_answered_all_along_is_slow_and_not_late(
    qtbot: QtBot, heard: Heard, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Steps()
    monkeypatch.setattr("medic_desk.ui.desk.jobs.time", clock)
    jobs, is_over, owner = Jobs(threads=1), threading.Event(), QObject()
    jobs._clock.timeout.connect(clock.note_look)

    def slow() -> str:
        for _ in range(4):
            note_answer()
            clock.now += 0.2
            # The first look from here on may have begun before.
            looks = clock.looks + 2
            while clock.looks < looks and not is_over.wait(0.01):
                pass
        return "slow"

    jobs.run(owner, slow, heard.on_done, heard.on_failed, seconds=0.3)
    # What waits for its turn meanwhile is not late either.
    jobs.run(owner, lambda: "next", heard.on_done, heard.on_failed, seconds=0.3)
    qtbot.waitUntil(lambda: len(heard.done) == 2)
    assert heard.done == ["slow", "next"]
    assert heard.failed == []
    # An act has its deadline all the same: a person waits for it.
    jobs.run(owner, slow, heard.on_done, heard.on_failed, seconds=0.3, writes=True)
    qtbot.waitUntil(lambda: len(heard.failed) == 1)
    assert isinstance(heard.failed[0], DeadlinePassed)
    is_over.set()
    assert jobs.close()
    jobs.deleteLater()


def test_a_superseded_read_ends_at_the_next_answer_and_makes_room(
    qtbot: QtBot, heard: Heard, qapp: QApplication
) -> None:
    jobs, gate, owner = Jobs(threads=1), threading.Event(), QObject()
    began, went_on = threading.Event(), threading.Event()

    def old() -> str:
        began.set()
        gate.wait(20)
        stop_if_superseded()
        went_on.set()
        return "old"

    jobs.run(owner, old, heard.on_done, heard.on_failed, replaces="search")
    qtbot.waitUntil(began.is_set)
    jobs.run(owner, lambda: "new", heard.on_done, heard.on_failed, replaces="search")
    gate.set()
    qtbot.waitUntil(lambda: heard.done == ["new"])
    assert not went_on.is_set()
    assert heard.failed == []
    assert jobs.close()
    jobs.deleteLater()


def test_a_superseded_read_that_hangs_has_a_deadline_too(
    qtbot: QtBot, heard: Heard, qapp: QApplication
) -> None:
    jobs, gate, owner = Jobs(threads=1), threading.Event(), QObject()
    began = threading.Event()

    def hangs() -> str:
        began.set()
        gate.wait(20)
        return "late"

    jobs.run(owner, hangs, heard.on_done, heard.on_failed, seconds=0.3, replaces="search")
    qtbot.waitUntil(began.is_set)
    with qtbot.waitSignal(jobs.deadline_passed):
        jobs.run(owner, lambda: "new", heard.on_done, heard.on_failed, replaces="search")
    qtbot.waitUntil(lambda: heard.done == ["new"])
    assert heard.failed == []
    gate.set()
    assert jobs.close()
    jobs.deleteLater()


def test_only_the_newest_of_a_kind_counts(qtbot: QtBot, jobs: Jobs, heard: Heard) -> None:
    owner, gate = QObject(), threading.Event()
    jobs.run(owner, held_by(gate, "old"), heard.on_done, heard.on_failed, replaces="search")
    jobs.run(owner, lambda: "new", heard.on_done, heard.on_failed, replaces="search")
    jobs.run(owner, lambda: "other", heard.on_done, heard.on_failed, replaces="days")
    gate.set()
    qtbot.waitUntil(lambda: jobs.is_idle and len(heard.done) == 2)
    assert sorted(map(str, heard.done)) == ["new", "other"]


def test_no_more_waits_than_can_be_meant(qtbot: QtBot, heard: Heard, qapp: QApplication) -> None:
    jobs, gate, owner = Jobs(threads=1, most_waiting=2), threading.Event(), QObject()
    for number in range(4):
        jobs.run(owner, held_by(gate, str(number)), heard.on_done, heard.on_failed)
    qtbot.waitUntil(lambda: bool(heard.failed))
    assert isinstance(heard.failed[0], TooManyJobs)
    gate.set()
    qtbot.waitUntil(lambda: heard.done == ["0", "1", "2"])
    assert jobs.close()
    jobs.deleteLater()


def test_closing_lets_acts_end_and_drops_reads(heard: Heard, qapp: QApplication) -> None:
    jobs, owner = Jobs(threads=1), QObject()
    first = threading.Event()
    jobs.run(owner, held_by(first, "running act"), heard.on_done, heard.on_failed, writes=True)
    jobs.run(owner, lambda: "waiting read", heard.on_done, heard.on_failed)
    jobs.run(owner, lambda: "waiting act", heard.on_done, heard.on_failed, writes=True)
    first.set()
    assert jobs.close()
    assert heard.done == ["running act", "waiting act"]
    assert heard.failed == []
    jobs.deleteLater()


def test_after_closing_new_work_is_refused(qtbot: QtBot, heard: Heard, qapp: QApplication) -> None:
    jobs, owner = Jobs(), QObject()
    assert jobs.close()
    jobs.run(owner, lambda: "late", heard.on_done, heard.on_failed)
    qtbot.waitUntil(lambda: bool(heard.failed))
    assert isinstance(heard.failed[0], TooManyJobs)
    jobs.deleteLater()


def test_an_unexpected_error_is_logged_without_its_message(
    qtbot: QtBot, jobs: Jobs, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> None:
        raise ValueError("Failing row contains (Παπαδόπουλος)")

    with caplog.at_level("ERROR", logger="medic_desk"):
        jobs.run(application(), breaks, heard.on_done, heard.on_failed)
        qtbot.waitUntil(lambda: bool(heard.failed))
    assert "ValueError" in caplog.text
    assert "breaks" in caplog.text
    assert "Παπαδόπουλος" not in caplog.text
