"""Comparing the card's patient with another, and merging the two once a person says so."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.patients.card import PatientCard, read_patient_card
from medic_desk.model.patients.declared_acts import PatientResult
from medic_desk.model.patients.merging import merge_patients
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import AnyDone, DonePatientAct
from medic_desk.ui.patients.merge_pane import MergePane
from medic_desk.ui.words.patient_acts import patient_done_sentence


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
    undo_asked = Signal()
    """Take back what was just merged."""
    undo_gone = Signal()
    """The button with focus, the Undo of a merge, is offered no more."""

    def __init__(
        self, desk: Desk, attempt: Attempt, pane: MergePane, message: MessageBanner, parent: QObject
    ) -> None:
        """``message`` is the window's banner: there a merge is told, with its Undo."""
        super().__init__(parent)
        self._desk = desk
        self._attempt = attempt
        self._pane = pane
        self._message = message
        self._merge_id = ""
        """The act of the latest merge."""
        self._said = ""
        """What was said of it with an Undo; empty once that is over."""
        self._is_latest = False
        """Whether the desk knows it as what Undo takes back."""
        desk.latest.changed.connect(self._on_latest)

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
            self._merge_id, self._said, self._is_latest = request.act_id, "", False
            self._attempt.send(merge_patients, request, self.merged.emit, self.refused.emit)

    def tell(self, result: PatientResult) -> None:
        """Say what was merged, with an Undo for as long as that takes back this merge and nothing else."""
        self._said = patient_done_sentence(merge_patients, result)
        self._message.say(self._said, ((self.tr("&Undo"), self.undo_asked.emit),))

    @Slot()
    def _on_latest(self) -> None:
        latest = self._desk.latest
        was_latest, self._is_latest = self._is_latest, self._is_merge(latest.latest)
        if self._is_latest or not was_latest or not self._said:
            return
        said, self._said = self._said, ""
        if self._message.text != said:
            return
        if self._message.window().focusWidget() in self._message.buttons:
            self.undo_gone.emit()
        self._message.hide()
        if self._is_merge(latest.latest_undone):
            self._message.say(self.tr("The merge is undone: both records stand by themselves again."))

    def _is_merge(self, done: AnyDone | None) -> bool:
        return isinstance(done, DonePatientAct) and done.act_id == self._merge_id

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
