"""Free slots and refused candidates of a request: engine-semantics 8."""

from collections.abc import Iterable, Sequence

from medic_desk.engine.candidates import judged
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Refusal, Request
from medic_desk.engine.fast_path import allows_fast_path, free_by_fast_path
from medic_desk.engine.hours import Period, are_disjoint
from medic_desk.engine.question import Question

Place = tuple[Minute, str | None, str | None]
"""A start at a location, in a room; each is offered once, or refused once."""

new_slot = tuple.__new__
"""Makes a FreeSlot of its fields, without a Python call for each of a clinic's many thousands."""

Rank = tuple[tuple[int, int], Minute, tuple[bool, str, str]]
"""Offer, start of the working period, provider: of two periods the one of lower rank offers a place."""


def free_slots(facts: Facts, request: Request) -> Sequence[FreeSlot]:
    """The free slots whose start lies in the request's window, by start, location and room (null first).

    Raises KeyError for a service that is not among the facts, UnknownZoneError for an unknown time zone.
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
    """The candidates of the request's window that are not free, each with every reason that applies.

    Sorted as free slots are. Raises as ``free_slots`` does.
    """
    return slots_and_refusals(Question(facts, request))[1]


def free_slots_between(question: Question, first: Minute, before: Minute) -> list[FreeSlot]:
    """The free slots that start in ``[first, before)``."""
    first = question.bookable_from(first)
    if not question.is_offered or first >= before:
        return []
    periods = question.periods(first, before)
    if allows_fast_path(question, periods):
        return free_by_fast_path(question, periods, first, before)
    return free_by_general_path(question, periods, first, before)


def free_by_general_path(
    question: Question, periods: list[Period], first: Minute, before: Minute
) -> list[FreeSlot]:
    """The free slots that start in ``[first, before)``, in any world, sorted."""
    duration = question.duration
    if are_disjoint(periods):
        # Each start occurs once, and they are in order.
        return [
            new_slot(
                FreeSlot,
                (start, start + duration, offer.location, room, first, lane, provider.source, resources),
            )
            for (*_, provider), offer, positions, verdicts in judged(
                question, periods, first, before, wants_reasons=False
            )
            for start, (reasons, lane, first, resources, room) in zip(positions, verdicts, strict=True)
            if not reasons
        ]
    best: dict[Place, tuple[Rank, FreeSlot]] = {}
    for period, offer, positions, verdicts in judged(question, periods, first, before, wants_reasons=False):
        period_start, _, _, provider = period
        location, rank = offer.location, (offer.rank, period_start, provider.rank)
        for start, (reasons, lane, resource_id, resources, room) in zip(positions, verdicts, strict=True):
            if not reasons:
                place = (start, location, room)
                known = best.get(place)
                if known is None or rank < known[0]:
                    slot = FreeSlot(
                        start, start + duration, location, room, resource_id, lane, provider.source, resources
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
        period_start, _, _, provider = period
        location, rank = offer.location, (offer.rank, period_start, provider.rank)
        for start, (reasons, lane, resource_id, resources, room) in zip(positions, verdicts, strict=True):
            place = (start, location, room)
            if reasons:
                if place not in turned_away or rank < turned_away[place][0]:
                    turned_away[place] = (rank, Refusal(start, location, room, reasons))
            elif place not in free or rank < free[place][0]:
                slot = FreeSlot(
                    start, start + duration, location, room, resource_id, lane, provider.source, resources
                )
                free[place] = (rank, slot)
    return (
        [free[place][1] for place in sorted(free, key=_place_order)],
        [turned_away[place][1] for place in sorted(turned_away, key=_place_order) if place not in free],
    )


def _place_order(place: Place) -> tuple[Minute, str, str]:
    """By start, then location, then room; null comes first, since no id is the empty text."""
    return place[0], place[1] or "", place[2] or ""
