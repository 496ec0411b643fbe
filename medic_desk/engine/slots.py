"""Free slots and refused candidates of a request: engine-semantics 8."""

from collections.abc import Iterable, Sequence

from medic_desk.engine.candidates import judged
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Refusal, Request
from medic_desk.engine.hours import Period, are_disjoint
from medic_desk.engine.plain_road import free_by_the_plain_road, is_plain
from medic_desk.engine.question import Question

Place = tuple[Minute, str | None, str | None]
"""A start, at a location, in a room: what is offered, or refused, once."""

new_slot = tuple.__new__
"""Makes a FreeSlot of its seven fields, without a Python call for each of a clinic's many thousands."""

Rank = tuple[tuple[int, int], Minute, tuple[bool, str, str]]
"""Which of two periods offers a place: the lesser. Offer, start of the working period, provider."""


def free_slots(facts: Facts, request: Request) -> Sequence[FreeSlot]:
    """The free slots whose start lies in the request's window, by start, location and room (null first).

    Raises KeyError for a service that the facts do not hold, UnknownZoneError for a zone that is none.
    """
    question = Question(facts, request)
    return free_slots_between(question, request.starts_from, request.starts_before)


def distinct_starts(slots: Iterable[FreeSlot]) -> tuple[FreeSlot, ...]:
    """One slot for each start: the first of them, in the order of ``slots``.

    Two places, or two periods at once, may offer the same start; who books chooses a time, and sees it once.
    """
    first_at: dict[Minute, FreeSlot] = {}
    for slot in slots:
        first_at.setdefault(slot.starts_at, slot)
    return tuple(first_at.values())


def refused(facts: Facts, request: Request) -> Sequence[Refusal]:
    """The candidates of the request's window that are not free, each with every reason that holds.

    Sorted as free slots are. Raises as ``free_slots`` does.
    """
    return slots_and_refusals(Question(facts, request))[1]


def free_slots_between(question: Question, first: Minute, before: Minute) -> list[FreeSlot]:
    """The free slots that start in ``[first, before)``."""
    first = question.bookable_from(first)
    if not question.is_offered or first >= before:
        return []
    periods = question.periods(first, before)
    if is_plain(question, periods):
        return free_by_the_plain_road(question, periods, first, before)
    return free_by_the_general_road(question, periods, first, before)


def free_by_the_general_road(
    question: Question, periods: list[Period], first: Minute, before: Minute
) -> list[FreeSlot]:
    """The free slots that start in ``[first, before)``, in any world, sorted."""
    duration = question.duration
    if are_disjoint(periods):
        # Every start is there once, and in order.
        return [
            new_slot(
                FreeSlot, (start, start + duration, offer.location, room, resource_id, lane, period[3].source)
            )
            for period, offer, positions, verdicts in judged(
                question, periods, first, before, wants_reasons=False
            )
            for start, (reasons, lane, resource_id, room) in zip(positions, verdicts, strict=True)
            if not reasons
        ]
    best: dict[Place, tuple[Rank, FreeSlot]] = {}
    for period, offer, positions, verdicts in judged(question, periods, first, before, wants_reasons=False):
        provider, location = period[3], offer.location
        rank = (offer.rank, period[0], provider.rank)
        for start, (reasons, lane, resource_id, room) in zip(positions, verdicts, strict=True):
            if not reasons:
                place = (start, location, room)
                known = best.get(place)
                if known is None or rank < known[0]:
                    slot = FreeSlot(
                        start, start + duration, location, room, resource_id, lane, provider.source
                    )
                    best[place] = (rank, slot)
    return [best[place][1] for place in sorted(best, key=_place_order)]


def slots_and_refusals(question: Question) -> tuple[list[FreeSlot], list[Refusal]]:
    """Both lists of a request at once."""
    if not question.is_offered:
        return [], []
    request, duration = question.request, question.duration
    first, before = request.starts_from, request.starts_before
    free: dict[Place, tuple[Rank, FreeSlot]] = {}
    turned_away: dict[Place, tuple[Rank, Refusal]] = {}
    periods = question.periods(first, before)
    for period, offer, positions, verdicts in judged(question, periods, first, before, wants_reasons=True):
        provider, location = period[3], offer.location
        rank = (offer.rank, period[0], provider.rank)
        for start, (reasons, lane, resource_id, room) in zip(positions, verdicts, strict=True):
            place = (start, location, room)
            if reasons:
                if place not in turned_away or rank < turned_away[place][0]:
                    turned_away[place] = (rank, Refusal(start, location, room, reasons))
            elif place not in free or rank < free[place][0]:
                slot = FreeSlot(start, start + duration, location, room, resource_id, lane, provider.source)
                free[place] = (rank, slot)
    return (
        [free[place][1] for place in sorted(free, key=_place_order)],
        [turned_away[place][1] for place in sorted(turned_away, key=_place_order) if place not in free],
    )


def _place_order(place: Place) -> tuple[Minute, str, str]:
    """By start, then location, then room, null first: no id is the empty text."""
    return place[0], place[1] or "", place[2] or ""
