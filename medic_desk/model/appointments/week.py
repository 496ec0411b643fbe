"""A doctor's days as the calendar shows them: the engine's facts, and the words on the blocks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Result, Row, text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, datetime_at, day_of
from medic_desk.engine.facts import Minute
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, LiveFacts, facts_from_rows, read_rows
from medic_desk.model.facts.instants import (
    LONGEST_IS_KNOWN,
    ceil_minute,
    first_out_of_bounds,
    floor_minute,
    in_bounds_or_null,
    is_in_bounds,
)
from medic_desk.model.facts.readable import STATUSES, UnreadableRow, known_zone
from medic_desk.model.store.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAppointment:
    """One block of the calendar; a hold is one of status ``held`` with no patient.

    ``patient_name`` is the whole name, last name first; ``patient_last_name`` its first part.
    ``held_since`` is when a hold was made, None of all others.
    """

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    status: str
    row_version: int
    patient_id: str | None
    patient_name: str | None
    patient_last_name: str | None = None
    patient_phone: str | None
    appointment_type_id: str | None
    service_name: str | None
    consultation_mode: str | None
    doctor_location_id: str | None
    location_room_id: str | None
    session_lane: int
    notes: str | None
    desk_name: str | None
    held_since: datetime | None
    hold_expires_at: datetime | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None
    visit_ended_at: datetime | None
    cancellation_reason: str | None
    price_cents: int | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTimeOff:
    """A request for time off nobody has decided yet."""

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    reason: str | None


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


_DOCTORS = text(
    "SELECT id::text, timezone, schedule_version, clock_timestamp() AS now FROM doctors"
    " WHERE id = ANY (CAST(:doctor_ids AS uuid[]))"
)
_INSTANTS = {
    "held_since": "CASE WHEN a.status = 'held' THEN a.inserted_at END",
    "hold_expires_at": "a.hold_expires_at",
    "patient_arrived_at": "a.patient_arrived_at",
    "visit_started_at": "a.visit_started_at",
    "visit_ended_at": "a.visit_ended_at",
}
_APPOINTMENTS = text(
    f"""
    SELECT a.id::text, a.doctor_id::text, a.status, a.row_version, a.patient_id::text,
           {floor_minute("a.starts_at")} AS starts_at, {ceil_minute("a.ends_at")} AS ends_at,
           nullif(btrim(p.last_name || ' ' || p.first_name), '') AS patient_name,
           nullif(btrim(p.last_name), '') AS patient_last_name,
           coalesce(p.mobile_phone, p.phone) AS patient_phone,
           a.appointment_type_id::text, coalesce(a.service_name_snapshot, t.name) AS service_name,
           coalesce(t.consultation_mode, a.consultation_mode_snapshot) AS consultation_mode,
           a.doctor_location_id::text, a.location_room_id::text, a.session_lane, a.notes, a.desk_name,
           {", ".join(f"{in_bounds_or_null(sql)} AS {name}" for name, sql in _INSTANTS.items())},
           a.cancellation_reason, a.price_cents, a.currency,
           {first_out_of_bounds(_INSTANTS)} AS odd_column
      FROM appointments a
      LEFT JOIN patients p ON p.id = a.patient_id
      LEFT JOIN appointment_types t ON t.id = a.appointment_type_id
     WHERE a.doctor_id = ANY (CAST(:doctor_ids AS uuid[]))
       AND a.starts_at >= CASE WHEN {LONGEST_IS_KNOWN} THEN CAST(:longest_before AS timestamp)
                               ELSE '-infinity' END
       AND a.starts_at < :before AND a.ends_at > :from
       AND (a.status <> 'held' OR a.hold_expires_at IS NULL
            OR a.hold_expires_at > timezone('utc', clock_timestamp()))
     ORDER BY a.starts_at, a.id
    """  # noqa: S608 - only constants of this program are put in
)
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
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    found = session.execute(_DOCTORS, {"doctor_ids": list(doctor_ids)})
    doctors = {row.id: row for row in found}
    spans = {doctor_id: _span(doctors.get(doctor_id), doctor_id, first_day, days) for doctor_id in doctor_ids}
    start, stop = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
    # A slot may start before the first midnight and reach into the day, so the engine's facts begin earlier.
    now: datetime = doctors[doctor_ids[0]].now
    first = start - LONGEST_APPOINTMENT_MINUTES
    rows = read_rows(session, doctor_ids, first, stop, appointment_ids=appointment_ids)
    facts = facts_from_rows(rows)
    blocks = _read_blocks(session, doctor_ids, start, stop)
    return tuple(
        WeekFacts(
            doctor_id=doctor_id,
            first_day=first_day,
            days=days,
            now=now.astimezone(UTC),
            facts=facts[doctor_id],
            appointments=tuple(a for a in blocks.appointments if _lies_in(a, doctor_id, spans[doctor_id])),
            pending_time_off=tuple(p for p in blocks.pending if _lies_in(p, doctor_id, spans[doctor_id])),
            schedule_version=doctors[doctor_id].schedule_version,
            unreadable=_once(facts[doctor_id].unreadable, blocks.unreadable, doctor_id),
        )
        for doctor_id in doctor_ids
    )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What calendars show between two instants, and the rows of it that could not be used."""

    appointments: list[WeekAppointment]
    pending: list[PendingTimeOff]
    unreadable: list[UnreadableRow]


