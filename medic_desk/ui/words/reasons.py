"""Sentences: why a time is not free, why an act was refused, what is wrong with the connection.

The engine and the model say it in types and codes; here it becomes what a receptionist reads, with names in
it and with what to do (front-desk.md, "Errors in words").
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Facts, Reason, Source, WhyNot
from medic_desk.model.acts.errors import InvalidField, SlotRefused, StaleAppointment, WrongTransition
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.errors import (
    ConnectionLost,
    Contended,
    DiskFull,
    NotFound,
    NotPermitted,
    SlotTaken,
    StaleRecord,
    TookTooLong,
)
from medic_desk.ui.desk.jobs import DeadlinePassed, TooManyJobs
from medic_desk.ui.words.connection import store_sentence
from medic_desk.ui.words.formats import duration, moment, time_at, time_span

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in a reason are called: the clinic's lists and what is known of the doctor's days."""

    clinic: Clinic
    zone: str
    facts: Facts | None = None
    appointments: dict[str, WeekAppointment] = field(default_factory=dict)

    @classmethod
    def of_week(cls, clinic: Clinic, week: WeekFacts) -> "Names":
        """Names for reasons about a doctor's shown days."""
        return cls(clinic, week.facts.timezone, week.facts, {a.id: a for a in week.appointments})

    def location(self, location_id: str | None) -> str:
        """The location's name; empty where it is not known."""
        return next((one.name for one in self.clinic.locations if one.id == location_id), "")

    def room(self, room_id: str | None) -> str:
        """The room's name; empty where it is not known."""
        return next((one.name for one in self.clinic.rooms if one.id == room_id), "")

    def place(self, location_id: str | None, room_id: str | None) -> str:
        """Location and room as one line."""
        return ", ".join(filter(None, (self.location(location_id), self.room(room_id))))

    def service(self, service_id: str | None) -> str:
        """The service's name; empty where it is not known."""
        return next((one.name for one in self.clinic.services if one.id == service_id), "")


# Why not


def why_not_sentences(why: WhyNot, names: Names, duration_minutes: int) -> tuple[str, ...]:
    """Each reason of ``why`` as a sentence, in the engine's order, each once."""
    found: list[str] = []
    for reason in why.reasons:
        sentence = _reason_sentence(reason, names, duration_minutes)
        if sentence not in found:
            found.append(sentence)
    return tuple(found)


def _reason_sentence(reason: Reason, names: Names, minutes: int) -> str:
    write = _REASONS.get(reason.code)
    if write is None:
        return translate("Reasons", "This time is not offered ({code}).").format(code=reason.code)
    return write(reason, names, minutes)


def _span(reason: Reason, names: Names) -> str:
    if reason.starts_at is None or reason.ends_at is None:
        return ""
    return time_span(reason.starts_at, reason.ends_at, names.zone)


def _past(_reason: Reason, _names: Names, _minutes: int) -> str:
    return translate("Reasons", "This time has passed.")


def _notice(reason: Reason, names: Names, _minutes: int) -> str:
    if reason.ends_at is None:
        return translate("Reasons", "The service has to be booked earlier than this.")
    text = translate("Reasons", "The service has to be booked earlier: the first time is {moment}.")
    return text.format(moment=moment(reason.ends_at, names.zone))


def _horizon(_reason: Reason, _names: Names, _minutes: int) -> str:
    return translate("Reasons", "The service cannot be booked that far ahead.")


def _blocked(reason: Reason, names: Names, _minutes: int) -> str:
    if reason.starts_at is None or reason.ends_at is None:
        return translate("Reasons", "The doctor is away.")
    start, end = moment(reason.starts_at, names.zone), moment(reason.ends_at, names.zone)
    if reason.label:
        text = translate("Reasons", "Blocked: {reason}, from {start} to {end}.")
        return text.format(reason=reason.label, start=start, end=end)
    return translate("Reasons", "Blocked from {start} to {end}.").format(start=start, end=end)


def _busy(reason: Reason, names: Names, _minutes: int) -> str:
    rival = _rival(reason.source, names)
    span = _span(reason, names)
    if rival is not None and rival.status == "held":
        text = translate("Reasons", "Another desk ({desk}) is booking {span} at this moment.")
        return text.format(desk=rival.desk_name or "?", span=span)
    if rival is not None and rival.patient_name:
        return translate("Reasons", "Taken: {patient}, {span}.").format(patient=rival.patient_name, span=span)
    if span:
        return translate("Reasons", "Another appointment is at {span}.").format(span=span)
    return translate("Reasons", "Another appointment is at this time.")


def _buffer(reason: Reason, names: Names, _minutes: int) -> str:
    rival = _rival(reason.source, names)
    span = _span(reason, names)
    if rival is not None and rival.patient_name:
        text = translate("Reasons", "Too close to {patient}, {span}: a pause between the two is set.")
        return text.format(patient=rival.patient_name, span=span)
    if span:
        text = translate("Reasons", "Too close to the appointment at {span}: a pause between the two is set.")
        return text.format(span=span)
    return translate("Reasons", "Too close to another appointment: a pause between the two is set.")


def _resource(reason: Reason, names: Names, _minutes: int) -> str:
    rivals = [one for source in reason.rivals if (one := _rival(source, names)) is not None]
    who = ", ".join(
        f"{one.patient_name or one.desk_name or '?'} {time_span(one.starts_at, one.ends_at, names.zone)}"
        for one in rivals[:2]
    )
    if reason.label and who:
        text = translate("Reasons", "{resource} is taken: {who}.")
        return text.format(resource=reason.label, who=who)
    if reason.label:
        return translate("Reasons", "{resource} is not free at this time.").format(resource=reason.label)
    return translate("Reasons", "No room or line that the service needs is free at this time.")


