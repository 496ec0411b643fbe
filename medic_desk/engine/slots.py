"""Free slots and refused candidates of a request: engine-semantics 8."""

from collections.abc import Iterable, Sequence

from medic_desk.engine.facts import Facts, FreeSlot, Minute, Refusal, Request
from medic_desk.engine.question import Question
from medic_desk.engine.runs import Run, Slots, rows_of, runs_of, runs_of_rows
from medic_desk.engine.spans import START
from medic_desk.engine.stretches import free_stretches, judged_stretches

Place = tuple[Minute, str | None, str | None]
"""A start at a location, in a room; each is offered once, or refused once."""

Rank = tuple[tuple[int, int], Minute, tuple[bool, str, str]]
"""Offer, start of the working period, provider: of two periods the one of lower rank offers a place."""


def free_slots(facts: Facts, request: Request) -> Slots:
    """The free slots whose start lies in the request's window, by start, location and room (null first).

    Raises KeyError for a service that is not among the facts, UnknownZoneError for an unknown time zone.
    """
    return free_slots_between(Question(facts, request), request.starts_from, request.starts_before)


def distinct_starts(slots: Iterable[FreeSlot]) -> Sequence[FreeSlot]:
    """One slot for each start: the first of them, in the order of ``slots``.

    Two places, or two periods at once, may offer the same start; who books chooses a time, and sees it once.
    """
    if isinstance(slots, Slots):
        return slots.each_start_once()
    first_at: dict[Minute, FreeSlot] = {}
    for slot in slots:
        first_at.setdefault(slot.starts_at, slot)
    return tuple(first_at.values())


def refused(facts: Facts, request: Request) -> Sequence[Refusal]:
    """The candidates of the request's window that are not free, each with every reason that applies.

    Sorted as free slots are. Raises as ``free_slots`` does.
    """
    return slots_and_refusals(Question(facts, request))[1]


def free_slots_between(question: Question, first: Minute, before: Minute) -> Slots:
    """The free slots that start in ``[first, before)``."""
    first = question.bookable_from(first)
    periods = question.periods(first, before) if question.is_offered and first < before else []
    are_disjoint = question.are_disjoint(periods)
    runs = runs_of(question, first, before, periods, free_stretches, are_disjoint=are_disjoint)
    if not are_disjoint:
        runs = runs_of_rows(_by_place(question, rows_of(runs)).values())
    return Slots(runs, question.duration)


def slots_and_refusals(question: Question) -> tuple[Slots, list[Refusal]]:
    """Both lists of a request at once."""
    first, before = question.request.starts_from, question.request.starts_before
    periods = question.periods(first, before) if question.is_offered else []
    are_disjoint = question.are_disjoint(periods)
    runs = runs_of(question, first, before, periods, judged_stretches, are_disjoint=are_disjoint)
    free = _by_place(question, (run for run in rows_of(runs) if not run[-1].reasons))
    turned_away = _by_place(question, (run for run in rows_of(runs) if run[-1].reasons))
    refusals = [
        Refusal(*place, verdict.reasons) for place, (*_, verdict) in turned_away.items() if place not in free
    ]
    return Slots(runs_of_rows(free.values()), question.duration), refusals


def _by_place(question: Question, runs: Iterable[Run]) -> dict[Place, Run]:
    """Each start of each place with the run of the period that offers it, cut to that start; in order."""
    best: dict[Place, tuple[Rank, Run]] = {}
    for run in runs:
        first, stop, step, period, verdict = run
        *_, provider = period
        rank = question.offer_by(provider).rank, period[START], provider.rank
        for start in range(first, stop, step):
            place = (start, verdict.location, verdict.room)
            known = best.get(place)
            if known is None or rank < known[0]:
                best[place] = (rank, (start, start + 1, 1, period, verdict))
    return {place: best[place][1] for place in sorted(best, key=_place_order)}


def _place_order(place: Place) -> tuple[Minute, str, str]:
    """By start, then location, then room; null comes first, since no id is the empty text."""
    return place[0], place[1] or "", place[2] or ""
