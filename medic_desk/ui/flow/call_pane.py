"""The call list under the calendar: one patient after the other, by one key each, the number in large type.

It covers nothing: the row under the cursor is the selected appointment, with all that can be done with one.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.calls import (
    CALL_NOTES,
    Call,
    CallList,
    CallNote,
    CallRequest,
    reached,
    read_calls,
)
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.flow.call_list import CallRows
from medic_desk.ui.flow.dates import Dates, dates_at
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.desk_notes import note_words
from medic_desk.ui.words.formats import long_day, phone

WATCHED = frozenset({"appointments", "appointment_events", "patients"})
"""The tables whose changes may change the list."""

_SHOWN_ROWS = 8
"""How many rows are in view at first."""
_LEAST_CHARACTERS = 12
"""Across, of the sentence beside the title where there is little room."""


class CallPane(QWidget):
    """Shows the list and sends the notes; what is done to the appointment itself is the window's."""

    appointment_chosen = Signal(str)
    jump_asked = Signal(object)
    """WeekAppointment: show its day in the calendar."""
    closed = Signal()
    listed = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.attempt = Attempt(desk, self)
        self.is_read = False
        """Whether the list shows what was read since it was opened."""
        self._acted: tuple[str, int] | None = None
        """The row that a note was sent for, and where it stood: its neighbour is next."""
        self._is_fresh = True
        self._asked: Dates | None = None
        """On which dates the list was asked for; None while it is closed."""
        self.list = CallRows(desk, theme)
        self._title, self._phone, self._empty = QLabel(), QLabel(), QLabel()
        self._sentence, self._patient = ElidedLabel(_LEAST_CHARACTERS), ElidedLabel(_LEAST_CHARACTERS)
        self.step_buttons: dict[str, QPushButton] = {}
        self.jump_button = QPushButton(self.tr("&Show in the calendar"))
        self.close_button = QToolButton()
        self.message = MessageBanner(theme)
        self._stack = QStackedWidget()
        self._read = KeptRead(desk, WATCHED, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(QApplication.doubleClickInterval())
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._restyle()

    def _make_buttons(self) -> None:
        for name, note in CALL_NOTES.items():
            words = note_words(note)
            button = QPushButton(words.button)
            button.setToolTip(f"{words.button} ({words.key})")
            button.setAccessibleName(words.button)
            button.setAutoDefault(False)
            button.clicked.connect(self._on_step_clicked)
            self.step_buttons[name] = button
        set_role(self.step_buttons[reached.name], "primary")
        self.close_button.setAccessibleName(self.tr("Close the list"))
        self.close_button.setToolTip(self.tr("Close the list (Esc)"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self._title, "heading")
        set_role(self._sentence, "secondary")
        set_role(self._empty, "secondary")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_plain(self._title, self._phone, self._empty)
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(self._title)
        head.addWidget(self._sentence, 1)
        head.addWidget(self.close_button)
        calling = QHBoxLayout()
        calling.setSpacing(theme.space(2))
        calling.addWidget(self._phone)
        calling.addWidget(self._patient, 1)
        for button in (*self.step_buttons.values(), self.jump_button):
            calling.addWidget(button)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addLayout(calling)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        line = self.fontMetrics().height() + theme.space(3)
        self._stack.setMinimumHeight(line * 3)
        self.preferred_height = line * (_SHOWN_ROWS + 4)

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._on_row)
        self.list.row_opened.connect(self.jump)
        self.jump_button.clicked.connect(self.jump)
        self.close_button.clicked.connect(self.closed)
        self._read.done.connect(self._on_read)
        self._read.failed.connect(self._on_failed)
        self.attempt.changed.connect(self._show_buttons)
        self._settling.timeout.connect(self._show_buttons)
        self._theme.changed.connect(self._restyle)
        self._desk.person_changed.connect(self._show_buttons)

    # Reading

    def open(self) -> None:
        """Read the list, and keep it up to date until ``stop``."""
        self._is_fresh, self.is_read, self._acted = True, False, None
        self.message.hide()
        self._title.setText(self.tr("Call list"))
        self._empty.setText(self.tr("Reading…"))
        self._show_calls(())
        self._asked = None
        self._ask()
        self._shown().setFocus()

    def stop(self) -> None:
        """Read no more: nobody sees it."""
        self._read.stop()
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

    @Slot(object)
    def _on_read(self, found: CallList) -> None:
        if not self.attempt.is_unknown:
            self.message.hide()
        title = self.tr("Call list")
        self._title.setText(title if found.day is None else f"{title}: {long_day(found.day)}")
        self._empty.setText(self.tr("Nobody is expected within the next seven days."))
        self._show_calls(found.calls)
        self.is_read = True
        self.listed.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not self.attempt.is_unknown:
            self.message.say(refused_sentence(error, None, 0))

    def _show_calls(self, calls: Sequence[Call]) -> None:
        """List these; after a note of one's own the next row is under the cursor."""
        before = self._key()
        had_focus = self._has_focus()
        self.list.show_rows(calls)
        acted, place = self._acted if self._acted is not None else ("", 0)
        if calls and self._is_fresh:
            self._take(calls[0].id)
        elif acted and acted == before and self._has_moved(calls, acted, place):
            self._acted = None
            self._take(calls[min(place, len(calls) - 1)].id)
        self._is_fresh = self._is_fresh and not calls
        if self._key() != before:
            self._settling.start()
        self._stack.setCurrentWidget(self.list if calls else self._empty)
        if had_focus and not self._has_focus():
            self._shown().setFocus()
        self._show_buttons()

    def _shown(self) -> QWidget:
        return self.list if self.list.rows else self._empty

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused) and focused.isVisible()

    def _has_moved(self, calls: Sequence[Call], acted: str, place: int) -> bool:
        return all(one.id != acted for one in calls) or calls[min(place, len(calls) - 1)].id != acted

    def _take(self, key: str) -> None:
        self.list.choose(key)
        self.appointment_chosen.emit(key)

    def _key(self) -> str:
        call = self.list.current_row()
        return call.id if call is not None else ""

    # What can be done

    @property
    def is_settled(self) -> bool:
        """Whether the row under the cursor has stood there long enough to be meant."""
        return not self._settling.isActive()

    def _may(self, note: CallNote) -> bool:
        call = self.list.current_row()
        if call is None or self.attempt.is_open or not self.is_settled:
            return False
        return call.state in note.states and self._desk.may(note.permission, call.doctor_id)

    @Slot()
    def _show_buttons(self) -> None:
        call = self.list.current_row()
        for name, button in self.step_buttons.items():
            button.setVisible(bool(self.list.rows))
            button.setEnabled(self._may(CALL_NOTES[name]))
        self.jump_button.setVisible(bool(self.list.rows))
        self.jump_button.setEnabled(call is not None)
        self._phone.setText(phone(call.appointment.patient_phone) if call is not None else "")
        self._patient.show_text(call.appointment.patient_name or "" if call is not None else "")
        left = sum(one.state != "reached" for one in self.list.rows)
        text = self.tr("{left} of {all} have yet to be reached.")
        self._sentence.show_text(text.format(left=left, all=len(self.list.rows)) if self.list.rows else "")

    def _do(self, name: str) -> None:
        call, note = self.list.current_row(), CALL_NOTES[name]
        if call is None or not self._may(note):
            return
        self._acted = (call.id, self.list.currentIndex().row())
        self.message.hide()
        request = CallRequest(act_id=new_act_id(), appointment_id=call.id, seen_state=call.state)
        self.attempt.send(note, request, self._on_done, self._on_refused)

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

    @Slot()
    def _on_step_clicked(self) -> None:
        for name, button in self.step_buttons.items():
            if button is self.sender():
                self._do(name)

    @Slot()
    def jump(self) -> None:
        """Show the row's day in the calendar."""
        call = self.list.current_row()
        if call is not None:
            self.jump_asked.emit(call.appointment)

    @Slot(str)
    def _on_row(self, key: str) -> None:
        self._settling.stop()
        self._show_buttons()
        self.appointment_chosen.emit(key)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Take the keys of the list before the menu does: here they mean the call."""
        if is_taken_apart(self):
            return False
        is_ours = (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (bool(_note_of(event)) or event.key() == Qt.Key.Key_Escape)
        )
        if is_ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key notes the call, once for one press; Esc closes the list."""
        name = _note_of(event)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not name:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._do(name)

    @Slot()
    def _restyle(self) -> None:
        self.close_button.setIcon(self._theme.icon("close"))
        self._phone.setFont(self._theme.font(Text.CALL, strong=True, tabular=True))


def _note_of(event: QKeyEvent) -> str:
    """The note that a key asks for; empty for none."""
    pressed = QKeySequence(event.keyCombination())
    keys = {name: QKeySequence(note_words(note).key) for name, note in CALL_NOTES.items()}
    return next((name for name, key in keys.items() if pressed == key), "")
