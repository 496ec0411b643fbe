"""What occupies a doctor's lanes and a resource: appointments and claims, sorted once (engine-semantics 7).

An existing ``[a, b)`` that is padded to ``[a - p, b + q)`` and a candidate of ``d`` minutes padded with ``k``
before and ``l`` after overlap exactly when the candidate starts in ``(a - p - l - d, b + q + k)``. So the
appointments that stand in a candidate's way become a sorted list of spans of forbidden starts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate
from operator import itemgetter
from typing import Final

from medic_desk.engine.facts import Appointment, Claim, Minute, Request, Service
from medic_desk.engine.profile import Profile
from medic_desk.engine.spans import END, START, Span, union

OCCUPYING_STATUSES = frozenset({"pending", "confirmed", "completed", "held"})
"""Statuses that occupy; ``held`` and ``pending`` do while they have not expired."""

Occupation = tuple[Minute, Minute, int, int, int, str, datetime | None]
"""A stretch of time that an appointment, or its claim of a resource, takes.

Start, end, the paddings before and after that the appointment's own type asks for (minutes), lane, the
appointment's id, and for a hold or a request the moment from which it occupies no longer. A plain tuple,
because the garbage collector need not track tuples of plain values, and a clinic has thousands of them. Its
places are named START and END, as in a span, and below.
"""

PADDING_BEFORE: Final = 2
PADDING_AFTER: Final = 3
LANE: Final = 4
APPOINTMENT_ID: Final = 5
EXPIRES_AT: Final = 6


class Merged:
    """The stretches that some occupation covers, sorted; those that touch are joined."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        merged = union(spans)
        self.starts = [start for start, _ in merged]
        self.ends = [end for _, end in merged]

    def overlapping(self, start: Minute, end: Minute) -> tuple[list[Minute], list[Minute]]:
        """Starts and ends of the stretches that overlap ``[start, end)``."""
        low = bisect_right(self.ends, start)
        high = max(low, bisect_left(self.starts, end))
        return self.starts[low:high], self.ends[low:high]


class Timeline:
    """Occupations sorted by start, with what is needed to find those around a span by bisection.

    ``latest[i]`` is the latest end of the first ``i + 1``: it never falls, so that it can be bisected too.
    ``merged``, and ``merged_lanes`` for each lane, are the stretches covered by occupations that never
    expire; the others are the ``expiring`` ones: holds, and requests that nobody has answered.
    """

    __slots__ = (
        "expiring", "latest", "least_after", "least_before", "merged", "merged_lanes", "most_after",
        "most_before", "rows", "starts",
    )  # fmt: skip

    def __init__(self, occupations: Iterable[Occupation]) -> None:
        self.rows = sorted(occupations, key=itemgetter(START))
        columns = list(zip(*self.rows, strict=True)) or [()] * 7
        starts, ends, befores, afters, lanes, _, _ = columns
        self.starts = list(starts)
        self.latest = list(accumulate(ends, max))
        self.least_before, self.most_before = min(befores, default=0), max(befores, default=0)
        self.least_after, self.most_after = min(afters, default=0), max(afters, default=0)
        self.expiring = [row for row in self.rows if row[EXPIRES_AT] is not None]
        permanent = [row for row in self.rows if row[EXPIRES_AT] is None] if self.expiring else self.rows
        self.merged = Merged(_spans(permanent))
        self.merged_lanes = dict.fromkeys(lanes, self.merged)
        if len(self.merged_lanes) > 1:
            for lane in self.merged_lanes:
                self.merged_lanes[lane] = Merged(_spans(row for row in permanent if row[LANE] == lane))

    def around(self, start: Minute, end: Minute) -> tuple[int, int]:
        """The index range of the rows that may overlap ``[start, end)``; some in it may not."""
        low = bisect_right(self.latest, start)
        return low, max(low, bisect_left(self.starts, end))

    def is_padded_alike(self, profile: Profile) -> bool:
        """Whether every row, beside hours of this profile, is padded alike: by the longest padding of all."""
        return (
            self.least_before == self.most_before or self.most_before <= profile.buffer_before_minutes
        ) and (self.least_after == self.most_after or self.most_after <= profile.buffer_after_minutes)

    def not_expired(self, request: Request) -> list[Occupation]:
        """The expiring ones that still occupy at the request's ``now``."""
        return [row for row in self.expiring if _is_live(row, request.now)]

    def occupying(self, low: int, high: int, request: Request) -> list[Occupation]:
        """The rows of an index range that occupy at the request's ``now`` and are not ignored by it."""
        rows = self.rows[low:high]
        if self.expiring:
            now = request.now
            rows = [row for row in rows if _is_live(row, now)]
        if request.ignore_appointment_ids:
            ignored = request.ignore_appointment_ids
            rows = [row for row in rows if row[APPOINTMENT_ID] not in ignored]
        return rows


def _spans(rows: Iterable[Occupation]) -> Iterable[Span]:
    return map(itemgetter(START, END), rows)


def _is_live(row: Occupation, now: datetime) -> bool:
    """Whether the occupation never expires, or has not expired at ``now``."""
    expires_at = row[EXPIRES_AT]
    return expires_at is None or expires_at > now


EMPTY_TIMELINE = Timeline(())


def timeline_of_doctor(
    doctor_id: str, appointments: Iterable[Appointment], services: Mapping[str, Service]
) -> Timeline:
    """What the doctor's own appointments take, in lanes."""
    padding_of = _paddings(services)
    occupations: list[Occupation] = []
    # Taken apart, not read by name: a full calendar has thousands of appointments.
    for id_, doctor, start, end, status, type_id, lane, hold_ends, request_ends in appointments:
        if doctor == doctor_id and status in OCCUPYING_STATUSES:
            before, after = padding_of.get(type_id, _NO_PADDING)
            expiry = None if status == "confirmed" else _expiry(status, hold_ends, request_ends)
            occupations.append((start, end, before, after, lane, id_, expiry))
    return Timeline(occupations)


def timelines_of_resources(
    claims: Iterable[Claim], appointments: Iterable[Appointment], services: Mapping[str, Service]
) -> dict[str, Timeline]:
    """What active claims take of each resource, of any doctor; claims have times of their own."""
    active = [claim for claim in claims if claim.status == "active"]
    if not active:
        return {}
    padding_of = _paddings(services)
    by_id = {one.id: one for one in appointments if one.status in OCCUPYING_STATUSES}
    taken: dict[str, list[Occupation]] = {}
    for _, appointment_id, resource_id, start, end, _ in active:
        if appointment_id in by_id:
            _, _, _, _, status, type_id, lane, hold_ends, request_ends = by_id[appointment_id]
            before, after = padding_of.get(type_id, _NO_PADDING)
            expiry = _expiry(status, hold_ends, request_ends)
            taken.setdefault(resource_id, []).append(
                (start, end, before, after, lane, appointment_id, expiry)
            )
    return {resource_id: Timeline(occupations) for resource_id, occupations in taken.items()}


_NO_PADDING = (0, 0)


def _paddings(services: Mapping[str, Service]) -> dict[str | None, tuple[int, int]]:
    """Minutes before and after the appointments of each service; one of no known service has none."""
    return {key: (one.buffer_before_minutes, one.buffer_after_minutes) for key, one in services.items()}


def _expiry(status: str, hold_ends: datetime | None, request_ends: datetime | None) -> datetime | None:
    """The moment from which an appointment occupies no longer; None for one that always does."""
    return {"held": hold_ends, "pending": request_ends}.get(status)
