"""Runs of starts, and the sequence of free slots over them.

A run is the starts of one period's grid within one stretch of one verdict: one place, one source, one lane.
An answer keeps its runs; a slot is made when it is read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, pairwise
from operator import itemgetter
from typing import Any, Final, overload

from medic_desk.engine.candidates import NEVER, Stretches, Verdict
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.engine.hours import PROVIDER, Period
from medic_desk.engine.offers import Offer
from medic_desk.engine.profile import Profile
from medic_desk.engine.question import Question

Run = tuple[Minute, Minute, int, Period, Verdict]
"""First start, bound, step, period and verdict: the starts ``range(first, stop, step)``, at least one."""


Runs = list[Any]
"""Runs in order of time, flat: the five fields of one after those of the other.

A clinic's answers are many thousand runs, and the garbage collector would go through as many rows.
"""


def rows_of(runs: Runs) -> Iterator[Run]:
    """The runs one by one."""
    fields = iter(runs)
    return zip(fields, fields, fields, fields, fields, strict=True)


def runs_of_rows(rows: Iterable[Run]) -> Runs:
    """The rows' runs."""
    return list(chain.from_iterable(rows))


_NO_VERDICT: Final = Verdict((), 0, None, (), None, None)
_NONE_YET: Final = (-NEVER, -NEVER, _NO_VERDICT)
_NONE_LEFT: Final = (NEVER, NEVER, _NO_VERDICT)
"""Stretches before the first one, and after the last."""


