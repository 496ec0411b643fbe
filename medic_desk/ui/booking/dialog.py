"""The booking form: patient, service, doctor, place, time, notes, in one column; Enter books.

It keeps the chosen place on hold while it is open, asks the engine for the free starts, and sends one act.
The loser of a race keeps everything typed and gets the nearest free starts as buttons. It is opened with
``open()``; nothing in it waits for the database.
"""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.free_starts import FreeStarts
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.nearest_starts import NearestStarts
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.booking.service_choice import ServiceChoice
from medic_desk.ui.booking.time_choice import GRACE_MINUTES, TimeChoice
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.text_fields import TextBox
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names

_CHARACTERS, _LINES = 76, 43
"""How wide and high the form opens, in its own type."""
_NOTE_LINES = 2


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
    """``booked`` (AppointmentResult) once the appointment stands in the database."""

    booked = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._clinic = desk.clinic
        self.wanted = wanted
        self._attempt = Attempt(desk, self)
        self._waiting: BookingRequest | None = None
        """A booking that is sent once the hold under way is known."""
        self._keeper = HoldKeeper(desk, self)
        self.setWindowTitle(self.tr("New appointment"))
        self.patient = PatientSearch(desk, theme)
        self.choice = ServiceChoice(self._clinic, theme, wanted.doctor_id, wanted.service_id)
        self.time = TimeChoice(desk, theme, wanted.day, wanted.starts_at)
        self.notes = TextBox()
        self.message = MessageBanner(theme)
        self._nearest = NearestStarts(self.time, self.message, self)
        self._question = DiscardQuestion(self.message, self._attempt, self)
        self.book_button = QPushButton()
        self.close_button = QPushButton(self.tr("Close"))
        self._lay_out()
        self._connect()
        self._show_state()
        self._ask_for_times()
        self.patient.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self.book_button, "primary")
        self.book_button.setDefault(True)
        self.close_button.setAutoDefault(False)
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText(self.tr("For the doctor; Ctrl+Enter books"))
        line = self.fontMetrics().lineSpacing()
        self.notes.setFixedHeight(_NOTE_LINES * line + theme.space(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
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
        column.addSpacing(theme.space(1))
        foot = QDialogButtonBox()
        foot.addButton(self.book_button, QDialogButtonBox.ButtonRole.AcceptRole)
        foot.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        column.addWidget(foot)
        open_at_size(self, _CHARACTERS * self.fontMetrics().averageCharWidth(), _LINES * line)

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
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            # In the notes Enter alone is a new line.
            shortcut = QShortcut(QKeySequence(keys), self.notes)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.book)
        self.book_button.clicked.connect(self.book)
        self.close_button.clicked.connect(self.reject)
        self._attempt.changed.connect(self._show_state)
        self._nearest.taken.connect(self._on_nearest_taken)
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
        self._show_state()

    @Slot(object)
    def _on_times_read(self, starts: FreeStarts) -> None:
        if not starts.slots:
            self.message.say(self.tr("No free time in these two weeks: look later, or at another doctor."))
        self._show_state()
        self._keep()

    @Slot(int, object)
    def _on_wish_gone(self, wanted: Minute, starts: FreeStarts) -> None:
        if not self._is_booking and starts.slots:
            text = self.tr("{moment} is not free for this service. Free close to it:")
            sentence = text.format(moment=moment(wanted, starts.zone))
            self._nearest.offer(sentence, starts.nearest(wanted), starts.zone)

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(error_sentence(error, self._names()))

    @Slot()
    def _on_time_chosen(self) -> None:
        self.message.hide()
        self._show_state()
        self._keep()

    def _keep(self) -> None:
        service, starts_at = self.choice.chosen, self.time.starts_at
        if service is not None and starts_at is not None and not self._is_closed_to_changes:
            self._keeper.want(service.doctor_id, service.id, starts_at, self.choice.location_id)

    @Slot(object)
    def _on_held(self, _appointment: AppointmentResult) -> None:
        self.time.overlook(self._keeper.own_ids())

    @Slot(object)
    def _on_hold_refused(self, error: SlotRefused) -> None:
        if not self._is_closed_to_changes:
            self._tell_refused(error)

    def _names(self) -> Names:
        if self.time.starts is not None:
            return Names.of_week(self._clinic, self.time.starts.week)
        return Names(self._clinic, self._clinic.doctor(self.choice.doctor_id).timezone)

    # Booking

    @property
    def _is_booking(self) -> bool:
        """Whether a booking is on its way: nothing else is sent, and the form does not close."""
        return self._waiting is not None or self._attempt.is_busy

    @property
    def _is_closed_to_changes(self) -> bool:
        """Whether what is typed belongs to a booking that is on its way, or that nobody knows of."""
        return self._waiting is not None or self._attempt.is_open

    @Slot()
    def book(self) -> None:
        """Send the booking, once however often it is asked."""
        if self._is_booking:
            return
        if self._attempt.is_unknown:
            self.message.hide()
            self._attempt.again()
            return
        self._waiting = self._request()
        if self._waiting is not None:
            self._show_state()
            # Our own hold may be on its way: the booking must know its id, or it would meet itself.
            self._keeper.when_still(self._send)

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
            act_id=new_act_id(),
            doctor_id=service.doctor_id,
            appointment_type_id=service.id,
            starts_at=starts_at,
            patient_id=self.patient.patient.id if self.patient.patient is not None else None,
            new_patient=new_patient,
            doctor_location_id=self.choice.location_id,
            notes=self.notes.toPlainText().strip() or None,
            past_grace_minutes=GRACE_MINUTES,
        )

    def _send(self) -> None:
        request, self._waiting = self._waiting, None
        if request is not None:
            self.message.hide()
            request = replace(request, hold_id=self._keeper.hold_id)
            self._attempt.send(book, request, self._on_booked, self._on_not_booked)

    def _on_booked(self, appointment: AppointmentResult) -> None:
        self._keeper.booked()
        self.booked.emit(appointment)
        self.accept()

    def _on_not_booked(self, error: Exception) -> None:
        if self._attempt.is_unknown:
            say_unknown(self.message, self._attempt, error)
        else:
            self._tell_refused(error)

    def _tell_refused(self, error: Exception) -> None:
        names, service = self._names(), self.choice.chosen
        sentence = error_sentence(error, names, service.duration_minutes if service else 0)
        self._nearest.tell_refused(error, sentence, names.zone)
        self._show_state()
        if isinstance(error, InvalidField):
            self.patient.mark(error.field)

    @Slot()
    def _show_state(self) -> None:
        """Let the fields be edited or not, and the button say what it does."""
        for field in (self.patient, self.choice, self.time, self.notes):
            field.setEnabled(not self._is_closed_to_changes)
        self.book_button.setEnabled(not self._is_booking)
        if self._is_booking:
            text = self.tr("Booking…")
        elif self._attempt.is_unknown:
            text = self.tr("&Try again")
        elif self.time.starts_at is None:
            text = self.tr("&Book")
        else:
            text = self.tr("&Book {moment}").format(moment=moment(self.time.starts_at, self._names().zone))
        self.book_button.setText(text)

    # What a person does

    @Slot()
    def _on_nearest_taken(self) -> None:
        self.book_button.setFocus()

    @Slot()
    def _on_typed(self) -> None:
        if self._question.is_asked:
            self.message.hide()

    @Slot()
    def _on_patient_entered(self) -> None:
        (self.time if self.time.starts_at is None else self.book_button).setFocus()

    @Slot()
    def _on_came_back(self) -> None:
        if not self._is_closed_to_changes:
            self.message.hide()
            self.time.read_again()

    # Closing

    def has_typed(self) -> bool:
        """Whether closing now would lose something a person typed."""
        return self.patient.has_typed() or bool(self.notes.toPlainText().strip())

    def reject(self) -> None:
        """Close, but ask first where something typed would be lost; a booking under way is waited for."""
        if self._waiting is None and self._question.may_close(self.discard, is_typed=self.has_typed()):
            self.discard()

    def discard(self) -> None:
        """Close without asking."""
        super().reject()

    def done(self, result: int) -> None:
        """Give the hold back, however the form closes."""
        self._keeper.give_back()
        super().done(result)
