"""The letters that are pressed with Alt: each means one thing, in a menu and also while a booking is open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import submit
from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.model.store.store import Store
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.translation import install_language
from tests.language import I18N
from tests.model.small_clinic import SmallClinic
from tests.ui.hands.dragging import booked, point_at
from tests.ui.letters import doubles, letter_of, texts_in, texts_of

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


@pytest.mark.usefixtures("language")
def test_no_letter_means_two_things_while_a_list_is_open_beside_a_booking(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    """With what can be undone below, and what was refused above."""
    perform(store, small.manager, submit, small.booking(10))
    window.menus.side.setChecked(True)
    window.booking.open(Wanted(small.doctor_id, small.day))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.found is not None or dock.choice.chosen is None)
    window.waiting.toggle("requests")
    pane = window.waiting.made()
    qtbot.waitUntil(lambda: pane.is_read and pane.jump_button.isVisible())
    again = QCoreApplication.translate("AppointmentActs", "Tr&y again")
    window.acts.refused.emit("x", ((again, window.acts.tell_open),))
    window.status.notice.say("x", can_undo=True)
    texts = texts_in(window)
    assert {again, pane.jump_button.text()} <= set(texts)
    assert any("&" in text for text in texts if text == window.status.notice.undo_button.text())
    assert len([text for text in texts if letter_of(text)]) >= 15
    assert doubles(texts) == []


@pytest.mark.usefixtures("language")
def test_no_letter_means_two_things_in_a_menu(window: MainWindow) -> None:
    shown = {menu: texts_of(menu.actions()) for menu in window.findChildren(QMenu)}
    lettered = [texts for texts in shown.values() if any(map(letter_of, texts))]
    assert len(lettered) >= 8
    assert [doubles(texts) for texts in shown.values() if doubles(texts)] == []


@pytest.mark.usefixtures("language")
def test_no_letter_means_two_things_in_a_menu_of_an_appointments_steps(window: MainWindow) -> None:
    """Whichever steps it offers: of a block, of a row of the flow, and of the line under the calendar."""
    menus = window.menus
    steps = [*menus.acts.values()]
    assert len([one for one in steps if letter_of(one.text())]) >= 10
    for others in ((menus.pin, menus.patient_card), (menus.late,), (menus.details,)):
        assert doubles(texts_of([*steps, *others])) == []


@pytest.mark.usefixtures("language")
@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_no_letter_means_two_things_in_a_menu_of_the_calendar(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    booked(qtbot, window, store, small, 10)
    canvas = window.calendar.week.canvas
    viewport = canvas.viewport()
    found: list[list[str]] = []
    for widget, at in (
        (viewport, point_at(window, small.at(10))),
        (viewport, point_at(window, small.at(11))),
        (viewport, point_at(window, small.at(13, 15))),
        (canvas, QPoint(viewport.x() + 20, viewport.y() - 10)),
    ):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, event)
        menu = window.hands.context_menus.menu
        assert menu is not None
        found.append(texts_of(menu.actions()))
        menu.close()
    assert len({tuple(texts) for texts in found}) == 4
    assert [doubles(texts) for texts in found if doubles(texts)] == []


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
