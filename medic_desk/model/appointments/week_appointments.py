"""Appointments as the calendar and its lists show them: the words on a block, with the times behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Result, text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import (
    LONGEST_IS_KNOWN,
    ceil_minute,
    first_out_of_bounds,
    floor_minute,
    in_bounds_or_null,
    is_in_bounds,
    utc_value,
)
from medic_desk.model.facts.readable import STATUSES, UnreadableRow, known_zone
from medic_desk.model.facts.rows import LONGEST_APPOINTMENT_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAppointment:
    """One block of the calendar; a hold is one of status ``held`` with no patient.

    ``zone`` is its doctor's. ``patient_name`` is the whole name, last name first; ``patient_last_name`` its
    first part. ``desk_warning`` is what a desk must see of the patient. ``held_since`` is when a hold was
    made, ``asked_since`` a request; None of all others.
    """

    id: str
    doctor_id: str
    zone: str
    starts_at: Minute
    ends_at: Minute
    status: str
    row_version: int
    patient_id: str | None
    patient_name: str | None
    patient_last_name: str | None = None
    patient_phone: str | None
    desk_warning: str | None = None
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
    asked_since: datetime | None
    pending_expires_at: datetime | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None
    visit_ended_at: datetime | None
    cancellation_reason: str | None
    price_cents: int | None
    currency: str
    is_to_rebook: bool = False


_INSTANTS = {
    "held_since": "CASE WHEN a.status = 'held' THEN a.inserted_at END",
    "hold_expires_at": "a.hold_expires_at",
    "asked_since": "CASE WHEN a.status = 'pending' THEN a.inserted_at END",
    "pending_expires_at": "a.pending_expires_at",
    "patient_arrived_at": "a.patient_arrived_at",
    "visit_started_at": "a.visit_started_at",
    "visit_ended_at": "a.visit_ended_at",
}
SHOWN = f"""
    SELECT a.id::text, a.doctor_id::text, d.timezone, a.status, a.row_version, a.patient_id::text,
           {floor_minute("a.starts_at")} AS starts_at, {ceil_minute("a.ends_at")} AS ends_at,
           nullif(btrim(p.last_name || ' ' || p.first_name), '') AS patient_name,
           nullif(btrim(p.last_name), '') AS patient_last_name,
           coalesce(p.mobile_phone, p.phone) AS patient_phone,
           nullif(btrim(p.desk_warning), '') AS desk_warning,
           a.appointment_type_id::text, coalesce(a.service_name_snapshot, t.name) AS service_name,
           coalesce(t.consultation_mode, a.consultation_mode_snapshot) AS consultation_mode,
           a.doctor_location_id::text, a.location_room_id::text, a.session_lane, a.notes, a.desk_name,
           {", ".join(f"{in_bounds_or_null(sql)} AS {name}" for name, sql in _INSTANTS.items())},
           a.cancellation_reason, a.price_cents, a.currency,
           EXISTS (SELECT FROM rebooking_items i WHERE i.appointment_id = a.id
                      AND i.state IN ('to_call', 'called', 'not_reached')) AS is_to_rebook,
           {first_out_of_bounds(_INSTANTS)} AS odd_column
      FROM appointments a
      JOIN doctors d ON d.id = a.doctor_id
      LEFT JOIN patients p ON p.id = a.patient_id
      LEFT JOIN appointment_types t ON t.id = a.appointment_type_id
"""  # noqa: S608 - only constants of this program are put in
"""The appointments ``a`` as rows for ``shown_appointments``; a WHERE and an order are put after it."""

STANDS = """(a.status <> 'held' OR a.hold_expires_at IS NULL
            OR a.hold_expires_at > timezone('utc', clock_timestamp()))"""
"""A hold that has run out takes no time any more, whenever that is written down."""

_OF_DOCTORS = text(
    f"""{SHOWN}
     WHERE a.doctor_id = ANY (CAST(:doctor_ids AS uuid[]))
       AND a.starts_at >= CASE WHEN {LONGEST_IS_KNOWN} THEN CAST(:longest_before AS timestamp)
                               ELSE '-infinity' END
       AND a.starts_at < :before AND a.ends_at > :from AND {STANDS}
     ORDER BY a.starts_at, a.id
    """
)

_BY_ID = text(
    f"{SHOWN} WHERE a.id = ANY (CAST(:appointment_ids AS uuid[])) AND {STANDS} ORDER BY a.starts_at, a.id"
)


def read_appointments_by_id(session: Session, appointment_ids: Sequence[str]) -> tuple[WeekAppointment, ...]:
    """Read these appointments as calendars show them, by start; without what is gone or unreadable."""
    return tuple(shown_appointments(session.execute(_BY_ID, {"appointment_ids": list(appointment_ids)}), []))


_VERSIONS = text(
    """
    SELECT a.id::text AS asked, a.id::text, a.row_version
      FROM appointments a WHERE a.id = ANY (CAST(:ids AS uuid[]))
    UNION ALL
    SELECT c.id::text, a.id::text, a.row_version
      FROM appointment_resource_claims c JOIN appointments a ON a.id = c.appointment_id
     WHERE c.id = ANY (CAST(:ids AS uuid[])) AND c.xmin = a.xmin
    """
)


def read_versions(session: Session, ids: Sequence[str]) -> Mapping[str, tuple[str, int]]:
    """Read the appointment and its version for each of these ids, of appointments or of claims.

    What is gone is left out, and a claim that was not written by the transaction that wrote its appointment
    last: another program may write claims alone.
    """
    found = session.execute(_VERSIONS, {"ids": list(ids)})
    return {row.asked: (row.id, row.row_version) for row in found}


def read_week_appointments(
    session: Session,
    doctor_ids: Sequence[str],
    starts_at: Minute,
    ends_at: Minute,
    unreadable: list[UnreadableRow],
) -> list[WeekAppointment]:
    """Read the doctors' appointments and holds that meet ``[starts_at, ends_at)``, by start.

    A row that cannot be used, or a column of one, is added to ``unreadable``.
    """
    bounds = {
        "doctor_ids": list(doctor_ids),
        "from": utc_value(starts_at),
        "before": utc_value(ends_at),
        "longest_before": utc_value(starts_at - LONGEST_APPOINTMENT_MINUTES),
    }
    return shown_appointments(session.execute(_OF_DOCTORS, bounds), unreadable)


def shown_appointments(found: Result[Any], unreadable: list[UnreadableRow]) -> list[WeekAppointment]:
    """The appointments of rows as ``SHOWN`` selects them; what cannot be used is added to ``unreadable``.

    A row without a time or a known status is no block, but one of ``unreadable``.
    """
    # A busy week has hundreds of rows on every repaint: names are paired with values once a row, no more.
    names = tuple(found.keys())
    appointments = []
    for row in found:
        columns = dict(zip(names, row, strict=True))
        odd_column = columns.pop("odd_column")
        columns["zone"] = known_zone(columns.pop("timezone"))
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
