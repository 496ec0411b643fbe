"""The list of whom to call for the next day: whom, when, at which number, with whom, how the call went."""

from operator import attrgetter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from medic_desk.model.appointments.calls import Call
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.flow import call_words
from medic_desk.ui.words.formats import phone, time_at
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate


class CallRows(RowList[Call]):
    """Who has yet to be called stands first; who did not answer is told in the warning colour."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        cells = _Cells(desk, theme)
        columns: tuple[Column[Call], ...] = (
            Column(title=translate("Calls", "Patient"), text=_patient, font=cells.name_font, stretches=True),
            Column(title=translate("Calls", "Time"), text=_time, font=cells.figures),
            Column(title=translate("Calls", "Phone"), text=_phone, font=cells.figures),
            Column(title=translate("Calls", "Service"), text=_service, stretches=True),
            Column(title=translate("Calls", "Doctor"), text=cells.doctor, stretches=True),
            Column(title=translate("Calls", "Call"), text=_state, colour=cells.state_colour),
        )
        super().__init__(columns, attrgetter("id"), parent)
        self.setAccessibleName(translate("Calls", "Call list"))


class _Cells:
    """What cells say that needs the desk."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        self._desk = desk
        self._theme = theme

    def doctor(self, call: Call) -> str:
        """The doctor, and the place that is agreed."""
        one = call.appointment
        if self._desk.clinic is None:
            return ""
        names = Names(self._desk.clinic, one.zone)
        place = names.short_place(one.doctor_location_id, one.location_room_id)
        return " · ".join(filter(None, (names.doctor(one.doctor_id), place)))

    def name_font(self, call: Call) -> QFont:
        """Who was reached is no longer loud."""
        return self._theme.font(medium=call.state != "reached")

    def figures(self, _call: Call) -> QFont:
        return self._theme.font(tabular=True)

    def state_colour(self, call: Call) -> QColor | None:
        palette = self._theme.palette
        colours = {"not_reached": palette.warning, "reached": palette.success}
        code = colours.get(call.state)
        return self._theme.colour(code) if code is not None else None


def _patient(call: Call) -> str:
    return call.appointment.patient_name or ""


def _time(call: Call) -> str:
    return time_at(call.appointment.starts_at, call.appointment.zone)


def _phone(call: Call) -> str:
    return phone(call.appointment.patient_phone)


def _service(call: Call) -> str:
    return call.appointment.service_name or ""


def _state(call: Call) -> str:
    return call_words(call, call.appointment.zone)
