"""The demo's rows of users, doctors, their places and rooms, services, and bookable resources."""

from dataclasses import dataclass, field

from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.sources import DoctorSource, ServiceSource


@dataclass(slots=True)
class Premises:
    """The rows by table, and the ids by the sources' keys, for the parts planned later."""

    tables: Tables
    user_ids: dict[str, str]
    doctor_ids: dict[str, str]
    location_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """(doctor key, site key) to ``doctor_locations.id``."""
    room_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """(doctor key, room name) to ``location_rooms.id``."""
    service_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """(doctor key, slug) to ``appointment_types.id``."""

    def only_location(self, doctor: DoctorSource, site: str | None) -> str | None:
        """The doctor's location at that site, None where no site is named."""
        return self.location_ids[doctor.key, site] if site else None

    def only_room(self, doctor: DoctorSource, room: str | None) -> str | None:
        """The doctor's room of that name, None where no room is named."""
        return self.room_ids[doctor.key, room] if room else None

    def only_service(self, doctor: DoctorSource, slug: str | None) -> str | None:
        """The doctor's service of that slug, None where no service is named."""
        return self.service_ids[doctor.key, slug] if slug else None


def plan_premises(frame: Frame) -> Premises:
    """Plan users, doctors, doctor_locations, location_rooms, services with their places, and resources."""
    premises = Premises(
        tables={
            "users": [],
            "doctors": [],
            "doctor_locations": [],
            "location_rooms": [],
            "appointment_types": [],
            "appointment_type_locations": [],
            "bookable_resources": [],
        },
        user_ids={user.key: frame.id("user", user.key) for user in frame.sources.users},
        doctor_ids={doctor.key: frame.id("doctor", doctor.key) for doctor in frame.sources.doctors},
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
    for doctor in frame.sources.doctors:
        _add_doctor(frame, premises, doctor)
    premises.tables["bookable_resources"] += [
        _resource(
            frame.id("resource", shared.key),
            doctor_id=None,
            resource_type=shared.resource_type,
            label=shared.label,
        )
        for shared in frame.sources.shared
    ]
    return premises


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
            "is_active": True,
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
    for service in doctor.services:
        _add_service(frame, premises, doctor, service)


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
        }
    )
    for name in rooms:
        room_id = frame.id("room", doctor.key, site_key, name)
        premises.room_ids[doctor.key, name] = room_id
        premises.tables["location_rooms"].append(
            {"id": room_id, "doctor_location_id": location_id, "name": name}
        )
        premises.tables["bookable_resources"].append(
            _resource(
                frame.id("resource", doctor.key, site_key, name),
                doctor_id=premises.doctor_ids[doctor.key],
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
            "default_room_id": premises.only_room(doctor, service.room),
            "is_active": True,
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
