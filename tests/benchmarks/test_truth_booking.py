"""The cost of an uncontended booking: statements on the wire, and its time against the statements alone.

The bare runs are pgbench over a file of the statements with their values written in (simple protocol, one
client), and a loop of psycopg that does nothing else (prepared statements, as the program's).
"""

import re
import statistics
import subprocess
import time
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row
from sqlalchemy import event

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.embedded import binaries
from medic_desk.model.store.store import Store
from tests.model.small_clinic import SmallClinic, make_small_clinic
from tests.model.store.wire import Wire

MOST_STATEMENTS = 12
BOOKINGS = 150
WARM_UP = 20

Statement = tuple[str, dict[str, object]]

pytestmark = pytest.mark.benchmark


def test_an_uncontended_booking(store: Store, database_url: str, tmp_path: Path) -> None:
    clinic = make_small_clinic(store)
    for number in range(WARM_UP):
        _book(store, clinic, number)
    recorded = _recorded(store, clinic, WARM_UP)
    took = [_book(store, clinic, number) for number in range(WARM_UP + 1, WARM_UP + BOOKINGS)]
    ours = statistics.median(took)
    bare = _bare(recorded, database_url)
    by_pgbench = _by_pgbench(recorded, database_url, tmp_path / "bookings.sql")
    on_the_wire = _on_the_wire(database_url, clinic)
    print(
        f"\nbooking: {on_the_wire} statements on the wire, {len(recorded)} of its own, BEGIN, COMMIT and the"
        f" pool's ping; {ours * 1000:.1f} ms; the same statements by a bare psycopg loop"
        f" {bare * 1000:.1f} ms ({ours / bare:.1f} times), by pgbench"
        + (f" {by_pgbench * 1000:.1f} ms ({ours / by_pgbench:.1f} times)" if by_pgbench else ": not found")
    )
    assert on_the_wire <= MOST_STATEMENTS


def _start(clinic: SmallClinic, number: int) -> int:
    hours = (9, 10, 11, 12, 14, 15, 16)
    day, slot = divmod(number, 2 * len(hours))
    return clinic.at(hours[slot // 2], 30 * (slot % 2), days=day)


def _book(store: Store, clinic: SmallClinic, number: int) -> float:
    request = clinic.booking(9, starts_at=_start(clinic, number))
    began = time.perf_counter()
    perform(store, clinic.receptionist, book, request)
    return time.perf_counter() - began


def _recorded(store: Store, clinic: SmallClinic, number: int) -> list[Statement]:
    """The statements of one booking, as the driver gets them."""
    recorded: list[Statement] = []

    def on_execute(
        _connection: object, _cursor: object, statement: str, values: Mapping[str, object], *_rest: object
    ) -> None:
        recorded.append((statement, dict(values)))

    event.listen(store.engine, "before_cursor_execute", on_execute)
    _book(store, clinic, number)
    event.remove(store.engine, "before_cursor_execute", on_execute)
    return recorded


def _shifted(recorded: list[Statement], days: int, appointment_id: str | None) -> list[Statement]:
    """The same booking, another act, some days later."""
    act_id = str(uuid.uuid4())
    return [
        (
            statement,
            {name: _later(name, value, days, act_id, appointment_id) for name, value in values.items()},
        )
        for statement, values in recorded
    ]


def _later(name: str, value: object, days: int, act_id: str, appointment_id: str | None) -> object:
    if isinstance(value, datetime):
        return value + timedelta(days=days)
    if name in {"starts_from", "starts_before"}:
        assert isinstance(value, int)
        return value + days * 24 * 60
    if name == "act_id":
        return act_id
    if name == "appointment" and value is not None:
        return appointment_id
    return value


def _bare(recorded: list[Statement], url: str) -> float:
    took = []
    with psycopg.connect(url, row_factory=dict_row, options="-c timezone=UTC -c jit=off") as connection:
        for number in range(WARM_UP + BOOKINGS):
            statements = _shifted(recorded, 100 + number, "later")
            began = time.perf_counter()
            connection.execute("SELECT 1")
            connection.commit()
            appointment_id = ""
            for statement, values in statements:
                if values.get("appointment") == "later":
                    values["appointment"] = appointment_id
                cursor = connection.execute(statement, values)
                rows = cursor.fetchall() if cursor.description else []
                if rows and "appointment_id" in rows[0]:
                    appointment_id = str(rows[0]["appointment_id"])
            connection.commit()
            took.append(time.perf_counter() - began)
    return statistics.median(took[WARM_UP:])


def _by_pgbench(recorded: list[Statement], url: str, script: Path) -> float | None:
    """Seconds a booking; None where there is no pgbench."""
    program = binaries.find(None, script.parent).program("pgbench")
    if not Path(program).exists():
        return None
    bookings = []
    with psycopg.connect(url) as connection:
        cursor = psycopg.ClientCursor(connection)
        for number in range(BOOKINGS):
            lines = ["SELECT 1;", "BEGIN;"]
            for statement, values in _shifted(recorded, 400 + number, "later"):
                written = cursor.mogrify(statement, values)
                written = (
                    re.sub(r"--[^\n]*", "", written).replace("\n", " ").replace("'later'", ":'appointment'")
                )
                ends = " \\gset new_" if "INSERT INTO appointments" in written else ";"
                lines.append(written.replace(":'appointment'", "':new_appointment_id'") + ends)
            bookings.append("\n".join([*lines, "COMMIT;"]))
    script.write_text("\n".join(bookings), encoding="utf-8")
    ran = subprocess.run(
        [
            program,
            "--no-vacuum",
            "--client=1",
            "--transactions=1",
            "--protocol=simple",
            f"--file={script}",
            url,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    average = re.search(r"latency average = ([0-9.]+) ms", ran.stdout)
    assert average is not None, ran.stdout + ran.stderr
    return float(average[1]) / 1000 / BOOKINGS


def _on_the_wire(url: str, clinic: SmallClinic) -> int:
    with Wire(url) as wire, Store(wire.url()) as store:
        _book(store, clinic, WARM_UP + BOOKINGS)
        before = wire.statements
        _book(store, clinic, WARM_UP + BOOKINGS + 1)
        return wire.statements - before
