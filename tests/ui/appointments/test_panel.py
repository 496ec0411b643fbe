"""The panel at the right: its history as a list, and who holds a time."""

from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import end_hold
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.history_list import HistoryLine, HistoryList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.appointments.test_acts import CTRL, act_button, is_told, offered, press, rows, select

ENDED = "SELECT status, cancellation_reason FROM appointments"
SHORT = HistoryLine("1", "23/11/2026 10:02", "Booked")
LONG = HistoryLine("2", "24/11/2026 11:12", "Moved from Mon to Tue by Ελένη Δημητρίου at Desk 1: asked")


@pytest.fixture
def history(qtbot: QtBot, theme: Theme) -> HistoryList:
    made = HistoryList(theme)
    qtbot.addWidget(made)
    made.resize(200, 400)
    made.show()
    return made


def test_a_line_of_the_history_has_the_height_of_its_words(
    history: HistoryList, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(history.model(), force_py=True)  # type: ignore[no-untyped-call]
    history.show_lines((SHORT,))
    one = history.heightForWidth(200)
    history.show_lines((SHORT, SHORT))
    assert history.heightForWidth(200) - 2 * history.frameWidth() == 2 * (one - 2 * history.frameWidth())
    history.show_lines((LONG,))
    assert history.heightForWidth(200) > one, "the words take more than one line"
    assert history.heightForWidth(2000) == one
    assert history.sizeHintForIndex(history.model().index(0, 0)).height() == (
        history.heightForWidth(200) - 2 * history.frameWidth()
    )
    history.show_lines(())
    assert history.heightForWidth(200) == 2 * history.frameWidth()


def test_a_line_is_spoken_copied_and_pointed_at(qtbot: QtBot, history: HistoryList) -> None:
    history.show_lines((SHORT, LONG))
    history.activateWindow()
    history.setFocus()
    qtbot.waitUntil(history.hasFocus)
    pointed: list[QRect] = []
    history.pointed.connect(pointed.append)
    QTest.keyClick(history, Qt.Key.Key_Home)
    QTest.keyClick(history, Qt.Key.Key_Down)
    below = history.visualRect(history.model().index(1, 0))
    assert pointed[-1].size() == below.size()
    assert pointed[-1].top() >= below.top() > 0
    index = history.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{LONG.when} · {LONG.what}"
    QTest.keyClick(history, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{LONG.when} · {LONG.what}"
    assert not history.grab().isNull()


def hold_without_end(database_url: str, small: SmallClinic) -> None:
    """A hold at 10:00 that another program made, and that never runs out."""
    with psycopg.connect(database_url) as stranger:
        stranger.execute(
            "INSERT INTO appointments (doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,"
            " status, doctor_timezone, inserted_at) VALUES (%s, %s, %s, %s, 30, 'held', 'Europe/Athens', %s)",
            [
                small.doctor_id,
                small.service_id,
                datetime.fromtimestamp(small.at(10) * 60, UTC).replace(tzinfo=None),
                datetime.fromtimestamp(small.at(10, 30) * 60, UTC).replace(tzinfo=None),
                datetime(2026, 7, 1, 7, 2),  # noqa: DTZ001 - a timestamp of the schema, UTC
            ],
        )


def test_a_hold_of_no_desk_says_since_when_it_stands(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    hold_without_end(database_url, small)
    qtbot.waitUntil(lambda: bool(window.calendar.shown_week and window.calendar.shown_week.appointments))
    week, names = window.calendar.shown_week, window.calendar.names()
    assert week is not None
    assert names is not None
    (held,) = week.appointments
    select(qtbot, window, held.id)
    assert window.details.heading.text() == "Held by another program since 10:02"
    assert offered(window) == ["End the hold"]
    window.details.show_appointment(replace(held, desk_name="Desk 2"), names)
    assert window.details.heading.text() == "Held by Desk 2"
    window.side.choose_service(small.service_id)
    window.ask_why_not(small.at(10))
    assert "Another program has held 10:00–10:30 since 10:02." in window.why_not.sentences.text()
    # It never runs out: a person ends it.
    select(qtbot, window, held.id)
    act_button(window, end_hold)
    is_told(qtbot, window, "Ended the hold")
    qtbot.waitUntil(lambda: rows(database_url, ENDED) == [("cancelled", "hold_ended")])


def test_a_hold_that_was_ended_is_not_offered_to_be_taken_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic, database_url: str
) -> None:
    with qtbot.waitSignal(desk.act_done):
        desk.act(desk, book, small.booking(9), lambda _result: None, lambda _error: None)
    is_told(qtbot, window, "Booked")
    hold_without_end(database_url, small)
    qtbot.waitUntil(lambda: held_id(window) is not None)
    select(qtbot, window, held_id(window) or "")
    act_button(window, end_hold)
    is_told(qtbot, window, "Ended the hold")
    assert window.menus.undo.text().replace("&", "").startswith("Undo: Book ")
    press(window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, window, "Undone: the booking of ")


def held_id(window: MainWindow) -> str | None:
    """The hold that the calendar shows."""
    week = window.calendar.shown_week
    found = (one.id for one in week.appointments if one.status == "held") if week is not None else iter(())
    return next(found, None)
