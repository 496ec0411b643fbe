"""An appointment of the past, recorded afterwards: whose, with whom, what, when, and who came."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from medic_desk.engine.clinic_time import local_time, minute_floor, readings
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.appointments.overbooking import PastAppointmentRequest, record_past_appointment
from medic_desk.model.clinic.clinic import Clinic, Doctor, LocationEntry, ServiceEntry
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES
from medic_desk.model.patients.search import NewPatient
from medic_desk.ui.appointments.patient_dialog import PatientDialog
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.found_combo import FoundCombo
from medic_desk.ui.controls.reading_choice import ReadingChoice
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
from medic_desk.ui.words.clock_change import skipped_sentence, twice_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import doctor_name

_YEAR = timedelta(days=364)
"""A day that is typed without its year is one of the past twelve months."""


class RecordDialog(PatientDialog):
    """Opens for today, just over; for a doctor where one is meant, else that is asked too."""

    def __init__(
        self, desk: Desk, theme: Theme, doctor_id: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, theme, parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._clinic: Clinic = desk.clinic
        self.setWindowTitle(self.tr("Record a past appointment"))
        self.keep_button.setText(self.tr("Close"))
        self.doctor: FoundCombo[Doctor] = FoundCombo(doctor_name, _doctor_id)
        self.doctor.setPlaceholderText(self.tr("Choose a doctor"))
        self.doctor.show_rows(self._clinic.doctors, doctor_id, may_be_none=True)
        today, wall = local_time(minute_floor(desk.now()), self.zone)
        self.service = ServiceCombo()
        self.place: RowCombo[LocationEntry] = RowCombo(_place_name, _place_id)
        self.day, self.time, self.length = DateField(today - _YEAR), TimeField(), NumberField()
        self.place.setPlaceholderText(self.tr("Choose a place"))
        self.reading = ReadingChoice(theme)
        self.day.set_day(today)
        if wall >= TimeField.STEP_MINUTES:
            self.time.set_minute((wall // TimeField.STEP_MINUTES - 1) * TimeField.STEP_MINUTES)
        self.came, self.missed = QRadioButton(self.tr("&Done")), QRadioButton(self.tr("Did &not come"))
        self._outcomes = QButtonGroup(self)
        self.reason = TextLine()
        self._lay_out()
        self._on_doctor()
        self._connect()
        self.patient.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        self.add_title(
            self.tr("Record a past appointment"), self.tr("What happened and was not written down.")
        )
        self.add_field(self.tr("Pat&ient"), self.patient)
        self._doctor_field = self._said_at(self.tr("D&octor"), self.doctor)
        self.column.addWidget(self._doctor_field)
        self.column.addSpacing(theme.space(2))
        self.add_field(self.tr("&Service"), self.service)
        self._place_field = self._said_at(self.tr("Pl&ace"), self.place)
        self._day_field = self._said_at(self.tr("Da&y"), self.day)
        self._time_field = self._said_at(self.tr("Tim&e"), self.time)
        self._length_field = self._said_at(self.tr("Min&utes"), self.length)
        self.column.addWidget(self._place_field)
        when = QHBoxLayout()
        when.setSpacing(theme.space(2))
        for part, stretch in ((self._day_field, 2), (self._time_field, 1), (self._length_field, 1)):
            when.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(when)
        for part in (self._day_field, self._time_field, self._length_field):
            self.column.addWidget(part.take_said())
        self.column.addWidget(self.reading)
        self.column.addSpacing(theme.space(2))
        self._add_outcome()
        self.reason.setPlaceholderText(self.tr("Why it was not written down then"))
        self.add_field(self.tr("&Reason"), self.reason)
        self.column.addStretch(1)
        self.fields = (
            self.patient, self.doctor, self.service, self.place, self.day, self.time, self.reading,
            self.length, self.came, self.missed, self.reason,
        )  # fmt: skip
        self.add_foot()
        open_at_size(self, self.fontMetrics().averageCharWidth() * 68, self._theme.space(150))

    def _said_at(self, text: str, field: QWidget) -> FormField:
        """A field under which it is said what is wrong with it."""
        made = FormField(self._theme, text, field)
        set_role(made.label, "secondary")
        return made

    def _add_outcome(self) -> None:
        """Add whether the patient came."""
        outcome = QHBoxLayout()
        outcome.setSpacing(self._theme.space(4))
        for button in (self.came, self.missed):
            self._outcomes.addButton(button)
            outcome.addWidget(button)
        outcome.addStretch(1)
        self.came.setChecked(True)
        self.column.addLayout(outcome)
        self.column.addSpacing(self._theme.space(2))

    def _connect(self) -> None:
        self.doctor.row_chosen.connect(self._on_doctor)
        self.service.row_chosen.connect(self._on_service)
        self.patient.changed.connect(self._on_typed)
        self.patient.entered.connect(self._on_patient_entered)
        self.place.row_chosen.connect(self._on_typed)
        self.reading.changed.connect(self._on_typed)
        for field in (self.day, self.time, self.length):
            field.changed.connect(self._on_typed)
        self.reason.textEdited.connect(self._on_typed)
        self.act_button.clicked.connect(self.record)

    # Choosing

    @Slot()
    def _on_doctor(self) -> None:
        doctor, former = self.doctor.chosen_row(), self.service.chosen_row()
        doctor_id = doctor.id if doctor is not None else ""
        # What is past may have been a service that is retired by now.
        of_doctor = [one for one in self._clinic.services if one.doctor_id == doctor_id]
        like = self._clinic.like_service(former.id if former is not None else "", doctor_id)
        self.service.show_services(
            sorted(of_doctor, key=lambda one: not one.is_active), like.id if like is not None else None
        )
        self.place.show_rows(())
        self._on_service()

    @Slot()
    def _on_service(self) -> None:
        service, former = self.service.chosen_row(), self.place.chosen_row()
        if service is None:
            self.length.clear()
        else:
            self.length.set_number(service.duration_minutes)
        places = self._places(service)
        usual = service.default_location_id if service is not None else None
        kept = (
            usual or (former.id if former is not None else None) or (places[0].id if len(places) == 1 else "")
        )
        self.place.show_rows(places, kept, may_be_none=True)
        self._place_field.setVisible(len(places) > 1)
        self._on_typed()

    def _places(self, service: ServiceEntry | None) -> list[LocationEntry]:
        """Where the service may have been given: at none of them where it is a call or by video."""
        if service is None or service.consultation_mode != "in_person":
            return []
        of_doctor = (one for one in self._clinic.locations if one.doctor_id == service.doctor_id)
        return [
            one
            for one in of_doctor
            if one.is_active and (not service.location_ids or one.id in service.location_ids)
        ]

    @Slot()
    def _on_patient_entered(self) -> None:
        for field in (self.doctor, self.service):
            if field.chosen_row() is None:
                field.setFocus()
                return
        self.day.setFocus()

    @Slot()
    def _on_typed(self) -> None:
        self.message.hide()
        for field in (self._doctor_field, self._place_field, self._day_field, self._length_field):
            field.say("")
        day, wall = self.day.day, self.time.minute
        self.reading.show_time((day,) if day is not None else (), wall or 0, self.zone)
        # A time that the day does not have is said as it is typed: the button cannot mean it.
        is_known = day is not None and wall is not None
        self._time_field.say(self._time_sentence("skipped") if is_known and not self._readings() else "")
        self.show_state()

    def _readings(self) -> tuple[Minute, ...]:
        """The minutes that day and time stand for; none where they cannot be read or the clock skips them."""
        day, wall = self.day.day, self.time.minute
        return readings(day, wall, self.zone) if day is not None and wall is not None else ()

    @property
    def zone(self) -> str:
        """The zone that day and time are of."""
        doctor = self.doctor.chosen_row() or next(iter(self._clinic.doctors), None)
        return doctor.timezone if doctor is not None else "UTC"

    @property
    def starts_at(self) -> Minute | None:
        """When it began; None while day and time stand for no minute, or for one of two."""
        found = self._readings()
        return found[0] if len(found) == 1 else self.reading.chosen

    def act_text(self) -> str:
        """Record, with the time."""
        if self.attempt.is_busy:
            return self.tr("Recording…")
        starts_at = self.starts_at
        if self.patient.may_be_known:
            return self.tr("Re&cord a new patient (Ctrl+Enter)")
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
        wrong = self._wrong()
        if wrong:
            self._tell(*wrong)
        else:
            self.send(record_past_appointment, self._request())

    def _wrong(self) -> list[InvalidField]:
        """All that is missing or cannot stand, in the order of the fields."""
        wrong = []
        for check in (
            self._checked_patient, self._checked_service, self._checked_place, self._checked_day,
            self._checked_start, self._checked_minutes, self._checked_reason,
        ):  # fmt: skip
            try:
                check()
            except InvalidField as error:
                wrong.append(error)
        return wrong

    def _request(self) -> PastAppointmentRequest:
        """What is typed as a request. Raises ``InvalidField`` for the first field that cannot stand."""
        new_patient = self._checked_patient()
        service, place = self._checked_service(), self._checked_place()
        booking = BookingRequest(
            act_id=new_act_id(),
            doctor_id=service.doctor_id,
            appointment_type_id=service.id,
            starts_at=self._checked_start(),
            patient_id=self.patient.patient.id if self.patient.patient is not None else None,
            new_patient=new_patient,
            doctor_location_id=place.id if place is not None else None,
        )
        return PastAppointmentRequest(
            booking=booking,
            reason=self._checked_reason(),
            duration_minutes=self._checked_minutes(),
            did_come=self.came.isChecked(),
        )

    # What is typed in each field. Each raises ``InvalidField`` where it is missing or cannot stand.

    def _checked_patient(self) -> NewPatient | None:
        """The new patient; None where one of the list is chosen."""
        self.patient.check()
        return self.patient.new_patient()

    def _checked_service(self) -> ServiceEntry:
        service = self.service.chosen_row()
        if self.doctor.chosen_row() is None:
            raise InvalidField("doctor_id", "missing")
        if service is None:
            raise InvalidField("appointment_type_id", "missing")
        return service

    def _checked_place(self) -> LocationEntry | None:
        """Where it was; None where the service is given at no place."""
        place = self.place.chosen_row()
        if place is None and self.place.count():
            raise InvalidField("doctor_location_id", "missing")
        return place

    def _checked_day(self) -> date:
        day = self.day.day
        if day is None:
            raise InvalidField("day", "unreadable")
        return day

    def _checked_start(self) -> Minute:
        if self.time.minute is None:
            raise InvalidField("time", "unreadable")
        self._checked_day()
        starts_at = self.starts_at
        if starts_at is None:
            raise InvalidField("time", "twice" if self._readings() else "skipped")
        return starts_at

    def _checked_minutes(self) -> int:
        if not self.length.text().strip():
            # The service brings its length: while none is chosen, that is what is missing.
            self._checked_service()
        minutes = self.length.number
        if minutes is None or not 1 <= minutes <= LONGEST_APPOINTMENT_MINUTES:
            raise InvalidField("duration_minutes", "out_of_range")
        return minutes

    def _checked_reason(self) -> str:
        reason = self.reason.text().strip()
        if not reason:
            raise InvalidField("recording_reason", "missing")
        return reason

    def refused(self, error: Exception) -> None:
        """Say why it was not recorded."""
        if isinstance(error, InvalidField):
            self._tell(error)
        else:
            self.message.say(refused_sentence(error, None, 0))

    def _tell(self, *wrong: InvalidField) -> None:
        """Say what is wrong, each at its field where it has one here, and go to the first."""
        elsewhere = []
        for error in wrong:
            at = self._said_of(error)
            if at is None:
                elsewhere.append(error)
            else:
                field, sentence = at
                field.say(sentence)
        if elsewhere:
            # The message holds one sentence: the first's.
            self.message.say(error_sentence(elsewhere[0]))
        self._go_to(wrong[0])

    def _said_of(self, error: InvalidField) -> tuple[FormField, str] | None:
        """The field under which an error is said, and how; None where it has none here."""
        length = self.tr("A number of minutes from 1 to {most}.").format(most=LONGEST_APPOINTMENT_MINUTES)
        return {
            "day": (self._day_field, self.tr("Write the day as day/month/year.")),
            "time": (self._time_field, self._time_sentence(error.code)),
            "doctor_id": (self._doctor_field, self.tr("Choose with whom it was.")),
            "doctor_location_id": (self._place_field, self.tr("Choose where it was.")),
            "duration_minutes": (self._length_field, length),
            "starts_at": (self._time_field, self.tr("This is not over yet: book it instead.")),
        }.get(error.field)

    def _go_to(self, error: InvalidField) -> None:
        """Set the focus to the field that an error is about."""
        at = self._said_of(error)
        if at is not None:
            at[0].field.setFocus()
        elif error.field == "recording_reason":
            self.reason.setFocus()
        elif error.field == "appointment_type_id":
            self.service.setFocus()
        else:
            self.patient.mark(error.field)

    def _time_sentence(self, code: str) -> str:
        day, wall = self.day.day, self.time.minute
        if day is None or wall is None or code not in {"twice", "skipped"}:
            return self.tr("Write the time as 10:30.")
        return twice_sentence(day, wall) if code == "twice" else skipped_sentence(day, wall, self.zone)


def _doctor_id(doctor: Doctor) -> str:
    return doctor.id


def _place_name(place: LocationEntry) -> str:
    return place.name


def _place_id(place: LocationEntry) -> str:
    return place.id
