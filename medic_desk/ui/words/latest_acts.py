"""What the latest acts are called where they are taken back or done anew: in the menu and in sentences."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.moving import move
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.desk.latest_acts import AnyDone, DoneAct, DoneNote, DonePatientAct, Paired
from medic_desk.ui.words.acts import act_words
from medic_desk.ui.words.desk_notes import note_done_sentence, note_name, note_undone_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import duration, short_moment, time_at
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.patient_acts import (
    patient_act_name,
    patient_done_sentence,
    patient_error_sentence,
    patient_undone_sentence,
)

translate = QCoreApplication.translate


def act_name(done: AnyDone, names: Names, now: Minute) -> str:
    """An act with whose it was and when: ``Move Κοντού Ελένη 12:00 → 11:15``; days other than today named."""
    if isinstance(done, DonePatientAct):
        return patient_act_name(done.act, done.result)
    if isinstance(done, DoneNote):
        return note_name(done.act, done.result, names.clinic, now)
    patient = done.appointment.patient_name or translate("Appointments", "the appointment")
    if done.act is move:
        return _move_name(done, patient, names, now)
    at = short_moment(done.appointment.starts_at, names.zone, now)
    return act_words(done.act).named.format(patient=patient, moment=at)


def next_to_undo_sentence(done: AnyDone, names: Names, now: Minute) -> str:
    """What Ctrl+Z would take back now."""
    text = translate("Acts", "Next to undo: {act}.")
    return text.format(act=act_name(done, names, now))


def next_to_redo_sentence(done: AnyDone, names: Names, now: Minute) -> str:
    """What Ctrl+Y would do anew now."""
    text = translate("Acts", "Next to redo: {act}.")
    return text.format(act=act_name(done, names, now))


def paired_done_sentence(done: Paired, clinic: Clinic) -> str:
    """What the desk did to a patient, or wrote down."""
    if isinstance(done, DonePatientAct):
        return patient_done_sentence(done.act, done.result)
    return note_done_sentence(done.act, done.result, clinic)


def paired_undone_sentence(done: Paired, left: Any, clinic: Clinic) -> str:
    """What the desk took back; ``left`` is what the act that took it back left."""
    if isinstance(done, DonePatientAct):
        return patient_undone_sentence(done.act, left)
    return note_undone_sentence(done.act, left, clinic)


def paired_not_undone_sentence(done: Paired, error: Exception) -> str:
    """Why such an act was not taken back."""
    return translate("Acts", "Not undone: {why}").format(why=_why(done, error))


def paired_not_redone_sentence(done: Paired, error: Exception) -> str:
    """Why such an act was not done anew."""
    return translate("Acts", "Not done again: {why}").format(why=_why(done, error))


def _why(done: Paired, error: Exception) -> str:
    return patient_error_sentence(error) if isinstance(done, DonePatientAct) else error_sentence(error)


def _move_name(done: DoneAct, patient: str, names: Names, now: Minute) -> str:
    before, after = done.before, done.appointment
    if before is None:
        text = translate("Acts", "Move {patient} to {after}")
        return text.format(patient=patient, after=short_moment(after.starts_at, names.zone, now))
    text = translate("Acts", "Move {patient} {before} → {after}")
    was, is_now = _changes(done, names, now)
    if not is_now:
        text = translate("Acts", "Change the service of {patient}, {moment}")
        return text.format(patient=patient, moment=short_moment(after.starts_at, names.zone, now))
    return text.format(patient=patient, before=was, after=is_now)


def _changes(done: DoneAct, names: Names, now: Minute) -> tuple[str, str]:
    """The place before and after a move, as far as they differ; empty where they do not."""
    before, after = done.before, done.appointment
    if before is None:
        return "", ""
    zone, was, is_now = names.zone, [], []
    doctor = names.doctor(after.doctor_id) if before.doctor_id != after.doctor_id else ""
    if before.starts_at != after.starts_at or doctor:
        on_one_day = local_date(before.starts_at, zone) == local_date(after.starts_at, zone)
        was.append(short_moment(before.starts_at, zone, now))
        is_now.append(
            time_at(after.starts_at, zone) if on_one_day else short_moment(after.starts_at, zone, now)
        )
        is_now.append(doctor)
    lengths = before.ends_at - before.starts_at, after.ends_at - after.starts_at
    if lengths[0] != lengths[1]:
        was.append(duration(lengths[0]))
        is_now.append(duration(lengths[1]))
    return ", ".join(was), ", ".join(filter(None, is_now))
