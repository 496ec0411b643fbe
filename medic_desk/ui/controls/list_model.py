"""Lists as models: frozen rows, and columns that say of a row what a cell shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.controls.taken_apart import is_taken_apart

Row = TypeVar("Row")

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: its title, and what a cell of it shows of a row.

    ``tip`` is the tooltip and ``spoken`` what a screen reader says; both are the cell's text unless given.
    ``font`` and ``colour`` answer None for the list's own, ``icon`` for none. ``stretches`` takes the room
    that is left over; the other columns are as wide as what they show.
    """

    title: str
    text: Callable[[Row], str]
    tip: Callable[[Row], str] | None = None
    spoken: Callable[[Row], str] | None = None
    font: Callable[[Row], QFont | None] | None = None
    colour: Callable[[Row], QColor | None] | None = None
    icon: Callable[[Row], QIcon | None] | None = None
    alignment: Qt.AlignmentFlag = _LEFT
    stretches: bool = False


RIGHT = _RIGHT
"""For counts and other figures that stand under each other."""
CENTRE = _CENTRE
"""For a sign that stands alone."""


class ListModel(QAbstractTableModel, Generic[Row]):
    """Rows that never change, given anew as a whole; ``key`` tells a row from its neighbours.

    ``is_heading`` tells rows that only divide the others: no cursor stops at them.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        parent: QObject | None = None,
        *,
        is_heading: Callable[[Row], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._is_heading = is_heading
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> bool:
        """Show other rows; False where they are the same, and nothing is drawn again.

        Where every row stays in its place, only those are drawn that say something else.
        """
        former, wanted = self._rows, tuple(rows)
        if wanted == former:
            return False
        if self._places(wanted) == self._places(former):
            self._rows = wanted
            changed = [place for place, row in enumerate(wanted) if row != former[place]]
            for first, last in _runs(changed):
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            return True
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()
        return True

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show the same rows under other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        """The row behind an index; None for none and for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return None if row is None or self.is_heading(row) else row

    def key_at(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The key of the row behind an index; empty for none and for a heading."""
        row = self.row_at(index)
        return self._key(row) if row is not None else ""

    def index_of(self, key: str) -> QModelIndex:
        """Where the row with that key stands; invalid where it does not."""
        for place, row in enumerate(self._rows):
            if not self.is_heading(row) and self._key(row) == key:
                return self.index(place, 0)
        return QModelIndex()

    def is_heading(self, row: Row) -> bool:
        """Whether a row only divides the others."""
        return self._is_heading is not None and self._is_heading(row)

    def _places(self, rows: Sequence[Row]) -> list[tuple[bool, str]]:
        """Which rows these are, in order, whatever they say."""
        return [(heading := self.is_heading(row), "" if heading else self._key(row)) for row in rows]

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many rows there are; a cell has none below it."""
        return 0 if (parent is not None and parent.isValid()) or is_taken_apart(self) else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many columns there are; a cell has none below it."""
        return 0 if (parent is not None and parent.isValid()) or is_taken_apart(self) else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns, aligned as their cells are."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self.columns[section].alignment if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a cell shows, in one of Qt's roles."""
        if not index.isValid() or is_taken_apart(self):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip((column.tip or column.text)(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return (column.spoken or column.text)(row)
            case Qt.ItemDataRole.FontRole:
                return column.font(row) if column.font is not None else None
            case Qt.ItemDataRole.ForegroundRole:
                return column.colour(row) if column.colour is not None else None
            case Qt.ItemDataRole.DecorationRole:
                return column.icon(row) if column.icon is not None else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.alignment
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A heading is passed over by the arrow keys; nothing is edited in place."""
        if not index.isValid() or is_taken_apart(self) or self.is_heading(self._rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as first and last of each run without a gap."""
    found: list[tuple[int, int]] = []
    for place in places:
        first = found.pop()[0] if found and found[-1][1] == place - 1 else place
        found.append((first, place))
    return found