def _location(_reason: Reason, _names: Names, _minutes: int) -> str:
    return translate("Reasons", "The service is not offered at this place.")


def _outside_hours(_reason: Reason, _names: Names, _minutes: int) -> str:
    return translate("Reasons", "Outside the doctor's working hours for this service.")


def _break(reason: Reason, names: Names, _minutes: int) -> str:
    span = _span(reason, names)
    if reason.label:
        return translate("Reasons", "Break: {label}, {span}.").format(label=reason.label, span=span)
    return translate("Reasons", "Break, {span}.").format(span=span)


def _reserved(reason: Reason, names: Names, _minutes: int) -> str:
    rule = None
    if names.facts is not None and reason.source is not None:
        rule = next((one for one in names.facts.rules if one.id == reason.source.id), None)
    holder = reason.label or (names.service(rule.scope_appointment_type_id) if rule is not None else "")
    span = _span(reason, names)
    if holder:
        return translate("Reasons", "Reserved for {holder}, {span}.").format(holder=holder, span=span)
    return translate("Reasons", "Reserved for other services, {span}.").format(span=span)


def _does_not_fit(reason: Reason, names: Names, minutes: int) -> str:
    if reason.ends_at is None:
        text = translate("Reasons", "The service takes {duration} and does not fit before the hours end.")
        return text.format(duration=duration(minutes))
    text = translate("Reasons", "The service takes {duration} and would run past {time}.")
    return text.format(duration=duration(minutes), time=time_at(reason.ends_at, names.zone))


def _off_grid(reason: Reason, names: Names, _minutes: int) -> str:
    rule = None
    if names.facts is not None and reason.source is not None:
        rule = next((one for one in names.facts.rules if one.id == reason.source.id), None)
    if rule is None:
        return translate("Reasons", "No appointment begins at this minute.")
    text = translate("Reasons", "Appointments begin every {minutes} minutes here, not at this one.")
    return text.format(minutes=rule.slot_interval_minutes)


def _rival(source: Source | None, names: Names) -> WeekAppointment | None:
    return names.appointments.get(source.id) if source is not None else None


_REASONS: dict[str, Callable[[Reason, Names, int], str]] = {
    "past": _past,
    "notice": _notice,
    "horizon": _horizon,
    "blocked": _blocked,
    "busy": _busy,
    "buffer": _buffer,
    "resource": _resource,
    "location": _location,
    "outside_hours": _outside_hours,
    "break": _break,
    "reserved": _reserved,
    "does_not_fit": _does_not_fit,
    "off_grid": _off_grid,
}


# Errors


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
        desk = error.rivals[0].desk_name or "?"
        return translate("Reasons", "The desk {desk} is booking this time at the moment.").format(desk=desk)
    said = " ".join(why_not_sentences(error.why, names, minutes))
    if taken:
        return translate("Reasons", "Another desk was quicker.") + " " + said
    return said or translate("Reasons", "This time is not free any more.")


def field_sentence(error: InvalidField) -> str:
    """What is wrong with one field of a form."""
    sentences = {
        ("last_name", "missing"): translate("Reasons", "The patient needs a last name."),
        ("patient_id", "missing"): translate("Reasons", "Choose a patient first, or type a new one."),
        ("birth_date", "in_the_future"): translate("Reasons", "The birth date lies in the future."),
        ("birth_date", "too_long_ago"): translate("Reasons", "The birth date lies before 1900."),
        ("birth_date", "not_a_date"): translate("Reasons", "Write the birth date as day/month/year."),
        ("birth_date", "no_such_day"): translate("Reasons", "There is no such day in the calendar."),
        ("phone", "not_a_phone"): translate("Reasons", "Write the phone in digits, five at least."),
        ("mobile_phone", "not_a_phone"): translate("Reasons", "Write the phone in digits, five at least."),
        ("email", "not_an_email"): translate("Reasons", "This is not an e-mail address."),
        ("cancellation_reason", "missing"): translate("Reasons", "Say why: choose a reason or write one."),
        ("starts_at", "not_yet"): translate("Reasons", "The visit has not begun yet."),
    }
    known = sentences.get((error.field, error.code))
    if known is not None:
        return known
    text = translate("Reasons", "“{field}” cannot stand as it is ({code}).")
    return text.format(field=error.field, code=error.code)


def _unknown_outcome() -> str:
    return translate(
        "Reasons",
        "No answer came, so it is not known whether this was done. Try again: it will be done only once.",
    )


_ERRORS: dict[type[Exception], Callable[[], str]] = {
    ConnectionLost: _unknown_outcome,
    DeadlinePassed: _unknown_outcome,
    Contended: lambda: translate("Reasons", "Another desk writes at the same place. Try again."),
    TookTooLong: lambda: translate("Reasons", "The database took too long; nothing was changed. Try again."),
    DiskFull: lambda: translate(
        "Reasons", "The database's disk is full; nothing was written. Call the administrator."
    ),
    NotPermitted: lambda: translate("Reasons", "You are not allowed to do this."),
    StaleRecord: lambda: translate("Reasons", "Somebody else has changed this meanwhile. Look again."),
    StaleAppointment: lambda: translate(
        "Reasons", "Somebody else has changed this appointment meanwhile. Look again."
    ),
    WrongTransition: lambda: translate("Reasons", "The appointment's status has changed meanwhile."),
    NotFound: lambda: translate("Reasons", "This is not there any more: somebody removed it."),
    TooManyJobs: lambda: translate("Reasons", "The program is still busy with earlier work. Try again."),
}
