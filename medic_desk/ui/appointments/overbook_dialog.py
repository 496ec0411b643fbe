"""Overbooking: an appointment on top of others, with what it collides with by name, and the reason for it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from medic_desk.engine.facts import Minute, WhyNot
from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.appointments.overbooking import OverbookRequest, may_be_overbooked, overbook
from medic_desk.ui.appointments.collisions import Collisions
from medic_desk.ui.appointments.patient_dialog import PatientDialog
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.service_combo import ServiceCombo
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.why_not import why_not_sentences


class OverbookDialog(PatientDialog):
    """Asks for the patient, the service and the reason; the doctor and the time are given."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        doctor_id: str,
        starts_at: Minute,
        wanted_service_id: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, theme, parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._doctor = desk.clinic.doctor(doctor_id)
        self._starts_at = starts_at
        self._begun_at = desk.now()
        self.setWindowTitle(self.tr("Overbook"))
        self.keep_button.setText(self.tr("Lea&ve it"))
        self.service = ServiceCombo()
        self.service.show_services(desk.clinic.services_of(doctor_id), wanted_service_id)
        self.collides = QLabel()
        self.reason = TextLine()
        self.collisions = Collisions(desk, doctor_id, starts_at, self, begun_at=self._begun_at)
        self._lay_out()
        self.collisions.found.connect(self._on_found)
        self.collisions.failed.connect(self._on_read_failed)
        self.service.row_chosen.connect(self._on_service)
        self.patient.changed.connect(self.message.hide)
        self.patient.entered.connect(self._on_patient_entered)
        self.reason.textEdited.connect(self._on_reason)
        self.act_button.clicked.connect(self.overbook)
        self._on_service()
        self.patient.setFocus()

    def _lay_out(self) -> None:
        at = moment(self._starts_at, self._doctor.timezone)
        self.add_title(self.tr("Overbook {moment}").format(moment=at), self._doctor.full_name)
        self.add_field(self.tr("Pat&ient"), self.patient)
        self.add_field(self.tr("&Service"), self.service)
        show_plain(self.collides)
        self.collides.setWordWrap(True)
        self.add_field(self.tr("It collides with"), self.collides)
        self.reason.setPlaceholderText(self.tr("Why it cannot wait for a free time"))
        self.add_field(self.tr("&Reason"), self.reason)
        self.column.addStretch(1)
        self.fields = (self.patient, self.service, self.reason)
        self.add_foot()
        open_at_size(self, self.fontMetrics().averageCharWidth() * 68, self._theme.space(120))

    # What it collides with

    @property
    def is_possible(self) -> bool:
        """Whether people and rooms alone are in the way, so that it can be overbooked."""
        why = self.collisions.why
        return why is not None and may_be_overbooked(why.codes)

    @Slot()
    def _on_patient_entered(self) -> None:
        (self.reason if self.service.chosen_row() is not None else self.service).setFocus()

    @Slot()
    def _on_service(self) -> None:
        self.message.hide()
        self.collisions.ask(self.service.chosen_row())

    @Slot()
    def _on_found(self) -> None:
        why, names, service = self.collisions.why, self.collisions.names, self.service.chosen_row()
        if not self.service.count():
            self.collides.setText(self.tr("This doctor offers no service yet."))
        elif service is None or why is None or names is None:
            self.collides.setText(self.tr("Choose a service to see what is in its way."))
        elif not why.reasons:
            self.collides.setText(self.tr("Nothing any more: book it as usual."))
        else:
            minutes, is_possible = service.duration_minutes, self.is_possible
            self.collides.setText(self._in_the_way(why, names, minutes, is_possible=is_possible))
        self.show_state()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(error_sentence(error))

    def _show_own_state(self) -> None:
        """Let it be overbooked only where that is possible."""
        is_sent = self.attempt.is_open
        self.act_button.setEnabled(not self.attempt.is_busy and (is_sent or self.is_possible))

    def act_text(self) -> str:
        """Overbook, with the time."""
        if self.attempt.is_busy:
            return self.tr("Overbooking…")
        at = moment(self._starts_at, self._doctor.timezone)
        if self.patient.may_be_known:
            return self.tr("&Overbook {moment} for a new patient (Ctrl+Enter)").format(moment=at)
        return self.tr("&Overbook {moment}").format(moment=at)

    # Acting

    def has_typed(self) -> bool:
        """Whether a patient or a reason would be lost."""
        return self.patient.has_typed() or bool(self.reason.text().strip())

    @Slot()
    def overbook(self) -> None:
        """Send the overbooking, once however often it is asked."""
        if self.send_again():
            return
        service, reason = self.service.chosen_row(), self.reason.text().strip()
        try:
            self.patient.check()
            new_patient = self.patient.new_patient()
        except InvalidField as error:
            self._tell(error)
            return
        if not reason:
            self._tell(InvalidField("overbooking_reason", "missing"))
        elif service is not None and self.is_possible:
            booking = BookingRequest(
                act_id=new_act_id(),
                doctor_id=self._doctor.id,
                appointment_type_id=service.id,
                starts_at=self._starts_at,
                patient_id=self.patient.patient.id if self.patient.patient is not None else None,
                new_patient=new_patient,
                begun_at=self._begun_at,
                # The minute that was asked for may be no start of the grid.
                free_step_minutes=1,
            )
            self.send(overbook, OverbookRequest(booking=booking, reason=reason))

    def refused(self, error: Exception) -> None:
        """Say why it was not overbooked."""
        service, names = self.service.chosen_row(), self.collisions.names
        minutes = service.duration_minutes if service is not None else 0
        if isinstance(error, InvalidField):
            self._tell(error)
        elif isinstance(error, SlotRefused) and names is not None:
            # Who stands there was known and meant: what else is in the way is what is new.
            self.message.say(self._in_the_way(error.why, names, minutes, is_possible=False))
        else:
            self.message.say(refused_sentence(error, names, minutes))

    def _in_the_way(self, why: WhyNot, names: Names, minutes: int, *, is_possible: bool) -> str:
        said = why_not_sentences(why, names, minutes)
        only = () if is_possible else (self.tr("Only people, rooms and machines can be overbooked."),)
        return "\n".join((*said, *only))

    def _tell(self, error: InvalidField) -> None:
        self.message.say(error_sentence(error))
        if error.field == "overbooking_reason":
            self.reason.setFocus()
        else:
            self.patient.mark(error.field)

    @Slot(str)
    def _on_reason(self, _text: str) -> None:
        self.message.hide()
