"""The days of the small month as a model: six weeks whose cells a screen reader calls by date and load."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QWidget

from medic_desk.ui.words.formats import long_day

WEEKS = 6
DAYS = 7

Index = QModelIndex | QPersistentModelIndex


class MonthModel(QAbstractTableModel):
    """Six weeks from the Monday on or before the first of a month, each day with its load where it is known.

    A load is the share of the open time that is taken, 1 and more where all of it is; None on closed days.
    """

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.month = day.replace(day=1)
        self._loads: dict[date, float | None] = {}

    @property
    def first_day(self) -> date:
        """The Monday that the six weeks begin with."""
        return self.month - timedelta(days=self.month.weekday())

    def load(self, day: date) -> float | None:
        """The load of a day; None where it is closed, or where nothing is known of it."""
        return self._loads.get(day)

    def set_loads(self, loads: Mapping[date, float | None]) -> None:
        """Show other loads; of days that are not among them nothing is known."""
        self._loads = dict(loads)
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS - 1))

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
        return self.first_day + timedelta(days=index.row() * DAYS + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a date; invalid where it is not among the six weeks."""
        number = (day - self.month).days + self.month.weekday()
        return self.index(*divmod(number, DAYS)) if 0 <= number < WEEKS * DAYS else QModelIndex()

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """The weeks; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else WEEKS

    def columnCount(self, parent: Index | None = None) -> int:
        """The days of a week; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number of the day; its whole date and its load in the tooltip and for a screen reader."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.date_at(index).day)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(self.date_at(index))
        return None

    def _spoken(self, day: date) -> str:
        if day not in self._loads:
            return long_day(day)
        return f"{long_day(day)}, {load_words(self._loads[day])}"

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


def load_words(load: float | None) -> str:
    """A load in words: closed, so many percent taken, full."""
    if load is None:
        return QCoreApplication.translate("MonthModel", "closed")
    if load >= 1:
        return QCoreApplication.translate("MonthModel", "full")
    # Never 100 where a start may be left.
    percent = min(99, round(100 * load))
    return QCoreApplication.translate("MonthModel", "{percent} % taken").format(percent=percent)
