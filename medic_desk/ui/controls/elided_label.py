"""A line of text that ends in an ellipsis where it has too little room; the whole of it is in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from medic_desk.ui.controls.plain_text import plain_tip, show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart


class ElidedLabel(QLabel):
    """Asks for room for all of its text, and for no less than some characters."""

    def __init__(self, least_characters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_characters = least_characters
        self._whole = ""
        show_plain(self)

    @property
    def whole_text(self) -> str:
        """The text, whether or not there is room for it."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show a text, as much of it as fits."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all of the text."""
        return QSize(self._width_of(self._whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for its first characters."""
        least = self.fontMetrics().averageCharWidth() * self._least_characters
        return QSize(min(least, self._width_of(self._whole)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else plain_tip(self._whole))

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 1
