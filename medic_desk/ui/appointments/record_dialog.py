"""An appointment of the past, recorded afterwards: whose, with whom, what, when, and who came."""

from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from medic_desk.engine.clinic_time import instant_of, local_date, local_time, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.appointments.overbooking import PastAppointmentRequest, record_past_appointment
from medic_desk.model.clinic.clinic import Clinic, Doctor, LocationEntry
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES
from medic_desk.ui.appointments.act_dialog import ActDialog
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.controls.service_combo import ServiceCombo
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.controls.typed_fields import DateField, NumberField, TimeField
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import doctor_name

_YEAR = timedelta(days=364)
"""A day that is typed without its year is one of the past twelve months."""


class RecordDialog(ActDialog):
    """Opens for a doctor, today, just over."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, theme, parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._clinic: Clinic = desk.clinic
        zone = self._clinic.doctor(doctor_id).timezone
        today, wall = local_time(minute_floor(desk.now()), zone)
        self.setWindowTitle(self.tr("Record a past appointment"))
        self.keep_button.setText(self.tr("Close"))
        self.patient = PatientSearch(desk, theme)
        self.doctor: RowCombo[Doctor] = RowCombo(doctor_name, _doctor_id)
        self.service = ServiceCombo()
        self.place: RowCombo[LocationEntry] = RowCombo(_place_name, _place_id)
        self.day, self.time, self.length = DateField(today - _YEAR), TimeField(), NumberField()
        self.day.set_day(today)
        if wall >= TimeField.STEP_MINUTES:
            self.time.set_minute((wall // TimeField.STEP_MINUTES - 1) * TimeField.STEP_MINUTES)
        self.came, self.missed = QRadioButton(self.tr("&Done")), QRadioButton(self.tr("Did not co&me"))
        self._outcomes = QButtonGroup(self)
        self.reason = TextLine()
        self._lay_out()
        self.doctor.show_rows(self._clinic.doctors, doctor_id)
        self._on_doctor()
        self._connect()
        self.patient.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        self.add_title(
            self.tr("Record a past appointment"), self.tr("What happened and was not written down.")
        )
        self.add_field(self.tr("&Patient"), self.patient)
        self.add_field(self.tr("D&octor"), self.doctor)
        self.add_field(self.tr("&Service"), self.service)
        self._place_field = FormField(theme, self.tr("P&lace"), self.place)
        self._day_field = FormField(theme, self.tr("Da&y"), self.day)
        self._time_field = FormField(theme, self.tr("&Time"), self.time)
        self._length_field = FormField(theme, self.tr("Minut&es"), self.length)
        for part in (self._place_field, self._day_field, self._time_field, self._length_field):
            set_role(part.label, "secondary")
        self.column.addWidget(self._place_field)
        when = QHBoxLayout()
        when.setSpacing(theme.space(2))
        for part, stretch in ((self._day_field, 2), (self._time_field, 1), (self._length_field, 1)):
            when.addWidget(part, stretch)
        self.column.addLayout(when)
        self.column.addSpacing(theme.space(2))
        outcome = QHBoxLayout()
        outcome.setSpacing(theme.space(4))
        for button in (self.came, self.missed):
            self._outcomes.addButton(button)
            outcome.addWidget(button)
        outcome.addStretch(1)
        self.came.setChecked(True)
        self.column.addLayout(outcome)
        self.column.addSpacing(theme.space(2))
        self.reason.setPlaceholderText(self.tr("Why it was not written down then"))
        self.add_field(self.tr("&Reason"), self.reason)
        self.column.addStretch(1)
        self.fields = (
            self.patient, self.doctor, self.service, self.place, self.day, self.time, self.length,
            self.came, self.missed, self.reason,
        )  # fmt: skip
        self.add_foot()
        open_at_size(self, self.fontMetrics().averageCharWidth() * 68, self._theme.space(150))

    def _connect(self) -> None:
        self.doctor.row_chosen.connect(self._on_doctor)
        self.service.row_chosen.connect(self._on_service)
        self.patient.changed.connect(self._on_typed)
        self.patient.entered.connect(self.day.setFocus)
        for field in (self.day, self.time, self.length):
            field.changed.connect(self._on_typed)
        self.reason.textEdited.connect(self._on_typed)
        self.act_button.clicked.connect(self.record)

    # Choosing

    @Slot()
    def _on_doctor(self) -> None:
        doctor = self.doctor.chosen_row()
        if doctor is None:
            return
        # What is past may have been a service that is retired by now.
        of_doctor = [one for one in self._clinic.services if one.doctor_id == doctor.id]
        self.service.show_rows(sorted(of_doctor, key=lambda one: not one.is_active))
        places = [one for one in self._clinic.locations if one.doctor_id == doctor.id and one.is_active]
        self.place.show_rows(places)
        self._place_field.setVisible(len(places) > 1)
        self._on_service()

    @Slot()
    def _on_service(self) -> None:
        service = self.service.chosen_row()
        if service is not None:
            self.length.set_number(service.duration_minutes)
            if service.default_location_id is not None:
                self.place.show_rows(self.place.rows_model.rows, service.default_location_id)
        self._on_typed()

    @Slot()
    def _on_typed(self) -> None:
        self.message.hide()
        for field in (self._day_field, self._time_field, self._length_field):
            field.say("")
        self.show_state()

    @property
    def zone(self) -> str:
        """The zone that day and time are of."""
        doctor = self.doctor.chosen_row()
        return doctor.timezone if doctor is not None else "UTC"

    @property
    def starts_at(self) -> Minute | None:
        """When it began; None while day or time cannot be read."""
        if self.day.day is None or self.time.minute is None:
            return None
        return instant_of(self.day.day, self.time.minute, self.zone)

    def act_text(self) -> str:
        """Record, with the time."""
        if self.attempt.is_busy:
            return self.tr("Recording…")
        starts_at = self.starts_at
        if starts_at is None:
            return self.tr("Re&cord")
        return self.tr("Re&cord {moment}").format(moment=moment(starts_at, self.zone))

    # Acting

    def has_typed(self) -> bool:
        """Whether a patient or a reason would be lost."""
        return self.patient.has_typed() or bool(self.reason.text().strip())

    @Slot()
    def record(self) -> None:
        """Send what is typed, once however often it is asked."""
        if self.send_again():
            return
        try:
            request = self._request()
        except InvalidField as error:
            self._tell(error)
        else:
            self.send(record_past_appointment, request)

    def _request(self) -> PastAppointmentRequest:
        """What is typed as a request. Raises ``InvalidField`` for the first field that cannot stand."""
        self.patient.check()
        new_patient = self.patient.new_patient()
        service, place, minutes = self.service.chosen_row(), self.place.chosen_row(), self.length.number
        if service is None:
            raise InvalidField("appointment_type_id", "missing")
        if self.day.day is None or self.time.minute is None:
            raise InvalidField("day" if self.day.day is None else "time", "unreadable")
        if minutes is None or not 1 <= minutes <= LONGEST_APPOINTMENT_MINUTES:
            raise InvalidField("duration_minutes", "out_of_range")
        starts_at = instant_of(self.day.day, self.time.minute, self.zone)
        if local_date(starts_at, self.zone) != self.day.day:
            raise InvalidField("day", "unreadable")
        reason = self.reason.text().strip()
        if not reason:
            raise InvalidField("recording_reason", "missing")
        booking = BookingRequest(
            act_id=new_act_id(),
            doctor_id=service.doctor_id,
            appointment_type_id=service.id,
            starts_at=starts_at,
            patient_id=self.patient.patient.id if self.patient.patient is not None else None,
            new_patient=new_patient,
            doctor_location_id=place.id if place is not None else None,
        )
        return PastAppointmentRequest(
            booking=booking, reason=reason, duration_minutes=minutes, did_come=self.came.isChecked()
        )

    def refused(self, error: Exception) -> None:
        """Say why it was not recorded."""
        if isinstance(error, InvalidField):
            self._tell(error)
        else:
            self.message.say(refused_sentence(error, None, 0))

    def _tell(self, error: InvalidField) -> None:
        """Say what is wrong, at its field where it has one here."""
        length = self.tr("A number of minutes from 1 to {most}.").format(most=LONGEST_APPOINTMENT_MINUTES)
        at = {
            "day": (self._day_field, self.tr("Write the day as day/month/year.")),
            "time": (self._time_field, self.tr("Write the time as 10:30.")),
            "duration_minutes": (self._length_field, length),
            "starts_at": (self._time_field, self.tr("This is not over yet: book it instead.")),
        }.get(error.field)
        if at is not None:
            field, sentence = at
            field.say(sentence)
            field.field.setFocus()
            return
        self.message.say(error_sentence(error))
        if error.field == "recording_reason":
            self.reason.setFocus()
        else:
            self.patient.mark(error.field)


def _doctor_id(doctor: Doctor) -> str:
    return doctor.id


def _place_name(place: LocationEntry) -> str:
    return place.name


def _place_id(place: LocationEntry) -> str:
    return place.id
