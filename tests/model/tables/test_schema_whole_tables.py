"""TRUNCATE is refused where triggers mirror rows, and versions are never set back."""

import pytest
from sqlalchemy import Connection, text

from tests.model.tables.schema_rows import DOCTOR, EXCEPTION, ROWS, insert, plant, refusal, run
from tests.model.tables.test_schema_agreement import HOURS, MIRRORED


@pytest.mark.parametrize("table", sorted(MIRRORED))
@pytest.mark.parametrize("cascade", ["", " CASCADE"])
def test_what_triggers_mirror_is_not_truncated(connection: Connection, table: str, cascade: str) -> None:
    plant(connection)
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    sqlstate, constraint = refusal(connection, f"TRUNCATE {table}{cascade}")
    # Without CASCADE the foreign keys of other tables speak first.
    assert (sqlstate, constraint) in {("MD005", f"{table}_no_truncate"), ("0A000", None)}
    if cascade:
        assert sqlstate == "MD005"
    assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() > 0


@pytest.mark.parametrize("table", ["doctors", "doctor_locations", "location_rooms", "users", "patients"])
def test_nor_by_way_of_what_they_point_at(connection: Connection, table: str) -> None:
    plant(connection)
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    assert refusal(connection, f"TRUNCATE {table} CASCADE")[0] in {"MD001", "MD005"}


def test_an_approved_request_is_not_truncated_away_from_its_block(connection: Connection) -> None:
    plant(connection)
    run(connection, f"DELETE FROM schedule_exceptions WHERE id = '{EXCEPTION}'")
    run(connection, "UPDATE time_off_requests SET status = 'approved'")
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    assert refusal(connection, "TRUNCATE time_off_requests") == ("MD005", "time_off_requests_no_truncate")
    blocks = connection.execute(text("SELECT count(*) FROM schedule_exceptions WHERE source = 'time_off'"))
    assert blocks.scalar_one() == 1


@pytest.mark.parametrize("table", ["availability_exceptions", "rebooking_items"])
def test_rows_may_be_deleted(connection: Connection, table: str) -> None:
    plant(connection)
    run(connection, f"DELETE FROM {table}")


# --- versions ---


def versions(connection: Connection) -> tuple[int, int]:
    query = f"SELECT schedule_version, hours_version FROM doctors WHERE id = '{DOCTOR}'"
    return tuple(connection.execute(text(query)).one())


@pytest.mark.parametrize("table", sorted(HOURS))
def test_rules_and_breaks_alone_raise_the_version_of_the_hours(connection: Connection, table: str) -> None:
    plant(connection)
    changes = (
        f"UPDATE {table} SET inserted_at = inserted_at",
        f"DELETE FROM {table}",
    )
    is_dated = table in {"schedule_exceptions", "availability_exceptions"}
    for change in changes:
        before = versions(connection)
        run(connection, change)
        schedule, hours = versions(connection)
        assert schedule > before[0]
        assert (hours == before[1]) if is_dated else (hours > before[1])
    before = versions(connection)
    insert(connection, table, **ROWS[table])
    assert versions(connection) == (before[0] + 1, before[1] + (0 if is_dated else 1))


def test_time_off_leaves_the_version_of_the_hours_alone(connection: Connection) -> None:
    plant(connection)
    before = versions(connection)
    run(connection, "UPDATE time_off_requests SET status = 'approved'")
    assert versions(connection) == (before[0] + 1, before[1])


@pytest.mark.parametrize("version", ["schedule_version", "hours_version"])
def test_a_doctors_versions_are_not_set_back(connection: Connection, version: str) -> None:
    def standing() -> int:
        query = f"SELECT {version} FROM doctors WHERE id = '{DOCTOR}'"
        return int(connection.execute(text(query)).scalar_one())

    plant(connection)
    before = standing()
    for value in ("1", "0", "-5", f"{version} - 1"):
        run(connection, f"UPDATE doctors SET {version} = {value}")
        assert standing() == before
    # Nor so far ahead that it could not rise any more.
    run(connection, f"UPDATE doctors SET {version} = 2147483647")
    assert standing() == before + 1


def test_an_appointments_version_is_not_set_back(connection: Connection) -> None:
    plant(connection)
    for expected, value in enumerate(("1", "0", "row_version - 1", "2147483647"), 2):
        run(connection, f"UPDATE appointments SET row_version = {value}")
        assert connection.execute(text("SELECT row_version FROM appointments")).scalar_one() == expected
