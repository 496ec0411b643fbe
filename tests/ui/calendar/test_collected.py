"""What Python's collector takes apart while it is shown says nothing more."""

import gc
import traceback
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic


def errors_while_collected(qtbot: QtBot, make: Callable[[], QWidget]) -> list[str]:
    """What Python's collector brings about where a window is shown and nobody holds it any more."""

    def dropped() -> "weakref.ref[QWidget]":
        made = make()
        # As a window does that has a slot of its own as an attribute.
        made.own = made.isVisible  # type: ignore[attr-defined]
        return weakref.ref(made)

    with qtbot.captureExceptions() as errors:
        made = dropped()
        gc.collect()
        QApplication.processEvents()
    assert made() is None, "it was taken apart"
    return [
        f"{kind.__name__} in {', '.join(frame.name for frame in traceback.extract_tb(trace))}: {error}"
        for kind, error, trace in errors
    ]


@pytest.mark.parametrize("says", [False, True], ids=["silent", "with a message"])
@pytest.mark.parametrize("has_focus", [False, True], ids=["without focus", "with focus"])
def test_a_calendar_that_nobody_holds(
    qtbot: QtBot, desk: Desk, theme: Theme, small: SmallClinic, says: bool, has_focus: bool
) -> None:
    def shown() -> CalendarPane:
        pane = CalendarPane(desk, theme)
        pane.resize(900, 600)
        pane.show_doctors((small.doctor_id,))
        pane.show()
        pane.go_to(small.day)
        qtbot.waitUntil(lambda: pane.shown_week is not None)
        if says:
            pane.answer.say("Not moved. " * 20, (("Close", pane.answer.hide),))
        if has_focus:
            pane.activateWindow()
            pane.setFocus()
            qtbot.waitUntil(pane.week.hasFocus)
        QApplication.processEvents()
        return pane

    assert errors_while_collected(qtbot, shown) == []


@pytest.mark.parametrize("is_booking", [False, True], ids=["bare", "with all that opens beside it"])
def test_a_window_that_nobody_holds(
    qtbot: QtBot, desk: Desk, theme: Theme, memory: Memory, small: SmallClinic, is_booking: bool
) -> None:
    def shown() -> MainWindow:
        window = MainWindow(desk, theme, memory)
        window.resize(1400, 900)
        window.show()
        window.side.choose_doctor(small.doctor_id)
        window.side.choose_service(small.service_id)
        window.calendar.go_to(small.day)
        qtbot.waitUntil(lambda: window.calendar.shown_week is not None)
        window.activateWindow()
        if is_booking:
            window.book_at(small.at(10))
            window.waiting.toggle("requests")
            window.acts.refused.emit("Not moved.", ())
            window.ask_why_not(small.at(13, 30))
        QApplication.processEvents()
        return window

    assert errors_while_collected(qtbot, shown) == []
