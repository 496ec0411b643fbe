"""A line that books: its request is sent, and what came of it is said where the line stands."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.store.errors import SlotTaken
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.one_line.booking import LineBooking
from medic_desk.ui.one_line.outcome import request_of
from medic_desk.ui.one_line.understanding import Understanding
from medic_desk.ui.one_line.view import LineView
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.names import Names


class LineSending(QObject):
    """``booked`` (AppointmentResult) once it stands; ``told`` after each refusal that was said."""

    booked = Signal(object)
    told = Signal()

    def __init__(self, view: LineView, line: Understanding, booking: LineBooking, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._line = line
        self._booking = booking
        self._discard = self._question()
        booking.booked.connect(self._on_booked)
        booking.failed.connect(self._on_not_booked)
        booking.refused.connect(self._on_hold_refused)

    def _question(self) -> DiscardQuestion:
        return DiscardQuestion(self._view.message, self._booking.booking_sender.attempt, self._view)

    @property
    def is_asked_to_discard(self) -> bool:
        """Whether it is asked if the line may close over a booking that nobody knows of."""
        return self._discard.is_asked

    def may_close(self, close: Callable[[], object]) -> bool:
        """Whether the line may close at once; where nobody knows of its booking, that is asked first."""
        return not self._booking.booking_sender.is_waiting and self._discard.may_close(close, is_typed=False)

    def abandon(self) -> None:
        """A person closed the line over a booking of which nobody knows: it is never sent again."""
        self._booking.booking_sender.attempt.abandon()

    def send(self, *, arrives: bool) -> None:
        """Send what the line says; where a new patient cannot stand as typed, say why."""
        try:
            request = request_of(self._line, self._view.form)
        except InvalidField as error:
            self._say(error_sentence(error))
            self._view.form.mark(error.field)
            return
        if request is not None:
            self._view.message.hide()
            self._booking.send(request, arrives=arrives)

    def again(self) -> None:
        """Send the booking of which nobody knows again, the very same."""
        self._view.message.hide()
        self._booking.booking_sender.attempt.again()

    def _say(self, sentence: str) -> None:
        self._view.message.say(sentence)
        self._view.stand()

    @Slot(object)
    def _on_booked(self, appointment: object) -> None:
        self._discard = self._question()
        self.booked.emit(appointment)

    @Slot(object)
    def _on_not_booked(self, error: Exception) -> None:
        attempt = self._booking.booking_sender.attempt
        if not attempt.is_unknown:
            self._tell_refused(error)
            return
        if self._view.isHidden():
            self._view.open()
        say_unknown(self._view.message, attempt, error)
        self._view.stand()

    @Slot(object)
    def _on_hold_refused(self, error: Exception) -> None:
        if not self._booking.is_closed_to_changes:
            self._tell_refused(error)

    def _tell_refused(self, error: Exception) -> None:
        """Say why it was not held or booked; where somebody has the place, look for others."""
        line, start = self._line, self._line.start
        sentence = error_sentence(error, self._names(), start.minutes if start is not None else 0)
        if isinstance(error, (SlotRefused, SlotTaken)):
            line.draft.start = None
            line.starts.look_anew()
        self._say(sentence)
        if isinstance(error, InvalidField) and line.draft.is_new:
            self._view.form.mark(error.field)
        self.told.emit()

    def _names(self) -> Names:
        """What ids are called, with the days of the start's doctor where they were read."""
        clinic, start, found = self._line.draft.names.clinic, self._line.start, self._line.starts.found
        for answer in found.found.answers if found is not None and found.found is not None else ():
            if start is None or answer.week.doctor_id == start.doctor_id:
                return Names.of_week(clinic, answer.week)
        return Names(clinic, start.zone if start is not None else "UTC")
