"""Ctrl+Z and Ctrl+Y for acts on patients: takes back and does anew what stands on the same two stacks."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.declared_acts import PatientResult
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
from medic_desk.ui.desk.latest_acts import DonePatientAct
from medic_desk.ui.words.patient_acts import (
    patient_not_redone_sentence,
    patient_not_undone_sentence,
    patient_undone_sentence,
)

_FINAL = (
    CannotMerge,
    CannotUndoMerge,
    InvalidField,
    NotFound,
    NotPermitted,
    PatientMerged,
    StalePatient,
)
"""Refusals that no waiting mends; a file number may be given up again."""


Send = Callable[
    [Callable[..., Any], object, Callable[[Any], None], Callable[[Exception], None]],
    None,
]
"""Sends an act as the window's one attempt: (act, request, on_done, on_failed)."""


class PatientUndo(QObject):
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

    def undo(self, done: DonePatientAct) -> None:
        """Take an act back by the act that it declares."""
        back = done.act.way_back(done.request, new_act_id()) if done.act.way_back is not None else None
        if back is not None:
            self._send(back.act, back.request, partial(self._on_undone, done), partial(self._on_kept, done))

    def redo(self, undone: DonePatientAct) -> None:
        """Do an act anew that was taken back."""
        if not self._desk.may(undone.act.permission):
            self._on_not_redone(undone, NotPermitted("not any more"))
            return
        request = undone.anew(new_act_id())
        self._send(
            undone.act,
            request,
            partial(self._on_redone, undone, request),
            partial(self._on_not_redone, undone),
        )

    def _on_undone(self, done: DonePatientAct, left: PatientResult) -> None:
        self._desk.latest.patient_act_undone(done)
        self.told.emit(patient_undone_sentence(done.act, left), False)  # noqa: FBT003 - a signal has no keywords

    def _on_redone(self, undone: DonePatientAct, request: object, result: PatientResult) -> None:
        # That it was done is told by the desk's stack, as of any act.
        self._desk.latest.patient_act_redone(undone, request, result)

    def _on_kept(self, done: DonePatientAct, error: Exception) -> None:
        self._drop_if_final(done, error)
        self.refused.emit(patient_not_undone_sentence(error), ())

    def _on_not_redone(self, undone: DonePatientAct, error: Exception) -> None:
        self._drop_if_final(undone, error)
        self.refused.emit(patient_not_redone_sentence(error), ())

    def _drop_if_final(self, done: DonePatientAct, error: Exception) -> None:
        if isinstance(error, _FINAL) and not isinstance(error, FileNumberTaken):
            self._desk.latest.drop(done.act_id)
        self._desk.read_again()
