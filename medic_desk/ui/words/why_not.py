"""Why a time is not free, as a receptionist reads it: the engine's reasons with names in them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Reason, Source, WhyNot
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.words.formats import clock_of, duration, moment, span_words, time_at, time_span
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unmet_needs import unmet_need_sentence

translate = QCoreApplication.translate


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
    span = span_words(reason.starts_at, reason.ends_at, names.zone)
    if reason.label:
        return translate("Reasons", "Blocked: {reason}, {span}.").format(reason=reason.label, span=span)
    return translate("Reasons", "Blocked: {span}.").format(span=span)


def _busy(reason: Reason, names: Names, _minutes: int) -> str:
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
    return unmet_need_sentence(reason, names)


def _location(_reason: Reason, _names: Names, _minutes: int) -> str:
    return translate("Reasons", "The service is not offered at this place.")


def _outside_hours(_reason: Reason, _names: Names, _minutes: int) -> str:
    return translate("Reasons", "Outside the doctor's working hours for this service.")


def _not_offered(reason: Reason, _names: Names, _minutes: int) -> str:
    if reason.source is not None and reason.source.table == "doctors":
        return translate("Reasons", "The doctor takes no appointments.")
    return translate("Reasons", "The service is not offered.")


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
    return translate(
        "Reasons",
        "Appointments begin every %n minute(s) here, not at this one.",
        n=rule.slot_interval_minutes,
    )


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
    "not_offered": _not_offered,
    "break": _break,
    "reserved": _reserved,
    "does_not_fit": _does_not_fit,
    "off_grid": _off_grid,
}


# Errors
