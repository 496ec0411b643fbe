"""Candidates and what takes them away: the general road, for every kind of world (engine-semantics 6 and 7).

Each start of a period's grid is a position. What stands in its way is painted onto the positions as bits of
one mask: a bit for each lane padded and unpadded, for each resource taken, for each kind of refusal. Most
positions of a period share a handful of masks, so each mask is judged once.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from medic_desk.engine.facts import Minute, Resource, ScheduleException
from medic_desk.engine.hours import Period
from medic_desk.engine.occupancy import EMPTY_TIMELINE, Occupation, Timeline
from medic_desk.engine.offers import Offer
from medic_desk.engine.question import Question


class Verdict(NamedTuple):
    """What a mask says of a candidate."""

    reasons: tuple[str, ...]
    """Sorted; none where the candidate is free."""
    lane: int
    """The lowest free lane, 0 where there is none."""
    resource_id: str | None
    room: str | None


Stroke = tuple[Minute, Minute, int]
"""Bits that hold for the starts in ``[start, end)``."""


class Canvas:
    """The bits of one offer of a question, what paints them, and what a mask of them means."""

    def __init__(self, question: Question, offer: Offer, first: Minute, before: Minute) -> None:
        self.question = question
        self.offer = offer
        self.lanes = offer.profile.max_parallel_sessions
        self.every_lane = (1 << self.lanes) - 1
        self.first_resource_bit = 2 * self.lanes
        bit = self.first_resource_bit + len(offer.resources)
        self.past, self.notice = 1 << bit, 2 << bit
        self.horizon, self.blocked = 4 << bit, 8 << bit
        self._next_bit = bit + 4
        self.room_bits: dict[str, int] = {}
        """Bits of blocked rooms, which matter to the slots that would be in them."""
        self.strokes = self._strokes(first, before)
        self._verdicts: dict[int, Verdict] = {}

    def mask_at(self, instant: Minute) -> int:
        """The bits of one start."""
        mask = 0
        for start, end, bits in self.strokes:
            if start <= instant < end:
                mask |= bits
        return mask

    def verdict(self, mask: int) -> Verdict:
        """What a position's mask says; judged once for each mask."""
        known = self._verdicts.get(mask)
        if known is None:
            known = self._verdicts[mask] = self.judged(mask)
        return known

    def judged(self, mask: int) -> Verdict:
        """What a mask says."""
        reasons = []
        free_lanes = ~mask & self.every_lane
        if not free_lanes:
            reasons.append("busy" if mask >> self.lanes & self.every_lane == self.every_lane else "buffer")
        resource = self._first_free_resource(mask)
        if self.offer.needs_resource and resource is None:
            reasons.append("resource")
        room = self.offer.room_with(resource)
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
        return Verdict(tuple(reasons), lane, None if resource is None else resource.id, room)

    def _first_free_resource(self, mask: int) -> Resource | None:
        for bit, resource in enumerate(self.offer.resources, self.first_resource_bit):
            if not mask >> bit & 1:
                return resource
        return None

    def _strokes(self, first: Minute, before: Minute) -> list[Stroke]:
        question, offer = self.question, self.offer
        strokes = self._strokes_of_lanes(first, before)
        if first < question.past_before:
            strokes.append((first, question.past_before, self.past))
        if question.notice_before is not None:
            strokes.append((first, question.notice_before, self.notice))
        for start, end in question.too_far_ahead(first, before):
            strokes.append((start, end, self.horizon))
        for bit, resource in enumerate(offer.resources, self.first_resource_bit):
            timeline = question.prepared.claimed.get(resource.id, EMPTY_TIMELINE)
            for row in rivals_around(question, offer, timeline, first, before):
                start, end = padded_starts(row, question.duration, offer)
                strokes.append((start, end, 1 << bit))
        for block in question.blocks(offer, first, before + question.duration):
            start = block.starts_at - question.duration + 1
            strokes.append((start, block.ends_at, self._bits_of_block(block)))
        return strokes

    def _strokes_of_lanes(self, first: Minute, before: Minute) -> list[Stroke]:
        question, offer, lanes = self.question, self.offer, self.lanes
        strokes: list[Stroke] = []
        raw_before = question.duration - 1
        for row in rivals_around(question, offer, question.prepared.busy, first, before):
            start, end, _, _, lane, _, _ = row
            # One in a lane that these hours do not have takes every lane.
            taken = self.every_lane if lane > lanes else 1 << lane - 1
            padded_start, padded_end = padded_starts(row, question.duration, offer)
            strokes.append((padded_start, padded_end, taken))
            strokes.append((start - raw_before, end, taken << lanes))
        return strokes

    def _bits_of_block(self, block: ScheduleException) -> int:
        room = block.location_room_id
        if room is None:
            return self.blocked
        if room not in self.room_bits:
            self.room_bits[room] = 1 << self._next_bit
            self._next_bit += 1
        bits = self.room_bits[room]
        for bit, resource in enumerate(self.offer.resources, self.first_resource_bit):
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
    start, end, before, after = row[:4]
    return (
        start - max(before, offer.profile.buffer_before_minutes) - offer.after - duration + 1,
        end + max(after, offer.profile.buffer_after_minutes) + offer.before,
    )


def grid(question: Question, period: Period, first: Minute, before: Minute) -> range:
    """The starts of a period in ``[first, before)`` whose whole visit lies inside it (engine-semantics 6)."""
    start, end, anchor, provider = period
    step = question.request.free_step_minutes
    if step is None:
        step = question.offer_by(provider).profile.slot_interval_minutes
    else:
        anchor = 0
    earliest = max(start, first)
    return range(anchor - (anchor - earliest) // step * step, min(end - question.duration + 1, before), step)


def masks(positions: range, strokes: list[Stroke]) -> list[int]:
    """For each position the bits of all strokes over it."""
    begin, step, count = positions.start, positions.step, len(positions)
    painted = [0] * count
    for start, end, bits in strokes:
        low = -((begin - start) // step) if start > begin else 0
        high = min(count, -((begin - end) // step))
        for i in range(low, high):
            painted[i] |= bits
    return painted


def judged(
    question: Question, periods: list[Period], first: Minute, before: Minute
) -> Iterator[tuple[Period, Offer, range, list[Verdict]]]:
    """For each period, sorted by start, the candidates in ``[first, before)`` with a verdict for each."""
    canvases: dict[int, Canvas] = {}
    progress: dict[int, tuple[int, list[Stroke]]] = {}
    for period in periods:
        start, _, _, provider = period
        positions = grid(question, period, first, before)
        if not positions:
            continue
        number = provider.profile_number
        offer = question.offer_by(provider)
        canvas = canvases.get(number)
        if canvas is None:
            canvas = canvases[number] = Canvas(question, offer, first, before)
            canvas.strokes.sort(key=itemgetter(0))
            progress[number] = (0, [])
        # Periods come sorted by start, so a stroke that ends before one can be forgotten.
        taken, alive = progress[number]
        alive = [stroke for stroke in alive if stroke[1] > start]
        strokes = canvas.strokes
        while taken < len(strokes) and strokes[taken][0] < positions.stop:
            if strokes[taken][1] > start:
                alive.append(strokes[taken])
            taken += 1
        progress[number] = taken, alive
        yield period, offer, positions, [canvas.verdict(mask) for mask in masks(positions, alive)]
