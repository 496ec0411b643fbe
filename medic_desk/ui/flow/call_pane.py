"""The call list under the calendar: one patient after the other, by one key each, the number in large type.

It covers nothing: the row under the cursor is the selected appointment, with all that can be done with one.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.calls import CALL_NOTES, Call, CallList, CallRequest, reached, read_calls
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.controls.docked_list import Acted, DockedList, Row
from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.flow.call_list import CallRows
from medic_desk.ui.flow.dates import Dates, dates_at
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.desk_notes import note_words
from medic_desk.ui.words.formats import long_day, phone

WATCHED = frozenset({"appointments", "appointment_events", "patients"})
"""The tables whose changes may change the list."""

_ROWS = 12
"""How many rows high it is at first, with what stands over them."""
_LEAST_CHARACTERS = 12
"""Across, of the sentence beside the title where there is little room."""


class CallPane(DockedList):
    """Shows the list and sends the notes; what is done to the appointment itself is the window's."""

    appointment_chosen = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(desk, theme, WATCHED, _LEAST_CHARACTERS, parent)
        self.attempt = Attempt(desk, self)
        self._asked: Dates | None = None
        """On which dates the list was asked for; None while it is closed."""
        self._calls = CallRows(desk, theme)
        self._phone, self._patient = QLabel(), ElidedLabel(_LEAST_CHARACTERS)
        for name, note in CALL_NOTES.items():
            words = note_words(note)
            self._add_act(name, words.button, words.key)
        set_role(self.act_buttons[reached.name], "primary")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_plain(self._phone)
        calling = QHBoxLayout()
        calling.setSpacing(theme.space(2))
        calling.addWidget(self._phone)
        calling.addWidget(self._patient, 1)
        for button in (*self.act_buttons.values(), self.jump_button):
            calling.addWidget(button)
        self._lay_out((self._calls,), (), calling, _ROWS)
        self.attempt.changed.connect(self._show_buttons)

    @property
    def list(self) -> RowList[Call]:
        """The rows, one an appointment."""
        return self._calls

    # Reading

    def open(self) -> None:
        """Read the list, and keep it up to date until ``stop``."""
        self._begin(self.tr("Call list"))
        self._asked = None
        self._ask()

    def stop(self) -> None:
        """Read no more: nobody sees it."""
        super().stop()
        self._asked = None

    @Slot()
    def tick(self) -> None:
        """A minute passed: after midnight another day is the next."""
        if self._asked is not None:
            self._ask()

    def appointment(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment of the list, as it was read last."""
        return next((one.appointment for one in self.list.rows if one.id == appointment_id), None)

    def _ask(self) -> None:
        clinic, now = self._desk.clinic, minute_floor(self._desk.now())
        ids = tuple(one.id for one in clinic.listed_doctors) if clinic is not None else ()
        dates = dates_at(now, clinic, ids) if clinic is not None else ()
        if dates != self._asked:
            self._asked = dates
            self._read.start(partial(read_calls, doctor_ids=ids, now=now))

    def _take_read(self, found: CallList) -> None:
        if not self.attempt.is_unknown:
            self.message.hide()
        title = self.tr("Call list")
        self._title.setText(title if found.day is None else f"{title}: {long_day(found.day)}")
        self._show_read(found.calls, self.tr("Nobody is expected within the next seven days."))

    def _tell_failed(self, error: Exception) -> None:
        if not self.attempt.is_unknown:
            self.message.say(refused_sentence(error, None, 0))

    def _is_done_with(self, rows: Sequence[Row], acted: Acted) -> bool:
        """Whether the row went elsewhere: after a note of one's own the next is under the cursor."""
        return super()._is_done_with(rows, acted) or rows[min(acted.place, len(rows) - 1)].id != acted.key

    def _take(self, key: str) -> None:
        super()._take(key)
        self.appointment_chosen.emit(key)

    # What can be done

    def _is_offered(self, name: str) -> bool:
        call, note = self.list.current_row(), CALL_NOTES[name]
        if call is None or self.attempt.is_open or not self.is_settled:
            return False
        return call.state in note.states and self._desk.may(note.permission, call.doctor_id)

    def _show_of_row(self) -> None:
        call = self.list.current_row()
        self._phone.setText(phone(call.appointment.patient_phone) if call is not None else "")
        self._patient.show_text(call.appointment.patient_name or "" if call is not None else "")

    def _said(self) -> str:
        left = sum(one.state != "reached" for one in self.list.rows)
        text = self.tr("{left} of {all} have yet to be reached.")
        return text.format(left=left, all=len(self.list.rows)) if self.list.rows else ""

    def _act(self, name: str, call: Call) -> None:
        self.message.hide()
        request = CallRequest(act_id=new_act_id(), appointment_id=call.id, seen_state=call.state)
        self.attempt.send(CALL_NOTES[name], request, self._on_done, self._on_refused)

    def _appointment_of(self, call: Call) -> WeekAppointment:
        return call.appointment

    def _on_done(self, _call: Call) -> None:
        if not self.attempt.is_unknown:
            self.message.hide()
        # Where no notification comes, the list would show the old state for half a minute.
        if not self._desk.is_live:
            self._asked = None
            self._ask()

    def _on_refused(self, error: Exception) -> None:
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
            return
        self._acted = None
        self.message.say(refused_sentence(error, None, 0))

    def _row_was_chosen(self, key: str) -> None:
        self.appointment_chosen.emit(key)

    def _restyle_more(self) -> None:
        self._phone.setFont(self._theme.font(Text.CALL, strong=True, tabular=True))
