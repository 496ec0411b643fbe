"""What occupies a doctor's lanes and a resource: appointments and claims, sorted once (engine-semantics 7).

An existing ``[a, b)`` that is padded to ``[a - p, b + q)`` and a candidate of ``d`` minutes padded with ``k``
before and ``l`` after overlap exactly when the candidate starts in ``(a - p - l - d, b + q + k)``. So all
that can stand in a candidate's way is a sorted list of spans of forbidden starts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from medic_desk.engine.facts import Appointment, Claim, Minute, Request, Service

OCCUPYING_STATUSES = frozenset({"pending", "confirmed", "completed"})
"""Statuses that occupy whatever the time; ``held`` does while it has not expired."""


class Occupation(NamedTuple):
    """A stretch of time that an appointment, or its claim of a resource, takes."""

    start: Minute
    end: Minute
    before: int
    """Padding of the appointment's own type, minutes; the candidate's period may ask for more."""
    after: int
    lane: int
    appointment_id: str
    expires: datetime | None
    """For a hold: the moment from which it occupies no longer."""


class Timeline:
    """Occupations sorted by start, with what it takes to find those around a span at once.

    ``latest[i]`` is the latest end of the first ``i + 1``: it only rises, so that it can be bisected too.
    """

    __slots__ = ("expiring", "latest", "most_after", "most_before", "pads", "rows", "starts")

    def __init__(self, occupations: Iterable[Occupation]) -> None:
        self.rows = sorted(occupations, key=itemgetter(0))
        self.starts = [row[0] for row in self.rows]
        self.latest = list(accumulate([row[1] for row in self.rows], max))
        self.pads = {(row[2], row[3]) for row in self.rows}
        self.most_before = max((before for before, _ in self.pads), default=0)
        self.most_after = max((after for _, after in self.pads), default=0)
        self.expiring = any(row[6] is not None for row in self.rows)

    def around(self, start: Minute, end: Minute) -> tuple[int, int]:
        """The index range of the rows that may overlap ``[start, end)``; some in it may not."""
        low = bisect_right(self.latest, start)
        return low, max(low, bisect_left(self.starts, end))

    def occupying(self, low: int, high: int, request: Request) -> list[Occupation]:
        """The rows of an index range that occupy at the request's ``now`` and are not ignored by it."""
        rows = self.rows[low:high]
        if self.expiring:
            now = request.now
            rows = [row for row in rows if row[6] is None or row[6] > now]
        if request.ignore_appointment_ids:
            ignored = request.ignore_appointment_ids
            rows = [row for row in rows if row[5] not in ignored]
        return rows


EMPTY_TIMELINE = Timeline(())


def timeline_of_doctor(
    doctor_id: str, appointments: Iterable[Appointment], services: Mapping[str, Service]
) -> Timeline:
    """What the doctor's own appointments take, in lanes."""
    return Timeline(
        _occupation(appointment, appointment.starts_at, appointment.ends_at, services)
        for appointment in appointments
        if appointment.doctor_id == doctor_id and _may_occupy(appointment)
    )


def timelines_of_resources(
    claims: Iterable[Claim], appointments: Iterable[Appointment], services: Mapping[str, Service]
) -> dict[str, Timeline]:
    """What active claims take of each resource, whoever's doctor's; they have times of their own."""
    active = [claim for claim in claims if claim.status == "active"]
    if not active:
        return {}
    by_id = {appointment.id: appointment for appointment in appointments if _may_occupy(appointment)}
    taken: dict[str, list[Occupation]] = {}
    for claim in active:
        appointment = by_id.get(claim.appointment_id)
        if appointment is not None:
            taken.setdefault(claim.bookable_resource_id, []).append(
                _occupation(appointment, claim.starts_at, claim.ends_at, services)
            )
    return {resource_id: Timeline(occupations) for resource_id, occupations in taken.items()}


def _may_occupy(appointment: Appointment) -> bool:
    return appointment.status in OCCUPYING_STATUSES or appointment.status == "held"


def _occupation(
    appointment: Appointment, start: Minute, end: Minute, services: Mapping[str, Service]
) -> Occupation:
    type_id = appointment.appointment_type_id
    service = services.get(type_id) if type_id is not None else None
    return Occupation(
        start,
        end,
        0 if service is None else service.buffer_before_minutes,
        0 if service is None else service.buffer_after_minutes,
        appointment.session_lane,
        appointment.id,
        appointment.hold_expires_at if appointment.status == "held" else None,
    )
