"""A writer that knows the reference alone can add, change and delete in each of the fourteen tables."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from medic_desk.model.tables import TableRow
from tests.model.tables.schema_rows import (
    APPOINTMENT,
    CLAIM,
    DOCTOR,
    EVENT,
    EXCEPTION,
    LOCATION,
    PATIENT,
    REQUEST,
    RESOURCE,
    ROOM,
    ROWS,
    RULE,
    SERVICE,
    TEMPLATE,
    USER,
    literal,
    uid,
)

STAMPS = {"inserted_at": "2027-01-01 08:00:00", "updated_at": "2027-01-01 08:00:00"}
SPAN = {"starts_at": "2027-03-08 09:00:00", "ends_at": "2027-03-08 09:30:00"}

FULL: dict[str, dict[str, object]] = {
    "appointment_types": {
        "id": SERVICE,
        "doctor_id": DOCTOR,
        "slug": "ecg",
        "name": "ΗΚΓ",
        "description": "Καρδιογράφημα",
        "duration_minutes": 360,
        "buffer_before_minutes": 5,
        "buffer_after_minutes": 10,
        "price_cents": 4000,
        "currency": "EUR",
        "consultation_mode": "video",
        "default_location_id": LOCATION,
        "default_room_id": ROOM,
        "is_active": True,
        "allow_patient_reschedule": False,
        "min_notice_minutes": 60,
        "max_future_days": 90,
        "max_reschedule_count": 1,
        "notes": "x",
    },
    "appointment_type_locations": {
        "id": uid(21),
        "appointment_type_id": SERVICE,
        "doctor_location_id": LOCATION,
    },
    "bookable_resources": {
        "id": RESOURCE,
        "doctor_id": DOCTOR,
        "doctor_location_id": LOCATION,
        "location_room_id": ROOM,
        "resource_type": "telehealth_slot",
        "label": "1",
        "capacity": 2,
        "is_active": True,
    },
    "schedule_rules": {
        "id": RULE,
        "doctor_id": DOCTOR,
        "timezone": "Europe/Athens",
        "scope_appointment_type_id": SERVICE,
        "scope_doctor_location_id": LOCATION,
        "scope_location_room_id": ROOM,
        "day_of_week": 7,
        "work_start_local": "20:00:00",
        "work_end_local": "02:00:00",
        "slot_interval_minutes": 15,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 5,
        "label": "νύχτα",
        "priority": -1,
    },
    "schedule_rule_breaks": {
        "id": uid(22),
        "schedule_rule_id": RULE,
        "break_start_local": "23:30:00",
        "break_end_local": "00:15:00",
        "label": "καφές",
    },
    "schedule_exceptions": {
        "id": EXCEPTION,
        "doctor_id": DOCTOR,
        "schedule_rule_id": RULE,
        "appointment_type_id": SERVICE,
        "doctor_location_id": LOCATION,
        "location_room_id": ROOM,
        **SPAN,
        "exception_type": "available",
        "reason": "x",
        "source": "import",
    },
    "schedule_templates": {
        "id": TEMPLATE,
        "doctor_id": DOCTOR,
        "doctor_location_id": LOCATION,
        "location_room_id": ROOM,
        "appointment_type_id": SERVICE,
        "day_of_week": 1,
        "slot_duration_minutes": 300,
        "work_start": "09:00:00",
        "work_end": "13:00:00",
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "max_parallel_sessions": 3,
        "priority": 2,
    },
    "schedule_template_breaks": {
        "id": uid(23),
        "schedule_template_id": TEMPLATE,
        "break_start": "11:00:00",
        "break_end": "11:15:00",
        "label": None,
    },
    "availability_rules": {
        "id": uid(24),
        "doctor_id": DOCTOR,
        "day_of_week": 1,
        "start_time": "09:00:00",
        "end_time": "17:00:00",
        "break_start": "12:00:00",
        "break_end": "13:00:00",
        "slot_duration_minutes": 240,
        "is_active": False,
    },
    "availability_exceptions": {
        "id": uid(25),
        "doctor_id": DOCTOR,
        "appointment_type_id": SERVICE,
        "doctor_location_id": LOCATION,
        **SPAN,
        "status": "available",
        "reason": "x",
        "source": "manual",
    },
    "time_off_requests": {
        "id": REQUEST,
        "doctor_id": DOCTOR,
        **SPAN,
        "status": "approved",
        "reason": "x",
        "notes": "y",
        "approved_by_id": USER,
    },
    "appointments": {
        "id": APPOINTMENT,
        **SPAN,
        "duration_minutes": 30,
        "status": "confirmed",
        "consultation_mode_snapshot": "telemedicine",
        "meeting_url": "https://meet",
        "notes": "x",
        "cancellation_reason": None,
        "cancelled_at": None,
        "price_cents": 4000,
        "currency": "EUR",
        "source": "patient_portal",
        "reschedule_count": 1,
        "service_name_snapshot": "ΗΚΓ",
        "service_duration_snapshot": 30,
        "service_price_cents_snapshot": 4000,
        "service_currency_snapshot": "EUR",
        "external_reference": "gcal:1",
        "hold_expires_at": None,
        "created_by_actor_type": "patient",
        "created_by_actor_id": PATIENT,
        "cancelled_by_actor_type": None,
        "cancelled_by_actor_id": None,
        "patient_timezone": "Europe/London",
        "doctor_timezone": "Europe/Athens",
        "patient_id": PATIENT,
        "doctor_id": DOCTOR,
        "doctor_location_id": LOCATION,
        "location_room_id": ROOM,
        "appointment_type_id": SERVICE,
    },
    "appointment_events": {
        "id": EVENT,
        "appointment_id": APPOINTMENT,
        "occurred_at": "2027-01-01 08:00:00",
        "actor_type": "patient",
        "actor_id": PATIENT,
        "action": "booked",
        "metadata": '{"via": "portal"}',
    },
    "appointment_resource_claims": {
        "id": CLAIM,
        "appointment_id": APPOINTMENT,
        "bookable_resource_id": RESOURCE,
        **SPAN,
        "status": "active",
    },
}
"""Every column of the reference, with the values its text allows; parents first."""

CHANGES = {
    "appointment_types": "duration_minutes = 45, is_active = false",
    "appointment_type_locations": "doctor_location_id = doctor_location_id",
    "bookable_resources": "label = '2'",
    "schedule_rules": "work_end_local = '03:00', priority = 5",
    "schedule_rule_breaks": "label = NULL",
    "schedule_exceptions": "exception_type = 'blocked'",
    "schedule_templates": "max_parallel_sessions = 1",
    "schedule_template_breaks": "label = 'διάλειμμα'",
    "availability_rules": "is_active = true",
    "availability_exceptions": "status = 'blocked'",
    "time_off_requests": "status = 'denied'",
    "appointments": "starts_at = '2027-03-09 10:00', ends_at = '2027-03-09 10:30', reschedule_count = 2",
    "appointment_resource_claims": "status = 'cancelled'",
}


@pytest.fixture
def db(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    """A plain psycopg connection, each statement a transaction, over people and places."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in ("users", "doctors", "patients", "doctor_locations", "location_rooms"):
            add(connection, table, ROWS[table])
        yield connection


