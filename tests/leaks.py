"""Fail a test that leaves something running or open: a thread, a timer, a window, a job, a pressed button.

What a test leaves behind acts on the next one, and in the program it is memory, or a job that nobody waits
for. Qt is looked at only in tests that use it.
"""

import functools
import gc
import threading
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtCore import QThreadPool, QTimer

_GRACE_SECONDS = 2.0
_failed = pytest.StashKey[bool]()

_OF_QT_ITSELF = frozenset({"QTipLabel", "QShapedPixmapWindow"})
"""Windows that Qt makes for itself and keeps for the next time."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
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
    request.getfixturevalue("qapp")
    _freeze_what_is_loaded()
    before = _open_windows()
    yield
    pressed = _release_buttons()
    if not request.node.stash.get(_failed, False):
        _check_qt(before, pressed)


@functools.cache
def _freeze_what_is_loaded() -> None:
    """Once a process: what the libraries made while they were loaded is none of a test's.

    Looking through it took 100 ms a test, and so does asking how much of it there is.
    """
    gc.collect()
    gc.freeze()


def _release_buttons() -> list[str]:
    """Release the mouse buttons that are still down, so that the next test finds none; their names."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    pressed = [
        one for one in Qt.MouseButton if one.value.bit_count() == 1 and one & QApplication.mouseButtons()
    ]
    for button in pressed:
        QTest.mouseRelease(QWidget(), button)
    return [button.name or "" for button in pressed]


def _check_qt(before: set[int], pressed: list[str]) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    found = _timers_and_pools()
    jobs = _jobs_that_do_not_end(found)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    complaints = _complaints(before, found)
    if complaints:
        # What only a cycle of references keeps is not left behind by the test.
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        complaints = _complaints(before, _timers_and_pools())
    if pressed:
        complaints.append(f"the test left mouse buttons pressed: {', '.join(pressed)}")
    if jobs:
        complaints.append(f"the test left {jobs} jobs running in a thread pool")
    if complaints:
        for timer in _running_timers(_timers_and_pools()):
            timer.stop()  # the next test is not to be blamed for it
        pytest.fail("; ".join(complaints))


def _complaints(before: set[int], found: "list[QTimer | QThreadPool]") -> list[str]:
    told = []
    if windows := _describe(_open_windows_and_names(), before):
        told.append(f"the test left windows: {windows}")
    if timers := _running_timers(found):
        names = ", ".join(f"{timer.objectName() or 'QTimer'} every {timer.interval()} ms" for timer in timers)
        told.append(f"the test left timers running: {names}")
    return told


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


def _running_timers(found: "list[QTimer | QThreadPool]") -> "list[QTimer]":
    import shiboken6
    from PySide6.QtCore import QTimer

    return [one for one in found if isinstance(one, QTimer) and shiboken6.isValid(one) and one.isActive()]


def _jobs_that_do_not_end(found: "list[QTimer | QThreadPool]") -> int:
    """How many jobs of thread pools still run after a moment's patience."""
    from PySide6.QtCore import QThreadPool

    running = 0
    for pool in {QThreadPool.globalInstance(), *(one for one in found if isinstance(one, QThreadPool))}:
        if not pool.waitForDone(int(_GRACE_SECONDS * 1000)):
            running += pool.activeThreadCount()
    return running


def _timers_and_pools() -> "list[QTimer | QThreadPool]":
    """Every timer and thread pool that Python knows and C++ has not deleted.

    Asked of the bindings, which know their own: to look through all objects of Python took 20 ms a test.
    """
    import shiboken6
    from PySide6.QtCore import QThreadPool, QTimer

    return [one for one in shiboken6.getAllValidWrappers() if isinstance(one, QTimer | QThreadPool)]
