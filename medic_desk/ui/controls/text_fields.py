"""The fields that people type text into: what cannot be stored never stands in one.

A paste may bring anything along: NUL, control characters, halves of characters. They are left out as the text
arrives, however it arrives, so that a person sees what will be stored; the rest of the paste, and all that
was typed before, stays.
"""

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QInputMethodEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from medic_desk.model.acts.written_text import UNWRITABLE

_LEFT_OUT = re.compile(f"[{UNWRITABLE}\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What the database cannot hold, and control characters other than tab and line end, which nobody sees."""

_LINE_ENDS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x85\u2028\u2029", " "))


def line_text(text: str) -> str:
    """A text as one line can hold it: what would part it is a space, what cannot be stored is left out."""
    return _LEFT_OUT.sub("", text.replace("\r\n", " ").translate(_LINE_ENDS))


def box_text(text: str) -> str:
    """A text as several lines can hold it: without what cannot be stored."""
    return _LEFT_OUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class TextLine(QLineEdit):
    """A line of text, typed or pasted."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt asks it of every change: keys, paste, drop, input method, undo.
        self.setValidator(_Cleaning(self))
        self.setText(text)


class TextBox(QPlainTextEdit):
    """Lines of text, typed or pasted."""

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Take in what is pasted or dropped."""
        self.insertPlainText(box_text(source.text()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take in what an input method composed."""
        cleaned = box_text(event.commitString())
        if cleaned != event.commitString():
            event.setCommitString(cleaned, event.replacementStart(), event.replacementLength())
        super().inputMethodEvent(event)


class _Cleaning(QValidator):
    """Accepts every text, without what a line cannot hold."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """The text as it may stand, and where the cursor is in it."""
        cleaned = line_text(text)
        if cleaned != text:
            position = len(line_text(text[:position]))
        return QValidator.State.Acceptable, cleaned, position