class Slots(Sequence[FreeSlot]):
    """Free slots by their starts, each made when it is read: reading one twice gives two equal slots.

    Nothing changes it, so any thread may read it. It is equal to every list and tuple of the same slots, and
    like a list it cannot be hashed. A slice is a list.
    """

    __slots__ = ("_duration", "_known_counts", "_runs")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, runs: Runs, duration: int) -> None:
        """Two of the ``runs`` may share a start only if it is all they have."""
        self._runs = runs
        self._duration = duration
        self._known_counts: list[int] | None = None

    def runs(self) -> Iterator[tuple[range, FreeSlot]]:
        """Runs of starts that differ in nothing else, each with the slot of its first start, in order."""
        for first, stop, step, period, verdict in rows_of(self._runs):
            yield range(first, stop, step), self._slot(first, period, verdict)

    def count_before(self, instant: Minute) -> int:
        """How many of the slots start before an instant; so the index of the first that does not."""
        i = bisect_left(self._runs[::5], instant) - 1
        if i < 0:
            return 0
        first, stop, step = self._runs[5 * i : 5 * i + 3]
        return self._counts()[i] + len(range(first, min(stop, instant), step))

    def each_start_once(self) -> "Slots":
        """The same with one slot for each start: the first of several."""
        is_new = [True, *[one != other for one, other in pairwise(self._runs[::5])]]
        return (
            self
            if all(is_new)
            else Slots(runs_of_rows(compress(rows_of(self._runs), is_new)), self._duration)
        )

    def __len__(self) -> int:
        return self._counts()[-1]

    def __bool__(self) -> bool:
        return bool(self._runs)

    def __iter__(self) -> Iterator[FreeSlot]:
        new_slot, kind, duration = tuple.__new__, FreeSlot, self._duration
        known = None
        for first, stop, step, period, verdict in rows_of(self._runs):
            if verdict is not known:
                _, lane, resource_id, resource_ids, room, location = known = verdict
            source = period[PROVIDER].source
            for start in range(first, stop, step):
                # What FreeSlot(…) does, without a Python call for each of a clinic's many thousands.
                yield new_slot(
                    kind, (start, start + duration, location, room, resource_id, lane, source, resource_ids)
                )

    @overload
    def __getitem__(self, index: int) -> FreeSlot: ...
    @overload
    def __getitem__(self, index: slice) -> list[FreeSlot]: ...
    def __getitem__(self, index: int | slice) -> FreeSlot | list[FreeSlot]:
        if isinstance(index, slice):
            return [self._at(n) for n in range(*index.indices(len(self)))]
        return self._at(range(len(self))[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Slots | list | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"Slots({list(self)!r})"

    def _counts(self) -> list[int]:
        """How many slots come before each run, and last how many there are; counted when first asked for."""
        if self._known_counts is None:
            counts = [(stop - first - 1) // step + 1 for first, stop, step, _, _ in rows_of(self._runs)]
            # Two threads may both count: either list is right, and one assignment puts it in place.
            self._known_counts = list(accumulate(counts, initial=0))
        return self._known_counts

    def _at(self, index: int) -> FreeSlot:
        counts = self._counts()
        i = bisect_right(counts, index) - 1
        first, _, step, period, verdict = self._runs[5 * i : 5 * i + 5]
        return self._slot(first + (index - counts[i]) * step, period, verdict)

    def _slot(self, start: Minute, period: Period, verdict: Verdict) -> FreeSlot:
        _, lane, resource_id, resource_ids, room, location = verdict
        source = period[PROVIDER].source
        end = start + self._duration
        return FreeSlot(start, end, location, room, resource_id, lane, source, resource_ids)


FindStretches = Callable[[Question, Offer, Minute, Minute], Stretches]
"""Finds the stretches of an offer's starts from a minute on, up to another one or further."""


def runs_of(
    question: Question,
    first: Minute,
    before: Minute,
    periods: list[Period],
    stretches_of: FindStretches,
    *,
    are_disjoint: bool,
) -> Runs:
    """The runs of ``[first, before)`` in its periods, by start; where periods overlap, their runs do too.

    A verdict depends on the start and the offer alone, not on the period: ``stretches_of`` is asked once for
    offers that differ only in their interval, priority or scopes.
    """
    runs: Runs = []
    if len(question.offers) == 1 and are_disjoint and periods:
        offer = question.offer_by(periods[0][PROVIDER])
        _add_runs(runs, question, offer, periods, stretches_of(question, offer, first, before), before)
        return runs
    groups: dict[object, list[Period]] = {}
    for period in periods:
        provider = period[PROVIDER]
        groups.setdefault(provider.profile_number if are_disjoint else provider, []).append(period)
    alike: dict[Offer, Stretches] = {}
    for group in groups.values():
        offer = question.offer_by(group[0][PROVIDER])
        key = _verdict_key(offer)
        if key not in alike:
            alike[key] = stretches_of(question, offer, first, before)
        _add_runs(runs, question, offer, group, alike[key], before)
    return runs_of_rows(sorted(rows_of(runs), key=itemgetter(0)))


def _verdict_key(offer: Offer) -> Offer:
    """The offer with everything that no verdict depends on set to a default: interval, priority, scopes."""
    profile = Profile(
        buffer_before_minutes=offer.profile.buffer_before_minutes,
        buffer_after_minutes=offer.profile.buffer_after_minutes,
        max_parallel_sessions=offer.profile.max_parallel_sessions,
    )
    return offer._replace(profile=profile, rank=(0, 0))


def _add_runs(
    runs: Runs, question: Question, offer: Offer, periods: list[Period], stretches: Stretches, before: Minute
) -> None:
    """Add the runs of an offer's periods, which do not overlap; one pass goes through both lists."""
    free_step = question.request.free_step_minutes
    step = free_step or offer.profile.slot_interval_minutes
    last_fits = question.duration - 1
    starts, ends, verdicts, later, earlier = stretches
    ahead = zip(starts, ends, verdicts, strict=True)
    none_left = _NONE_LEFT
    low, high, verdict = _NONE_YET
    for period in periods:
        start, end, anchor, _ = period
        if free_step:
            anchor = 0
        # Not min and max: for a clinic's thousands of periods they cost as much as all the rest.
        stop = end - last_fits if end - last_fits < before else before  # noqa: FURB136
        while low < stop:
            if high > start:
                at = anchor - (anchor - (start if start > low else low)) // step * step  # noqa: FURB136
                until = high if high < stop else stop  # noqa: FURB136
                if at < until:
                    runs += (at, until, step, period, verdict)
                if high >= stop:
                    break
            low, high, verdict = next(ahead, none_left)
            low += later
            high -= earlier
