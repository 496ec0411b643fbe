"""Jobs: the one way work leaves the GUI thread, and the one way its result comes back.

A single long-lived object owns the pool and the only completion signal; a runnable that owned its signals
would die on the pool's thread. Before anything is delivered the owner is asked whether it still exists, so a
dialog that was closed meanwhile is never called.
"""

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot

from medic_desk.model.store.errors import StoreError
from medic_desk.ui.desk.error_log import log_unexpected

_log = logging.getLogger("medic_desk.jobs")

Result = TypeVar("Result")

READ_SECONDS = 8.0
"""How long the server may be silent in a read before its owner is told (noticed within 10 s: truth.md)."""

WRITE_SECONDS = 20.0
"""How long an act may take, all its tries together."""

_TICK_MILLISECONDS = 100


class DeadlinePassed(StoreError):
    """No answer within the time the program itself allows; whether the work was done is not known."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"No answer came within {seconds:g} seconds.")


class Superseded(StoreError):
    """Nobody waits for this read any more: a newer one took its place, or it was given up."""

    def __init__(self) -> None:
        super().__init__("A newer read has taken the place of this one.")


class TooManyJobs(StoreError):
    """More work waits than a desk can mean: something hangs, and piling up more would help nobody."""

    def __init__(self) -> None:
        super().__init__("The program is still busy with earlier work.")


class _Outcome(NamedTuple):
    value: Any = None
    error: Exception | None = None


@dataclass(slots=True, eq=False)
class _Job:
    number: int
    owner: QObject
    work: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_failed: Callable[[Exception], None]
    seconds: float
    due: float
    writes: bool
    replaces: str | None
    heard: float = 0.0
    """When the server last answered it."""
    started: bool = False
    over: bool = False
    """Delivered or superseded: what still comes of it interests nobody."""
    given_up: bool = False
    """Its deadline passed: it may hang for long, and takes no place from the living."""
    outcome: _Outcome | None = None
    """Set by the pool thread, once."""


_at_work = threading.local()
"""The job of each pool thread."""


def note_answer() -> None:
    """Note, on a pool thread, that the server has just answered: a read's deadline counts from now on.

    On a slow line a read takes long, and is no dead line. An act keeps its deadline: a person waits for it.
    """
    job: _Job | None = getattr(_at_work, "job", None)
    if job is not None and not job.writes:
        job.heard = time.monotonic()


def stop_if_superseded() -> None:
    """Raise ``Superseded``, on a pool thread, where nobody waits for its read: the rest is not asked."""
    job: _Job | None = getattr(_at_work, "job", None)
    if job is not None and job.over and not job.writes:
        raise Superseded


class Jobs(QObject):
    """Runs work on pool threads and delivers each outcome once, on the thread this object lives in.

    At most ``threads`` run at a time and ``most_waiting`` wait. A job that passes its deadline is reported as
    ``DeadlinePassed`` at once, and its thread is made up for by another until it ends; ``deadline_passed``
    lets the owner of the connections cut the line it hangs on. A read that was superseded keeps its thread
    until the server's next answer, where ``stop_if_superseded`` ends it.
    """

    deadline_passed = Signal()
    _completed = Signal(int)

    def __init__(self, parent: QObject | None = None, *, threads: int = 4, most_waiting: int = 64) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._threads = threads
        self._pool.setMaxThreadCount(threads * 3)
        # Threads stay: a new one for each click would cost more than the read.
        self._pool.setExpiryTimeout(-1)
        self._most_waiting = most_waiting
        self._numbers = itertools.count(1)
        self._jobs: dict[int, _Job] = {}
        self._waiting: deque[_Job] = deque()
        self._closed = False
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MILLISECONDS)
        self._clock.timeout.connect(self._on_tick)
        self._completed.connect(self._on_completed, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_failed: Callable[[Exception], None],
        *,
        seconds: float = READ_SECONDS,
        writes: bool = False,
        replaces: str | None = None,
    ) -> None:
        """Run ``work()`` on a pool thread; call ``on_done(result)`` or ``on_failed(error)`` here, once.

        ``writes`` marks an act: it is still run when the program closes. ``replaces`` names a kind of read of
        this owner's of which only the newest counts: earlier ones are dropped, their callbacks never called.
        """
        now = time.monotonic()
        job = _Job(
            next(self._numbers), owner, work, on_done, on_failed, seconds, now + seconds, writes, replaces
        )
        if replaces is not None:
            self._supersede(owner, replaces)
        self._jobs[job.number] = job
        if self._closed or len(self._waiting) >= self._most_waiting:
            job.started = True
            job.outcome = _Outcome(error=TooManyJobs())
            self._completed.emit(job.number)
            return
        self._waiting.append(job)
        self._start_what_fits()
        if not self._clock.isActive():
            self._clock.start()

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an outcome any more."""
        return all(job.over for job in self._jobs.values())

    def close(self, seconds: float = 10.0) -> bool:
        """Take no more work, drop waiting reads, let every act end; return whether all threads came home.

        Outcomes of what ends here are still delivered, if their owner lives.
        """
        self._closed = True
        self._clock.stop()
        for job in list(self._waiting):
            if not job.writes:
                self._drop(job)
        until = time.monotonic() + seconds
        while self._jobs and time.monotonic() < until:
            self._pool.waitForDone(_TICK_MILLISECONDS)
            for number in [number for number, job in self._jobs.items() if job.outcome is not None]:
                self._on_completed(number)
        return not self._jobs

    def _supersede(self, owner: QObject, kind: str) -> None:
        for job in list(self._jobs.values()):
            if job.owner is owner and job.replaces == kind:
                job.over = True
                if not job.started:
                    self._drop(job)

    def _drop(self, job: _Job) -> None:
        self._waiting.remove(job)
        del self._jobs[job.number]

    def _start_what_fits(self) -> None:
        running = sum(1 for job in self._jobs.values() if job.started and not job.given_up)
        while self._waiting and running < self._threads:
            if self._pool.activeThreadCount() >= self._pool.maxThreadCount():
                return
            job = self._waiting.popleft()
            job.started = True
            if not job.writes:
                job.due = time.monotonic() + job.seconds
            running += 1
            self._pool.start(partial(self._work, job))

    def _work(self, job: _Job) -> None:
        """On a pool thread: run the work, keep what came of it, and say so."""
        began = time.perf_counter()
        _at_work.job = job
        try:
            outcome = _Outcome(job.work())
        except Exception as error:  # noqa: BLE001 - every error is the owner's to tell
            outcome = _Outcome(error=error)
        _at_work.job = None
        if _log.isEnabledFor(logging.DEBUG):
            ended = "done" if outcome.error is None else type(outcome.error).__name__
            took = (time.perf_counter() - began) * 1000
            _log.debug("job %d %s: %s after %.1f ms", job.number, name_of(job.work), ended, took)
        job.outcome = outcome
        if shiboken6.isValid(self):
            self._completed.emit(job.number)

    @Slot(int)
    def _on_completed(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None or job.outcome is None:
            return
        self._start_what_fits()
        if not self._jobs:
            self._clock.stop()
        self._deliver(job, job.outcome)

    def _deliver(self, job: _Job, outcome: _Outcome) -> None:
        if job.over:
            return
        job.over = True
        error = outcome.error
        if error is not None and not isinstance(error, StoreError):
            log_unexpected(error, "a job")
        if not shiboken6.isValid(job.owner):
            return
        if error is not None:
            job.on_failed(error)
        else:
            job.on_done(outcome.value)

    @Slot()
    def _on_tick(self) -> None:
        now = time.monotonic()
        late = [job for job in self._jobs.values() if job.outcome is None and self._is_late(job, now)]
        for job in late:
            job.given_up = True
            if not job.started:
                self._drop(job)
            _log.warning("job %d %s: no answer in %g s", job.number, name_of(job.work), job.seconds)
            self._deliver(job, _Outcome(error=DeadlinePassed(job.seconds)))
        if late:
            self.deadline_passed.emit()
            self._start_what_fits()

    def _is_late(self, job: _Job, now: float) -> bool:
        """Whether a job's time is over. One that waits for its turn is no sign while others get answers."""
        heard = job.heard if job.started else max(other.heard for other in self._jobs.values())
        due = job.due if job.writes else max(job.due, heard + job.seconds)
        return now >= due and not job.given_up


def name_of(work: Callable[..., Any]) -> str:
    """What a job does, for the log: the function that partials and ``store.do(function, …)`` lead to."""
    while isinstance(work, partial):
        work = next((argument for argument in work.args if callable(argument)), work.func)
    return getattr(work, "__name__", type(work).__name__)
