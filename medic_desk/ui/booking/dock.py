"""Booking beside the calendar: a form in one column, and below it in one sentence what Enter books.

The calendar stays in use meanwhile: it lights the free starts, and a click on one chooses it here. The chosen
start is held; the loser of a race keeps everything typed and gets the nearest free starts as buttons. Nothing
here waits for the database.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.ui.booking.foot import BookingFoot
from medic_desk.ui.booking.form import BookingForm
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.holding import StartHolding
from medic_desk.ui.booking.last_services import LastServices
from medic_desk.ui.booking.meanwhile import Meanwhile
from medic_desk.ui.booking.nearest_offers import NearestOffers
from medic_desk.ui.booking.seen import LastLook
from medic_desk.ui.booking.sender import BookingSender
from medic_desk.ui.booking.sentence import sentence_of
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.side_panel import SidePanel
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.no_free_time import none_found_sentence

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHARACTERS = 44
"""How wide it is, in figures of its own type."""


class BookingDock(QWidget):
    """One booking: ``begin`` it; ``booked`` (AppointmentResult) and then ``closed``, or ``closed`` alone."""

    booked = Signal(object)
    closed = Signal()
    lit_changed = Signal(object, object)
    """What the calendar lights: service ids by doctor's id, and doctor and start chosen; None: nothing.

    Nothing is lit while no service is chosen: what is free depends on it.
    """
    own_appointments_changed = Signal(object)
    """The ids of the patient's other appointments, which the calendar frames."""

    def __init__(self, desk: Desk, theme: Theme, last: LastServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._last = last
        self._lit: tuple[object, object] = (None, None)
        self._is_over = False
        self._gone_service = ""
        self._delays: dict[str, int] = {}
        self.wanted: Wanted | None = None
        """What this booking began with."""
        self.look = LastLook()
        self.keeper = HoldKeeper(desk, self)
        self._sender = BookingSender(desk, self.keeper, self)
        self.form = BookingForm(desk, theme, desk.clinic, self.keeper)
        # Before anything else hears of a refusal, what changed meanwhile is taken over.
        self._meanwhile = Meanwhile(desk, self.form, self._sender, self)
        self.patient, self.choice = self.form.patient, self.form.choice
        self.starts, self.notes = self.form.starts, self.form.notes
        self.message = MessageBanner(theme, wraps=True)
        self.foot = BookingFoot(desk, theme)
        self.book_button = self.foot.book_button
        self.close_button = QPushButton(self.tr("Close"))
        self._holding = StartHolding(self.starts, self.keeper, self.foot, self)
        self._nearest = NearestOffers(self.starts, self.message, self)
        self._question = DiscardQuestion(self.message, self._sender.attempt, self)
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        theme = self._theme
        title = QLabel(self.tr("New appointment"))
        set_role(title, "heading")
        set_role(self.close_button, "quiet")
        self.close_button.setToolTip("Esc")
        head = QHBoxLayout()
        head.setContentsMargins(theme.space(3), theme.space(2), theme.space(2), 0)
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(SidePanel(self.form), 1)
        column.addWidget(self.message)
        column.addWidget(self.foot)
        self.setAccessibleName(self.tr("New appointment"))

    def _connect(self) -> None:
        form, starts = self.form, self.starts
        form.asked.connect(self._on_asked)
        form.typed.connect(self._on_typed)
        form.patient_part.entered.connect(self._go_on)
        self.patient.likely_shown.connect(self._show_state)
        form.patient_part.own_changed.connect(self.own_appointments_changed)
        starts.chosen.connect(self._on_start_chosen)
        starts.entered.connect(self._on_enter)
        starts.read.connect(self._on_read)
        starts.gone.connect(self._on_gone)
        starts.failed.connect(self._on_read_failed)
        self._nearest.taken.connect(self._go_on)
        self._holding.refused.connect(self._on_hold_refused)
        self._sender.changed.connect(self._show_state)
        self._sender.booked.connect(self._on_booked)
        self._sender.failed.connect(self._on_not_booked)
        self.book_button.clicked.connect(self.book)
        self.close_button.clicked.connect(self.reject)
        self._meanwhile.came_back.connect(self.message.hide)
        self._meanwhile.service_gone.connect(self._on_service_gone)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._on_ctrl_enter)

    def sizeHint(self) -> QSize:
        """As narrow as it may be: the calendar keeps the room."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as its fields must be, and wide enough to be read."""
        least = _CHARACTERS * self.fontMetrics().horizontalAdvance("0")
        return super().minimumSizeHint().expandedTo(QSize(least, 0))

    # Beginning

    def begin(self, wanted: Wanted) -> None:
        """Begin a booking with what is known of it, with the focus where the patient is typed.

        The service is the one that was wanted, where that doctor has it, else the one that was booked last at
        this desk with that doctor, else none; without a service no start is chosen by itself.
        """
        self.wanted = wanted
        self.message.hide()
        self.form.begin(wanted, self._last)
        self.patient.setFocus()
        if wanted.entry is not None:
            self._go_on()

    def take_start(self, doctor_id: str, starts_at: Minute, wanted: Wanted | None = None) -> None:
        """Choose a start that was pointed at in the window, with that doctor, and hold it at once.

        ``wanted`` says what it is a start of, and how long the span is that was clicked or drawn; None: it is
        one of what is being booked.
        """
        if not self._sender.is_closed_to_changes:
            self.message.hide()
            self.form.take_start(doctor_id, starts_at, wanted)

    def offer_service(self, service_id: str) -> None:
        """Take a service where none is chosen; the one that is chosen here stays."""
        if not self._sender.is_closed_to_changes and self.choice.chosen is None:
            self.form.take_service(service_id)

    # What is said, and what is free

    @Slot()
    def _on_asked(self) -> None:
        self.message.hide()
        self._show_state()

    @Slot()
    def _on_typed(self) -> None:
        if self._question.is_asked:
            self.message.hide()
        self._show_state()

    @Slot()
    def _on_start_chosen(self) -> None:
        self.message.hide()
        self._show_state(by_person=True)
        self._holding.keep(self.form.length.minutes, at_once=not self.starts.runs_on)

    @Slot()
    def _on_read(self) -> None:
        if self._sender.is_closed_to_changes:
            return
        found = self.starts.found
        if found is not None and not found.starts:
            self.message.say(none_found_sentence(found, self.form.clinic))
        self._show_state()
        self._holding.keep(self.form.length.minutes)

    @Slot(int)
    def _on_gone(self, wanted: Minute) -> None:
        if not self._sender.is_closed_to_changes:
            self._nearest.tell_gone(wanted)

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(error_sentence(error, self.form.names()))

    @Slot(object)
    def _on_hold_refused(self, error: Exception) -> None:
        if not self._sender.is_closed_to_changes:
            self._tell_refused(error)

    @Slot(str)
    def _on_service_gone(self, name: str) -> None:
        self._gone_service = name
        text = self.tr("{service} is no longer offered: choose another service.")
        self.message.say(text.format(service=name))

    def show_delays(self, delays: Mapping[str, int]) -> None:
        """Say of today's starts how many minutes late their doctors run, by id."""
        self._delays = dict(delays)
        self._show_state()

    @Slot()
    def _show_state(self, *, by_person: bool = False) -> None:
        """Let the fields be edited or not, and say what would be booked and what is missing."""
        sender, start, service = self._sender, self.form.start, self.form.service
        self.form.setEnabled(not sender.is_closed_to_changes)
        sentence = None
        if start is not None and service is not None:
            sentence = sentence_of(start, service, self.form.clinic, self._delays, self._desk.now())
        self.foot.show_sentence(sentence)
        missing = self.form.missing() if not sender.is_closed_to_changes else None
        self.foot.show_button(
            self._button_text(), missing=missing[0] if missing else "", is_enabled=not sender.is_booking
        )
        self.form.warn()
        patient = self.patient.patient
        shown = (patient.id if patient is not None else "", sentence.whole if sentence is not None else "")
        self.look.note("\n".join(shown), by_person=by_person)
        self._light()

    def _button_text(self) -> str:
        if self._sender.is_booking:
            return self.tr("Booking…")
        if self._sender.attempt.is_unknown:
            return self.tr("Tr&y again")
        if self.patient.may_be_known:
            return self.tr("&Book a new patient (Ctrl+Enter)")
        return self.tr("&Book")

    def _light(self) -> None:
        offers = {doctor_id: one.id for doctor_id, one in self.choice.offers.items()}
        lit = (offers or None, self.starts.start.key if self.starts.start is not None else None)
        if lit != self._lit and not self._is_over:
            self._lit = lit
            self.lit_changed.emit(*lit)

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Escape, wherever in the dock they are pressed; held down they say nothing more."""
        if event.key() not in (*_ENTER, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat():
            return
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif isinstance(focused, QAbstractButton) and self._is_pressed_by_enter(focused):
            focused.click()
        else:
            self._on_enter()

    def _is_pressed_by_enter(self, button: QAbstractButton) -> bool:
        """Whether Enter presses a button that has focus; one that chooses, as the part of day, is left."""
        return button.hasFocus() and button is not self.book_button and not button.isCheckable()

    @Slot()
    def _on_enter(self) -> None:
        """Do what Enter means now; what a person was not shown yet it never does."""
        if self._question.is_asked:
            return
        if self.patient.is_new and self.patient.form.is_asking:
            # It is not known yet whether it is somebody who is in the list.
            return
        if self.patient.may_be_known:
            self.patient.choose_likely()
        else:
            self.book()

    @Slot()
    def _on_ctrl_enter(self) -> None:
        """Book what is typed as a new patient beside a likely duplicate; in the search: type a new one."""
        if self._question.is_asked:
            return
        if self.patient.search.hasFocus():
            self.patient.begin_new()
        else:
            self.book()

    @Slot()
    def _go_on(self) -> None:
        """To the first field that is still open, else to the button."""
        missing = self.form.missing()
        (missing[1] if missing is not None else self.book_button).setFocus()

    @Slot()
    def book(self) -> None:
        """Book what is shown, once however often it is asked; not what has only just come to stand there."""
        if self._sender.is_booking:
            return
        if self._sender.attempt.is_unknown:
            self.message.hide()
            self._sender.attempt.again()
        elif self.form.missing() is not None:
            self._go_on()
        elif not self.look.is_seen:
            self.message.say(self.tr("This has only just changed. Look at it, then press again."))
        else:
            self._book()

    # Booking

    def _book(self) -> None:
        request = self.form.request()
        if request is not None:
            self.message.hide()
            self._sender.send(request)

    @Slot(object)
    def _on_booked(self, appointment: AppointmentResult) -> None:
        if appointment.appointment_type_id is not None:
            self._last.note(appointment.doctor_id, appointment.appointment_type_id)
        self.booked.emit(appointment)
        self.discard()

    @Slot(object)
    def _on_not_booked(self, error: Exception) -> None:
        if self._sender.attempt.is_unknown:
            say_unknown(self.message, self._sender.attempt, error)
        else:
            self._tell_refused(error)

    def _tell_refused(self, error: Exception) -> None:
        if self._gone_service and self.form.choice.chosen is None:
            # Why it was refused was said already, with what to do now.
            self._show_state()
            return
        names, start = self.form.names(), self.starts.start
        sentence = error_sentence(error, names, start.minutes if start is not None else 0)
        self._nearest.tell_refused(error, sentence, start)
        self._show_state()
        if isinstance(error, InvalidField):
            self.patient.mark(error.field)

    # Closing

    def has_typed(self) -> bool:
        """Whether closing now would lose something a person typed."""
        return self.form.has_typed()

    @Slot()
    def reject(self) -> None:
        """Close, but ask first where something typed would be lost; a booking under way is waited for."""
        may_close = self._question.may_close
        if not self._sender.is_waiting and may_close(self.discard, is_typed=self.has_typed()):
            self.discard()

    @Slot()
    def discard(self) -> None:
        """Close without asking, and give the hold back."""
        if self._is_over:
            return
        self._is_over = True
        self._meanwhile.end()
        self.keeper.give_back()
        self.lit_changed.emit(None, None)
        self.own_appointments_changed.emit(())
        self.hide()
        self.closed.emit()
