"""Keeps the start that is chosen on hold, and shows for how long."""

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.appointments.offered_starts import StartKey
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.ui.booking.foot import BookingFoot
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.start_choice import StartChoice

_Kept = tuple[StartKey, str, str | None, int | None]


class StartHolding(QObject):
    """Asks the keeper once for each start; ``refused`` (the error) where somebody else has it."""

    refused = Signal(object)

    def __init__(self, starts: StartChoice, keeper: HoldKeeper, foot: BookingFoot, parent: QObject) -> None:
        super().__init__(parent)
        self._starts = starts
        self._keeper = keeper
        self._foot = foot
        self._kept: _Kept | None = None
        """What the keeper was asked for last."""
        keeper.held.connect(self._on_held)
        keeper.refused.connect(self._on_refused)
        keeper.lost.connect(self._on_lost)

    def keep(self, minutes: int | None, *, at_once: bool = False) -> None:
        """Hold what is chosen, for ``minutes`` or as long as the service; nothing where nothing is chosen."""
        start = self._starts.start
        if start is None:
            if self._kept is not None or self._keeper.hold_id is not None:
                self._kept = None
                self._foot.show_held(None)
                self._keeper.let_go()
            return
        place = start.slot.doctor_location_id
        wanted = (start.key, start.appointment_type_id, place, minutes)
        if wanted == self._kept:
            return
        self._kept = wanted
        self._foot.show_held(None)
        self._keeper.want(
            start.doctor_id,
            start.appointment_type_id,
            start.starts_at,
            place,
            minutes=minutes,
            begun_at=self._starts.begun_at,
            at_once=at_once,
        )

    @Slot(object)
    def _on_held(self, appointment: AppointmentResult) -> None:
        start = self._starts.start
        if start is not None and start.key == (appointment.doctor_id, appointment.starts_at):
            self._foot.show_held(appointment.hold_expires_at)

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._kept = None
        self.refused.emit(error)

    @Slot()
    def _on_lost(self) -> None:
        """It ran out, the computer slept say: it is asked for again where it is still free."""
        self._kept = None
        self._foot.show_held(None)
        self._starts.read_again()
