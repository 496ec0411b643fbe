"""Dated exceptions as a list: when, what, why and for whom."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.exceptions.doctor_exceptions import TIME_OFF_SOURCE
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import exception_scope, span_words

_ID = Qt.ItemDataRole.UserRole


def is_foreign(row: ScheduleException) -> bool:
    """Whether an entry is only shown: time off is decided elsewhere, the older form is not edited."""
    return row.source == TIME_OFF_SOURCE or row.table != "schedule_exceptions"


class ExceptionList(QTreeWidget):
    """``row_chosen`` (id) when a person comes to an entry."""

    row_chosen = Signal(str)

    def __init__(self, theme: Theme, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = names
        self._is_filling = False
        self.setColumnCount(4)
        self.setHeaderLabels([self.tr("When"), self.tr("What"), self.tr("Reason"), self.tr("For")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(self.tr("Blocked and opened time"))
        header = self.header()
        header.setStretchLastSection(False)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(self._on_current)

    def show_rows(self, rows: Iterable[ScheduleException], chosen: str) -> None:
        """List the entries; the chosen one stays chosen."""
        quiet = self._theme.colour(self._theme.palette.text_secondary)
        self._is_filling = True
        self.clear()
        for row in rows:
            item = QTreeWidgetItem(
                [
                    span_words(row.starts_at, row.ends_at, self._names.zone),
                    self._kind(row),
                    row.reason or "",
                    exception_scope(row, self._names) or self.tr("everything"),
                ]
            )
            item.setData(0, _ID, row.id)
            for column in range(4):
                item.setToolTip(column, plain_tip(item.text(column)))
                if is_foreign(row):
                    item.setForeground(column, quiet)
            self.addTopLevelItem(item)
            if row.id == chosen:
                self.setCurrentItem(item)
        self._is_filling = False

    def choose_none(self) -> None:
        """Leave no entry chosen: a new one is typed."""
        self.setCurrentIndex(QModelIndex())

    def _kind(self, row: ScheduleException) -> str:
        if row.source == TIME_OFF_SOURCE:
            return self.tr("Time off")
        kind = self.tr("Blocked") if row.exception_type == "blocked" else self.tr("Opened")
        if row.table == "availability_exceptions":
            return self.tr("{kind} (older form)").format(kind=kind)
        return kind

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _former: QTreeWidgetItem | None) -> None:
        if item is not None and not self._is_filling:
            self.row_chosen.emit(item.data(0, _ID))
