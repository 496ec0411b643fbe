"""Why an act was refused, and what is wrong with the connection, with what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from medic_desk.model.acts.errors import (
    ActMismatch,
    InvalidField,
    SlotRefused,
    StaleAppointment,
    WrongTransition,
)
from medic_desk.model.appointments.calls import StaleCall
from medic_desk.model.appointments.delays import StaleDelay
from medic_desk.model.store.errors import (
    ConnectionLost,
    Contended,
    DiskFull,
    NotFound,
    NotPermitted,
    ReadOnlyServer,
    SlotTaken,
    StaleRecord,
    TookTooLong,
)
from medic_desk.model.worklist.errors import StaleItem, WrongItemState
from medic_desk.ui.desk.jobs import DeadlinePassed, TooManyJobs
from medic_desk.ui.words.connection import store_sentence
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.why_not import why_not_sentences

translate = QCoreApplication.translate


def error_sentence(error: Exception, names: Names | None = None, duration_minutes: int = 0) -> str:
    """What happened and what to do, for any error a job can end with."""
    if isinstance(error, SlotRefused):
        return _refused(error, names, duration_minutes)
    if isinstance(error, SlotTaken):
        return translate("Reasons", "This time has just been taken. Choose another.")
    if isinstance(error, InvalidField):
        return field_sentence(error)
    opening = store_sentence(error)
    if opening is not None:
        return opening
    if isinstance(error, ConnectionLost) and error.is_undone:
        return translate("Reasons", "The connection broke; nothing was changed. Try again.")
    write = _ERRORS.get(type(error))
    if write is not None:
        return write()
    text = translate(
        "Reasons", "Something unexpected happened ({kind}). Nothing was changed; the log has the details."
    )
    return text.format(kind=type(error).__name__)


def _refused(error: SlotRefused, names: Names | None, minutes: int) -> str:
    if names is None:
        return translate("Reasons", "This time is not free any more.")
    taken = {"busy", "buffer", "resource"} & set(error.codes)
    if taken and all(rival.status == "held" for rival in error.rivals) and error.rivals:
        desk = error.rivals[0].desk_name
        if desk is None:
            return translate("Reasons", "Another program is holding this time at the moment.")
        return translate("Reasons", "The desk {desk} is booking this time at the moment.").format(desk=desk)
    said = " ".join(why_not_sentences(error.why, names, minutes))
    if taken:
        return translate("Reasons", "Another desk was quicker.") + " " + said
    return said or translate("Reasons", "This time is not free any more.")


def field_sentence(error: InvalidField) -> str:
    """What is wrong with one field of a form."""
    sentences = {
        ("last_name", "missing"): translate("Reasons", "The patient needs a last name."),
        ("last_name", "digits"): translate("Reasons", "A last name has no digits."),
        ("first_name", "digits"): translate("Reasons", "A first name has no digits."),
        ("father_name", "digits"): translate("Reasons", "A father's name has no digits."),
        ("patient_id", "missing"): translate("Reasons", "Choose a patient first, or type a new one."),
        ("birth_date", "in_the_future"): translate("Reasons", "The birth date lies in the future."),
        ("birth_date", "too_long_ago"): translate("Reasons", "The birth date lies before 1900."),
        ("birth_date", "not_a_date"): translate("Reasons", "Write the birth date as day/month/year."),
        ("birth_date", "no_such_day"): translate("Reasons", "There is no such day in the calendar."),
        ("phone", "not_a_phone"): translate("Reasons", "Write the phone in digits, five at least."),
        ("mobile_phone", "not_a_phone"): translate("Reasons", "Write the phone in digits, five at least."),
        ("email", "not_an_email"): translate("Reasons", "This is not an e-mail address."),
        ("cancellation_reason", "missing"): translate("Reasons", "Say why: choose a reason or write one."),
        ("overbooking_reason", "missing"): translate("Reasons", "Say why: an overbooking needs a reason."),
        ("recording_reason", "missing"): translate("Reasons", "Say why it was not written down then."),
        ("appointment_type_id", "missing"): translate("Reasons", "Choose a service first."),
        ("starts_at", "not_past"): translate("Reasons", "The appointment is not over yet."),
        ("starts_at", "not_yet"): translate("Reasons", "The visit has not begun yet."),
        ("starts_at", "not_today"): translate("Reasons", "The visit is not today."),
        ("day", "not_today"): translate("Reasons", "That day is over: look again."),
        ("minutes", "out_of_bounds"): translate("Reasons", "A doctor runs at most 240 minutes late."),
    }
    if error.code == "unwritable":
        return translate("Reasons", "A text contains characters that cannot be stored: type it anew.")
    known = sentences.get((error.field, error.code))
    if known is not None:
        return known
    text = translate("Reasons", "“{field}” cannot stand as it is ({code}).")
    return text.format(field=error.field, code=error.code)


def unknown_outcome() -> str:
    """That nobody knows whether an act was done, and that it may be sent again."""
    return translate(
        "Reasons",
        "No answer came, so it is not known whether this was done. Try again: it will be done only once.",
    )


_ERRORS: dict[type[Exception], Callable[[], str]] = {
    ConnectionLost: unknown_outcome,
    DeadlinePassed: unknown_outcome,
    Contended: lambda: translate("Reasons", "Another desk writes at the same place. Try again."),
    TookTooLong: lambda: translate("Reasons", "The database took too long; nothing was changed. Try again."),
    DiskFull: lambda: translate(
        "Reasons", "The database's disk is full; nothing was written. Call the administrator."
    ),
    ReadOnlyServer: lambda: translate(
        "Reasons",
        "The database can only be read at the moment; nothing was changed. The calendar can be looked at and"
        " patients can be found, but nothing can be booked or changed: tell whoever looks after the server.",
    ),
    NotPermitted: lambda: translate("Reasons", "You are not allowed to do this."),
    StaleRecord: lambda: translate("Reasons", "Somebody else has changed this meanwhile. Look again."),
    StaleAppointment: lambda: translate(
        "Reasons", "Somebody else has changed this appointment meanwhile. Look again."
    ),
    WrongTransition: lambda: translate("Reasons", "The appointment's status has changed meanwhile."),
    ActMismatch: lambda: translate(
        "Reasons", "The program mixed up two requests; nothing was changed. Close the form and begin again."
    ),
    NotFound: lambda: translate("Reasons", "This is not there any more: somebody removed it."),
    StaleCall: lambda: translate("Reasons", "Another desk has called this patient meanwhile. Look again."),
    StaleDelay: lambda: translate(
        "Reasons", "Another desk has said since how late this doctor runs. Look again."
    ),
    StaleItem: lambda: translate(
        "Reasons", "Somebody else has worked on this appointment meanwhile. Look again."
    ),
    WrongItemState: lambda: translate("Reasons", "This appointment is no longer on the list to be called."),
    TooManyJobs: lambda: translate("Reasons", "The program is still busy with earlier work. Try again."),
}
