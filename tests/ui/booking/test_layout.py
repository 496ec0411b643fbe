"""The booking form at its fullest on the smallest screen: all of it is there, whole, whatever the font."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.tour import type_text
from medic_desk.ui.booking.dialog import BookingDialog, Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Mode, Theme
from tests.model.small_clinic import SmallClinic

EDGES = 12
"""Pixels of a field's border and padding, above and below its text."""
ROOM = 800 - 48
"""Pixels of a screen 800 high below a window's frame."""


@pytest.fixture(params=["DejaVu Sans", "Noto Sans", "Inter"])
def dialog(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, desk: Desk, small: SmallClinic
) -> Iterator[BookingDialog]:
    """The form in one font, in the type of a small screen."""
    family = str(request.param)
    if family not in QFontDatabase.families():
        pytest.skip(f"this machine has no {family}")
    theme = Theme(Mode.LIGHT, scale=0.8, family=family)
    theme.install(qapp)
    made = BookingDialog(desk, theme, Wanted(small.doctor_id, small.day, small.service_id, small.at(10)))
    made.open()
    qtbot.waitUntil(lambda: made.time.starts is not None)
    yield made
    made.discard()
    made.deleteLater()
    theme.deleteLater()


def test_a_new_patient_a_likely_duplicate_and_a_refusal_fit_a_laptop(
    qtbot: QtBot, dialog: BookingDialog
) -> None:
    assert dialog.height() <= ROOM
    assert squeezed(dialog) == []
    type_text(dialog.patient.search, "Νικολάου Σοφία")
    QTest.mouseClick(dialog.patient.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.patient.form.duplicates.entries))
    sentence = "Πρόλαβε άλλη θέση. Υπάρχει άλλο ραντεβού 12:00–12:30. Κοινό: κλειστό. Ελεύθερα κοντά:"
    dialog.message.say(sentence, [(text, dialog.message.hide) for text in ("11:00", "11:30", "12:30")])
    qtbot.waitUntil(lambda: squeezed(dialog) == [])
    assert dialog.height() <= ROOM


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
