"""Does what a person asks for an appointment, one act at a time, and says what came of it.

Acts go through the desk like a booking: off the GUI thread, sent again unchanged where it is not known what
became of them. What is shown changes by the notification alone.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine.facts import FreeSlot
from medic_desk.model.acts.errors import InvalidField, SlotRefused, StaleAppointment, WrongTransition
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undoing import CannotUndo, UndoRequest, undo
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.store.errors import NotFound
from medic_desk.ui.appointments.lawful_steps import DIRECT, Step, freshest
from medic_desk.ui.appointments.meanwhile import tell_meanwhile
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import DoneAct
from medic_desk.ui.desk.outcome import is_unknown
from medic_desk.ui.words.appointment import (
    done_sentence,
    not_undone_sentence,
    refused_sentence,
    undone_sentence,
)
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names

Choices = Sequence[tuple[str, Callable[[], object]]]

_FINAL = (CannotUndo, NotFound, WrongTransition, InvalidField)
"""Refusals of an undo that no waiting mends; a place that is taken may be free again."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A request as it was sent: where its outcome is not known, this very one is sent again."""

    act: Callable[..., Any]
    request: Any
    on_done: Callable[[AppointmentResult], None]
    on_failed: Callable[[Exception], None]


class AppointmentActs(QObject):
    """Asked by the window; it never looks at widgets."""

    told = Signal(str, bool)
    """A sentence about what was done, and whether it can be undone."""
    refused = Signal(str, object)
    """A sentence about what was not done, and (text, action) choices to go on with."""
    undone = Signal(object)
    """Appointment: as an undo left it."""
    start_wanted = Signal(object, object)
    """(WeekAppointment, Slot): its own place is gone; a person chose to book it anew there."""

    def __init__(
        self, desk: Desk, names: Callable[[str], Names | None], parent: QObject | None = None
    ) -> None:
        """``names`` answers what the ids of a doctor's days are called."""
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._left: dict[str, AppointmentResult] = {}
        self._attempt: _Attempt | None = None
        self._is_busy = False
        self._is_unknown = False
        desk.latest.noted.connect(self._on_noted)

    def current(self, appointment: WeekAppointment) -> WeekAppointment:
        """The appointment as this desk knows it: its own act may be ahead of what the calendar read."""
        left = self._left.get(appointment.id)
        if left is not None and left.row_version <= appointment.row_version:
            del self._left[appointment.id]
        return freshest(appointment, left)

    # Doing

    def do(self, step: Step, appointment: WeekAppointment) -> None:
        """Do one of the acts that need no dialog; asked twice, it is done once."""
        if self._is_waiting():
            return
        request = AppointmentRequest(
            act_id=str(uuid.uuid4()),
            appointment_id=appointment.id,
            row_version=self.current(appointment).row_version,
        )
        self._send(_Attempt(DIRECT[step], request, _ignore, partial(self._on_refused, appointment)))

    @Slot()
    def undo(self) -> None:
        """Take this desk's latest act back."""
        latest = self._desk.latest.latest
        if latest is None or self._is_waiting():
            return
        request = UndoRequest(
            act_id=str(uuid.uuid4()), undone_act_id=latest.act_id, left_version=latest.left_version
        )
        self._send(_Attempt(undo, request, partial(self._on_undone, latest), partial(self._on_kept, latest)))

    def _is_waiting(self) -> bool:
        """Whether an earlier act has to be cleared up first; one of unknown outcome is sent again."""
        if self._is_busy:
            return True
        if self._is_unknown:
            self._try_again()
            return True
        return False

    def _send(self, attempt: _Attempt) -> None:
        self._attempt = attempt
        self._is_busy = True
        self._desk.act(self, attempt.act, attempt.request, self._on_done, self._on_failed)

    def _try_again(self) -> None:
        if self._attempt is not None and not self._is_busy:
            self._send(self._attempt)

    # What came of it

    def _on_done(self, appointment: AppointmentResult) -> None:
        self._is_busy = self._is_unknown = False
        if self._attempt is not None:
            self._attempt.on_done(appointment)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        self._is_unknown = is_unknown(error, was_unknown=self._is_unknown)
        if self._is_unknown:
            again = ((self.tr("&Try again"), self._try_again),)
            self.refused.emit(refused_sentence(error, None, 0), again)
        elif self._attempt is not None:
            self._attempt.on_failed(error)

    @Slot(object)
    def _on_noted(self, done: DoneAct) -> None:
        """Say what this desk did, by whatever form or key."""
        appointment = done.appointment
        self._left[appointment.appointment_id] = appointment
        patient = appointment.patient_name or ""
        self.told.emit(
            done_sentence(done.kind, patient, appointment.starts_at, self._zone(appointment)),
            True,  # noqa: FBT003 - a signal has no keywords
        )
        self._look_again()

    def _on_undone(self, done: DoneAct, appointment: AppointmentResult) -> None:
        self._desk.latest.undone(done.act_id, appointment)
        self._left[appointment.appointment_id] = appointment
        patient = appointment.patient_name or ""
        text = undone_sentence(done.kind, patient, appointment.starts_at, self._zone(appointment))
        self.told.emit(text, False)  # noqa: FBT003 - a signal has no keywords
        self.undone.emit(appointment)
        self._look_again()

    def _look_again(self) -> None:
        # Where no notification comes, the calendar would show the old state for half a minute.
        if not self._desk.is_live:
            self._desk.read_again()

    def _on_kept(self, done: DoneAct, error: Exception) -> None:
        """Say why an act was not taken back; what never can be makes way for the act before it."""
        if isinstance(error, _FINAL):
            self._desk.latest.drop(done.act_id)
        appointment = done.appointment
        names, minutes = self._names(appointment.doctor_id), appointment.ends_at - appointment.starts_at
        self.refused.emit(not_undone_sentence(error, done.kind, names, minutes), ())
        self._desk.read_again()

    def _on_refused(self, appointment: WeekAppointment, error: Exception) -> None:
        names = self._names(appointment.doctor_id)
        self._left.pop(appointment.id, None)
        if isinstance(error, StaleAppointment):
            tell_meanwhile(self._desk, self, error, names, self._say)
            return
        self._desk.read_again()
        minutes = appointment.ends_at - appointment.starts_at
        sentence = refused_sentence(error, names, minutes)
        nearest = error.nearest if isinstance(error, SlotRefused) else ()
        if nearest and names is not None:
            sentence += " " + self.tr("Book it anew, free close to it:")
        self.refused.emit(sentence, self._offers(appointment, nearest, names))

    def _offers(
        self, appointment: WeekAppointment, nearest: Sequence[FreeSlot], names: Names | None
    ) -> Choices:
        if names is None:
            return ()
        return tuple(
            (moment(slot.starts_at, names.zone), partial(self.start_wanted.emit, appointment, slot))
            for slot in sorted(nearest)
        )

    def _say(self, sentence: str) -> None:
        self.refused.emit(sentence, ())

    def _zone(self, appointment: AppointmentResult) -> str:
        clinic = self._desk.clinic
        if clinic is None:
            raise RuntimeError("an act was done before the clinic was read")
        return clinic.doctor(appointment.doctor_id).timezone


def _ignore(_appointment: AppointmentResult) -> None:
    """The desk's own stack tells of it."""
