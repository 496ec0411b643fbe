"""What a person chooses in a line: answers, chips, starts, a new patient."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.one_line.reading import Kind, Token
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.one_line import rows
from medic_desk.ui.one_line.booking import LineBooking
from medic_desk.ui.one_line.draft import Open, Question
from medic_desk.ui.one_line.shown_chips import DOCTOR, SERVICE
from medic_desk.ui.one_line.understanding import Understanding
from medic_desk.ui.one_line.view import LineView


class Choosing(QObject):
    """Changes the draft as a person chooses; nothing while a booking is on its way."""

    start_taken = Signal()
    """A start was chosen with the eyes on it."""
    appointment_taken = Signal(str)
    """The id of one of the patient's appointments, to be shown."""
    card_taken = Signal(str)
    """The id of the patient whose card is to be opened."""

    def __init__(
        self,
        view: LineView,
        line: Understanding,
        booking: LineBooking,
        question: Callable[[], Question | None],
        parent: QObject,
    ) -> None:
        """``question`` answers what is open now."""
        super().__init__(parent)
        self._view = view
        self._line = line
        self._booking = booking
        self._question = question
        view.answers.taken.connect(self.take)
        view.chips.pressed.connect(self._on_chip)
        view.verdict.start_pressed.connect(self._take_start)
        view.start_turned.connect(self._on_start_turned)
        view.new_button.clicked.connect(self.begin_new)
        view.form.given_up.connect(self.give_new_up)
        view.form.same_person_picked.connect(self.take_patient)

    @Slot(str)
    def take(self, key: str) -> None:
        """Take an answer to the open question."""
        question = self._question()
        if not key or self._booking.is_closed_to_changes:
            return
        self._view.message.hide()
        if question is None or question.open is Open.START:
            self._take_start(key)
        elif question.open is Open.MEANING:
            self._take_meaning(question.tokens[0], key)
        elif question.open is Open.EITHER:
            token = next(one for one in question.tokens if str(one.at) == key)
            self._line.choose_meaning(token, None)
        elif question.open in (Open.UNREAD, Open.MODE):
            self._leave_out(question)
        else:
            self._take_what_is_asked(question.open, key)

    def _take_meaning(self, token: Token, key: str) -> None:
        """Take a reading of a token, or a patient who is called so: then it is a patient's name."""
        line = self._line
        if key.startswith(rows.READING):
            line.choose_meaning(token, int(key.removeprefix(rows.READING)))
            return
        entry = next((one for one in line.patients.entries if one.id == key), None)
        line.choose_meaning(token, None)
        if entry is not None:
            line.draft.patient = entry
            line.update()

    def _take_what_is_asked(self, what: Open, key: str) -> None:
        line, draft = self._line, self._line.draft
        if what is Open.APPOINTMENT:
            self._take_appointment(key)
        elif key == rows.NEW:
            self.begin_new()
        else:
            if what is Open.PATIENT:
                draft.patient = next((one for one in line.patients.entries if one.id == key), None)
            elif what is Open.SERVICE:
                draft.service_key = key
            elif what is Open.DOCTOR:
                draft.doctor_id = key
            line.update()

    @Slot(str)
    def _take_start(self, key: str) -> None:
        found = self._line.starts.found
        starts = (*found.starts, *found.nearest) if found is not None else ()
        start = next((one for one in starts if rows.start_key(one) == key), None)
        if start is not None and not self._booking.is_closed_to_changes:
            self._line.draft.start = start
            self._view.line.setFocus()
            self.start_taken.emit()

    @Slot()
    def _on_start_turned(self) -> None:
        """Choose the next of the starts that there are."""
        line = self._line
        found, start = line.starts.found, line.start
        if found is None or start is None or not found.starts or self._booking.is_closed_to_changes:
            return
        keys = [one.key for one in found.starts]
        at = keys.index(start.key) + 1 if start.key in keys else 0
        line.draft.start = found.starts[at % len(keys)]
        self.start_taken.emit()

    def _take_appointment(self, key: str) -> None:
        draft = self._line.draft
        if draft.reading.kind is Kind.COMMAND:
            draft.appointment_id = key
            self._line.update()
        elif key == rows.CARD and draft.patient is not None:
            self.card_taken.emit(draft.patient.id)
        else:
            self.appointment_taken.emit(key)

    def _leave_out(self, question: Question) -> None:
        """Take a token out of the text."""
        token, text = question.tokens[0], self._view.line.text()
        parts = (text[: token.at].strip(), text[token.end :].strip())
        self._view.line.setText("".join(f"{part} " for part in parts if part))

    @Slot(str)
    def _on_chip(self, key: str) -> None:
        """Open what a chip says: it is asked anew."""
        draft = self._line.draft
        if self._booking.is_closed_to_changes:
            return
        if key == SERVICE:
            draft.service_key = None
        elif key == DOCTOR:
            draft.reopen_doctor()
        else:
            draft.reopen(int(key))
        self._view.line.setFocus()
        self._line.look_again()
        self._line.update()

    # A new patient

    @Slot()
    def begin_new(self) -> None:
        """Type a new patient, with what the line says of one."""
        draft = self._line.draft
        if not draft.is_booking or not draft.query or self._booking.is_closed_to_changes:
            return
        draft.patient, draft.is_new = None, True
        self._view.form.setVisible(True)
        self._view.form.begin(draft.new_patient_text)
        self._line.update()

    @Slot()
    def give_new_up(self) -> None:
        """Look among the patients there are after all."""
        self._line.draft.is_new = False
        self._view.line.setFocus()
        self._line.update()

    @Slot(object)
    def take_patient(self, entry: PatientEntry) -> None:
        """Take a patient in place of the new one who was typed."""
        draft = self._line.draft
        draft.patient, draft.is_new = entry, False
        self._view.line.setFocus()
        self._line.update()
