"""The days of the small month: a table of six weeks whose cells a screen reader calls by their dates.

A table of our own rather than a QCalendarWidget: the cells of that one are called by the bare number of the
day, stand under columns called 1 to 7, and its model takes no other words for them.
"""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import long_day

_WEEKS = 6
_DAYS = 7
_SUNDAY = 7

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction

_STEPS = {
    Move.MoveLeft: -1,
    Move.MovePrevious: -1,
    Move.MoveRight: 1,
    Move.MoveNext: 1,
    Move.MoveUp: -_DAYS,
    Move.MoveDown: _DAYS,
}


class MonthModel(QAbstractTableModel):
    """Six weeks from the Monday on or before the first of a month; nothing changes but which month it is."""

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.month = day.replace(day=1)

    def show_month_of(self, day: date) -> bool:
        """Show the month of a day; whether that is another one."""
        month = day.replace(day=1)
        if month == self.month:
            return False
        self.beginResetModel()
        self.month = month
        self.endResetModel()
        return True

    def date_at(self, index: Index) -> date:
        """The date of a cell."""
        first = self.month - timedelta(days=self.month.weekday())
        return first + timedelta(days=index.row() * _DAYS + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a date; invalid where it is not among the six weeks."""
        number = (day - self.month).days + self.month.weekday()
        return self.index(*divmod(number, _DAYS)) if 0 <= number < _WEEKS * _DAYS else QModelIndex()

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """The weeks; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else _WEEKS

    def columnCount(self, parent: Index | None = None) -> int:
        """The days of a week; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else _DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number of the day; its whole date in the tooltip and for a screen reader."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.date_at(index).day)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return long_day(self.date_at(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Two letters of the weekday, the whole of it for a screen reader."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return QLocale().standaloneDayName(section + 1, QLocale.FormatType.ShortFormat)[:2]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return QLocale().standaloneDayName(section + 1, QLocale.FormatType.LongFormat)
        return None


class MonthTable(QTableView):
    """``date_chosen`` (date) by a click or Enter; ``month_changed`` when another month is shown.

    Arrow keys go from day to day and over the month's edge into the next, Page Up and Page Down by months.
    """

    date_chosen = Signal(object)
    month_changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days = MonthModel(today, self)
        self._painter = _DayPainter(theme, today, self)
        self._names = _DayNames(theme, self)
        self.setModel(self._days)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(self._names)
        self.verticalHeader().hide()
        set_role(self, "plain")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        choose = QShortcut(self)
        choose.setKeys([QKeySequence(key) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)])
        choose.setContext(Qt.ShortcutContext.WidgetShortcut)
        choose.activated.connect(self._on_enter)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def month(self) -> date:
        """The first of the month that is shown."""
        return self._days.month

    def set_shown(self, first_day: date, days: int) -> None:
        """Mark the days that the calendar shows, and turn to their month."""
        self._painter.shown = (first_day, days)
        self._turn_to(first_day)
        self.setCurrentIndex(self._days.index_of(first_day))
        self.viewport().update()

    def set_today(self, today: date) -> None:
        """Mark another day as today."""
        self._painter.today = today
        self.viewport().update()

    def turn(self, months: int) -> None:
        """Show the month that many months later; the cursor is kept where its day is still shown."""
        stood_on = self._days.date_at(self.currentIndex()) if self.currentIndex().isValid() else None
        self._turn_to(_months_later(self.month, months))
        if stood_on is not None:
            self.setCurrentIndex(self._days.index_of(stood_on))

    def _turn_to(self, day: date) -> None:
        if self._days.show_month_of(day):
            self.month_changed.emit()

    # Size

    def _row_height(self) -> int:
        return self._theme.space(round(self.fontMetrics().height() * 1.35 / 4))

    def sizeHint(self) -> QSize:
        """Room for six weeks under the names of the days."""
        cell, edge = self.fontMetrics().horizontalAdvance("00") + self._theme.space(3), 2 * self.frameWidth()
        return QSize(_DAYS * cell + edge, (_WEEKS + 1) * self._row_height() + edge)

    def minimumSizeHint(self) -> QSize:
        """The same: a month is never scrolled."""
        return self.sizeHint()

    # Mouse and keys

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key takes the cursor; beyond the month's edge the month turns."""
        del modifiers
        here = self.currentIndex()
        if action in (Move.MovePageUp, Move.MovePageDown):
            wanted = _months_later(self.month, -1 if action is Move.MovePageUp else 1)
        elif not here.isValid():
            wanted = self.month
        elif action in _STEPS:
            wanted = self._days.date_at(here) + timedelta(days=_STEPS[action])
        else:
            last = action is Move.MoveEnd
            wanted = _months_later(self.month, 1) - timedelta(days=1) if last else self.month
        self._turn_to(wanted)
        return self._days.index_of(wanted)

    @Slot()
    def _on_enter(self) -> None:
        if self.currentIndex().isValid():
            self.date_chosen.emit(self._days.date_at(self.currentIndex()))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.date_chosen.emit(self._days.date_at(index))

    @Slot()
    def _on_theme_changed(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.horizontalHeader().setFixedHeight(self._row_height())
        self.updateGeometry()
        self.viewport().update()


class _DayNames(QHeaderView):
    """The weekdays over their columns, in the small type on the ground of the panel."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """Paint a name and nothing round it."""
        painter.setFont(self._theme.font(Text.SECONDARY))
        painter.setPen(QColor(self._theme.palette.text_secondary))
        name = self.model().headerData(section, Qt.Orientation.Horizontal)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(name))


class _DayPainter(QStyledItemDelegate):
    """Paints a day: in the band of those that the calendar shows, as today, under pointer or cursor."""

    def __init__(self, theme: Theme, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.today = today
        self.shown = (today, 1)
        """The first of the days that the calendar shows, and how many."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.restore()

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
        """A disc behind the number, as wide as the number needs."""
        height = cell.height() - 2
        words = QFontMetrics(self._theme.font(Text.SECONDARY, medium=True)).horizontalAdvance(text)
        pill = QRect(0, 0, min(cell.width(), max(height, words + height // 2)), height)
        pill.moveCenter(cell.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.accent))
        painter.drawRoundedRect(pill, height / 2, height / 2)


def _months_later(month: date, months: int) -> date:
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
