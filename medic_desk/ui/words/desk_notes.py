"""What notes of the desk are called: on buttons, in the history, in the menu's Undo, when done and undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.calls import Call
from medic_desk.model.appointments.delays import DoctorDelay
from medic_desk.model.appointments.desk_notes import DeskNote
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.words.flow import delay_sentence, on_time_sentence
from medic_desk.ui.words.formats import moment, short_moment
from medic_desk.ui.words.names import short_doctor_name

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """The words of one note, in the language in force.

    ``named`` is what the menu offers to take back or do anew, ``done`` and ``undone`` what the desk says
    after it and after its undo: of a call with ``{patient}`` and ``{moment}``, of a delay with ``{said}``.
    All are empty of a note that only takes another back. ``happened`` is its line in an appointment's
    history. ``button`` and ``key`` are of a note that is asked for by them; else empty.
    """

    named: str = ""
    done: str = ""
    undone: str = ""
    happened: str = ""
    button: str = ""
    key: str = ""


def _call_undone() -> str:
    return translate("Notes", "Undone: the call of {patient}, {moment}, stands as before.")


_WORDS: Mapping[str, Callable[[], NoteWords]] = {
    "patient_reached": lambda: NoteWords(
        happened=translate("History", "Reached by phone: comes"),
        named=translate("Notes", "Reached: {patient}, {moment}"),
        done=translate("Notes", "Reached: {patient}, {moment}."),
        undone=_call_undone(),
        button=translate("Calls", "Reached, comes"),
        key="F6",
    ),
    "patient_not_reached": lambda: NoteWords(
        happened=translate("History", "Not reached by phone"),
        named=translate("Notes", "Not reached: {patient}, {moment}"),
        done=translate("Notes", "Not reached: {patient}, {moment}."),
        undone=_call_undone(),
        button=translate("Calls", "Not reached"),
        key="F9",
    ),
    "call_taken_back": lambda: NoteWords(
        happened=translate("History", "Call taken back"),
        named=translate("Notes", "Take back the call: {patient}, {moment}"),
        done=translate("Notes", "To be called again: {patient}, {moment}."),
        undone=_call_undone(),
        button=translate("Calls", "Take back"),
        key="Shift+F6",
    ),
    "call_note_undone": lambda: NoteWords(
        happened=translate("History", "What was noted of the call taken back with Undo")
    ),
    "doctor_runs_late": lambda: NoteWords(
        named="{said}", done="{said}.", undone=translate("Notes", "Undone: {said}.")
    ),
    "doctor_delay_undone": NoteWords,
}
"""By the name of the note. The keys are those of the flow: the patient is there, is not there, and back."""


def note_words(note: DeskNote[Any, Any]) -> NoteWords:
    """The words of a note, in the language in force."""
    return _WORDS[note.name]()


def note_happened(action: str) -> str:
    """What an event says in an appointment's history; empty where it is no note of one."""
    words = _WORDS.get(action)
    return words().happened if words is not None else ""


def note_name(note: DeskNote[Any, Any], result: object, clinic: Clinic, now: Minute) -> str:
    """A note with whose it was: ``Reached: Κοντού Ελένη, 11:15``; days other than today are named."""
    return note_words(note).named.format(**_fields(result, clinic, now))


def note_done_sentence(note: DeskNote[Any, Any], result: object, clinic: Clinic) -> str:
    """What the desk wrote down."""
    return note_words(note).done.format(**_fields(result, clinic, None))


def note_undone_sentence(note: DeskNote[Any, Any], left: object, clinic: Clinic) -> str:
    """What the desk took back; ``left`` is what stands now."""
    return note_words(note).undone.format(**_fields(left, clinic, None))


def _fields(result: object, clinic: Clinic, now: Minute | None) -> dict[str, str]:
    """What the sentences name; with ``now`` the shortest form of a time."""
    match result:
        case Call(appointment=one):
            start, zone = one.starts_at, one.zone
            at = moment(start, zone) if now is None else short_moment(start, zone, now)
            patient = one.patient_name or translate("Appointments", "the appointment")
            return {"patient": patient, "moment": at}
        case DoctorDelay():
            found = (one for one in clinic.doctors if one.id == result.doctor_id)
            doctor = next((short_doctor_name(one) for one in found), "")
            said = delay_sentence(doctor, result.minutes) if result.minutes else on_time_sentence(doctor)
            return {"said": said}
    raise TypeError(f"{type(result).__name__} is left by no note")
