"""The header of a week without dates, and the time axis: two quiet widgets beside the days."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import local_time
from medic_desk.ui.day_grid.layout import GridLayout
from medic_desk.ui.day_grid.words import day_text
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import clock_time


class GridHeader(QWidget):
    """The names of the days over the columns of any week."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout: GridLayout | None = None
        self._inset = 0

    def set_inset(self, inset: int) -> None:
        """Begin the first column ``inset`` pixels from the left edge, above the first day."""
        self._inset = inset
        self.update()

    def show_layout(self, layout: GridLayout | None) -> None:
        """Follow another layout; repaints where columns changed."""
        old, self._layout = self._layout, layout
        if old is None or layout is None or (old.axes, old.columns) != (layout.axes, layout.columns):
            self.update()

    def sizeHint(self) -> QSize:
        """Room for one line."""
        metrics = QFontMetrics(self._theme.font(Text.BASE))
        return QSize(0, 4 * -(-(metrics.height() + 12) // 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names: whole where they fit."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(palette.sunken))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line_strong))
        painter.fillRect(self._inset - 1, 0, 1, self.height(), QColor(palette.line_strong))
        if self._layout is None:
            return
        painter.translate(self._inset, 0)
        font = self._theme.font(Text.BASE)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for axis, column in zip(self._layout.axes, self._layout.columns, strict=True):
            if column.x:
                painter.fillRect(column.x, 8, 1, self.height() - 9, QColor(palette.line))
            whole = day_text(axis.day, long=True)
            is_long = metrics.horizontalAdvance(whole) + 16 < column.width
            words = _fitting(whole if is_long else day_text(axis.day), metrics, column.width - 12)
            painter.setPen(QColor(palette.text_secondary))
            painter.drawText(column.x + 8, round((self.height() + metrics.capHeight()) / 2), words)


class TimeAxis(QWidget):
    """The hours at the left, as HH:mm, and the time of the now-line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout: GridLayout | None = None
        self._offset = 0

    def show_layout(self, layout: GridLayout | None, offset: int) -> None:
        """Follow another layout, scrolled down by ``offset`` pixels."""
        before = _scale(self._layout, self._offset)
        self._layout, self._offset = layout, offset
        if _scale(layout, offset) != before:
            self.update()

    def sizeHint(self) -> QSize:
        """Room for HH:mm."""
        metrics = QFontMetrics(self._theme.font(Text.TIME, strong=True, tabular=True))
        return QSize(4 * -(-(metrics.horizontalAdvance("00:00") + 10) // 4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hours, full ones stronger, and over them the present time."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(palette.sunken))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(palette.line_strong))
        if self._layout is None:
            return
        full, half = self._theme.font(Text.TIME, strong=True, tabular=True), self._theme.time_font()
        line = QFontMetrics(full).height()
        now_y = self._layout.now_lines[0][1] - self._offset if self._layout.now_lines else None
        step = _label_step(self._layout.frame.hour_height, line)
        # Midnight's own would be cut at the top, unless there is room above it.
        for wall in range(0 if self._offset < 0 else step, 24 * 60, step):
            y = self._layout.y_of(wall) - self._offset
            if now_y is not None and abs(now_y - y) < line:
                continue
            painter.setFont(half if wall % 60 else full)
            painter.setPen(QColor(palette.text_secondary if wall % 60 else palette.text))
            self._write(painter, y, f"{wall // 60:02}:{wall % 60:02}")
        if now_y is not None and self._layout.picture.now is not None:
            painter.setFont(full)
            pill = QRectF(1, now_y - line / 2 - 1, self.width() - 1, line + 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.now))
            painter.drawRoundedRect(pill, 2, 2)
            painter.setPen(QColor("#1A0006" if palette.is_dark else "#FFFFFF"))
            # Which of two readings it is, is told by the side of the column that the line is on.
            wall = local_time(self._layout.picture.now, self._layout.zone(self._layout.now_lines[0][0]))[1]
            self._write(painter, now_y, clock_time(wall))

    def _write(self, painter: QPainter, y: int, text: str) -> None:
        height = painter.fontMetrics().height()
        box = QRect(0, y - height // 2, self.width() - 5, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _fitting(name: str, metrics: QFontMetrics, room: int) -> str:
    """A day's name where it fits, else its first two letters, else nothing: one letter tells no day."""
    return next((text for text in (name, name[:2]) if metrics.horizontalAdvance(text) <= room), "")


def _label_step(hour_height: int, line: int) -> int:
    """Minutes from one time on the axis to the next, so that none stands upon another."""
    if hour_height < line + 4:
        return 120
    return 30 if hour_height >= 6 * line else 60


def _scale(layout: GridLayout | None, offset: int) -> tuple[object, ...]:
    """What the time axis depends on."""
    return () if layout is None else (layout.frame.hour_height, layout.now_lines, layout.picture.now, offset)
