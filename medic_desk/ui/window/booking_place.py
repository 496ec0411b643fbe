"""Where booking stands in the main window: at the right, in place of flow and details while it is open.

Its form is imported when one is first opened: a start of the program does not wait for it. The next one is
made once a booking is over and the window is at rest: who opens it does not wait for that either.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from shiboken6 import isValid

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.booking.last_services import LastServices, Settings
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.right_column import RightColumn

if TYPE_CHECKING:
    from medic_desk.ui.booking.dock import BookingDock

REST_MILLISECONDS = 600
"""How long after a booking the next form is made: what it changed is read and shown before."""


class BookingPlace(QObject):
    """Opens one booking at a time; what it says goes through here, whichever is open."""

    booked = Signal(object)
    """AppointmentResult, once it stands in the database."""
    opened = Signal()
    closed = Signal()
    lit_changed = Signal(object, object)
    own_appointments_changed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        settings: Settings,
        splitter: QSplitter,
        right: RightColumn,
        delays: DoctorDelays,
    ) -> None:
        """``splitter`` holds ``right``, which makes way while a booking is open."""
        super().__init__(splitter)
        self._desk = desk
        self._theme = theme
        self._last = LastServices(settings)
        self._splitter = splitter
        self._right = right
        self._delays = delays
        delays.changed.connect(self._show_delays)
        self._had_focus: QWidget | None = None
        self.dock: BookingDock | None = None
        self._next: BookingDock | None = None
        """A form that is made already and was never opened."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._on_rest)

    def open(self, wanted: Wanted) -> "BookingDock | None":
        """Open a booking; None where the person may not book.

        Where one is open, it takes the start that is wanted, with its service and its drawn length where
        they are wanted too, or focus, and keeps what was typed.
        """
        if not self._desk.may(Permission.BOOK):
            return None
        if self.dock is None:
            self._had_focus = QApplication.focusWidget()
            self.dock = self._made()
            self.dock.begin(wanted)
            self.opened.emit()
        elif (wanted.patient or wanted.entry) and not self.dock.has_typed():
            self.dock.begin(wanted)
        elif wanted.doctor_id is not None and wanted.starts_at is not None:
            self.dock.take_start(wanted.doctor_id, wanted.starts_at, wanted)
        else:
            self.dock.patient.setFocus()
        return self.dock

    @Slot(object, object)
    def book_anew(self, appointment: WeekAppointment, slot: FreeSlot) -> None:
        """Book what cannot be restored: same patient, same service, another time."""
        clinic = self._desk.clinic
        zone = clinic.doctor(appointment.doctor_id).timezone if clinic is not None else "UTC"
        self.open(
            Wanted(
                appointment.doctor_id,
                local_date(slot.starts_at, zone),
                appointment.appointment_type_id,
                slot.starts_at,
                patient=appointment.patient_name or "",
            )
        )

    def offer_service(self, service_id: str) -> None:
        """Take a service that was chosen elsewhere into a booking that has none yet."""
        if self.dock is not None and service_id:
            self.dock.offer_service(service_id)

    def close(self) -> bool:
        """Close what is open; False where it asks first, for it would lose what was typed."""
        if self.dock is not None:
            self.dock.reject()
        return self.dock is None

    # Inside

    @property
    def is_ready(self) -> bool:
        """Whether the next form is made already."""
        return self._next is not None

    def _made(self) -> "BookingDock":
        """The form that is made already, of today, else another; shown, and heard from now on."""
        self._rest.stop()
        dock, self._next = self._next, None
        if dock is not None and not dock.starts.is_of_today:
            dock.deleteLater()
            dock = None
        if dock is None:
            dock = self._new()
        dock.booked.connect(self.booked)
        dock.lit_changed.connect(self.lit_changed)
        dock.own_appointments_changed.connect(self.own_appointments_changed)
        dock.closed.connect(self._on_closed)
        dock.show_delays(self._delays.minutes)
        self._right.give_way(True)  # noqa: FBT003 - one of two states
        dock.show()
        # At once: the days are scrolled to what is being booked in the room that is left.
        self._splitter.refresh()
        return dock

    def _new(self) -> "BookingDock":
        """Another form, in its place and hidden."""
        from medic_desk.ui.booking.dock import BookingDock  # noqa: PLC0415 - see above

        dock = BookingDock(self._desk, self._theme, self._last)
        dock.hide()
        self._splitter.addWidget(dock)
        self._splitter.setCollapsible(self._splitter.indexOf(dock), False)  # noqa: FBT003 - Qt's own
        return dock

    @Slot()
    def _on_rest(self) -> None:
        if self._desk.is_reading_days:
            # What a person waits for comes first.
            self._rest.start()
        elif self.dock is None and self._next is None and self._desk.clinic is not None:
            self._next = self._new()
            self._next.ensurePolished()

    @Slot()
    def _show_delays(self) -> None:
        if self.dock is not None:
            self.dock.show_delays(self._delays.minutes)

    @Slot()
    def _on_closed(self) -> None:
        dock, self.dock = self.dock, None
        if dock is not None:
            # Taken out of its splitter it would be styled anew, all of it, only to go.
            dock.hide()
            dock.deleteLater()
        self._right.give_way(False)  # noqa: FBT003 - one of two states
        had_focus, self._had_focus = self._had_focus, None
        if had_focus is not None and isValid(had_focus) and had_focus.isVisible():
            had_focus.setFocus()
        self._rest.start()
        self.closed.emit()
