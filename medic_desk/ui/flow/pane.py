"""The flow of today at the right: who waits, is in the room, is expected, is done, did not come.

It is read anew whenever an appointment changes, at whatever desk, and counted anew by the minute; what says
the same as before is not painted again.
"""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.flow import FlowOfDay, read_flow
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.flow.dates import Dates, dates_at
from medic_desk.ui.flow.filter import FlowFilter
from medic_desk.ui.flow.flow_list import FlowList
from medic_desk.ui.flow.rows import FOLDED, FlowHead, FlowRow, FlowView, Group, flow_entries, flow_rows
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.flow import delay_sentence
from medic_desk.ui.words.names import short_doctor_name
from medic_desk.ui.words.unreadable import unreadable_rows_sentence

WATCHED = frozenset({"appointments", "patients"})
"""The tables whose changes may change the flow."""


class FlowPane(QWidget):
    """Shows and asks by signal; it never acts itself."""

    appointment_chosen = Signal(str)
    appointment_opened = Signal(str)
    """Enter or a double click: show its day in the calendar."""
    menu_asked = Signal(object)
    late_asked = Signal()
    calls_asked = Signal()
    left = Signal()
    """Escape: focus goes back to the calendar."""
    listed = Signal()
    """What is in the flow was read, or counted anew; the list shows it."""

    def __init__(self, desk: Desk, theme: Theme, delays: DoctorDelays, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._delays = delays
        self._marked = ""
        """The appointment that is selected elsewhere, once it was marked here, be its group folded since."""
        self._found = FlowOfDay(())
        self._asked: tuple[tuple[str, ...], Dates] | None = None
        """Whose flow of which dates is read."""
        self.folded: set[Group] = set(FOLDED)
        self.whole: set[Group] = set()
        """The groups that are shown whole, whatever room there is."""
        self.is_read = False
        self.heads: tuple[FlowHead, ...] = ()
        self.filter = FlowFilter()
        self.list = FlowList(desk, theme)
        self.message = MessageBanner(theme)
        self._title = QLabel(self.tr("Today"))
        self._late, self._note = QLabel(), QLabel()
        self.late_button = QPushButton(self.tr("Doctor runs late…"))
        self.calls_button = QPushButton(self.tr("Call list…"))
        self._read = KeptRead(desk, WATCHED, self)
        self._lay_out()
        self._connect()
        if desk.clinic is not None:
            self._on_clinic(desk.clinic)
        self._restyle()

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self._late, "warning")
        set_role(self._note, "secondary")
        show_plain(self._title, self._late, self._note)
        for label in (self._late, self._note):
            label.setWordWrap(True)
            label.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        self.filter.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setContentsMargins(theme.space(2), 0, theme.space(1), 0)
        head.setSpacing(theme.space(2))
        head.addWidget(self._title)
        head.addWidget(self.filter, 1)
        foot = QWidget()
        links = WrappingRow(theme.space(2))
        foot.setLayout(links)
        for button in (self.late_button, self.calls_button):
            set_role(button, "link")
            button.setAutoDefault(False)
            links.addWidget(button)
        foot.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(1), 0, theme.space(1))
        column.setSpacing(theme.space(1))
        column.addLayout(head)
        column.addWidget(self._late)
        column.addWidget(self.message)
        column.addWidget(self.list, 1)
        column.addWidget(self._note)
        column.addWidget(foot)
        self.setAccessibleName(self.tr("Flow of today"))

    def _connect(self) -> None:
        self._desk.clinic_changed.connect(self._on_clinic)
        self._delays.changed.connect(self._show)
        self._read.done.connect(self._on_read)
        self._read.failed.connect(self._on_failed)
        self.filter.chosen.connect(self._ask)
        self.list.row_chosen.connect(self._on_row)
        self.list.row_opened.connect(self._on_opened)
        self.list.fold_asked.connect(self._on_fold)
        self.list.more_asked.connect(self._on_more)
        self.list.lines_changed.connect(self._show)
        self.list.menu_asked.connect(self.menu_asked)
        self.late_button.clicked.connect(self.late_asked)
        self.calls_button.clicked.connect(self.calls_asked)
        self._theme.changed.connect(self._restyle)

    # What is shown

    def set_shown_doctors(self, doctor_ids: Iterable[str]) -> None:
        """The calendar shows these doctors."""
        self.filter.set_shown_doctors(doctor_ids)
        self._ask()

    def choose(self, appointment_id: str) -> None:
        """Mark the appointment that is selected elsewhere; nothing where it is not listed.

        Told again of the same one, as at every change of the calendar, the cursor stays where it was put.
        """
        if appointment_id == self._marked:
            return
        is_listed = self.list.rows_model.index_of(appointment_id).isValid()
        self._marked = appointment_id if is_listed else ""
        if is_listed and appointment_id != self.list.appointment_id:
            self.list.choose(appointment_id)

    def appointment(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment of today, as it was read last."""
        return next((one for one in self._found.appointments if one.id == appointment_id), None)

    @property
    def shown_appointments(self) -> tuple[WeekAppointment, ...]:
        """The appointments in the flow, by start."""
        return tuple(one for one in self._found.appointments if self.filter.lets_pass(one))

    @Slot()
    def tick(self) -> None:
        """A minute passed: count anew, and read where a date is another."""
        self._ask()
        self._show()

    @Slot()
    def take_focus(self) -> None:
        """Let the list have focus, on its first waiting patient where it stood nowhere."""
        self.list.setFocus()

    # Reading

    @Slot()
    def _ask(self) -> None:
        """Read the flow where it is another doctor's or another date's."""
        ids, now = self.filter.doctor_ids, minute_floor(self._desk.now())
        clinic = self._desk.clinic
        wanted = (ids, dates_at(now, clinic, ids) if clinic is not None else ())
        if wanted == self._asked:
            return
        self._asked = wanted
        if ids:
            self._read.start(partial(read_flow, doctor_ids=ids, now=now))
        else:
            self._read.stop()
            self._found = FlowOfDay(())
        self._show()

    @Slot(object)
    def _on_clinic(self, clinic: Clinic) -> None:
        self.filter.set_clinic(clinic)
        self._ask()

    @Slot(object)
    def _on_read(self, found: FlowOfDay) -> None:
        self.message.hide()
        self._found = found
        self.is_read = True
        self._show()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.message.say(error_sentence(error))

    @Slot()
    def _show(self) -> None:
        rows = self._rows()
        self.heads = tuple(row for row in rows if isinstance(row, FlowHead))
        self.list.show_rows(rows)
        self._say(self._late, self._delay_words())
        nobody = self.tr("Nobody has an appointment today.") if self.is_read else self.tr("Reading…")
        note = unreadable_rows_sentence(self._found.unreadable)
        self._say(self._note, note if any(one.count for one in self.heads) else note or nobody)
        self.listed.emit()

    def _rows(self) -> tuple[FlowRow, ...]:
        entries = flow_entries(self.shown_appointments, self._delays.minutes, self._desk.now())
        view = FlowView(self.folded, self.whole, self.list.lines, self.list.appointment_id)
        return flow_rows(entries, view)

    def _delay_words(self) -> str:
        """Which of the doctors whose flow it is run late, each on a line."""
        clinic, ids = self._desk.clinic, set(self.filter.doctor_ids)
        doctors = clinic.doctors if clinic is not None else ()
        return "\n".join(
            delay_sentence(short_doctor_name(one), self._delays.of(one.id))
            for one in doctors
            if one.id in ids and self._delays.of(one.id)
        )

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    # What a person does

    @Slot(str)
    def _on_row(self, key: str) -> None:
        if key == self.list.appointment_id:
            self.appointment_chosen.emit(key)

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if key == self.list.appointment_id:
            self.appointment_opened.emit(key)

    @Slot(str)
    def _on_fold(self, group: Group) -> None:
        self.folded ^= {group}
        self.whole.discard(group)
        self._show()

    @Slot(str)
    def _on_more(self, group: Group) -> None:
        """Show all of a group; the cursor stands on the first that is new."""
        hidden = self.list.currentIndex().row()
        self.whole.add(group)
        self._show()
        self.list.choose(self.list.rows[min(hidden, len(self.list.rows) - 1)].key)

    @Slot()
    def _restyle(self) -> None:
        self._title.setFont(self._theme.font(Text.TITLE, strong=True))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the calendar."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
