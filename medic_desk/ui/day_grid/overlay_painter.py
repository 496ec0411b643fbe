"""Paints what lies over hours and blocks: off-hours in words, marks, lit starts and the veil."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from medic_desk.ui.day_grid.layout import GridLayout, PlacedSlot, Rect
from medic_desk.ui.day_grid.measures import line_height, metrics_of, usual_baseline
from medic_desk.ui.day_grid.sticky_words import StickyWords
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import time_at

_VEIL = 128
"""How much of 255 the veil hides."""


class OverlayPainter:
    """Paints on a painter whose origin is the content's; fonts are read at construction."""

    def __init__(self, theme: Theme, words: StickyWords) -> None:
        self._theme = theme
        self._words = words
        self._small = theme.font(Text.SECONDARY, medium=True, tabular=True)
        self._start = theme.font(Text.TIME, strong=True, tabular=True)

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

    def paint_off_hours(
        self, painter: QPainter, layout: GridLayout, columns: range, top: int, region: QRegion
    ) -> None:
        """Write why a stretch is outside hours, once."""
        painter.setFont(self._words.off_font)
        painter.setPen(QColor(self._theme.palette.text_secondary))
        stands, ground = usual_baseline(self._words.off_font), QColor(self._theme.palette.off)
        for column in columns:
            for word in self._words.of_off_hours(layout, column, top):
                if region.intersects(area_of(word.rect)):
                    # The lines of the hours end before the words: none strikes them through.
                    painter.fillRect(
                        QRectF(word.rect.x - 2, word.rect.y, word.rect.width + 4, word.rect.height), ground
                    )
                    painter.drawText(QPointF(word.rect.x, round(word.rect.y + stands)), word.text)

    def paint_lit(self, painter: QPainter, layout: GridLayout, placed: PlacedSlot, *, is_held: bool) -> None:
        """Paint a start that is offered while something is booked, over the width of its column."""
        palette, cell = self._theme.palette, placed.cell
        box = QRectF(cell.x + 1, cell.y + 1, cell.width - 2, max(2, cell.height - 2))
        painter.fillRect(box, QColor(palette.accent if is_held else palette.free_lit))
        painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), QColor(palette.accent))
        metrics = metrics_of(self._start)
        if box.height() >= metrics.capHeight() + 3:
            painter.setFont(self._start)
            painter.setPen(QColor(palette.on_accent if is_held else palette.accent))
            height = min(box.height(), line_height(self._start) + 3)
            left = cell.x + layout.frame.margin + self._words.left
            words = time_at(placed.slot.starts_at, layout.zone(placed.column))
            painter.drawText(QPointF(left, round(box.y() + (height + metrics.capHeight()) / 2)), words)

    def paint_veils(
        self, painter: QPainter, layout: GridLayout, columns: range, lifted: int, region: QRegion
    ) -> None:
        """Veil the columns that are out of the question, save the one that the pointer is on."""
        veil = QColor(self._theme.palette.sunken)
        veil.setAlpha(_VEIL)
        around = region.boundingRect()
        for column in columns:
            rect = layout.columns[column]
            if layout.lane(column).is_veiled and column != lifted:
                painter.fillRect(rect.x, around.top(), rect.width, around.height(), veil)


def area_of(rect: Rect) -> QRegion:
    """A rectangle with the ring that may be drawn around it."""
    return QRegion(rect.x - 2, rect.y - 2, rect.width + 4, rect.height + 4)
