"""The small month under real keys and clicks, and as an assistive program finds it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.ui.side.month import MonthView, month_title
from medic_desk.ui.side.month_table import MonthTable
from medic_desk.ui.theme import Mode, Theme

TODAY = date(2026, 11, 23)
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(Mode.LIGHT, 0.8)
    made.install(qapp)
    return made


@pytest.fixture
def month(theme: Theme, qtbot: QtBot) -> MonthView:
    shown = MonthView(theme, TODAY)
    qtbot.addWidget(shown)
    shown.set_shown(TODAY, 7)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.table.hasFocus)
    return shown


def chosen_by(month: MonthView) -> list[date]:
    chosen: list[date] = []
    month.date_chosen.connect(chosen.append)
    return chosen


def press(table: MonthTable, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(table, key)


def click(table: MonthTable, day: date) -> None:
    area = table.visualRect(table._days.index_of(day))
    QTest.mouseClick(table.viewport(), LEFT, pos=area.center())


def test_a_click_chooses_a_day_and_one_of_the_next_month_too(month: MonthView) -> None:
    chosen = chosen_by(month)
    click(month.table, date(2026, 11, 12))
    click(month.table, date(2026, 12, 6))
    assert chosen == [date(2026, 11, 12), date(2026, 12, 6)]


def test_arrows_go_from_day_to_day_and_over_the_edge_of_the_month(month: MonthView) -> None:
    chosen = chosen_by(month)
    press(month.table, Key.Key_Right, Key.Key_Return)
    press(month.table, Key.Key_Up, Key.Key_Left, Key.Key_Space)
    press(month.table, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Enter)
    assert chosen == [TODAY + timedelta(days=days) for days in (1, -7, 14)]
    assert month.title.text() == "December 2026"


def test_pages_and_arrows_turn_the_month(month: MonthView) -> None:
    chosen = chosen_by(month)
    press(month.table, Key.Key_PageDown, Key.Key_PageDown, Key.Key_Return)
    QTest.mouseClick(month.earlier, LEFT)
    assert month.title.text() == "December 2026"
    press(month.table, Key.Key_PageUp, Key.Key_End, Key.Key_Return, Key.Key_Home, Key.Key_Return)
    assert chosen == [date(2027, 1, 1), date(2026, 11, 30), date(2026, 11, 1)]
    QTest.mouseClick(month.later, LEFT)
    assert month.title.text() == "December 2026"
    assert chosen[3:] == []


def test_a_month_turned_by_its_arrows_is_entered_at_its_first_day(month: MonthView) -> None:
    chosen = chosen_by(month)
    for _ in range(3):
        QTest.mouseClick(month.later, LEFT)
    press(month.table, Key.Key_Right, Key.Key_Return)
    assert chosen == [date(2027, 2, 1)]


def test_tab_leaves_the_month(month: MonthView, qtbot: QtBot) -> None:
    assert not month.table.tabKeyNavigation()
    month.set_shown(date(2027, 3, 1), 1)
    assert (month.title.text(), month.table.month) == ("March 2027", date(2027, 3, 1))


@pytest.fixture
def assisted(qapp: QApplication) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("assisted")
def test_every_day_is_a_cell_that_is_called_by_its_date(month: MonthView) -> None:
    table = QAccessible.queryAccessibleInterface(month.table)
    assert table.text(QAccessible.Text.Name) == "November 2026"
    found = [table.child(number) for number in range(table.childCount())]
    names = {
        role: [one.text(QAccessible.Text.Name) for one in found if one.role() == role]
        for role in (QAccessible.Role.ColumnHeader, QAccessible.Role.Cell)
    }
    assert names[QAccessible.Role.ColumnHeader][0] == "Monday"
    cells = names[QAccessible.Role.Cell]
    assert (cells[0], cells[28], cells[-1]) == (
        "Monday 26/10/2026", "Monday 23/11/2026", "Sunday 06/12/2026",
    )  # fmt: skip
    assert len(cells) == 42


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_no_title_and_no_day_is_ever_cut(qtbot: QtBot, theme: Theme, language: str, scale: float) -> None:
    was = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        theme.set_text_scale(scale)
        month = MonthView(theme, TODAY)
        qtbot.addWidget(month)
        month.resize(month.minimumSizeHint())
        month.show()
        qtbot.waitExposed(month)
        widths = set()
        for _ in range(12):
            month.table.turn(1)
            QApplication.processEvents()
            title = month.title
            assert title.text() == month_title(month.table.month.month, month.table.month.year)
            assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()
            widths.add(month.minimumSizeHint().width())
        assert len(widths) == 1, "the panel must not grow and shrink with the months"
        last = month.table.visualRect(month.table._days.index(5, 6))
        assert month.table.viewport().rect().contains(last)
    finally:
        theme.set_text_scale(0.8)
        QLocale.setDefault(was)
