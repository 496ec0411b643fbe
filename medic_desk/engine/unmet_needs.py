"""Which of a service's needs cannot be met at an instant, and who has what could meet them.

The rows behind the code ``resource`` (engine-semantics 7 and 8).
"""

from collections.abc import Iterator, Sequence

from medic_desk.engine.candidates import overlaps_padded, rivals_around
from medic_desk.engine.facts import Minute, Need, Reason, Resource, Source
from medic_desk.engine.needs import OfferedNeed, first_combination
from medic_desk.engine.occupancy import APPOINTMENT_ID, EMPTY_TIMELINE
from medic_desk.engine.offers import Offer
from medic_desk.engine.question import Question

Rivals = tuple[Source, ...]


def unmet_needs(question: Question, offer: Offer, instant: Minute) -> Iterator[Reason]:
    """For each need that cannot be met, a reason for each resource that fits it.

    Where each need could be met by itself, the one that cannot is the first that no combination meets
    together with the needs before it.
    """
    rivals = {one.id: _who_has(question, offer, one, instant) for one in offer.resources()}
    free = [[one for one in need.choices if not rivals[one.id]] for need in offer.needs]
    unmet = [need for need, its_free in zip(offer.needs, free, strict=True) if not its_free]
    for need in unmet:
        yield from _reasons(question, offer, need, rivals)
    if not unmet:
        number = next(n for n in range(len(free)) if first_combination(free[: n + 1]) is None)
        taken = first_combination(free[:number]) or ()
        last = offer.needs[number]
        clashes = {one.id: rivals[one.id] or _clashes(one, taken) for one in last.choices}
        yield from _reasons(question, offer, last, clashes)


def _reasons(
    question: Question, offer: Offer, one: OfferedNeed, rivals: dict[str, Rivals]
) -> Iterator[Reason]:
    """A reason for each resource that fits a need, or one that says what there is none of."""
    for resource in one.choices:
        source = Source("bookable_resources", resource.id)
        yield Reason("resource", source, resource.label, rivals=rivals[resource.id], need=one.need)
    if not one.choices:
        source, label = _lack(question, offer, one.need)
        yield Reason("resource", source, label, need=one.need)


def _lack(question: Question, offer: Offer, need: Need) -> tuple[Source, str | None]:
    """The row to name where no resource fits a need."""
    prepared = question.prepared
    named = need.bookable_resource_id
    if named is not None:
        label = next((one.label for one in question.facts.resources if one.id == named), None)
        return Source("bookable_resources", named), label
    at_hand = [
        resource
        for resource in prepared.places.at_hand(prepared.resources, offer.location)
        if resource.resource_type == need.resource_type
    ]
    if any(resource.is_active for resource in at_hand):
        # There is such a resource, but not in the room that is named.
        return Source("location_rooms", offer.named_room or ""), None
    if at_hand:
        # All were taken out of use.
        return Source("bookable_resources", at_hand[0].id), at_hand[0].label
    return Source("appointment_type_resources", need.id or ""), None


def _who_has(question: Question, offer: Offer, resource: Resource, instant: Minute) -> Rivals:
    """The appointments that take a resource and the exceptions that close its room."""
    timeline = question.prepared.claimed.get(resource.id, EMPTY_TIMELINE)
    takers = [
        Source("appointments", row[APPOINTMENT_ID])
        for row in rivals_around(question, offer, timeline, instant, instant + 1)
        if overlaps_padded(row, question, offer, instant)
    ]
    end = instant + question.duration
    closers = [
        Source(block.table, block.id)
        for block in question.blocks(offer, instant, end)
        if block.location_room_id is not None
        and block.location_room_id == resource.location_room_id
        and block.starts_at < end
        and block.ends_at > instant
    ]
    return (*takers, *closers)


def _clashes(resource: Resource, taken: Sequence[Resource]) -> Rivals:
    """Which of the resources that meet earlier needs a free one cannot be together with."""
    room = resource.location_room_id
    return tuple(
        Source("bookable_resources", other.id)
        for other in taken
        if other.id == resource.id or (room is not None and other.location_room_id not in (None, room))
    )
