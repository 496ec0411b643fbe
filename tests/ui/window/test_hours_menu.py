"""The menu leads to the windows of hours and time off, each for the doctor who is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.hours.editor import RuleEditor
from medic_desk.ui.time_off.window import TimeOffWindow
from medic_desk.ui.window.main_window import MainWindow


@pytest.mark.parametrize(
    ("action", "kind"),
    [("hours", RuleEditor), ("exceptions", ExceptionsWindow), ("time_off", TimeOffWindow)],
)
def test_the_menu_opens_its_window_once_and_esc_closes_it(
    qtbot: QtBot, window: MainWindow, action: str, kind: type[QDialog]
) -> None:
    entry = getattr(window.menus, action)
    entry.trigger()
    opened = window.dialog
    assert isinstance(opened, kind)
    entry.trigger()
    assert window.dialog is opened
    if isinstance(opened, (RuleEditor, ExceptionsWindow, TimeOffWindow)):
        with qtbot.waitSignal(opened.shown):
            pass
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialog is None)


def test_each_has_a_key_of_its_own(window: MainWindow) -> None:
    keys = [
        key.toString() for _title, actions in window.menus.groups() for a in actions for key in a.shortcuts()
    ]
    assert len(keys) == len(set(keys))
    for action in (window.menus.hours, window.menus.exceptions, window.menus.time_off):
        assert not action.shortcut().isEmpty()
