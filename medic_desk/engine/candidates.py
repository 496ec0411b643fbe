"""Candidates and what takes them away: the general path, for every kind of world (engine-semantics 6 and 7).

Each start of a period's grid is a candidate. What stands in its way is kept as bits of one integer, its mask:
a bit for each lane padded and unpadded, for each resource taken, for each kind of refusal. Most candidates
share a few masks, so the verdict of each mask is worked out once.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from medic_desk.engine.facts import Minute, Resource, ScheduleException
from medic_desk.engine.hours import Period, are_disjoint
from medic_desk.engine.needs import first_combination
from medic_desk.engine.occupancy import EMPTY_TIMELINE, LANE, Occupation, Timeline
from medic_desk.engine.offers import Offer
from medic_desk.engine.profile import Profile
from medic_desk.engine.question import Question
from medic_desk.engine.spans import END, START


class Verdict(NamedTuple):
    """What a mask means for a candidate."""

    reasons: tuple[str, ...]
    """Sorted; none where the candidate is free."""
    lane: int
    """The lowest free lane, 0 where there is none."""
    resource_id: str | None
    """The resource that serves the first need of the type that the consultation mode asks for."""
    resource_ids: tuple[str, ...]
    """All that it takes, sorted."""
    room: str | None


BitSpan = tuple[Minute, Minute, int]
"""Start, end and the bits that are set for every candidate in ``[start, end)``."""


class Obstacles:
    """What stands in the way of one offer's candidates, as bits, and what a mask of these bits means.

    Where only free starts are wanted, the bits that merely tell ``busy`` from ``buffer`` are left out.
    """

    def __init__(
        self, question: Question, offer: Offer, first: Minute, before: Minute, *, wants_reasons: bool
    ) -> None:
        self.question = question
        self.offer = offer
        self.wants_reasons = wants_reasons
        self.lanes = offer.profile.max_parallel_sessions
        self.every_lane = (1 << self.lanes) - 1
        self.resources = offer.resources()
        self.first_resource_bit = 2 * self.lanes
        bit = self.first_resource_bit + len(self.resources)
        number = {resource.id: n for n, resource in enumerate(self.resources, self.first_resource_bit)}
        self.choices = [[(one, 1 << number[one.id]) for one in need.choices] for need in offer.needs]
        """For each need the resources that fit it, with their bits."""
        self.past, self.notice = 1 << bit, 2 << bit
        self.horizon, self.blocked = 4 << bit, 8 << bit
        self._next_bit = bit + 4
        self.room_bits: dict[str, int] = {}
        """Bits of blocked rooms, which matter to the slots that would be in them."""
        self.spans = self._spans(first, before)

    def mask_at(self, instant: Minute) -> int:
        """The mask of one start."""
        mask = 0
        for start, end, bits in self.spans:
            if start <= instant < end:
                mask |= bits
        return mask

    def verdicts(self, starts: list[Minute]) -> list[Verdict]:
        """The verdicts of these starts, which must be sorted and all different."""
        count = len(starts)
        masks = [0] * count
        first = 0
        for start, end, bits in sorted(self.spans):
            while first < count and starts[first] < start:
                first += 1
            i = first
            while i < count and starts[i] < end:
                masks[i] |= bits
                i += 1
        known = {mask: self.verdict(mask) for mask in set(masks)}
        return [known[mask] for mask in masks]

    def verdict(self, mask: int) -> Verdict:
        """What a mask means."""
        reasons = []
        free_lanes = ~mask & self.every_lane
        if not free_lanes:
            reasons.append("busy" if mask >> self.lanes & self.every_lane == self.every_lane else "buffer")
        resources = self._first_free_resources(mask)
        if resources is None:
            reasons.append("resource")
            resources = ()
        room = self.offer.room_with(resources)
        if mask & self.blocked or (room is not None and mask & self.room_bits.get(room, 0)):
            reasons.append("blocked")
        if self.offer.refuses_location:
            reasons.append("location")
        if mask & self.past:
            reasons.append("past")
        if mask & self.notice:
            reasons.append("notice")
        if mask & self.horizon:
            reasons.append("horizon")
        reasons.sort()
        lane = (free_lanes & -free_lanes).bit_length()
        first = self.offer.first_of_mode
        resource_id = resources[first].id if resources and first is not None else None
        return Verdict(tuple(reasons), lane, resource_id, tuple(sorted(r.id for r in resources)), room)

    def _first_free_resources(self, mask: int) -> tuple[Resource, ...] | None:
        """The resources that meet the needs, in the order of the needs; None where they cannot be met."""
        free = [[resource for resource, bit in one if not mask & bit] for one in self.choices]
        if len(free) <= 1:
            return None if free and not free[0] else tuple(one[0] for one in free)
        return first_combination(free)

    def _spans(self, first: Minute, before: Minute) -> list[BitSpan]:
        question, offer = self.question, self.offer
        spans = self._spans_of_lanes(first, before)
        if first < question.past_before:
            spans.append((first, question.past_before, self.past))
        if question.notice_before is not None:
            spans.append((first, question.notice_before, self.notice))
        for start, end in question.too_far_ahead(first, before):
            spans.append((start, end, self.horizon))
        for bit, resource in enumerate(self.resources, self.first_resource_bit):
            timeline = question.prepared.claimed.get(resource.id, EMPTY_TIMELINE)
            taken = 1 << bit
            padded = padded_spans(question, offer, timeline, first, before)
            spans += [(start, end, taken) for start, end, _ in padded]
        for block in question.blocks(offer, first, before + question.duration):
            start = block.starts_at - question.duration + 1
            spans.append((start, block.ends_at, self._bits_of_block(block)))
        return spans

    def _spans_of_lanes(self, first: Minute, before: Minute) -> list[BitSpan]:
        question, offer, lanes = self.question, self.offer, self.lanes
        timeline = question.prepared.busy
        # An appointment in a lane that these hours do not have takes every lane.
        every, taken = self.every_lane, {lane: 1 << lane - 1 for lane in range(1, lanes + 1)}
        padded = padded_spans(question, offer, timeline, first, before)
        spans = [(start, end, taken.get(lane, every)) for start, end, lane in padded]
        if self.wants_reasons:
            spans += [
                (row[START] - question.duration + 1, row[END], taken.get(row[LANE], every) << lanes)
                for row in rivals_around(question, offer, timeline, first, before)
            ]
        return spans

    def _bits_of_block(self, block: ScheduleException) -> int:
        room = block.location_room_id
        if room is None:
            return self.blocked
        if room not in self.room_bits:
            self.room_bits[room] = 1 << self._next_bit
            self._next_bit += 1
        bits = self.room_bits[room]
        for bit, resource in enumerate(self.resources, self.first_resource_bit):
            if resource.location_room_id == room:
                bits |= 1 << bit
        return bits


def rivals_around(
    question: Question, offer: Offer, timeline: Timeline, first: Minute, before: Minute
) -> list[Occupation]:
    """The occupations that may, padded, stand in the way of a start in ``[first, before)``."""
    before_it, after_it = reach(question, offer, timeline)
    low, high = timeline.around(first - after_it, before + before_it)
    return timeline.occupying(low, high, question.request)


def reach(question: Question, offer: Offer, timeline: Timeline) -> tuple[int, int]:
    """How far before its start, and after its end, an occupation of the timeline can forbid a start."""
    profile = offer.profile
    return (
        max(timeline.most_before, profile.buffer_before_minutes) + offer.after + question.duration,
        max(timeline.most_after, profile.buffer_after_minutes) + offer.before,
    )


def padded_starts(row: Occupation, duration: int, offer: Offer) -> tuple[Minute, Minute]:
    """The starts that an occupation forbids once both sides are padded (engine-semantics 7, Padding)."""
    start, end, before, after, _, _, _ = row
    profile = offer.profile
    return (
        start - max(before, profile.buffer_before_minutes) - offer.after - duration + 1,
        end + max(after, profile.buffer_after_minutes) + offer.before,
    )


def overlaps_padded(row: Occupation, question: Question, offer: Offer, instant: Minute) -> bool:
    """Whether an occupation, once padded, stands in the way of one start."""
    first, before = padded_starts(row, question.duration, offer)
    return first <= instant < before


def padded_spans(
    question: Question, offer: Offer, timeline: Timeline, first: Minute, before: Minute
) -> list[tuple[Minute, Minute, int]]:
    """The starts that a timeline's occupations forbid once padded, as spans with their lanes."""
    request, duration = question.request, question.duration
    if request.ignore_appointment_ids or not timeline.is_padded_alike(offer.profile):
        rows = rivals_around(question, offer, timeline, first, before)
        return [(*padded_starts(row, duration, offer), row[LANE]) for row in rows]
    # Appointments that touch forbid spans of starts that touch, so merged stretches need only be shifted.
    before_it, after_it = reach(question, offer, timeline)
    spans = [(*padded_starts(row, duration, offer), row[LANE]) for row in timeline.not_expired(request)]
    for lane, merged in timeline.merged_lanes.items():
        starts, ends = merged.overlapping(first - after_it, before + before_it)
        spans += [
            (start - before_it + 1, end + after_it, lane) for start, end in zip(starts, ends, strict=True)
        ]
    return spans


