"""Time off: an approved request has exactly one block, made and taken back whoever writes the status."""

from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests.model.tables.schema_rows import (
    DOCTOR,
    OTHER_DOCTOR,
    REQUEST,
    ROWS,
    SERVICE,
    insert,
    plant,
    refused_by,
    uid,
)


@pytest.fixture
def clinic(connection: Connection) -> Connection:
    """A doctor with a pending request and no exception."""
    plant(connection)
    insert(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
    connection.execute(text("DELETE FROM schedule_exceptions"))
    return connection


def request(clinic: Connection, assignments: str) -> None:
    clinic.execute(text(f"UPDATE time_off_requests SET {assignments}"))


def blocks(clinic: Connection) -> list[tuple[Any, ...]]:
    rows = clinic.execute(
        text(
            "SELECT id::text, doctor_id::text, starts_at::text, ends_at::text, exception_type, reason, source"
            " FROM schedule_exceptions"
        )
    )
    return [tuple(row) for row in rows]


def named_block(clinic: Connection) -> str | None:
    found: str | None = clinic.execute(
        text("SELECT schedule_exception_id::text FROM time_off_requests")
    ).scalar_one()
    return found


def refusal(clinic: Connection, statement: str) -> tuple[str | None, str | None]:
    with pytest.raises(DBAPIError) as caught, clinic.begin_nested():
        clinic.execute(text(statement))
    return refused_by(caught)


INSERT_BLOCK = "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, source)"
REFUSED = ("MD002", "schedule_exceptions_time_off")
IMAGE = (DOCTOR, "2027-04-01 00:00:00", "2027-04-03 00:00:00", "blocked", "συνέδριο", "time_off")


def test_a_pending_request_blocks_nothing(clinic: Connection) -> None:
    assert blocks(clinic) == []


def test_approval_makes_one_block_and_denial_takes_it_back(clinic: Connection) -> None:
    request(clinic, "status = 'approved'")
    assert blocks(clinic) == [(named_block(clinic), *IMAGE)]
    request(clinic, "notes = 'x', status = 'approved'")
    assert blocks(clinic) == [(named_block(clinic), *IMAGE)]
    request(clinic, "status = 'denied', withdrawn_at = now()")
    assert blocks(clinic) == []
    assert named_block(clinic) is None
    clinic.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_a_request_that_arrives_approved_has_its_block(clinic: Connection) -> None:
    insert(clinic, "time_off_requests", **ROWS["time_off_requests"] | {"id": uid(700), "status": "approved"})
    assert [block[1:] for block in blocks(clinic)] == [IMAGE]
    clinic.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_approved_and_withdrawn_in_one_transaction_leaves_nothing(clinic: Connection) -> None:
    for status in ("approved", "pending", "approved", "denied"):
        request(clinic, f"status = '{status}'")
    clinic.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    assert blocks(clinic) == []


@pytest.mark.parametrize(
    ("assignment", "place", "value"),
    [
        ("starts_at = '2027-04-01 12:00'", 2, "2027-04-01 12:00:00"),
        ("ends_at = '2027-04-05 00:00'", 3, "2027-04-05 00:00:00"),
        ("reason = 'άλλο'", 5, "άλλο"),
        ("reason = NULL", 5, None),
        (f"doctor_id = '{OTHER_DOCTOR}'", 1, OTHER_DOCTOR),
    ],
)
def test_the_block_follows_its_request(
    clinic: Connection, assignment: str, place: int, value: str | None
) -> None:
    request(clinic, "status = 'approved'")
    before = named_block(clinic)
    request(clinic, assignment)
    (block,) = blocks(clinic)
    assert (block[0], block[place]) == (before, value)


def test_a_deleted_request_takes_its_block_along(clinic: Connection) -> None:
    request(clinic, "status = 'approved'")
    clinic.execute(text("DELETE FROM time_off_requests"))
    clinic.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    assert blocks(clinic) == []


def test_no_writer_names_the_block_itself(clinic: Connection) -> None:
    request(clinic, f"schedule_exception_id = '{uid(999)}'")
    assert named_block(clinic) is None
    request(clinic, f"status = 'approved', schedule_exception_id = '{uid(999)}'")
    assert named_block(clinic) not in {None, uid(999)}
    before = named_block(clinic)
    request(clinic, "schedule_exception_id = NULL")
    assert named_block(clinic) == before
    assert len(blocks(clinic)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schedule_exceptions SET ends_at = ends_at + interval '1 day'",
        "UPDATE schedule_exceptions SET exception_type = 'available'",
        "UPDATE schedule_exceptions SET source = 'manual'",
        "UPDATE schedule_exceptions SET reason = 'άλλο'",
        f"UPDATE schedule_exceptions SET appointment_type_id = '{SERVICE}'",
        f"UPDATE schedule_exceptions SET doctor_id = '{OTHER_DOCTOR}'",
        f"UPDATE schedule_exceptions SET id = '{uid(998)}'",
        "DELETE FROM schedule_exceptions",
        f"{INSERT_BLOCK} VALUES ('{DOCTOR}', '2027-05-01', '2027-05-02', 'time_off')",
        f"{INSERT_BLOCK} SELECT doctor_id, starts_at, ends_at, source FROM schedule_exceptions",
    ],
)
def test_nobody_edits_a_block_by_hand(clinic: Connection, statement: str) -> None:
    request(clinic, "status = 'approved'")
    assert refusal(clinic, statement) == REFUSED
    assert [block[1:] for block in blocks(clinic)] == [IMAGE]


def test_a_manual_exception_cannot_become_a_block(clinic: Connection) -> None:
    insert(clinic, "schedule_exceptions", **ROWS["schedule_exceptions"])
    assert refusal(clinic, "UPDATE schedule_exceptions SET source = 'time_off'") == REFUSED
    clinic.execute(text("UPDATE schedule_exceptions SET reason = 'x'"))
    clinic.execute(text("DELETE FROM schedule_exceptions"))


def test_the_doctors_version_rises_with_the_block(clinic: Connection) -> None:
    def version() -> int:
        sql = f"SELECT schedule_version FROM doctors WHERE id = '{DOCTOR}'"
        return int(clinic.execute(text(sql)).scalar_one())

    before = version()
    request(clinic, "status = 'approved'")
    assert version() == before + 1
    request(clinic, "notes = 'no change of the block'")
    assert version() == before + 1
    request(clinic, "status = 'denied'")
    assert version() == before + 2
    assert clinic.execute(text("SELECT id::text FROM time_off_requests")).scalar_one() == REQUEST
