"""The first free slots of many doctors at once, without computing the slots after them."""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from itertools import islice

from medic_desk.engine.facts import Facts, FreeSlot, Minute, Request
from medic_desk.engine.prepared import Prepared, prepare
from medic_desk.engine.question import Question
from medic_desk.engine.runs import Slots
from medic_desk.engine.slots import free_slots_between

_FIRST_REACH_MINUTES = 240
"""How far a world is searched at first; each further search is four times as wide."""


class _Search:
    """One world of the search, searched piece by piece."""

    __slots__ = ("facts", "question", "reach", "request")

    def __init__(self, facts: Facts, request: Request) -> None:
        self.facts = facts
        self.request = request
        self.question: Question | None = None
        self.reach = _FIRST_REACH_MINUTES

    def slots_from(self, first: Minute) -> tuple[Slots, Minute]:
        """The free slots of the next piece, and where the piece after it begins."""
        if self.question is None:
            self.question = Question(self.facts, self.request)
        before = min(first + self.reach, self.request.starts_before)
        self.reach *= 4
        return free_slots_between(self.question, first, before), before


class _Earliest:
    """The moment before which a world certainly has nothing to offer, by its weekly hours alone.

    Worlds of one zone mostly ask about the same moment: its wall time is looked up once.
    """

    __slots__ = ("_read",)

    def __init__(self) -> None:
        self._read: dict[tuple[str, Minute], tuple[Minute, Minute]] = {}

    def __call__(self, prepared: Prepared, first: Minute) -> Minute:
        if not prepared.is_disjoint or not prepared.weeks or prepared.openings.periods:
            return first
        week = prepared.weeks[0]
        key = (week.clock.name, first)
        known = self._read.get(key)
        if known is None:
            known = self._read[key] = week.clock.minute_of_week(first)
        minute_of_week, steady_before = known
        opens = first + week.closed_for(minute_of_week)
        return opens if opens < steady_before else first


def first_free(worlds: Iterable[tuple[Facts, Request]], count: int) -> list[tuple[int, FreeSlot]]:
    """The earliest ``count`` free slots of many questions, each with the index of its world.

    Sorted by start, then by the order of the worlds, then as ``free_slots`` sorts. Raises as ``free_slots``
    does.
    """
    return list(islice(free_in_order(worlds), count))


def free_in_order(worlds: Iterable[tuple[Facts, Request]]) -> Iterator[tuple[int, FreeSlot]]:
    """All free slots of many questions as ``first_free`` sorts them, each worked out when it is asked for.

    Each world is put into a heap with the moment before which it has nothing more to offer. The first one is
    searched a little further and its slots join the heap. Raises as ``free_slots`` does.
    """
    searches: list[_Search] = []
    earliest = _Earliest()
    # (moment, world's index, order, slot): order 0 is a world to be searched further, 1 and more its slots.
    heap: list[tuple[Minute, int, int, FreeSlot | None]] = []
    for index, (facts, request) in enumerate(worlds):
        searches.append(_Search(facts, request))
        opens = earliest(prepare(facts), request.starts_from)
        if opens < request.starts_before:
            heap.append((opens, index, 0, None))
    heapify(heap)
    while heap:
        moment, index, _, slot = heappop(heap)
        if slot is not None:
            yield index, slot
            continue
        slots, after = searches[index].slots_from(moment)
        for order, one in enumerate(slots, 1):
            heappush(heap, (one.starts_at, index, order, one))
        if after < searches[index].request.starts_before:
            heappush(heap, (after, index, 0, None))
