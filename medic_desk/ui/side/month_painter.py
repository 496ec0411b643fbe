"""How a day of the small month is painted: in the band of what is shown, as today, with its load below."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medic_desk.ui.side.month_model import MonthModel
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.palette import Colour, mix

FULL = 0.95
"""From this load on a day has hardly a start left: its bar is thicker, and in the colour of text."""

BAR_ROOM = 4
"""What a bar takes of the height of a day, in logical pixels."""

_SUNDAY = 7


class DayPainter(QStyledItemDelegate):
    """Paints a day: in the band of those that the calendar shows, as today, under pointer or cursor."""

    def __init__(self, theme: Theme, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.today = today
        self.shown = (today, 1)
        """The first of the days that the calendar shows, and how many."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one day."""
        model = index.model()
        if not isinstance(model, MonthModel):
            return
        day, palette, cell = model.date_at(index), self._theme.palette, QRect(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = palette.text if day.month == model.month.month else palette.text_disabled
        if self._is_shown(day):
            colour = palette.on_accent_soft
            self._paint_band(painter, cell, day)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.hover))
            painter.drawRoundedRect(cell.adjusted(2, 1, -2, -1), 4, 4)
        if day == self.today:
            colour = palette.on_accent
            self._paint_pill(painter, cell, str(day.day))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 6, 6)
        painter.setPen(QColor(colour))
        painter.setFont(self._theme.font(Text.SECONDARY, medium=day == self.today, tabular=True))
        painter.drawText(cell.adjusted(0, 0, 0, -BAR_ROOM), Qt.AlignmentFlag.AlignCenter, str(day.day))
        load = model.load(day)
        if load is not None:
            self._paint_load(painter, cell, load, is_today=day == self.today)
        painter.restore()

    def _paint_load(self, painter: QPainter, cell: QRect, load: float, *, is_today: bool) -> None:
        """A bar as wide as the day is full, on a line as wide as the day."""
        palette = self._theme.palette
        is_full = load >= FULL
        bar: Colour = palette.text if is_full else palette.accent
        ground: Colour = palette.line_strong
        if is_today:
            bar, ground = palette.on_accent, mix(palette.on_accent, palette.accent, 0.4)
        height = 3 if is_full else 2
        line = QRect(0, cell.bottom() - BAR_ROOM - height // 2, _bar_width(cell), height)
        line.moveLeft(cell.left() + (cell.width() - line.width()) // 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(line, QColor(ground))
        # A day with one appointment is not empty.
        line.setWidth(max(1, round(line.width() * min(1.0, load))) if load > 0 else 0)
        painter.fillRect(line, QColor(bar))

    def _is_shown(self, day: date) -> bool:
        first, days = self.shown
        return first <= day < first + timedelta(days=days)

    def _paint_band(self, painter: QPainter, cell: QRect, day: date) -> None:
        """The band through the shown days of a week, round at its two ends."""
        first, days = self.shown
        starts = day == first or day.isoweekday() == 1
        ends = day == first + timedelta(days=days - 1) or day.isoweekday() == _SUNDAY
        painter.save()
        painter.setClipRect(cell)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent_soft))
        painter.drawRoundedRect(cell.adjusted(2 if starts else -12, 2, -2 if ends else 12, -2), 6, 6)
        painter.restore()

    def _paint_pill(self, painter: QPainter, cell: QRect, text: str) -> None:
        """A plate behind the number and its bar, as wide as both need."""
        words = QFontMetrics(self._theme.font(Text.SECONDARY, medium=True)).horizontalAdvance(text)
        needed = max(words, _bar_width(cell)) + 2 * BAR_ROOM
        pill = QRect(0, 0, min(cell.width(), needed), cell.height() - 2)
        pill.moveCenter(cell.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent))
        painter.drawRoundedRect(pill, BAR_ROOM, BAR_ROOM)


def _bar_width(cell: QRect) -> int:
    """More than half of the cell, so that the bars of neighbours stand apart."""
    return cell.width() * 5 // 8
