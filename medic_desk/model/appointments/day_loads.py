"""How full days are, of several doctors together: what a small month draws under its dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy.orm import Session

from medic_desk.engine import Stretch, day_pattern
from medic_desk.engine.clinic_time import Clock, clock, date_of
from medic_desk.engine.facts import Appointment, Facts, Minute, ScheduleException
from medic_desk.engine.spans import less
from medic_desk.model.appointments.doctor_days import read_doctor_days
from medic_desk.model.facts.facts import read_facts

Piece = tuple[Minute, Minute, int]
"""A stretch of open time, and how many patients are seen at once in it."""


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

    Each doctor's days are those of their own zone. A day on which none of them is open is left out. Three
    statements however many doctors there are. Raises ``NotFound`` where one is gone.
    """
    if not doctor_ids:
        return {}
    head = read_doctor_days(session, doctor_ids, first_day, days)
    worlds = read_facts(session, doctor_ids, *head.span)
    spans = [(worlds[doctor_id], *head.spans[doctor_id]) for doctor_id in dict.fromkeys(doctor_ids)]
    return day_loads(spans, head.now)


def day_loads(worlds: Iterable[tuple[Facts, Minute, Minute]], now: datetime) -> dict[date, DayLoad]:
    """The loads of some doctors' worlds, each between two midnights of the doctor's zone, as of ``now``."""
    opened: dict[int, int] = defaultdict(int)
    taken: dict[int, int] = defaultdict(int)
    for facts, first, before in worlds:
        zone = clock(facts.timezone)
        for day, pieces in _by_day(zone, _open_pieces(facts, first, before)).items():
            opened[day] += _capacity(pieces)
        booked = (
            (max(one.starts_at, first), min(one.ends_at, before), 1)
            for one in facts.appointments
            if _takes_time(one, facts.doctor_id, now)
        )
        for day, pieces in _by_day(zone, booked).items():
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


def _takes_time(one: Appointment, doctor_id: str, now: datetime) -> bool:
    """Whether an appointment takes the doctor's time; a hold is none yet (engine-semantics 7)."""
    if one.doctor_id != doctor_id or one.status not in ("pending", "confirmed", "completed"):
        return False
    expires_at = one.pending_expires_at if one.status == "pending" else None
    return expires_at is None or expires_at > now


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
