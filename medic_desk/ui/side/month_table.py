"""The days of the small month: a table of six weeks whose cells a screen reader calls by their dates.

A table of our own rather than a QCalendarWidget: the cells of that one are called by the bare number of the
day, stand under columns called 1 to 7, and its model takes no other words for them.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from medic_desk.ui.side.month_model import DAYS, WEEKS, MonthModel
from medic_desk.ui.side.month_painter import BAR_ROOM, DayPainter
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role

Move = QAbstractItemView.CursorAction

_STEPS = {
    Move.MoveLeft: -1,
    Move.MovePrevious: -1,
    Move.MoveRight: 1,
    Move.MoveNext: 1,
    Move.MoveUp: -DAYS,
    Move.MoveDown: DAYS,
}


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
        self._painter = DayPainter(theme, today, self)
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

    @property
    def first_day(self) -> date:
        """The Monday that the six weeks begin with."""
        return self._days.first_day

    def set_loads(self, loads: Mapping[date, float | None]) -> None:
        """Show how full the days are (see ``MonthModel``)."""
        self._days.set_loads(loads)

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
        """Room for a number and, below it, the bar of its load."""
        return self._theme.space(round((self.fontMetrics().height() * 1.35 + BAR_ROOM) / 4))

    def sizeHint(self) -> QSize:
        """Room for six weeks under the names of the days."""
        number = QFontMetrics(self._theme.font(Text.SECONDARY, medium=True)).horizontalAdvance("00")
        cell, edge = number + self._theme.space(3), 2 * self.frameWidth()
        return QSize(DAYS * cell + edge, (WEEKS + 1) * self._row_height() + edge)

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


def _months_later(month: date, months: int) -> date:
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
