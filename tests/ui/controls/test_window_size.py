"""Windows open whole on a small screen, and the booking form stays whole when it has something to say."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic

LAPTOP_HEIGHT = 768 - 48
"""What a 1366 x 768 screen leaves between a title bar and a narrow panel."""


def test_a_window_opens_no_larger_than_its_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    open_at_size(window, 300, 200)
    assert window.size() == QSize(300, 200)
    open_at_size(window, room.width() + 500, room.height() + 500)
    assert window.width() < room.width()
    assert window.height() < room.height()


def test_the_booking_form_with_a_question_fits_a_laptop(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    type_text(dock.patient.search, "nikol")
    qtbot.waitUntil(lambda: bool(dock.patient.results.entries))
    dock.patient.results.set_entries(dock.patient.results.entries * 9)
    dock.reject()
    assert dock.message.buttons
    assert dock.minimumSizeHint().height() <= LAPTOP_HEIGHT
