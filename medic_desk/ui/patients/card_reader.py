"""Keeps one card as it stands in the database: read when it is opened, and again at every change."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.patients.card import PatientCard, read_patient_card
from medic_desk.model.patients.same_person import read_same_person
from medic_desk.model.patients.search import PatientEntry
from medic_desk.model.store.changes import Changed
from medic_desk.ui.desk.desk import Desk

_WATCHED = frozenset({"patients", "appointments"})


class CardReader(QObject):
    """One patient at a time; what is answered for an earlier one is not told."""

    card_read = Signal(object)
    """PatientCard: of the row that the patient's row leads to, where it was merged."""
    same_person_read = Signal(object)
    """Tuple of PatientEntry: who may be the same person."""
    gone = Signal()
    """There is no such patient any more."""
    failed = Signal(object)
    """The error with which a read ended."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.patient_id = ""
        self.card: PatientCard | None = None
        """The card as it was read last; None before the first answer."""
        desk.heard.connect(self._on_heard)

    def open(self, patient_id: str) -> None:
        """Read another patient's card from now on."""
        self.patient_id = patient_id
        self.card = None
        self.read_again()

    def close(self) -> None:
        """Read no card from now on."""
        self.patient_id = ""
        self.card = None

    @Slot()
    def read_again(self) -> None:
        """Read the card again; nothing where none is open."""
        if self.patient_id:
            self._desk.read(
                self,
                partial(read_patient_card, patient_id=self.patient_id),
                partial(self._on_read, self.patient_id),
                self.failed.emit,
                replaces="patient card",
            )

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        if any(changed.table is None or changed.table in _WATCHED for changed in changes):
            self.read_again()

    def _on_read(self, asked_for: str, card: PatientCard | None) -> None:
        if asked_for != self.patient_id:
            return
        if card is None:
            self.close()
            self.gone.emit()
            return
        is_other = (
            self.card is None or self.card.fields != card.fields or self.card.merged_ids != card.merged_ids
        )
        self.patient_id, self.card = card.patient_id, card
        self.card_read.emit(card)
        if is_other:
            self._desk.read(
                self,
                partial(read_same_person, patient_id=card.patient_id, fields=card.fields),
                partial(self._on_same_person, card.patient_id),
                self.failed.emit,
                replaces="same person",
            )

    def _on_same_person(self, asked_for: str, found: tuple[PatientEntry, ...]) -> None:
        if asked_for == self.patient_id:
            self.same_person_read.emit(found)
