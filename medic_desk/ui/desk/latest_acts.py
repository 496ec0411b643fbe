"""The latest acts of the person at this desk: what Ctrl+Z takes back and Ctrl+Y does anew, one by one.

Two stacks. An act that is taken back goes from the one to the other; an act that is new empties the second,
for what was taken back before it belongs to another past.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.holds import end_hold
from medic_desk.model.appointments.redoing import anew
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.patients.declared_acts import PatientAct, PatientResult

MOST_ACTS = 20
"""How many acts back a person can go: further, nobody remembers what it was."""


@dataclass(frozen=True, slots=True)
class OldPlace:
    """Where an appointment was before an act moved it."""

    doctor_id: str
    starts_at: Minute
    ends_at: Minute


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An act of this desk: its id, what it was, what was asked and what it left.

    ``before`` is where the appointment was, None where this desk did not see it then. ``left`` is the
    appointment when this desk was last done with it: what is done and taken back later changes it, without
    anything having happened that this act would have to mind. ``patient_is_gone`` once the patient that the
    act made was removed again. Of an act that is done anew ``request`` stays the first one, in which the
    patient is typed, and ``rebooks`` are the acts that booked that same patient before, from the one on that
    made them.
    """

    act_id: str
    act: AppointmentAct[Any]
    request: Any
    appointment: AppointmentResult
    before: OldPlace | None
    left: AppointmentResult
    patient_is_gone: bool = False
    rebooks: tuple[str, ...] = ()

    def anew(self, act_id: str) -> Any:
        """The request with which the act, once taken back, is done again as ``act_id``."""
        return anew(
            self.request,
            act_id=act_id,
            appointment_id=self.left.appointment_id,
            row_version=self.left.row_version,
            patient_id=None if self.patient_is_gone else self.appointment.patient_id,
        )


@dataclass(frozen=True, slots=True)
class DonePatientAct:
    """An act of this desk on a patient: its id, what it was, what was asked and what it left."""

    act_id: str
    act: PatientAct[Any]
    request: Any
    result: PatientResult

    def anew(self, act_id: str) -> Any:
        """The request with which the act, once taken back, is done again as ``act_id``."""
        return replace(self.request, act_id=act_id)


AnyDone = DoneAct | DonePatientAct
"""What the stacks hold: acts on appointments and on patients, in the order in which they were done."""


