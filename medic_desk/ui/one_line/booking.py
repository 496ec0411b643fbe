"""A line's booking on its way: the start it shows is held, and sent as the booking dock sends it."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.appointments.booking import BookingRequest, book, walk_in
from medic_desk.model.appointments.offered_starts import OfferedStart, walk_in_step
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.sender import BookingSender
from medic_desk.ui.desk.desk import Desk

_Kept = tuple[OfferedStart, int | None, bool]


class LineBooking(QObject):
    """One booking after another. ``booked`` (AppointmentResult) or ``failed`` (error), as the sender says."""

    booked = Signal(object)
    failed = Signal(object)
    changed = Signal()
    refused = Signal(object)
    """SlotRefused: somebody else has the start that is shown."""
    lost = Signal()
    """The hold ran out: what is free has to be looked at again."""
    settled = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: _Kept | None = None
        self.is_held = False
        """Whether the start that is shown is kept for this desk."""
        self._begin()

    def _begin(self) -> None:
        """Be ready for another booking: a keeper's hold became the former one."""
        self.keeper = HoldKeeper(self._desk, self)
        self.booking_sender = BookingSender(self._desk, self.keeper, self)
        self.keeper.held.connect(self._on_held)
        self.keeper.refused.connect(self._on_refused)
        self.keeper.lost.connect(self._on_lost)
        self.keeper.settled.connect(self.settled)
        self.booking_sender.changed.connect(self.changed)
        self.booking_sender.failed.connect(self.failed)
        self.booking_sender.booked.connect(self._on_booked)

    @property
    def is_closed_to_changes(self) -> bool:
        """Whether the line belongs to a booking that is on its way, or that nobody knows of."""
        return self.booking_sender.is_closed_to_changes

    def keep(
        self, start: OfferedStart | None, begun_at: datetime, minutes: int | None, *, is_walk_in: bool
    ) -> None:
        """Hold a start, or none; the same again changes nothing."""
        wanted = None if start is None else (start, minutes, is_walk_in)
        if wanted == self._kept or self.is_closed_to_changes:
            return
        self._kept, self.is_held = wanted, False
        if start is None:
            self.keeper.let_go()
            return
        self.keeper.want(
            start.doctor_id,
            start.appointment_type_id,
            start.starts_at,
            start.slot.doctor_location_id,
            minutes=minutes,
            begun_at=begun_at,
            free_step_minutes=walk_in_step(start.starts_at) if is_walk_in else None,
        )

    def send(self, request: BookingRequest, *, arrives: bool) -> None:
        """Send the booking, once however often it is asked."""
        self.booking_sender.send(request, walk_in if arrives else book)

    @Slot(object)
    def _on_held(self, _appointment: object) -> None:
        self.is_held = True
        self.changed.emit()

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._kept, self.is_held = None, False
        self.refused.emit(error)

    @Slot()
    def _on_lost(self) -> None:
        self._kept, self.is_held = None, False
        self.lost.emit()

    @Slot(object)
    def _on_booked(self, appointment: object) -> None:
        former = self.booking_sender
        self._kept, self.is_held = None, False
        self._begin()
        former.deleteLater()
        self.booked.emit(appointment)
