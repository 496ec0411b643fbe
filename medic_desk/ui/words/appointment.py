"""Sentences about acts on an appointment: what was done, what was undone, and why something was not."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.appointments.undoing import CannotUndo
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate


def done_sentence(kind: str, patient: str, starts_at: int, zone: str) -> str:
    """What this desk just did, as in ``Booked Παπαδάκη Αριάδνη, Mon 23/11 at 10:45.`` for a booking."""
    texts = {
        "booked": translate("Appointments", "Booked {patient}, {moment}."),
        "submitted": translate("Appointments", "Asked for {patient}, {moment}."),
        "overbooked": translate("Appointments", "Booked {patient} beyond the schedule, {moment}."),
        "approved": translate("Appointments", "Approved {patient}, {moment}."),
        "rejected": translate("Appointments", "Turned down {patient}, {moment}."),
        "cancelled": translate("Appointments", "Cancelled {patient}, {moment}."),
        "arrived": translate("Appointments", "Arrived: {patient}, {moment}."),
        "started": translate("Appointments", "In the room: {patient}, {moment}."),
        "completed": translate("Appointments", "Done: {patient}, {moment}."),
        "no_show": translate("Appointments", "Did not come: {patient}, {moment}."),
        "step_taken_back": translate("Appointments", "Step taken back: {patient}, {moment}."),
        "moved": translate("Appointments", "Moved {patient} to {moment}."),
        "restored": translate("Appointments", "Restored {patient}, {moment}."),
    }
    return texts[kind].format(patient=_named(patient), moment=moment(starts_at, zone))


def undone_sentence(kind: str, patient: str, starts_at: int, zone: str) -> str:
    """What was taken back, and what stands now; ``starts_at`` is where the appointment is now."""
    texts = {
        "booked": translate("Appointments", "Undone: the booking of {patient}, {moment}, is cancelled."),
        "submitted": translate("Appointments", "Undone: the booking of {patient}, {moment}, is cancelled."),
        "overbooked": translate("Appointments", "Undone: the booking of {patient}, {moment}, is cancelled."),
        "cancelled": translate("Appointments", "Undone: {patient} has the appointment again, {moment}."),
        "arrived": translate("Appointments", "Undone: {patient}, {moment}, has not arrived yet."),
        "started": translate("Appointments", "Undone: {patient}, {moment}, is not in the room yet."),
        "completed": translate("Appointments", "Undone: {patient}, {moment}, is not done yet."),
        "no_show": translate("Appointments", "Undone: {patient} is expected again, {moment}."),
        "moved": translate("Appointments", "Undone: {patient} is back at {moment}."),
        "restored": translate("Appointments", "Undone: {patient}, {moment}, is as before it was restored."),
    }
    return texts[kind].format(patient=_named(patient), moment=moment(starts_at, zone))


def _named(patient: str) -> str:
    return patient or translate("Appointments", "the appointment")


def not_undone_sentence(error: Exception, kind: str, names: Names | None, minutes: int) -> str:
    """Why the latest act could not be taken back, and what to do instead."""
    if not isinstance(error, CannotUndo):
        return translate("Appointments", "Not undone.") + " " + error_sentence(error, names, minutes)
    if error.code == "changed_since":
        return translate(
            "Appointments",
            "Not undone: somebody has changed this appointment since. Look at it, then change it.",
        )
    if error.code == "unknown_act":
        return translate("Appointments", "Not undone: it never reached the database.")
    instead = {
        "approved": translate(
            "Appointments", "An approval cannot be undone: cancel the appointment instead."
        ),
        "rejected": translate(
            "Appointments", "What was turned down cannot be undone: book the appointment anew instead."
        ),
        "cancelled": translate(
            "Appointments", "It waited for approval when it was cancelled: book the appointment anew instead."
        ),
        "step_taken_back": translate(
            "Appointments", "A step taken back is not undone: mark it again instead."
        ),
    }
    return instead.get(kind, translate("Appointments", "This cannot be undone."))


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
    if error.act == "restored":
        return translate("Appointments", "It was never confirmed, so it cannot be restored: book it anew.")
    found = {
        "pending": translate("Appointments", "Not done: the appointment still waits for approval."),
        "confirmed": translate("Appointments", "Not done: the appointment is confirmed by now."),
        "completed": translate("Appointments", "Not done: the visit is completed by now."),
        "cancelled": translate("Appointments", "Not done: the appointment is cancelled by now."),
        "no_show": translate("Appointments", "Not done: the patient is noted as not having come."),
        "held": translate("Appointments", "Not done: the time is only being held."),
    }
    return found.get(error.status, error_sentence(error))
