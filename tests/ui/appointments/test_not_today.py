"""Keys of steps that cannot be done now say why: a visit of another day, one that has not begun, one over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import actions, is_refused, press, select, shows


@pytest.fixture
def appointment_id(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> str:
    """An appointment of next week, selected in the window."""
    appointment = perform(store, small.manager, book, small.booking(10))
    select(qtbot, window, appointment.appointment_id)
    return appointment.appointment_id


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (Qt.Key.Key_F6, "The visit is not today."),
        (Qt.Key.Key_F7, "The visit is not today."),
        (Qt.Key.Key_F8, "The visit has not begun yet."),
        (Qt.Key.Key_F9, "The visit has not begun yet."),
    ],
)
def test_a_step_of_another_day_says_so(
    qtbot: QtBot, window: MainWindow, appointment_id: str, key: Qt.Key, words: str, database_url: str
) -> None:
    assert not any(window.menus.acts[name].isEnabled() for name in ("arrived", "started", "completed"))
    press(window, key)
    is_refused(qtbot, window, words)
    assert actions(database_url) == ["booked"]


def test_the_menu_says_at_the_pointer_why_a_step_is_off(window: MainWindow, appointment_id: str) -> None:
    acts = window.menus.acts
    (menu,) = (one for one in acts["arrived"].associatedObjects() if isinstance(one, QMenu))
    assert menu.toolTipsVisible()
    assert acts["arrived"].toolTip() == "The visit is not today."
    assert acts["completed"].toolTip() == "The visit has not begun yet."
    assert "not" not in acts["moved"].toolTip(), "nothing is said of what can be done"


def test_a_step_of_what_is_cancelled_says_so(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    request = AppointmentRequest(
        act_id=new_id(), appointment_id=appointment_id, row_version=None, reason="ill"
    )
    perform(store, small.manager, cancel, request)
    shows(qtbot, window, appointment_id, "cancelled")
    qtbot.waitUntil(lambda: window.selection.chosen() is not None)
    press(window, Qt.Key.Key_F6)
    is_refused(qtbot, window, "Not done: the appointment is cancelled by now.")


def test_nothing_is_said_where_nothing_is_selected(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F6)
    QTest.keyClick(window.calendar.week, Qt.Key.Key_F12)
    assert window.calendar.answer.text == ""
