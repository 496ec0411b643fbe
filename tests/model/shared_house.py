"""A small clinic in one house that both doctors share: a room, a machine, assistants, and pauses."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.store.store import Store
from medic_desk.model.tables import (
    AppointmentTypeResourceRow,
    AppointmentTypeRow,
    BookableResourceRow,
    ClinicSiteRow,
    DoctorLocationRow,
    LocationRoomRow,
)
from tests.model.small_clinic import SmallClinic, add, make_small_clinic

PAUSE = 10
"""Minutes that the shared house keeps free before and after each visit."""


@dataclass(frozen=True, slots=True)
class SharedHouse:
    """What ``make_shared_house`` inserted besides the small clinic.

    ``scan_id`` and ``colleague_scan_id`` need a room, one of the two assistants and the very machine. The
    ``elsewhere`` room stands in a house that neither doctor works in.
    """

    clinic: SmallClinic
    site_id: str
    room_resource_id: str
    elsewhere_id: str
    machine_id: str
    assistant_ids: tuple[str, str]
    scan_id: str
    colleague_scan_id: str


def make_shared_house(store: Store) -> SharedHouse:
    """Insert the small clinic; its shared room stands in the house, and visits have pauses around them."""
    clinic = make_small_clinic(store)
    return store.do(_insert, clinic)


def _insert(session: Session, clinic: SmallClinic) -> SharedHouse:
    site = add(session, ClinicSiteRow, name="Κέντρο")
    session.execute(text("UPDATE doctor_locations SET clinic_site_id = :site"), {"site": site})
    session.execute(
        text("UPDATE appointment_types SET buffer_before_minutes = :pause, buffer_after_minutes = :pause"),
        {"pause": PAUSE},
    )
    add(session, DoctorLocationRow, doctor_id=clinic.colleague_id, name="Κέντρο", clinic_site_id=site)
    room = session.execute(
        text(
            "UPDATE bookable_resources SET location_room_id = :room, doctor_location_id = :location"
            " RETURNING id::text"
        ),
        {"room": clinic.room_id, "location": clinic.location_id},
    ).scalar_one()
    other_doctor_id = session.execute(
        text("INSERT INTO doctors (first_name, last_name) VALUES ('Ιωάννα', 'Φωτίου') RETURNING id::text")
    ).scalar_one()
    far = add(session, DoctorLocationRow, doctor_id=other_doctor_id, name="Βόρεια")
    far_room = add(session, LocationRoomRow, doctor_location_id=far, name="Β1")
    elsewhere = add(
        session, BookableResourceRow, resource_type="room", label="Α Βόρεια", location_room_id=far_room
    )
    machine = add(session, BookableResourceRow, resource_type="equipment", label="Υπέρηχος")
    first, second = (
        add(session, BookableResourceRow, resource_type="staff", label=label)
        for label in ("Βοηθός 1", "Βοηθός 2")
    )
    scans = [_insert_scan(session, doctor, machine) for doctor in (clinic.doctor_id, clinic.colleague_id)]
    return SharedHouse(
        clinic=clinic,
        site_id=site,
        room_resource_id=room,
        elsewhere_id=elsewhere,
        machine_id=machine,
        assistant_ids=(first, second),
        scan_id=scans[0],
        colleague_scan_id=scans[1],
    )


def _insert_scan(session: Session, doctor_id: str, machine_id: str) -> str:
    scan = add(
        session,
        AppointmentTypeRow,
        doctor_id=doctor_id,
        slug="scan",
        name="Υπερηχογράφημα",
        duration_minutes=30,
        buffer_before_minutes=PAUSE,
        buffer_after_minutes=PAUSE,
    )
    add(session, AppointmentTypeResourceRow, appointment_type_id=scan, resource_type="staff")
    add(
        session,
        AppointmentTypeResourceRow,
        appointment_type_id=scan,
        resource_type="equipment",
        bookable_resource_id=machine_id,
    )
    return scan


BROKEN_PAUSES = """
    WITH padded AS (
      SELECT c.bookable_resource_id, c.appointment_id, a.doctor_id, a.session_lane,
             c.starts_at, c.ends_at, t.buffer_before_minutes AS before, t.buffer_after_minutes AS after
        FROM appointment_resource_claims c
        JOIN appointments a ON a.id = c.appointment_id
        JOIN appointment_types t ON t.id = a.appointment_type_id
       WHERE c.status = 'active' AND a.status NOT IN ('cancelled', 'no_show')
    )
    SELECT one.appointment_id AS earlier, two.appointment_id AS later
      FROM padded one JOIN padded two
        ON (one.bookable_resource_id = two.bookable_resource_id
            OR (one.doctor_id = two.doctor_id AND one.session_lane = two.session_lane))
       AND (one.starts_at, one.appointment_id) < (two.starts_at, two.appointment_id)
     WHERE one.ends_at + make_interval(mins => one.after) > two.starts_at - make_interval(mins => two.before)
       AND one.appointment_id <> two.appointment_id
"""
"""Neighbours in one resource, or with one doctor, who lack the one's pause after plus the other's before."""
