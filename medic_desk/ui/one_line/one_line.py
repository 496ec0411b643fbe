"""The line over the calendar: what is typed is shown as understood, and Enter does what stands there."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.one_line.reading import Kind
from medic_desk.ui.booking.seen import LastLook
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.one_line import rows
from medic_desk.ui.one_line.answers import Answer
from medic_desk.ui.one_line.asking import Asked, asked
from medic_desk.ui.one_line.booking import LineBooking
from medic_desk.ui.one_line.choosing import Choosing
from medic_desk.ui.one_line.draft import Question
from medic_desk.ui.one_line.outcome import Outcome, first_day, outcome_of
from medic_desk.ui.one_line.sending import LineSending
from medic_desk.ui.one_line.shown_chips import shown_chips
from medic_desk.ui.one_line.understanding import Understanding
from medic_desk.ui.one_line.view import LineView
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import time_at

_TICK_MILLISECONDS = 20_000
_OTHERS = 3


class OneLine(QObject):
    """One a window. Escape keeps what was typed for the next time; what was done leaves an empty line."""

    booked = Signal(object)
    """AppointmentResult."""
    day_wanted = Signal(object, object)
    """(doctor's id or None, date): the calendar goes there."""
    appointment_wanted = Signal(str, str, int)
    """(appointment's id, doctor's id, start): it is to be shown."""
    card_wanted = Signal(str)
    """The id of a patient whose card is to be opened."""
    command_wanted = Signal(str, object, object, object)
    """(key, doctor's id or None, appointment's id or None, minutes or None)."""
    lit_changed = Signal(object, object)
    """What the calendar lights, as of the booking dock."""
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        window: QWidget,
        actions: Mapping[str, QAction],
        selected: Callable[[], WeekAppointment | None],
        delays: DoctorDelays,
    ) -> None:
        """``actions`` are the window's commands by key, ``selected`` answers the selected appointment."""
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._actions = actions
        self._selected = selected
        self._delays = delays
        self._kept = ""
        """The line of Ctrl+K while a walk-in is typed."""
        self._is_walk_in = False
        self._had_focus: QWidget | None = None
        self.question: Question | None = None
        """What has to be said next."""
        self._asked = Asked()
        self.outcome = Outcome()
        """What the line comes to, as it is shown."""
        self._lit: tuple[object, object] = (None, None)
        self.look, self.rows_look = LastLook(), LastLook()
        self.booking = LineBooking(desk, self)
        self.understanding = Understanding(desk, self.booking, actions, self)
        self.view = LineView(desk, theme, window)
        self.sending = LineSending(self.view, self.understanding, self.booking, self)
        self.choosing = Choosing(self.view, self.understanding, self.booking, self._open_question, self)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MILLISECONDS)
        self._connect()

    def _connect(self) -> None:
        view, booking, line = self.view, self.booking, self.understanding
        view.line.textChanged.connect(self._on_typed)
        view.entered.connect(self.enter)
        view.ctrl_entered.connect(self._on_ctrl_enter)
        view.escaped.connect(self.escape)
        view.stepped.connect(self._on_stepped)
        view.numbered.connect(self._on_numbered)
        view.form.changed.connect(self._on_changed)
        line.changed.connect(self._on_changed)
        self.choosing.start_taken.connect(self._on_start_taken)
        self.choosing.appointment_taken.connect(self._on_appointment_taken)
        self.choosing.card_taken.connect(self._on_card_taken)
        self.sending.booked.connect(self._on_booked)
        self.sending.told.connect(self._on_changed)
        booking.changed.connect(self._on_booking_changed)
        booking.lost.connect(line.starts.read_again)
        self._tick.timeout.connect(line.look_again)
        self._desk.person_changed.connect(self._on_person)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    # Opening and closing

    @property
    def is_open(self) -> bool:
        """Whether it stands over the calendar."""
        return not self.view.isHidden()

    @Slot()
    def open(self) -> None:
        """Show the line, with what was left in it."""
        self._open(is_walk_in=False)

    @Slot()
    def open_walk_in(self) -> None:
        """Show the line with the word for now in it: who, and for what, is all that is left to type."""
        if self._desk.may(Permission.BOOK):
            self._open(is_walk_in=True)

    def _open(self, *, is_walk_in: bool) -> None:
        view, line = self.view, self.understanding
        if not self.is_open:
            self._had_focus = QApplication.focusWidget()
        line.is_open = True
        line.catch_up()
        if not self.booking.is_closed_to_changes and is_walk_in != self._is_walk_in:
            former, self._is_walk_in = view.line.text(), is_walk_in
            self._kept, text = (former, self.tr("now") + " ") if is_walk_in else ("", self._kept)
            line.draft.clear()
            view.line.setText(text)
        self._tick.start()
        view.open()
        if not is_walk_in:
            view.line.selectAll()
        line.look_again()
        self._show()

    @Slot()
    def escape(self) -> None:
        """One step back: out of the new patient's fields, else close; a booking under way is waited for."""
        if self.understanding.draft.is_new and not self.booking.is_closed_to_changes:
            self.choosing.give_new_up()
        elif self.sending.may_close(self._give_up):
            self._give_up()

    def _give_up(self) -> None:
        """Close; a booking that nobody knows of is left alone."""
        self.sending.abandon()
        self._shut()

    def _shut(self) -> None:
        """Close; what was typed stays, what was held is given back."""
        if not self.is_open:
            return
        self.view.hide()
        self.view.message.hide()
        self._tick.stop()
        self.understanding.is_open = False
        self.booking.keep(None, self.understanding.starts.begun_at, None, is_walk_in=False)
        self._light(None, None)
        had_focus, self._had_focus = self._had_focus, None
        if had_focus is not None and isValid(had_focus) and had_focus.isVisible():
            had_focus.setFocus()
        self.closed.emit()

    def close(self) -> bool:
        """Close with the window; False where a booking is under way, or nobody knows what became of one."""
        if not self.sending.may_close(self._give_up):
            return False
        self._give_up()
        self.booking.keeper.give_back()
        return True

    def _finish(self) -> None:
        """The line is done: close it, empty, with what waited below a walk-in."""
        self._shut()
        self.understanding.draft.clear()
        kept, self._kept, self._is_walk_in = self._kept, "", False
        self.view.form.hide()
        self.view.line.setEnabled(True)
        self.view.line.setText(kept)

    # What is shown

    def _open_question(self) -> Question | None:
        return self.question

    @Slot()
    def _on_changed(self) -> None:
        self._show()

    def _show(self, *, by_person: bool = False) -> None:
        if not self.understanding.is_open:
            return
        view, line, draft = self.view, self.understanding, self.understanding.draft
        self.question = draft.question()
        self._asked = asked(self._desk, line, self.question, self._selected_rows())
        is_open = self.question is not None or bool(self._asked.text)
        self.outcome = outcome_of(
            self._desk, line, self._actions, view.form, self._delays.minutes, is_open=is_open
        )
        view.chips.show_chips(tuple(shown_chips(line)))
        view.verdict.say(self.outcome.head, self.outcome.rest, self._does())
        view.verdict.warn(tuple(filter(None, (self._asked.why, *self.outcome.warnings))))
        view.verdict.offer(self._others())
        view.answers.show_answers(self._asked.answers)
        view.ask(self._asked.text)
        is_new_offered = draft.is_booking and draft.patient is None and not draft.is_new
        view.offer_new(draft.query if is_new_offered else "")
        for part in (view.line, view.form):
            part.setEnabled(not self.booking.is_closed_to_changes)
        view.form.setVisible(draft.is_new)
        self._keep()
        self.look.note(self.outcome.whole, by_person=by_person)
        self.rows_look.note(self._rows_shown(), by_person=by_person)
        view.stand()

    def _rows_shown(self) -> str:
        """The rows with the one that is marked: what must have been seen before Enter takes it."""
        marked = self.view.answers.marked()
        listed = (one.key for one in self._asked.answers)
        return "\n".join((self._asked.text, marked.key if marked is not None else "", *listed))

    def _does(self) -> str:
        """What Enter does now, in a word."""
        sender = self.booking.booking_sender
        if sender.is_booking:
            return self.tr("Booking…")
        return self.tr("Enter: try again") if sender.attempt.is_unknown else self.outcome.does

    def _others(self) -> tuple[tuple[str, str], ...]:
        """Other starts than the one in the sentence."""
        line = self.understanding
        found, start = line.starts.found, line.start
        if found is None or start is None or self.question is not None:
            return ()
        others = [one for one in found.starts if one.key != start.key][:_OTHERS]
        shown = rows.start_rows(others, line.draft.names, line.today)
        return tuple((row.key, f"{row.name} {row.first}".strip()) for row in shown)

    def _selected_rows(self) -> tuple[Answer, ...]:
        """The appointment that is selected in the window, where a command may be about it."""
        one = self._selected()
        if one is None:
            return ()
        name = " ".join(filter(None, (one.patient_name, time_at(one.starts_at, one.zone))))
        return (Answer(one.id, name, one.service_name or ""),)

    def _keep(self) -> None:
        """Hold the start that is shown, and light it in the calendar behind."""
        line, draft = self.understanding, self.understanding.draft
        start = line.start if draft.is_booking else None
        if not line.starts.is_asking and self._desk.may(Permission.BOOK):
            minutes = draft.reading.meaning.minutes
            is_walk_in = draft.reading.kind is Kind.WALK_IN
            self.booking.keep(start, line.starts.begun_at, minutes, is_walk_in=is_walk_in)
        offers = {doctor: one.id for doctor, one in draft.offers.items()} if draft.is_booking else None
        self._light(offers, start.key if start is not None else None)

    def _light(self, offers: object, chosen: object) -> None:
        lit = (offers or None, chosen)
        if lit != self._lit:
            self._lit = lit
            self.lit_changed.emit(*lit)

    # What a person does

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.view.message.hide()
        self.understanding.type(text)

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        self.view.answers.step(step)
        self.rows_look.note(self._rows_shown(), by_person=True)

    @Slot(int)
    def _on_numbered(self, number: int) -> None:
        listed = self.view.answers.rows
        if number <= len(listed) and self._is_seen(self.rows_look):
            self.choosing.take(listed[number - 1].key)

    @Slot()
    def _on_start_taken(self) -> None:
        self._show(by_person=True)

    @Slot()
    def enter(self) -> None:
        """Do what stands there; what a person was not shown yet it never does."""
        view, line = self.view, self.understanding
        sender, form = self.booking.booking_sender, self.view.form
        if sender.is_booking or self.sending.is_asked_to_discard:
            return
        if sender.attempt.is_unknown:
            self.sending.again()
        elif line.is_asking or (line.draft.is_new and form.is_asking):
            line.ask_now()
        elif line.draft.is_new and form.duplicates.entries:
            likely = form.duplicates.marked()
            if likely is not None:
                self.choosing.take_patient(likely)
        elif view.answers.rows:
            marked = view.answers.marked()
            if marked is not None and self._is_seen(self.rows_look):
                self.choosing.take(marked.key)
        elif self.outcome.does and self._is_seen(self.look):
            self._do()

    def _is_seen(self, look: LastLook) -> bool:
        if not look.is_seen:
            self.view.message.say(self.tr("This has only just changed. Look at it, then press again."))
            self.view.stand()
        return look.is_seen

    @Slot()
    def _on_ctrl_enter(self) -> None:
        """Type a new patient; with one typed, book beside a likely duplicate."""
        line = self.understanding
        if self.booking.is_closed_to_changes:
            return
        if not line.draft.is_new:
            self.choosing.begin_new()
        elif self.outcome.does and not line.is_asking and self._is_seen(self.look):
            self._do()

    def _do(self) -> None:
        """Do what the line says."""
        draft = self.understanding.draft
        reading = draft.reading
        if draft.is_booking:
            self.sending.send(arrives=self.outcome.arrives)
        elif reading.kind is Kind.DATE:
            day = first_day(reading.meaning.date) or self.understanding.today
            self._finish()
            self.day_wanted.emit(reading.meaning.doctor, day)
        elif reading.kind is Kind.COMMAND:
            meaning = reading.meaning
            wanted = (meaning.command or "", draft.doctor, draft.appointment_id, meaning.minutes)
            self._finish()
            self.command_wanted.emit(*wanted)

    # What comes of it, and what happens around it

    @Slot(str)
    def _on_appointment_taken(self, appointment_id: str) -> None:
        own = self.understanding.own.appointments
        one = next((each for each in own if each.id == appointment_id), None)
        if one is not None:
            self._finish()
            self.appointment_wanted.emit(one.id, one.doctor_id, one.starts_at)

    @Slot(str)
    def _on_card_taken(self, patient_id: str) -> None:
        self._finish()
        self.card_wanted.emit(patient_id)

    @Slot()
    def _on_booking_changed(self) -> None:
        self.understanding.catch_up()
        self._show()

    @Slot(object)
    def _on_booked(self, appointment: object) -> None:
        self._finish()
        self.booked.emit(appointment)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Close where a person goes on elsewhere in the window; what was typed stays."""
        if is_taken_apart(self) or not self.is_open or new is None or self.view.holds(new):
            return
        if new.window() is self._window and not self.booking.is_closed_to_changes:
            self._had_focus = None
            self._shut()

    @Slot()
    def _on_person(self) -> None:
        """Nobody finds in the line what somebody else typed."""
        if not self.booking.is_closed_to_changes:
            self._kept = ""
            self._finish()
