"""Paints what is in the hand: the old place as a ghost, and the place where it would be put down."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from medic_desk.ui.day_grid.layout import PlacedBlock, Rect
from medic_desk.ui.day_grid.measures import line_height, metrics_of
from medic_desk.ui.theme import Text, Theme

Aim = tuple[tuple[Rect, ...], tuple[str, str, str]]
"""The rectangles of a place, one in each column it has a part in, and its words: times, short times, name."""

_LEFT = 9
"""Pixels from a block's left edge to its words."""


class CarriedPainter:
    """Paints on a painter whose origin is the content's; fonts are read at construction."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._times = theme.font(Text.TIME, strong=True, tabular=True)

    def paint_ghost(self, painter: QPainter, placed: PlacedBlock, *, is_in_hand: bool) -> None:
        """Put a dashed line around a block that is carried, and pale it while it is in the hand."""
        palette, rect = self._theme.palette, placed.rect
        veil = QColor(palette.surface)
        veil.setAlphaF(0.35 if is_in_hand else 0)
        box = QRectF(rect.x + 1.5, rect.y + 1.5, max(2, rect.width - 3), max(2, rect.height - 3))
        painter.setPen(QPen(QColor(palette.text), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(veil)
        painter.drawRect(box)

    def paint_aim(self, painter: QPainter, aim: Aim) -> None:
        """Paint the place where it would be put down, as one that is booked."""
        palette = self._theme.palette
        rects, words = aim
        for number, rect in enumerate(rects):
            box = QRectF(rect.x + 1, rect.y + 1, rect.width - 2, max(3, rect.height - 2))
            painter.setPen(QPen(QColor(palette.text), 2))
            painter.setBrush(QColor(palette.states["booked"].fill))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
            if number == 0:
                self._write(painter, box, words)

    def _write(self, painter: QPainter, box: QRectF, words: tuple[str, str, str]) -> None:
        """Write times and name in one line, else under each other, else the times alone."""
        metrics, height = metrics_of(self._times), line_height(self._times)
        if box.height() < metrics.capHeight() + 5:
            return
        room = box.width() - _LEFT - 4
        long, short, name = words
        times = long if metrics.horizontalAdvance(long) <= room else short
        fits = metrics.horizontalAdvance(f"{times}  {name}") <= room
        lines = (f"{times}  {name}",) if fits or box.height() < 2 * height + 4 else (times, name)
        painter.setFont(self._times)
        painter.setPen(QColor(self._theme.palette.text))
        first = min(box.height(), height + 6) / 2 + metrics.capHeight() / 2
        for number, line in enumerate(lines):
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QPointF(box.x() + _LEFT, round(box.y() + first + number * height)), shown)