def grid(question: Question, period: Period, first: Minute, before: Minute) -> range:
    """A period's starts in ``[first, before)`` whose appointment lies wholly inside (engine-semantics 6)."""
    start, end, anchor, provider = period
    step = question.request.free_step_minutes
    if step is None:
        step = question.offer_by(provider).profile.slot_interval_minutes
    else:
        anchor = 0
    earliest = max(start, first)
    return range(anchor - (anchor - earliest) // step * step, min(end - question.duration + 1, before), step)


def judged(
    question: Question, periods: list[Period], first: Minute, before: Minute, *, wants_reasons: bool
) -> Iterator[tuple[Period, Offer, range, list[Verdict]]]:
    """For each period its candidates in ``[first, before)``, with a verdict for each.

    A verdict depends on the start and the offer alone, not on the period. Offers that differ only in their
    interval, priority or scopes share their verdicts.
    """
    grids = [grid(question, period, first, before) for period in periods]
    keys = [None if offer is None else _verdict_key(offer) for offer in question.offers]
    alike: dict[object, list[int]] = {}
    for i, (*_, provider) in enumerate(periods):
        alike.setdefault(keys[provider.profile_number], []).append(i)
    verdicts: list[list[Verdict]] = [[]] * len(periods)
    disjoint = are_disjoint(periods)
    for members in alike.values():
        *_, provider = periods[members[0]]
        offer = question.offer_by(provider)
        obstacles = Obstacles(question, offer, first, before, wants_reasons=wants_reasons)
        starts = list(chain.from_iterable([grids[i] for i in members]))
        if disjoint:
            shared = iter(obstacles.verdicts(starts))
            for i in members:
                verdicts[i] = list(islice(shared, len(grids[i])))
        else:
            starts = sorted(set(starts))
            by_start = dict(zip(starts, obstacles.verdicts(starts), strict=True))
            for i in members:
                verdicts[i] = [by_start[start] for start in grids[i]]
    for period, positions, known in zip(periods, grids, verdicts, strict=True):
        *_, provider = period
        yield period, question.offer_by(provider), positions, known


def _verdict_key(offer: Offer) -> Offer:
    """The offer with everything that no verdict depends on set to a default: interval, priority, scopes."""
    profile = Profile(
        buffer_before_minutes=offer.profile.buffer_before_minutes,
        buffer_after_minutes=offer.profile.buffer_after_minutes,
        max_parallel_sessions=offer.profile.max_parallel_sessions,
    )
    return offer._replace(profile=profile, rank=(0, 0))
