"""A small month to go to a date by: one look at where we are, one click or arrow key away from any day."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import long_day

_WEEKS = 6
_DAYS = 7
_SUNDAY = 7


class MonthView(QWidget):
    """Shows a month, Monday first; ``date_chosen`` when a person picks a day."""

    date_chosen = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = QLabel()
        self._grid = _MonthGrid(theme, today, self)
        self._earlier = self._arrow("chevron-left", self.tr("Earlier month"))
        self._later = self._arrow("chevron-right", self.tr("Later month"))
        head = QHBoxLayout()
        head.setContentsMargins(theme.space(1), 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        head.addWidget(self._earlier)
        head.addWidget(self._later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addLayout(head)
        layout.addWidget(self._grid)
        self._earlier.clicked.connect(self._on_earlier)
        self._later.clicked.connect(self._on_later)
        self._grid.date_chosen.connect(self.date_chosen)
        self._grid.month_changed.connect(self._on_month_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._on_month_changed()

    def set_shown(self, first_day: date, days: int) -> None:
        """Mark the days that the calendar shows, and turn to their month."""
        self._grid.set_shown(first_day, days)

    def set_today(self, today: date) -> None:
        """Mark another day as today."""
        self._grid.set_today(today)

    def _arrow(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @Slot()
    def _on_earlier(self) -> None:
        self._grid.turn(-1)

    @Slot()
    def _on_later(self) -> None:
        self._grid.turn(1)

    @Slot()
    def _on_month_changed(self) -> None:
        month = self._grid.month
        name = QLocale().standaloneMonthName(month.month)
        self._title.setText(f"{name[:1].upper()}{name[1:]} {month.year}")

    @Slot()
    def _on_theme_changed(self) -> None:
        self._title.setFont(self._theme.font(medium=True))
        for button in (self._earlier, self._later):
            button.setIcon(self._theme.icon(button.property("icon_name")))


class _MonthGrid(QWidget):
    """The days: six weeks, painted; arrow keys move the cursor, Enter chooses."""

    date_chosen = Signal(object)
    month_changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._cursor = today
        self._shown = (today, 1)
        self.month = today.replace(day=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._hover: date | None = None
        self._tell_name()
        theme.changed.connect(self._on_theme_changed)

    def set_shown(self, first_day: date, days: int) -> None:
        self._shown = (first_day, days)
        self._cursor = first_day
        self._turn_to(first_day)

    def set_today(self, today: date) -> None:
        self._today = today
        self.update()

    def turn(self, months: int) -> None:
        index = self.month.year * 12 + self.month.month - 1 + months
        self._turn_to(date(index // 12, index % 12 + 1, 1))

    def _turn_to(self, day: date) -> None:
        month = day.replace(day=1)
        if month != self.month:
            self.month = month
            self.month_changed.emit()
        self._tell_name()
        self.update()

    def _tell_name(self) -> None:
        self.setAccessibleName(self.tr("Month"))
        self.setAccessibleDescription(long_day(self._cursor))

    # Geometry

    def _row_height(self) -> int:
        return self._theme.space(round(self.fontMetrics().height() * 1.35 / 4))

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("00") + self._theme.space(3)
        return QSize(_DAYS * width, (_WEEKS + 1) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _first(self) -> date:
        return self.month - timedelta(days=self.month.weekday())

    def _cell(self, row: int, column: int) -> QRect:
        left = column * self.width() // _DAYS
        right = (column + 1) * self.width() // _DAYS
        height = self._row_height()
        return QRect(left, row * height, right - left, height)

    def _date_at(self, x: float, y: float) -> date | None:
        row, column = int(y) // self._row_height() - 1, int(x) * _DAYS // max(1, self.width())
        if not (0 <= row < _WEEKS and 0 <= column < _DAYS):
            return None
        return self._first() + timedelta(days=row * _DAYS + column)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        painter.setFont(self._theme.font(Text.SECONDARY))
        painter.setPen(QColor(palette.text_secondary))
        for column in range(_DAYS):
            name = QLocale().standaloneDayName(column + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(self._cell(0, column), Qt.AlignmentFlag.AlignCenter, name[:2])
        for row in range(_WEEKS):
            for column in range(_DAYS):
                day = self._first() + timedelta(days=row * _DAYS + column)
                self._paint_day(painter, self._cell(row + 1, column), day)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        palette = self._theme.palette
        first, days = self._shown
        is_shown = first <= day < first + timedelta(days=days)
        if is_shown:
            starts = day == first or day.isoweekday() == 1
            ends = day == first + timedelta(days=days - 1) or day.isoweekday() == _SUNDAY
            self._paint_band(painter, cell, starts=starts, ends=ends)
        elif day == self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.hover))
            painter.drawRoundedRect(cell.adjusted(2, 1, -2, -1), 4, 4)
        side = min(cell.width(), cell.height()) - 4
        round_cell = QRect(0, 0, side, side)
        round_cell.moveCenter(cell.center())
        colour = palette.text if day.month == self.month.month else palette.text_disabled
        if is_shown:
            colour = palette.on_accent_soft
        if day == self._today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(round_cell)
            colour = palette.on_accent
        if self.hasFocus() and day == self._cursor:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 6, 6)
        painter.setPen(QColor(colour))
        painter.setFont(self._theme.font(Text.SECONDARY, medium=day == self._today, tabular=True))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _paint_band(self, painter: QPainter, cell: QRect, *, starts: bool, ends: bool) -> None:
        painter.save()
        painter.setClipRect(cell)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent_soft))
        band = cell.adjusted(2 if starts else -12, 2, -2 if ends else 12, -2)
        painter.drawRoundedRect(band, 6, 6)
        painter.restore()

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._date_at(event.position().x(), event.position().y())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._date_at(event.position().x(), event.position().y())
        self.setToolTip(long_day(self._hover) if self._hover is not None else "")
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_DAYS,
            Qt.Key.Key_Down: _DAYS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._cursor += timedelta(days=steps[key])
            self._turn_to(self._cursor)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
            self._cursor = self.month
            self._tell_name()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._cursor)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self._cursor = day
        self._tell_name()
        self.date_chosen.emit(day)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
