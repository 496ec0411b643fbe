"""What a banner says has room for every line from the first time on that it is shown."""

import pytest
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.theme import Theme
from tests.ui.clipping.painted_text import faults_of

LINES = "\n".join(f"Doctor {number}: away until Sun 20/12/2026, a long leave." for number in range(4))


@pytest.mark.parametrize("wraps", [True, False])
@pytest.mark.parametrize("characters", [24, 44, 200])
def test_several_lines_have_room_at_once(qtbot: QtBot, theme: Theme, wraps: bool, characters: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    banner = MessageBanner(theme, wraps=wraps)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(QTextEdit(), 1)
    column.addWidget(banner)
    window.resize(characters * window.fontMetrics().averageCharWidth(), 700)
    window.show()
    for text in (LINES, "One line.", LINES):
        banner.say(text)
        qtbot.waitUntil(lambda: faults_of(banner)[1] == [])
        assert faults_of(banner)[0] > 0
