"""The menu of text sizes."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.text_size_menu import TextSizeMenu


def test_a_size_is_chosen_and_marked(qtbot: QtBot) -> None:
    theme = Theme(Mode.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    menu = TextSizeMenu(theme, window)
    marked = [action.isChecked() for action in menu.actions()]
    assert marked == [False, True, False, False]
    before = theme.text_scale
    menu.actions()[2].trigger()
    assert theme.text_scale > before
    assert theme.own_scale == 1.2
    theme.set_own_scale(0.9)
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
