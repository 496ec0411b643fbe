"""What people typed, shown as they typed it: Qt takes a ``<b>`` in a name for markup of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel


def show_plain(*labels: QLabel) -> None:
    """Let labels show the very letters they are given."""
    for label in labels:
        label.setTextFormat(Qt.TextFormat.PlainText)


def plain_tip(text: str) -> str:
    """What a tooltip must be given to show the very letters of ``text``: it has no switch for it."""
    return GuiQt.convertFromPlainText(text) if GuiQt.mightBeRichText(text) else text
