"""Keeps a place for an open booking form: takes the hold, moves it, renews it, gives it back.

Other desks see it as a ghost with this desk's name. A hold is a courtesy, never a condition: where none can
be had because the line is down, the form stays open and the booking is decided by its own transaction.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.holds import RENEW_EVERY, HoldRequest, hold, release_hold, renew_hold
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.errors import NotFound
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk

_SETTLE_MILLISECONDS = 200


class HoldKeeper(QObject):
    """At most one hold, one request under way at a time, so that a form never stands in its own way.

    A hold that was asked for, or given back, without an answer is asked for again, the very same: what came
    of it would else stand in the form's own way. It lives on after its form until that is settled.
    """

    refused = Signal(object)
    """SlotRefused: somebody has the place that the form wants."""
    lost = Signal()
    """The hold ran out (the computer slept, say): the place may be another's by now."""
    held = Signal(object)
    """AppointmentResult: the place is kept, or is kept for longer."""
    settled = Signal()
    """No request is under way any more: what the form's search finds is not of the middle of one."""

    def __init__(self, desk: Desk, form: QObject) -> None:
        """Keep for ``form``: once that is gone, what is held is given back."""
        super().__init__(desk)
        self.hold_id: str | None = None
        self._wanted: HoldRequest | None = None
        self._is_over = False
        self._pause = 0
        """How long what is wanted now waits before it is asked for, in milliseconds."""
        self._lets_go = False
        """Whether what is held is given back as soon as the request under way is answered."""
        self._then: Callable[[], None] | None = None
        self._attempt = Attempt(desk, self)
        # By itself: a renewal that hangs on a dead line must not hold a booking up.
        self._renewal = Attempt(desk, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._on_settled)
        self._renew = QTimer(self)
        self._renew.setInterval(int(RENEW_EVERY.total_seconds() * 1000))
        self._renew.timeout.connect(self._on_renew)
        desk.contact.came_back.connect(self._on_came_back)
        form.destroyed.connect(self.give_back)

    def want(
        self,
        doctor_id: str,
        service_id: str,
        starts_at: int,
        location_id: str | None,
        *,
        minutes: int | None = None,
        begun_at: datetime | None = None,
        free_step_minutes: int | None = None,
        at_once: bool = False,
    ) -> None:
        """Keep this place; asked a moment later, since arrow keys run over many, or ``at_once``.

        ``minutes`` is a length other than the service's, ``begun_at`` when the form was begun (aware),
        ``free_step_minutes`` the step of a start that is none of the grid.
        """
        if self._is_over:
            return
        self._lets_go = False
        self._wanted = HoldRequest(
            act_id=new_act_id(),
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            starts_at=starts_at,
            doctor_location_id=location_id,
            duration_minutes=minutes,
            begun_at=begun_at,
            free_step_minutes=free_step_minutes,
        )
        self._pause = 0 if at_once else _SETTLE_MILLISECONDS
        if at_once:
            self._settle.stop()
            self._on_settled()
        else:
            self._settle.start(self._pause)

    def let_go(self) -> None:
        """Want no place for now: what is held is given back, and another may be wanted later."""
        if self._is_over:
            return
        self._wanted = None
        self._settle.stop()
        self._lets_go = True
        if not self._attempt.is_open:
            self._go_on()

    @property
    def is_busy(self) -> bool:
        """Whether a request is under way: what is held will be known by its answer."""
        return self._attempt.is_busy

    def own_ids(self) -> frozenset[str]:
        """What the form's own search for free starts must overlook."""
        return frozenset({self.hold_id} if self.hold_id is not None else ())

    def when_still(self, then: Callable[[], None]) -> None:
        """Call ``then`` once no request of ours is under way and ``hold_id`` is known, as far as it can be.

        At once, or after the answer. A hold without an answer is asked for once more before.
        """
        if self._is_over:
            return
        self._settle.stop()
        if self._attempt.is_open:
            self._then = then
            self._attempt.again()
        else:
            then()

    def booked(self) -> None:
        """The hold became an appointment: there is nothing left to keep."""
        self.hold_id = None
        self.give_back()

    @Slot()
    def give_back(self) -> None:
        """The form closes: release what is held."""
        if self._is_over:
            return
        self._is_over = True
        self._wanted = self._then = None
        self._settle.stop()
        self._renew.stop()
        if self._attempt.is_open:
            self._attempt.again()
        else:
            self._release()

    # Inside

    def _release(self) -> None:
        """Give back what is held; where nothing is, this keeper has nothing more to do."""
        if self.hold_id is None:
            self.deleteLater()
            return
        self._give_hold_back(self._on_released)

    def _give_hold_back(self, on_answer: Callable[[object], None]) -> None:
        if self.hold_id is not None:
            request = AppointmentRequest(act_id=new_act_id(), appointment_id=self.hold_id, row_version=None)
            self.hold_id, self._lets_go = None, False
            self._renew.stop()
            self._attempt.send(release_hold, request, on_answer, on_answer)

    def _on_released(self, _answer: object) -> None:
        """What was refused, or never reached the server, runs out by the database's clock."""
        if not self._attempt.is_unknown:
            self.deleteLater()

    @Slot()
    def _on_settled(self) -> None:
        if self._wanted is None or self._attempt.is_busy:
            return
        if self._attempt.is_unknown:
            self._attempt.again()
            return
        request, self._wanted = replace(self._wanted, replaces_hold_id=self.hold_id), None
        self._attempt.send(hold, request, self._on_held, self._on_not_held)

    def _on_held(self, appointment: AppointmentResult) -> None:
        # The answer to a second try may come after the hold ran out, or became the appointment.
        is_kept = appointment.status == "held"
        self.hold_id = appointment.appointment_id if is_kept else None
        if is_kept and not self._is_over:
            self._renew.start()
            self.held.emit(appointment)
        elif not self._is_over:
            self.lost.emit()
        self._go_on()

    def _on_not_held(self, error: Exception) -> None:
        if isinstance(error, SlotRefused) and not self._is_over:
            self.refused.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        """Do what waited for the answer; where there was none, the next is asked for when contact is back."""
        then, self._then = self._then, None
        if self._is_over:
            if not self._attempt.is_unknown:
                self._release()
        elif then is not None:
            then()
        elif self._attempt.is_unknown:
            pass
        elif self._wanted is not None:
            self._settle.start(self._pause)
        elif self._lets_go and self.hold_id is not None:
            self._give_hold_back(self._on_let_go)
        if not self._is_over and not self._attempt.is_busy:
            self.settled.emit()

    def _on_let_go(self, _answer: object) -> None:
        self._go_on()

    @Slot()
    def _on_came_back(self) -> None:
        self._attempt.again()
        # What could not be renewed meanwhile runs out soon, or has run out.
        self._on_renew()

    @Slot()
    def _on_renew(self) -> None:
        if self.hold_id is not None and not self._attempt.is_busy and not self._renewal.is_busy:
            not_renewed = partial(self._on_not_renewed, self.hold_id)
            self._renewal.send(renew_hold, self.hold_id, self._on_renewed, not_renewed)

    def _on_renewed(self, appointment: AppointmentResult) -> None:
        if appointment.appointment_id == self.hold_id:
            self.held.emit(appointment)

    def _on_not_renewed(self, hold_id: str, error: Exception) -> None:
        # Each renewal is an act of its own: whether this one happened will be told by the next.
        self._renewal.abandon()
        if isinstance(error, NotFound) and self.hold_id == hold_id:
            self.hold_id = None
            self._renew.stop()
            self.lost.emit()
