"""Claims follow their appointment, versions rise, zones are real, and every change is told to the desks."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from medic_desk.model.tables import TableRow
from tests.model.tables.schema_rows import (
    APPOINTMENT,
    CLAIM,
    DOCTOR,
    OTHER_DOCTOR,
    ROWS,
    insert,
    literal,
    plant,
    refused_by,
)


def one(connection: Connection, sql: str) -> Any:
    return connection.execute(text(sql)).scalar_one()


def run(connection: Connection, sql: str) -> None:
    connection.execute(text(sql))


# --- claims ---


def test_a_claim_moves_with_its_appointment(connection: Connection) -> None:
    plant(connection)
    run(connection, "UPDATE appointments SET starts_at = '2027-03-08 11:00', ends_at = '2027-03-08 11:20'")
    row = connection.execute(text("SELECT starts_at::text, ends_at::text FROM appointment_resource_claims"))
    assert tuple(row.one()) == ("2027-03-08 11:00:00", "2027-03-08 11:20:00")


def test_a_writer_may_move_the_claim_first(connection: Connection) -> None:
    plant(connection)
    span = "SET starts_at = '2027-03-08 11:00', ends_at = '2027-03-08 11:20'"
    run(connection, f"UPDATE appointment_resource_claims {span}")
    run(connection, f"UPDATE appointments {span}")
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")


def test_a_claim_of_other_times_is_refused(connection: Connection) -> None:
    plant(connection)
    run(connection, "UPDATE appointment_resource_claims SET ends_at = '2027-03-08 09:20'")
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    assert refused_by(caught) == ("23503", "appointment_resource_claims_appointment_id_fkey")


@pytest.mark.parametrize(
    ("status", "claim"),
    [("cancelled", "released"), ("no_show", "released"), ("confirmed", "active"), ("completed", "active")],
)
def test_claims_are_released_when_the_time_is_given_up(
    connection: Connection, status: str, claim: str
) -> None:
    plant(connection)
    run(connection, f"UPDATE appointments SET status = '{status}'")
    assert one(connection, "SELECT status FROM appointment_resource_claims") == claim


def test_a_claim_of_an_appointment_that_takes_no_time_does_not_stay_active(connection: Connection) -> None:
    plant(connection)
    run(connection, "UPDATE appointments SET status = 'cancelled'")
    run(connection, "UPDATE appointment_resource_claims SET status = 'active'")
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    assert one(connection, "SELECT status FROM appointment_resource_claims") == "released"


def test_a_restore_may_write_claim_and_status_in_either_order(connection: Connection) -> None:
    plant(connection)
    run(connection, "UPDATE appointments SET status = 'cancelled'")
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    run(connection, "SET CONSTRAINTS ALL DEFERRED")
    run(connection, "UPDATE appointment_resource_claims SET status = 'active'")
    run(connection, "UPDATE appointments SET status = 'confirmed'")
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    assert one(connection, "SELECT status FROM appointment_resource_claims") == "active"


# --- versions and timestamps ---


def test_each_update_of_an_appointment_raises_its_version(connection: Connection) -> None:
    plant(connection)
    for _ in range(3):
        run(connection, "UPDATE appointments SET notes = 'x'")
    run(connection, "UPDATE appointments SET row_version = 77")
    assert one(connection, "SELECT row_version FROM appointments") == 5


def schedule_version(connection: Connection, doctor: str = DOCTOR) -> int:
    return int(one(connection, f"SELECT schedule_version FROM doctors WHERE id = '{doctor}'"))


@pytest.mark.parametrize(
    "table",
    [
        "schedule_rules",
        "schedule_rule_breaks",
        "schedule_exceptions",
        "schedule_templates",
        "schedule_template_breaks",
        "availability_rules",
        "availability_exceptions",
    ],
)
def test_each_change_of_hours_raises_the_doctors_version(connection: Connection, table: str) -> None:
    plant(connection)
    insert(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    versions = [schedule_version(connection)]
    run(connection, f"UPDATE {table} SET inserted_at = inserted_at")
    versions.append(schedule_version(connection))
    run(connection, f"DELETE FROM {table}")
    versions.append(schedule_version(connection))
    insert(connection, table, **ROWS[table])
    versions.append(schedule_version(connection))
    assert versions == sorted(set(versions))
    assert schedule_version(connection, OTHER_DOCTOR) == 1


def test_a_rule_that_changes_hands_raises_both_versions(connection: Connection) -> None:
    plant(connection)
    insert(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    before = schedule_version(connection)
    run(connection, f"UPDATE schedule_rules SET doctor_id = '{OTHER_DOCTOR}'")
    assert schedule_version(connection) == before + 1
    assert schedule_version(connection, OTHER_DOCTOR) == 2


@pytest.mark.parametrize(
    "table", sorted(set(TableRow.metadata.tables) - {"appointment_events", "staff_events"})
)
def test_an_update_touches_the_timestamp_unless_the_writer_sets_it(
    connection: Connection, table: str
) -> None:
    plant(connection)
    run(connection, f"UPDATE {table} SET updated_at = '2001-01-01 00:00'")
    assert one(connection, f"SELECT updated_at::text FROM {table} LIMIT 1") == "2001-01-01 00:00:00"
    run(connection, f"UPDATE {table} SET inserted_at = inserted_at")
    # The transaction's own instant, cut to the second: not rounded up into the future.
    touched = f"SELECT bool_and(updated_at = date_trunc('second', timezone('utc', now()))) FROM {table}"
    assert one(connection, touched)


# --- time zones ---


@pytest.mark.parametrize("table", ["doctors", "schedule_rules"])
@pytest.mark.parametrize("zone", ["europe/athens", "EET-2", "EEST", "Europe/Atlantis", "", " Europe/Athens"])
def test_a_zone_that_programs_do_not_know_is_refused(connection: Connection, table: str, zone: str) -> None:
    plant(connection)
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        run(connection, f"UPDATE {table} SET timezone = '{zone}'")
    assert refused_by(caught) == ("23514", f"{table}_timezone_check")


@pytest.mark.parametrize("zone", ["Europe/Athens", "UTC", "Australia/Lord_Howe", "America/Argentina/Ushuaia"])
def test_a_zone_of_the_time_zone_database_is_taken(connection: Connection, zone: str) -> None:
    plant(connection)
    run(connection, f"UPDATE doctors SET timezone = '{zone}'")
    run(connection, f"UPDATE schedule_rules SET timezone = '{zone}'")


# --- notices ---


def heard(listener: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    listener.execute("SELECT 1")  # a round trip: what was committed before it has arrived
    return [json.loads(notice.payload) for notice in listener.notifies(timeout=0)]


@pytest.fixture
def writer(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def listener(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def add(writer: psycopg.Connection[Any], table: str, **values: object) -> None:
    row = {**ROWS[table], **values}
    writer.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(map(literal, row.values()))})")


def test_every_table_but_the_logs_tells_of_its_changes(
    writer: psycopg.Connection[Any], listener: psycopg.Connection[Any]
) -> None:
    listener.execute("LISTEN medic_desk")
    for table in ROWS:
        add(writer, table)
        told = heard(listener)
        if table in {"appointment_events", "staff_events", "acts"}:
            assert told == []
            continue
        assert {"table", "id", "doctor_id", "day"} == set(told[0])
        assert {(notice["table"], notice["id"]) for notice in told} >= {(table, ROWS[table]["id"])}
        doctorless = {"users", "patients", "clinic_sites", "clinic_closures"}
        assert told[0]["doctor_id"] == (None if table in doctorless else DOCTOR)
        assert told[0]["day"] == (
            "2027-03-08" if table in {"appointments", "appointment_resource_claims"} else None
        )


def test_a_move_tells_the_old_day_and_the_new_one_in_the_doctors_zone(
    writer: psycopg.Connection[Any], listener: psycopg.Connection[Any]
) -> None:
    for table in ("doctors", "patients", "appointments"):
        add(writer, table)
    listener.execute("LISTEN medic_desk")
    # 22:30 UTC is half past midnight of the next day in Athens.
    writer.execute("UPDATE appointments SET starts_at = '2027-03-09 22:30', ends_at = '2027-03-09 23:00'")
    told = heard(listener)
    assert {notice["day"] for notice in told} == {"2027-03-08", "2027-03-10"}
    assert {notice["id"] for notice in told} == {APPOINTMENT}


def test_a_change_of_hours_is_told_once_and_not_again_as_a_doctor(
    writer: psycopg.Connection[Any], listener: psycopg.Connection[Any]
) -> None:
    for table in ("doctors", "schedule_rules"):
        add(writer, table)
    listener.execute("LISTEN medic_desk")
    writer.execute("UPDATE schedule_rules SET label = 'πρωί'")
    assert [notice["table"] for notice in heard(listener)] == ["schedule_rules"]
    writer.execute("UPDATE doctors SET specialty = 'καρδιολόγος'")
    assert [notice["table"] for notice in heard(listener)] == ["doctors"]


def test_a_deletion_is_told(writer: psycopg.Connection[Any], listener: psycopg.Connection[Any]) -> None:
    for table in ("doctors", "patients", "bookable_resources", "appointments", "appointment_resource_claims"):
        add(writer, table)
    listener.execute("LISTEN medic_desk")
    writer.execute("DELETE FROM appointments")
    assert {(notice["table"], notice["id"]) for notice in heard(listener)} == {
        ("appointments", APPOINTMENT),
        ("appointment_resource_claims", CLAIM),
    }


def test_no_notice_holds_a_patient(
    writer: psycopg.Connection[Any], listener: psycopg.Connection[Any]
) -> None:
    for table in ("doctors", "patients"):
        add(writer, table)
    listener.execute("LISTEN medic_desk")
    add(writer, "appointments", notes="μυστικό")
    writer.execute("UPDATE patients SET phone = '2101234567', first_name = 'Μαρία'")
    told = heard(listener)
    assert [notice["table"] for notice in told] == ["appointments", "patients"]
    for notice in told:
        assert set(notice) == {"table", "id", "doctor_id", "day"}
        if notice["table"] == "appointments":
            assert ROWS["patients"]["id"] not in notice.values()


def test_a_new_doctors_row_id_is_a_uuid_the_server_makes(connection: Connection) -> None:
    run(connection, "INSERT INTO doctors (last_name) VALUES ('Νέος')")
    assert UUID(one(connection, "SELECT id::text FROM doctors")).version == 4
