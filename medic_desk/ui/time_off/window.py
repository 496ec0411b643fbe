"""Time off: the requests, pending first, and what may be done with each, knowing whom it affects.

The list of who is booked belongs to the decision: an approval names the appointments that were seen, and is
refused if another was booked meanwhile.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_affected_appointments
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.changes import Changed
from medic_desk.model.time_off.decisions import DecideTimeOff, approve, deny, revoke, withdraw
from medic_desk.model.time_off.requests import TimeOff, read_time_off
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.time_off.form import TimeOffForm
from medic_desk.ui.time_off.may_do import may_do
from medic_desk.ui.time_off.request_list import TimeOffList
from medic_desk.ui.time_off.request_panel import RequestPanel
from medic_desk.ui.words.schedule import schedule_error_sentence

Decision = Callable[..., TimeOff]

_WATCHED = frozenset({"time_off_requests", "appointments"})


class TimeOffWindow(GrowingDialog):
    """``decided`` (TimeOff) after each act that stands in the database."""

    decided = Signal(object)
    shown = Signal()
    """The requests were read anew and are listed."""
    computed = Signal()
    """Who is affected by the chosen request is listed."""

    def __init__(
        self, desk: Desk, theme: Theme, doctor_id: str | None, parent: QWidget | None = None
    ) -> None:
        """``doctor_id`` is whose time off is asked for at first; the list holds everybody's."""
        super().__init__(parent)
        if desk.clinic is None or desk.person is None:
            raise RuntimeError("nobody is signed in")
        self._desk = desk
        self._theme = theme
        self._doctor_id = doctor_id or desk.person.doctor_id or desk.clinic.doctors[0].id
        self.attempt = Attempt(desk, self)
        self.requests: tuple[TimeOff, ...] = ()
        self._chosen = ""
        self._seen: tuple[BookedAppointment, ...] | None = None
        """Who is booked then, once the list names them."""
        self.dialog: QDialog | None = None
        self.setWindowTitle(self.tr("Time off"))
        self.list = TimeOffList(theme)
        self.panel = RequestPanel(theme)
        self.message = MessageBanner(theme)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.foot = EditorFoot(theme)
        self.ask_button = QPushButton(self.tr("&New request…"))
        self._lay_out()
        self._connect()
        self._show_chosen()
        self.list.setFocus()
        self._read()

    @property
    def chosen(self) -> TimeOff | None:
        """The request that is shown."""
        return next((one for one in self.requests if one.id == self._chosen), None)

    def _lay_out(self) -> None:
        theme = self._theme
        heading = QLabel(self.tr("Requests for time off"))
        set_role(heading, "heading")
        self.ask_button.setIcon(theme.icon("add"))
        set_role(self.ask_button, "quiet")
        self.ask_button.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.ask_button)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addWidget(self.list, 6)
        middle.addWidget(self.panel, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        open_at_size(self, self.fontMetrics().averageCharWidth() * 190, self.fontMetrics().height() * 44)

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._on_chosen)
        self.panel.note.textEdited.connect(self._on_note)
        self.panel.approve_button.clicked.connect(self.approve)
        self.panel.deny_button.clicked.connect(self.deny)
        self.panel.revoke_button.clicked.connect(self.revoke)
        self.panel.withdraw_button.clicked.connect(self.withdraw)
        self.attempt.changed.connect(self._on_attempt_changed)
        self.ask_button.clicked.connect(self.ask)
        self.foot.buttons.rejected.connect(self.reject)
        self._desk.heard.connect(self._on_heard)

    # Reading

    def _read(self) -> None:
        work = partial(read_time_off, now=self._desk.now())
        self._desk.read(self, work, self._on_read, self._on_read_failed, replaces="requests")

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        if any(changed.table is None or changed.table in _WATCHED for changed in changes):
            self._read()

    def _on_read(self, requests: tuple[TimeOff, ...]) -> None:
        self.requests = requests
        if self.chosen is None:
            self._chosen = requests[0].id if requests else ""
        if self._desk.clinic is not None:
            self.list.show_requests(requests, self._desk.clinic, self._chosen)
        self._show_chosen()
        self._ask_affected()
        self.shown.emit()

    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(schedule_error_sentence(error, self._zone(self.chosen)))

    def _name(self, one: TimeOff | None) -> str:
        clinic = self._desk.clinic
        return clinic.doctor(one.doctor_id).full_name if clinic is not None and one is not None else ""

    def _zone(self, one: TimeOff | None) -> str:
        clinic = self._desk.clinic
        assert clinic is not None  # noqa: S101 - for the type checker: the window needs it to open
        return clinic.doctor(one.doctor_id if one is not None else self._doctor_id).timezone

    # The chosen request

    @Slot(str)
    def _on_chosen(self, request_id: str) -> None:
        if request_id == self._chosen:
            return
        if self.attempt.is_open:
            self.list.put_back(self._chosen)
        elif self.panel.has_note:
            self.list.put_back(self._chosen)
            self.question.ask(partial(self._choose, request_id))
        else:
            self._choose(request_id)

    def _choose(self, request_id: str) -> None:
        self._chosen = request_id
        self._seen = None
        self.list.choose(request_id)
        self.panel.note.clear()
        self.panel.note_field.say("")
        self.message.hide()
        self._show_chosen()
        self._ask_affected()

    def _show_chosen(self) -> None:
        one = self.chosen
        may = may_do(self._desk.person, one)
        is_idle = not self.attempt.is_open
        self.panel.show_request(one, self._name(one), self._zone(one), may)
        # An approval names the appointments that were seen: not before they are.
        self.panel.set_open(is_open=is_idle and one is not None, may_approve=self._seen is not None)
        self.ask_button.setEnabled(is_idle and self._desk.may(Permission.ASK_TIME_OFF))
        if not self.requests:
            self.foot.say(self.tr("No requests. A new one is made with Alt+N."))
        elif may.waits_for_another:
            self.foot.say(self.tr("Somebody else decides this request."))
        else:
            self.foot.say("")

    # Who is affected

    def _ask_affected(self) -> None:
        one = self.chosen
        if one is None:
            return
        now = minute_floor(self._desk.now())
        ahead = ((max(one.starts_at, now), one.ends_at),) if one.ends_at > now else ()
        work = partial(read_affected_appointments, doctor_id=one.doctor_id, spans=ahead)
        on_done = partial(self._on_affected, one.id)
        self._desk.read(self, work, on_done, self._on_read_failed, replaces="affected")

    def _on_affected(self, request_id: str, appointments: tuple[BookedAppointment, ...]) -> None:
        one = self.chosen
        if one is None or one.id != request_id:
            return
        self._seen = appointments
        self.panel.affected.tell_booked(appointments, self._zone(one))
        self._show_chosen()
        self.computed.emit()

    # Deciding

    @Slot()
    def approve(self) -> None:
        """Approve the chosen request, with the appointments it affects in view."""
        if self.panel.approve_button.isVisible() and self._seen is not None:
            self._decide(approve, frozenset(appointment.id for appointment in self._seen))

    @Slot()
    def deny(self) -> None:
        """Turn the chosen request down; the note says why."""
        self._decide(deny)

    @Slot()
    def revoke(self) -> None:
        """Take the approval back; the note says why."""
        self._decide(revoke)

    @Slot()
    def withdraw(self) -> None:
        """Take an own request back."""
        self._decide(withdraw)

    def _decide(self, act: Decision, seen_appointment_ids: frozenset[str] | None = None) -> None:
        one = self.chosen
        if one is None or self.attempt.is_open:
            return
        request = DecideTimeOff(
            act_id=new_act_id(),
            request_id=one.id,
            note=self.panel.note.text().strip() or None,
            seen_appointment_ids=seen_appointment_ids,
        )
        self.attempt.send(act, request, self._on_done, self._on_failed)

    @Slot()
    def _on_attempt_changed(self) -> None:
        if self.attempt.is_busy:
            self.message.hide()
            self.panel.note_field.say("")
        self._show_chosen()

    def _on_done(self, request: TimeOff) -> None:
        self.panel.note.clear()
        self._read()
        self.list.setFocus()
        self.decided.emit(request)

    def _on_failed(self, error: Exception) -> None:
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
            return
        sentence = schedule_error_sentence(error, self._zone(self.chosen))
        if isinstance(error, InvalidField) and error.field == "decision_note":
            self.panel.note_field.say(sentence)
            self.panel.note.setFocus()
            return
        self.message.say(sentence)
        if isinstance(error, AppointmentsAffected):
            self._seen = None
        self._read()

    @Slot(str)
    def _on_note(self, _text: str) -> None:
        self.panel.note_field.say("")
        if self.question.is_asked:
            self.message.hide()

    # Asking

    @Slot()
    def ask(self) -> None:
        """Open the form of a new request."""
        if self.dialog is not None or self.attempt.is_open or not self._desk.may(Permission.ASK_TIME_OFF):
            return
        form = TimeOffForm(self._desk, self._theme, self._doctor_id, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.asked.connect(self._on_asked)
        form.finished.connect(self._on_form_closed)
        self.dialog = form
        form.open()

    @Slot(object)
    def _on_asked(self, request: TimeOff) -> None:
        self._chosen = request.id
        self._seen = None
        self._read()

    @Slot()
    def _on_form_closed(self) -> None:
        self.dialog = None
        self.list.setFocus()

    # Closing

    def reject(self) -> None:
        """Close; a note that was typed is asked about first, and nothing closes while a decision is made."""
        if self.question.may_close(self.discard, is_typed=self.panel.has_note):
            self.discard()

    @Slot()
    def discard(self) -> None:
        """Close without asking."""
        super().reject()

    def done(self, result: int) -> None:
        """Hear nothing more once closed."""
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
