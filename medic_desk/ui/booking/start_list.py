"""The free starts to choose from: a grid of times under a heading for each day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import long_day, time_at, time_span

_COLUMNS = 6
_SLOT = Qt.ItemDataRole.UserRole
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class StartList(QTableWidget):
    """Times in rows of six; ``start_chosen`` by click or arrow keys, ``entered`` by Enter or double click."""

    start_chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, _COLUMNS, parent)
        self._theme = theme
        self._items: dict[Minute, QTableWidgetItem] = {}
        self._is_filling = False
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Free times"))
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def set_starts(self, slots: Sequence[FreeSlot], zone: str, places: dict[Minute, str]) -> None:
        """List other starts; none is chosen. ``places`` names where, for the tooltip."""
        self._is_filling = True
        self.clear()
        self.clearSpans()
        self._items.clear()
        row, column, day = -1, _COLUMNS, None
        rows: list[tuple[int, int, FreeSlot | date]] = []
        for slot in slots:
            starts_on = local_date(slot.starts_at, zone)
            if starts_on != day:
                day, row, column = starts_on, row + 2, 0
                rows.append((row - 1, 0, starts_on))
            elif column == _COLUMNS:
                row, column = row + 1, 0
            rows.append((row, column, slot))
            column += 1
        self.setRowCount(row + 1)
        self.verticalHeader().setDefaultSectionSize(self._theme.space(8))
        for at_row, at_column, what in rows:
            if isinstance(what, date):
                self._add_day(at_row, what)
            else:
                self._add_start(at_row, at_column, what, zone, places.get(what.starts_at, ""))
        self.setCurrentIndex(QModelIndex())
        self._is_filling = False

    def choose(self, starts_at: Minute | None) -> bool:
        """Mark a start, silently, and bring it into view; whether it is listed."""
        item = self._items.get(starts_at) if starts_at is not None else None
        self._is_filling = True
        if item is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentItem(item)
            self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._is_filling = False
        return item is not None

    def chosen(self) -> FreeSlot | None:
        """The start that is marked."""
        slot: FreeSlot | None = self.currentIndex().data(_SLOT)
        return slot

    def show_day(self, day: date, zone: str) -> None:
        """Bring the first start of that day, or of a later one, to the top."""
        for starts_at, item in self._items.items():
            if local_date(starts_at, zone) >= day:
                head = self.item(max(0, item.row() - 1), 0) or item
                self.scrollToItem(head, QAbstractItemView.ScrollHint.PositionAtTop)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from start to start, over headings and gaps, by the arrow keys; Enter takes the one marked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() is not None:
            self.entered.emit()
        elif event.key() in _STEPS and self._items:
            self.setCurrentItem(self._beside(*_STEPS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _beside(self, across: int, down: int) -> QTableWidgetItem:
        """The start that an arrow key leads to; the first where none is marked yet."""
        items = list(self._items.values())
        chosen = self.chosen()
        if chosen is None:
            return items[0]
        here = self._items[chosen.starts_at]
        if across:
            return items[min(max(0, items.index(here) + across), len(items) - 1)]
        rows = sorted({item.row() for item in items if (item.row() - here.row()) * down > 0})
        if not rows:
            return here
        row = rows[0] if down > 0 else rows[-1]
        there = [item for item in items if item.row() == row]
        return min(there, key=lambda item: abs(item.column() - here.column()))

    def _add_day(self, row: int, day: date) -> None:
        name = long_day(day)
        item = QTableWidgetItem(name[:1].upper() + name[1:])
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._theme.font(Text.SECONDARY, medium=True))
        item.setForeground(self._theme.colour(self._theme.palette.text_secondary))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.setItem(row, 0, item)
        self.setSpan(row, 0, 1, _COLUMNS)

    def _add_start(self, row: int, column: int, slot: FreeSlot, zone: str, place: str) -> None:
        item = QTableWidgetItem(time_at(slot.starts_at, zone))
        item.setData(_SLOT, slot)
        item.setFont(self._theme.font(tabular=True))
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        span = time_span(slot.starts_at, slot.ends_at, zone)
        item.setToolTip("\n".join(filter(None, (span, place))))
        day = long_day(local_date(slot.starts_at, zone))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (day, span, place))))
        self.setItem(row, column, item)
        self._items[slot.starts_at] = item

    @Slot()
    def _on_current_changed(self) -> None:
        if not self._is_filling:
            self.start_chosen.emit(self.chosen())

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        if self.chosen() is not None:
            self.entered.emit()
