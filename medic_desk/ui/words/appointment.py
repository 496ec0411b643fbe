"""Sentences about acts on an appointment: what was done, what was undone, and why something was not."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.appointments.undoing import CannotUndo
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.reasons import Names, error_sentence

translate = QCoreApplication.translate


def done_sentence(kind: str, patient: str, starts_at: int, zone: str) -> str:
    """What this desk just did, as in ``Booked Παπαδάκη Αριάδνη, Mon 23/11 at 10:45.`` for a booking."""
    texts = {
        "booked": translate("Visits", "Booked {patient}, {moment}."),
        "submitted": translate("Visits", "Asked for {patient}, {moment}."),
        "overbooked": translate("Visits", "Booked {patient} beyond the schedule, {moment}."),
        "approved": translate("Visits", "Approved {patient}, {moment}."),
        "rejected": translate("Visits", "Turned down {patient}, {moment}."),
        "cancelled": translate("Visits", "Cancelled {patient}, {moment}."),
        "arrived": translate("Visits", "Arrived: {patient}, {moment}."),
        "started": translate("Visits", "In the room: {patient}, {moment}."),
        "completed": translate("Visits", "Done: {patient}, {moment}."),
        "no_show": translate("Visits", "Did not come: {patient}, {moment}."),
        "step_taken_back": translate("Visits", "Step taken back: {patient}, {moment}."),
        "moved": translate("Visits", "Moved {patient} to {moment}."),
        "restored": translate("Visits", "Restored {patient}, {moment}."),
    }
    return texts[kind].format(patient=_named(patient), moment=moment(starts_at, zone))


def undone_sentence(kind: str, patient: str, starts_at: int, zone: str) -> str:
    """What was taken back, and what stands now; ``starts_at`` is where the appointment is now."""
    texts = {
        "booked": translate("Visits", "Undone: the booking of {patient}, {moment}, is cancelled."),
        "submitted": translate("Visits", "Undone: the booking of {patient}, {moment}, is cancelled."),
        "overbooked": translate("Visits", "Undone: the booking of {patient}, {moment}, is cancelled."),
        "cancelled": translate("Visits", "Undone: {patient} has the appointment again, {moment}."),
        "arrived": translate("Visits", "Undone: {patient}, {moment}, has not arrived yet."),
        "started": translate("Visits", "Undone: {patient}, {moment}, is not in the room yet."),
        "completed": translate("Visits", "Undone: {patient}, {moment}, is not done yet."),
        "no_show": translate("Visits", "Undone: {patient} is expected again, {moment}."),
        "moved": translate("Visits", "Undone: {patient} is back at {moment}."),
        "restored": translate("Visits", "Undone: {patient}, {moment}, is as before it was restored."),
    }
    return texts[kind].format(patient=_named(patient), moment=moment(starts_at, zone))


def _named(patient: str) -> str:
    return patient or translate("Visits", "the appointment")


def not_undone_sentence(error: Exception, kind: str, names: Names | None, minutes: int) -> str:
    """Why the latest act could not be taken back, and what to do instead."""
    if not isinstance(error, CannotUndo):
        return translate("Visits", "Not undone.") + " " + error_sentence(error, names, minutes)
    if error.code == "changed_since":
        return translate(
            "Visits", "Not undone: somebody has changed this appointment since. Look at it, then change it."
        )
    if error.code == "unknown_act":
        return translate("Visits", "Not undone: it never reached the database.")
    instead = {
        "approved": translate("Visits", "An approval cannot be undone: cancel the appointment instead."),
        "rejected": translate(
            "Visits", "What was turned down cannot be undone: book the appointment anew instead."
        ),
        "cancelled": translate(
            "Visits", "It waited for approval when it was cancelled: book the appointment anew instead."
        ),
        "step_taken_back": translate("Visits", "A step taken back is not undone: mark it again instead."),
    }
    return instead.get(kind, translate("Visits", "This cannot be undone."))


def refused_sentence(error: Exception, names: Names | None, minutes: int) -> str:
    """Why an act on an appointment was not done."""
    if isinstance(error, WrongTransition):
        return _wrong_transition(error)
    return error_sentence(error, names, minutes)


def stale_sentence(since: str) -> str:
    """That somebody was quicker, and what they did; ``since`` is empty where it could not be read."""
    text = translate("Visits", "Somebody else has changed this appointment meanwhile, so nothing was done.")
    return f"{text}\n{since}" if since else text


def _wrong_transition(error: WrongTransition) -> str:
    if error.act == "restored":
        return translate("Visits", "It was never confirmed, so it cannot be restored: book it anew.")
    found = {
        "pending": translate("Visits", "Not done: the appointment still waits for approval."),
        "confirmed": translate("Visits", "Not done: the appointment is confirmed by now."),
        "completed": translate("Visits", "Not done: the visit is completed by now."),
        "cancelled": translate("Visits", "Not done: the appointment is cancelled by now."),
        "no_show": translate("Visits", "Not done: the patient is noted as not having come."),
        "held": translate("Visits", "Not done: the time is only being held."),
    }
    return found.get(error.status, error_sentence(error))
