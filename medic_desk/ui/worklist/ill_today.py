"""A doctor is ill: from when, and who is booked then. Enter records it, and lists whom to call."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import instant_of, local_date, local_time, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_affected_appointments
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.time_off.illness import IllnessResult, RecordIllness, record_illness
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.typed_fields import TimeField
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.schedule import schedule_error_sentence

_CHARACTERS = 80


class IllTodayDialog(GrowingDialog):
    """``recorded`` (IllnessResult) once it stands; until then nothing is blocked."""

    recorded = Signal(object)
    computed = Signal()
    """Who is booked from that time on is listed."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("a dialog needs a clinic")
        self._desk = desk
        self._doctor = desk.clinic.doctor(doctor_id)
        self._today = local_date(minute_floor(desk.now()), self.zone)
        self._seen: tuple[BookedAppointment, ...] | None = None
        self._asked: Minute | None = None
        self._is_wanted = False
        """Whether it was asked for before it was known who is booked."""
        self.attempt = Attempt(desk, self)
        self.setWindowTitle(self.tr("Ill today"))
        self.heading = QLabel(self.tr("{doctor} is ill").format(doctor=self._doctor.full_name))
        self.start = TimeField()
        self.start.set_minute(local_time(minute_floor(desk.now()), self.zone)[1])
        self.field = FormField(theme, self.tr("&From, until the end of today"), self.start)
        self.affected = AffectedAppointments(theme)
        self.message = MessageBanner(theme)
        self.foot = EditorFoot(theme)
        self.record_button = self.foot.add_primary(self.tr("&Block the day and list them"))
        self._lay_out(theme)
        self.start.changed.connect(self._on_edited)
        self.attempt.changed.connect(self._show_state)
        self.foot.buttons.accepted.connect(self.record)
        self.foot.buttons.rejected.connect(self.reject)
        self._ask_affected()

    @property
    def zone(self) -> str:
        """The doctor's time zone."""
        return self._doctor.timezone

    def _lay_out(self, theme: Theme) -> None:
        set_role(self.heading, "heading")
        self.heading.setWordWrap(True)
        show_plain(self.heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(2))
        for part in (self.heading, self.field):
            column.addWidget(part)
        self.affected.list.setMinimumHeight(theme.space(40))
        column.addWidget(self.affected, 1)
        column.addWidget(self.message)
        column.addWidget(self.foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter record it at once."""
        super().showEvent(event)
        self.record_button.setDefault(True)
        self.record_button.setFocus()

    # Who is booked then

    def span(self) -> tuple[Minute, Minute] | None:
        """From when to the end of today, in engine minutes; None while no time is typed."""
        wall = self.start.minute
        if wall is None:
            return None
        return instant_of(self._today, wall, self.zone), instant_of(self._today, 24 * 60, self.zone)

    @Slot()
    def _on_edited(self) -> None:
        self.message.hide()
        self.field.say("")
        self._is_wanted = False
        self._ask_affected()

    def _ask_affected(self) -> None:
        span = self.span()
        self._seen, self._asked = None, span[0] if span is not None else None
        if span is None:
            self.affected.clear()
            return
        ahead = ((max(span[0], minute_floor(self._desk.now())), span[1]),)
        work = partial(read_affected_appointments, doctor_id=self._doctor.id, spans=ahead)
        self._desk.read(self, work, partial(self._on_affected, span[0]), self._on_read_failed, replaces="ill")

    def _on_affected(self, asked: Minute, appointments: tuple[BookedAppointment, ...]) -> None:
        if asked != self._asked:
            return
        self._seen = appointments
        self.affected.tell_booked(appointments, self.zone)
        self.computed.emit()
        if self._is_wanted:
            self.record()

    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(schedule_error_sentence(error, self.zone))

    # Recording

    @Slot()
    def record(self) -> None:
        """Send it, once however often it is asked; first it is found out who is booked."""
        if self.attempt.is_open:
            self.attempt.again()
            return
        span = self.span()
        if span is None:
            self.field.say(self.tr("Write the time as hours and minutes, as in 12:00."))
            self.start.setFocus()
            return
        self._is_wanted = self._seen is None
        if self._seen is None:
            return
        request = RecordIllness(
            act_id=new_act_id(),
            doctor_id=self._doctor.id,
            starts_at=span[0],
            ends_at=span[1],
            seen_appointment_ids=frozenset(one.id for one in self._seen),
        )
        self.attempt.send(record_illness, request, self._on_done, self._on_failed)

    def _on_done(self, result: IllnessResult) -> None:
        # Closing gives focus back to the calendar: what opens upon this takes it last.
        self.accept()
        self.recorded.emit(result)

    def _on_failed(self, error: Exception) -> None:
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
            return
        self.message.say(schedule_error_sentence(error, self.zone))
        if isinstance(error, AppointmentsAffected):
            self._ask_affected()
        self.record_button.setFocus()

    @Slot()
    def _show_state(self) -> None:
        if self.attempt.is_busy:
            self.message.hide()
        self.start.setEnabled(not self.attempt.is_open)
        self.record_button.setEnabled(not self.attempt.is_busy)
        self.foot.close_button.setEnabled(not self.attempt.is_busy)

    def reject(self) -> None:
        """Close, unless the act is under way; one that nobody knows of is never sent again."""
        if not self.attempt.is_busy:
            self.attempt.abandon()
            super().reject()
