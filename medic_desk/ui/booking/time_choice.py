"""When: the free starts of two weeks, read from the database and worked out by the engine, to choose one."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.appointments.free_starts import FreeStarts, FreeStartsQuestion, read_free_starts
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.ui.booking.start_list import StartList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import short_day
from medic_desk.ui.words.names import Names

DAYS = 14


class TimeChoice(QWidget):
    """A grid of free starts with a way to earlier and later days; ``starts_at`` is the one that is chosen."""

    chosen = Signal()
    """A person chose a start."""
    entered = Signal()
    """Enter on the chosen start."""
    read = Signal(object)
    """FreeStarts: the days were read (again); ``starts_at`` is still free, or None."""
    wish_gone = Signal(int, object)
    """The wanted start is not free: it, and FreeStarts to choose from instead."""
    failed = Signal(object)
    """The days could not be read: the error."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        first_day: date,
        starts_at: Minute | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._first_day = first_day
        self._service: ServiceEntry | None = None
        self._location_id: str | None = None
        self._own_ids: frozenset[str] = frozenset()
        self._minutes: int | None = None
        self._moved_id: str | None = None
        self.begun_at = desk.now()
        """A start that lay ahead then may pass while the form is open (``model.appointments.grace``)."""
        self.starts: FreeStarts | None = None
        self.starts_at = starts_at
        self._takes_first = starts_at is None
        """A form that was opened without a time begins with the first that is free."""
        self.list = StartList(theme)
        self.earlier = QPushButton(self.tr("‹ &Earlier"))
        self.later = QPushButton(self.tr("&Later ›"))
        self._range = QLabel()
        self._lay_out()
        self.list.start_chosen.connect(self._on_start_chosen)
        self.list.entered.connect(self.entered)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        theme = self._theme
        label = QLabel(self.tr("&Time"))
        label.setBuddy(self.list)
        set_role(label, "secondary")
        set_role(self._range, "secondary")
        head = QHBoxLayout()
        head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self._range)
        for button in (self.earlier, self.later):
            set_role(button, "quiet")
            button.setAutoDefault(False)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(head)
        column.addWidget(self.list, 1)

    # Asking

    def ask(self, service: ServiceEntry | None, location_id: str | None) -> None:
        """Show the free starts of another service or place."""
        if self.starts is not None and (
            service is None or self.starts.question.doctor_id != service.doctor_id
        ):
            self.starts = None
        self._service, self._location_id = service, location_id
        self.read_again()

    def overlook(self, appointment_ids: frozenset[str]) -> None:
        """Overlook the form's own hold, or what it moves, from now on: they stand in nobody's way here."""
        self._own_ids = appointment_ids

    def ask_for_moved(self, appointment_id: str) -> None:
        """Ask for an appointment that is moved: it is overlooked, and its own service is offered to it."""
        self._moved_id = appointment_id
        self.overlook(frozenset({appointment_id}))

    def set_length(self, minutes: int) -> None:
        """Ask for starts of an appointment this long from now on, whatever the service's own length is."""
        self._minutes = minutes

    @Slot()
    def read_again(self) -> None:
        """Read the days that are shown again."""
        if self._service is None:
            self.list.set_starts((), "UTC", {})
            return
        question = FreeStartsQuestion(
            doctor_id=self._service.doctor_id,
            appointment_type_id=self._service.id,
            first_day=self._first_day,
            days=DAYS,
            doctor_location_id=self._location_id,
            begun_at=self.begun_at,
            ignore_appointment_ids=self._own_ids,
            duration_minutes=self._minutes,
            for_appointment_id=self._moved_id,
        )
        self._desk.read(
            self,
            partial(read_free_starts, question=question),
            self._on_read,
            self.failed.emit,
            replaces="starts",
        )

    def take(self, slot: FreeSlot) -> None:
        """Choose a start that was offered elsewhere, and turn to its days where they are not shown."""
        self.starts_at = slot.starts_at
        if not self.list.choose(slot.starts_at) and self.starts is not None:
            self._first_day = local_date(slot.starts_at, self.starts.zone)
        self.read_again()
        self.chosen.emit()

    def give_up(self) -> None:
        """Choose no start, for the one that was chosen is taken, and look again what is free."""
        self.starts_at = None
        self.list.choose(None)
        self.read_again()

    # Inside

    def _on_read(self, starts: FreeStarts) -> None:
        self.starts = starts
        if self._desk.clinic is not None:
            names = Names.of_week(self._desk.clinic, starts.week)
            places = {
                s.starts_at: names.place(s.doctor_location_id, s.location_room_id) for s in starts.slots
            }
            self.list.set_starts(starts.slots, starts.zone, places)
        last = self._first_day + timedelta(days=DAYS - 1)
        self._range.setText(f"{short_day(self._first_day)} – {short_day(last)}")
        self.earlier.setEnabled(self._first_day > self._today())
        if self._takes_first and starts.slots:
            self.starts_at = starts.slots[0].starts_at
        self._takes_first = False
        wanted = self.starts_at
        if wanted is None:
            self.list.show_day(self._first_day)
        elif not self.list.choose(wanted):
            self.starts_at = None
            if self._first_day <= local_date(wanted, starts.zone) <= last:
                self.wish_gone.emit(wanted, starts)
        self.read.emit(starts)

    def _today(self) -> date:
        zone = self.starts.zone if self.starts is not None else "UTC"
        return local_date(minute_floor(self._desk.now()), zone)

    def _turn(self, days: int) -> None:
        self._first_day = max(self._today(), self._first_day + timedelta(days=days))
        self.starts_at = None
        self.read_again()
        self.chosen.emit()

    @Slot(object)
    def _on_start_chosen(self, slot: FreeSlot | None) -> None:
        if slot is not None:
            self.starts_at = slot.starts_at
            self.chosen.emit()

    @Slot()
    def _on_earlier(self) -> None:
        self._turn(-DAYS)

    @Slot()
    def _on_later(self) -> None:
        self._turn(DAYS)
