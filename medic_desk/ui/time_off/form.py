"""The form that asks for time off: days or hours, why, and who is booked then."""

import uuid
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_affected_appointments
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.model.time_off.decisions import AskTimeOff, ask
from medic_desk.model.time_off.requests import TimeOff
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.controls.day_span import DaySpan, Span
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import DeadlinePassed
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.schedule import schedule_error_sentence


class TimeOffForm(QDialog):
    """``asked`` (TimeOff) once the request stands in the database."""

    asked = Signal(object)
    computed = Signal()
    """Who is booked in the days that are typed is known."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._attempt: AskTimeOff | None = None
        self._affected_of: tuple[Span, ...] | None = None
        self._is_busy = False
        self._asked_to_discard = False
        self._is_dirty = False
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
        self.reason = QLineEdit()
        self.notes = QPlainTextEdit()
        self.affected = AffectedAppointments(theme)
        self.message = MessageBanner(theme)
        self.ask_button = QPushButton(self.tr("&Ask"))
        self.close_button = QPushButton(self.tr("Close"))
        self._lay_out(theme)
        self.doctor.currentIndexChanged.connect(self._on_doctor)
        self.span.changed.connect(self._on_edited)
        self.reason.textEdited.connect(self._on_edited)
        self.notes.textChanged.connect(self._on_edited)
        self.ask_button.clicked.connect(self.ask)
        self.close_button.clicked.connect(self.reject)
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
        set_role(self.ask_button, "primary")
        self.ask_button.setDefault(True)
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.ask_button)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)

    # Who is booked then

    @Slot()
    def _on_doctor(self) -> None:
        self.span.set_zone(self.zone)
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._is_dirty = True
        self._asked_to_discard = False
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
        self._desk.read(self, work, on_done, self._on_read_failed, replaces="hits")

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
        if self._is_busy:
            return
        spans = self._spans()
        if spans is None:
            self.span.say()
            self.span.go_to_problem()
            return
        if self._attempt is None:
            self._attempt = AskTimeOff(
                act_id=str(uuid.uuid4()),
                doctor_id=self.doctor_id,
                starts_at=spans[0][0],
                ends_at=spans[0][1],
                reason=self.reason.text(),
                notes=self.notes.toPlainText(),
            )
        self._set_busy(is_busy=True)
        self.message.hide()
        self._desk.act(self, ask, self._attempt, self._on_done, self._on_failed)

    def _on_done(self, request: TimeOff) -> None:
        self._is_busy = False
        self.asked.emit(request)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, (ConnectionLost, DeadlinePassed)):
            self._attempt = None
        self._set_busy(is_busy=False)
        self.message.say(schedule_error_sentence(error, self.zone))
        # The field that had the keys was shut meanwhile: without this they would go nowhere.
        (self.ask_button if self._attempt is not None else self.span.first).setFocus()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        # While it is not known whether it was done, only the very same request may be sent again.
        may_edit = not is_busy and self._attempt is None
        self.span.setEnabled(may_edit)
        self.reason.setEnabled(may_edit)
        self.notes.setEnabled(may_edit)
        self.doctor.setEnabled(may_edit and self.doctor.count() > 1)
        self.ask_button.setEnabled(not is_busy)
        self.close_button.setEnabled(not is_busy)

    def reject(self) -> None:
        """Close; what was typed is asked about first."""
        if self._is_busy:
            return
        if self._is_dirty and not self._asked_to_discard:
            self._asked_to_discard = True
            self.message.say(self.tr("What is typed is not sent. Esc once more loses it."))
            return
        super().reject()
