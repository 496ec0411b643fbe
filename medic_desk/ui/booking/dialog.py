"""The booking form: patient, service, doctor, place, time, notes, in one column; Enter books.

It keeps the chosen place on hold while it is open, asks the engine for the free starts, and sends one act.
The loser of a race keeps everything typed and gets the nearest free starts as buttons. It is opened with
``open()``; nothing in it waits for the database.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.free_starts import FreeStarts
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.errors import SlotTaken
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.booking.service_choice import ServiceChoice
from medic_desk.ui.booking.time_choice import GRACE_MINUTES, TimeChoice
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.outcome import is_unknown
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment, time_at
from medic_desk.ui.words.names import Names


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form opens with: as much as the click that opened it said.

    ``ends_at`` is the end of the span that a person drew, or of the free slot that was clicked.
    """

    doctor_id: str
    day: date
    service_id: str | None = None
    starts_at: Minute | None = None
    ends_at: Minute | None = None


class BookingDialog(QDialog):
    """``booked`` (Appointment) once the appointment stands in the database."""

    booked = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._clinic = desk.clinic
        self._attempt: BookingRequest | None = None
        self._is_booking = False
        self._is_unknown = False
        """The last attempt's outcome is not known: only the very same request may be sent again."""
        self._asked_to_discard = False
        self._keeper = HoldKeeper(desk, self)
        self.setWindowTitle(self.tr("New appointment"))
        self.patient = PatientSearch(desk, theme)
        self.choice = ServiceChoice(self._clinic, theme, wanted.doctor_id, wanted.service_id)
        self.time = TimeChoice(desk, theme, wanted.day, wanted.starts_at)
        self.notes = QPlainTextEdit()
        self.message = MessageBanner(theme)
        self.book_button = QPushButton()
        self.close_button = QPushButton(self.tr("Close"))
        self._lay_out()
        self._connect()
        self._show_choice()
        self._ask_for_times()
        self.patient.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self.book_button, "primary")
        self.book_button.setDefault(True)
        self.close_button.setAutoDefault(False)
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText(self.tr("For the doctor; Ctrl+Enter books"))
        self.notes.setFixedHeight(theme.space(15))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(1))
        self._add(column, self.tr("&Patient"), self.patient)
        column.addSpacing(theme.space(2))
        column.addWidget(self.choice)
        column.addSpacing(theme.space(2))
        column.addWidget(self.time, 1)
        column.addSpacing(theme.space(2))
        self._add(column, self.tr("N&otes"), self.notes)
        column.addSpacing(theme.space(1))
        column.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.book_button)
        column.addLayout(foot)
        open_at_size(self, self.fontMetrics().averageCharWidth() * 68, theme.space(180))

    def _add(self, column: QVBoxLayout, text: str, field: QWidget) -> None:
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        column.addWidget(label)
        column.addWidget(field)

    def _connect(self) -> None:
        self.choice.changed.connect(self._on_choice_changed)
        self.time.chosen.connect(self._on_time_chosen)
        self.time.entered.connect(self.book)
        self.time.read.connect(self._on_times_read)
        self.time.wish_gone.connect(self._on_wish_gone)
        self.time.failed.connect(self._on_read_failed)
        self.patient.changed.connect(self._on_typed)
        self.patient.entered.connect(self._on_patient_entered)
        self.notes.textChanged.connect(self._on_typed)
        self.notes.installEventFilter(self)
        self.book_button.clicked.connect(self.book)
        self.close_button.clicked.connect(self.reject)
        self._keeper.held.connect(self._on_held)
        self._keeper.refused.connect(self._on_hold_refused)
        self._keeper.lost.connect(self.time.read_again)
        self._desk.contact.came_back.connect(self._on_came_back)

    # The time

    def _ask_for_times(self) -> None:
        self.time.ask(self.choice.chosen, self.choice.location_id)
        if self.choice.chosen is None:
            self.message.say(self.tr("This doctor offers no service yet."))

    @Slot()
    def _on_choice_changed(self) -> None:
        self.message.hide()
        self._ask_for_times()
        self._show_choice()

    @Slot(object)
    def _on_times_read(self, starts: FreeStarts) -> None:
        if not starts.slots:
            self.message.say(self.tr("No free time in these two weeks: look later, or at another doctor."))
        self._show_choice()
        self._keep()

    @Slot(int, object)
    def _on_wish_gone(self, wanted: Minute, starts: FreeStarts) -> None:
        if not self._is_booking and starts.slots:
            text = self.tr("{moment} is not free for this service. Free close to it:")
            self._offer(text.format(moment=moment(wanted, starts.zone)), starts.nearest(wanted))

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(error_sentence(error, self._names()))

    @Slot()
    def _on_time_chosen(self) -> None:
        self._asked_to_discard = False
        self.message.hide()
        self._show_choice()
        self._keep()

    def _keep(self) -> None:
        service, starts_at = self.choice.chosen, self.time.starts_at
        if service is not None and starts_at is not None and not (self._is_booking or self._is_unknown):
            self._keeper.want(service.doctor_id, service.id, starts_at, self.choice.location_id)

    @Slot(object)
    def _on_held(self, _appointment: AppointmentResult) -> None:
        self.time.overlook(self._keeper.own_ids())

    @Slot(object)
    def _on_hold_refused(self, error: SlotRefused) -> None:
        if not self._is_booking:
            self._on_refused(error)

    def _offer(self, sentence: str, slots: Iterable[FreeSlot]) -> None:
        zone = self._names().zone
        nearest = sorted(slots)
        one_day = len({local_date(slot.starts_at, zone) for slot in nearest}) == 1
        written = time_at if one_day else moment
        self.message.say(
            sentence, [(written(slot.starts_at, zone), partial(self._take, slot)) for slot in nearest]
        )

    def _take(self, slot: FreeSlot) -> None:
        self.time.take(slot)
        self.book_button.setFocus()

    def _names(self) -> Names:
        if self.time.starts is not None:
            return Names.of_week(self._clinic, self.time.starts.week)
        return Names(self._clinic, self._clinic.doctor(self.choice.doctor_id).timezone)

    # Booking

    @Slot()
    def book(self) -> None:
        """Send the booking, once however often it is asked."""
        if self._is_booking:
            return
        if self._is_unknown and self._attempt is not None:
            self._send(self._attempt)
            return
        request = self._request()
        if request is not None:
            self._set_booking(is_booking=True)
            # Our own hold may be on its way: the booking must know its id, or it would meet itself.
            self._keeper.when_still(partial(self._send_with_hold, request))

    def _request(self) -> BookingRequest | None:
        """What is to be booked; None, with the sentence said, where something is missing."""
        try:
            self.patient.check()
            new_patient = self.patient.new_patient()
        except InvalidField as error:
            self.message.say(error_sentence(error))
            self.patient.mark(error.field)
            return None
        service, starts_at = self.choice.chosen, self.time.starts_at
        if service is None or starts_at is None:
            self.message.say(self.tr("Choose a time."))
            self.time.setFocus()
            return None
        return BookingRequest(
            act_id=str(uuid.uuid4()),
            doctor_id=service.doctor_id,
            appointment_type_id=service.id,
            starts_at=starts_at,
            patient_id=self.patient.patient.id if self.patient.patient is not None else None,
            new_patient=new_patient,
            doctor_location_id=self.choice.location_id,
            notes=self.notes.toPlainText().strip() or None,
            past_grace_minutes=GRACE_MINUTES,
        )

    def _send_with_hold(self, request: BookingRequest) -> None:
        self._send(replace(request, hold_id=self._keeper.hold_id))

    def _send(self, request: BookingRequest) -> None:
        self._attempt = request
        self._set_booking(is_booking=True)
        self.message.hide()
        self._desk.act(self, book, request, self._on_booked, self._on_refused)

    def _on_booked(self, appointment: AppointmentResult) -> None:
        self._keeper.booked()
        self._is_booking = False
        self.booked.emit(appointment)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._is_unknown = is_unknown(error, was_unknown=self._is_unknown)
        self._set_booking(is_booking=False)
        service = self.choice.chosen
        sentence = error_sentence(error, self._names(), service.duration_minutes if service else 0)
        if isinstance(error, (SlotRefused, SlotTaken)):
            self.time.give_up()
            self._show_choice()
        if isinstance(error, SlotRefused) and error.nearest:
            self._offer(sentence + " " + self.tr("Free close to it:"), error.nearest)
        else:
            self.message.say(sentence)
        if isinstance(error, InvalidField):
            self.patient.mark(error.field)

    def _set_booking(self, *, is_booking: bool) -> None:
        self._is_booking = is_booking
        for field in (self.patient, self.choice, self.time, self.notes):
            field.setEnabled(not is_booking and not self._is_unknown)
        self.book_button.setEnabled(not is_booking)
        self._show_choice()

    def _show_choice(self) -> None:
        if self._is_booking:
            text = self.tr("Booking…")
        elif self._is_unknown:
            text = self.tr("&Try again")
        elif self.time.starts_at is None:
            text = self.tr("&Book")
        else:
            text = self.tr("&Book {moment}").format(moment=moment(self.time.starts_at, self._names().zone))
        self.book_button.setText(text)

    def patient_name(self) -> str:
        """Who is booked, last name first."""
        typed = self.patient.new_patient()
        if typed is not None:
            return f"{typed.last_name} {typed.first_name}".strip()
        return self.patient.patient.full_name if self.patient.patient is not None else ""

    # What a person does

    @Slot()
    def _on_typed(self) -> None:
        self._asked_to_discard = False

    @Slot()
    def _on_patient_entered(self) -> None:
        (self.time if self.time.starts_at is None else self.book_button).setFocus()

    @Slot()
    def _on_came_back(self) -> None:
        if not self._is_booking and not self._is_unknown:
            self.message.hide()
            self.time.read_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let Ctrl+Enter book from the notes, where Enter is a new line."""
        if watched is self.notes and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.book()
                return True
        return super().eventFilter(watched, event)

    # Closing

    def has_typed(self) -> bool:
        """Whether closing now would lose something a person typed."""
        return self.patient.has_typed() or bool(self.notes.toPlainText().strip())

    def reject(self) -> None:
        """Close, but ask first where something typed would be lost; a booking under way is waited for."""
        if self._is_booking:
            return
        if self.has_typed() and not self._asked_to_discard and not self._is_unknown:
            self._asked_to_discard = True
            choices = ((self.tr("Discard"), self.discard), (self.tr("Go on"), self._on_go_on))
            self.message.say(self.tr("Close and lose what was typed? Esc once more discards it."), choices)
            return
        self.discard()

    def discard(self) -> None:
        """Close without asking."""
        super().reject()

    def _on_go_on(self) -> None:
        self._asked_to_discard = False
        self.message.hide()
        self.patient.setFocus()

    def done(self, result: int) -> None:
        """Give the hold back, however the form closes."""
        self._keeper.give_back()
        super().done(result)
