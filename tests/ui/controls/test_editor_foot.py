"""The foot of a window: Enter is its primary button's, the others are pressed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.theme import Theme
from tests.ui.staff import click


def test_enter_saves_escape_closes_and_the_quiet_button_is_only_pressed(qtbot: QtBot, theme: Theme) -> None:
    dialog, heard = QDialog(), []
    foot = EditorFoot(theme)
    save, discard = foot.add_primary("S&ave"), foot.add_quiet("Discard <b>")
    QVBoxLayout(dialog).addWidget(foot)
    qtbot.addWidget(dialog)
    foot.buttons.accepted.connect(lambda: heard.append("save"))
    foot.buttons.rejected.connect(lambda: heard.append("close"))
    discard.clicked.connect(lambda: heard.append("discard"))
    dialog.show()
    discard.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert heard == ["save"]
    for button in (save, discard, foot.close_button):
        click(button)
    assert heard == ["save", "save", "discard", "close"]
    foot.say("Saved <i>now</i>")
    assert foot.state.textFormat() is Qt.TextFormat.PlainText
    assert foot.state.text() == "Saved <i>now</i>"
