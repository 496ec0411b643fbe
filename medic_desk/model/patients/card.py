"""A patient's card, read in one round trip: the fields, and every appointment of the past and to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import (
    ceil_minute,
    epoch_second,
    floor_minute,
    in_bounds_or_null,
    is_in_bounds,
)
from medic_desk.model.facts.readable import STATUSES, known_zone
from medic_desk.model.patients.appointments import PatientAppointment, read_patient_appointments
from medic_desk.model.patients.fields import COLUMNS, PatientFields, fields_of
from medic_desk.model.patients.search import PatientEntry

_STANDING = frozenset({"pending", "confirmed", "completed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAppointment:
    """One appointment of the card, of whatever status; ``zone`` is its doctor's.

    ``place_name`` is the house's, else the location's, and ``room_name`` the room's. ``is_offered`` is
    whether its doctor still works here and offers its service: else it cannot be booked again as it was.
    """

    id: str
    doctor_id: str
    zone: str
    starts_at: Minute
    ends_at: Minute
    status: str
    doctor_name: str
    appointment_type_id: str | None
    service_name: str | None
    place_name: str | None
    room_name: str | None
    notes: str | None
    cancellation_reason: str | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None
    is_offered: bool

    @property
    def is_standing(self) -> bool:
        """Whether it takes, or took, the patient's time: neither cancelled nor missed."""
        return self.status in _STANDING

    def is_to_come(self, now: Minute) -> bool:
        """Whether the patient is still expected for it, or in the room, at an instant (UTC)."""
        return self.ends_at > now and self.status in ("pending", "confirmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCard:
    """One patient as the card shows it; ``appointments`` by start.

    ``patient_id`` is the row at the end of the merges of the one that was asked for. ``merged_ids`` are the
    rows that were merged into it. ``unreadable`` counts appointments that cannot be shown, and
    ``has_unreadable_birth`` says that the birth date is none that a row may have.
    """

    patient_id: str
    fields: PatientFields
    merged_ids: tuple[str, ...]
    appointments: tuple[CardAppointment, ...]
    unreadable: int = 0
    has_unreadable_birth: bool = False

    @property
    def entry(self) -> PatientEntry:
        """The patient as a row of a list."""
        fields = self.fields
        return PatientEntry(
            id=self.patient_id,
            first_name=fields.first_name,
            last_name=fields.last_name,
            father_name=fields.father_name,
            birth_date=fields.birth_date,
            phone=fields.phone,
            mobile_phone=fields.mobile_phone,
            email=fields.email,
            file_number=fields.file_number,
            is_unreadable=self.has_unreadable_birth,
        )


@dataclass(frozen=True, slots=True)
class PatientAtBooking:
    """What a desk has to see of a patient who is being booked."""

    appointments: tuple[PatientAppointment, ...]
    desk_warning: str | None


# As jsonb, since one statement has one kind of row: the patient's own, with all appointments in a column.
_CARD = text(
    f"""
    WITH RECURSIVE up (id, merged_into_id) AS (
      SELECT id, merged_into_id FROM patients WHERE id = CAST(:patient_id AS uuid)
      UNION
      SELECT p.id, p.merged_into_id FROM up JOIN patients p ON p.id = up.merged_into_id
    ), own (id) AS (
      SELECT id FROM up
      UNION
      SELECT p.id FROM own JOIN patients p ON p.merged_into_id = own.id
    )
    SELECT p.id::text AS patient_id, {COLUMNS},
           p.birth_date IS NOT NULL AND {in_bounds_or_null("p.birth_date")} IS NULL AS has_unreadable_birth,
           ARRAY(SELECT id::text FROM own WHERE id <> p.id ORDER BY id) AS merged_ids,
           (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.starts_at, one.id), '[]') FROM (
              SELECT a.id, a.doctor_id, d.timezone, {floor_minute("a.starts_at")} AS starts_at,
                     {ceil_minute("a.ends_at")} AS ends_at, a.status,
                     btrim(d.last_name || ' ' || d.first_name) AS doctor_name, a.appointment_type_id,
                     coalesce(a.service_name_snapshot, t.name) AS service_name,
                     coalesce(s.name, l.name) AS place_name, r.name AS room_name, a.notes,
                     a.cancellation_reason,
                     {epoch_second("a.patient_arrived_at")} AS patient_arrived_at,
                     {epoch_second("a.visit_started_at")} AS visit_started_at,
                     d.is_active AND coalesce(t.is_active, false) AS is_offered
                FROM appointments a
                JOIN doctors d ON d.id = a.doctor_id
                LEFT JOIN appointment_types t ON t.id = a.appointment_type_id
                LEFT JOIN doctor_locations l ON l.id = a.doctor_location_id
                LEFT JOIN clinic_sites s ON s.id = l.clinic_site_id
                LEFT JOIN location_rooms r ON r.id = a.location_room_id
               WHERE a.patient_id IN (SELECT id FROM own)
           ) AS one) AS appointments
      FROM patients p
     WHERE p.id = (SELECT id FROM up WHERE merged_into_id IS NULL LIMIT 1)
    """  # noqa: S608 - only constants of this program are put in
)
_DESK_WARNING = text("SELECT desk_warning FROM patients WHERE id = CAST(:patient_id AS uuid)")


def read_patient_card(session: Session, patient_id: str) -> PatientCard | None:
    """Read a patient's card; of a row that was merged, that of the row it leads to. None where it is gone.

    What was booked for rows that were merged into the patient's stands on the card too.
    """
    row = session.execute(_CARD, {"patient_id": patient_id}).mappings().one_or_none()
    if row is None:
        return None
    appointments = [one for told in row["appointments"] if (one := _appointment(told)) is not None]
    return PatientCard(
        patient_id=row["patient_id"],
        fields=fields_of(row),
        merged_ids=tuple(row["merged_ids"]),
        appointments=tuple(appointments),
        unreadable=len(row["appointments"]) - len(appointments),
        has_unreadable_birth=row["has_unreadable_birth"],
    )


def read_patient_at_booking(session: Session, patient_id: str) -> PatientAtBooking:
    """Read what a booking has to show of its patient; of one who is gone there is nothing."""
    warning = session.execute(_DESK_WARNING, {"patient_id": patient_id}).scalar_one_or_none()
    return PatientAtBooking(read_patient_appointments(session, patient_id), (warning or "").strip() or None)


def _appointment(told: Mapping[str, Any]) -> CardAppointment | None:
    """An appointment of the card; None where its time or its status cannot be read."""
    columns = dict(told)
    columns["zone"] = known_zone(columns.pop("timezone"))
    for name in ("patient_arrived_at", "visit_started_at"):
        seconds = columns[name]
        columns[name] = None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    appointment = CardAppointment(**columns)
    is_readable = is_in_bounds(appointment.starts_at, appointment.ends_at) and appointment.status in STATUSES
    return appointment if is_readable else None
