"""Paints what lies under the blocks of a calendar: hours, lines, hatches, free starts and their words."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from medic_desk.ui.day_grid.layout import ClockMark, GridLayout, PlacedGround, PlacedSlot, Rect
from medic_desk.ui.day_grid.measures import line_height, mark_side, metrics_of, usual_baseline
from medic_desk.ui.day_grid.sticky_words import StickyWord, StickyWords
from medic_desk.ui.day_grid.words import clock_mark_text
from medic_desk.ui.theme import Pattern, Text, Theme
from medic_desk.ui.words.formats import reading_mark, time_at

RING = 3
"""Pixels around a rectangle in which a frame of it may be drawn."""

_LEAST_HALVED_HOUR = 24
"""Pixels of an hour from which on its half is marked."""

_PILL_WIDTH, _PILL_HEIGHT = 40, 18
"""The mark of a free start at scale 1: as wide as its time, at most as high as ten minutes."""

_PILL_INSET = 3.5

_PATTERNS = {
    "break": Pattern.BREAK,
    "blocked": Pattern.BLOCKED,
    "closed": Pattern.BLOCKED,
    "pending": Pattern.PENDING,
}


class GroundPainter:
    """Paints one layout's grounds; fonts are read at construction."""

    def __init__(self, theme: Theme, ratio: float, words: StickyWords) -> None:
        self._theme = theme
        self._ratio = ratio
        self._words = words
        self._small = words.ground_font
        self._start = theme.font(Text.TIME, strong=True, tabular=True)

    def paint(self, painter: QPainter, layout: GridLayout, columns: range, top: int, region: QRegion) -> None:
        """Paint the grounds of ``columns``, and over them their words; ``top`` is the first row in view."""
        palette = self._theme.palette
        painter.fillRect(region.boundingRect(), QColor(palette.off))
        met = [
            placed
            for column in columns
            for placed in layout.in_column(layout.grounds, column)
            if meets(placed.rect, region)
        ]
        for placed in met:
            if placed.ground.kind == "hours":
                painter.fillRect(whole(placed.rect), QColor(palette.surface))
        self._paint_lines(painter, layout, columns, region)
        self._paint_edges(painter, layout, columns, region)
        for placed in met:
            if placed.ground.kind != "hours":
                self._paint_pattern(painter, placed)
        for mark in layout.marks:
            # The words of a mark may stand beside it.
            if meets(layout.columns[mark.column], region):
                self._paint_mark(painter, layout, mark)
        for column in columns:
            for word in self._words.of_grounds(layout, column, top):
                if meets(word.rect, region):
                    self._paint_plate(painter, word)

    # Tones and lines

    def _paint_lines(self, painter: QPainter, layout: GridLayout, columns: range, region: QRegion) -> None:
        palette = self._theme.palette
        around = region.boundingRect()
        # Lines of half hours that lie closer would be a hatch.
        step = 30 if layout.frame.hour_height >= _LEAST_HALVED_HOUR else 60
        for wall in range(step, 24 * 60, step):
            y = layout.y_of(wall)
            if around.top() <= y <= around.bottom():
                colour = QColor(palette.line if wall % 60 else palette.line_strong)
                painter.fillRect(around.left(), y, around.width(), 1, colour)
        for number in columns:
            if number:
                x = layout.columns[number].x
                painter.fillRect(x, around.top(), 1, around.height(), QColor(palette.line_strong))

    def _paint_edges(self, painter: QPainter, layout: GridLayout, columns: range, region: QRegion) -> None:
        """A line at each end of hours, so that off-hours are told by more than their tone."""
        edge = QColor(self._theme.palette.border)
        for column in columns:
            for rect in self._words.hour_edges(layout, column):
                if meets(rect, region):
                    painter.fillRect(whole(rect), edge)

    def _paint_pattern(self, painter: QPainter, placed: PlacedGround) -> None:
        kind, rect = placed.ground.kind, whole(placed.rect).adjusted(1, 0, 0, 0)
        palette = self._theme.palette
        if kind == "reserved":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.border), 1.5, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5))
            return
        is_blocked = kind in ("blocked", "closed")
        if kind != "pending":
            painter.fillRect(rect, QColor(palette.blocked_ground if is_blocked else palette.break_ground))
        painter.setBrushOrigin(0, 0)
        painter.fillRect(rect, self._theme.brush(_PATTERNS[kind], self._ratio))
        if is_blocked:
            for y in (rect.top(), rect.bottom()):
                painter.fillRect(rect.left(), y, rect.width(), 1, QColor(palette.border))

    def _paint_mark(self, painter: QPainter, layout: GridLayout, mark: ClockMark) -> None:
        palette = self._theme.palette
        rect = whole(mark.rect).adjusted(1, 0, 0, 0)
        painter.setPen(QPen(QColor(palette.border), 1, Qt.PenStyle.DashLine))
        if mark.kind == "gap":
            painter.fillRect(rect, QColor(palette.window))
        else:
            middle = rect.left() + rect.width() // 2
            painter.drawLine(middle, rect.top(), middle, rect.bottom())
        painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        height = line_height(self._small)
        blocks = _blocks_of(layout, mark.column)
        inside = (mark.rect.y + 3,) if mark.kind == "gap" else ()
        beyond = [b.bottom + 2 for b in blocks if b.y < mark.rect.bottom and mark.rect.y < b.bottom]
        for y in (*inside, mark.rect.y - height - 2, mark.rect.bottom + 2, *sorted(beyond)):
            if not any(block.y < y + height and y < block.bottom for block in blocks):
                word = self._words.plate(clock_mark_text(mark.kind), mark.rect, y)
                if word is not None:
                    self._paint_plate(painter, word)
                return

    # Words

    def _paint_plate(self, painter: QPainter, word: StickyWord) -> None:
        """Small words on a plain plate, so that no hatch runs through."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.surface))
        painter.drawRoundedRect(QRectF(*word.rect), 2, 2)
        painter.setPen(QColor(self._theme.palette.text_secondary))
        painter.setFont(self._small)
        baseline = round(word.rect.y + usual_baseline(self._small))
        painter.drawText(QPointF(word.rect.x + 4, baseline), word.text)

    # Free starts

    def paint_pill(self, painter: QPainter, layout: GridLayout, placed: PlacedSlot) -> None:
        """Mark a free start: its time stands under those of the appointments, or beside one that overlaps."""
        palette, cell = self._theme.palette, placed.cell
        height = min(_PILL_HEIGHT * self._theme.text_scale, cell.height) - 2
        left = cell.x + layout.frame.margin + self._words.left - _PILL_INSET
        text, left = self._pill_text(layout, placed, left)
        if not text or height < metrics_of(self._start).capHeight() + 3:
            painter.fillRect(QRectF(left, cell.y, mark_side(self._start) * 1.5, 1), QColor(palette.accent))
            return
        pill = QRectF(left, cell.y + 1.5, self._pill_width(text), height)
        painter.setPen(QPen(QColor(palette.accent), 1))
        painter.setBrush(QColor(palette.surface))
        painter.drawRoundedRect(pill, 3, 3)
        self._write_time(painter, text, QPointF(left + _PILL_INSET, pill.y()), height)

    def _pill_text(self, layout: GridLayout, placed: PlacedSlot, left: float) -> tuple[str, float]:
        """What a pill says and where it begins: the time, in little room the mark of a doubled hour alone."""
        cell = placed.cell
        bottom = cell.y + min(cell.height, round(_PILL_HEIGHT * self._theme.text_scale))
        beside = [b for b in _blocks_of(layout, placed.column) if b.y < bottom and cell.y < b.bottom]
        minute, zone = placed.slot.starts_at, layout.zone(placed.column)
        for text in filter(None, (time_at(minute, zone), reading_mark(minute, zone))):
            width = self._pill_width(text)
            for x in (left, cell.x + 1.0, *(block.right + 3.0 for block in beside)):
                is_hidden = any(block.x < x + width and x < block.right for block in beside)
                if not is_hidden and cell.x <= x and x + width <= cell.right:
                    return text, x
        return "", left

    def _pill_width(self, text: str) -> float:
        wide = metrics_of(self._start).horizontalAdvance(text) + 2 * _PILL_INSET
        return max(_PILL_WIDTH * self._theme.text_scale, wide)

    def _write_time(self, painter: QPainter, text: str, corner: QPointF, height: float) -> None:
        metrics = metrics_of(self._start)
        painter.setFont(self._start)
        painter.setPen(QColor(self._theme.palette.accent))
        painter.drawText(QPointF(corner.x(), round(corner.y() + (height + metrics.capHeight()) / 2)), text)


def meets(rect: Rect, region: QRegion) -> bool:
    """Whether a rectangle, with the ring that may be drawn around it, has a part in a region."""
    return region.intersects(whole(rect).adjusted(-RING, -RING, RING, RING))


def whole(rect: Rect) -> QRect:
    """The same rectangle for Qt."""
    return QRect(rect.x, rect.y, rect.width, rect.height)


def _blocks_of(layout: GridLayout, column: int) -> list[Rect]:
    return [placed.rect for placed in layout.in_column(layout.blocks, column)]
