"""How full days are, of several doctors together: what a small month draws under its dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine import Stretch, day_pattern
from medic_desk.engine.clinic_time import Clock, clock, date_of
from medic_desk.engine.facts import Facts, Minute, ScheduleException
from medic_desk.engine.spans import Span, less
from medic_desk.model.appointments.doctor_days import read_doctor_days
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, facts_from_rows, read_rows
from medic_desk.model.facts.instants import LONGEST_IS_KNOWN, ceil_minute, floor_minute, utc_value

Piece = tuple[Minute, Minute, int]
"""A stretch of open time, and how many patients are seen at once in it."""


# One row a doctor, as JSON: as rows of their own, or as the driver's arrays, thousands of appointments would
# take most of the time.
_TAKEN = text(
    f"""
    SELECT a.doctor_id::text, array_to_json(array_agg({floor_minute("a.starts_at")})) AS starts,
           array_to_json(array_agg({ceil_minute("a.ends_at")})) AS ends
      FROM appointments a
     WHERE a.doctor_id = ANY (CAST(:doctor_ids AS uuid[]))
       AND a.starts_at >= CASE WHEN {LONGEST_IS_KNOWN} THEN CAST(:longest_before AS timestamp)
                               ELSE '-infinity' END
       AND a.starts_at < :before AND a.ends_at > :from AND a.ends_at > a.starts_at
       AND (a.status IN ('confirmed', 'completed')
            OR (a.status = 'pending' AND coalesce(a.pending_expires_at, 'infinity')
                                         > timezone('utc', clock_timestamp())))
     GROUP BY a.doctor_id
    """  # noqa: S608 - only constants of this program are put in
)


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Minutes of one day that can be booked, and minutes that are; overbooked where more are taken than open.

    An hour in which two patients are seen at once is two hours open.
    """

    open_minutes: int
    taken_minutes: int


def read_day_loads(
    session: Session, doctor_ids: Sequence[str], first_day: date, days: int
) -> dict[date, DayLoad]:
    """Read how full the days ``[first_day, first_day + days)`` are, of all these doctors together.

    Each doctor's days are those of their own zone. A day on which none of them is open is left out. Four
    statements however many doctors there are. Raises ``NotFound`` where one is gone.
    """
    if not doctor_ids:
        return {}
    head = read_doctor_days(session, doctor_ids, first_day, days)
    hours = facts_from_rows(read_rows(session, doctor_ids, *head.span, with_busy_time=False))
    taken = _read_taken(session, doctor_ids, *head.span)
    return day_loads(
        (hours[doctor_id], *head.spans[doctor_id], taken.get(doctor_id, ()))
        for doctor_id in dict.fromkeys(doctor_ids)
    )


def day_loads(
    worlds: Iterable[tuple[Facts, Minute, Minute, Iterable[Span]]],
) -> dict[date, DayLoad]:
    """The loads of doctors' days: of each the world, two midnights of the zone, and the time taken."""
    opened: dict[int, int] = defaultdict(int)
    taken: dict[int, int] = defaultdict(int)
    for facts, first, before, booked in worlds:
        zone = clock(facts.timezone)
        for day, pieces in _by_day(zone, _open_pieces(facts, first, before)).items():
            opened[day] += _capacity(pieces)
        within = ((max(start, first), min(end, before), 1) for start, end in booked)
        for day, pieces in _by_day(zone, within).items():
            taken[day] += sum(end - start for start, end, _ in pieces)
    return {date_of(day): DayLoad(opened[day], taken[day]) for day in sorted(opened) if opened[day] > 0}


def _open_pieces(facts: Facts, first: Minute, before: Minute) -> Iterator[Piece]:
    """The doctor's hours without what blocks them. They may overlap."""
    if not facts.doctor_is_active:
        return
    own = [one.id for one in facts.locations if one.doctor_id == facts.doctor_id and one.is_active]
    usual = own[0] if len(own) == 1 else None
    blocks = sorted(
        (one for one in facts.exceptions if one.exception_type == "blocked"), key=lambda one: one.starts_at
    )
    for stretch in day_pattern(facts, first, before).working:
        holes = [(one.starts_at, one.ends_at) for one in blocks if _closes(one, stretch, usual)]
        lanes = 1 if stretch.profile is None else stretch.profile.max_parallel_sessions
        for start, end in less(stretch.starts_at, stretch.ends_at, holes):
            yield start, end, lanes


def _closes(block: ScheduleException, stretch: Stretch, usual: str | None) -> bool:
    """Whether a block closes these hours whole: not one service or room of them, nor another place."""
    if block.appointment_type_id is not None or block.location_room_id is not None:
        return False
    at = stretch.profile.scope_doctor_location_id if stretch.profile is not None else None
    return block.doctor_location_id in (None, at or usual)


def _read_taken(
    session: Session, doctor_ids: Sequence[str], first: Minute, before: Minute
) -> dict[str, list[Span]]:
    """When the doctors' time is taken within ``[first, before)``, by doctor; a hold takes none yet."""
    bounds = {
        "doctor_ids": list(doctor_ids),
        "from": utc_value(first),
        "before": utc_value(before),
        "longest_before": utc_value(first - LONGEST_APPOINTMENT_MINUTES),
    }
    return {
        row.doctor_id: list(zip(row.starts, row.ends, strict=True)) for row in session.execute(_TAKEN, bounds)
    }


def _by_day(zone: Clock, pieces: Iterable[Piece]) -> Mapping[int, list[Piece]]:
    """The pieces cut at the midnights of a zone, by the day they lie on."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for start, end, lanes in pieces:
        begun = start
        while begun < end:
            day = zone.day(begun)
            # Where a clock is set back across midnight, the next date has begun before.
            midnight = max(zone.instant(day + 1, 0), begun + 1)
            found[day].append((begun, min(end, midnight), lanes))
            begun = midnight
    return found


def _capacity(pieces: list[Piece]) -> int:
    """The minutes of pieces that may overlap: of each minute the most patients at once."""
    if len(pieces) == 1:
        start, end, lanes = pieces[0]
        return (end - start) * lanes
    edges = sorted({edge for start, end, _ in pieces for edge in (start, end)})
    return sum(
        (after - edge) * max((lanes for start, end, lanes in pieces if start <= edge < end), default=0)
        for edge, after in pairwise(edges)
    )
