"""The right button and the Menu key on the calendar: the next steps, free time, heads."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.model.store.store import Store
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.hours.editor import RuleEditor
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.hands.dragging import booked, point_at, start_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


def opened(window: MainWindow, at: QPoint, on: QWidget | None = None) -> QMenu:
    """The menu that the right button opens at a point of the days, or of another widget."""
    there = on or window.calendar.week.viewport()
    QApplication.sendEvent(there, QContextMenuEvent(MOUSE, at, there.mapToGlobal(at)))
    menu = window.hands.context_menus.menu
    assert menu is not None
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text().replace("&", "") == text).trigger()
    menu.close()


@pytest.fixture
def manager(window: MainWindow, small: SmallClinic) -> MainWindow:
    """The window with a person who may change hours."""
    clinic = window._desk.clinic
    assert clinic is not None
    person = next(one for one in clinic.people if one.id == small.manager.user_id)
    # Who is the manager is told by the login's name.
    window._desk.sign_in(replace(person, login_name="maria_manager"))
    return window


def test_a_block_offers_the_steps_of_the_menu_bar_in_their_order(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    menu = opened(window, point_at(window, small.at(10)))
    assert window.details.appointment_id == one
    offered = [action for action in window.menus.acts.values() if action.isEnabled()]
    assert menu.actions()[: len(offered)] == offered
    assert menu.actions()[-2:] == [window.menus.pin, window.menus.patient_card]
    choose(menu, "Pin to carry it")
    assert window.hands.pinboard.pins.ids == {one}


def test_the_menu_key_opens_it_at_the_cursor(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    view = window.calendar.week
    window.calendar.setFocus()
    view.show_appointment(one)
    QApplication.sendEvent(view, QContextMenuEvent(KEYBOARD, QPoint(), QPoint()))
    menu = window.hands.context_menus.menu
    assert menu is not None
    assert menu.actions()[-2:] == [window.menus.pin, window.menus.patient_card]
    assert menu.pos().y() >= view.mapToGlobal(QPoint()).y()
    menu.close()


def test_free_time_books_and_puts_what_is_pinned(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = booked(qtbot, window, store, small, 10)
    window.show_appointment(one)
    window.menus.pin.trigger()
    menu = opened(window, point_at(window, small.at(11)))
    assert texts(menu) == ["Book…", "Put the pinned one here", "Block this time…"]
    choose(menu, "Put the pinned one here")
    qtbot.waitUntil(lambda: start_of(window, one) == small.at(11))
    menu = opened(window, point_at(window, small.at(15)))
    assert texts(menu) == ["Book…", "Block this time…"]
    assert not menu.actions()[-1].isEnabled()
    choose(menu, "Book…")
    assert window.dock is not None


def test_free_time_is_blocked_from_its_menu(manager: MainWindow, qtbot: QtBot, small: SmallClinic) -> None:
    menu = opened(manager, point_at(manager, small.at(11)))
    choose(menu, "Block this time…")
    dialog = manager.dialog
    assert isinstance(dialog, ExceptionsWindow)
    qtbot.waitUntil(lambda: dialog.standing is not None)
    assert dialog.form.span.spans() == ((small.at(11), small.at(11, 30)),)
    assert dialog.form.blocked.isChecked()
    dialog.discard()


def test_a_grey_minute_asks_why(window: MainWindow, qtbot: QtBot, small: SmallClinic) -> None:
    menu = opened(window, point_at(window, small.at(13, 15)))
    assert texts(menu)[0] == "Why is nothing free here?"
    with qtbot.waitSignal(window.calendar.minute_asked) as asked:
        choose(menu, "Why is nothing free here?")
    assert asked.args == [small.doctor_id, small.at(13, 15)]


def test_a_head_opens_its_doctors_hours_and_shows_one_or_all(
    manager: MainWindow, qtbot: QtBot, small: SmallClinic
) -> None:
    canvas = manager.calendar.week.canvas
    above = QPoint(canvas.viewport().x() + 20, canvas.viewport().y() - 10)
    menu = opened(manager, above, canvas)
    assert texts(menu) == [
        "Only this doctor", "All doctors", "Runs late…", "Hours…", "Blocked time…", "Ill today…"
    ]  # fmt: skip
    assert not menu.actions()[0].isEnabled()
    choose(menu, "All doctors")
    assert set(manager.calendar.doctor_ids) == {small.doctor_id, small.colleague_id}
    assert manager.side.doctor_ids == manager.calendar.doctor_ids
    assert manager.calendar.days == 1
    second = opened(manager, above, canvas)
    first_shown = manager.calendar.doctor_ids[0]
    choose(second, "Only this doctor")
    assert manager.calendar.doctor_ids == (first_shown,)
    third = opened(manager, above, canvas)
    choose(third, "Hours…")
    assert isinstance(manager.dialog, RuleEditor)
    manager.dialog.close()
