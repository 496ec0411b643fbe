"""Fail a test that leaves something running or open: a thread, a timer, a window, a pool's job.

What a test leaves behind acts on the next one, and in the program it is memory, or a job that nobody waits
for. Qt is looked at only in tests that use it.
"""

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest

_GRACE_SECONDS = 2.0
_failed = pytest.StashKey[bool]()

_OF_QT_ITSELF = frozenset({"QTipLabel", "QShapedPixmapWindow"})
"""Windows that Qt makes for itself and keeps for the next time."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Remember that a test failed: its traceback keeps its frames alive, and their widgets are no leak."""
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(autouse=True)
def _leaves_no_thread() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        if not isinstance(thread, threading._DummyThread):
            thread.join(_GRACE_SECONDS)
    alive = [thread.name for thread in left if thread.is_alive() and not _is_pool_thread(thread)]
    if alive:
        pytest.fail(f"the test left threads running: {', '.join(alive)}")


def _is_pool_thread(thread: threading.Thread) -> bool:
    """Whether this is a thread of Qt's that Python saw once: its pool keeps it and looks after it."""
    return isinstance(thread, threading._DummyThread)


@pytest.fixture(autouse=True)
def _leaves_no_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qapp" not in request.fixturenames:
        yield
        return
    # Before the test and after all its other fixtures: the application has to be there first.
    request.getfixturevalue("qapp")
    before = _open_windows()
    yield
    if not request.node.stash.get(_failed, False):
        _check_qt(before)


def _check_qt(before: set[int]) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _complaints(before):
        # What only a cycle of references keeps is not left behind by the test.
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    complaints = _complaints(before)
    if complaints:
        for timer in _timers_and_pools()[0]:
            timer.stop()  # the next test is not to be blamed for it
        pytest.fail("; ".join(complaints))


def _complaints(before: set[int]) -> list[str]:
    found = []
    if windows := _describe(_open_windows_and_names(), before):
        found.append(f"the test left windows: {windows}")
    timers, pools = _timers_and_pools()
    if timers:
        names = ", ".join(f"{timer.objectName() or 'QTimer'} every {timer.interval()} ms" for timer in timers)
        found.append(f"the test left timers running: {names}")
    if pools:
        found.append(f"the test left {pools} jobs in a thread pool")
    return found


def _open_windows_and_names() -> dict[int, str]:
    """Address and name of every top-level widget and window there is."""
    import shiboken6
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    found: dict[int, str] = {}
    for thing in (*QApplication.topLevelWidgets(), *QGuiApplication.topLevelWindows()):
        kind = thing.metaObject().className()
        if kind not in _OF_QT_ITSELF:
            found[shiboken6.getCppPointer(thing)[0]] = f"{type(thing).__name__} {thing.objectName()!r}"
    return found


def _open_windows() -> set[int]:
    return set(_open_windows_and_names())


def _describe(found: dict[int, str], before: set[int]) -> str:
    return ", ".join(name for address, name in found.items() if address not in before)


def _timers_and_pools() -> tuple[list[Any], int]:
    """The timers that run, and how many jobs of thread pools do after a moment's patience."""
    import shiboken6
    from PySide6.QtCore import QThreadPool, QTimer

    timers: list[Any] = []
    pools = [QThreadPool.globalInstance()]
    for thing in gc.get_objects():
        kind = type(thing)
        if not isinstance(kind, type) or not issubclass(kind, (QTimer, QThreadPool)):
            continue
        if not shiboken6.isValid(thing):
            continue
        if isinstance(thing, QTimer):
            if thing.isActive():
                timers.append(thing)
        else:
            pools.append(thing)
    running = 0
    for pool in pools:
        pool.waitForDone(int(_GRACE_SECONDS * 1000))
        running += pool.activeThreadCount()
    return timers, running
