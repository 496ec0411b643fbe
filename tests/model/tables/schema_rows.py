"""A clinic of one row a table, in plain SQL and in the reference's columns alone: what schema tests vary."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError


def uid(number: int) -> str:
    """A fixed id that can be read in a failure."""
    return str(UUID(int=number))


USER, DOCTOR, OTHER_DOCTOR, PATIENT, LOCATION, ROOM, SERVICE, RESOURCE = (uid(n) for n in range(1, 9))
RULE, TEMPLATE, APPOINTMENT, REQUEST, CLAIM, EVENT, EXCEPTION = (uid(n) for n in range(11, 18))
SITE, CLOSURE, ACT, ITEM = (uid(n) for n in range(31, 35))

ROWS: dict[str, dict[str, object]] = {
    "users": {"id": USER, "login_name": "eleni", "display_name": "Ελένη"},
    "doctors": {"id": DOCTOR, "last_name": "Καρδιός", "first_name": "Νίκος"},
    "patients": {"id": PATIENT, "last_name": "Παπαδόπουλος", "first_name": "Γιάννης", "file_number": "F-1"},
    "clinic_sites": {"id": SITE, "name": "Ιατρεία Κέντρου"},
    "doctor_locations": {"id": LOCATION, "doctor_id": DOCTOR, "name": "Κέντρο"},
    "location_rooms": {"id": ROOM, "doctor_location_id": LOCATION, "name": "1"},
    "appointment_types": {"id": SERVICE, "doctor_id": DOCTOR, "slug": "ecg", "name": "ΗΚΓ"},
    "appointment_type_locations": {
        "id": uid(21),
        "appointment_type_id": SERVICE,
        "doctor_location_id": LOCATION,
    },
    "bookable_resources": {"id": RESOURCE, "doctor_id": DOCTOR, "resource_type": "room", "label": "1"},
    "appointment_type_resources": {
        "id": uid(27),
        "appointment_type_id": SERVICE,
        "resource_type": "equipment",
    },
    # Of a house that no location is in: it blocks nobody.
    "clinic_closures": {
        "id": CLOSURE,
        "clinic_site_id": SITE,
        "starts_at": "2027-03-25 00:00",
        "ends_at": "2027-03-26 00:00",
    },
    "schedule_rules": {
        "id": RULE,
        "doctor_id": DOCTOR,
        "day_of_week": 1,
        "work_start_local": "09:00",
        "work_end_local": "13:00",
    },
    "schedule_rule_breaks": {
        "id": uid(22),
        "schedule_rule_id": RULE,
        "break_start_local": "11:00",
        "break_end_local": "11:15",
    },
    "schedule_exceptions": {
        "id": EXCEPTION,
        "doctor_id": DOCTOR,
        "starts_at": "2027-03-01 08:00",
        "ends_at": "2027-03-01 10:00",
    },
    "schedule_templates": {
        "id": TEMPLATE,
        "doctor_id": DOCTOR,
        "day_of_week": 2,
        "work_start": "09:00",
        "work_end": "13:00",
    },
    "schedule_template_breaks": {
        "id": uid(23),
        "schedule_template_id": TEMPLATE,
        "break_start": "11:00",
        "break_end": "11:15",
    },
    "availability_rules": {
        "id": uid(24),
        "doctor_id": DOCTOR,
        "day_of_week": 3,
        "start_time": "09:00",
        "end_time": "13:00",
    },
    "availability_exceptions": {
        "id": uid(25),
        "doctor_id": DOCTOR,
        "starts_at": "2027-03-02 08:00",
        "ends_at": "2027-03-02 10:00",
    },
    "time_off_requests": {
        "id": REQUEST,
        "doctor_id": DOCTOR,
        "starts_at": "2027-04-01 00:00",
        "ends_at": "2027-04-03 00:00",
        "reason": "συνέδριο",
    },
    "appointments": {
        "id": APPOINTMENT,
        "patient_id": PATIENT,
        "doctor_id": DOCTOR,
        "starts_at": "2027-03-08 09:00",
        "ends_at": "2027-03-08 09:30",
    },
    "appointment_events": {"id": EVENT, "appointment_id": APPOINTMENT, "action": "reminder_sent"},
    "appointment_resource_claims": {
        "id": CLAIM,
        "appointment_id": APPOINTMENT,
        "bookable_resource_id": RESOURCE,
        "starts_at": "2027-03-08 09:00",
        "ends_at": "2027-03-08 09:30",
    },
    "acts": {"act_id": ACT, "name": "booked", "digest": "sha256:0"},
    "rebooking_items": {"id": ITEM, "appointment_id": APPOINTMENT},
    "rebooking_causes": {"id": uid(28), "rebooking_item_id": ITEM, "kind": "closure", "cause_id": CLOSURE},
    "staff_events": {"id": uid(26), "action": "signed_in"},
}
"""The least row of every table, parents first; times are UTC."""


def insert(connection: Connection, table: str, **values: object) -> None:
    """Insert one row as any SQL writer would: literals of unknown type."""
    columns = ", ".join(f'"{name}"' for name in values)
    # Bound parameters would be sent as text and refused for a uuid or an instant; literals find their type.
    marks = ", ".join("NULL" if value is None else literal(value) for value in values.values())
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({marks})".replace(":", "\\:")))


def add(db: psycopg.Connection[Any], table: str, **values: object) -> None:
    """Insert the table's least row, with ``values`` over it, on a plain connection."""
    row = {**ROWS[table], **values}
    marks = ", ".join("NULL" if value is None else literal(value) for value in row.values())
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})")


def literal(value: object) -> str:
    """A quoted SQL literal of unknown type."""
    return "'" + str(value).replace("'", "''") + "'"


def refused_by(caught: pytest.ExceptionInfo[DBAPIError]) -> tuple[str | None, str | None]:
    """The SQLSTATE of a refusal, and the constraint it names."""
    original = caught.value.orig
    assert isinstance(original, psycopg.Error)
    return original.sqlstate, original.diag.constraint_name


def run(connection: Connection, statement: str) -> None:
    """Run statements as any SQL writer would."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def refusal(connection: Connection, *statements: str) -> tuple[str | None, str | None]:
    """Run statements and the checks that wait for COMMIT; the SQLSTATE and the constraint that refused."""
    script = "; ".join((*statements, "SET CONSTRAINTS ALL IMMEDIATE"))
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        run(connection, script)
    return refused_by(caught)


def plant(connection: Connection, *, but: str = "") -> None:
    """Insert the clinic, all tables or those before ``but``."""
    for table, values in ROWS.items():
        if table == but:
            return
        insert(connection, table, **values)
