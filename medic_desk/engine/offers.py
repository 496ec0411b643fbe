"""Which hours serve a request, where, and with what: engine-semantics 5, and the resources of 7."""

from typing import NamedTuple

from medic_desk.engine.facts import ConsultationMode, Request, Resource, Service
from medic_desk.engine.prepared import Prepared
from medic_desk.engine.profile import Profile

RESOURCE_TYPE_OF_MODE: dict[ConsultationMode, str | None] = {
    "in_person": "room",
    "video": "telehealth_slot",
    "phone": None,
}
"""What an appointment of each consultation mode takes besides the doctor."""


class Offer(NamedTuple):
    """What a profile's hours offer one request: where, in which room, with which padding and resources."""

    profile: Profile
    location: str | None
    named_room: str | None
    default_room: str | None
    """The service's default room, if it lies in the location."""
    before: int
    """Minutes kept free before a candidate: the longer of the service's buffer and the period's."""
    after: int
    needs_resource: bool
    resources: tuple[Resource, ...]
    """Those that fit, in the order in which they are taken. May be empty though a resource is needed."""
    refuses_location: bool
    rank: tuple[int, int]
    """Orders offers of one start and place: higher priority first, then more scope fields."""

    def room_with(self, resource: Resource | None) -> str | None:
        """The room of a slot that takes ``resource``: the named one, else its room, else the default one."""
        if self.named_room is not None:
            return self.named_room
        if resource is not None and resource.location_room_id is not None:
            return resource.location_room_id
        return self.default_room


def offer_of(profile: Profile, prepared: Prepared, service: Service, request: Request) -> Offer | None:
    """What hours of this profile offer the request, or None where they do not serve it."""
    scope_location, scope_room = profile.scope_doctor_location_id, profile.scope_location_room_id
    wanted_location, wanted_room = request.doctor_location_id, request.location_room_id
    if (
        profile.scope_appointment_type_id not in (None, service.id)
        or profile.scope_consultation_mode not in (None, service.consultation_mode)
        or (scope_location is not None and wanted_location is not None and scope_location != wanted_location)
        or (scope_room is not None and wanted_room is not None and scope_room != wanted_room)
    ):
        return None
    named_room = scope_room or wanted_room
    lies_in = prepared.room_locations.get(named_room) if named_room is not None else None
    location = scope_location or wanted_location or lies_in or _usual_location(prepared, service)
    if lies_in is not None and lies_in != location:
        return None
    at_hand = _resources_at_hand(prepared, service, location)
    default_room = service.default_room_id
    if default_room is None or location is None or prepared.room_locations.get(default_room) != location:
        default_room = None
    allowed = service.allowed_location_ids
    return Offer(
        profile=profile,
        location=location,
        named_room=named_room,
        default_room=default_room,
        before=max(service.buffer_before_minutes, profile.buffer_before_minutes),
        after=max(service.buffer_after_minutes, profile.buffer_after_minutes),
        needs_resource=bool(at_hand),
        resources=tuple(r for r in at_hand if named_room is None or r.location_room_id in (None, named_room)),
        refuses_location=location is not None
        and (location in prepared.inactive_locations or bool(allowed and location not in allowed)),
        rank=(-profile.priority, -profile.scope_count),
    )


def _usual_location(prepared: Prepared, service: Service) -> str | None:
    """Where the service is held when neither hours nor request say so."""
    if service.default_location_id is not None:
        return service.default_location_id
    for only in (service.allowed_location_ids, prepared.active_locations):
        if len(only) == 1:
            return next(iter(only))
    return None


def _resources_at_hand(prepared: Prepared, service: Service, location: str | None) -> list[Resource]:
    """The active resources of the needed type that belong to the location, or to no location."""
    needed = RESOURCE_TYPE_OF_MODE[service.consultation_mode]
    if needed is None:
        return []
    at_hand = []
    for resource in prepared.resources:
        if resource.resource_type == needed:
            stands_at = resource.doctor_location_id
            if stands_at is None and resource.location_room_id is not None:
                stands_at = prepared.room_locations.get(resource.location_room_id)
            if stands_at is None or stands_at == location:
                at_hand.append(resource)
    return at_hand
