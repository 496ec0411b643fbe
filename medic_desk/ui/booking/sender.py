"""A booking on its way: it waits until the hold under way is known, is sent once, and again while unknown."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk


class BookingSender(QObject):
    """``booked`` (AppointmentResult), or ``failed`` (error; ``attempt.is_unknown`` tells what it means)."""

    booked = Signal(object)
    failed = Signal(object)
    changed = Signal()
    """Another may be sent, or none, than before."""

    def __init__(self, desk: Desk, keeper: HoldKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self.attempt = Attempt(desk, self)
        self._keeper = keeper
        self._waiting: BookingRequest | None = None
        """A booking that is sent once the hold under way is known."""
        self._act: AppointmentAct[BookingRequest] = book
        self.attempt.changed.connect(self.changed)

    @property
    def is_booking(self) -> bool:
        """Whether a booking is on its way: nothing else is sent, and the form does not close."""
        return self._waiting is not None or self.attempt.is_busy

    @property
    def is_waiting(self) -> bool:
        """Whether a booking waits for the hold under way."""
        return self._waiting is not None

    @property
    def is_closed_to_changes(self) -> bool:
        """Whether what is typed belongs to a booking that is on its way, or that nobody knows of."""
        return self._waiting is not None or self.attempt.is_open

    def send(self, request: BookingRequest, act: AppointmentAct[BookingRequest] = book) -> None:
        """Send a booking, once however often it is asked; ``act`` is another that books (``walk_in``)."""
        if self.is_closed_to_changes:
            return
        self._waiting, self._act = request, act
        self.changed.emit()
        # Our own hold may be on its way: the booking must know its id, or it would meet itself.
        self._keeper.when_still(self._send)

    def _send(self) -> None:
        request, self._waiting = self._waiting, None
        if request is not None:
            request = replace(request, hold_id=self._keeper.hold_id)
            self.attempt.send(self._act, request, self._on_booked, self.failed.emit)

    def _on_booked(self, appointment: AppointmentResult) -> None:
        self._keeper.booked()
        self.booked.emit(appointment)
