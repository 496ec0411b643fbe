"""The clinic as a desk knows it: doctors, services, houses, places and people, read whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from medic_desk.model.clinic.unmarked import unmarked
from medic_desk.model.facts.readable import (
    MODES,
    UnreadableRow,
    is_zone,
    known_zone,
    unreadable_column_of_service,
)

HoursTable = Literal["schedule_rules", "schedule_templates", "availability_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """A row of ``doctors``; ``hours_table`` is the table their hours come from (engine-semantics 9).

    ``has_appointments_ahead`` is asked of those who left (``is_active`` false): whether a pending or
    confirmed appointment of theirs is not over yet.
    """

    id: str
    user_id: str | None
    first_name: str
    last_name: str
    specialty: str | None
    timezone: str
    calendar_color: str | None
    is_active: bool
    schedule_version: int
    hours_table: HoursTable
    has_appointments_ahead: bool = False

    @property
    def full_name(self) -> str:
        """Last name first, as a Greek clinic lists its doctors."""
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """A row of ``appointment_types`` as a desk lists it: minutes, cents, and the service's own words."""

    id: str
    doctor_id: str
    slug: str
    name: str
    description: str | None
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    price_cents: int | None
    currency: str
    consultation_mode: str
    default_location_id: str | None
    default_room_id: str | None
    is_active: bool
    location_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEntry:
    """A row of ``clinic_sites``: a house that the locations of several doctors share."""

    id: str
    name: str
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationEntry:
    """A row of ``doctor_locations``; ``clinic_site_id`` is the house it lies in, None where none is named."""

    id: str
    doctor_id: str
    name: str
    address: str | None
    is_active: bool
    clinic_site_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEntry:
    """A row of ``location_rooms``."""

    id: str
    doctor_location_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of ``users`` with the roles a person has at the desk."""

    id: str
    login_name: str
    display_name: str
    language: str
    is_active: bool
    doctor_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """Everything a desk lists by name, sorted as it is shown.

    ``unreadable`` are the rows that could not be used as they stand: a service among them is listed as one
    that is not offered, a doctor whose time zone is none in the zone of the column's default.
    """

    doctors: tuple[Doctor, ...]
    services: tuple[ServiceEntry, ...]
    locations: tuple[LocationEntry, ...]
    rooms: tuple[RoomEntry, ...]
    people: tuple[Person, ...]
    sites: tuple[SiteEntry, ...] = ()
    unreadable: tuple[UnreadableRow, ...] = ()

    def doctor(self, doctor_id: str) -> Doctor:
        """Return the doctor of that id; KeyError where there is none."""
        for doctor in self.doctors:
            if doctor.id == doctor_id:
                return doctor
        raise KeyError(doctor_id)

    @property
    def listed_doctors(self) -> tuple[Doctor, ...]:
        """Return the doctors to choose from: who is here, and who left while appointments still stand."""
        return tuple(one for one in self.doctors if one.is_active or one.has_appointments_ahead)

    def services_of(self, doctor_id: str) -> tuple[ServiceEntry, ...]:
        """Return the active services of one doctor, in the order they are listed."""
        return tuple(s for s in self.services if s.doctor_id == doctor_id and s.is_active)

    def like_service(self, service_id: str, doctor_id: str) -> ServiceEntry | None:
        """Return what this doctor offers for a service of anybody's: their own one of the same slug or name.

        Of several the nearest: the service itself, then one of the same slug and name, of the same slug, of
        the same name. Retired ones are not offered. None where the doctor has no such service, or there is no
        service of that id.
        """
        return self._like_by_doctor(service_id).get(doctor_id)

    def like_services(self, service_id: str) -> tuple[ServiceEntry, ...]:
        """Return the like service of each active doctor who has one, in the order doctors are listed."""
        by_doctor = self._like_by_doctor(service_id)
        return tuple(by_doctor[one.id] for one in self.doctors if one.is_active and one.id in by_doctor)

    def _like_by_doctor(self, service_id: str) -> dict[str, ServiceEntry]:
        known = next((one for one in self.services if one.id == service_id), None)
        if known is None:
            return {}
        name = collation_key(known.name.strip())
        nearest: dict[str, tuple[int, ServiceEntry]] = {}
        for one in self.services:
            likeness = _likeness(known, name, one) if one.is_active else 0
            if likeness > nearest.get(one.doctor_id, (0,))[0]:
                nearest[one.doctor_id] = likeness, one
        return {doctor_id: one for doctor_id, (_, one) in nearest.items()}

    def house_of(self, location_id: str | None) -> str | None:
        """Return the id of the house that a location lies in; of one that names no house its own id."""
        location = next((one for one in self.locations if one.id == location_id), None)
        return None if location is None else location.clinic_site_id or location.id

    @property
    def houses(self) -> tuple[SiteEntry, ...]:
        """Return the places to choose from: houses in use, and locations in use that lie in no house."""
        used = {one.clinic_site_id for one in self.locations if one.is_active}
        alone = [
            SiteEntry(id=one.id, name=one.name)
            for one in self.locations
            if one.is_active and one.clinic_site_id is None
        ]
        return (*(one for one in self.sites if one.is_active and one.id in used), *alone)


def _likeness(known: ServiceEntry, name: str, other: ServiceEntry) -> int:
    """How near two services are to being the same one, 0 where they are not; ``name`` is the key of one's."""
    if known.id == other.id:
        return 4
    same_slug = known.slug != "" and known.slug == other.slug
    same_name = name != "" and name == collation_key(other.name.strip())
    return 2 * same_slug + same_name


