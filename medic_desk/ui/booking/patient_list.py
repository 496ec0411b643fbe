"""The list of patients a search found: name, birth date, phone, in columns that line up."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import phone, written_date

_NAME, _BIRTH, _PHONE = range(3)

Index = QModelIndex | QPersistentModelIndex


class PatientListModel(QAbstractTableModel):
    """Patients as rows; nothing but an adapter over a tuple."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.entries: tuple[PatientEntry, ...] = ()

    def set_entries(self, entries: tuple[PatientEntry, ...]) -> None:
        """Show other patients."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a patient."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """Name, birth date, phone."""
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and how."""
        entry = self.entries[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(entry, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (_text(entry, each) for each in range(3))))
        if role == Qt.ItemDataRole.FontRole:
            size = Text.BASE if column == _NAME else Text.SECONDARY
            return self._theme.font(size, medium=column == _NAME, tabular=column != _NAME)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (entry.full_name, entry.father_name, entry.email, entry.file_number)
            return plain_tip("\n".join(filter(None, lines)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _PHONE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _text(entry: PatientEntry, column: int) -> str:
    if column == _NAME:
        return entry.full_name
    if column == _BIRTH:
        return written_date(entry.birth_date) if entry.birth_date else ""
    return phone(entry.mobile_phone or entry.phone)


class PatientList(QTableView):
    """A list without head or frame lines; ``picked`` by Enter or a click."""

    picked = Signal(object)

    def __init__(self, theme: Theme, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._model = PatientListModel(theme, self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def entries(self) -> tuple[PatientEntry, ...]:
        """The patients that are listed."""
        return self._model.entries

    def set_entries(self, entries: tuple[PatientEntry, ...]) -> None:
        """List other patients, the first one marked."""
        self._model.set_entries(entries)
        self._fit_height()
        if entries:
            self.selectRow(0)

    def step(self, rows: int) -> None:
        """Mark the next or the previous patient, while the keys go to the search field."""
        if self.entries:
            row = min(max(0, self.currentIndex().row() + rows), len(self.entries) - 1)
            self.selectRow(row)

    def marked(self) -> PatientEntry | None:
        """The patient that is marked."""
        row = self.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def _fit_height(self) -> None:
        shown = min(self._rows, max(1, len(self.entries)))
        frame = 2 * self.frameWidth() + self._theme.space(1)
        self.setFixedHeight(shown * self.verticalHeader().defaultSectionSize() + frame)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(self.entries[index.row()])

    @Slot()
    def _on_theme_changed(self) -> None:
        # Set once more: a table does not hear that a stylesheet made its text larger.
        self.verticalHeader().setDefaultSectionSize(self._theme.space(8))
        self._fit_height()
