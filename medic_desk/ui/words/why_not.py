"""Why a time is not free, as a receptionist reads it: the engine's reasons with names in them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Minute, Reason, ScheduleException, Source, WhyNot
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.exceptions.doctor_exceptions import CLOSURE_SOURCE, TIME_OFF_SOURCE
from medic_desk.ui.words.formats import clock_of, duration, moment, span_words, time_at, time_span
from medic_desk.ui.words.kept_hours import hours_of_the_day_sentence, kept_sentence
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unmet_needs import unmet_need_sentence

translate = QCoreApplication.translate

_CLOSED = frozenset({"outside_hours", "break", "reserved", "blocked", "past", "location"})
"""Beside these nobody asks which room or machine is free, or who comes after that."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the reasons are of: the start that was asked about, and how long the appointment would be."""

    names: Names
    starts_at: Minute
    minutes: int
    in_the_way: frozenset[Source]
    """The appointments that reasons of their own tell of."""


def why_not_sentences(why: WhyNot, names: Names, duration_minutes: int) -> tuple[str, ...]:
    """Each reason of ``why`` as a sentence, in the engine's order, each once."""
    taken_by = (one.source for one in why.reasons if one.code == "busy")
    in_the_way = frozenset(source for source in taken_by if source is not None)
    asked = _Asked(names, why.starts_at, duration_minutes, in_the_way)
    found: list[str] = []
    for reason in why.reasons:
        sentence = _reason_sentence(reason, asked)
        if sentence not in found:
            found.append(sentence)
    return tuple(found)


def worth_saying(why: WhyNot) -> tuple[Reason, ...]:
    """The reasons without what says nothing new.

    That a minute is no start of the grid matters beside no other reason; whoever has the time has the room
    too; and which machine is taken, or whom the appointment would run into, matters to nobody at an hour at
    which nobody works, or at a place that does not offer the service.
    """
    taken_by = {one.source for one in why.reasons if one.code == "busy"}
    is_closed = not _CLOSED.isdisjoint(why.codes)

    def is_new(one: Reason) -> bool:
        if one.code == "resource":
            return not (is_closed or (one.rivals and taken_by.issuperset(one.rivals)))
        return not (one.code == "busy" and is_closed and (one.starts_at or 0) > why.starts_at)

    said = tuple(one for one in why.reasons if is_new(one))
    return tuple(one for one in said if one.code != "off_grid" or len(said) == 1)


def blocking_exception(reason: Reason, names: Names) -> ScheduleException | None:
    """The row behind a reason ``blocked``; None where the facts do not hold it."""
    known = names.facts.exceptions if names.facts is not None else ()
    return next((one for one in known if reason.source == Source(one.table, one.id)), None)


def _reason_sentence(reason: Reason, asked: _Asked) -> str:
    write = _REASONS.get(reason.code)
    if write is None:
        return translate("Reasons", "This time is not offered ({code}).").format(code=reason.code)
    return write(reason, asked)


def _span(reason: Reason, names: Names) -> str:
    if reason.starts_at is None or reason.ends_at is None:
        return ""
    return time_span(reason.starts_at, reason.ends_at, names.zone)


def _past(_reason: Reason, _asked: _Asked) -> str:
    return translate("Reasons", "This time has passed.")


def _notice(reason: Reason, asked: _Asked) -> str:
    if reason.ends_at is None:
        return translate("Reasons", "The service has to be booked earlier than this.")
    text = translate("Reasons", "The service has to be booked earlier: the first time is {moment}.")
    return text.format(moment=moment(reason.ends_at, asked.names.zone))


def _horizon(_reason: Reason, _asked: _Asked) -> str:
    return translate("Reasons", "The service cannot be booked that far ahead.")


def _blocked(reason: Reason, asked: _Asked) -> str:
    names = asked.names
    if reason.starts_at is None or reason.ends_at is None:
        return translate("Reasons", "The doctor is away.")
    span = span_words(reason.starts_at, reason.ends_at, names.zone)
    row = blocking_exception(reason, names)
    if row is not None and row.source == CLOSURE_SOURCE:
        return _closed(row, names, span)
    if row is not None and row.source == TIME_OFF_SOURCE and names.facts is not None:
        # What the time off is for is the doctor's and the manager's.
        doctor = names.doctor(names.facts.doctor_id)
        return translate("Reasons", "{doctor} is away: {span}.").format(doctor=doctor, span=span)
    if reason.label:
        return translate("Reasons", "Blocked: {reason}, {span}.").format(reason=reason.label, span=span)
    return translate("Reasons", "Blocked: {span}.").format(span=span)


def _closed(row: ScheduleException, names: Names, span: str) -> str:
    """A closure of the clinic, of a house or of a room, by its name."""
    place = names.place(row.doctor_location_id, row.location_room_id)
    if place and row.reason:
        text = translate("Reasons", "{place} is closed: {reason}, {span}.")
        return text.format(place=place, reason=row.reason, span=span)
    if place:
        return translate("Reasons", "{place} is closed: {span}.").format(place=place, span=span)
    if row.reason:
        text = translate("Reasons", "The clinic is closed: {reason}, {span}.")
        return text.format(reason=row.reason, span=span)
    return translate("Reasons", "The clinic is closed: {span}.").format(span=span)


