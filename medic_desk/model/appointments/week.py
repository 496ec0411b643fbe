"""A doctor's days as the calendar shows them: the engine's facts, and the words on the blocks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.doctor_days import read_doctor_days
from medic_desk.model.appointments.week_appointments import WeekAppointment, read_week_appointments
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, LiveFacts, facts_from_rows, read_rows
from medic_desk.model.facts.instants import ceil_minute, floor_minute, is_in_bounds, utc_value
from medic_desk.model.facts.readable import UnreadableRow

__all__ = ["PendingTimeOff", "WeekAppointment", "WeekFacts", "read_week", "read_weeks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTimeOff:
    """A request for time off nobody has decided yet."""

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    reason: str | None


Item = TypeVar("Item", WeekAppointment, PendingTimeOff)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """One doctor's days ``[first_day, first_day + days)`` in their own zone, as one moment saw them.

    ``now`` is the database's clock (aware, UTC) at the reading. ``unreadable`` are the rows that could not be
    used, those of ``facts`` and of the blocks; the time of one that takes time is shown as taken.
    """

    doctor_id: str
    first_day: date
    days: int
    now: datetime
    facts: LiveFacts
    appointments: tuple[WeekAppointment, ...]
    pending_time_off: tuple[PendingTimeOff, ...]
    schedule_version: int
    unreadable: tuple[UnreadableRow, ...] = ()


_PENDING = text(
    f"""
    SELECT id::text, doctor_id::text, reason,
           {floor_minute("starts_at")} AS starts_at, {ceil_minute("ends_at")} AS ends_at
      FROM time_off_requests
     WHERE status = 'pending' AND doctor_id = ANY (CAST(:doctor_ids AS uuid[]))
       AND starts_at < :before AND ends_at > :from
     ORDER BY starts_at, id
    """  # noqa: S608 - only constants of this program are put in
)


def read_week(
    session: Session, doctor_id: str, first_day: date, days: int, *, appointment_ids: Collection[str] = ()
) -> WeekFacts:
    """Read one doctor's days ``[first_day, first_day + days)``, dates of the doctor's own zone.

    ``appointment_ids`` are in its facts besides (``read_rows``). Raises ``NotFound`` where the doctor is
    gone.
    """
    return read_weeks(session, (doctor_id,), first_day, days, appointment_ids=appointment_ids)[0]


def read_weeks(
    session: Session,
    doctor_ids: Sequence[str],
    first_day: date,
    days: int,
    *,
    appointment_ids: Collection[str] = (),
) -> tuple[WeekFacts, ...]:
    """Read several doctors' days, in their order, in five statements however many they are.

    All statements see one snapshot, so that blocks and free slots are of the same moment. Raises ``NotFound``
    where a doctor is gone.
    """
    head = read_doctor_days(session, doctor_ids, first_day, days)
    start, stop = head.span
    # A slot may start before the first midnight and reach into the day, so the engine's facts begin earlier.
    first = start - LONGEST_APPOINTMENT_MINUTES
    rows = read_rows(session, doctor_ids, first, stop, appointment_ids=appointment_ids)
    facts = facts_from_rows(rows)
    blocks = _read_blocks(session, doctor_ids, start, stop)
    return tuple(
        WeekFacts(
            doctor_id=doctor_id,
            first_day=first_day,
            days=days,
            now=head.now,
            facts=facts[doctor_id],
            appointments=_within(blocks.appointments[doctor_id], head.spans[doctor_id]),
            pending_time_off=_within(blocks.pending[doctor_id], head.spans[doctor_id]),
            schedule_version=head.schedule_versions[doctor_id],
            unreadable=_once(facts[doctor_id].unreadable, blocks.unreadable, doctor_id),
        )
        for doctor_id in doctor_ids
    )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What calendars show between two instants, by doctor, and the rows of it that could not be used."""

    appointments: Mapping[str, list[WeekAppointment]]
    pending: Mapping[str, list[PendingTimeOff]]
    unreadable: list[UnreadableRow]


def _read_blocks(session: Session, doctor_ids: Sequence[str], start: Minute, stop: Minute) -> _Blocks:
    """What the doctors' calendars show between two instants: appointments, and time off asked for."""
    unreadable: list[UnreadableRow] = []
    appointments = read_week_appointments(session, doctor_ids, start, stop, unreadable)
    bounds = {"doctor_ids": list(doctor_ids), "from": utc_value(start), "before": utc_value(stop)}
    pending = [PendingTimeOff(**row) for row in session.execute(_PENDING, bounds).mappings()]
    unreadable += [
        UnreadableRow("time_off_requests", one.id, "starts_at", one.doctor_id, one.starts_at, one.ends_at)
        for one in pending
        if not is_in_bounds(one.starts_at, one.ends_at)
    ]
    return _Blocks(_by_doctor(appointments), _by_doctor(pending), unreadable)


def _once(
    of_facts: Sequence[UnreadableRow], of_blocks: Sequence[UnreadableRow], doctor_id: str
) -> tuple[UnreadableRow, ...]:
    """A doctor's unreadable rows, each once: what the facts say of it, else what the blocks do."""
    told = {(row.table, row.id): row for row in of_blocks if row.doctor_id == doctor_id}
    return tuple((told | {(row.table, row.id): row for row in of_facts}).values())


def _by_doctor(items: Iterable[Item]) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.doctor_id].append(item)
    return found


def _within(items: Iterable[Item], span: tuple[Minute, Minute]) -> tuple[Item, ...]:
    return tuple(one for one in items if one.starts_at < span[1] and one.ends_at > span[0])
