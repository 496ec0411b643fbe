"""Why a patient's card was not changed or not merged, as types that carry what a window shows of it."""

from typing import Literal

from medic_desk.model.patients.fields import PatientFields
from medic_desk.model.store.errors import StoreError


class StalePatient(StoreError):
    """Somebody changed the very fields that were to be changed: ``fields`` names them.

    ``found`` is the patient as the row stands now; nothing was written.
    """

    def __init__(self, patient_id: str, fields: tuple[str, ...], found: PatientFields) -> None:
        self.patient_id = patient_id
        self.fields = fields
        self.found = found
        super().__init__("Somebody changed this patient in the meantime: " + ", ".join(fields) + ".")


class PatientMerged(StoreError):
    """The row was merged into another meanwhile: ``into_id`` is the one at the end of its merges."""

    def __init__(self, patient_id: str, into_id: str) -> None:
        self.patient_id = patient_id
        self.into_id = into_id
        super().__init__("This patient's row was merged into another one.")


class FileNumberTaken(StoreError):
    """Another patient has the file number: ``holder_id`` and ``holder_name`` say who."""

    def __init__(self, holder_id: str, holder_name: str) -> None:
        self.holder_id = holder_id
        self.holder_name = holder_name
        super().__init__("Another patient has this file number.")


NoMerge = Literal["same_patient", "already_one"]


class CannotMerge(StoreError):
    """Two rows that cannot become one: ``code`` says why.

    ``same_patient``: one row was named twice. ``already_one``: they lead to one row already.
    """

    def __init__(self, code: NoMerge) -> None:
        self.code = code
        super().__init__(f"These cannot be merged ({code}).")


NoWayApart = Literal["unknown_act", "parted_since", "merged_on"]


class CannotUndoMerge(StoreError):
    """A merge that cannot be taken back: ``code`` says why.

    ``unknown_act``: there was no such merge, or a row of it is gone. ``parted_since``: the row does not lead
    to the other one any more. ``merged_on``: the row that was kept has itself been merged since; that merge
    is taken back first.
    """

    def __init__(self, code: NoWayApart) -> None:
        self.code = code
        super().__init__(f"This merge cannot be taken back ({code}).")
