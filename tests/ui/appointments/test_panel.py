"""The panel at the right: its history as a list, who holds a time, and nothing cut in the widest font."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.history_list import HistoryLine, HistoryList
from medic_desk.ui.theme import Theme, look
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.translation import install_language
from tests.model.small_clinic import SmallClinic
from tests.ui.appointments.test_acts import select

I18N = Path(__file__).resolve().parents[3] / "resources" / "i18n"
WIDEST = "DejaVu Sans"
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
    qtmodeltester.check(history.model(), force_py=True)
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


def test_a_hold_of_no_desk_says_since_when_it_stands(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
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
    qtbot.waitUntil(lambda: bool(window.calendar.shown_week and window.calendar.shown_week.appointments))
    week, names = window.calendar.shown_week, window.calendar.names()
    assert week is not None
    assert names is not None
    (held,) = week.appointments
    select(qtbot, window, held.id)
    assert window.details.heading.text() == "Held by another program since 10:02"
    window.details.show_appointment(replace(held, desk_name="Desk 2"), names)
    assert window.details.heading.text() == "Held by Desk 2"
    names_of_service = [window.side.services.item(row).text() for row in range(window.side.services.count())]
    window.side.services.setCurrentRow(names_of_service.index("Επίσκεψη"))
    window.ask_why_not(small.at(10))
    assert "Another program has held 10:00–10:30 since 10:02." in window.details.sentences.text()


@pytest.fixture
def greek_in_the_widest_font(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if WIDEST not in QFontDatabase.families():
        pytest.skip(f"{WIDEST} is not installed")
    monkeypatch.setattr(look, "_family", lambda: WIDEST)
    was = QLocale()
    translator = install_language("el", I18N)
    assert translator is not None
    yield
    qapp.removeTranslator(translator)
    QLocale.setDefault(was)


@pytest.mark.usefixtures("greek_in_the_widest_font")
def test_nothing_is_cut_at_the_right_edge_of_a_laptop(
    qtbot: QtBot, theme: Theme, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    theme.set_text_scale(1.0)
    window.resize(1280, 800)
    assert window.minimumSizeHint().width() <= 1280
    booked = perform(store, small.manager, book, small.booking(10)).appointment_id
    select(qtbot, window, booked)
    qtbot.waitUntil(lambda: bool(window.details.history.lines))
    _check_nothing_is_cut(window)
    names = [window.side.services.item(row).text() for row in range(window.side.services.count())]
    window.side.services.setCurrentRow(names.index("Επίσκεψη"))
    window.ask_why_not(small.at(10, 10))
    qtbot.waitUntil(lambda: len(_shown_buttons(window)) == 2)
    _check_nothing_is_cut(window)


def _shown_buttons(window: MainWindow) -> list[QPushButton]:
    return [button for button in window.details.findChildren(QPushButton) if button.isVisible()]


def _check_nothing_is_cut(window: MainWindow) -> None:
    QApplication.processEvents()
    edge = window.details.width()
    assert window.details.mapTo(window, window.details.rect().topRight()).x() < window.width()
    assert _shown_buttons(window)
    for button in _shown_buttons(window):
        right = button.mapTo(window.details, button.rect().topRight()).x()
        assert right < edge, button.text()
        assert button.width() >= button.sizeHint().width(), button.text()