_HOURS_TABLE = (
    "CASE WHEN EXISTS (SELECT FROM schedule_rules r WHERE r.doctor_id = d.id) THEN 'schedule_rules'"
    " WHEN EXISTS (SELECT FROM schedule_templates t WHERE t.doctor_id = d.id) THEN 'schedule_templates'"
    " WHEN EXISTS (SELECT FROM availability_rules v WHERE v.doctor_id = d.id) THEN 'availability_rules'"
    " ELSE 'schedule_rules' END"
)
_DOCTORS = text(
    f"SELECT d.id::text, d.user_id::text, d.first_name, d.last_name, d.specialty, d.timezone,"  # noqa: S608
    f" d.calendar_color, d.is_active, d.schedule_version, {_HOURS_TABLE} AS hours_table,"
    " NOT d.is_active AND EXISTS (SELECT FROM appointments a WHERE a.doctor_id = d.id"
    "  AND a.status IN ('pending', 'confirmed') AND a.ends_at > timezone('utc', clock_timestamp()))"
    " AS has_appointments_ahead FROM doctors d"
)
_SERVICES = text(
    "SELECT t.id::text, t.doctor_id::text, t.slug, t.name, t.description, t.duration_minutes,"
    " t.buffer_before_minutes, t.buffer_after_minutes, t.price_cents, t.currency, t.consultation_mode,"
    " t.default_location_id::text, t.default_room_id::text, t.is_active,"
    " ARRAY (SELECT l.doctor_location_id::text FROM appointment_type_locations l"
    "         WHERE l.appointment_type_id = t.id ORDER BY 1) AS location_ids,"
    " (SELECT json_agg(json_build_array(n.id, n.resource_type, n.bookable_resource_id))"
    "    FROM appointment_type_resources n WHERE n.appointment_type_id = t.id) AS needs"
    " FROM appointment_types t"
)
_SITES = text("SELECT id::text, name, is_active FROM clinic_sites")
_LOCATIONS = text(
    "SELECT id::text, doctor_id::text, name, address, is_active, clinic_site_id::text FROM doctor_locations"
)
_ROOMS = text("SELECT id::text, doctor_location_id::text, name FROM location_rooms")
_PEOPLE = text(
    "SELECT u.id::text, u.login_name, u.display_name, u.language, u.is_active, d.id::text AS doctor_id"
    " FROM users u LEFT JOIN doctors d ON d.user_id = u.id"
)


def read_clinic(session: Session) -> Clinic:
    """Read the clinic's lists, in six statements, sorted for people (Greek names sort in the program)."""
    unreadable: list[UnreadableRow] = []
    doctors = [_doctor(row, unreadable) for row in _rows(session, _DOCTORS)]
    services = [_service(row, unreadable) for row in _rows(session, _SERVICES)]
    return Clinic(
        doctors=tuple(sorted(doctors, key=_doctor_order)),
        services=tuple(sorted(services, key=lambda service: (collation_key(service.name), service.id))),
        locations=tuple(
            sorted(
                (LocationEntry(**row) for row in _rows(session, _LOCATIONS)),
                key=lambda location: (collation_key(location.name), location.id),
            )
        ),
        rooms=tuple(
            sorted(
                (RoomEntry(**row) for row in _rows(session, _ROOMS)),
                key=lambda room: (collation_key(room.name), room.id),
            )
        ),
        people=tuple(
            sorted(
                (Person(**row) for row in _rows(session, _PEOPLE)),
                key=lambda person: (collation_key(person.display_name), person.id),
            )
        ),
        sites=tuple(
            sorted(
                (SiteEntry(**row) for row in _rows(session, _SITES)),
                key=lambda site: (collation_key(site.name), site.id),
            )
        ),
        unreadable=tuple(unreadable),
    )


def _doctor(row: dict[str, Any], unreadable: list[UnreadableRow]) -> Doctor:
    wrong = None if is_zone(row["timezone"]) else "timezone"
    if _COLOUR.fullmatch(row["calendar_color"]) is None:
        wrong, row["calendar_color"] = wrong or "calendar_color", None
    if wrong is not None:
        unreadable.append(UnreadableRow("doctors", row["id"], wrong, row["id"]))
    return Doctor(**{**row, "timezone": known_zone(row["timezone"])})


_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def _service(row: dict[str, Any], unreadable: list[UnreadableRow]) -> ServiceEntry:
    # What the facts leave out is offered to nobody, and named all the same.
    wrong = unreadable_column_of_service(row)
    if wrong is not None:
        unreadable.append(UnreadableRow("appointment_types", row["id"], wrong, row["doctor_id"]))
        row["is_active"] = False
    del row["needs"]
    mode = MODES.get(row["consultation_mode"], row["consultation_mode"])
    return ServiceEntry(**{**row, "consultation_mode": mode, "location_ids": tuple(row["location_ids"])})


@lru_cache(maxsize=4096)
def collation_key(name: str) -> str:
    """A key that sorts Greek and Latin names as a reader expects: without accents, capitals as small letters.

    The server sorts by bytes where it has no locale (truth.md, "Reading"), so the program sorts names.
    """
    return unmarked(name).casefold()


def _doctor_order(doctor: Doctor) -> tuple[bool, str, str]:
    return (not doctor.is_active, collation_key(doctor.full_name), doctor.id)


def _rows(session: Session, query: TextClause) -> Iterator[dict[str, Any]]:
    return (dict(row) for row in session.execute(query).mappings())
