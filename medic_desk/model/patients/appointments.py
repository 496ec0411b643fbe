"""A patient's own appointments, and what of them a new one meets: the same time, the same day, too far away.

Nothing here refuses a booking: a desk says what it finds, and books all the same.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock
from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import ceil_minute, floor_minute, in_bounds_or_null, is_in_bounds
from medic_desk.model.facts.readable import STATUSES, known_zone

NEAR_MINUTES = 30
"""Less than this between two places is too little to get from one to the other."""

SAME_SERVICE_DAYS = 30
"""How near, in days, a like service is worth a word: it may have been booked already."""

MeetingKind = Literal["same_time", "same_day", "same_service", "near_elsewhere", "waiting_now"]
"""``same_time`` overlaps; ``near_elsewhere`` is less than ``NEAR_MINUTES`` before or after, at another place;
``same_service`` is within ``SAME_SERVICE_DAYS``; ``waiting_now`` says that the patient is here at present."""

_ORDER: tuple[MeetingKind, ...] = (
    "same_time",
    "near_elsewhere",
    "waiting_now",
    "same_day",
    "same_service",
)
_STANDING = frozenset({"pending", "confirmed", "completed"})
"""Statuses of appointments that take, or took, the patient's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAppointment:
    """One appointment of a patient, of whatever status; ``zone`` is its doctor's.

    ``site_id`` is the house of its location, None where that names none. ``consultation_mode`` is in the
    words of the service, or of the appointment's snapshot where the service is gone.
    """

    id: str
    starts_at: Minute
    ends_at: Minute
    zone: str
    status: str
    doctor_id: str
    doctor_name: str
    appointment_type_id: str | None
    service_name: str | None
    consultation_mode: str | None
    doctor_location_id: str | None
    site_id: str | None
    place_name: str | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None

    @property
    def is_standing(self) -> bool:
        """Whether it takes, or took, the patient's time: neither cancelled nor missed."""
        return self.status in _STANDING


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an appointment of the patient is to a new one; ``minutes_between`` is 0 where they overlap."""

    kind: MeetingKind
    appointment: PatientAppointment
    minutes_between: int


# A row that was merged into hers is her own: what was booked for it stands in her list.
_OWN = text(
    f"""
    WITH RECURSIVE up (id) AS (
      SELECT CAST(:patient_id AS uuid)
      UNION
      SELECT p.merged_into_id FROM up JOIN patients p ON p.id = up.id WHERE p.merged_into_id IS NOT NULL
    ), own (id) AS (
      SELECT id FROM up
      UNION
      SELECT p.id FROM own JOIN patients p ON p.merged_into_id = own.id
    )
    SELECT a.id::text, {floor_minute("a.starts_at")} AS starts_at, {ceil_minute("a.ends_at")} AS ends_at,
           d.timezone, a.status, a.doctor_id::text, btrim(d.last_name || ' ' || d.first_name) AS doctor_name,
           a.appointment_type_id::text, coalesce(a.service_name_snapshot, t.name) AS service_name,
           coalesce(t.consultation_mode, a.consultation_mode_snapshot) AS consultation_mode,
           a.doctor_location_id::text, l.clinic_site_id::text AS site_id,
           coalesce(s.name, l.name) AS place_name,
           {in_bounds_or_null("a.patient_arrived_at")} AS patient_arrived_at,
           {in_bounds_or_null("a.visit_started_at")} AS visit_started_at
      FROM appointments a
      JOIN doctors d ON d.id = a.doctor_id
      LEFT JOIN appointment_types t ON t.id = a.appointment_type_id
      LEFT JOIN doctor_locations l ON l.id = a.doctor_location_id
      LEFT JOIN clinic_sites s ON s.id = l.clinic_site_id
     WHERE a.patient_id IN (SELECT id FROM own)
       AND a.starts_at BETWEEN timezone('utc', clock_timestamp()) - interval '1 year'
                           AND timezone('utc', clock_timestamp()) + interval '1 year'
     ORDER BY a.starts_at, a.id
    """  # noqa: S608 - only constants of this program are put in
)


def read_patient_appointments(session: Session, patient_id: str) -> tuple[PatientAppointment, ...]:
    """Read a patient's appointments from a year back to a year ahead, of every status, by start.

    Those of rows that were merged into the patient's are among them. One that cannot be read is left out: the
    calendar tells of it. A patient who is gone has none.
    """
    found = (_own(row) for row in session.execute(_OWN, {"patient_id": patient_id}).mappings())
    return tuple(one for one in found if is_in_bounds(one.starts_at, one.ends_at) and one.status in STATUSES)


def _own(row: RowMapping) -> PatientAppointment:
    columns = {str(name): value for name, value in row.items()}
    columns["zone"] = known_zone(columns.pop("timezone"))
    for name in ("patient_arrived_at", "visit_started_at"):
        if columns[name] is not None:
            columns[name] = columns[name].replace(tzinfo=UTC)
    return PatientAppointment(**columns)


def meetings(
    appointments: Iterable[PatientAppointment],
    starts_at: Minute,
    ends_at: Minute,
    site_id: str | None,
    *,
    zone: str,
    now: Minute,
    doctor_location_id: str | None = None,
    service_ids: Collection[str] = (),
    ignore_appointment_id: str | None = None,
) -> tuple[Meeting, ...]:
    """What of the patient's ``appointments`` a new one at ``[starts_at, ends_at)`` meets, the gravest first.

    ``site_id`` and ``doctor_location_id`` are its place, both None where it has none, as a call; ``zone`` is
    its doctor's; ``service_ids`` its service and those like it (``Clinic.like_services``); ``now`` the
    database's clock (UTC); ``ignore_appointment_id`` the appointment that is being moved. One appointment may
    be met in several ways. Those of one way come in order of time.
    """
    local_day = clock(zone).day
    found: list[Meeting] = []
    for one in appointments:
        if one.id == ignore_appointment_id or not one.is_standing:
            continue
        between = max(one.starts_at - ends_at, starts_at - one.ends_at, 0)
        overlaps = one.starts_at < ends_at and starts_at < one.ends_at
        days_between = abs(local_day(one.starts_at) - local_day(starts_at))
        is_elsewhere = _are_elsewhere(one, site_id, doctor_location_id)
        meets: dict[MeetingKind, bool] = {
            "same_time": overlaps,
            "near_elsewhere": not overlaps and between < NEAR_MINUTES and is_elsewhere,
            "waiting_now": _is_here(one, now),
            "same_day": not overlaps and days_between == 0,
            "same_service": one.appointment_type_id in service_ids and days_between <= SAME_SERVICE_DAYS,
        }
        found += [Meeting(kind, one, between) for kind in _ORDER if meets[kind]]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), one.appointment.starts_at)))


def _are_elsewhere(one: PatientAppointment, site_id: str | None, doctor_location_id: str | None) -> bool:
    """Whether it is certainly at another place: another house, else another location; a call is nowhere."""
    if one.consultation_mode not in (None, "in_person"):
        return False
    if site_id is not None and one.site_id is not None:
        return site_id != one.site_id
    known = doctor_location_id is not None and one.doctor_location_id is not None
    return known and doctor_location_id != one.doctor_location_id


def _is_here(one: PatientAppointment, now: Minute) -> bool:
    """Whether the patient has come for it today and it is not done."""
    has_come = one.patient_arrived_at is not None or one.visit_started_at is not None
    day = clock(one.zone).day
    return has_come and one.status == "confirmed" and day(one.starts_at) == day(now)
