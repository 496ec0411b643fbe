"""What tests of the line do again and again: open it, type, wait until all is known, press Enter."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.ui.one_line.one_line import OneLine

RETURN, ESCAPE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def until_known(qtbot: QtBot, line: OneLine) -> None:
    """Wait until everything that the line says has been looked up."""
    qtbot.waitUntil(lambda: not line.understanding.is_asking)


def type_line(qtbot: QtBot, line: OneLine, text: str) -> None:
    """Type another line, and wait until it is understood. Greek goes in as an input method puts it there."""
    if not line.is_open:
        line.open()
    line.view.line.clear()
    if text.isascii():
        QTest.keyClicks(line.view.line, text)
    else:
        line.view.line.insert(text)
    until_known(qtbot, line)


def until_seen(qtbot: QtBot, line: OneLine) -> None:
    """Wait until what stands there has stood long enough."""
    until_known(qtbot, line)
    qtbot.waitUntil(lambda: line.look.is_seen and line.rows_look.is_seen)


def press(qtbot: QtBot, line: OneLine, *keys: Qt.Key) -> None:
    """Press keys one after the other, each when everything is known and has been seen."""
    for key in keys:
        until_seen(qtbot, line)
        QTest.keyClick(line.view.line, key)


def hold_enter_down(line: OneLine, times: int) -> None:
    """Press Enter as the keyboard repeats it while it is held down."""
    for _ in range(times):
        key = QKeyEvent(
            QEvent.Type.KeyPress, RETURN, Qt.KeyboardModifier.NoModifier, 0, 0, 0, "\r", autorep=True
        )
        QApplication.sendEvent(line.view.line, key)


def chips(line: OneLine) -> list[str]:
    """What the chips say; a guess has a question mark before it."""
    return [f"{'' if one.look == 'chip' else '?'}{one.whole}" for one in line.view.chips.chips]


def names(line: OneLine) -> list[str]:
    """The rows' names."""
    return [one.name for one in line.view.answers.rows]


def pressed(line: OneLine, keys: Iterable[Qt.Key | str]) -> int:
    """Press keys and type texts; how many key presses that were."""
    count = 0
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(line.view.line, key)
            count += len(key)
        else:
            QTest.keyClick(line.view.line, key)
            count += 1
    return count
