"""Paints what lies over a layout's blocks: the marks for those that have no room beside the others."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from medic_desk.ui.day_grid.layout import GridLayout, Rect
from medic_desk.ui.theme import Text, Theme


class OverlayPainter:
    """Paints on a painter whose origin is the content's; fonts are read at construction."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._small = theme.font(Text.SECONDARY, medium=True, tabular=True)

    def paint_more(self, painter: QPainter, layout: GridLayout, region: QRegion) -> None:
        """Paint how many blocks are folded, wherever some are."""
        palette = self._theme.palette
        for mark in layout.more:
            rect = mark.rect
            if not region.intersects(area_of(rect)):
                continue
            box = QRectF(rect.x + 0.5, rect.y + 1.5, rect.width - 1, max(3, rect.height - 2))
            painter.setPen(QPen(QColor(palette.border), 1))
            painter.setBrush(QColor(palette.surface))
            painter.drawRect(box)
            painter.setFont(self._small)
            painter.setPen(QColor(palette.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{len(mark.blocks)}")


def area_of(rect: Rect) -> QRegion:
    """A rectangle with the ring that may be drawn around it."""
    return QRegion(rect.x - 2, rect.y - 2, rect.width + 4, rect.height + 4)
