"""Booked appointments by name: who would be hit, when, for what, and how to reach them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import moment, phone

_SERVICE = 2
_CHARACTERS_FOR_ALL = 72


class AppointmentList(QTreeWidget):
    """A list without choices: when, who, what, phone; ``is_narrow`` tells what in the tooltip alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self.appointments: tuple[BookedAppointment, ...] = ()
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
        self._is_narrow = is_narrow
        self.setColumnHidden(_SERVICE, is_narrow)
        if is_narrow:
            self.setFont(theme.font(Text.SECONDARY))
            header.setFont(theme.font(Text.SECONDARY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the name is shown and the tooltip tells the service."""
        is_tight = self.viewport().width() < self.fontMetrics().averageCharWidth() * _CHARACTERS_FOR_ALL
        self.setColumnHidden(_SERVICE, self._is_narrow or is_tight)
        super().resizeEvent(event)

    def show_appointments(self, appointments: Sequence[BookedAppointment], zone: str) -> None:
        """List these appointments; times are read on ``zone``'s clock."""
        if tuple(appointments) == self.appointments:
            return
        self.appointments = tuple(appointments)
        self.clear()
        for appointment in appointments:
            texts = [
                moment(appointment.starts_at, zone),
                appointment.patient_name or self.tr("No patient"),
                appointment.service_name or "",
                phone(appointment.patient_phone),
            ]
            item = QTreeWidgetItem(texts)
            told = plain_tip("\n".join(filter(None, texts)))
            for column in range(len(texts)):
                item.setToolTip(column, told)
            self.addTopLevelItem(item)
