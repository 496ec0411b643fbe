"""What a booking is made of: patient, service, doctor, place, start and notes, in one column."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.last_services import LastServices
from medic_desk.ui.booking.length_choice import LengthChoice
from medic_desk.ui.booking.patient_part import PatientPart
from medic_desk.ui.booking.service_choice import ServiceChoice
from medic_desk.ui.booking.start_choice import StartChoice
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.controls.text_fields import TextBox
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.names import Names

_NOTE_LINES = 2


class BookingForm(QWidget):
    """``asked`` when other starts are looked for, ``typed`` at everything else a person types or chooses."""

    asked = Signal()
    typed = Signal()

    def __init__(self, desk: Desk, theme: Theme, clinic: Clinic, keeper: HoldKeeper) -> None:
        super().__init__()
        self._theme = theme
        self.clinic = clinic
        """The clinic's lists as they are offered."""
        self._drawn: int | None = None
        """How long the span is that a person drew, in minutes; None where none was drawn."""
        self.patient_part = PatientPart(desk, theme)
        self.patient = self.patient_part.search
        self.choice = ServiceChoice(clinic, theme, None, None)
        self.length = LengthChoice(theme)
        self.starts = StartChoice(desk, theme, clinic, keeper)
        self.notes = TextBox()
        self._lay_out()
        self.choice.changed.connect(self.ask)
        self.length.changed.connect(self.ask)
        self.patient_part.changed.connect(self.typed)
        self.notes.textChanged.connect(self.typed)

    def _lay_out(self) -> None:
        theme = self._theme
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText(self.tr("For the doctor; Ctrl+Enter books"))
        line = self.fontMetrics().lineSpacing()
        self.notes.setFixedHeight(_NOTE_LINES * line + theme.space(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(3),) * 4)
        column.setSpacing(theme.space(1))
        self._add(column, self.tr("Pat&ient"), self.patient_part)
        for part in (self.choice, self.length):
            column.addSpacing(theme.space(1))
            column.addWidget(part)
        column.addSpacing(theme.space(1))
        column.addWidget(self.starts, 1)
        column.addSpacing(theme.space(1))
        self._add(column, self.tr("N&otes"), self.notes)

    def _add(self, column: QVBoxLayout, text: str, field: QWidget) -> None:
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        column.addWidget(label)
        column.addWidget(field)

    # Beginning

    def begin(self, wanted: Wanted, last: LastServices) -> None:
        """Begin with what is known. A service is chosen where it is wanted, else the last one there."""
        self._drawn = self._drawn_length(wanted)
        self.length.begin()
        self.choice.begin(wanted.doctor_id, wanted.service_id)
        if self.choice.chosen is None and wanted.doctor_id is not None:
            self.choice.begin(wanted.doctor_id, last.of(wanted.doctor_id) or None)
        self.starts.begin(wanted.day)
        if wanted.starts_at is not None:
            self.starts.wish(wanted.doctor_id, wanted.starts_at)
        self.patient.search.setText(wanted.patient)
        if wanted.entry is not None:
            self.patient.choose(wanted.entry)
        self.ask()

    def take_start(self, doctor_id: str, starts_at: Minute, wanted: Wanted | None) -> None:
        """Choose a start of that doctor, of the service that is wanted, where one is.

        Without one the service stays where they have its like, else it is asked. Of the span that was pointed
        at, one that was drawn is used, a click leaves the length that is chosen.
        """
        drawn = self._drawn_length(wanted) if wanted is not None else None
        service_id = wanted.service_id if wanted is not None else None
        if drawn is not None:
            self._drawn = drawn
            self.length.begin()
        offered = self.choice.offers.get(doctor_id)
        if drawn is None and offered is not None and service_id in (None, offered.id):
            self.starts.take_start(doctor_id, starts_at)
            return
        if service_id is not None:
            self.choice.begin(doctor_id if self.choice.doctor_id is not None else None, service_id)
        if doctor_id not in self.choice.offers:
            self.choice.choose_doctor(doctor_id)
        self.starts.wish(doctor_id, starts_at)
        self.starts.turn_to(starts_at, self.clinic.doctor(doctor_id).timezone)
        self.ask()

    def take_service(self, service_id: str) -> None:
        """Choose a service, where the doctor in question has it or its like."""
        self.choice.begin(self.choice.doctor_id, service_id)
        if self.choice.chosen is not None:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Look for the starts of what is chosen."""
        service = self.choice.chosen
        self.length.offer(self._drawn, service.duration_minutes if service is not None else None)
        self.starts.ask(self.choice.offers, self.choice.site_ids, self.length.minutes)
        self.asked.emit()

    def show_clinic(self, clinic: Clinic) -> None:
        """Take the clinic's lists as they are now; what is chosen stays where it still can be."""
        self.clinic = clinic
        service = self.choice.chosen
        self.starts.show_clinic(clinic)
        self.choice.show_clinic(clinic, service.id if service is not None else None)
        self.ask()

    def _drawn_length(self, wanted: Wanted) -> int | None:
        """The length of a span that a person drew; a free slot that was clicked is as long as its service."""
        clicked = next((one for one in self.clinic.services if one.id == wanted.service_id), None)
        is_as_long = clicked is not None and clicked.duration_minutes == wanted.minutes
        return None if is_as_long and not wanted.is_drawn else wanted.minutes

    # What is said so far

    @property
    def start(self) -> OfferedStart | None:
        """The start that is chosen."""
        return self.starts.start

    @property
    def service(self) -> ServiceEntry | None:
        """The service that would be booked: the chosen start's doctor's own."""
        start = self.starts.start
        return self.choice.offers.get(start.doctor_id) if start is not None else None

    def names(self) -> Names:
        """What ids are called, with the days of the chosen start's doctor where they were read."""
        start, found = self.starts.start, self.starts.found
        for answer in found.answers if found is not None else ():
            if start is None or answer.week.doctor_id == start.doctor_id:
                return Names.of_week(self.clinic, answer.week)
        return Names(self.clinic, start.zone if start is not None else "UTC")

    def has_typed(self) -> bool:
        """Whether closing now would lose something a person typed."""
        return self.patient.has_typed() or bool(self.notes.toPlainText().strip())

    def missing(self) -> tuple[str, QWidget] | None:
        """The first thing that is not said yet, as a sentence, and the field to say it in."""
        try:
            self.patient.check()
            self.patient.new_patient()
        except InvalidField as error:
            return error_sentence(error), self.patient
        if self.choice.chosen is None:
            return self.tr("Choose a service."), self.choice.service
        if self.starts.start is None:
            return self.tr("Choose a time."), self.starts.list
        return None

    def request(self) -> BookingRequest | None:
        """What is to be booked, in a new act; None where something is missing."""
        start = self.starts.start
        if start is None or self.missing() is not None:
            return None
        return BookingRequest(
            act_id=new_act_id(),
            doctor_id=start.doctor_id,
            appointment_type_id=start.appointment_type_id,
            starts_at=start.starts_at,
            patient_id=self.patient.patient.id if self.patient.patient is not None else None,
            new_patient=self.patient.new_patient(),
            doctor_location_id=start.slot.doctor_location_id,
            notes=self.notes.toPlainText().strip() or None,
            begun_at=self.starts.begun_at,
            duration_minutes=self.length.minutes,
        )

    def warn(self) -> None:
        """Say what the chosen start meets among the patient's own appointments."""
        start = self.start
        like = self.clinic.like_services(start.appointment_type_id) if start is not None else ()
        self.patient_part.meet(start, {one.id for one in like}, self.clinic)
