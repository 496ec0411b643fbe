"""The letters that are pressed with Alt: each means one thing, also while a booking is open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.translation import install_language
from tests.language import I18N
from tests.model.small_clinic import SmallClinic

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(params=["en", "el"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The window's language, before the window is made."""
    was, translator = QLocale(), install_language(request.param, I18N)
    yield request.param
    if translator is not None:
        qapp.removeTranslator(translator)
    QLocale.setDefault(was)


def letters(window: MainWindow) -> Counter[str]:
    """How often each is underlined, on what is in sight."""
    texts = [menu.text() for menu in window.menuBar().actions()]
    texts += [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    texts += [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    found = (QKeySequence.mnemonic(text).toString() for text in texts)
    return Counter(one for one in found if one)


@pytest.mark.usefixtures("language")
def test_no_letter_means_two_things_while_a_booking_is_open(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.menus.side.setChecked(True)
    window.booking.open(Wanted(small.doctor_id, small.day))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.found is not None or dock.choice.chosen is None)
    found = letters(window)
    assert len(found) >= 12
    assert {letter: count for letter, count in found.items() if count > 1} == {}


def shown(dock: BookingDock) -> tuple[date, PartOfDay]:
    return dock.starts.filter.first_day, dock.starts.filter.part


@pytest.mark.usefixtures("language")
def test_days_and_parts_of_the_day_are_turned_by_keys_from_any_field(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.booking.open(Wanted(small.doctor_id, small.day, small.service_id))
    dock = window.dock
    assert dock is not None
    assert dock.patient.search.hasFocus()
    first = dock.starts.filter.first_day
    for key, moved, part in (
        (Qt.Key.Key_PageDown, 14, PartOfDay.ANY),
        (Qt.Key.Key_3, 14, PartOfDay.PM),
        (Qt.Key.Key_2, 14, PartOfDay.AM),
        (Qt.Key.Key_1, 14, PartOfDay.ANY),
        (Qt.Key.Key_PageUp, 0, PartOfDay.ANY),
    ):
        QTest.keyClick(dock.patient.search, key, ALT)
        assert shown(dock) == (first + timedelta(days=moved), part)
    assert dock.patient.search.hasFocus()
