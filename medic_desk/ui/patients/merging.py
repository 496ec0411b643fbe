"""Comparing the card's patient with another, and merging the two once a person says so."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.patients.card import PatientCard, read_patient_card
from medic_desk.model.patients.merging import merge_patients
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.patients.merge_pane import MergePane


class Merging(QObject):
    """Fills the pane and sends its request by the window's one attempt."""

    begun = Signal()
    """Two patients stand side by side in the pane."""
    missing = Signal()
    """One of the two is gone, or they are one row by now."""
    merged = Signal(object)
    """PatientResult, once the two are one."""
    refused = Signal(object)
    """The error with which a merge ended; what the attempt does not know is among them."""
    not_read = Signal(object)
    """The error with which reading ended."""

    def __init__(self, desk: Desk, attempt: Attempt, pane: MergePane, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._attempt = attempt
        self._pane = pane

    def compare(self, kept_id: str, merged_id: str) -> None:
        """Read both as they stand now, and show them side by side."""
        then = partial(self._on_kept_read, merged_id)
        work = partial(read_patient_card, patient_id=kept_id)
        self._desk.read(self, work, then, self.not_read.emit, replaces="kept card")

    def compare_again(self) -> None:
        """Show the two that are compared as they stand now."""
        self.compare(self._pane.kept_id, self._pane.merged_id)

    @Slot()
    def merge(self) -> None:
        """Merge what is shown, once however often it is asked."""
        if self._attempt.is_open:
            self._attempt.again()
            return
        request = self._pane.request()
        if request is not None and self._desk.may(Permission.MERGE_PATIENTS):
            self._attempt.send(merge_patients, request, self.merged.emit, self.refused.emit)

    def _on_kept_read(self, merged_id: str, kept: PatientCard | None) -> None:
        work = partial(read_patient_card, patient_id=merged_id)
        self._desk.read(
            self, work, partial(self._on_both_read, kept), self.not_read.emit, replaces="merged card"
        )

    def _on_both_read(self, kept: PatientCard | None, merged: PatientCard | None) -> None:
        if kept is None or merged is None or kept.patient_id == merged.patient_id:
            self.missing.emit()
            return
        self._pane.begin(kept, merged)
        self.begun.emit()
