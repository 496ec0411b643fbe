"""Time off: the requests, pending first, and what may be done with each, knowing whom it hits.

The list of who is booked belongs to the decision: an approval names the appointments that were seen, and is
refused if another was booked meanwhile.
"""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_affected_appointments
from medic_desk.model.clinic.permissions import Act, may_decide
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.model.time_off.decisions import DecideTimeOff, approve, deny, revoke, withdraw
from medic_desk.model.time_off.requests import TimeOff, read_time_off
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import DeadlinePassed
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.time_off.form import TimeOffForm
from medic_desk.ui.time_off.request_list import TimeOffList, history_lines
from medic_desk.ui.words.schedule import schedule_error_sentence, span_words

Decision = Callable[..., TimeOff]

_WATCHED = frozenset({"time_off_requests", "appointments"})


class TimeOffWindow(QDialog):
    """``decided`` (TimeOff) after each act that stands in the database."""

    decided = Signal(object)
    shown = Signal()
    """The requests were read anew and are listed."""
    computed = Signal()
    """Who is hit by the chosen request is listed."""

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
        self.requests: tuple[TimeOff, ...] = ()
        self._chosen = ""
        self._appointments: tuple[BookedAppointment, ...] | None = None
        self._attempt: tuple[Decision, DecideTimeOff] | None = None
        self._is_busy = False
        self.dialog: QDialog | None = None
        self.setWindowTitle(self.tr("Time off"))
        self.list = TimeOffList(theme)
        self.who = QLabel()
        self.when = QLabel()
        self.told = QLabel()
        self.affected = AffectedAppointments(theme)
        self.note = QLineEdit()
        self.message = MessageBanner(theme)
        self.ask_button = QPushButton(self.tr("&New request…"))
        self.approve_button = QPushButton(self.tr("&Approve"))
        self.deny_button = QPushButton(self.tr("&Deny"))
        self.revoke_button = QPushButton(self.tr("&Revoke"))
        self.withdraw_button = QPushButton(self.tr("&Withdraw"))
        self.close_button = QPushButton(self.tr("Close"))
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
        set_role(self.approve_button, "primary")
        for button in self._buttons():
            button.setAutoDefault(False)
        set_role(self.who, "heading")
        for label in (self.who, self.when, self.told):
            label.setWordWrap(True)
        show_plain(self.who, self.when, self.told)
        set_role(self.told, "secondary")
        self.note_field = FormField(theme, self.tr("N&ote on the decision"), self.note)
        self.note.setPlaceholderText(self.tr("Needed to deny and to revoke; who asked will read it"))
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.ask_button)
        panel = QFrame()
        set_role(panel, "panel")
        of_panel = QVBoxLayout(panel)
        of_panel.setContentsMargins(*(theme.space(4),) * 4)
        of_panel.setSpacing(theme.space(1.5))
        for widget in (self.who, self.when, self.told):
            of_panel.addWidget(widget)
        of_panel.addWidget(self.affected, 1)
        of_panel.addStretch(0)
        of_panel.addWidget(self.note_field)
        acts = QHBoxLayout()
        acts.setSpacing(theme.space(2))
        acts.addWidget(self.withdraw_button)
        acts.addStretch(1)
        for button in (self.revoke_button, self.deny_button, self.approve_button):
            acts.addWidget(button)
        of_panel.addLayout(acts)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addWidget(self.list, 6)
        middle.addWidget(panel, 5)
        self.state = QLabel()
        set_role(self.state, "secondary")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.close_button)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(*(theme.space(4),) * 4)
        column_of.setSpacing(theme.space(2))
        column_of.addLayout(head)
        column_of.addWidget(self.message)
        column_of.addLayout(middle, 1)
        column_of.addLayout(foot)
        open_at_size(self, 1320, 760)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.ask_button,
            self.approve_button,
            self.deny_button,
            self.revoke_button,
            self.withdraw_button,
            self.close_button,
        )

    def _connect(self) -> None:
        self.list.request_chosen.connect(self._on_chosen)
        self.note.textEdited.connect(self._on_note)
        self.ask_button.clicked.connect(self.ask)
        self.approve_button.clicked.connect(self.approve)
        self.deny_button.clicked.connect(self.deny)
        self.revoke_button.clicked.connect(self.revoke)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.close_button.clicked.connect(self.reject)
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
        self.message.say(schedule_error_sentence(error, self._zone(self.chosen)))

    def _name(self, one: TimeOff) -> str:
        clinic = self._desk.clinic
        doctors = clinic.doctors if clinic is not None else ()
        return next((doctor.full_name for doctor in doctors if doctor.id == one.doctor_id), "?")

    def _zone(self, one: TimeOff | None) -> str:
        clinic = self._desk.clinic
        assert clinic is not None  # noqa: S101 - for the type checker: the window needs it to open
        return clinic.doctor(one.doctor_id if one is not None else self._doctor_id).timezone

    # The chosen request

    @Slot(str)
    def _on_chosen(self, request_id: str) -> None:
        if self._is_busy or request_id == self._chosen:
            return
        self._chosen = request_id
        self._attempt = None
        self._appointments = None
        self.note.clear()
        self.note_field.say("")
        self.message.hide()
        self._show_chosen()
        self._ask_affected()

    def _show_chosen(self) -> None:
        one, person = self.chosen, self._desk.person
        for widget in (self.who, self.when, self.told, self.affected):
            widget.setVisible(one is not None)
        if one is None:
            empty = self.tr("No requests. A new one is made with Alt+N.")
            self.state.setText("" if self.requests else empty)
            self.affected.clear()
        else:
            self.who.setText(self._name(one))
            zone = self._zone(one)
            reason = one.reason or self.tr("no reason given")
            self.when.setText(f"{span_words(one.starts_at, one.ends_at, zone)}  ·  {reason}")
            self.told.setText("\n".join(history_lines(one, zone)))
        is_idle = not self._is_busy and one is not None
        may = one is not None and person is not None and may_decide(person, one.requested_by_id)
        may = may and person is not None and (one is None or one.doctor_id != person.doctor_id)
        is_own = (
            one is not None
            and person is not None
            and (one.requested_by_id == person.id or one.doctor_id == person.doctor_id)
        )
        state = one.state if one is not None else ""
        self.approve_button.setVisible(may and state == "pending")
        self.deny_button.setVisible(may and state == "pending")
        self.revoke_button.setVisible(may and state == "approved")
        self.withdraw_button.setVisible(is_own and state in {"pending", "approved"})
        self.note_field.setVisible(may and state in {"pending", "approved"})
        # An approval names the appointments that were seen: not before they are.
        self.approve_button.setEnabled(is_idle and self._appointments is not None)
        for button in (self.deny_button, self.revoke_button, self.withdraw_button):
            button.setEnabled(is_idle)
        self.ask_button.setEnabled(self._desk.may(Act.ASK_TIME_OFF) and not self._is_busy)
        if one is not None:
            waits = state == "pending" and is_own and not may
            self.state.setText(self.tr("Somebody else decides this request.") if waits else "")

    # Who is hit

    def _ask_affected(self) -> None:
        one = self.chosen
        if one is None:
            return
        now = minute_floor(self._desk.now())
        ahead = ((max(one.starts_at, now), one.ends_at),) if one.ends_at > now else ()
        work = partial(read_affected_appointments, doctor_id=one.doctor_id, spans=ahead)
        on_done = partial(self._on_affected, one.id)
        self._desk.read(self, work, on_done, self._on_read_failed, replaces="hits")

    def _on_affected(self, request_id: str, appointments: tuple[BookedAppointment, ...]) -> None:
        one = self.chosen
        if one is None or one.id != request_id:
            return
        self._appointments = appointments
        self.affected.tell_booked(appointments, self._zone(one))
        self._show_chosen()
        self.computed.emit()

    # Deciding

    @Slot()
    def approve(self) -> None:
        """Approve the chosen request, with the appointments it hits in view."""
        if self.approve_button.isVisible() and self._appointments is not None:
            seen = frozenset(appointment.id for appointment in self._appointments)
            self._decide(approve, seen_appointment_ids=seen)

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
        if one is None or self._is_busy:
            return
        if self._attempt is None or self._attempt[0] is not act:
            note = self.note.text().strip() or None
            request = DecideTimeOff(
                act_id=str(uuid.uuid4()),
                request_id=one.id,
                note=note,
                seen_appointment_ids=seen_appointment_ids,
            )
            self._attempt = (act, request)
        self._is_busy = True
        self.message.hide()
        self.note_field.say("")
        self._show_chosen()
        self._desk.act(self, act, self._attempt[1], self._on_done, self._on_failed)

    def _on_done(self, request: TimeOff) -> None:
        self._is_busy = False
        self._attempt = None
        self.note.clear()
        self._read()
        self.list.setFocus()
        self.decided.emit(request)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        if not isinstance(error, (ConnectionLost, DeadlinePassed)):
            # It is known that nothing happened: the next try is a new act.
            self._attempt = None
        sentence = schedule_error_sentence(error, self._zone(self.chosen))
        if isinstance(error, InvalidField) and error.field == "decision_note":
            self.note_field.say(sentence)
            self._show_chosen()
            self.note.setFocus()
            return
        self.message.say(sentence)
        if isinstance(error, AppointmentsAffected):
            self._appointments = None
        self._read()

    @Slot(str)
    def _on_note(self, _text: str) -> None:
        self.note_field.say("")
        self._attempt = None

    # Asking

    @Slot()
    def ask(self) -> None:
        """Open the form of a new request."""
        if self.dialog is not None or not self._desk.may(Act.ASK_TIME_OFF):
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
        self._appointments = None
        self._read()

    @Slot()
    def _on_form_closed(self) -> None:
        self.dialog = None
        self.list.setFocus()

    # Closing

    def reject(self) -> None:
        """Close; not while a decision is under way."""
        if not self._is_busy:
            super().reject()

    def done(self, result: int) -> None:
        """Hear nothing more once closed."""
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
