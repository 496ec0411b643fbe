"""What a service needs besides the doctor: its needs in order, and which resources meet them all at once.

Needs and resources are those of engine-semantics 7. A need is met by one resource, and a candidate takes the
first combination that meets all of them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from medic_desk.engine.facts import ConsultationMode, Need, Resource, ResourceType, Service
from medic_desk.engine.places import Places

RESOURCE_TYPE_OF_MODE: Mapping[ConsultationMode, ResourceType | None] = {
    "in_person": "room",
    "video": "telehealth_slot",
    "phone": None,
}
"""What an appointment of each consultation mode needs by itself."""


class OfferedNeed(NamedTuple):
    """A need, with the active resources at hand that fit it, in the order in which they are taken.

    None may fit: then the need cannot be met.
    """

    need: Need
    choices: tuple[Resource, ...]


def needs_at(
    service: Service,
    resources: Sequence[Resource],
    places: Places,
    location: str | None,
    named_room: str | None,
) -> tuple[OfferedNeed, ...]:
    """The needs of a service at a location, in their order. ``resources`` are sorted by label, then id."""
    by_mode = RESOURCE_TYPE_OF_MODE[service.consultation_mode]
    if not service.needs and (by_mode is None or not resources):
        return ()
    at_hand = places.at_hand(resources, location)
    needs = sorted(service.needs, key=_order)
    if (
        by_mode is not None
        and all(need.resource_type != by_mode for need in needs)
        and any(resource.resource_type == by_mode for resource in at_hand)
    ):
        needs.append(Need(None, by_mode))
    return tuple(
        OfferedNeed(need, tuple(resource for resource in at_hand if _may_meet(resource, need, named_room)))
        for need in needs
    )


def _order(need: Need) -> tuple[bool, str, str]:
    """Needs that name a resource first, each by type, then by the row's id."""
    return need.bookable_resource_id is None, need.resource_type, need.id or ""


def _may_meet(resource: Resource, need: Need, named_room: str | None) -> bool:
    return (
        resource.is_active
        and resource.resource_type == need.resource_type
        and need.bookable_resource_id in (None, resource.id)
        and (named_room is None or resource.location_room_id in (None, named_room))
    )


def first_combination(choices: Sequence[Sequence[Resource]]) -> tuple[Resource, ...] | None:
    """The first combination of one resource for each need, or None where the needs cannot be met together.

    ``choices`` are the free resources of each need, in order. No resource serves two needs, and all that have
    a room have the same one. Worked out for each room by itself: then only the first rule is left, a matching
    of needs and resources, so that the time does not grow with the number of combinations.
    """
    rooms = {resource.location_room_id for one in choices for resource in one} - {None}
    found: list[tuple[Resource, ...]] = []
    for room in rooms or {None}:
        combination = _first_matching(
            [[resource for resource in one if resource.location_room_id in (None, room)] for one in choices]
        )
        if combination is not None:
            found.append(combination)
    return min(found, key=_taking_order, default=None)


def _taking_order(combination: tuple[Resource, ...]) -> list[tuple[str, str]]:
    return [(resource.label, resource.id) for resource in combination]


def _first_matching(choices: list[list[Resource]]) -> tuple[Resource, ...] | None:
    """The first combination in which no resource serves two needs."""
    taken: dict[str, Resource] = {}
    for n, one in enumerate(choices, 1):
        for resource in one:
            if resource.id not in taken and _can_be_met(choices[n:], {*taken, resource.id}):
                taken[resource.id] = resource
                break
        else:
            return None
    return tuple(taken.values())


def _can_be_met(choices: list[list[Resource]], taken: set[str]) -> bool:
    """Whether each need can have a resource of its own besides those taken: a bipartite matching."""
    holder: dict[str, int] = {}

    def finds_one(need: int, tried: set[str]) -> bool:
        for resource in choices[need]:
            if resource.id not in taken and resource.id not in tried:
                tried.add(resource.id)
                if resource.id not in holder or finds_one(holder[resource.id], tried):
                    holder[resource.id] = need
                    return True
        return False

    return all(finds_one(need, set()) for need in range(len(choices)))
