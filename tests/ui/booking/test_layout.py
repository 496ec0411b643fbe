"""The booking form at its fullest on the smallest screen: all of it is there, whole, whatever the font."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.tour import type_text
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.last_services import LastServices
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.memory import Memory
from tests.model.small_clinic import SmallClinic

EDGES = 12
"""Pixels of a field's border and padding, above and below its text."""
ROOM = 800 - 48
"""Pixels of a screen 800 high below a window's frame."""


@pytest.fixture(params=["DejaVu Sans", "Noto Sans", "Inter"])
def dock(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    desk: Desk,
    small: SmallClinic,
    tmp_path: Path,
) -> Iterator[BookingDock]:
    """The form in one font, in the type of a small screen."""
    family = str(request.param)
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    theme = Theme(Mode.LIGHT, scale=0.8, family=family)
    theme.install(qapp)
    made = BookingDock(desk, theme, LastServices(Memory(tmp_path / "windows.ini")))
    made.resize(made.minimumSizeHint().width(), ROOM)
    made.show()
    made.begin(Wanted(small.doctor_id, small.day, small.service_id, small.at(10)))
    qtbot.waitUntil(lambda: made.starts.found is not None)
    yield made
    made.discard()
    made.deleteLater()
    theme.deleteLater()


def test_a_new_patient_a_likely_duplicate_and_a_refusal_fit_a_laptop(qtbot: QtBot, dock: BookingDock) -> None:
    assert dock.height() <= ROOM
    assert squeezed(dock) == []
    type_text(dock.patient.search, "Νικολάου Σοφία")
    QTest.mouseClick(dock.patient.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dock.patient.form.duplicates.entries))
    sentence = "Πρόλαβε άλλη θέση. Υπάρχει άλλο ραντεβού 12:00–12:30. Κοινό: κλειστό. Ελεύθερα κοντά:"
    dock.message.say(sentence, [(text, dock.message.hide) for text in ("11:00", "11:30", "12:30")])
    qtbot.waitUntil(lambda: squeezed(dock) == [])
    assert dock.height() <= ROOM


def needed_height(widget: QWidget) -> int:
    if widget.hasHeightForWidth():
        return widget.heightForWidth(widget.width())
    if isinstance(widget, (QLineEdit, QComboBox)):
        # The theme gives a field its least height, which is no more than its line of text needs.
        return widget.fontMetrics().height() + EDGES
    return widget.sizeHint().height()


def squeezed(window: QWidget) -> list[str]:
    """What has less room than it needs, or lies over its neighbour."""
    shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
    found = []
    for one in shown:
        if isinstance(one, (QLabel, QPushButton, QLineEdit, QComboBox)):
            needed = needed_height(one)
            if one.height() < needed:
                found.append(
                    f"{type(one).__name__} {one.accessibleName()} is {one.height()} of {needed} high"
                )
    for number, one in enumerate(shown):
        for other in shown[number + 1 :]:
            parent = one.parentWidget()
            is_beside = parent is other.parentWidget() and not one.isWindow() and not other.isWindow()
            is_laid_out = parent is not None and parent.layout() is not None
            if is_beside and is_laid_out and one.geometry().intersects(other.geometry()):
                found.append(f"{type(one).__name__} and {type(other).__name__} lie over each other")
    return found
