"""The bar over the calendar gives way in order, and whatever it shows is shown whole."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.calendar.bar import CalendarBar
from medic_desk.ui.calendar.day_range_title import day_range_forms
from medic_desk.ui.controls.actions import draw_icon
from medic_desk.ui.theme import Mode, Theme

MONDAY = date(2026, 11, 30)
STEPS = 7


@pytest.fixture(params=["en", "el"])
def bar(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[CalendarBar]:
    was = QLocale()
    QLocale.setDefault(QLocale(request.param))
    theme = Theme(Mode.LIGHT, 0.8)
    theme.install(qapp)
    owner = QObject()
    commands = CalendarActions(owner)
    for action in commands.findChildren(QAction):
        draw_icon(action, theme)
    shown = CalendarBar(theme, commands)
    qtbot.addWidget(shown)
    commands.mark(7, "doctors")
    shown.show_days(MONDAY, 7)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    QLocale.setDefault(was)
    owner.deleteLater()


def at_width_of(bar: CalendarBar, taken: int, less: int = 0) -> None:
    """Give the bar as much room as it needs once that many steps have given way, or a little less."""
    bar.setMinimumWidth(0)
    bar.resize(bar._width_after(taken) - less, bar.sizeHint().height())
    QApplication.processEvents()


def visible(bar: CalendarBar) -> list[bool]:
    """Zoom, doctors and rooms, the three lengths, the one for them, book and today in words and as icons."""
    groups = (
        bar.zooms[0], bar.kinds[0], bar.lengths[0], bar.length_button,
        bar.book_button, bar.book_icon, bar.today, bar.today_icon,
    )  # fmt: skip
    return [widget.isVisible() for widget in groups]


def test_it_gives_way_in_order_and_takes_back_in_the_same(bar: CalendarBar) -> None:
    whole, short, numbers = day_range_forms(MONDAY, 7)
    expected = [
        (short, [True, True, True, False, True, False, True, False]),
        (short, [False, True, True, False, True, False, True, False]),
        (short, [False, False, True, False, True, False, True, False]),
        (short, [False, False, False, True, True, False, True, False]),
        (short, [False, False, False, True, False, True, True, False]),
        (short, [False, False, False, True, False, True, False, True]),
        (numbers, [False, False, False, True, False, True, False, True]),
    ]
    at_width_of(bar, 0)
    assert (bar.title.text(), visible(bar)) == (whole, expected[0][1])
    for taken in (*range(1, STEPS + 1), *range(STEPS - 1, 0, -1)):
        at_width_of(bar, taken)
        assert (bar.title.text(), visible(bar)) == expected[taken - 1], taken
    at_width_of(bar, 0)
    assert (bar.title.text(), visible(bar)) == (whole, expected[0][1])


@pytest.mark.parametrize("taken", range(STEPS + 1))
def test_nothing_it_shows_is_cut(bar: CalendarBar, taken: int) -> None:
    for less in (0, 1) if taken < STEPS else (0,):
        at_width_of(bar, taken, less)
        shown: list[QWidget] = [one for one in bar.findChildren(QAbstractButton) if one.isVisible()]
        assert len(shown) >= 5
        for widget in (*shown, bar.title):
            assert bar.rect().contains(widget.geometry()), widget
        for button in shown:
            assert button.width() >= button.sizeHint().width(), button
        title = bar.title
        assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width() - max(0, title.indent())


def test_the_button_that_stands_for_the_lengths_says_which_and_offers_all(bar: CalendarBar) -> None:
    at_width_of(bar, 4)
    assert bar.length_button.text() == "Week"
    menu = bar.length_button.menu()
    assert menu is not None
    assert menu.actions() == list(bar._commands.lengths)
    asked: list[int] = []
    bar._commands.length_chosen.connect(asked.append)
    bar._commands.lengths[0].trigger()
    assert (asked, bar.length_button.text()) == ([1], "Day")


def test_it_never_asks_for_more_than_its_last_step(bar: CalendarBar) -> None:
    assert bar.minimumSizeHint().width() == bar._width_after(STEPS)
    needed = [bar._width_after(taken) for taken in range(STEPS + 1)]
    assert needed == sorted(needed, reverse=True)
