"""The fast path: the free slots of an everyday world, without looking at each candidate.

One doctor, one patient at a time, no resource needed, no two periods at once: then a start is free unless a
span of forbidden starts covers it. The spans are sorted, so are the periods, and one index goes through both;
between two spans a period's free starts are a ``range``. Tests hold the result equal to the general path's.
"""

from itertools import accumulate, chain, repeat
from operator import attrgetter

from medic_desk.engine.candidates import padded_starts, reach, rivals_around
from medic_desk.engine.facts import FreeSlot, Minute, Source
from medic_desk.engine.hours import Period, are_disjoint
from medic_desk.engine.offers import Offer
from medic_desk.engine.question import Question

_NEVER = 1 << 62

_Spans = tuple[list[Minute], list[Minute]]
"""The first minutes of some spans, sorted, and in a second list their ends."""


def allows_fast_path(question: Question, periods: list[Period]) -> bool:
    """Whether these periods of a question can be answered here."""
    for offer in question.offers:
        if offer is not None and (offer.needs or offer.profile.max_parallel_sessions != 1):
            return False
    if question.prepared.is_disjoint and not question.prepared.openings.periods:
        return True
    return are_disjoint(periods)


def free_by_fast_path(
    question: Question, periods: list[Period], first: Minute, before: Minute
) -> list[FreeSlot]:
    """The free slots that start in ``[first, before)``, sorted by start.

    Only where ``allows_fast_path`` is true of the same question and periods.
    """
    by_profile: dict[int, list[Period]] = {}
    if len(question.offers) == 1:
        by_profile[0] = periods
    else:
        for period in periods:
            *_, provider = period
            by_profile.setdefault(provider.profile_number, []).append(period)
    slots: list[FreeSlot] = []
    for number, its_periods in by_profile.items():
        offer = question.offers[number]
        if offer is not None and not offer.refuses_location:
            slots += _free_in(question, offer, its_periods, first, before)
    if len(by_profile) > 1:
        slots.sort(key=attrgetter("starts_at"))
    return slots


def _free_in(
    question: Question, offer: Offer, periods: list[Period], first: Minute, before: Minute
) -> list[FreeSlot]:
    """The free slots of one offer's periods."""
    forbidden = _forbidden(question, offer, first, before)
    starts, sources, counts = _free_starts(question, offer, periods, forbidden, first, before)
    duration = question.duration
    fields = zip(
        starts,
        [start + duration for start in starts],
        repeat(offer.location),
        repeat(offer.room_with(())),
        repeat(None),
        repeat(1),
        chain.from_iterable(map(repeat, sources, counts)),
        repeat(()),
        strict=False,  # the constants never end
    )
    # What FreeSlot(*fields) does, without a Python call for each of a clinic's many thousands.
    return list(map(tuple.__new__, repeat(FreeSlot), fields))


def _free_starts(
    question: Question, offer: Offer, periods: list[Period], forbidden: _Spans, first: Minute, before: Minute
) -> tuple[list[Minute], list[Source], list[int]]:
    """The starts of the grid outside all forbidden spans, and how many each source in turn offers."""
    lows, highs = forbidden
    free_step = question.request.free_step_minutes
    step = free_step or offer.profile.slot_interval_minutes
    last_fits = question.duration - 1
    starts: list[Minute] = []
    sources: list[Source] = []
    counts: list[int] = []
    i, found, reached = 0, 0, first
    for start, end, window_start, provider in periods:
        anchor = window_start if free_step is None else 0
        # Not min and max: for a clinic's thousands of periods they cost as much as all the rest.
        stop = end - last_fits if end - last_fits < before else before  # noqa: FURB136
        # The spans that were passed forbid starts up to ``reached``: perhaps some of this period too.
        at = anchor - (anchor - (start if start > reached else reached)) // step * step  # noqa: FURB136
        while highs[i] <= at:
            i += 1
        low = lows[i]
        while low < stop:
            if low > at:
                if low <= at + step:
                    starts.append(at)
                else:
                    starts += range(at, low, step)
            reached = highs[i]
            at = anchor - (anchor - reached) // step * step
            i += 1
            low = lows[i]
        if at < stop:
            starts += range(at, stop, step)
        if len(starts) > found:
            sources.append(provider.source)
            counts.append(len(starts) - found)
            found = len(starts)
    return starts, sources, counts


def _forbidden(question: Question, offer: Offer, first: Minute, before: Minute) -> _Spans:
    """Spans of forbidden starts, the last of them later than any start.

    The starts are sorted, and each end is raised to the highest so far: the minutes this adds to a span are
    forbidden by an earlier one.
    """
    timeline, request, duration = question.prepared.busy, question.request, question.duration
    lows: list[Minute] = []
    highs: list[Minute] = []
    if timeline.is_padded_alike(offer.profile) and not request.ignore_appointment_ids:
        # Appointments that touch forbid spans of starts that touch, so merged stretches need only be shifted.
        before_it, after_it = reach(question, offer, timeline)
        merged_starts, merged_ends = timeline.merged.overlapping(first - after_it, before + before_it)
        lows = [start - before_it + 1 for start in merged_starts]
        highs = [end + after_it for end in merged_ends]
        rivals = timeline.not_expired(request)
    else:
        rivals = rivals_around(question, offer, timeline, first, before)
    spans = question.too_far_ahead(first, before)
    spans += [padded_starts(row, duration, offer) for row in rivals]
    for block in question.blocks(offer, first, before + duration):
        if block.location_room_id in (None, offer.room_with(())):
            spans.append((block.starts_at - duration + 1, block.ends_at))
    if spans:
        spans += zip(lows, highs, strict=True)
        spans.sort()
        lows = [low for low, _ in spans]
        highs = list(accumulate((high for _, high in spans), max))
    lows.append(_NEVER)
    highs.append(_NEVER)
    return lows, highs