def _read_blocks(session: Session, doctor_ids: Sequence[str], start: Minute, stop: Minute) -> _Blocks:
    """What the doctors' calendars show between two instants: appointments, and time off asked for."""
    bounds = {
        "doctor_ids": list(doctor_ids),
        "from": _naive(start),
        "before": _naive(stop),
        "longest_before": _naive(start - LONGEST_APPOINTMENT_MINUTES),
    }
    unreadable: list[UnreadableRow] = []
    appointments = _appointments(session.execute(_APPOINTMENTS, bounds), unreadable)
    pending = [PendingTimeOff(**row) for row in session.execute(_PENDING, bounds).mappings()]
    unreadable += [
        UnreadableRow("time_off_requests", one.id, "starts_at", one.doctor_id, one.starts_at, one.ends_at)
        for one in pending
        if not is_in_bounds(one.starts_at, one.ends_at)
    ]
    return _Blocks(appointments, pending, unreadable)


def _once(
    of_facts: Sequence[UnreadableRow], of_blocks: Sequence[UnreadableRow], doctor_id: str
) -> tuple[UnreadableRow, ...]:
    """A doctor's unreadable rows, each once: what the facts say of it, else what the blocks do."""
    told = {(row.table, row.id): row for row in of_blocks if row.doctor_id == doctor_id}
    return tuple((told | {(row.table, row.id): row for row in of_facts}).values())


def _span(doctor: Row[Any] | None, doctor_id: str, first_day: date, days: int) -> tuple[Minute, Minute]:
    """The days of a doctor's zone as ``[start, stop)``. Raises ``NotFound`` without the doctor."""
    if doctor is None:
        raise NotFound("doctors", doctor_id)
    zone = clock(known_zone(doctor.timezone))
    return zone.instant(day_of(first_day), 0), zone.instant(day_of(first_day) + days, 0)


def _naive(minute: Minute) -> datetime:
    """The value a ``timestamp`` column holding UTC compares with."""
    return datetime_at(minute).replace(tzinfo=None)


def _lies_in(item: WeekAppointment | PendingTimeOff, doctor_id: str, span: tuple[Minute, Minute]) -> bool:
    return item.doctor_id == doctor_id and item.starts_at < span[1] and item.ends_at > span[0]


def _appointments(found: Result[Any], unreadable: list[UnreadableRow]) -> list[WeekAppointment]:
    """A busy week has hundreds of rows on every repaint: names are paired with values once a row, no more.

    A row without a time or a known status is no block, but one of ``unreadable``.
    """
    names = tuple(found.keys())
    appointments = []
    for row in found:
        columns = dict(zip(names, row, strict=True))
        odd_column = columns.pop("odd_column")
        for name in _INSTANTS:
            if columns[name] is not None:
                columns[name] = columns[name].replace(tzinfo=UTC)
        appointment = WeekAppointment(**columns)
        if not is_in_bounds(appointment.starts_at, appointment.ends_at):
            unreadable.append(_told(appointment, "starts_at"))
        elif appointment.status not in STATUSES:
            unreadable.append(_told(appointment, "status"))
        else:
            appointments.append(appointment)
            if odd_column is not None:
                unreadable.append(_told(appointment, odd_column))
    return appointments


def _told(appointment: WeekAppointment, column: str) -> UnreadableRow:
    """An appointment that could not be used; those that take no time have none (``as_told`` of the facts)."""
    return UnreadableRow("appointments", appointment.id, column, appointment.doctor_id)
