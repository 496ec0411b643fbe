"""All appointments of a patient: what is to come in order of time, then what is over, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.patients.card import CardAppointment
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.formats import moment, short_day, time_at
from medic_desk.ui.words.history import stated_reason
from medic_desk.ui.words.status import status_icon, status_of

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class CardRow:
    """An appointment, or a heading over some; ``is_to_come`` of an appointment that is still expected."""

    heading: str
    appointment: CardAppointment | None = None
    is_to_come: bool = False


def rows_of(appointments: Sequence[CardAppointment], now: Minute) -> tuple[CardRow, ...]:
    """The rows of a card at an instant (UTC), the next appointment first."""
    coming = [one for one in appointments if one.is_to_come(now)]
    over = [one for one in reversed(appointments) if not one.is_to_come(now)]
    rows: list[CardRow] = []
    for heading, of_them, is_to_come in (
        (translate("PatientCard", "To come"), coming, True),
        (translate("PatientCard", "Past and cancelled"), over, False),
    ):
        if of_them:
            rows.append(CardRow(heading))
            rows += [CardRow("", one, is_to_come) for one in of_them]
    return tuple(rows)


class CardAppointments(RowList[CardRow]):
    """``row_opened`` tells the id of an appointment; the first is current from the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_columns(theme), _id, parent, is_heading=_is_heading)
        self.setAccessibleName(self.tr("Appointments"))

    def show_appointments(self, appointments: Sequence[CardAppointment], now: Minute) -> None:
        """List a patient's appointments; the one that was current stays so."""
        former = self.appointment
        self.show_rows(rows_of(appointments, now), former.id if former is not None else None)
        if self.appointment is None:
            first = next((row.appointment for row in self.rows if row.appointment is not None), None)
            self.choose(first.id if first is not None else "")

    @property
    def appointment(self) -> CardAppointment | None:
        """The appointment that the cursor stands on."""
        row = self.current_row()
        return row.appointment if row is not None else None


def _columns(theme: Theme) -> tuple[Column[CardRow], ...]:
    when, beside = partial(_when_font, theme), partial(_beside_font, theme)
    colour = partial(_colour, theme)
    return (
        Column(
            title=translate("PatientCard", "When"),
            text=_when,
            tip=_tip,
            spoken=_tip,
            font=when,
            colour=colour,
        ),
        Column(
            title=translate("PatientCard", "Service"),
            text=_service,
            tip=_tip,
            colour=colour,
            stretches=True,
        ),
        Column(title=translate("PatientCard", "Doctor"), text=_doctor, tip=_tip, colour=colour),
        Column(title=translate("PatientCard", "Place"), text=_place, tip=_tip, font=beside, colour=colour),
        Column(
            title=translate("PatientCard", "Status"),
            text=_status,
            tip=_tip,
            font=beside,
            colour=colour,
            icon=partial(_icon, theme),
        ),
    )


def _id(row: CardRow) -> str:
    return row.appointment.id if row.appointment is not None else ""


def _is_heading(row: CardRow) -> bool:
    return row.appointment is None


def _when(row: CardRow) -> str:
    one = row.appointment
    if one is None:
        return row.heading
    day = local_date(one.starts_at, one.zone)
    return f"{short_day(day)}/{day.year} {time_at(one.starts_at, one.zone)}"


def _service(row: CardRow) -> str:
    return (row.appointment.service_name or "") if row.appointment is not None else ""


def _doctor(row: CardRow) -> str:
    """The last name alone; the tooltip has the whole."""
    return row.appointment.doctor_name.split(" ")[0] if row.appointment is not None else ""


def _place(row: CardRow) -> str:
    return (row.appointment.place_name or "") if row.appointment is not None else ""


def _status(row: CardRow) -> str:
    return status_word(row.appointment) if row.appointment is not None else ""


def status_word(one: CardAppointment) -> str:
    """How an appointment stands, in a word or two."""
    words = {
        "pending": translate("PatientCard", "To confirm"),
        "confirmed": translate("PatientCard", "Booked"),
        "arrived": translate("PatientCard", "Arrived"),
        "in_room": translate("PatientCard", "In the room"),
        "completed": translate("PatientCard", "Done"),
        "cancelled": translate("PatientCard", "Cancelled"),
        "no_show": translate("PatientCard", "Did not come"),
        "held": translate("PatientCard", "Held"),
    }
    return words[status_of(one)]


def _tip(row: CardRow) -> str:
    one = row.appointment
    if one is None:
        return row.heading
    place = ", ".join(filter(None, (one.place_name, one.room_name)))
    reason = stated_reason(one.cancellation_reason) if one.status == "cancelled" else ""
    return "\n".join(
        filter(
            None,
            (
                moment(one.starts_at, one.zone),
                one.service_name,
                one.doctor_name,
                place,
                status_word(one),
                reason,
                one.notes,
            ),
        )
    )


def _when_font(theme: Theme, row: CardRow) -> QFont:
    if row.appointment is None:
        return theme.font(Text.SECONDARY, strong=True)
    return theme.font(medium=row.is_to_come, tabular=True)


def _beside_font(theme: Theme, _row: CardRow) -> QFont:
    return theme.font(Text.SECONDARY)


def _colour(theme: Theme, row: CardRow) -> QColor:
    palette = theme.palette
    return theme.colour(palette.text if row.is_to_come else palette.text_secondary)


def _icon(theme: Theme, row: CardRow) -> QIcon | None:
    return theme.icon(status_icon(status_of(row.appointment))) if row.appointment is not None else None
