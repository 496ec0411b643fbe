"""When starts are free: stretches of minutes at which an offer has one verdict.

An everyday offer, one patient at a time and no resource needed, is free where no span of forbidden starts
covers the minute: its stretches are what lies between the spans. Every other offer is asked of its obstacles.
Tests hold both ways equal.
"""

from itertools import accumulate, compress

from medic_desk.engine.candidates import (
    NEVER,
    Obstacles,
    Stretches,
    Verdict,
    are_shiftable,
    padded_starts,
    reach,
    rivals_around,
)
from medic_desk.engine.facts import Minute
from medic_desk.engine.offers import Offer
from medic_desk.engine.question import Question


def free_stretches(question: Question, offer: Offer, first: Minute, before: Minute) -> Stretches:
    """The stretches of ``[first, before)`` at which an offer's starts are free, in order.

    They may reach beyond ``before``, some may be empty, and neighbours may have equal verdicts.
    """
    if offer.refuses_location:
        return Stretches([], [], [])
    if offer.needs or offer.profile.max_parallel_sessions != 1:
        return free_among_obstacles(question, offer, first, before)
    return _free_of_one_lane(question, offer, first, before)


def free_among_obstacles(question: Question, offer: Offer, first: Minute, before: Minute) -> Stretches:
    """The same by the way that is right for every offer."""
    obstacles = Obstacles(question, offer, first, before, wants_reasons=False)
    starts, ends, verdicts, *_ = obstacles.stretches(first)
    is_free = [not verdict.reasons for verdict in verdicts]
    return Stretches(
        list(compress(starts, is_free)), list(compress(ends, is_free)), list(compress(verdicts, is_free))
    )


def judged_stretches(question: Question, offer: Offer, first: Minute, before: Minute) -> Stretches:
    """Free and refused stretches of ``[first, before)``, with every reason of those that are refused."""
    return Obstacles(question, offer, first, before, wants_reasons=True).stretches(first)


def _free_of_one_lane(question: Question, offer: Offer, first: Minute, before: Minute) -> Stretches:
    """The free stretches of an offer of one lane that needs nothing."""
    timeline, duration = question.prepared.busy, question.duration
    room = offer.room_with(())
    verdict = Verdict((), 1, None, (), room, offer.location)
    starts: list[Minute] = []
    ends: list[Minute] = []
    before_it, after_it = reach(question, offer, timeline)
    if are_shiftable(question, offer, timeline):
        starts, ends = timeline.merged.overlapping(first - after_it, before + before_it)
        rows = timeline.not_expired(question.request)
    else:
        rows = rivals_around(question, offer, timeline, first, before)
    spans = question.too_far_ahead(first, before)
    if rows:
        spans += [padded_starts(row, duration, offer) for row in rows]
    for block in question.blocks(offer, first, before + duration):
        if block.location_room_id in (None, room):
            spans.append((block.starts_at - duration + 1, block.ends_at))
    if not spans:
        free = [verdict] * (len(ends) + 1)
        return Stretches([first - after_it, *ends], [*starts, NEVER], free, after_it, before_it - 1)
    spans += [(start - before_it + 1, end + after_it) for start, end in zip(starts, ends, strict=True)]
    spans.sort()
    # The highest end so far: the minutes that this takes from a stretch are forbidden by an earlier span.
    lows = list(accumulate([max(end, first) for _, end in spans], max, initial=first))
    highs = [start for start, _ in spans]
    return Stretches(lows, [*highs, NEVER], [verdict] * len(lows))
