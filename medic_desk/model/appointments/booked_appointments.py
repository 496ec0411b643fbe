"""Booked appointments as people are told of them before hours change: who, when, and how to reach them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Minute
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES
from medic_desk.model.facts.instants import LONGEST_IS_KNOWN, ceil_minute, floor_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedAppointment:
    """A pending or confirmed appointment that is not over yet, with its place and its patient."""

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    status: str
    appointment_type_id: str | None
    service_name: str | None
    doctor_location_id: str | None
    location_room_id: str | None
    patient_id: str | None
    patient_name: str | None
    patient_phone: str | None


_BOOKED = text(
    f"""
    SELECT a.id::text, a.doctor_id::text, a.status,
           {floor_minute("a.starts_at")} AS starts_at, {ceil_minute("a.ends_at")} AS ends_at,
           a.appointment_type_id::text, coalesce(a.service_name_snapshot, t.name) AS service_name,
           a.doctor_location_id::text, a.location_room_id::text, a.patient_id::text,
           nullif(btrim(p.last_name || ' ' || p.first_name), '') AS patient_name,
           coalesce(p.mobile_phone, p.phone) AS patient_phone
      FROM appointments a
      LEFT JOIN patients p ON p.id = a.patient_id
      LEFT JOIN appointment_types t ON t.id = a.appointment_type_id
     WHERE a.doctor_id = ANY (CAST(:doctor_ids AS uuid[])) AND a.status IN ('pending', 'confirmed')
       AND a.starts_at >= CASE WHEN {LONGEST_IS_KNOWN} THEN CAST(:longest_before AS timestamp)
                               ELSE '-infinity' END
       AND a.ends_at > :starts_at AND a.ends_at > a.starts_at AND a.starts_at < '2200-01-01'
       AND (CAST(:ends_at AS timestamp) IS NULL OR a.starts_at < :ends_at)
     ORDER BY a.starts_at, a.id
    """  # noqa: S608 - only constants of this program are put in
)


def read_booked_appointments(
    session: Session, doctor_id: str, starts_at: Minute, ends_at: Minute | None = None
) -> tuple[BookedAppointment, ...]:
    """Read the doctor's pending and confirmed appointments that overlap ``[starts_at, ends_at)``, in order.

    A time out of bounds is cut there; an appointment at no time (beyond them, or backwards) is left out.

    ``ends_at`` of None reads on for ever. Holds are left out: they have no patient, and the act that ends
    them asks the engine again.
    """
    return read_booked_of_doctors(session, (doctor_id,), starts_at, ends_at)


def read_booked_of_doctors(
    session: Session, doctor_ids: Iterable[str], starts_at: Minute, ends_at: Minute | None = None
) -> tuple[BookedAppointment, ...]:
    """Read what ``read_booked_appointments`` reads, of several doctors."""
    found = session.execute(
        _BOOKED,
        {
            "doctor_ids": list(doctor_ids),
            "longest_before": _naive(starts_at - LONGEST_APPOINTMENT_MINUTES),
            "starts_at": _naive(starts_at),
            "ends_at": None if ends_at is None else _naive(ends_at),
        },
    )
    return tuple(BookedAppointment(**row) for row in found.mappings())


def read_affected_appointments(
    session: Session, doctor_id: str, spans: Sequence[tuple[Minute, Minute]]
) -> tuple[BookedAppointment, ...]:
    """Read the appointments that overlap any of ``spans``, each once, in order."""
    found: dict[str, BookedAppointment] = {}
    for starts_at, ends_at in spans:
        found |= {
            appointment.id: appointment
            for appointment in read_booked_appointments(session, doctor_id, starts_at, ends_at)
        }
    return tuple(sorted(found.values(), key=lambda appointment: (appointment.starts_at, appointment.id)))


def _naive(minute: Minute) -> object:
    """The value a ``timestamp`` column holding UTC compares with."""
    return datetime_at(minute).replace(tzinfo=None)
