"""The demo's rows of users, doctors, houses with their rooms, services with their needs, and resources."""

from dataclasses import dataclass, field

from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.sources import DoctorSource, ServiceSource, SharedSource

_TABLES = (
    "users",
    "doctors",
    "clinic_sites",
    "doctor_locations",
    "location_rooms",
    "appointment_types",
    "appointment_type_locations",
    "bookable_resources",
    "appointment_type_resources",
)
"""In an order that foreign keys accept."""

_RESOURCE_TYPES = frozenset({"room", "telehealth_slot", "equipment", "staff"})


@dataclass(slots=True)
class Premises:
    """The rows by table, and the ids by the sources' keys, for the parts planned later."""

    tables: Tables
    user_ids: dict[str, str]
    doctor_ids: dict[str, str]
    location_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """(doctor key, site key) to ``doctor_locations.id``."""
    room_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """(site key, room name) to ``location_rooms.id``: a room of a house is one room for all its doctors."""
    hosts: dict[str, str] = field(default_factory=dict)
    """Site key to the ``doctor_locations.id`` at which its shared rooms and machines are entered."""
    site_ids: dict[str, str] = field(default_factory=dict)
    """Site key to ``clinic_sites.id``."""
    shared_ids: dict[str, str] = field(default_factory=dict)
    """Key of a machine or an assistant to ``bookable_resources.id``."""
    service_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """(doctor key, slug) to ``appointment_types.id``."""

    def only_location(self, doctor: DoctorSource, site: str | None) -> str | None:
        """The doctor's location at that site, None where no site is named."""
        return self.location_ids[doctor.key, site] if site else None

    def only_room(self, site: str | None, room: str | None) -> str | None:
        """The room of that name in a house, None where no room is named."""
        return self.room_ids[site, room] if site and room else None

    def only_service(self, doctor: DoctorSource, slug: str | None) -> str | None:
        """The doctor's service of that slug, None where no service is named."""
        return self.service_ids[doctor.key, slug] if slug else None


def plan_premises(frame: Frame) -> Premises:
    """Plan users, doctors, houses, locations, rooms, services with their places and needs, and resources."""
    premises = Premises(
        tables={table: [] for table in _TABLES},
        user_ids={user.key: frame.id("user", user.key) for user in frame.sources.users},
        doctor_ids={doctor.key: frame.id("doctor", doctor.key) for doctor in frame.sources.doctors},
        site_ids={site.key: frame.id("site", site.key) for site in frame.sources.sites},
    )
    premises.tables["users"] = [
        {
            "id": premises.user_ids[user.key],
            "login_name": user.login_name,
            "display_name": user.display_name,
            "language": user.language,
            "is_active": True,
        }
        for user in frame.sources.users
    ]
    premises.tables["clinic_sites"] = [
        {
            "id": premises.site_ids[site.key],
            "name": site.name,
            "address": f"{site.address}, {site.postal_code}",
            "phone": site.phone,
            "is_active": True,
        }
        for site in frame.sources.sites
    ]
    for doctor in frame.sources.doctors:
        _add_doctor(frame, premises, doctor)
    for shared in frame.sources.shared:
        _add_shared(frame, premises, shared)
    for doctor in frame.sources.doctors:
        for service in doctor.services:
            _add_service(frame, premises, doctor, service)
    return premises


def _add_shared(frame: Frame, premises: Premises, shared: SharedSource) -> None:
    premises.shared_ids[shared.key] = frame.id("resource", shared.key)
    room = premises.only_room(shared.site, shared.room)
    host = premises.hosts[shared.site]
    if room:
        host = next(
            row["doctor_location_id"] for row in premises.tables["location_rooms"] if row["id"] == room
        )
    premises.tables["bookable_resources"].append(
        _resource(
            premises.shared_ids[shared.key],
            doctor_id=None,
            doctor_location_id=host,
            location_room_id=room,
            resource_type=shared.resource_type,
            label=shared.label,
        )
    )


def _add_doctor(frame: Frame, premises: Premises, doctor: DoctorSource) -> None:
    doctor_id = premises.doctor_ids[doctor.key]
    premises.tables["doctors"].append(
        {
            "id": doctor_id,
            "user_id": premises.user_ids[doctor.user] if doctor.user else None,
            "first_name": doctor.first_name,
            "last_name": doctor.last_name,
            "specialty": doctor.specialty,
            "timezone": frame.sources.timezone,
            "calendar_color": doctor.calendar_color,
            "is_active": doctor.left_in_days is None,
        }
    )
    for site_key, rooms in doctor.sites:
        _add_site(frame, premises, doctor, site_key, rooms)
    if doctor.telehealth:
        premises.tables["bookable_resources"].append(
            _resource(
                frame.id("resource", doctor.key, "telehealth"),
                doctor_id=doctor_id,
                resource_type="telehealth_slot",
                label=doctor.telehealth,
            )
        )


