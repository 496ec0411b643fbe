"""Whose colour is whose under a list of free starts, and where each of them is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

_LEAST_CHARACTERS = 12


def swatch(theme: Theme, colour: str, ratio: float) -> QPixmap:
    """A square of a doctor's colour, somewhat lower than an icon beside the same type.

    ``colour`` is its key, ``ratio`` the device's pixels per logical one.
    """
    side = theme.icon_size().height() * 5 // 8
    drawn = QPixmap(QSize(side, side) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.hue(colour).edge))
    painter.drawRoundedRect(0, 0, side, side, 2, 2)
    painter.end()
    return drawn


class StartLegend(QWidget):
    """Hidden while there are no two doctors to tell apart."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = WrappingRow(theme.space(2))
        self.setLayout(self._row)
        self._entries: tuple[tuple[str, str], ...] = ()
        theme.changed.connect(self._fill)
        self.hide()

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show pairs of a doctor's colour key and what stands beside it."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        self._fill()
        self.setVisible(len(self._entries) > 1)

    @Slot()
    def _fill(self) -> None:
        """Show what there is, in the colours and the size of type in force."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if len(self._entries) > 1:
            for colour, text in self._entries:
                self._row.addWidget(self._entry(colour, text))

    def _entry(self, colour: str, text: str) -> QWidget:
        entry = QWidget()
        line = QHBoxLayout(entry)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.space(1))
        square, name = QLabel(), ElidedLabel(_LEAST_CHARACTERS)
        square.setPixmap(swatch(self._theme, colour, self.devicePixelRatioF()))
        name.show_text(text)
        set_role(name, "secondary")
        line.addWidget(square)
        line.addWidget(name)
        return entry
