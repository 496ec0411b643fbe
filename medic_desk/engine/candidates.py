"""Candidates and what takes them away, in every kind of world (engine-semantics 6 and 7).

Each start of a period's grid is a candidate. What stands in its way is kept as bits of one integer, its mask:
a bit for each lane padded and unpadded, for each resource taken, for each kind of refusal. Most candidates
share a few masks, so the verdict of each mask is worked out once, and candidates are not looked at one by
one: a mask holds for a stretch of starts.
"""

from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate
from typing import Final, NamedTuple

from medic_desk.engine.facts import Minute, Resource, ScheduleException
from medic_desk.engine.hours import Period
from medic_desk.engine.needs import first_combination
from medic_desk.engine.occupancy import EMPTY_TIMELINE, LANE, Merged, Occupation, Timeline
from medic_desk.engine.offers import Offer
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
    location: str | None


class Stretches(NamedTuple):
    """Stretches of minutes, in order: a start of the grid at any minute of one has its verdict.

    Columns, not rows: lists of numbers are made and gone through faster than many small tuples. For the same
    reason a stretch is ``[start + later, end - earlier)``, so that lists at hand need not be moved.
    """

    starts: list[Minute]
    ends: list[Minute]
    verdicts: list[Verdict]
    later: int = 0
    earlier: int = 0


NEVER: Final = 1 << 62
"""Later than any start."""

Columns = tuple[list[Minute], list[Minute]]
"""The starts of some spans, and their ends."""


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
        self.spans: dict[int, Columns] = {}
        """For some bits, the spans in which they are set for every candidate; these may overlap."""
        self._find_spans(first, before)

    def mask_at(self, instant: Minute) -> int:
        """The mask of one start."""
        mask = 0
        for bits, columns in self.spans.items():
            if any(start <= instant < end for start, end in zip(*columns, strict=True)):
                mask |= bits
        return mask

    def stretches(self, first: Minute) -> Stretches:
        """The stretches of starts that share a verdict, without a gap from ``first`` to ``NEVER``.

        Spans of the same bits may overlap. So each kind of bits has a field of its own in one number, which
        counts how many spans of the kind cover a minute, and the number is summed up over time.
        """
        width = max((len(starts) for starts, _ in self.spans.values()), default=0).bit_length()
        changes: defaultdict[Minute, int] = defaultdict(int, {first: 0, NEVER: 0})
        for n, (starts, ends) in enumerate(self.spans.values()):
            one = 1 << n * width
            for start in starts:
                changes[start] += one
            for end in ends:
                changes[end] -= one
        times = sorted(changes)
        sums = list(accumulate([changes[time] for time in times]))
        verdict_of = {number: self.verdict(self._mask_of(number, width)) for number in set(sums)}
        i = bisect_left(times, first)
        return Stretches(times[i:-1], times[i + 1 :], [verdict_of[number] for number in sums[i:-1]])

    def _mask_of(self, number: int, width: int) -> int:
        """The bits of which a number of ``stretches`` counts a span or more."""
        mask, field = 0, (1 << width) - 1
        for n, bits in enumerate(self.spans):
            if number >> n * width & field:
                mask |= bits
        return mask

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
        resource_ids = tuple(sorted(resource.id for resource in resources))
        return Verdict(tuple(reasons), lane, resource_id, resource_ids, room, self.offer.location)

    def _first_free_resources(self, mask: int) -> tuple[Resource, ...] | None:
        """The resources that meet the needs, in the order of the needs; None where they cannot be met."""
        free = [[resource for resource, bit in one if not mask & bit] for one in self.choices]
        if len(free) <= 1:
            return None if free and not free[0] else tuple(one[0] for one in free)
        return first_combination(free)

    def _find_spans(self, first: Minute, before: Minute) -> None:
        question, offer = self.question, self.offer
        self._find_spans_of_lanes(first, before)
        for bit, resource in enumerate(self.resources, self.first_resource_bit):
            self._find_spans_of_resource(1 << bit, resource, first, before)
        if first < question.past_before:
            self._add(self.past, first, question.past_before)
        if question.notice_before is not None:
            self._add(self.notice, first, question.notice_before)
        for start, end in question.too_far_ahead(first, before):
            self._add(self.horizon, start, end)
        for block in question.blocks(offer, first, before + question.duration):
            self._add(self._bits_of_block(block), block.starts_at - question.duration + 1, block.ends_at)

    def _find_spans_of_lanes(self, first: Minute, before: Minute) -> None:
        question, offer, lanes = self.question, self.offer, self.lanes
        timeline = question.prepared.busy
        # An appointment in a lane that these hours do not have takes every lane.
        every, taken = self.every_lane, {lane: 1 << lane - 1 for lane in range(1, lanes + 1)}
        if are_shiftable(question, offer, timeline):
            for lane, merged in timeline.merged_lanes.items():
                self._add_all(
                    taken.get(lane, every), shifted(question, offer, timeline, merged, first, before)
                )
        for row in rows_to_pad(question, offer, timeline, first, before):
            self._add(taken.get(row[LANE], every), *padded_starts(row, question.duration, offer))
        if self.wants_reasons:
            for row in rivals_around(question, offer, timeline, first, before):
                bits = taken.get(row[LANE], every) << lanes
                self._add(bits, row[START] - question.duration + 1, row[END])

    def _find_spans_of_resource(self, bits: int, resource: Resource, first: Minute, before: Minute) -> None:
        question, offer = self.question, self.offer
        timeline = question.prepared.claimed.get(resource.id, EMPTY_TIMELINE)
        if are_shiftable(question, offer, timeline):
            self._add_all(bits, shifted(question, offer, timeline, timeline.merged, first, before))
        for row in rows_to_pad(question, offer, timeline, first, before):
            self._add(bits, *padded_starts(row, question.duration, offer))

    def _add_all(self, bits: int, columns: Columns) -> None:
        starts, ends = self.spans.setdefault(bits, ([], []))
        starts += columns[0]
        ends += columns[1]

    def _add(self, bits: int, start: Minute, end: Minute) -> None:
        self._add_all(bits, ([start], [end]))

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


def are_shiftable(question: Question, offer: Offer, timeline: Timeline) -> bool:
    """Whether ``shifted`` is right for a timeline: every occupation is padded alike, and none is ignored."""
    return timeline.is_padded_alike(offer.profile) and not question.request.ignore_appointment_ids


def shifted(
    question: Question, offer: Offer, timeline: Timeline, merged: Merged, first: Minute, before: Minute
) -> Columns:
    """The starts that merged stretches of a timeline forbid, by start.

    Appointments that touch forbid spans of starts that touch, so stretches need only be shifted.
    """
    before_it, after_it = reach(question, offer, timeline)
    starts, ends = merged.overlapping(first - after_it, before + before_it)
    return [start - before_it + 1 for start in starts], [end + after_it for end in ends]


def rows_to_pad(
    question: Question, offer: Offer, timeline: Timeline, first: Minute, before: Minute
) -> list[Occupation]:
    """The occupations to pad one by one: those that expire, or all where stretches are not ``shiftable``."""
    if are_shiftable(question, offer, timeline):
        return timeline.not_expired(question.request)
    return rivals_around(question, offer, timeline, first, before)


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
