"""Ctrl+Z and Ctrl+Y for what declares the act that takes it back: acts on patients, and notes of the desk."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from medic_desk.model.acts.errors import InvalidField, WrongTransition
from medic_desk.model.appointments.calls import StaleCall
from medic_desk.model.appointments.delays import StaleDelay
from medic_desk.model.patients.errors import (
    CannotMerge,
    CannotUndoMerge,
    FileNumberTaken,
    PatientMerged,
    StalePatient,
)
from medic_desk.model.store.errors import NotFound, NotPermitted
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import DonePatientAct, Paired
from medic_desk.ui.words.latest_acts import (
    paired_not_redone_sentence,
    paired_not_undone_sentence,
    paired_undone_sentence,
)

_FINAL = (
    CannotMerge,
    CannotUndoMerge,
    InvalidField,
    NotFound,
    NotPermitted,
    PatientMerged,
    StaleCall,
    StaleDelay,
    StalePatient,
    WrongTransition,
)
"""Refusals that no waiting mends; a file number may be given up again."""


Send = Callable[
    [Callable[..., Any], object, Callable[[Any], None], Callable[[Exception], None]],
    None,
]
"""Sends an act as the window's one attempt: (act, request, on_done, on_failed)."""


class PairedUndo(QObject):
    """Asked by ``UndoRedo``, whose ``send`` it uses."""

    told = Signal(str, bool)
    """A sentence about what was taken back, and whether it can be undone."""
    refused = Signal(str, object)
    """A sentence about what was not taken back or not done anew, and choices to go on with."""

    def __init__(
        self,
        desk: Desk,
        send: Send,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._send = send

    def undo(self, done: Paired) -> None:
        """Take an act back by the act that it declares."""
        back = done.back(new_act_id())
        if back is not None:
            self._send(*back, partial(self._on_undone, done), partial(self._on_kept, done))

    def redo(self, undone: Paired) -> None:
        """Do an act anew that was taken back."""
        # What is about a patient is nobody's own: it needs no doctor.
        doctor_id = undone.result.doctor_id if not isinstance(undone, DonePatientAct) else None
        if not self._desk.may(undone.act.permission, doctor_id):
            self._on_not_redone(undone, NotPermitted("not any more"))
            return
        request = undone.anew(new_act_id())
        self._send(
            undone.act,
            request,
            partial(self._on_redone, undone, request),
            partial(self._on_not_redone, undone),
        )

    def _on_undone(self, done: Paired, left: Any) -> None:
        self._desk.latest.paired_undone(done)
        clinic = self._desk.clinic
        if clinic is not None:
            self.told.emit(paired_undone_sentence(done, left, clinic), False)  # noqa: FBT003 - a signal

    def _on_redone(self, undone: Paired, request: object, result: Any) -> None:
        # That it was done is told by the desk's stack, as of any act.
        self._desk.latest.paired_redone(undone, request, result)

    def _on_kept(self, done: Paired, error: Exception) -> None:
        self._drop_if_final(done, error)
        self.refused.emit(paired_not_undone_sentence(done, error), ())

    def _on_not_redone(self, undone: Paired, error: Exception) -> None:
        self._drop_if_final(undone, error)
        self.refused.emit(paired_not_redone_sentence(undone, error), ())

    def _drop_if_final(self, done: Paired, error: Exception) -> None:
        if isinstance(error, _FINAL) and not isinstance(error, FileNumberTaken):
            self._desk.latest.drop(done.act_id)
        self._desk.read_again()
