"""A mouse as a hand has it: what was pressed comes up again."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def double_click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press twice at a point, else in the middle, and release: QTest leaves the second press down."""
    where = at if at is not None else widget.rect().center()
    QTest.mouseDClick(widget, _LEFT, _NONE, where)
    QTest.mouseRelease(widget, _LEFT, _NONE, where)
