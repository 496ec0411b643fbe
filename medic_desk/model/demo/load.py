"""Loading the planned demo into a migrated database, and asking a database which demo it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from time import perf_counter
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from medic_desk.model.demo.frame import NOMINAL_TIME, Row
from medic_desk.model.demo.plan import DEMO_LOADED, DemoPlan, plan_demo
from medic_desk.model.store.errors import StoreError

_OFF = (
    # Some 26,000 notices would take as long as all other writing.
    ("patients", "patients_notify"),
    ("appointments", "appointments_notify"),
    ("appointment_resource_claims", "appointment_resource_claims_notify"),
    # They look for what has run out in the way of each row. Nothing is: the constraints would say so.
    ("appointments", "appointments_place"),
    ("appointment_resource_claims", "appointment_resource_claims_prepare"),
)
"""Triggers that are off while the demo is written, with their tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLoaded:
    """What a load did: rows by table, and seconds spent on planning and on writing."""

    rows: dict[str, int]
    plan_seconds: float
    write_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoHeld:
    """The seed of the demo that a database holds, and its date and time of the clinic's wall clock."""

    seed: int
    today: date
    at: time = NOMINAL_TIME


class DatabaseNotEmpty(StoreError):
    """The database holds doctors or patients already: a demo is never added to real data."""

    def __init__(self, database: str) -> None:
        self.database = database
        super().__init__(
            f"The database “{database}” holds doctors or patients already; a demo needs an empty one."
        )


def load_demo(
    connection: psycopg.Connection[Any], seed: int, today: date, at: time = NOMINAL_TIME
) -> DemoLoaded:
    """Plan the demo of a seed, a date and a time and write it, whole or not at all, in one transaction.

    Raises ``DatabaseNotEmpty`` where there are doctors or patients, ``BundleIncomplete`` where the sources
    are missing, and the driver's errors.
    """
    with connection.transaction():
        if not is_empty(connection):
            raise DatabaseNotEmpty(connection.info.dbname)
        started = perf_counter()
        plan = plan_demo(seed, today, at)
        planned = perf_counter()
        write_plan(connection, plan)
    return DemoLoaded(
        rows={table: len(rows) for table, rows in plan.tables.items()},
        plan_seconds=planned - started,
        write_seconds=perf_counter() - planned,
    )


def write_plan(connection: psycopg.Connection[Any], plan: DemoPlan) -> None:
    """Write all rows, then decide the requests for time off; in the caller's transaction.

    All constraints are active, and all triggers but a few (``_OFF``): the long tables send no notice of each
    row, since no desk shows an empty database. A trigger writes no event where the plan has written one; the
    blocked exceptions of approved requests and of closures are written by their triggers.
    """
    with connection.cursor() as cursor:
        for table, trigger in _OFF:
            cursor.execute(_switched(table, trigger, "DISABLE"))
        for table, rows in plan.tables.items():
            if rows:
                _copy(cursor, table, rows)
        for decision in plan.time_off_decisions:
            _update(cursor, "time_off_requests", decision)
        # A table cannot be altered while a deferred trigger on it is still to run.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger in _OFF:
            cursor.execute(_switched(table, trigger, "ENABLE"))
        # A new table has no statistics, and the first queries would be planned without them.
        cursor.execute("ANALYZE")


def _switched(table: str, trigger: str, switch: str) -> sql.Composed:
    return sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(
        sql.Identifier(table), sql.SQL(switch), sql.Identifier(trigger)
    )


def read_held_demo(connection: psycopg.Connection[Any]) -> DemoHeld | None:
    """Which demo a migrated database holds; None where none was loaded."""
    found = connection.execute(
        "SELECT metadata FROM staff_events WHERE action = %s ORDER BY occurred_at DESC LIMIT 1", [DEMO_LOADED]
    ).fetchone()
    if found is None:
        return None
    (metadata,) = found
    return DemoHeld(
        seed=int(metadata["seed"]),
        today=date.fromisoformat(metadata["today"]),
        # A demo of before was made for the middle of a morning.
        at=time.fromisoformat(metadata["at"]) if "at" in metadata else NOMINAL_TIME,
    )


def is_empty(connection: psycopg.Connection[Any]) -> bool:
    """Whether a migrated database holds neither doctors nor patients."""
    found = connection.execute("SELECT EXISTS (SELECT FROM doctors) OR EXISTS (SELECT FROM patients)")
    return found.fetchone() == (False,)


def _copy(cursor: psycopg.Cursor[Any], table: str, rows: Sequence[Row]) -> None:
    columns = list(rows[0])
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([_stored(row[column]) for column in columns])


def _update(cursor: psycopg.Cursor[Any], table: str, row: Row) -> None:
    columns = [column for column in row if column != "id"]
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(
        sql.Identifier(table),
        sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in columns),
    )
    cursor.execute(statement, [*(_stored(row[column]) for column in columns), row["id"]])


def _stored(value: Any) -> Any:
    """A planned value in its column's form: instants as naive UTC, dictionaries as JSON."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return Jsonb(value) if isinstance(value, dict) else value
