"""A row that goes on in the next line where it is narrow."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme

SPACING = 8


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def row(owner: QWidget) -> tuple[WrappingRow, list[QPushButton]]:
    row = WrappingRow(SPACING)
    owner.setLayout(row)
    buttons = [QPushButton(text) for text in ("One", "Another one", "Three")]
    for button in buttons:
        row.addWidget(button)
        button.show()
    return row, buttons


def test_all_stand_in_one_line_where_they_fit(row: tuple[WrappingRow, list[QPushButton]]) -> None:
    made, buttons = row
    hint = made.sizeHint()
    made.setGeometry(QRect(5, 7, hint.width(), 200))
    assert {button.y() for button in buttons} == {7}
    assert [button.width() for button in buttons] == [button.sizeHint().width() for button in buttons]
    assert buttons[1].x() == buttons[0].geometry().right() + 1 + SPACING
    assert buttons[2].geometry().right() < 5 + hint.width()
    assert made.heightForWidth(hint.width()) == hint.height()


def test_what_does_not_fit_goes_into_the_next_line(row: tuple[WrappingRow, list[QPushButton]]) -> None:
    made, buttons = row
    narrower = made.sizeHint().width() - 1
    made.setGeometry(QRect(0, 0, narrower, 200))
    line = buttons[0].sizeHint().height()
    assert [button.y() for button in buttons] == [0, 0, line + SPACING]
    assert made.heightForWidth(narrower) == 2 * line + SPACING
    least = made.minimumSize().width()
    made.setGeometry(QRect(0, 0, least, 200))
    assert [button.x() for button in buttons] == [0, 0, 0]
    assert made.heightForWidth(least) == 3 * line + 2 * SPACING


def test_what_is_hidden_takes_no_room(row: tuple[WrappingRow, list[QPushButton]]) -> None:
    made, buttons = row
    buttons[1].hide()
    assert made.sizeHint().width() == buttons[0].sizeHint().width() + SPACING + buttons[2].sizeHint().width()
    taken = made.takeAt(0)
    assert taken is not None
    assert made.count() == 2
    assert made.takeAt(5) is None


def test_a_narrow_banner_shows_each_of_its_choices_whole(qtbot: QtBot, theme: Theme) -> None:
    banner = MessageBanner(theme, wraps=True)
    qtbot.addWidget(banner)
    banner.say("Free close to it:", [(f"Choice number {number}", banner.hide) for number in range(4)])
    one = max(button.sizeHint().width() for button in banner.buttons)
    banner.resize(2 * one + banner.sizeHint().width() - banner._row.sizeHint().width(), 10)
    QApplication.processEvents()
    banner.resize(banner.width(), banner.minimumHeight())
    QApplication.processEvents()
    for button in banner.buttons:
        assert banner.rect().contains(button.geometry())
        assert button.width() >= button.sizeHint().width()
    assert len({button.y() for button in banner.buttons}) >= 2
