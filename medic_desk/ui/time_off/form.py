"""The form that asks for time off: days or hours, why, and who is booked then."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_affected_appointments
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.time_off.decisions import AskTimeOff, ask
from medic_desk.model.time_off.requests import TimeOff
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.controls.day_span import DaySpan, Span
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.text_fields import TextBox, TextLine
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.schedule import schedule_error_sentence


class TimeOffForm(GrowingDialog):
    """``asked`` (TimeOff) once the request stands in the database."""

    asked = Signal(object)
    computed = Signal()
    """Who is booked in the days that are typed is known."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self.attempt = Attempt(desk, self)
        self._affected_of: tuple[Span, ...] | None = None
        self.is_typed = False
        """Whether closing would lose something."""
        self.setWindowTitle(self.tr("Ask for time off"))
        self.doctor = QComboBox()
        for doctor in desk.clinic.doctors:
            if doctor.is_active and desk.may(Permission.ASK_TIME_OFF, doctor.id):
                self.doctor.addItem(doctor.full_name, doctor.id)
        self.doctor.setCurrentIndex(max(0, self.doctor.findData(doctor_id)))
        self.doctor.setEnabled(self.doctor.count() > 1)
        today = local_date(minute_floor(desk.now()), self.zone)
        self.span = DaySpan(theme, self.zone, today)
        # A stretch of days with hours begins on the first and ends on the last: one request, one block.
        self.span.is_each.setChecked(False)
        self.span.is_each.hide()
        self.span.set_day(today)
        self.reason = TextLine()
        self.notes = TextBox()
        self.affected = AffectedAppointments(theme)
        self.message = MessageBanner(theme)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.foot = EditorFoot(theme)
        self.ask_button = self.foot.add_primary(self.tr("&Ask"))
        self._lay_out(theme)
        self.doctor.currentIndexChanged.connect(self._on_doctor)
        self.span.changed.connect(self._on_edited)
        self.reason.textEdited.connect(self._on_edited)
        self.notes.textChanged.connect(self._on_edited)
        self.attempt.changed.connect(self._on_attempt_changed)
        self.foot.buttons.accepted.connect(self.ask)
        self.foot.buttons.rejected.connect(self.reject)
        self.span.first.setFocus()
        self.span.first.selectAll()
        self._ask_affected()

    @property
    def doctor_id(self) -> str:
        """Whose time off it is."""
        return str(self.doctor.currentData())

    @property
    def zone(self) -> str:
        """The doctor's time zone."""
        clinic = self._desk.clinic
        assert clinic is not None  # noqa: S101 - for the type checker: the form needs it to open
        return clinic.doctor(self.doctor_id).timezone

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(2))
        column.addWidget(FormField(theme, self.tr("&Doctor"), self.doctor))
        column.addWidget(self.span)
        column.addWidget(FormField(theme, self.tr("Rea&son"), self.reason))
        self.reason.setPlaceholderText(self.tr("Shown on the calendar"))
        column.addWidget(FormField(theme, self.tr("&Notes"), self.notes))
        self.notes.setPlaceholderText(self.tr("For whoever decides"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(theme.space(17))
        self.affected.list.setMinimumHeight(theme.space(26))
        column.addWidget(self.affected, 1)
        column.addWidget(self.message)
        column.addWidget(self.foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)

    # Who is booked then

    @Slot()
    def _on_doctor(self) -> None:
        self.span.set_zone(self.zone)
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self.is_typed = True
        self.message.hide()
        self.span.is_each.hide()
        self._ask_affected()

    def _spans(self) -> tuple[Span, ...] | None:
        return self.span.spans()

    def _ask_affected(self) -> None:
        spans = self._affected_of = self._spans()
        if spans is None:
            self.affected.clear()
            return
        now = minute_floor(self._desk.now())
        ahead = tuple((max(start, now), end) for start, end in spans if end > now)
        work = partial(read_affected_appointments, doctor_id=self.doctor_id, spans=ahead)
        on_done = partial(self._on_affected, spans)
        self._desk.read(self, work, on_done, self._on_read_failed, replaces="affected")

    def _on_affected(self, spans: tuple[Span, ...], appointments: tuple[BookedAppointment, ...]) -> None:
        if spans is not self._affected_of:
            return
        self.affected.tell_booked(appointments, self.zone)
        self.computed.emit()

    def _on_read_failed(self, error: Exception) -> None:
        self.affected.tell(schedule_error_sentence(error, self.zone), (), self.zone)

    # Asking

    @Slot()
    def ask(self) -> None:
        """Send the request, once however often it is asked."""
        if self.attempt.is_open:
            return
        spans = self._spans()
        if spans is None:
            self.span.say()
            self.span.go_to_problem()
            return
        request = AskTimeOff(
            act_id=new_act_id(),
            doctor_id=self.doctor_id,
            starts_at=spans[0][0],
            ends_at=spans[0][1],
            reason=self.reason.text(),
            notes=self.notes.toPlainText(),
        )
        self.attempt.send(ask, request, self._on_done, self._on_failed)

    @Slot()
    def _on_attempt_changed(self) -> None:
        if self.attempt.is_busy:
            self.message.hide()
        is_open = self.attempt.is_open
        for field in (self.span, self.reason, self.notes, self.ask_button):
            field.setEnabled(not is_open)
        self.doctor.setEnabled(not is_open and self.doctor.count() > 1)
        self.foot.close_button.setEnabled(not self.attempt.is_busy)

    def _on_done(self, request: TimeOff) -> None:
        self.asked.emit(request)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
            return
        self.message.say(schedule_error_sentence(error, self.zone))
        # The field that had focus was disabled meanwhile: without this the keys would go nowhere.
        self.span.first.setFocus()

    def reject(self) -> None:
        """Close; what was typed is asked about first."""
        if self.question.may_close(self.discard, is_typed=self.is_typed):
            self.discard()

    @Slot()
    def discard(self) -> None:
        """Close without asking."""
        super().reject()
