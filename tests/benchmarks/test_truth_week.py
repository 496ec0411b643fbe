"""A doctor's week read from a database of ten thousand appointments and from one of a million."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from medic_desk.model.appointments.week import read_week
from medic_desk.model.facts.facts import read_facts
from medic_desk.model.store.store import Store
from tests.database import TestServer
from tests.model.small_clinic import SmallClinic, make_small_clinic

FEW, MANY = 10_000, 1_000_000
DOCTORS = 20
DAYS_AHEAD = 14
READS = 40
MOST_TIMES = 3

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

# Every doctor's days are equally full in both clinics: the million lies further back in time.
_FILL = f"""
SET session_replication_role = replica;
INSERT INTO doctors (id, first_name, last_name, timezone)
SELECT gen_random_uuid(), 'D', 'Doctor ' || n, 'Europe/Athens' FROM generate_series(1, {DOCTORS} - 2) AS n;
INSERT INTO patients (first_name, last_name)
SELECT 'P', 'Patient ' || n FROM generate_series(1, 2000) AS n;
INSERT INTO appointments (patient_id, doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,
                          status, service_name_snapshot)
SELECT p.ids[1 + (n %% 2000)], d.ids[1 + (n %% {DOCTORS})],
       (SELECT id FROM appointment_types WHERE slug = 'visit' AND doctor_id = d.ids[1 + (n %% {DOCTORS})]),
       start_of.slot, start_of.slot + interval '30 min', 30,
       (ARRAY['confirmed', 'completed', 'cancelled', 'pending'])[1 + (n / {DOCTORS}) %% 4], 'Visit'
  FROM generate_series(0, %(count)s - 1) AS n,
       (SELECT array_agg(id ORDER BY id) AS ids FROM patients) AS p,
       (SELECT array_agg(id ORDER BY id) AS ids FROM doctors) AS d,
       LATERAL (SELECT %(last)s::timestamp - (n / {DOCTORS} / 16) * interval '1 day'
                     + (n / {DOCTORS} %% 16) * interval '30 min' AS slot) AS start_of;
"""


def test_the_week_does_not_know_how_old_the_clinic_is(test_server: TestServer) -> None:
    small, large = (_measure(test_server, count) for count in (FEW, MANY))
    for what in small:
        (few, few_statements, few_rows), (many, many_statements, many_rows) = small[what], large[what]
        print(
            f"\n{what}: {few * 1000:.1f} ms at {FEW:,} appointments, {many * 1000:.1f} ms at {MANY:,}:"
            f" {many / few:.2f} times; {few_statements} and {many_statements} statements,"
            f" {few_rows} and {many_rows} blocks",
            end="",
        )
        assert few_rows == many_rows
        assert few_statements == many_statements
        assert many / few < MOST_TIMES
    print()


def _measure(server: TestServer, count: int) -> dict[str, tuple[float, int, int]]:
    database = f"week_{count}"
    url = server.create(database)
    try:
        with Store(url) as store:
            clinic = make_small_clinic(store)
            first_day = clinic.day - timedelta(days=clinic.day.weekday())
            _fill(url, count, first_day + timedelta(days=DAYS_AHEAD))
            return {
                "a doctor's week": _timed(store, partial(_week, clinic=clinic, first_day=first_day)),
                "the facts of one start": _timed(store, partial(_start, clinic=clinic)),
            }
    finally:
        server.drop(database)


def _fill(url: str, count: int, last_day: date) -> None:
    with psycopg.connect(url) as connection:
        cursor = psycopg.ClientCursor(connection)
        cursor.execute(_FILL, {"count": count, "last": f"{last_day} 07:00"})
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _week(session: Session, *, clinic: SmallClinic, first_day: date) -> int:
    return len(read_week(session, clinic.doctor_id, first_day, 7).appointments)


def _start(session: Session, *, clinic: SmallClinic) -> int:
    facts = read_facts(session, (clinic.doctor_id,), clinic.at(10), clinic.at(10) + 1)
    return len(facts[clinic.doctor_id].appointments)


def _timed(store: Store, read: Callable[[Session], int]) -> tuple[float, int, int]:
    """Median seconds, statements of one read, and what it found."""
    statements: list[str] = []

    def on_execute(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    for _ in range(8):  # until the server has its plans
        store.do(read)
    event.listen(store.engine, "before_cursor_execute", on_execute)
    found = store.do(read)
    event.remove(store.engine, "before_cursor_execute", on_execute)
    took = []
    for _ in range(READS):
        began = time.perf_counter()
        store.do(read)
        took.append(time.perf_counter() - began)
    return statistics.median(took), len(statements), found
