"""The free starts as a table: a heading for each day, and under it the day's times in rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.appointments.offered_starts import StartKey
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import long_day, time_at, time_span

Index = QModelIndex | QPersistentModelIndex

_HEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True, slots=True)
class StartCell:
    """One start as it is shown; ``told`` are its hours and its place, for the tooltip.

    ``doctor_id`` and ``colour`` (a doctor's colour key) are given where several doctors stand in one list.
    """

    slot: FreeSlot
    text: str
    told: tuple[str, ...]
    doctor_id: str = ""
    colour: str = ""

    @property
    def key(self) -> StartKey:
        """What tells the start from the others of the list."""
        return self.doctor_id, self.slot.starts_at


@dataclass(frozen=True, slots=True)
class StartRow:
    """A day's heading, where it has no cells; else a row of starts of that day."""

    day: date
    name: str
    cells: tuple[StartCell, ...] = ()


def rows_of(cells: Sequence[StartCell], days: Sequence[date], columns: int) -> Iterator[StartRow]:
    """The rows for cells in order of time, with the local day of each: a heading a day, then its times."""
    for day, of_day in groupby(zip(days, cells, strict=True), itemgetter(0)):
        name = long_day(day)
        yield StartRow(day, name)
        shown = tuple(cell for _, cell in of_day)
        for first in range(0, len(shown), columns):
            yield StartRow(day, name, shown[first : first + columns])


def start_cell(slot: FreeSlot, zone: str, *told: str, doctor_id: str = "", colour: str = "") -> StartCell:
    """One start, with what is told of it besides its hours; what is empty is left out."""
    span = time_span(slot.starts_at, slot.ends_at, zone)
    shown = tuple(filter(None, (span, *told)))
    return StartCell(slot, time_at(slot.starts_at, zone), shown, doctor_id, colour)


class StartGrid(QAbstractTableModel):
    """Adapts the rows for a table; given anew as a whole."""

    def __init__(self, theme: Theme, parent: QObject | None = None, *, columns: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._places: dict[StartKey, tuple[int, int]] = {}
        self.rows: tuple[StartRow, ...] = ()

    def set_rows(self, rows: Sequence[StartRow], columns: int) -> None:
        """Show other starts, none of whose rows has more than so many."""
        self.beginResetModel()
        self.rows, self._columns = tuple(rows), columns
        self._places = {
            cell.key: (number, column)
            for number, row in enumerate(self.rows)
            for column, cell in enumerate(row.cells)
        }
        self.endResetModel()

    @property
    def starts(self) -> tuple[Minute, ...]:
        """All starts, in the order in which they stand."""
        return tuple(starts_at for _, starts_at in self._places)

    @property
    def keys(self) -> tuple[StartKey, ...]:
        """What tells the starts from each other, in the order in which they stand."""
        return tuple(self._places)

    def index_of(self, starts_at: Minute | None, doctor_id: str = "") -> QModelIndex:
        """Where a doctor's start stands; invalid where it does not."""
        place = self._places.get((doctor_id, starts_at)) if starts_at is not None else None
        return self.index(*place) if place is not None else QModelIndex()

    def slot_at(self, index: Index) -> FreeSlot | None:
        """The slot behind an index; None for a heading, for a gap and for none."""
        cell = self.cell_at(index)
        return cell.slot if cell is not None else None

    def cell_at(self, index: Index) -> StartCell | None:
        """The start behind an index as it is shown; None for a heading, for a gap and for none."""
        if not index.isValid():
            return None
        cells = self.rows[index.row()].cells
        return cells[index.column()] if index.column() < len(cells) else None

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Headings and rows of times; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many times a row as there is room for; a cell has none below it."""
        return 0 if parent is not None and parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, in one of Qt's roles."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell_at(index)
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
