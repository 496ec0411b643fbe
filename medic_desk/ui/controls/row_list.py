"""A list of rows under column titles: one is current, arrow keys go from row to row, Enter opens."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from medic_desk.ui.controls.list_model import Column, ListModel
from medic_desk.ui.controls.taken_apart import is_taken_apart

Row = TypeVar("Row")


class RowList(QTreeView, Generic[Row]):
    """``row_chosen`` (key) when a person comes to a row, ``row_opened`` (key) by Enter or a double click.

    What the program itself makes current is no choice of a person's, and is not told.
    """

    row_chosen = Signal(str)
    row_opened = Signal(str)
    _put_back = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], str],
        parent: QWidget | None = None,
        *,
        is_heading: Callable[[Row], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model: ListModel[Row] = ListModel(columns, key, self, is_heading=is_heading)
        self._current_key = ""
        self.setModel(self.rows_model)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self._fit_columns()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)
        self._put_back.connect(self.choose, Qt.ConnectionType.QueuedConnection)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are listed."""
        return self.rows_model.rows

    def current_row(self) -> Row | None:
        """The row the cursor stands on; None where it stands on none."""
        return self.rows_model.row_at(self.currentIndex())

    def show_rows(self, rows: Sequence[Row], chosen: str | None = None) -> None:
        """List these rows; the one with key ``chosen`` is current (None: the one that was, if it stays)."""
        wanted = self._current_key if chosen is None else chosen
        # Rows are as high as the stylesheet says, which looks at the list by itself only when it is shown.
        self.ensurePolished()
        if self.rows_model.set_rows(rows):
            self._divide()
        self.choose(wanted)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show the rows under other columns; the current one stays current."""
        self.rows_model.set_columns(columns)
        self._fit_columns()
        self._divide()
        self.choose(self._current_key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the titles whole: a column that takes what is left over gets no less than its own title."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        titles = [column.title for column in self.rows_model.columns]
        stretching = [place for place, column in enumerate(self.rows_model.columns) if column.stretches]
        if all(titles) and stretching:
            header = self.header()
            header.setMinimumSectionSize(max(header.sectionSizeHint(place) for place in stretching))
        super().resizeEvent(event)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Make a row current, silently, and bring it into view; none where the key is not listed."""
        index = self.rows_model.index_of(key)
        self._current_key = key if index.isValid() else ""
        if index.row() != self.currentIndex().row() or not index.isValid():
            self.setCurrentIndex(index)

    def choose_none(self) -> None:
        """Leave no row current."""
        self.choose("")

    def put_back(self, key: str) -> None:
        """Refuse the choice that ``row_chosen`` tells: the row with ``key`` (none where empty) stays current.

        Done once the press that chose is over; Qt would select what was pressed after it.
        """
        self._put_back.emit(key)

    def _fit_columns(self) -> None:
        fits = QHeaderView.ResizeMode.ResizeToContents
        for place, column in enumerate(self.rows_model.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretches else fits
            self.header().setSectionResizeMode(place, mode)

    def _divide(self) -> None:
        """Give a heading the whole width."""
        for place, row in enumerate(self.rows):
            is_heading = self.rows_model.is_heading(row)
            if self.isFirstColumnSpanned(place, QModelIndex()) != is_heading:
                self.setFirstColumnSpanned(place, QModelIndex(), is_heading)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _former: QModelIndex) -> None:
        key = self.rows_model.key_at(index)
        if key and key != self._current_key:
            self._current_key = key
            self.row_chosen.emit(key)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        key = self.rows_model.key_at(index)
        if key:
            self.row_opened.emit(key)
