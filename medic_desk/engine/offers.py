"""Which hours serve a request, where, and with what: engine-semantics 5, and the needs of 7."""

from collections.abc import Sequence
from typing import NamedTuple

from medic_desk.engine.facts import Request, Resource, Service
from medic_desk.engine.needs import RESOURCE_TYPE_OF_MODE, OfferedNeed, needs_at
from medic_desk.engine.places import Places
from medic_desk.engine.profile import Profile


class Offer(NamedTuple):
    """What a profile's hours offer one request: where, in which room, with which padding and resources."""

    profile: Profile
    location: str | None
    named_room: str | None
    default_room: str | None
    """The service's default room, if it lies at the location's place."""
    before: int
    """Minutes kept free before a candidate: the longer of the service's buffer and the period's."""
    after: int
    needs: tuple[OfferedNeed, ...]
    first_of_mode: int | None
    """Which need is the first of the type that the service's consultation mode asks for."""
    refuses_location: bool
    rank: tuple[int, int]
    """Orders offers of one start and place: higher priority first, then more scope fields."""

    def resources(self) -> tuple[Resource, ...]:
        """Every resource that fits some need, each once."""
        return tuple({resource.id: resource for _, choices in self.needs for resource in choices}.values())

    def room_with(self, resources: Sequence[Resource]) -> str | None:
        """The room of a slot that takes ``resources``: the named one, else theirs, else the default one."""
        if self.named_room is not None:
            return self.named_room
        for resource in resources:
            if resource.location_room_id is not None:
                return resource.location_room_id
        return self.default_room


def offer_of(
    profile: Profile, places: Places, resources: Sequence[Resource], service: Service, request: Request
) -> Offer | None:
    """What hours of this profile offer the request, or None where they do not serve it.

    It depends on the service and the place that are asked for, on nothing else of the request.
    """
    scope_location, scope_room = profile.scope_doctor_location_id, profile.scope_location_room_id
    wanted_location, wanted_room = places.own_row(request.doctor_location_id), request.location_room_id
    if (
        profile.scope_appointment_type_id not in (None, service.id)
        or profile.scope_consultation_mode not in (None, service.consultation_mode)
        or (scope_location is not None and wanted_location is not None and scope_location != wanted_location)
        or (scope_room is not None and wanted_room is not None and scope_room != wanted_room)
    ):
        return None
    named_room = scope_room or wanted_room
    lies_in = places.of_room(named_room)
    allowed = places.own_rows(service.allowed_location_ids)
    location = (
        scope_location
        or wanted_location
        or places.own_row(lies_in)
        or _usual_location(places, service, allowed)
    )
    if lies_in is not None and not places.are_one(lies_in, location):
        return None
    needs = needs_at(service, resources, places, location, named_room)
    return Offer(
        profile=profile,
        location=location,
        named_room=named_room,
        default_room=_default_room(places, service, location),
        before=max(service.buffer_before_minutes, profile.buffer_before_minutes),
        after=max(service.buffer_after_minutes, profile.buffer_after_minutes),
        needs=needs,
        first_of_mode=_first_of_mode(service, needs) if needs else None,
        refuses_location=_is_refused(places, location, allowed),
        rank=(-profile.priority, -profile.scope_count),
    )


def _is_refused(places: Places, location: str | None, allowed: frozenset[str]) -> bool:
    """Whether a location is out of use, another doctor's, or not the service's; an unknown one passes."""
    return location in places.known and (
        location in places.inactive or location in places.others or bool(allowed and location not in allowed)
    )


def _usual_location(places: Places, service: Service, allowed: frozenset[str]) -> str | None:
    """Where the service is held when neither hours nor request say so."""
    if service.default_location_id is not None:
        return places.own_row(service.default_location_id)
    if len(allowed) == 1:
        return next(iter(allowed))
    if places.only_active is None and service.consultation_mode == "in_person":
        # Places that were taken out of use close their hours: the location is refused.
        return places.least_inactive
    return places.only_active


def _default_room(places: Places, service: Service, location: str | None) -> str | None:
    lies_in = places.of_room(service.default_room_id)
    return service.default_room_id if lies_in is not None and places.are_one(lies_in, location) else None


def _first_of_mode(service: Service, needs: Sequence[OfferedNeed]) -> int | None:
    by_mode = RESOURCE_TYPE_OF_MODE[service.consultation_mode]
    return next((n for n, one in enumerate(needs) if one.need.resource_type == by_mode), None)
