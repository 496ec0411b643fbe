"""The main window: the calendar in the middle, what to show at the left, particulars at the right.

It connects the views and the dialogs with the desk and holds nothing of the clinic itself.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QSplitter

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.appointments.panel import DetailsPanel
from medic_desk.ui.appointments.strip import AppointmentStrip
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.panel import SidePanel
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.act_answers import ActAnswers
from medic_desk.ui.window.asked_acts import AskedActs
from medic_desk.ui.window.booking_place import BookingPlace
from medic_desk.ui.window.chosen_span import ChosenSpan
from medic_desk.ui.window.chosen_start import ChosenStart
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.window.flow_place import FlowPlace
from medic_desk.ui.window.grey_minutes import GreyMinutes
from medic_desk.ui.window.hands import Hands
from medic_desk.ui.window.layout_memory import WindowMemory
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.window.menus import Menus
from medic_desk.ui.window.middle import Middle
from medic_desk.ui.window.one_line_place import OneLinePlace
from medic_desk.ui.window.patient_place import PatientPlace
from medic_desk.ui.window.rebooking import Rebooking
from medic_desk.ui.window.selection import Selection
from medic_desk.ui.window.side_place import SidePlace
from medic_desk.ui.window.status_line import StatusLine
from medic_desk.ui.window.undo_actions import UndoActions
from medic_desk.ui.window.waiting_dock import WaitingDock
from medic_desk.ui.window.worklist_place import WorklistPlace
from medic_desk.ui.words.names import Names

if TYPE_CHECKING:
    from medic_desk.ui.booking.dock import BookingDock
    from medic_desk.ui.why_not.popover import WhyNotPopover

_CALENDAR = 1


class MainWindow(QMainWindow):
    """One window a person; ``person_asked`` when somebody else wants to work here."""

    person_asked = Signal()
    mode_chosen = Signal(str)
    """Light, dark or the system's colours, as ``Mode`` writes them: the desk remembers it."""

    def __init__(self, desk: Desk, theme: Theme, memory: Memory) -> None:
        super().__init__()
        if desk.clinic is None or desk.person is None:
            raise RuntimeError("a window needs a clinic and a person")
        self._desk = desk
        self._theme = theme
        self._was_left = False
        self.setWindowTitle(self.tr("medic-desk"))
        self.calendar = CalendarPane(desk, theme)
        self.menus = Menus(self, theme, self.calendar.commands)
        self.side = SidePanel(desk, theme, self.calendar.today())
        self.details = DetailsPanel(desk, theme)
        self.grey_minutes = GreyMinutes(desk, theme, self.calendar, self)
        self.status = StatusLine(desk, theme)
        self.acts = AppointmentActs(desk, self._names_of, self)
        self.answers = ActAnswers(self.acts, desk.latest, self.calendar.answer, self.status.notice, self)
        self.dialogs = Dialogs(desk, theme, self.side, self)
        self.waiting = WaitingDock(desk, theme, self.status.badges, self.menus, self)
        self.flow = FlowPlace(
            desk, theme, self.calendar, self.details, self.dialogs, self.menus, self.status, self.waiting
        )
        self.selection = Selection(
            self.calendar, self.flow, self.details, self.acts, self.menus, self._names_of
        )
        chosen = self.selection.chosen
        self.asked_acts = AskedActs(desk, theme, self.acts, self.dialogs, self._names_of, chosen, self)
        self.hands = Hands(desk, theme, self.calendar, self.acts, self.menus, self.dialogs, chosen)
        self._lay_out()
        self.rebooking = Rebooking(
            desk, self.calendar, self.side, self.dialogs, self.worklist, self.menus, self.hands, self.answers
        )
        self.undo_actions = UndoActions(desk, self._names_of, self.menus.undo, self.menus.redo, self)
        self.booking = BookingPlace(desk, theme, memory, self.splitter, self.flow.right, self.flow.delays)
        self.patients = PatientPlace(desk, theme, self.booking, self.menus, self.details, chosen, self)
        self._side_place = SidePlace(self.side, self.calendar, self.details, self.booking, self.menus)
        self.chosen_span = ChosenSpan(self.calendar, self.booking, self)
        self.chosen_start = ChosenStart(self.booking, self.hands.hand, self)
        parts = (self.menus, self.calendar, self.side, self.booking, self.dialogs, self.acts, chosen)
        self.one_line = OneLinePlace(desk, theme, self, *parts, self.flow.delays)
        self._connect()
        self._on_person()
        own = memory.of_person(desk.person.id)
        self._memory = WindowMemory(own, self.menus, self.splitter, self.side, self.calendar, self.flow)
        is_for_many = desk.person.doctor_id is None and len(desk.clinic.listed_doctors) > 1
        self._memory.restore(self, theme.mode, usual_days=1 if is_for_many else 7)
        self.side.set_clinic(desk.clinic, self._memory.doctor_ids, self._memory.service_id)
        self.calendar.setFocus()

    def _lay_out(self) -> None:
        # From the outside in: Qt styles all that is in a part again whenever it gets another parent.
        self.splitter = QSplitter()
        self.strip = AppointmentStrip(self._theme, self.menus.details)
        self._middle = Middle(self._theme, self.splitter, self.details, self.strip)
        self.worklist = WorklistPlace(self._desk, self._theme, self.status.badges, self.menus, self._middle)
        self.setCentralWidget(self.worklist.stack)
        for part in (self.hands.below(self.side, self.splitter), self.calendar, self.flow.right):
            self.splitter.addWidget(part)
        self._middle.add_edges(self.flow.rail)
        self.splitter.setStretchFactor(_CALENDAR, 1)
        self.splitter.setChildrenCollapsible(False)
        character = self.fontMetrics().averageCharWidth()
        self.splitter.setSizes([character * 28, 1000, character * 32])
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.status, 1)

    def _connect(self) -> None:
        desk, menus = self._desk, self.menus
        desk.clinic_changed.connect(self._on_clinic)
        desk.person_changed.connect(self._on_person)
        self.calendar.days_shown.connect(self._on_days)
        self.calendar.minute_asked.connect(self._on_minute_asked)
        self.grey_minutes.start_wanted.connect(self.booking.open)
        self.grey_minutes.overbook_asked.connect(self.dialogs.overbook)
        self.grey_minutes.opening_asked.connect(self.dialogs.open_time)
        self.status.person_asked.connect(self.person_asked)
        self.status.minute_passed.connect(self._on_minute)
        back = self.acts.undo_redo
        menus.undo.triggered.connect(back.undo)
        menus.redo.triggered.connect(back.redo)
        self.status.notice.undo_asked.connect(back.undo)
        self.acts.start_wanted.connect(self.calendar.answer.hide)
        self.acts.start_wanted.connect(self.booking.book_anew)
        self.booking.closed.connect(self._middle.end_booking)
        self.hands.hand.begun.connect(self.answers.move_on)
        self.calendar.days_shown.connect(self.answers.move_to_days)
        self.booking.lit_changed.connect(self.calendar.light)
        self.booking.own_appointments_changed.connect(self.calendar.mark_own)
        self.chosen_start.day_wanted.connect(self._side_place.show_start)
        for closed in (self.waiting.closed, self.dialogs.closed, self.answers.closed):
            closed.connect(self.calendar.setFocus)
        self.patients.undo_asked.connect(back.undo)
        for leave in (
            self.waiting.close,
            self.flow.calls.close,
            self.details.clear,
            self.selection.show_acts,
        ):
            self.worklist.opened.connect(leave)
        self.acts.refused.connect(self.worklist.show_refusal)
        for begin in (self.answers.move_on, self._middle.begin_booking, self.worklist.close):
            self.booking.opened.connect(begin)
        self._theme.changed.connect(self._on_theme)
        self._connect_selection()
        self._connect_menus()

    def _connect_selection(self) -> None:
        """What selects an appointment, what turns to one, and what does something to it."""
        selection, asked, week = self.selection, self.asked_acts, self.calendar.week
        selection.offered.connect(self.strip.show_actions)
        selection.day_wanted.connect(self._side_place.show_day_of)
        for shown in (self.side.service_chosen, self.calendar.picture_shown, self.flow.changed_elsewhere):
            shown.connect(selection.show_again)
        for chosen in (week.appointment_chosen, week.appointment_opened, self.flow.appointment_chosen):
            chosen.connect(self.show_appointment)
        self.hands.hand.picked.connect(selection.select)
        self.acts.told.connect(selection.show_acts)
        moves = (self.acts.undo_redo.put_back, self.acts.moves.moved, asked.placed)
        for placed in (*moves, self.booking.booked, self.dialogs.booked, self.one_line.booked):
            placed.connect(selection.follow)
        self.one_line.appointment_wanted.connect(selection.turn_to)
        self.one_line.card_wanted.connect(self.patients.open)
        jumps = (self.waiting.jump_asked, self.patients.appointment_wanted)
        for jump in (*jumps, self.rebooking.shown_in_calendar):
            jump.connect(selection.jump)
        self.menus.act_asked.connect(asked.do_to_chosen)
        for wanted in (self.one_line.act_wanted, self.waiting.act_asked):
            wanted.connect(asked.do_named)

    def _connect_menus(self) -> None:
        menus = self.menus
        menus.record.triggered.connect(self.dialogs.record)
        menus.hours.triggered.connect(self.dialogs.edit_hours)
        menus.exceptions.triggered.connect(self.dialogs.edit_exceptions)
        menus.time_off.triggered.connect(self.dialogs.show_time_off)
        menus.read_again.triggered.connect(self._desk.read_again)
        menus.person.triggered.connect(self.person_asked)
        menus.leave.triggered.connect(self.close)
        menus.details.toggled.connect(self._middle.fit)
        menus.mode_chosen.connect(self._on_mode)
        menus.help.triggered.connect(self._on_help)

    # What the desk and the calendar say

    @Slot(object)
    def _on_clinic(self, clinic: Clinic) -> None:
        self.side.set_clinic(clinic)
        self.calendar.show_picture()

    @Slot()
    def _on_person(self) -> None:
        self.calendar.commands.book.setEnabled(self._desk.may(Permission.BOOK))
        self.menus.record.setEnabled(self._desk.may(Permission.BOOK))
        self.selection.show_acts()

    @Slot(object, int)
    def _on_days(self, first_day: date, days: int) -> None:
        self.side.month.set_shown(first_day, days)
        self.status.set_zone(self.calendar.zone())
        # Of days that are still being read nothing can be done anything with.
        self.selection.show_acts()

    @Slot()
    def _on_minute(self) -> None:
        self.calendar.show_picture()
        self.side.set_today(self.calendar.today())

    # What a person does

    @Slot(str)
    def show_appointment(self, appointment_id: str) -> None:
        """Show an appointment in the panel, or in the strip of a narrow window; one that is gone in none."""
        if self.selection.select(appointment_id) and not self._middle.is_narrow:
            self.menus.details.setChecked(True)

    @Slot(str, int)
    def _on_minute_asked(self, doctor_id: str, minute: Minute) -> None:
        self.ask_why_not(minute, doctor_id)

    def ask_why_not(self, minute: Minute, doctor_id: str = "") -> None:
        """Say beside a minute of that doctor, else of the first, why nothing can start there."""
        self.selection.clear()
        self.grey_minutes.ask(minute, doctor_id)

    # Dialogs

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open over the window, if one is."""
        return self.dialogs.current

    @property
    def why_not(self) -> "WhyNotPopover":
        """The popover that says why a minute is grey, whether or not it is shown."""
        return self.grey_minutes.made()

    @property
    def dock(self) -> "BookingDock | None":
        """The booking that is open, if one is."""
        return self.booking.dock

    def book_at(self, starts_at: Minute, ends_at: Minute | None = None, doctor_id: str = "") -> None:
        """Book at a start of that doctor, else of the first shown; ``ends_at`` ends what was clicked."""
        whose = doctor_id or self.calendar.doctor_id
        if whose is not None:
            self.chosen_span.book(whose, starts_at, ends_at)

    @Slot(str)
    def cancel(self, appointment_id: str) -> None:
        """Ask why an appointment is cancelled, and cancel it."""
        appointment = self.calendar.appointment(appointment_id)
        if appointment is not None:
            self.asked_acts.do(cancel, self.acts.current(appointment))

    def _names_of(self, doctor_id: str) -> Names | None:
        """What ids are called, with the shown days' blocks where they are that doctor's."""
        clinic, shown = self._desk.clinic, self.calendar.names(doctor_id)
        if shown is not None:
            return shown
        return Names(clinic, clinic.doctor(doctor_id).timezone) if clinic is not None else None

    @Slot()
    def _on_help(self) -> None:
        """Ask about the minute under the calendar's cursor; on nothing, show the keys."""
        minute = self.calendar.week.cursor_minute
        doctor_id = None
        if minute is not None and self.calendar.week.hasFocus():
            doctor_id = self.calendar.doctor_of(self.calendar.week.cursor_lane, minute)
        if minute is not None and doctor_id is not None:
            self.ask_why_not(minute, doctor_id)
        else:
            self.dialogs.show_keys(self.menus.groups())

    @Slot(object)
    def _on_mode(self, mode: Mode) -> None:
        self._theme.set_mode(mode)
        self.mode_chosen.emit(mode.value)

    @Slot()
    def _on_theme(self) -> None:
        self.calendar.bar.restyle()
        self.menus.restyle()
        self.selection.show_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say why a step is not offered whose key comes here, past the menu: it is off there."""
        chosen, act = self.selection.chosen(), self.menus.act_of(event)
        is_told = chosen is not None and act is not None and self.acts.explain(act, chosen)
        if not is_told:
            super().keyPressEvent(event)

    # Closing

    def changeEvent(self, event: QEvent) -> None:
        """Read again when a person comes back to the window: the computer may have slept."""
        if is_taken_apart(self):
            return
        if event.type() == QEvent.Type.ActivationChange:
            # A window that comes up for the first time has just begun to read.
            if self.isActiveWindow() and self._was_left:
                self._desk.read_again()
            self._was_left = not self.isActiveWindow()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless a form would lose what was typed: then the form asks first."""
        places = (self.one_line, self.booking, self.dialogs, self.patients)
        if not all(place.close() for place in places):
            event.ignore()
            return
        self._memory.keep(self)
        self.status.stop()
        super().closeEvent(event)
