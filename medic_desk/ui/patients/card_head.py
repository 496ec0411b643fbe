"""The head of the card: who it is, how to reach them, and what a desk must see of them."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.model.patients.card import CardAppointment, PatientCard
from medic_desk.model.patients.fields import PatientFields
from medic_desk.ui.booking.patient_search import age
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.warning_band import WarningBand
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import moment, written_date
from medic_desk.ui.words.patient_fields import shown_value

translate = QCoreApplication.translate


class CardHead(QWidget):
    """Name, particulars, the next appointment in one line, and the warning in amber."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.particulars, self.next = QLabel(), QLabel(), QLabel()
        set_role(self.name, "heading")
        set_role(self.particulars, "secondary")
        self.next.setFont(theme.font(Text.TITLE, medium=True, tabular=True))
        for label in (self.name, self.particulars, self.next):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_plain(self.name, self.particulars, self.next)
        self.warning = WarningBand(theme, self.tr("Warning for the desk"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        for widget in (self.name, self.particulars, self.next, self.warning):
            column.addWidget(widget)

    def show_card(self, card: PatientCard, now: Minute, today: date) -> None:
        """Show whose card it is; ``now`` (UTC) tells what is to come, ``today`` how old they are."""
        self.name.setText(card.fields.full_name)
        self.particulars.setText(particulars(card.fields, today))
        coming = next((one for one in card.appointments if one.is_to_come(now)), None)
        self.next.setText(self._next(coming))
        self.warning.say(card.fields.desk_warning)

    def _next(self, coming: CardAppointment | None) -> str:
        if coming is None:
            return self.tr("No appointment is to come.")
        told = (
            moment(coming.starts_at, coming.zone),
            coming.service_name,
            coming.doctor_name,
            coming.place_name,
        )
        return self.tr("Next: {appointment}").format(appointment=" · ".join(filter(None, told)))


def particulars(patient: PatientFields, today: date) -> str:
    """Birth date and age, file number and phones in one line, as far as they are known."""
    told = []
    if patient.birth_date is not None:
        years = translate("PatientSearch", "{years} y").format(years=age(patient.birth_date, today))
        told.append(f"{written_date(patient.birth_date)} · {years}")
    if patient.file_number:
        told.append(translate("PatientSearch", "file {number}").format(number=patient.file_number))
    told += [shown_value(patient, name) for name in ("mobile_phone", "phone")]
    return "  ·  ".join(filter(None, told))
