"""This desk's latest acts on appointments, newest last: what Ctrl+Z takes back, one after the other."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.rows import AppointmentResult

MOST_ACTS = 20
"""How many acts back a person can go: further, nobody remembers what it was."""


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An act of this desk: its id, what it was and what it left.

    ``left_version`` is the appointment's row version when this desk was last done with it: an undo of a later
    act raises it, without anything having happened that this one would have to mind.
    """

    act_id: str
    act: AppointmentAct[Any]
    appointment: AppointmentResult
    left_version: int


class LatestActs(QObject):
    """A bounded stack; ``noted`` (DoneAct) at every act that goes onto it, ``changed`` at any difference."""

    noted = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts: deque[DoneAct] = deque(maxlen=MOST_ACTS)

    @property
    def latest(self) -> DoneAct | None:
        """What Ctrl+Z would take back; None where there is nothing."""
        return self._acts[-1] if self._acts else None

    def note(self, act: Callable[..., Any], request: object, result: object) -> None:
        """Remember an act that is committed, if it is one of those that are told."""
        act_id = getattr(request, "act_id", None)
        if not isinstance(act, AppointmentAct) or not act.is_told:
            return
        if not isinstance(result, AppointmentResult) or not isinstance(act_id, str):
            return
        if any(done.act_id == act_id for done in self._acts):
            return
        done = DoneAct(act_id, act, result, result.row_version)
        self._acts.append(done)
        self.changed.emit()
        self.noted.emit(done)

    def undone(self, act_id: str, left: AppointmentResult) -> None:
        """An act was taken back and left this: it goes, and the one before may follow it.

        Only where nobody did anything between the two: then the versions follow each other.
        """
        gone = next((done for done in self._acts if done.act_id == act_id), None)
        if gone is None:
            return
        self.drop(act_id)
        before = (gone.appointment.appointment_id, gone.appointment.row_version - 1)
        self._acts = deque(
            (
                replace(done, left_version=left.row_version)
                if (done.appointment.appointment_id, done.left_version) == before
                else done
                for done in self._acts
            ),
            maxlen=MOST_ACTS,
        )

    def drop(self, act_id: str) -> None:
        """Forget an act that cannot be taken back."""
        self._acts = deque((done for done in self._acts if done.act_id != act_id), maxlen=MOST_ACTS)
        self.changed.emit()
