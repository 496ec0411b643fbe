"""Two plain writers who meet over what has run out: exactly one gets in, and none waits in a circle."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from tests.model.tables.schema_rows import CLAIM, DOCTOR, OTHER_DOCTOR, add, uid

Db = psycopg.Connection[Any]

ROUNDS = 60
PAST = "2026-01-01 00:00"
HOLDS = [uid(900), uid(901)]
NEW = (uid(600), uid(601))
DOCTORS = (DOCTOR, OTHER_DOCTOR)


@pytest.fixture
def db(database_url: str) -> Iterator[Db]:
    """An autocommit connection over two doctors, a patient and a room."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in ("users", "doctors", "patients", "bookable_resources"):
            add(connection, table)
        add(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
        yield connection


@pytest.fixture
def pair(database_url: str) -> Iterator[tuple[Db, Db]]:
    """Two writers, each with a connection of its own."""
    with psycopg.connect(database_url) as one, psycopg.connect(database_url) as two:
        yield one, two


def span(begins: str, ends: str) -> dict[str, str]:
    return {"starts_at": f"2027-03-08 {begins}", "ends_at": f"2027-03-08 {ends}"}


TEN = span("10:00", "10:30")


def stale(db: Db, number: int = 0, kind: str = "held", **values: object) -> None:
    """Insert a hold or a request that ran out long ago."""
    row = {"id": HOLDS[number], "status": kind, **TEN, **values}
    if kind == "held":
        add(db, "appointments", hold_expires_at=PAST, **{"patient_id": None, **row})
    else:
        add(db, "appointments", pending_expires_at=PAST, **row)


def book(writer: Db, number: int, **values: object) -> None:
    add(writer, "appointments", **{"id": NEW[number], "status": "confirmed", **TEN, **values})


def book_the_room(writer: Db, number: int) -> None:
    """Book the writer's own doctor, with the one room."""
    book(writer, number, doctor_id=DOCTORS[number])
    add(writer, "appointment_resource_claims", id=uid(700 + number), appointment_id=NEW[number], **TEN)


def status(db: Db, appointment_id: str) -> str | None:
    row = db.execute(f"SELECT status FROM appointments WHERE id = '{appointment_id}'").fetchone()
    return None if row is None else str(row[0])


def outcome(writer: Db, write: Callable[[], None]) -> str:
    try:
        write()
        writer.commit()
    except psycopg.errors.ExclusionViolation:
        writer.rollback()
        return "taken"
    return "booked"


def at_once(pair: tuple[Db, Db], write: Callable[[Db, int], None]) -> list[str]:
    """How it ended for each of two who begin at the same moment; any other error is the test's."""
    start = threading.Barrier(2)

    def run(number: int) -> str:
        start.wait(10)
        return outcome(pair[number], lambda: write(pair[number], number))

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, range(2)))


def again(db: Db) -> None:
    db.execute("DELETE FROM appointments")


@pytest.mark.parametrize("kind", ["held", "pending"])
def test_one_of_two_writers_over_one_stale_hold_gets_in(db: Db, pair: tuple[Db, Db], kind: str) -> None:
    for _ in range(ROUNDS):
        stale(db, kind=kind)
        assert sorted(at_once(pair, book)) == ["booked", "taken"]
        assert status(db, HOLDS[0]) == "cancelled"
        assert [status(db, new) for new in NEW].count("confirmed") == 1
        again(db)


def test_one_of_two_writers_over_two_stale_holds_gets_in(db: Db, pair: tuple[Db, Db]) -> None:
    """They overlap, each with one that the other finds first by its place in time."""
    wide = (span("10:00", "10:50"), span("10:10", "11:00"))
    for _ in range(ROUNDS):
        stale(db, 0, **span("10:30", "11:00"))
        stale(db, 1, **span("10:00", "10:30"))
        ends = at_once(pair, lambda writer, number: book(writer, number, **wide[number]))
        assert sorted(ends) == ["booked", "taken"]
        assert {status(db, hold) for hold in HOLDS} == {"cancelled"}
        again(db)


def test_both_get_in_side_by_side_where_one_stale_hold_lay(db: Db, pair: tuple[Db, Db]) -> None:
    halves = (span("10:00", "10:15"), span("10:15", "10:30"))
    for _ in range(ROUNDS):
        stale(db)
        assert at_once(pair, lambda writer, number: book(writer, number, **halves[number])) == ["booked"] * 2
        again(db)


def test_one_of_two_writers_gets_the_room_of_a_stale_hold(db: Db, pair: tuple[Db, Db]) -> None:
    add(db, "doctors", id=uid(50), last_name="Τρίτος")
    for _ in range(ROUNDS):
        stale(db, doctor_id=uid(50))
        add(db, "appointment_resource_claims", id=CLAIM, appointment_id=HOLDS[0], **TEN)
        assert sorted(at_once(pair, book_the_room)) == ["booked", "taken"]
        active = db.execute("SELECT count(*) FROM appointment_resource_claims WHERE status = 'active'")
        assert active.fetchone() == (1,)
        again(db)


@pytest.mark.parametrize("way", ["place", "room"])
@pytest.mark.parametrize("first_end", ["commit", "rollback"])
def test_who_comes_second_waits_for_the_first_and_gets_what_is_left(
    db: Db, pair: tuple[Db, Db], way: str, first_end: str
) -> None:
    write = book if way == "place" else book_the_room
    stale(db, doctor_id=DOCTOR)
    if way == "room":
        add(db, "doctors", id=uid(50), last_name="Τρίτος")
        db.execute(f"UPDATE appointments SET doctor_id = '{uid(50)}'")
        add(db, "appointment_resource_claims", id=CLAIM, appointment_id=HOLDS[0], **TEN)
    one, two = pair
    write(one, 0)
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(outcome, two, lambda: write(two, 1))
        wait_until_it_waits(db, two, second)
        getattr(one, first_end)()
        assert second.result(30) == ("taken" if first_end == "commit" else "booked")
    assert status(db, HOLDS[0]) == "cancelled"
    assert status(db, NEW[0 if first_end == "commit" else 1]) == "confirmed"


def wait_until_it_waits(db: Db, writer: Db, under_way: Future[str]) -> None:
    """Wait until ``writer`` waits for another transaction to end."""
    waiting = "SELECT count(*) FROM pg_locks WHERE pid = %s AND locktype = 'transactionid' AND NOT granted"
    while db.execute(waiting, [writer.info.backend_pid]).fetchone() != (1,):
        assert not under_way.done()
