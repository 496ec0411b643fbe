"""The services of all doctors as one list: those that are the same by name or slug stand in it once."""

from dataclasses import dataclass

from medic_desk.model.clinic.clinic import Clinic, ServiceEntry, collation_key
from medic_desk.ui.words.formats import duration, price


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """One row of the list; without an id it stands for no service at all.

    ``service_id`` is one service of the group: ``Clinic.like_service`` answers each doctor's own by it.
    ``facts`` are duration and price where they are the same with every doctor.
    """

    service_id: str
    name: str
    facts: str = ""


def service_groups(clinic: Clinic) -> tuple[ServiceGroup, ...]:
    """The groups of the services that active doctors offer, in the order of their names."""
    active = {doctor.id for doctor in clinic.doctors if doctor.is_active}
    offered = [one for one in clinic.services if one.is_active and one.doctor_id in active]
    by_word: dict[tuple[str, str], list[ServiceEntry]] = {}
    for service in offered:
        for word in _words(service):
            by_word.setdefault(word, []).append(service)
    groups, seen = [], set[str]()
    for service in offered:
        if service.id not in seen:
            like = {one.id: one for word in _words(service) for one in by_word[word]}
            seen |= like.keys()
            facts = {_facts(one) for one in like.values()}
            groups.append(ServiceGroup(service.id, service.name, facts.pop() if len(facts) == 1 else ""))
    return tuple(groups)


def group_of(groups: tuple[ServiceGroup, ...], clinic: Clinic, service_id: str) -> ServiceGroup | None:
    """The group that a service belongs to; None where no active doctor offers it or its like."""
    like = {one.id for one in clinic.like_services(service_id)}
    return next((one for one in groups if one.service_id == service_id or one.service_id in like), None)


def _words(service: ServiceEntry) -> tuple[tuple[str, str], ...]:
    words = (("slug", service.slug), ("name", collation_key(service.name.strip())))
    return tuple(word for word in words if word[1])


def _facts(service: ServiceEntry) -> str:
    cost = price(service.price_cents, service.currency)
    return " · ".join(filter(None, (duration(service.duration_minutes), cost)))
