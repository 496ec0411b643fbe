"""Which room, machine or assistant a service lacks at a time, and who has it, as a receptionist reads it."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Reason, Resource, ScheduleException, Source
from medic_desk.ui.words.formats import span_words, time_span
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate

_NAMED_AT_MOST = 2
"""So many of those who have a resource are named."""


def unmet_need_sentence(reason: Reason, names: Names, said_already: Collection[Source] = ()) -> str:
    """A reason ``resource`` in words: the resource and who has it, or what there is none of.

    Of several who have it, those are named first who are not ``said_already`` to be in the way.
    """
    if not reason.label:
        return _none_of_its_kind(reason)
    rivals = sorted(reason.rivals, key=lambda one: one in said_already)
    takers = [said for one in rivals if (said := _taker(one, names))]
    new = sum(one not in said_already for one in rivals)
    takers = takers[: min(max(1, new), _NAMED_AT_MOST)]
    if takers:
        text = translate("Reasons", "{resource} is taken: {who}.")
        if is_of_a_person(reason, names):
            text = translate("Reasons", "{resource} is busy: {who}.")
        return text.format(resource=reason.label, who=", ".join(takers))
    for closure in _exceptions(reason, names):
        span = span_words(closure.starts_at, closure.ends_at, names.zone)
        if closure.reason:
            text = translate("Reasons", "{resource} is closed: {reason}, {span}.")
            return text.format(resource=reason.label, reason=closure.reason, span=span)
        return translate("Reasons", "{resource} is closed: {span}.").format(resource=reason.label, span=span)
    clashing = [label for one in reason.rivals if (label := _resource_label(one, names))]
    if clashing:
        text = translate("Reasons", "{resource} cannot be had together with {others}.")
        return text.format(resource=reason.label, others=", ".join(clashing))
    if reason.rivals:
        return translate("Reasons", "{resource} is not free at this time.").format(resource=reason.label)
    return _not_to_be_had(reason, names)


def is_of_a_person(reason: Reason, names: Names) -> bool:
    """Whether what a service lacks is an assistant, not a room or a machine."""
    if reason.need is not None:
        return reason.need.resource_type == "staff"
    known = names.facts.resources if names.facts is not None else ()
    return any(_is(reason, one) and one.resource_type == "staff" for one in known)


def _is(reason: Reason, resource: Resource) -> bool:
    return reason.source == Source("bookable_resources", resource.id)


def _taker(source: Source, names: Names) -> str:
    """Patient or desk, else the doctor, with the time; empty where no such appointment is known."""
    if source.table != "appointments":
        return ""
    shown = names.appointments.get(source.id)
    if shown is not None:
        who = shown.patient_name or shown.desk_name or translate("Reasons", "another program")
        return f"{who} {time_span(shown.starts_at, shown.ends_at, names.zone)}"
    for other in names.facts.appointments if names.facts is not None else ():
        if other.id == source.id:
            return f"{names.doctor(other.doctor_id)} {time_span(other.starts_at, other.ends_at, names.zone)}"
    return ""


def _exceptions(reason: Reason, names: Names) -> list[ScheduleException]:
    """The exceptions among the rivals: what closes the resource's room."""
    rivals = {(one.table, one.id) for one in reason.rivals}
    known = names.facts.exceptions if names.facts is not None else ()
    return [one for one in known if (one.table, one.id) in rivals]


def _resource_label(source: Source, names: Names) -> str:
    known = names.facts.resources if names.facts is not None else ()
    return next((r.label for r in known if source == Source("bookable_resources", r.id)), "")


def _not_to_be_had(reason: Reason, names: Names) -> str:
    """A resource that nobody has, and that cannot be had all the same: out of use, or elsewhere."""
    known = names.facts.resources if names.facts is not None else ()
    if any(_is(reason, one) and not one.is_active for one in known):
        if is_of_a_person(reason, names):
            return translate("Reasons", "{resource} is not at work.").format(resource=reason.label)
        return translate("Reasons", "{resource} is out of use.").format(resource=reason.label)
    return translate("Reasons", "{resource} is not at this place.").format(resource=reason.label)


def _none_of_its_kind(reason: Reason) -> str:
    kind = reason.need.resource_type if reason.need is not None else None
    if kind == "room":
        return translate("Reasons", "There is no room here that the service could take.")
    if kind == "telehealth_slot":
        return translate("Reasons", "There is no video line that the service could take.")
    if kind == "equipment":
        return translate("Reasons", "The machine that the service needs is not here.")
    if kind == "staff":
        return translate("Reasons", "The assistant that the service needs is not here.")
    return translate("Reasons", "No room or line that the service needs is free at this time.")
