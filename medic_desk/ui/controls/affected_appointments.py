"""Which appointments a change affects, by name: the same in every window that changes a doctor's time."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import moment, phone

translate = QCoreApplication.translate

_SERVICE = 2
_CHARACTERS_FOR_ALL = 72


class AffectedAppointments(QWidget):
    """A heading that says how many, and the list where there is anybody in it.

    ``is_narrow`` tells the service in the tooltip alone.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self.heading = QLabel()
        self.heading.setFont(theme.font(medium=True))
        self.heading.setWordWrap(True)
        self.list = _AppointmentList(theme, is_narrow=is_narrow)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    @property
    def appointments(self) -> tuple[BookedAppointment, ...]:
        """The appointments that are listed."""
        return tuple(row.appointment for row in self.list.rows)

    def tell(self, heading: str, appointments: Sequence[BookedAppointment], zone: str) -> None:
        """Say a heading, and list the appointments if there are any; times are read on ``zone``'s clock."""
        self.heading.setText(heading)
        set_role(self.heading, "warning" if appointments else "")
        self.list.show_rows([_Row(appointment, zone) for appointment in appointments])
        self.list.setVisible(bool(appointments))

    def tell_booked(self, appointments: Sequence[BookedAppointment], zone: str) -> None:
        """Say who is booked in some time, whatever becomes of it."""
        if appointments:
            text = self.tr("%n appointments are booked then", "", len(appointments))
        else:
            text = self.tr("Nobody is booked then")
        self.tell(text, appointments, zone)

    def clear(self) -> None:
        """Say nothing."""
        self.heading.clear()
        self.list.hide()


class _Row(NamedTuple):
    """An appointment, and the zone its times are read in."""

    appointment: BookedAppointment
    zone: str

    def when(self) -> str:
        return moment(self.appointment.starts_at, self.zone)

    def patient(self) -> str:
        return self.appointment.patient_name or translate("AffectedAppointments", "No patient")

    def service(self) -> str:
        return self.appointment.service_name or ""

    def phone(self) -> str:
        return phone(self.appointment.patient_phone)

    def whole(self) -> str:
        return "\n".join(filter(None, (self.when(), self.patient(), self.service(), self.phone())))


class _AppointmentList(RowList[_Row]):
    """Nothing is chosen in it: it is read."""

    def __init__(self, theme: Theme, *, is_narrow: bool) -> None:
        columns = (
            Column(title=translate("AffectedAppointments", "When"), text=_Row.when, tip=_Row.whole),
            Column(
                title=translate("AffectedAppointments", "Patient"),
                text=_Row.patient,
                tip=_Row.whole,
                stretches=True,
            ),
            Column(
                title=translate("AffectedAppointments", "Service"),
                text=_Row.service,
                tip=_Row.whole,
                stretches=True,
            ),
            Column(title=translate("AffectedAppointments", "Phone"), text=_Row.phone, tip=_Row.whole),
        )
        super().__init__(columns, lambda row: row.appointment.id)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(translate("AffectedAppointments", "Affected appointments"))
        self._is_narrow = is_narrow
        self.setColumnHidden(_SERVICE, is_narrow)
        if is_narrow:
            self.setFont(theme.font(Text.SECONDARY))
            self.header().setFont(theme.font(Text.SECONDARY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the name is shown and the tooltip tells the service."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        is_tight = self.viewport().width() < self.fontMetrics().averageCharWidth() * _CHARACTERS_FOR_ALL
        self.setColumnHidden(_SERVICE, self._is_narrow or is_tight)
        super().resizeEvent(event)
