"""The free starts to choose from: a grid of times under a heading for each day."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.appointments.offered_starts import StartKey
from medic_desk.ui.booking.start_grid import StartCell, StartGrid, StartRow
from medic_desk.ui.booking.start_painter import StartPainter
from medic_desk.ui.controls.taken_apart import is_taken_apart
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
    """Times in at most so many columns; ``start_chosen`` by click or arrow keys, ``entered`` by Enter.

    What the program itself marks is no choice of a person's, and is not told.
    """

    start_chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, columns: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._marked: StartKey | None = None
        self.is_walking = False
        """Whether a key is going from start to start just now."""
        self._grid = StartGrid(theme, self, columns=columns)
        self._hint = ""
        self.setModel(self._grid)
        self._painter = StartPainter(theme, self._grid, self)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
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

    def columns_for(self, cells: Iterable[StartCell]) -> int:
        """How many of these starts stand beside each other, each whole: a doubled hour is told in words."""
        widest = max(map(self._painter.width, cells), default=1)
        return min(self._columns, max(1, self.viewport().width() // widest))

    def set_rows(self, rows: Iterable[StartRow], columns: int | None = None) -> bool:
        """List other rows, none is marked; False where they are the same, and all stays as it is.

        ``columns`` is how many starts a row has at most, where those are fewer than usual.
        """
        listed, columns = tuple(rows), columns or self._columns
        if (listed, columns) == (self._grid.rows, self._grid.columnCount()):
            return False
        self._marked = None
        self.clearSpans()
        self._grid.set_rows(listed, columns)
        for number, row in enumerate(listed):
            if not row.cells and columns > 1:
                self.setSpan(number, 0, 1, columns)
        return True

    def choose(self, starts_at: Minute | None, doctor_id: str = "") -> bool:
        """Mark a start, silently, and bring it into view; whether it is listed."""
        index = self._grid.index_of(starts_at, doctor_id)
        self._marked = self._key_at(index)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index, Hint.PositionAtCenter)
        return index.isValid()

    @property
    def chosen_key(self) -> StartKey | None:
        """The doctor and the start that is marked."""
        return self._key_at(self.currentIndex())

    def _key_at(self, index: QModelIndex) -> StartKey | None:
        cell = self._grid.cell_at(index)
        return cell.key if cell is not None else None

    def chosen(self) -> FreeSlot | None:
        """The start that is marked."""
        return self._grid.slot_at(self.currentIndex())

    def set_hint(self, hint: str) -> None:
        """Say what to do where no start is listed."""
        self._hint = hint
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the starts, or the hint in their place."""
        super().paintEvent(event)
        if self._hint and not self._grid.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._theme.colour(self._theme.palette.text_secondary)))
            room = self.viewport().rect().adjusted(*self._margins())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
            painter.end()

    def _margins(self) -> tuple[int, int, int, int]:
        margin = self._theme.space(3)
        return margin, margin, -margin, -margin

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marked start in view, whatever else asks for room."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), Hint.EnsureVisible)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go by the arrow keys from start to start, over headings; to the first where none is marked."""
        if action not in _STEPS or not self._grid.starts:
            return super().moveCursor(action, modifiers)
        here = self.currentIndex()
        if self.chosen() is None:
            return self._at(self._grid.keys[0])
        across, down = _STEPS[action]
        return self._beside(here, across) if across else self._above_or_below(here, down)

    def _beside(self, here: QModelIndex, across: int) -> QModelIndex:
        keys, chosen = self._grid.keys, self._key_at(here)
        place = keys.index(chosen) + across if chosen is not None else 0
        return self._at(keys[min(max(0, place), len(keys) - 1)])

    def _at(self, key: StartKey) -> QModelIndex:
        doctor_id, starts_at = key
        return self._grid.index_of(starts_at, doctor_id)

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
            # A key that is held down has said what it had to say.
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            self.is_walking = True
            super().keyPressEvent(event)
            self.is_walking = False

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _former: QModelIndex) -> None:
        cell = self._grid.cell_at(index)
        if cell is not None and cell.key != self._marked:
            self._marked = cell.key
            self.start_chosen.emit(cell.slot)

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
