"""What an assistive program finds in the calendar."""

import gc
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.day_grid.grid_picture import Block, FreeMark, GridPicture
from medic_desk.ui.theme import Mode, Theme
from tests.ui.calendar.week_pictures import ATHENS, at, days_of, with_lane

MONDAY = date(2026, 11, 23)
NAME = QAccessible.Text.Name


def two_cells() -> GridPicture:
    nine = at(MONDAY, 9)
    return days_of(
        zone=ATHENS,
        first_day=MONDAY,
        title="Dr. Test",
        blocks=(Block(id="v", starts_at=nine + 30, ends_at=nine + 60, title="Νικολάου Ελένη"),),
        free_slots=(FreeMark(nine, nine + 30),),
    )


@pytest.fixture
def assisted(qapp: QApplication) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def view(assisted: None, qtbot: QtBot) -> CalendarView:
    shown = CalendarView(Theme(Mode.LIGHT, 0.8))
    qtbot.addWidget(shown)
    shown.resize(1000, 600)
    shown.set_picture(two_cells())
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    return shown


def test_the_calendar_is_a_table_of_named_cells(view: CalendarView) -> None:
    table = QAccessible.queryAccessibleInterface(view)
    assert table.role() == QAccessible.Role.Table
    assert table.text(NAME).startswith("Calendar, Dr. Test")
    names = [table.child(i).text(NAME) for i in range(table.childCount())]
    assert names == [
        "Monday 23/11/2026, 09:00–09:30, free",
        "Monday 23/11/2026, 09:30–10:00, Νικολάου Ελένη, confirmed",
    ]
    assert table.child(2) is None
    assert table.child(0).role() == QAccessible.Role.Cell
    assert table.child(1).parent() is table
    assert table.indexOfChild(table.child(1)) == 1


def test_a_cell_lies_where_it_is_painted(view: CalendarView) -> None:
    table = QAccessible.queryAccessibleInterface(view)
    middle = table.child(1).rect().center()
    assert table.childAt(middle.x(), middle.y()) is table.child(1)
    inside = view.viewport().mapFromGlobal(middle)
    chosen: list[str] = []
    view.appointment_chosen.connect(chosen.append)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert chosen == ["v"]


def test_the_focus_follows_the_cursor(view: CalendarView) -> None:
    table = QAccessible.queryAccessibleInterface(view)
    assert table.focusChild() is table.child(0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert table.focusChild() is table.child(1)
    assert table.child(1).state().focused
    assert not table.child(0).state().focused
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert table.childCount() == 3
    assert table.focusChild().text(NAME) == "Monday 23/11/2026, 09:35, Outside working hours"


def test_cells_of_a_former_picture_say_so(view: CalendarView) -> None:
    table = QAccessible.queryAccessibleInterface(view)
    last = table.child(1)
    view.set_picture(with_lane(two_cells(), blocks=()))
    assert not last.isValid()
    assert last.text(NAME) == ""
    assert last.rect().isEmpty()


def test_a_calendar_that_goes_takes_its_cells_along(assisted: None, qtbot: QtBot) -> None:
    for _ in range(5):
        view = CalendarView(Theme(Mode.LIGHT, 0.8))
        view.set_picture(two_cells())
        table = QAccessible.queryAccessibleInterface(view)
        ids = [QAccessible.uniqueId(table.child(i)) for i in range(2)]
        del table
        view.deleteLater()
        del view
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert [QAccessible.accessibleInterface(one) for one in ids] == [None, None]