def _busy(reason: Reason, asked: _Asked) -> str:
    names = asked.names
    rival = _rival(reason.source, names)
    span = _span(reason, names)
    if rival is not None and rival.held_since is not None:
        if rival.desk_name:
            text = translate("Reasons", "Another desk ({desk}) is booking {span} at this moment.")
            return text.format(desk=rival.desk_name, span=span)
        text = translate("Reasons", "Another program has held {span} since {time}.")
        return text.format(span=span, time=clock_of(rival.held_since, names.zone))
    if rival is not None and rival.patient_name:
        return translate("Reasons", "Taken: {patient}, {span}.").format(patient=rival.patient_name, span=span)
    if span:
        return translate("Reasons", "Another appointment is at {span}.").format(span=span)
    return translate("Reasons", "Another appointment is at this time.")


def _buffer(reason: Reason, asked: _Asked) -> str:
    rival = _rival(reason.source, asked.names)
    span = _span(reason, asked.names)
    if rival is not None and rival.patient_name:
        text = translate("Reasons", "Too close to {patient}, {span}: a pause between the two is set.")
        return text.format(patient=rival.patient_name, span=span)
    if span:
        text = translate("Reasons", "Too close to the appointment at {span}: a pause between the two is set.")
        return text.format(span=span)
    return translate("Reasons", "Too close to another appointment: a pause between the two is set.")


def _resource(reason: Reason, asked: _Asked) -> str:
    return unmet_need_sentence(reason, asked.names, asked.in_the_way)


def _location(_reason: Reason, _asked: _Asked) -> str:
    return translate("Reasons", "The service is not offered at this place.")


def _outside_hours(reason: Reason, asked: _Asked) -> str:
    kept = kept_sentence(reason, asked.names) if reason.source is not None else ""
    return kept or hours_of_the_day_sentence(asked.starts_at, asked.names)


def _not_offered(reason: Reason, asked: _Asked) -> str:
    names = asked.names
    if reason.source is None:
        return translate("Reasons", "The service is not offered.")
    if reason.source.table == "doctors":
        doctor = names.doctor(reason.source.id)
        if not doctor:
            return translate("Reasons", "The doctor takes no appointments.")
        return translate("Reasons", "{doctor} takes no appointments any more.").format(doctor=doctor)
    service = next((one for one in names.clinic.services if one.id == reason.source.id), None)
    if service is None:
        return translate("Reasons", "The service is not offered.")
    if service.is_active and names.facts is not None:
        text = translate("Reasons", "{service} is not a service of {doctor}.")
        return text.format(service=service.name, doctor=names.doctor(names.facts.doctor_id))
    return translate("Reasons", "{service} is not offered any more.").format(service=service.name)


def _break(reason: Reason, asked: _Asked) -> str:
    span = _span(reason, asked.names)
    if reason.label and reason.label.casefold() != translate("Calendar", "Break").casefold():
        return translate("Reasons", "Break: {label}, {span}.").format(label=reason.label, span=span)
    return translate("Reasons", "Break, {span}.").format(span=span)


def _reserved(reason: Reason, asked: _Asked) -> str:
    kept = kept_sentence(reason, asked.names)
    if kept:
        return kept
    span = _span(reason, asked.names)
    return translate("Reasons", "Reserved for other services, {span}.").format(span=span)


def _does_not_fit(reason: Reason, asked: _Asked) -> str:
    if reason.ends_at is None:
        text = translate("Reasons", "The service takes {duration} and does not fit before the hours end.")
        return text.format(duration=duration(asked.minutes))
    text = translate("Reasons", "The service takes {duration} and would run past {time}.")
    return text.format(duration=duration(asked.minutes), time=time_at(reason.ends_at, asked.names.zone))


def _off_grid(reason: Reason, asked: _Asked) -> str:
    rule = None
    if asked.names.facts is not None and reason.source is not None:
        rule = next((one for one in asked.names.facts.rules if one.id == reason.source.id), None)
    if rule is None:
        return translate("Reasons", "No appointment begins at this minute.")
    return translate(
        "Reasons",
        "Appointments begin every %n minute(s) here, not at this one.",
        n=rule.slot_interval_minutes,
    )


def _rival(source: Source | None, names: Names) -> WeekAppointment | None:
    return names.appointments.get(source.id) if source is not None else None


_REASONS: dict[str, Callable[[Reason, _Asked], str]] = {
    "past": _past,
    "notice": _notice,
    "horizon": _horizon,
    "blocked": _blocked,
    "busy": _busy,
    "buffer": _buffer,
    "resource": _resource,
    "location": _location,
    "outside_hours": _outside_hours,
    "not_offered": _not_offered,
    "break": _break,
    "reserved": _reserved,
    "does_not_fit": _does_not_fit,
    "off_grid": _off_grid,
}
