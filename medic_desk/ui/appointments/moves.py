"""Puts an appointment somewhere else, or makes it last longer or shorter, as a verdict on the place says."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from medic_desk.engine.facts import FreeSlot
from medic_desk.model.acts.errors import SlotRefused, StaleAppointment
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.meanwhile import tell_meanwhile
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import DoneAct
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.carrying import resized_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names

Send = Callable[
    [Callable[..., Any], object, Callable[[Any], None], Callable[[Exception], None]],
    None,
]
"""Sends an act as the window's one attempt: (act, request, on_done, on_failed)."""


class Moves(QObject):
    """Asked by the window; it never looks at widgets."""

    refused = Signal(str, object)
    """A sentence about what was not moved, and (text, action) choices: free starts near by."""
    moved = Signal(object)
    """AppointmentResult: where an appointment was put."""

    def __init__(self, desk: Desk, names: Callable[[str], Names | None], send: Send, parent: QObject) -> None:
        """``names`` answers what the ids of a doctor's days are called."""
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._send = send
        self._lengths: set[str] = set()
        """Acts that changed nothing but a length."""

    def move(self, appointment: WeekAppointment, request: MoveRequest) -> None:
        """Send a move, or the change of a length, once; what comes of it is told."""
        if request.doctor_id is None and request.starts_at == appointment.starts_at:
            self._lengths.add(request.act_id)
        self._send(move, request, self.moved.emit, partial(self._on_failed, appointment, request))

    def sentence(self, done: DoneAct) -> str | None:
        """What is told of an act that only changed a length; None of any other."""
        if done.act_id not in self._lengths:
            return None
        self._lengths.discard(done.act_id)
        one, names = done.appointment, self._names(done.appointment.doctor_id)
        zone = names.zone if names is not None else "UTC"
        return resized_sentence(one.patient_name or "", one.starts_at, one.ends_at, zone)

    def _on_failed(self, appointment: WeekAppointment, request: MoveRequest, error: Exception) -> None:
        self._lengths.discard(request.act_id)
        names = self._names(request.doctor_id or appointment.doctor_id)
        if isinstance(error, StaleAppointment):
            tell_meanwhile(self._desk, self, error, names, self._say)
            return
        self._desk.read_again()
        minutes = request.duration_minutes or appointment.ends_at - appointment.starts_at
        sentence = refused_sentence(error, names, minutes)
        nearest = error.nearest if isinstance(error, SlotRefused) else ()
        if names is None or request.starts_at == appointment.starts_at:
            nearest = ()
        if nearest:
            sentence += " " + self.tr("Move it close to there:")
        self.refused.emit(sentence, self._choices(appointment, request, nearest, names))

    def _choices(
        self,
        appointment: WeekAppointment,
        request: MoveRequest,
        nearest: tuple[FreeSlot, ...],
        names: Names | None,
    ) -> tuple[tuple[str, Callable[[], object]], ...]:
        zone = names.zone if names is not None else "UTC"
        return tuple(
            (
                moment(slot.starts_at, zone),
                partial(self.move, appointment, _there(request, slot)),
            )
            for slot in sorted(nearest)
        )

    def _say(self, sentence: str) -> None:
        self.refused.emit(sentence, ())


def _there(request: MoveRequest, slot: FreeSlot) -> MoveRequest:
    """The same move to another start, as an act of its own."""
    return replace(
        request,
        act_id=new_act_id(),
        starts_at=slot.starts_at,
        doctor_location_id=slot.doctor_location_id,
        location_room_id=None,
    )
