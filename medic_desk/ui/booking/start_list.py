"""The free starts to choose from: a grid of times under a heading for each day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.ui.booking.start_grid import COLUMNS, StartGrid, start_rows
from medic_desk.ui.theme import Theme

Cursor = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint

_FEWEST_ROWS = 3
_STEPS = {
    Cursor.MoveLeft: (-1, 0),
    Cursor.MoveRight: (1, 0),
    Cursor.MoveUp: (0, -1),
    Cursor.MoveDown: (0, 1),
}


class StartList(QTableView):
    """Times in rows of six; ``start_chosen`` by click or arrow keys, ``entered`` by Enter or double click.

    What the program itself marks is no choice of a person's, and is not told.
    """

    start_chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marked: Minute | None = None
        self._grid = StartGrid(theme, self)
        self.setModel(self._grid)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Free times"))
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_starts(self, slots: Sequence[FreeSlot], zone: str, places: dict[Minute, str]) -> None:
        """List other starts; none is marked. ``places`` names where, for the tooltip."""
        self._marked = None
        self.clearSpans()
        self._grid.set_rows(tuple(start_rows(slots, zone, places)))
        for number, row in enumerate(self._grid.rows):
            if not row.cells:
                self.setSpan(number, 0, 1, COLUMNS)

    def choose(self, starts_at: Minute | None) -> bool:
        """Mark a start, silently, and bring it into view; whether it is listed."""
        index = self._grid.index_of(starts_at)
        self._marked = starts_at if index.isValid() else None
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index, Hint.PositionAtCenter)
        return index.isValid()

    def chosen(self) -> FreeSlot | None:
        """The start that is marked."""
        return self._grid.slot_at(self.currentIndex())

    def show_day(self, day: date) -> None:
        """Bring that day, or the next one with a start, to the top."""
        index = self._grid.index_of_day(day)
        if index.isValid():
            self.scrollTo(index, Hint.PositionAtTop)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go by the arrow keys from start to start, over headings; to the first where none is marked."""
        if action not in _STEPS or not self._grid.starts:
            return super().moveCursor(action, modifiers)
        here = self.currentIndex()
        if self.chosen() is None:
            return self._grid.index_of(self._grid.starts[0])
        across, down = _STEPS[action]
        return self._beside(here, across) if across else self._above_or_below(here, down)

    def _beside(self, here: QModelIndex, across: int) -> QModelIndex:
        starts, chosen = self._grid.starts, self._grid.slot_at(here)
        place = starts.index(chosen.starts_at) + across if chosen is not None else 0
        return self._grid.index_of(starts[min(max(0, place), len(starts) - 1)])

    def _above_or_below(self, here: QModelIndex, down: int) -> QModelIndex:
        """The start in the next row of times that stands closest under, or over, this one."""
        number = here.row() + down
        while 0 <= number < len(self._grid.rows):
            cells = self._grid.rows[number].cells
            if cells:
                return self._grid.index(number, min(here.column(), len(cells) - 1))
            number += down
        return here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the start that is marked by Enter, which the form would else hear as well."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() is not None:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _former: QModelIndex) -> None:
        slot = self._grid.slot_at(index)
        if slot is not None and slot.starts_at != self._marked:
            self._marked = slot.starts_at
            self.start_chosen.emit(slot)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        if self.chosen() is not None:
            self.entered.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        # Set once more: a table does not hear that a stylesheet made its text larger.
        line = QFontMetrics(self._theme.font(tabular=True)).height()
        row = line + self._theme.space(3)
        self.verticalHeader().setDefaultSectionSize(row)
        # Little, so that a whole form and its message fit a laptop's screen; what is left over goes here.
        self.setMinimumHeight(_FEWEST_ROWS * row)
