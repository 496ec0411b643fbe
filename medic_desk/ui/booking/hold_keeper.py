"""Keeps a place for an open booking form: takes the hold, moves it, renews it, gives it back.

Other desks see it as a ghost with this desk's name. A hold is a courtesy, never a condition: where none can
be had because the line is down, the form stays open and the booking is decided by its own transaction.
"""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.holds import RENEW_EVERY, HoldRequest, hold, release_hold, renew_hold
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.errors import NotFound
from medic_desk.ui.desk.desk import Desk

_SETTLE_MILLISECONDS = 200


class HoldKeeper(QObject):
    """At most one hold, one request under way at a time, so that a form never stands in its own way."""

    refused = Signal(object)
    """SlotRefused: somebody has the place that the form wants."""
    lost = Signal()
    """The hold ran out (the computer slept, say): the place may be another's by now."""
    held = Signal(object)
    """Appointment: the place is kept."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.hold_id: str | None = None
        self._wanted: HoldRequest | None = None
        self._is_asking = False
        self._is_over = False
        self._then: Callable[[], None] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._on_settled)
        self._renew = QTimer(self)
        self._renew.setInterval(int(RENEW_EVERY.total_seconds() * 1000))
        self._renew.timeout.connect(self._on_renew)

    def want(self, doctor_id: str, service_id: str, starts_at: int, location_id: str | None) -> None:
        """Keep this place; asked a moment later, since arrow keys run over many."""
        self._wanted = HoldRequest(
            act_id=str(uuid.uuid4()),
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            starts_at=starts_at,
            doctor_location_id=location_id,
        )
        self._settle.start()

    def own_ids(self) -> frozenset[str]:
        """What the form's own search for free starts must overlook."""
        return frozenset({self.hold_id} if self.hold_id is not None else ())

    def when_still(self, then: Callable[[], None]) -> None:
        """Call ``then`` once no request of ours is under way: at once, or after its answer."""
        self._settle.stop()
        if self._is_asking:
            self._then = then
        else:
            then()

    def booked(self) -> None:
        """The hold became an appointment: there is nothing left to keep."""
        self.hold_id = None
        self._end()

    def give_back(self) -> None:
        """The form closes: release what is held."""
        self._end()
        if not self._is_asking:
            self._release()

    # Inside

    def _end(self) -> None:
        self._is_over = True
        self._wanted = None
        self._settle.stop()
        self._renew.stop()

    def _release(self) -> None:
        if self.hold_id is None:
            return
        request = AppointmentRequest(act_id=str(uuid.uuid4()), appointment_id=self.hold_id, row_version=None)
        self.hold_id = None
        # The desk owns it: the form is gone before the answer comes.
        self._desk.act(self._desk, release_hold, request, _ignore, _ignore)

    @Slot()
    def _on_settled(self) -> None:
        if self._wanted is None or self._is_asking:
            return
        wanted, self._wanted = self._wanted, None
        request = HoldRequest(
            act_id=wanted.act_id,
            doctor_id=wanted.doctor_id,
            appointment_type_id=wanted.appointment_type_id,
            starts_at=wanted.starts_at,
            doctor_location_id=wanted.doctor_location_id,
            replaces_hold_id=self.hold_id,
        )
        self._is_asking = True
        # Owned by the desk, not by the form: a hold that comes late must still be given back.
        self._desk.act(self._desk, hold, request, self._on_held, self._on_failed)

    def _on_held(self, appointment: AppointmentResult) -> None:
        self._is_asking = False
        self.hold_id = appointment.appointment_id
        if self._is_over:
            self._release()
            return
        self._renew.start()
        self.held.emit(appointment)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        if self._is_over:
            self._release()
            return
        if isinstance(error, SlotRefused):
            self.refused.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
        elif self._wanted is not None:
            self._settle.start()

    @Slot()
    def _on_renew(self) -> None:
        if self.hold_id is not None and not self._is_asking:
            self._desk.act(
                self, renew_hold, self.hold_id, _ignore, partial(self._on_not_renewed, self.hold_id)
            )

    def _on_not_renewed(self, hold_id: str, error: Exception) -> None:
        if isinstance(error, NotFound) and self.hold_id == hold_id:
            self.hold_id = None
            self._renew.stop()
            self.lost.emit()


def _ignore(_answer: object) -> None:
    """A hold that is not released or renewed runs out by the database's clock."""