class LatestActs(QObject):
    """Two bounded stacks; ``noted`` (AnyDone) at every act that is done, ``changed`` at any difference."""

    noted = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: deque[AnyDone] = deque(maxlen=MOST_ACTS)
        self._undone: deque[AnyDone] = deque(maxlen=MOST_ACTS)
        self._person_id: str | None = None

    @property
    def latest(self) -> AnyDone | None:
        """What Ctrl+Z would take back; None where there is nothing."""
        return self._done[-1] if self._done else None

    @property
    def latest_undone(self) -> AnyDone | None:
        """What Ctrl+Y would do anew; None where there is nothing."""
        return self._undone[-1] if self._undone else None

    @property
    def has_before(self) -> bool:
        """Whether another act could be taken back if the latest were not there."""
        return len(self._done) > 1

    @property
    def person_id(self) -> str | None:
        """Whose acts these are."""
        return self._person_id

    def serve(self, person_id: str) -> None:
        """Begin with nothing where somebody else sits here now: nobody takes back what another did."""
        if person_id != self._person_id:
            self._person_id = person_id
            self._done.clear()
            self._undone.clear()
            self.changed.emit()

    def note(
        self, act: Callable[..., Any], request: object, result: object, seen: WeekAppointment | None = None
    ) -> None:
        """Remember an act that is committed, if it is one of those that are told.

        The end of a hold is told and not remembered: it does not come back. ``seen`` is the act's
        appointment as the calendar showed it when the act was sent.
        """
        act_id = getattr(request, "act_id", None)
        if isinstance(act, PatientAct) and isinstance(result, PatientResult) and isinstance(act_id, str):
            self._note_patient_act(DonePatientAct(act_id, act, request, result))
            return
        if not isinstance(act, AppointmentAct) or not act.is_told:
            return
        if not isinstance(result, AppointmentResult) or not isinstance(act_id, str):
            return
        if any(done.act_id == act_id for done in self._done):
            return
        done = DoneAct(act_id, act, request, result, self._place_before(result, seen), result)
        if act is end_hold:
            # Undo would be offered, and could do nothing but stand in the way of the act before it.
            self.noted.emit(done)
        else:
            self._put(done)

    def _note_patient_act(self, done: DonePatientAct) -> None:
        """Remember an act on a patient, if there is one that takes it back."""
        if done.act.way_back is not None and not any(one.act_id == done.act_id for one in self._done):
            self._put(done)

    def _put(self, done: AnyDone) -> None:
        self._done.append(done)
        self._undone.clear()
        self.changed.emit()
        self.noted.emit(done)

    def undone(self, act_id: str, left: AppointmentResult) -> None:
        """An act was taken back and left this: it can be done anew, and the one before may follow it.

        Only where nobody did anything between the two: then the versions follow each other.
        """
        gone = next((done for done in self._done if done.act_id == act_id), None)
        if not isinstance(gone, DoneAct):
            return
        self._done.remove(gone)
        before = (gone.appointment.appointment_id, gone.appointment.row_version - 1)
        self._done = _follow(self._done, before, left)
        self._undone = _follow(self._undone, _version(gone.left), left)
        self._undone.append(replace(gone, left=left))
        self.changed.emit()

    def redone(self, act_id: str, request: object, result: AppointmentResult) -> None:
        """The act ``act_id`` that was taken back has been done anew by ``request``: it can be undone again.

        What was taken back after it follows, also to the appointment that a booking made anew.
        """
        again = next((done for done in self._undone if done.act_id == act_id), None)
        new_id = getattr(request, "act_id", None)
        if not isinstance(again, DoneAct) or not isinstance(new_id, str):
            return
        self._undone.remove(again)
        self._undone = _follow(self._undone, _version(again.left), result)
        # Who is typed in anew is another patient: there is nothing that booked them before.
        rebooks = () if again.patient_is_gone else (*again.rebooks, act_id)
        done = DoneAct(new_id, again.act, again.request, result, again.before, result, rebooks=rebooks)
        self._done.append(done)
        self.changed.emit()
        self.noted.emit(done)

    def patient_act_undone(self, done: DonePatientAct) -> None:
        """An act on a patient was taken back: it can be done anew."""
        if done in self._done:
            self._done.remove(done)
            self._undone.append(done)
            self.changed.emit()

    def patient_act_redone(self, undone: DonePatientAct, request: object, result: PatientResult) -> None:
        """An act on a patient that was taken back has been done anew by ``request``."""
        new_id = getattr(request, "act_id", None)
        if undone in self._undone and isinstance(new_id, str):
            self._undone.remove(undone)
            again = replace(undone, act_id=new_id, request=request, result=result)
            self._done.append(again)
            self.changed.emit()
            self.noted.emit(again)

    def drop(self, act_id: str) -> None:
        """Forget an act that cannot be taken back, or not be done anew."""
        self._done = deque((done for done in self._done if done.act_id != act_id), maxlen=MOST_ACTS)
        self._undone = deque((done for done in self._undone if done.act_id != act_id), maxlen=MOST_ACTS)
        self.changed.emit()

    def patient_removed(self, patient_id: str) -> None:
        """A patient who was made by an act that was taken back is there no more."""
        self._undone = deque(
            (
                replace(done, patient_is_gone=True)
                if isinstance(done, DoneAct) and done.appointment.patient_id == patient_id
                else done
                for done in self._undone
            ),
            maxlen=MOST_ACTS,
        )

    def _place_before(self, result: AppointmentResult, seen: WeekAppointment | None) -> OldPlace | None:
        """Where the appointment was, by the newest that this desk knew of it."""
        left = [done.left for done in (*self._done, *self._undone) if isinstance(done, DoneAct)]
        known: list[AppointmentResult | WeekAppointment] = [
            one for one in left if one.appointment_id == result.appointment_id
        ]
        if seen is not None:
            known.append(seen)
        known = [one for one in known if one.row_version < result.row_version]
        newest = max(known, key=_row_version, default=None)
        return OldPlace(newest.doctor_id, newest.starts_at, newest.ends_at) if newest is not None else None


def _row_version(appointment: AppointmentResult | WeekAppointment) -> int:
    return appointment.row_version


def _version(left: AppointmentResult) -> tuple[str, int]:
    return left.appointment_id, left.row_version


def _follow(acts: Iterable[AnyDone], was: tuple[str, int], now: AppointmentResult) -> deque[AnyDone]:
    """The acts; those that left the appointment and version ``was`` are said to have left ``now``."""
    return deque(
        (
            replace(done, left=now) if isinstance(done, DoneAct) and _version(done.left) == was else done
            for done in acts
        ),
        maxlen=MOST_ACTS,
    )
