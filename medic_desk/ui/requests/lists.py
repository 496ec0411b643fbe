"""The lists of what waits: requests and holds of the whole clinic."""

from operator import attrgetter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import day_and_span, phone
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.waiting import (
    asked_words,
    has_run_out,
    held_since_words,
    held_until_words,
    holder_words,
    runs_out_words,
)

translate = QCoreApplication.translate


class _Cells:
    """What cells say that needs the desk: its clinic's names, its clock, its own name."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        self._desk = desk
        self._theme = theme

    def when(self, row: WeekAppointment) -> str:
        return day_and_span(row.starts_at, row.ends_at, row.zone)

    def doctor(self, row: WeekAppointment) -> str:
        """The doctor, and the place that is agreed."""
        if self._desk.clinic is None:
            return ""
        names = Names(self._desk.clinic, "UTC")
        place = names.short_place(row.doctor_location_id, row.location_room_id)
        return " · ".join(filter(None, (names.doctor(row.doctor_id), place)))

    def asked(self, row: WeekAppointment) -> str:
        return asked_words(row, self._desk.now())

    def runs_out(self, row: WeekAppointment) -> str:
        return runs_out_words(row, self._desk.now())

    def request_colour(self, row: WeekAppointment) -> QColor | None:
        return self._warning() if has_run_out(row, self._desk.now()) else None

    def holder(self, row: WeekAppointment) -> str:
        return holder_words(row, self._desk.desk_name)

    def since(self, row: WeekAppointment) -> str:
        return held_since_words(row, self._desk.now())

    def until(self, row: WeekAppointment) -> str:
        return held_until_words(row, self._desk.now())

    def hold_colour(self, row: WeekAppointment) -> QColor | None:
        return self._warning() if row.hold_expires_at is None else None

    def name_font(self, _row: object) -> QFont:
        return self._theme.font(medium=True)

    def _warning(self) -> QColor:
        return self._theme.colour(self._theme.palette.warning)


class RequestList(RowList[WeekAppointment]):
    """Requests that wait for approval, the oldest first; those that ran out say so in the warning colour."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        cells = _Cells(desk, theme)
        columns: tuple[Column[WeekAppointment], ...] = (
            Column(title=translate("Waiting", "Asked"), text=cells.asked),
            Column(
                title=translate("Waiting", "Patient"), text=_patient, font=cells.name_font, stretches=True
            ),
            Column(title=translate("Waiting", "Phone"), text=_phone),
            Column(title=translate("Waiting", "Wanted"), text=cells.when),
            Column(title=translate("Waiting", "Service"), text=_service, stretches=True),
            Column(title=translate("Waiting", "Doctor"), text=cells.doctor, stretches=True),
            Column(title=translate("Waiting", "Runs out"), text=cells.runs_out, colour=cells.request_colour),
        )
        super().__init__(columns, attrgetter("id"), parent)
        self.setAccessibleName(translate("Waiting", "Requests to approve"))


class HoldList(RowList[WeekAppointment]):
    """Times that are held; a hold that never runs out is told in the warning colour."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        cells = _Cells(desk, theme)
        columns: tuple[Column[WeekAppointment], ...] = (
            Column(
                title=translate("Waiting", "Held by"), text=cells.holder, font=cells.name_font, stretches=True
            ),
            Column(title=translate("Waiting", "Time"), text=cells.when),
            Column(title=translate("Waiting", "Service"), text=_service, stretches=True),
            Column(title=translate("Waiting", "Doctor"), text=cells.doctor, stretches=True),
            Column(title=translate("Waiting", "Since"), text=cells.since),
            Column(title=translate("Waiting", "Until"), text=cells.until, colour=cells.hold_colour),
        )
        super().__init__(columns, attrgetter("id"), parent)
        self.setAccessibleName(translate("Waiting", "Times that are held"))


def _patient(row: WeekAppointment) -> str:
    return row.patient_name or translate("Appointments", "No patient")


def _phone(row: WeekAppointment) -> str:
    return phone(row.patient_phone)


def _service(row: WeekAppointment) -> str:
    return row.service_name or ""
