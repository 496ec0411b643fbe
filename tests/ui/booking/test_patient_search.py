"""The patient field says what is missing, and never that nobody is there where nobody was looked for."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic


def opened(window: MainWindow, small: SmallClinic) -> PatientSearch:
    window.book_at(small.at(10))
    assert isinstance(window.dock, BookingDock)
    return window.dock.patient


def texts(patient: PatientSearch) -> list[str]:
    return [label.text() for label in patient.findChildren(QLabel)]


def test_enter_on_nothing_says_what_is_missing(window: MainWindow, small: SmallClinic) -> None:
    patient = opened(window, small)
    QTest.keyClick(patient.search, Qt.Key.Key_Return)
    assert "Choose a patient first, or type a new one." in texts(patient)


def test_one_letter_is_too_little_to_say_that_nobody_is_found(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    patient = opened(window, small)
    type_text(patient.search, "n")
    qtbot.waitUntil(lambda: patient.new_button.text() == "New &patient “n”…")
    assert "Nobody is found." not in texts(patient)
    type_text(patient.search, "owherex")
    qtbot.waitUntil(lambda: "Nobody is found." in texts(patient))
