"""The free starts as a table: a heading for each day, and under it the day's times in rows of six."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import long_day, time_at, time_span

COLUMNS = 6

Index = QModelIndex | QPersistentModelIndex

_HEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True, slots=True)
class StartCell:
    """One start as it is shown; ``told`` are its hours and its place, for the tooltip."""

    slot: FreeSlot
    text: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartRow:
    """A day's heading, where it has no cells; else at most six starts of that day."""

    day: date
    name: str
    cells: tuple[StartCell, ...] = ()


def start_rows(slots: Sequence[FreeSlot], zone: str, places: dict[Minute, str]) -> Iterator[StartRow]:
    """The rows for starts in order of time; ``places`` names where a start is."""
    for day, of_day in groupby(slots, lambda slot: local_date(slot.starts_at, zone)):
        name = long_day(day)
        yield StartRow(day, name)
        cells = tuple(_cell(slot, zone, places.get(slot.starts_at, "")) for slot in of_day)
        for first in range(0, len(cells), COLUMNS):
            yield StartRow(day, name, cells[first : first + COLUMNS])


def _cell(slot: FreeSlot, zone: str, place: str) -> StartCell:
    span = time_span(slot.starts_at, slot.ends_at, zone)
    return StartCell(slot, time_at(slot.starts_at, zone), tuple(filter(None, (span, place))))


class StartGrid(QAbstractTableModel):
    """Adapts the rows for a table; given anew as a whole."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._places: dict[Minute, tuple[int, int]] = {}
        self.rows: tuple[StartRow, ...] = ()

    def set_rows(self, rows: Sequence[StartRow]) -> None:
        """Show other starts."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self._places = {
            cell.slot.starts_at: (number, column)
            for number, row in enumerate(self.rows)
            for column, cell in enumerate(row.cells)
        }
        self.endResetModel()

    @property
    def starts(self) -> tuple[Minute, ...]:
        """All starts, in the order in which they stand."""
        return tuple(self._places)

    def index_of(self, starts_at: Minute | None) -> QModelIndex:
        """Where a start stands; invalid where it does not."""
        place = self._places.get(starts_at) if starts_at is not None else None
        return self.index(*place) if place is not None else QModelIndex()

    def index_of_day(self, day: date) -> QModelIndex:
        """The heading of that day, or of the next one with a start; invalid where there is none."""
        found = (number for number, row in enumerate(self.rows) if row.day >= day)
        return self.index(next(found, -1), 0)

    def slot_at(self, index: Index) -> FreeSlot | None:
        """The slot behind an index; None for a heading, for a gap and for none."""
        cell = self._cell_at(index)
        return cell.slot if cell is not None else None

    def _cell_at(self, index: Index) -> StartCell | None:
        if not index.isValid():
            return None
        cells = self.rows[index.row()].cells
        return cells[index.column()] if index.column() < len(cells) else None

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Headings and rows of times; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Six times a row; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, in one of Qt's roles."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self._cell_at(index)
        if cell is not None:
            return self._of_start(row, cell, role)
        return self._of_heading(row, role) if not row.cells and index.column() == 0 else None

    def _of_start(self, row: StartRow, cell: StartCell, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(cell.told)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join((row.name, *cell.told))
            case Qt.ItemDataRole.FontRole:
                return self._theme.font(tabular=True)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
        return None

    def _of_heading(self, row: StartRow, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name[:1].upper() + row.name[1:]
            case Qt.ItemDataRole.FontRole:
                return self._theme.font(Text.SECONDARY, medium=True)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.colour(self._theme.palette.text_secondary)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _HEADING
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only a start can be chosen; nothing is edited in place."""
        if self.slot_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
