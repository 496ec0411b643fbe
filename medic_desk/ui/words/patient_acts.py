"""What acts on patients are called: in the menu's Undo, when done and undone, and why they were refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.declared_acts import PatientAct, PatientResult
from medic_desk.model.patients.errors import (
    CannotMerge,
    CannotUndoMerge,
    FileNumberTaken,
    PatientMerged,
    StalePatient,
)
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.patient_fields import field_title

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientActWords:
    """The words of one act on patients, with ``{patient}``, in the language in force.

    ``named`` is what the menu offers to take back or do anew, ``done`` and ``undone`` what the desk says
    after it and after its undo; all are empty of an act that only takes another back.
    """

    named: str = ""
    done: str = ""
    undone: str = ""


_WORDS: Mapping[str, Callable[[], PatientActWords]] = {
    "patient_edited": lambda: PatientActWords(
        named=translate("PatientActs", "Change {patient}"),
        done=translate("PatientActs", "Changed {patient}."),
        undone=translate("PatientActs", "Undone: {patient} is as before."),
    ),
    "patients_merged": lambda: PatientActWords(
        named=translate("PatientActs", "Merge {patient}"),
        done=translate("PatientActs", "Merged into {patient}."),
        undone=translate("PatientActs", "Undone: {patient} stands alone again."),
    ),
    "patient_edit_undone": PatientActWords,
    "merge_undone": PatientActWords,
}
"""By the name of the act."""


def patient_act_words(act: PatientAct[Any]) -> PatientActWords:
    """The words of an act on patients, in the language in force."""
    return _WORDS[act.name]()


def patient_act_name(act: PatientAct[Any], result: PatientResult) -> str:
    """An act with whose it was: ``Merge Κοντού Ελένη``."""
    return patient_act_words(act).named.format(patient=result.patient_name)


def patient_done_sentence(act: PatientAct[Any], result: PatientResult) -> str:
    """What the desk did, and how many appointments went along."""
    done = patient_act_words(act).done.format(patient=result.patient_name)
    return f"{done} {went_along(result.moved)}" if result.moved else done


def went_along(moved: int) -> str:
    """How many appointments went to another row."""
    return QCoreApplication.translate("PatientActs", "%n appointment(s) went along.", None, moved)


def patient_undone_sentence(act: PatientAct[Any], left: PatientResult) -> str:
    """What the desk took back; ``left`` is what the act that took it back left."""
    undone = patient_act_words(act).undone.format(patient=left.patient_name)
    return f"{undone} {went_along(left.moved)}" if left.moved else undone


def patient_error_sentence(error: Exception) -> str:
    """Why an act on patients was refused, and what to do."""
    if isinstance(error, StalePatient):
        fields = ", ".join(field_title(name) for name in error.fields)
        text = translate("PatientActs", "Somebody else has changed this meanwhile: {fields}.")
        return text.format(fields=fields)
    if isinstance(error, PatientMerged):
        return translate("PatientActs", "This record was merged into another one meanwhile.")
    if isinstance(error, FileNumberTaken):
        text = translate("PatientActs", "{patient} has this file number.")
        return text.format(patient=error.holder_name)
    if isinstance(error, CannotMerge):
        return {
            "same_patient": translate("PatientActs", "This is the same record: choose another patient."),
            "already_one": translate("PatientActs", "These two are one record already."),
        }[error.code]
    if isinstance(error, CannotUndoMerge):
        return _cannot_part(error)
    if isinstance(error, InvalidField) and error.code == "digits_of_owner":
        return translate("PatientActs", "Whose phone it is has no digits: a number has a field of its own.")
    if isinstance(error, InvalidField) and error.code == "not_a_phone":
        return translate(
            "PatientActs", "Write the phone in digits, five at least; whose it is stands beside it."
        )
    return error_sentence(error)


def _cannot_part(error: CannotUndoMerge) -> str:
    sentences = {
        "unknown_act": translate("PatientActs", "This merge is not there any more."),
        "parted_since": translate("PatientActs", "The two records were parted already."),
        "merged_on": translate(
            "PatientActs", "The record that was kept was merged again since: take that merge back first."
        ),
    }
    return sentences[error.code]
