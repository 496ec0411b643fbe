"""The bar of a cause: how many are settled, and how; what is left is grey."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from medic_desk.ui.theme import Pattern, Theme


class ProgressBar(QWidget):
    """A part for each outcome, in order; each is told by its pattern or its edge besides its colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: Mapping[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_counts(self, counts: Mapping[str, int], words: str) -> None:
        """Show how many are how far; ``words`` are what a screen reader says."""
        self._counts = dict(counts)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as two steps of the grid, and wide enough to tell parts apart."""
        return QSize(self._theme.space(60), self._theme.space(2))

    def minimumSizeHint(self) -> QSize:
        """It gives way to the words."""
        return QSize(self._theme.space(15), self._theme.space(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts from the left."""
        total = sum(self._counts.values())
        if not total:
            return
        painter = QPainter(self)
        x, room = 0.0, QRectF(self.rect())
        for name, count in self._counts.items():
            width = room.width() * count / total
            if count:
                self._paint_part(painter, name, QRectF(x, 0, max(2.0, width - 1), room.height()))
            x += width

    def _paint_part(self, painter: QPainter, name: str, box: QRectF) -> None:
        palette = self._theme.palette
        if name == "cancelled":
            painter.fillRect(box, QColor(palette.surface))
            painter.fillRect(box, self._theme.brush(Pattern.BLOCKED, self.devicePixelRatioF()))
            painter.setPen(QPen(QColor(palette.states["no_show"].edge), 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            return
        colours = {
            "moved": palette.success,
            "kept": palette.states["booked"].edge,
            "missed": palette.states["request"].edge,
            "calling": palette.states["waiting"].fill,
            "to_call": palette.line_strong,
        }
        painter.fillRect(box, QColor(colours[name]))
        if name == "calling":
            painter.setPen(QPen(QColor(palette.states["waiting"].edge), 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
