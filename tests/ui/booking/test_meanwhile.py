"""What changes at other desks while a booking is open: it is said, and what was typed stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import confirmed, find_patient, until_ready
from tests.ui.staff import run

NO_DOCTOR = "UPDATE doctors SET is_active = false"
NO_SERVICE = "UPDATE appointment_types SET is_active = false"
SERVICE_GONE = "Επίσκεψη is no longer offered: choose another service."
DOCTOR_GONE = "Παπαδόπουλος Νίκος takes no appointments any more."


@pytest.fixture
def dock(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> BookingDock:
    """A booking at 10:00, all of it typed."""
    window.side.choose_service(small.service_id)
    window.book_at(small.at(10))
    made = window.dock
    assert made is not None
    find_patient(qtbot, made, "nikol")
    type_text(made.notes, "με παραπεμπτικό")
    until_ready(qtbot, made)
    return made


@pytest.mark.parametrize("presses", [False, True])
@pytest.mark.parametrize(("gone", "said"), [(NO_SERVICE, SERVICE_GONE), (NO_DOCTOR, DOCTOR_GONE)])
def test_who_or_what_is_gone_meanwhile_is_said(
    qtbot: QtBot,
    dock: BookingDock,
    store: Store,
    database_url: str,
    gone: str,
    said: str,
    presses: bool,
) -> None:
    run(store, gone)
    if presses:
        QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said in dock.message.text, timeout=20_000)
    qtbot.waitUntil(lambda: not dock.book_button.isVisible())
    assert dock.starts.start is None
    assert dock.patient.patient is not None
    assert dock.notes.toPlainText() == "με παραπεμπτικό"
    assert confirmed(database_url) == 0


@pytest.mark.parametrize("typed", ["1/1/0001", "31/12/9999", "30/2", "soon", ""])
def test_a_first_day_that_is_none_changes_nothing(dock: BookingDock, typed: str) -> None:
    shown = dock.starts.filter.first_day
    day = dock.starts.filter.day
    day.setText(typed)
    day.changed.emit()
    assert day.day is None
    assert dock.starts.filter.first_day == shown
    assert day.text() == typed
