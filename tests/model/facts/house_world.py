"""A world of two doctors in one house, written by hand as a scenario, and the same in a database."""

import copy
from collections.abc import Mapping
from typing import Any

from medic_desk.engine import load_scenario, refused
from medic_desk.engine.facts import Facts, FreeSlot, Refusal, Request
from medic_desk.engine.slots import free_slots
from medic_desk.model.facts.facts import read_facts
from medic_desk.model.store.store import Store
from tests.model.tables.schema_rows import literal, uid

DOCTOR, COLLEAGUE, PATIENT, SITE = (uid(n) for n in range(1, 5))
HERE, THERE, ROOM = (uid(n) for n in range(11, 14))
ECHO, VISIT = uid(21), uid(22)
FIRST_ROOM, SECOND_ROOM, MACHINE, ASSISTANT = (uid(n) for n in range(31, 35))
WANTED, RUN_OUT, ROOM_TAKEN, MACHINE_TAKEN = (uid(n) for n in range(41, 45))

World = dict[str, Any]

_SCENARIO: World = {
    "now": "2027-02-20T08:00:00Z",
    "doctor": {"id": DOCTOR, "timezone": "Europe/Athens", "is_active": True},
    "doctor_locations": [
        {"id": HERE, "doctor_id": DOCTOR, "is_active": True, "clinic_site_id": SITE},
        {"id": THERE, "doctor_id": COLLEAGUE, "is_active": True, "clinic_site_id": SITE},
    ],
    # The room that both use is a row of the colleague's location.
    "location_rooms": [{"id": ROOM, "doctor_location_id": THERE}],
    "appointment_types": [
        {"id": ECHO, "doctor_id": DOCTOR, "duration_minutes": 30, "is_active": True},
        {"id": VISIT, "doctor_id": COLLEAGUE, "duration_minutes": 30, "is_active": True},
    ],
    "bookable_resources": [
        {"id": FIRST_ROOM, "doctor_id": None, "resource_type": "room", "label": "1",
         "doctor_location_id": THERE, "location_room_id": ROOM, "is_active": True},
        {"id": SECOND_ROOM, "doctor_id": None, "resource_type": "room", "label": "2", "is_active": False},
        {"id": MACHINE, "doctor_id": None, "resource_type": "equipment", "label": "Echo",
         "doctor_location_id": HERE, "is_active": True},
        {"id": ASSISTANT, "doctor_id": DOCTOR, "resource_type": "staff", "label": "Maria", "is_active": True},
    ],
    "appointment_type_resources": [
        {"id": uid(51), "appointment_type_id": ECHO, "resource_type": "room"},
        {"id": uid(52), "appointment_type_id": ECHO, "resource_type": "equipment",
         "bookable_resource_id": MACHINE},
        {"id": uid(53), "appointment_type_id": ECHO, "resource_type": "staff"},
    ],
    # Monday 1 March 2027 and every other Monday after it.
    "schedule_rules": [
        {"id": uid(61), "doctor_id": DOCTOR, "timezone": "Europe/Athens", "day_of_week": 1,
         "work_start_local": "09:00", "work_end_local": "11:00", "slot_interval_minutes": 30,
         "repeat_weeks": 2, "effective_from": "2027-03-01"},
    ],
    "appointments": [
        {"id": ROOM_TAKEN, "doctor_id": COLLEAGUE, "appointment_type_id": VISIT, "status": "confirmed",
         "starts_at": "2027-03-01T07:30:00Z", "ends_at": "2027-03-01T08:00:00Z"},
        {"id": RUN_OUT, "doctor_id": DOCTOR, "appointment_type_id": ECHO, "status": "pending",
         "starts_at": "2027-03-01T08:00:00Z", "ends_at": "2027-03-01T08:30:00Z",
         "pending_expires_at": "2027-02-20T08:00:00Z"},
        {"id": WANTED, "doctor_id": DOCTOR, "appointment_type_id": ECHO, "status": "pending",
         "starts_at": "2027-03-01T08:30:00Z", "ends_at": "2027-03-01T09:00:00Z",
         "pending_expires_at": "2027-02-20T08:00:01Z"},
        {"id": MACHINE_TAKEN, "doctor_id": COLLEAGUE, "appointment_type_id": VISIT, "status": "confirmed",
         "starts_at": "2027-03-15T07:00:00Z", "ends_at": "2027-03-15T07:30:00Z"},
    ],
    "appointment_resource_claims": [
        {"id": uid(71), "appointment_id": ROOM_TAKEN, "bookable_resource_id": FIRST_ROOM,
         "starts_at": "2027-03-01T07:30:00Z", "ends_at": "2027-03-01T08:00:00Z"},
        {"id": uid(72), "appointment_id": MACHINE_TAKEN, "bookable_resource_id": MACHINE,
         "starts_at": "2027-03-15T07:00:00Z", "ends_at": "2027-03-15T07:30:00Z"},
        {"id": uid(73), "appointment_id": RUN_OUT, "bookable_resource_id": ASSISTANT,
         "starts_at": "2027-03-01T08:00:00Z", "ends_at": "2027-03-01T08:30:00Z"},
    ],
    "request": {
        "appointment_type_id": ECHO,
        "starts_from": "2027-03-01T00:00:00Z",
        "starts_before": "2027-03-20T00:00:00Z",
        "refused": True,
    },
}  # fmt: skip

_MUST_BE_SET: Mapping[str, Mapping[str, object]] = {
    "doctor_locations": {"name": "Κέντρο"},
    "location_rooms": {"name": "1"},
    "appointment_types": {"name": "Υπηρεσία", "slug": "service"},
    "appointments": {"patient_id": PATIENT},
}
"""Columns that a scenario has no use for."""


def house_world() -> World:
    """The world, to be changed at will."""
    return copy.deepcopy(_SCENARIO)


def row(world: World, table: str, row_id: str) -> dict[str, Any]:
    """One row of a world, to be changed."""
    found: dict[str, Any] = next(row for row in world[table] if row["id"] == row_id)
    return found


def plant(url_connection: Any, world: World, *, house_is_active: bool = True) -> None:
    """Insert the world's rows on a plain connection."""
    doctor = world["doctor"]
    _insert(url_connection, "doctors", {**doctor, "last_name": "Παπαδόπουλος"})
    _insert(url_connection, "doctors", {"id": COLLEAGUE, "last_name": "Γεωργίου"})
    _insert(url_connection, "patients", {"id": PATIENT, "last_name": "Αντωνίου"})
    _insert(url_connection, "clinic_sites", {"id": SITE, "name": "Κέντρο", "is_active": house_is_active})
    for table, rows in world.items():
        if isinstance(rows, list):
            for one in rows:
                _insert(url_connection, table, {**_MUST_BE_SET.get(table, {}), **one})


def _insert(url_connection: Any, table: str, columns: Mapping[str, object]) -> None:
    values = ", ".join("NULL" if value is None else literal(value) for value in columns.values())
    url_connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})")


def by_hand(world: World) -> tuple[Facts, Request]:
    """The world and its question, as the engine reads a scenario."""
    return load_scenario(world)


def live_facts(store: Store, request: Request) -> Facts:
    """The doctor's world as the program reads it for a question."""
    named = () if request.for_appointment_id is None else (request.for_appointment_id,)
    return store.do(read_facts, (DOCTOR,), request.starts_from, request.starts_before, appointment_ids=named)[
        DOCTOR
    ]


def answers(facts: Facts, request: Request) -> tuple[list[FreeSlot], list[Refusal]]:
    """The free slots and the refused candidates."""
    return list(free_slots(facts, request)), list(refused(facts, request))
