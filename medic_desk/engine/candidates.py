"""Candidates and what takes them away: the general road, for every kind of world (engine-semantics 6 and 7).

Each start of a period's grid is a position. What stands in its way is painted onto the positions as bits of
one mask: a bit for each lane padded and unpadded, for each resource taken, for each kind of refusal. Most
positions share a handful of masks, so each mask is judged once.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from medic_desk.engine.facts import Minute, Resource, ScheduleException
from medic_desk.engine.hours import Period, are_disjoint
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
    """The bits of one offer of a question, what paints them, and what a mask of them means.

    Where only free starts are wanted, what merely tells ``busy`` from ``buffer`` is left out.
    """

    def __init__(
        self, question: Question, offer: Offer, first: Minute, before: Minute, *, wants_reasons: bool
    ) -> None:
        self.question = question
        self.offer = offer
        self.wants_reasons = wants_reasons
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

    def mask_at(self, instant: Minute) -> int:
        """The bits of one start."""
        mask = 0
        for start, end, bits in self.strokes:
            if start <= instant < end:
                mask |= bits
        return mask

    def verdicts(self, starts: list[Minute]) -> list[Verdict]:
        """What each of these starts is, which are sorted and differ."""
        count = len(starts)
        painted = [0] * count
        first = 0
        for start, end, bits in sorted(self.strokes):
            while first < count and starts[first] < start:
                first += 1
            i = first
            while i < count and starts[i] < end:
                painted[i] |= bits
                i += 1
        known = {mask: self.judged(mask) for mask in set(painted)}
        return [known[mask] for mask in painted]

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
            taken = 1 << bit
            spans = padded_spans(question, offer, timeline, first, before)
            strokes += [(start, end, taken) for start, end, _ in spans]
        for block in question.blocks(offer, first, before + question.duration):
            start = block.starts_at - question.duration + 1
            strokes.append((start, block.ends_at, self._bits_of_block(block)))
        return strokes

    def _strokes_of_lanes(self, first: Minute, before: Minute) -> list[Stroke]:
        question, offer, lanes = self.question, self.offer, self.lanes
        timeline = question.prepared.busy
        # One in a lane that these hours do not have takes every lane.
        every, taken = self.every_lane, {lane: 1 << lane - 1 for lane in range(1, lanes + 1)}
        spans = padded_spans(question, offer, timeline, first, before)
        strokes = [(start, end, taken.get(lane, every)) for start, end, lane in spans]
        if self.wants_reasons:
            strokes += [
                (row[0] - question.duration + 1, row[1], taken.get(row[4], every) << lanes)
                for row in rivals_around(question, offer, timeline, first, before)
            ]
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
    start, end, before, after, _, _, _ = row
    _, least_before, least_after, *_ = offer.profile
    return (
        start - max(before, least_before) - offer.after - duration + 1,
        end + max(after, least_after) + offer.before,
    )


def padded_spans(
    question: Question, offer: Offer, timeline: Timeline, first: Minute, before: Minute
) -> list[tuple[Minute, Minute, int]]:
    """The starts that a timeline's occupations forbid once padded, as spans with their lanes."""
    request, duration = question.request, question.duration
    if request.ignore_appointment_ids or not timeline.is_padded_alike(offer.profile):
        rows = rivals_around(question, offer, timeline, first, before)
        return [(*padded_starts(row, duration, offer), row[4]) for row in rows]
    # What touches in time touches on the axis of starts too, so merged stretches need only be shifted.
    before_it, after_it = reach(question, offer, timeline)
    spans = [(*padded_starts(row, duration, offer), row[4]) for row in timeline.live_holds(request)]
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

    A verdict hangs on the start and the offer alone, not on the period. Offers that differ in what does not
    touch it (interval, priority, scopes) share their verdicts.
    """
    grids = [grid(question, period, first, before) for period in periods]
    keys = [None if offer is None else (offer.profile[1:4], offer[1:-1]) for offer in question.offers]
    alike: dict[object, list[int]] = {}
    for i, period in enumerate(periods):
        alike.setdefault(keys[period[3].profile_number], []).append(i)
    verdicts: list[list[Verdict]] = [[]] * len(periods)
    disjoint = are_disjoint(periods)
    for members in alike.values():
        offer = question.offer_by(periods[members[0]][3])
        canvas = Canvas(question, offer, first, before, wants_reasons=wants_reasons)
        starts = list(chain.from_iterable([grids[i] for i in members]))
        if disjoint:
            shared = iter(canvas.verdicts(starts))
            for i in members:
                verdicts[i] = list(islice(shared, len(grids[i])))
        else:
            starts = sorted(set(starts))
            by_start = dict(zip(starts, canvas.verdicts(starts), strict=True))
            for i in members:
                verdicts[i] = [by_start[start] for start in grids[i]]
    for period, positions, known in zip(periods, grids, verdicts, strict=True):
        yield period, question.offer_by(period[3]), positions, known