def add(db: psycopg.Connection[Any], table: str, row: dict[str, object]) -> None:
    marks = ", ".join("NULL" if value is None else literal(value) for value in row.values())
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})")


def grow(db: psycopg.Connection[Any], upto: str) -> None:
    for table, row in FULL.items():
        if table == upto:
            return
        add(db, table, row | STAMPS)


def test_the_fourteen_are_fourteen() -> None:
    assert len(FULL) == 14
    for table, row in FULL.items():
        assert set(row) | set(STAMPS) <= set(TableRow.metadata.tables[table].columns.keys())


@pytest.mark.parametrize("table", FULL)
def test_a_full_row_is_kept_as_it_was_written(db: psycopg.Connection[Any], table: str) -> None:
    grow(db, table)
    row = FULL[table] | STAMPS
    add(db, table, row)
    found = db.execute(f"SELECT {', '.join(f'{c}::text' for c in row)} FROM {table} WHERE id = '{row['id']}'")
    assert found.fetchone() == tuple(as_text(value) for value in row.values())


def as_text(value: object) -> str | None:
    """How PostgreSQL writes a value of a row."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


@pytest.mark.parametrize("table", [table for table in FULL if table != "appointment_events"])
def test_a_row_can_be_changed_and_deleted(db: psycopg.Connection[Any], table: str) -> None:
    grow(db, table)
    add(db, table, FULL[table] | STAMPS)
    row_id = FULL[table]["id"]
    if table == "appointment_resource_claims":
        # A live appointment keeps its claims (test_schema_claims).
        db.execute("UPDATE appointments SET status = 'cancelled'")
    assert db.execute(f"UPDATE {table} SET {CHANGES[table]} WHERE id = '{row_id}'").rowcount == 1
    stamp = "UPDATE {} SET updated_at = '2027-01-02 00:00:00' WHERE id = '{}'"
    assert db.execute(stamp.format(table, row_id)).rowcount == 1
    assert db.execute(f"DELETE FROM {table} WHERE id = '{row_id}'").rowcount == 1


def test_an_event_can_be_added_and_by_the_references_own_word_not_changed(
    db: psycopg.Connection[Any],
) -> None:
    grow(db, "appointment_events")
    add(db, "appointment_events", FULL["appointment_events"] | STAMPS)
    for statement in ("UPDATE appointment_events SET action = 'x'", "DELETE FROM appointment_events"):
        with pytest.raises(psycopg.Error) as caught:
            db.execute(statement)
        assert caught.value.sqlstate == "MD001"


@pytest.mark.parametrize("table", FULL)
def test_what_has_a_default_or_is_optional_may_be_left_out(db: psycopg.Connection[Any], table: str) -> None:
    grow(db, table)
    add(db, table, ROWS[table])


def test_a_writer_that_mirrors_its_claims_itself_is_not_disturbed(db: psycopg.Connection[Any]) -> None:
    grow(db, "")
    moved = "starts_at = '2027-03-10 09:00', ends_at = '2027-03-10 09:30'"
    with db.transaction():
        db.execute(f"UPDATE appointments SET {moved}")
        db.execute(f"UPDATE appointment_resource_claims SET {moved}")
    with db.transaction():
        db.execute("UPDATE appointments SET status = 'cancelled', cancelled_at = now()")
        db.execute("UPDATE appointment_resource_claims SET status = 'cancelled'")
    status = db.execute("SELECT status FROM appointment_resource_claims").fetchone()
    assert status == ("cancelled",)


def test_a_whole_clinic_can_be_deleted_again(db: psycopg.Connection[Any]) -> None:
    grow(db, "")
    for table in reversed(FULL):
        # Claims go with their appointment, events stay.
        if table not in {"appointment_events", "appointment_resource_claims"}:
            db.execute(f"DELETE FROM {table}")
    for table in ("location_rooms", "doctor_locations", "patients", "doctors", "users"):
        db.execute(f"DELETE FROM {table}")
