"""The flow in a window of its own, on the clinic's own day: only today's appointments are in it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, make_small_clinic
from tests.ui.staff import desk_of

Move = Callable[[timedelta], None]


@pytest.fixture
def small(store: Store) -> SmallClinic:
    return make_small_clinic(store, today=True)


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow) -> FlowPane:
    """The flow of the window, read."""
    window.menus.flow.setChecked(True)
    pane = window.flow.pane
    for model in (pane.list.rows_model, window.flow.calls.made().list.rows_model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, pane)
    qtbot.waitUntil(lambda: pane.is_read)
    return pane


@pytest.fixture
def other_pane(qtbot: QtBot, store: Store, small: SmallClinic, theme: Theme) -> Iterator[FlowPane]:
    """The flow of another desk, over lines of its own."""
    assert small.manager.user_id is not None
    with desk_of(store, small.manager.user_id, "Desk 2") as desk:
        owner = QObject()
        pane = FlowPane(desk, theme, DoctorDelays(desk, owner))
        pane.set_shown_doctors((small.doctor_id, small.colleague_id))
        qtbot.addWidget(pane)
        pane.show()
        qtbot.waitUntil(lambda: pane.is_read and desk.is_live)
        yield pane
        owner.deleteLater()


@pytest.fixture
def move_clock(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Move:
    """Let the window's clock show so much more than when the test began, and notice that it does."""
    desk, begun = window._desk, window._desk.now()

    def move(later: timedelta) -> None:
        monkeypatch.setattr(desk, "now", lambda: _begin(begun) + later)
        window.status._on_tick()

    return move


def _begin(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
