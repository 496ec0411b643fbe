"""Does what a person asks for an appointment, one act at a time, and says what came of it.

Acts are sent by an ``Attempt``, like a booking: off the GUI thread, and again unchanged where it is not known
what became of them. What is shown changes by the notification alone.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import FreeSlot
from medic_desk.model.acts.errors import InvalidField, SlotRefused, StaleAppointment
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.declared_acts import AppointmentAct, no_way_back
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.meanwhile import tell_meanwhile
from medic_desk.ui.appointments.moves import Moves
from medic_desk.ui.appointments.offered_acts import freshest, offered_acts, why_not_offered
from medic_desk.ui.appointments.undo_redo import UndoRedo
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import AnyDone, DoneAct
from medic_desk.ui.words.acts import MENU_ACTS
from medic_desk.ui.words.appointment import (
    done_sentence,
    refused_sentence,
)
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.latest_acts import paired_done_sentence
from medic_desk.ui.words.names import Names

Choices = Sequence[tuple[str, Callable[[], object]]]


class AppointmentActs(QObject):
    """Asked by the window; it never looks at widgets."""

    told = Signal(str, bool)
    """A sentence about what was done, and whether it can be undone."""
    refused = Signal(str, object)
    """A sentence about what was not done, and (text, action) choices to go on with."""
    start_wanted = Signal(object, object)
    """(WeekAppointment, FreeSlot): its own place is gone; a person chose to book it anew there."""

    def __init__(
        self, desk: Desk, names: Callable[[str], Names | None], parent: QObject | None = None
    ) -> None:
        """``names`` answers what the ids of a doctor's days are called."""
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._left: dict[str, AppointmentResult] = {}
        self._attempt = Attempt(desk, self)
        self.undo_redo = UndoRedo(desk, names, self._send, self)
        self.undo_redo.told.connect(self.told)
        self.undo_redo.refused.connect(self.refused)
        self.undo_redo.put_back.connect(self._on_put_back)
        self.moves = Moves(desk, names, self._send, self)
        self.moves.refused.connect(self.refused)
        desk.latest.noted.connect(self._on_noted)

    def current(self, appointment: WeekAppointment) -> WeekAppointment:
        """The appointment as this desk knows it: its own act may be ahead of what the calendar read."""
        left = self._left.get(appointment.id)
        # One that is asked about again, as this desk left it, is still ahead of the calendar.
        if left is not None and left.row_version < appointment.row_version:
            del self._left[appointment.id]
        return freshest(appointment, left)

    def tell_open(self) -> bool:
        """Say that an act is under way, or that nobody knows what became of it; whether one is.

        No other is sent meanwhile, and what a hand put down must not get lost in silence.
        """
        if self._attempt.is_open:
            text = self.tr("Not moved: what was done before is still on its way. Move it again in a moment.")
            again = ((self.tr("Tr&y again"), self._attempt.again),)
            self.refused.emit(text, again if self._attempt.is_unknown else ())
        return self._attempt.is_open

    def offered(self, appointment: WeekAppointment) -> tuple[AppointmentAct[Any], ...]:
        """What is lawful for an appointment and permitted to the person, the likeliest first."""
        return offered_acts(appointment, minute_floor(self._desk.now()), self._desk.may)

    def explain(self, act: AppointmentAct[Any], appointment: WeekAppointment) -> bool:
        """Say why a step of the visit is not offered; whether there was something to say."""
        current, now = self.current(appointment), minute_floor(self._desk.now())
        error = why_not_offered(act, current, now, self._desk.may)
        if error is not None:
            self.refused.emit(refused_sentence(error, self._names(appointment.doctor_id), 0), ())
        return error is not None

    def reasons(self, appointment: WeekAppointment | None) -> dict[str, str]:
        """Why steps of the visit wait for another day or hour, by the names of the acts."""
        if appointment is None:
            return {}
        current, now = self.current(appointment), minute_floor(self._desk.now())
        found = {act.name: why_not_offered(act, current, now, self._desk.may) for act in MENU_ACTS}
        return {
            name: refused_sentence(error, self._names(appointment.doctor_id), 0)
            for name, error in found.items()
            if isinstance(error, InvalidField)
        }

    # Doing

    def do(self, act: AppointmentAct[AppointmentRequest], appointment: WeekAppointment) -> None:
        """Do an act that needs no dialog; asked twice, it is done once."""
        request = AppointmentRequest(
            act_id=new_act_id(),
            appointment_id=appointment.id,
            row_version=self.current(appointment).row_version,
        )
        self._send(act, request, _ignore, partial(self._on_refused, appointment))

    def _send(
        self,
        act: Callable[..., Any],
        request: object,
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        """Send an act; while an earlier one is not cleared up, that one is sent again in its place."""
        self._attempt.send(act, request, on_done, partial(self._on_failed, on_failed))

    # What came of it

    def _on_failed(self, on_failed: Callable[[Exception], None], error: Exception) -> None:
        if self._attempt.is_unknown:
            again = ((self.tr("Tr&y again"), self._attempt.again),)
            self.refused.emit(refused_sentence(error, None, 0), again)
        else:
            on_failed(error)

    @Slot(object)
    def _on_noted(self, done: AnyDone) -> None:
        """Say what this desk did, by whatever form or key."""
        if not isinstance(done, DoneAct):
            if self._desk.clinic is not None:
                self.told.emit(paired_done_sentence(done, self._desk.clinic), True)  # noqa: FBT003 - a signal
            self._look_again()
            return
        appointment = done.appointment
        self._left[appointment.appointment_id] = appointment
        patient = appointment.patient_name or ""
        sentence = self.moves.sentence(done)
        if sentence is None:
            sentence = done_sentence(done.act, patient, appointment.starts_at, self._zone(appointment))
        self.told.emit(sentence, done.act.way_back is not no_way_back)
        self._look_again()

    def _look_again(self) -> None:
        # Where no notification comes, the calendar would show the old state for half a minute.
        if not self._desk.is_live:
            self._desk.read_again()

    @Slot(object)
    def _on_put_back(self, appointment: AppointmentResult) -> None:
        self._left[appointment.appointment_id] = appointment
        self._look_again()

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
