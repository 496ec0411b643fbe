"""The nearest free starts before and after an instant, inside the request's window."""

from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.engine.question import Question
from medic_desk.engine.runs import Slots
from medic_desk.engine.slots import free_slots_between

_FIRST_REACH_MINUTES = 720
"""How far the first search goes where the weekly hours do not say; each further one is four times as wide."""


def _first_span(question: Question, instant: Minute) -> tuple[Minute, Minute]:
    """A span around the instant in which the nearest free starts before and after it most likely are."""
    prepared = question.prepared
    if prepared.is_disjoint and prepared.weeks:
        minute_of_week, _ = prepared.weeks[0].clock.minute_of_week(instant)
        back, ahead = prepared.weeks[0].neighbours(minute_of_week)
        return instant - back, instant + ahead
    return instant - _FIRST_REACH_MINUTES, instant + _FIRST_REACH_MINUTES


def nearest_starts(question: Question, instant: Minute) -> tuple[FreeSlot | None, FreeSlot | None]:
    """The last free start before the instant and the first after it; of several places, the first.

    One search covers the periods around the instant in both directions; where it finds none in one direction,
    further searches go on from its end.
    """
    window_from, window_before = question.request.starts_from, question.request.starts_before
    span_from, span_before = _first_span(question, instant)
    slots = free_slots_between(question, max(span_from, window_from), min(span_before, window_before))
    count, upto = slots.count_before(instant), slots.count_before(instant + 1)
    earlier = _first_of_its_start(slots, count - 1) if count else None
    later = slots[upto] if upto < len(slots) else None
    if earlier is None:
        earlier = _last_before(question, window_from, min(span_from, window_before))
    if later is None:
        later = _first_from(question, max(span_before, window_from), window_before)
    return earlier, later


def _first_from(question: Question, first: Minute, before: Minute) -> FreeSlot | None:
    reach = _FIRST_REACH_MINUTES
    while first < before:
        slots = free_slots_between(question, first, min(first + reach, before))
        if slots:
            return slots[0]
        first += reach
        reach *= 4
    return None


def _last_before(question: Question, first: Minute, before: Minute) -> FreeSlot | None:
    reach = _FIRST_REACH_MINUTES
    while first < before:
        slots = free_slots_between(question, max(first, before - reach), before)
        if slots:
            return _first_of_its_start(slots, len(slots) - 1)
        before -= reach
        reach *= 4
    return None


def _first_of_its_start(slots: Slots, index: int) -> FreeSlot:
    return slots[slots.count_before(slots[index].starts_at)]