def _add_site(
    frame: Frame, premises: Premises, doctor: DoctorSource, site_key: str, rooms: tuple[str, ...]
) -> None:
    site = frame.sources.site_by_key[site_key]
    location_id = frame.id("location", doctor.key, site_key)
    premises.location_ids[doctor.key, site_key] = location_id
    premises.tables["doctor_locations"].append(
        {
            "id": location_id,
            "doctor_id": premises.doctor_ids[doctor.key],
            "name": site.name,
            "address": f"{site.address}, {site.postal_code}",
            "city": site.city,
            "phone": site.phone,
            "is_active": True,
            "clinic_site_id": premises.site_ids[site_key],
        }
    )
    for name in rooms:
        _add_room(frame, premises, site_key, name, location_id, premises.doctor_ids[doctor.key])
    if site_key not in premises.hosts:
        # A room belongs to a location row, so a shared one is entered at that of the house's first doctor.
        premises.hosts[site_key] = location_id
        for name in site.rooms:
            _add_room(frame, premises, site_key, name, location_id, None)


def _add_room(
    frame: Frame, premises: Premises, site_key: str, name: str, location_id: str, doctor_id: str | None
) -> None:
    """Add a room with the resource that an appointment in it claims; without a doctor, everybody's."""
    room_id = premises.room_ids[site_key, name] = frame.id("room", site_key, name)
    premises.tables["location_rooms"].append({"id": room_id, "doctor_location_id": location_id, "name": name})
    premises.tables["bookable_resources"].append(
        _resource(
            frame.id("resource", site_key, name),
            doctor_id=doctor_id,
            doctor_location_id=location_id,
            location_room_id=room_id,
            resource_type="room",
            label=name,
        )
    )


def _add_service(frame: Frame, premises: Premises, doctor: DoctorSource, service: ServiceSource) -> None:
    service_id = frame.id("service", doctor.key, service.slug)
    premises.service_ids[doctor.key, service.slug] = service_id
    sites = service.sites or tuple(site for site, _ in doctor.sites)
    premises.tables["appointment_types"].append(
        {
            "id": service_id,
            "doctor_id": premises.doctor_ids[doctor.key],
            "slug": service.slug,
            "name": service.name,
            "description": service.description,
            "duration_minutes": service.duration,
            "buffer_before_minutes": service.buffer_before,
            "buffer_after_minutes": service.buffer_after,
            "price_cents": service.price * 100,
            "currency": "EUR",
            "consultation_mode": service.mode,
            "default_location_id": premises.location_ids[doctor.key, sites[0]],
            "default_room_id": premises.only_room(sites[0], service.room),
            "is_active": service.retired_in_days is None,
            "min_notice_minutes": service.min_notice,
            "max_future_days": 90,
        }
    )
    premises.tables["appointment_type_locations"] += [
        {
            "id": frame.id("service-location", doctor.key, service.slug, site),
            "appointment_type_id": service_id,
            "doctor_location_id": premises.location_ids[doctor.key, site],
        }
        for site in sites
    ]
    premises.tables["appointment_type_resources"] += [
        {
            "id": frame.id("need", doctor.key, service.slug, need),
            "appointment_type_id": service_id,
            **_need(premises, need),
        }
        for need in service.needs
    ]


def _need(premises: Premises, need: str) -> Row:
    """Any resource of a type, or the machine of that key."""
    if need in _RESOURCE_TYPES:
        return {"resource_type": need, "bookable_resource_id": None}
    resource_id = premises.shared_ids[need]
    found = next(row for row in premises.tables["bookable_resources"] if row["id"] == resource_id)
    return {"resource_type": found["resource_type"], "bookable_resource_id": resource_id}


def _resource(
    resource_id: str,
    *,
    doctor_id: str | None,
    resource_type: str,
    label: str,
    doctor_location_id: str | None = None,
    location_room_id: str | None = None,
) -> Row:
    return {
        "id": resource_id,
        "doctor_id": doctor_id,
        "doctor_location_id": doctor_location_id,
        "location_room_id": location_room_id,
        "resource_type": resource_type,
        "label": label,
        "capacity": 1,
        "is_active": True,
    }
