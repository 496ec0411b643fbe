"""Every value is finite and bounded: no instant, buffer, lane or zone gets in that no reader could trust."""

import pytest
from sqlalchemy import Connection, Date
from sqlalchemy.exc import DBAPIError

from medic_desk.model.tables import TableRow, UtcDateTime
from tests.model.tables.schema_rows import ROWS, insert, plant, refusal, refused_by, run

EARLY: dict[str, object] = {"starts_at": "1899-12-31 23:59:59", "ends_at": "1900-01-01 00:10"}
LATE: dict[str, object] = {"starts_at": "2199-12-31 23:50", "ends_at": "2200-01-01 00:00"}

INSTANTS = [
    (table.name, column.name)
    for table in TableRow.metadata.tables.values()
    for column in table.columns
    if isinstance(column.type, UtcDateTime | Date)
]

SPANS: dict[str, dict[str, object]] = {"starts_at": EARLY, "ends_at": LATE}

ENDLESS: list[tuple[str, str, dict[str, object]]] = [
    (table, f"{table}_{column}_bounds_check", SPANS.get(column, {column: "2200-01-01"}))
    for table, column in INSTANTS
]

LIMITS = {
    "appointment_types": {"buffer_before_minutes": (0, 1440), "buffer_after_minutes": (0, 1440)},
    "schedule_rules": {
        "buffer_before_minutes": (0, 1440),
        "buffer_after_minutes": (0, 1440),
        "max_parallel_sessions": (1, 64),
        "slot_interval_minutes": (1, 1440),
    },
    "schedule_templates": {
        "buffer_before_minutes": (0, 1440),
        "buffer_after_minutes": (0, 1440),
        "max_parallel_sessions": (1, 64),
        "slot_duration_minutes": (1, 1440),
    },
    "appointments": {"session_lane": (1, 64)},
}

LIMITED: list[tuple[str, str, dict[str, object]]] = [
    (table, f"{table}_{column}_check", {column: value})
    for table, columns in LIMITS.items()
    for column, (lowest, highest) in columns.items()
    for value in (lowest - 1, highest + 1)
]

ZONED: list[tuple[str, str, dict[str, object]]] = [
    (table, f"{table}_timezone_check", {"timezone": zone})
    for table in ("doctors", "schedule_rules")
    for zone in (
        "Factory",
        "localtime",
        "posixrules",
        "posix/Europe/Athens",
        "right/Europe/Athens",
        "posix/UTC",
    )
]

OUT_OF_BOUNDS = ENDLESS + LIMITED + ZONED


@pytest.mark.parametrize(("table", "constraint", "values"), OUT_OF_BOUNDS)
def test_what_is_out_of_bounds_is_refused(
    connection: Connection, table: str, constraint: str, values: dict[str, object]
) -> None:
    plant(connection, but=table)
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        insert(connection, table, **ROWS[table] | values)
    assert refused_by(caught) == ("23514", constraint)
    insert(connection, table, **ROWS[table])  # it was this value and nothing else


LOGS = {"appointment_events", "staff_events"}


@pytest.mark.parametrize(("table", "column"), [one for one in INSTANTS if one[0] not in LOGS])
def test_no_update_makes_an_instant_endless(connection: Connection, table: str, column: str) -> None:
    plant(connection)
    for value in ("infinity", "-infinity", "20000-01-01", "0001-01-01 BC", "1899-12-31", "2200-01-01"):
        assert refusal(connection, f"UPDATE {table} SET {column} = '{value}'")[0] == "23514", value


# What a writer says is rounded to the second before it is asked.
@pytest.mark.parametrize(
    ("value", "is_taken"),
    [
        ("1899-12-31 23:59:59.4", False),
        ("1899-12-31 23:59:59.6", True),
        ("1900-01-01 00:00:00", True),
        ("2199-12-31 23:59:59.4", True),
        ("2199-12-31 23:59:59.6", False),
    ],
)
def test_the_bounds_are_those_of_what_is_stored(connection: Connection, value: str, is_taken: bool) -> None:
    plant(connection)
    change = f"UPDATE appointments SET visit_started_at = '{value}'"
    if is_taken:
        run(connection, change)
    else:
        assert refusal(connection, change) == ("23514", "appointments_visit_started_at_bounds_check")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (table, column, value)
        for table, columns in LIMITS.items()
        for column, bounds in columns.items()
        for value in bounds
    ],
)
def test_the_outermost_values_are_taken(connection: Connection, table: str, column: str, value: int) -> None:
    plant(connection, but=table)
    insert(connection, table, **ROWS[table] | {column: value})


@pytest.mark.parametrize("table", ["appointment_types", "schedule_rules", "schedule_templates"])
def test_a_buffer_of_two_thousand_years_takes_no_doctors_week_away(
    connection: Connection, table: str
) -> None:
    plant(connection)
    for column in ("buffer_before_minutes", "buffer_after_minutes"):
        change = f"UPDATE {table} SET {column} = 1200000000"
        assert refusal(connection, change) == ("23514", f"{table}_{column}_check")


@pytest.mark.parametrize("table", ["schedule_rules", "schedule_templates"])
def test_a_million_sessions_at_once_are_refused(connection: Connection, table: str) -> None:
    plant(connection)
    change = f"UPDATE {table} SET max_parallel_sessions = 1000000"
    assert refusal(connection, change) == ("23514", f"{table}_max_parallel_sessions_check")


def test_a_zone_is_not_taken_because_another_row_has_it(connection: Connection) -> None:
    plant(connection)
    # As it stands in a database that was written while the rules were off.
    run(connection, "ALTER TABLE doctors DISABLE TRIGGER doctors_timezone")
    run(connection, "ALTER TABLE doctors DROP CONSTRAINT doctors_timezone_check")
    run(connection, "UPDATE doctors SET timezone = 'posix/Europe/Athens'")
    change = "UPDATE schedule_rules SET timezone = 'posix/Europe/Athens'"
    assert refusal(connection, change) == ("23514", "schedule_rules_timezone_check")


@pytest.mark.parametrize("zone", ["UTC", "EET", "Etc/GMT+2", "America/Argentina/Ushuaia", "Asia/Nicosia"])
def test_names_of_the_zone_database_are_taken(connection: Connection, zone: str) -> None:
    plant(connection)
    for table in ("doctors", "schedule_rules"):
        run(connection, f"UPDATE {table} SET timezone = '{zone}'")
