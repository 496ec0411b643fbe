"""Sentences about acts on an appointment: what was done, what was undone, and why something was not."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.undo_errors import CannotUndo, CauseStands
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.patients.removing import CannotRemovePatient
from medic_desk.ui.words.acts import act_words
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import clock_of, moment
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.why_not import why_not_sentences

translate = QCoreApplication.translate


def patientless_title(appointment: WeekAppointment, zone: str) -> str:
    """What stands where the patient's name would: who holds the time, by desk or since when."""
    if appointment.held_since is None:
        return translate("Appointments", "No patient")
    if appointment.desk_name:
        return translate("Appointments", "Held by {desk}").format(desk=appointment.desk_name)
    text = translate("Appointments", "Held by another program since {time}")
    return text.format(time=clock_of(appointment.held_since, zone))


def overbooked_words(appointment: WeekAppointment, names: Names) -> str:
    """That an appointment stands on top of others; empty where it has a lane of the doctor's hours.

    An overbooking has a lane above all of them, and so has what was booked in hours with more lanes than any
    have today.
    """
    if names.facts is None or appointment.session_lane == 1:
        return ""
    lanes = max((rule.max_parallel_sessions for rule in names.facts.rules), default=1)
    if appointment.session_lane <= lanes:
        return ""
    return translate("Appointments", "Overbooked")


def done_sentence(act: AppointmentAct[Any], patient: str, starts_at: Minute, zone: str) -> str:
    """What this desk just did, as in ``Booked Παπαδάκη Αριάδνη, Mon 23/11 at 10:45.`` for a booking."""
    return act_words(act).done.format(patient=_named(patient), moment=moment(starts_at, zone))


def undone_sentence(act: AppointmentAct[Any], patient: str, starts_at: Minute, zone: str) -> str:
    """What was taken back, and what stands now; ``starts_at`` is where the appointment is now."""
    return act_words(act).undone.format(patient=_named(patient), moment=moment(starts_at, zone))


def _named(patient: str) -> str:
    return patient or translate("Appointments", "the appointment")


def not_undone_sentence(error: Exception, act: AppointmentAct[Any], names: Names | None, minutes: int) -> str:
    """Why the latest act could not be taken back, and what to do instead."""
    if isinstance(error, CauseStands):
        return _cause_stands(error, names, minutes)
    if not isinstance(error, CannotUndo):
        return translate("Appointments", "Not undone.") + " " + error_sentence(error, names, minutes)
    if error.code == "changed_since":
        return translate(
            "Appointments",
            "Not undone: somebody has changed this appointment since. Look at it, then change it.",
        )
    if error.code == "unknown_act":
        return translate("Appointments", "Not undone: it never reached the database.")
    return act_words(act).instead or translate("Appointments", "This cannot be undone.")


def _cause_stands(error: CauseStands, names: Names | None, minutes: int) -> str:
    causes = {
        "time_off": translate("Appointments", "the doctor is away"),
        "illness": translate("Appointments", "the doctor is away"),
        "exception": translate("Appointments", "the time is blocked"),
        "closure": translate("Appointments", "the clinic is closed"),
        "hours": translate("Appointments", "the hours were changed"),
    }
    text = translate("Appointments", "Not undone: it was moved because {cause}, and that still stands.")
    told = ", ".join(dict.fromkeys(causes[kind] for kind in error.kinds))
    reasons = why_not_sentences(error.why, names, minutes) if names is not None else ()
    return " ".join((text.format(cause=told), *reasons))


def not_redone_sentence(error: Exception, names: Names | None, minutes: int) -> str:
    """Why an act that was taken back could not be done anew."""
    return translate("Appointments", "Not redone.") + " " + refused_sentence(error, names, minutes)


def patient_stays_sentence(error: Exception) -> str:
    """Why a patient who was made for a booking that was taken back was not removed."""
    if not isinstance(error, CannotRemovePatient):
        return error_sentence(error)
    reasons = {
        "still_booked": translate("Appointments", "The patient stays: the appointment stands again."),
        "changed_since": translate("Appointments", "The patient stays: somebody changed the entry since."),
        "has_appointments": translate("Appointments", "The patient stays: there is another appointment."),
    }
    return reasons.get(error.code, translate("Appointments", "The patient stays: the entry is in use."))


def refused_sentence(error: Exception, names: Names | None, minutes: int) -> str:
    """Why an act on an appointment was not done."""
    if isinstance(error, WrongTransition):
        return _wrong_transition(error)
    return error_sentence(error, names, minutes)


def stale_sentence(since: str) -> str:
    """That somebody was quicker, and what they did; ``since`` is empty where it could not be read."""
    text = translate(
        "Appointments", "Somebody else has changed this appointment meanwhile, so nothing was done."
    )
    return f"{text}\n{since}" if since else text


def _wrong_transition(error: WrongTransition) -> str:
    if error.act == restore.name:
        return translate("Appointments", "It was never confirmed, so it cannot be restored: book it anew.")
    found = {
        "pending": translate("Appointments", "Not done: the appointment still waits for approval."),
        "confirmed": translate("Appointments", "Not done: the appointment is confirmed by now."),
        "completed": translate("Appointments", "Not done: the appointment is already marked as done."),
        "cancelled": translate("Appointments", "Not done: the appointment is cancelled by now."),
        "no_show": translate("Appointments", "Not done: the patient is noted as not having come."),
        "held": translate("Appointments", "Not done: the time is only being held."),
    }
    return found.get(error.status, error_sentence(error))
