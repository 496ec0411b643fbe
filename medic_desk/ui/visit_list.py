"""Booked visits by name: who would be hit, when, for what, and how to reach them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medic_desk.model.booked_visits import BookedVisit
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.wording import moment, phone


class VisitList(QTreeWidget):
    """A list without choices: when, who, what, phone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.visits: tuple[BookedVisit, ...] = ()
        self.setColumnCount(4)
        self.setHeaderLabels([self.tr("When"), self.tr("Patient"), self.tr("Service"), self.tr("Phone")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Appointments that are hit"))
        header = self.header()
        header.setStretchLastSection(False)
        for column, mode in enumerate(
            (
                QHeaderView.ResizeMode.ResizeToContents,
                QHeaderView.ResizeMode.Stretch,
                QHeaderView.ResizeMode.Stretch,
                QHeaderView.ResizeMode.ResizeToContents,
            )
        ):
            header.setSectionResizeMode(column, mode)

    def show_visits(self, visits: Sequence[BookedVisit], zone: str) -> None:
        """List these visits; times are read on ``zone``'s clock."""
        if tuple(visits) == self.visits:
            return
        self.visits = tuple(visits)
        self.clear()
        for visit in visits:
            texts = [
                moment(visit.starts_at, zone),
                visit.patient_name or self.tr("No patient"),
                visit.service_name or "",
                phone(visit.patient_phone),
            ]
            item = QTreeWidgetItem(texts)
            item.setFont(0, self._theme.font(tabular=True))
            item.setFont(3, self._theme.font(Text.BASE, tabular=True))
            for column, text in enumerate(texts):
                item.setToolTip(column, text)
            self.addTopLevelItem(item)
