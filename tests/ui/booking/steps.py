"""What tests of booking do again and again: find a patient, wait until a press would book, ask the tables."""

import psycopg
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock


def find_patient(qtbot: QtBot, dock: BookingDock, text: str) -> None:
    """Type into the search, and take the first patient found by Enter."""
    type_text(dock.patient.search, text)
    qtbot.waitUntil(lambda: bool(dock.patient.results.entries))
    QTest.keyClick(dock.patient.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dock.patient.patient is not None)


def is_ready(dock: BookingDock) -> bool:
    """Whether a press of the button would book: nothing is missing, and what is shown has been seen."""
    return dock.book_button.isVisible() and dock.book_button.isEnabled() and dock.look.is_seen


def until_ready(qtbot: QtBot, dock: BookingDock) -> None:
    """Wait until a press of the button would book."""
    qtbot.waitUntil(lambda: is_ready(dock))


def rows(database_url: str, query: str) -> list[tuple[object, ...]]:
    """What a query finds, on a connection of its own."""
    with psycopg.connect(database_url) as connection:
        return connection.execute(query).fetchall()


def confirmed(database_url: str) -> object:
    """How many appointments are booked."""
    return rows(database_url, "SELECT count(*) FROM appointments WHERE status = 'confirmed'")[0][0]
