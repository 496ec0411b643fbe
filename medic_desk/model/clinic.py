"""The clinic as a desk knows it: doctors, services, places and people, read whole and kept until told anew."""

from dataclasses import dataclass
from typing import Literal

HoursTable = Literal["schedule_rules", "schedule_templates", "availability_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """A row of ``doctors``; ``hours_table`` is the table their hours come from (engine-semantics 9)."""

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
class LocationEntry:
    """A row of ``doctor_locations``."""

    id: str
    doctor_id: str
    name: str
    address: str | None
    is_active: bool


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
    """Everything a desk lists by name, sorted as it is shown."""

    doctors: tuple[Doctor, ...]
    services: tuple[ServiceEntry, ...]
    locations: tuple[LocationEntry, ...]
    rooms: tuple[RoomEntry, ...]
    people: tuple[Person, ...]

    def doctor(self, doctor_id: str) -> Doctor:
        """Return the doctor of that id; KeyError where there is none."""
        return next_with_id(self.doctors, doctor_id)

    def services_of(self, doctor_id: str) -> tuple[ServiceEntry, ...]:
        """Return the active services of one doctor, in the order they are listed."""
        return tuple(s for s in self.services if s.doctor_id == doctor_id and s.is_active)
