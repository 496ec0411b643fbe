"""Closures: one block for each doctor concerned, whoever comes later, and nobody edits it by hand."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from tests.model.tables.schema_rows import (
    CLOSURE,
    DOCTOR,
    LOCATION,
    OTHER_DOCTOR,
    ROOM,
    RULE,
    SERVICE,
    SITE,
    add,
    uid,
)

Db = psycopg.Connection[Any]

THIRD, OTHER_LOCATION, FAR, OTHER_SITE = uid(43), uid(44), uid(45), uid(46)
HAND_EDITED = ("MD003", "schedule_exceptions_closure")
ELSEWHERE = ("23514", "clinic_closures_location_room_id_place")


@pytest.fixture
def db(database_url: str) -> Iterator[Db]:
    """Three doctors; the first two share a house, in which the first has a room; the third is elsewhere."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        add(connection, "users")
        add(connection, "doctors")
        add(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
        add(connection, "doctors", id=THIRD, last_name="Τρίτος")
        add(connection, "clinic_sites")
        add(connection, "clinic_sites", id=OTHER_SITE)
        add(connection, "doctor_locations", clinic_site_id=SITE)
        add(connection, "doctor_locations", id=OTHER_LOCATION, doctor_id=OTHER_DOCTOR, clinic_site_id=SITE)
        add(connection, "doctor_locations", id=FAR, doctor_id=THIRD, name="Αλλού")
        add(connection, "location_rooms")
        for table in ("appointment_types", "schedule_rules"):
            add(connection, table)
        yield connection


def close(db: Db, **values: object) -> None:
    add(db, "clinic_closures", **{"clinic_site_id": None, "reason": "αργία", **values})


def blocks(db: Db) -> set[tuple[str | None, ...]]:
    """Doctor, location and room of every block."""
    rows = db.execute(
        "SELECT doctor_id::text, doctor_location_id::text, location_room_id::text FROM schedule_exceptions"
        " WHERE clinic_closure_id IS NOT NULL"
    ).fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


def refusal(db: Db, statement: str) -> tuple[str | None, str | None]:
    with pytest.raises(psycopg.Error) as caught:
        db.execute(statement)
    return caught.value.sqlstate, caught.value.diag.constraint_name


Blocks = set[tuple[str | None, ...]]
WHOLE_CLINIC: Blocks = {(DOCTOR, None, None), (OTHER_DOCTOR, None, None), (THIRD, None, None)}
HOUSE: Blocks = {(DOCTOR, LOCATION, None), (OTHER_DOCTOR, OTHER_LOCATION, None)}
ONE_ROOM: Blocks = {(DOCTOR, LOCATION, ROOM), (OTHER_DOCTOR, OTHER_LOCATION, ROOM)}
CASES: dict[str, tuple[dict[str, object], Blocks]] = {
    "clinic": ({}, WHOLE_CLINIC),
    "house": ({"clinic_site_id": SITE}, HOUSE),
    "room": ({"location_room_id": ROOM}, ONE_ROOM),
    "room of the house": ({"clinic_site_id": SITE, "location_room_id": ROOM}, ONE_ROOM),
    "empty house": ({"clinic_site_id": OTHER_SITE}, set()),
}


@pytest.mark.parametrize("case", CASES)
def test_each_doctor_concerned_has_one_block(db: Db, case: str) -> None:
    where, expected = CASES[case]
    close(db, **where)
    assert blocks(db) == expected
    rows = db.execute(
        "SELECT starts_at::text, ends_at::text, exception_type, reason, source, clinic_closure_id::text,"
        " num_nonnulls(appointment_type_id, schedule_rule_id) FROM schedule_exceptions"
    ).fetchall()
    image = ("2027-03-25 00:00:00", "2027-03-26 00:00:00", "blocked", "αργία", "closure", CLOSURE, 0)
    assert set(rows) == ({image} if expected else set())


@pytest.mark.parametrize("case", CASES)
def test_a_closure_that_is_deleted_takes_its_blocks_along(db: Db, case: str) -> None:
    add(db, "schedule_exceptions")
    close(db, **CASES[case][0])
    db.execute("DELETE FROM clinic_closures")
    assert blocks(db) == set()
    assert db.execute("SELECT count(*) FROM schedule_exceptions").fetchone() == (1,)


def test_a_room_without_a_house_is_its_doctors(db: Db) -> None:
    add(db, "location_rooms", id=uid(47), doctor_location_id=FAR)
    close(db, location_room_id=uid(47))
    assert blocks(db) == {(THIRD, FAR, uid(47))}


def test_the_blocks_follow_their_closure(db: Db) -> None:
    close(db)
    ids = db.execute("SELECT array_agg(id ORDER BY id) FROM schedule_exceptions").fetchone()
    db.execute("UPDATE clinic_closures SET ends_at = '2027-03-27', reason = NULL")
    assert db.execute("SELECT DISTINCT ends_at::text, reason FROM schedule_exceptions").fetchall() == [
        ("2027-03-27 00:00:00", None)
    ]
    assert db.execute("SELECT array_agg(id ORDER BY id) FROM schedule_exceptions").fetchone() == ids
    for where, expected in CASES.values():
        site, room = where.get("clinic_site_id"), where.get("location_room_id")
        db.execute("UPDATE clinic_closures SET clinic_site_id = %s, location_room_id = %s", [site, room])
        assert blocks(db) == expected


def test_a_change_that_concerns_no_block_touches_none(db: Db) -> None:
    close(db)
    before = db.execute("SELECT id, schedule_version FROM doctors ORDER BY id").fetchall()
    db.execute("UPDATE clinic_closures SET source = 'import'")
    assert db.execute("SELECT id, schedule_version FROM doctors ORDER BY id").fetchall() == before


def test_a_closed_room_lies_in_the_closed_house(db: Db) -> None:
    insert = (
        "INSERT INTO clinic_closures (clinic_site_id, location_room_id, starts_at, ends_at)"
        f" VALUES ('{OTHER_SITE}', '{ROOM}', '2027-03-25', '2027-03-26')"
    )
    assert refusal(db, insert) == ELSEWHERE
    close(db, location_room_id=ROOM)
    assert refusal(db, f"UPDATE clinic_closures SET clinic_site_id = '{OTHER_SITE}'") == ELSEWHERE
    db.execute(f"UPDATE clinic_closures SET clinic_site_id = '{SITE}'")


# --- who comes later, moves or goes ---

NEW_DOCTOR, NEW_LOCATION = uid(48), uid(49)


def test_a_doctor_who_comes_later_is_blocked_too(db: Db) -> None:
    for number, where in enumerate(({}, {"clinic_site_id": SITE}, {"location_room_id": ROOM})):
        close(db, id=uid(800 + number), **where)
    before = blocks(db)
    add(db, "doctors", id=NEW_DOCTOR, last_name="Νέος")
    assert blocks(db) - before == {(NEW_DOCTOR, None, None)}
    add(db, "doctor_locations", id=NEW_LOCATION, doctor_id=NEW_DOCTOR)
    assert blocks(db) - before == {(NEW_DOCTOR, None, None)}
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = '{SITE}' WHERE id = '{NEW_LOCATION}'")
    assert blocks(db) - before == {
        (NEW_DOCTOR, None, None),
        (NEW_DOCTOR, NEW_LOCATION, None),
        (NEW_DOCTOR, NEW_LOCATION, ROOM),
    }


def test_a_place_that_comes_into_the_house_is_blocked_and_one_that_leaves_is_free(db: Db) -> None:
    close(db, clinic_site_id=SITE)
    add(db, "doctor_locations", id=NEW_LOCATION, doctor_id=THIRD, clinic_site_id=SITE)
    assert blocks(db) == HOUSE | {(THIRD, NEW_LOCATION, None)}
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = '{OTHER_SITE}' WHERE id = '{NEW_LOCATION}'")
    assert blocks(db) == HOUSE
    db.execute(f"UPDATE doctor_locations SET doctor_id = '{THIRD}' WHERE id = '{OTHER_LOCATION}'")
    assert blocks(db) == {(DOCTOR, LOCATION, None), (THIRD, OTHER_LOCATION, None)}


def test_a_house_that_is_found_later_closes_the_room_for_all_of_it(db: Db) -> None:
    db.execute("UPDATE doctor_locations SET clinic_site_id = NULL")
    close(db, location_room_id=ROOM)
    assert blocks(db) == {(DOCTOR, LOCATION, ROOM)}
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = '{SITE}' WHERE id <> '{FAR}'")
    assert blocks(db) == ONE_ROOM
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = NULL WHERE id = '{LOCATION}'")
    assert blocks(db) == {(DOCTOR, LOCATION, ROOM)}


def test_a_room_that_moves_closes_elsewhere(db: Db) -> None:
    close(db, location_room_id=ROOM)
    db.execute(f"UPDATE location_rooms SET doctor_location_id = '{FAR}'")
    assert blocks(db) == {(THIRD, FAR, ROOM)}


def test_a_place_and_a_doctor_that_go_take_their_blocks_along(db: Db) -> None:
    close(db)
    close(db, id=uid(801), clinic_site_id=SITE)
    db.execute(f"DELETE FROM doctor_locations WHERE id = '{OTHER_LOCATION}'")
    assert blocks(db) == WHOLE_CLINIC | {(DOCTOR, LOCATION, None)}
    db.execute(f"DELETE FROM doctors WHERE id = '{OTHER_DOCTOR}'")
    assert blocks(db) == WHOLE_CLINIC - {(OTHER_DOCTOR, None, None)} | {(DOCTOR, LOCATION, None)}


def test_what_else_points_at_a_doctor_keeps_it_and_its_block(db: Db) -> None:
    close(db)
    assert refusal(db, f"DELETE FROM doctors WHERE id = '{DOCTOR}'")[0] == "23503"
    assert blocks(db) == WHOLE_CLINIC


@pytest.mark.parametrize("place", ["doctor_locations", "doctors"])
def test_a_closure_and_a_new_place_at_once_know_of_each_other(db: Db, database_url: str, place: str) -> None:
    site = SITE if place == "doctor_locations" else None

    def come(other: Db) -> None:
        if place == "doctors":
            add(other, "doctors", id=NEW_DOCTOR, last_name="Νέος")
        else:
            add(other, "doctor_locations", id=NEW_LOCATION, doctor_id=THIRD, clinic_site_id=SITE)

    new = (NEW_DOCTOR, None, None) if place == "doctors" else (THIRD, NEW_LOCATION, None)
    expected = (WHOLE_CLINIC if site is None else HOUSE) | {new}
    for first, second in (
        (lambda one: close(one, clinic_site_id=site), come),
        (come, lambda one: close(one, clinic_site_id=site)),
    ):
        one_after_the_other(database_url, first, second)
        assert blocks(db) == expected
        db.execute("DELETE FROM clinic_closures")
        db.execute(f"DELETE FROM doctor_locations WHERE id = '{NEW_LOCATION}'")
        db.execute(f"DELETE FROM doctors WHERE id = '{NEW_DOCTOR}'")


def test_a_closure_that_goes_while_a_place_comes(db: Db, database_url: str) -> None:
    close(db, clinic_site_id=SITE)
    one_after_the_other(
        database_url,
        lambda one: one.execute("DELETE FROM clinic_closures"),
        lambda one: add(one, "doctor_locations", id=NEW_LOCATION, doctor_id=THIRD, clinic_site_id=SITE),
    )
    assert blocks(db) == set()


def one_after_the_other(url: str, first: Callable[[Db], object], second: Callable[[Db], object]) -> None:
    """Begin ``second`` while the transaction of ``first`` is open, see that it waits, and commit both."""
    with (
        psycopg.connect(url) as one,
        psycopg.connect(url) as two,
        psycopg.connect(url, autocommit=True) as watcher,
        ThreadPoolExecutor(1) as pool,
    ):
        first(one)
        under_way = pool.submit(second, two)
        pid = two.info.backend_pid
        while watcher.execute(
            "SELECT count(*) FROM pg_locks WHERE pid = %s AND locktype = 'advisory' AND NOT granted", [pid]
        ).fetchone() != (1,):
            assert not under_way.done()
        one.commit()
        under_way.result(30)
        two.commit()


# --- by hand ---


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schedule_exceptions SET ends_at = ends_at + interval '1 day'",
        "UPDATE schedule_exceptions SET exception_type = 'available'",
        "UPDATE schedule_exceptions SET source = 'manual'",
        "UPDATE schedule_exceptions SET reason = 'άλλο'",
        "UPDATE schedule_exceptions SET clinic_closure_id = NULL",
        f"UPDATE schedule_exceptions SET appointment_type_id = '{SERVICE}'",
        f"UPDATE schedule_exceptions SET schedule_rule_id = '{RULE}'",
        f"UPDATE schedule_exceptions SET doctor_location_id = '{FAR}'",
        f"UPDATE schedule_exceptions SET location_room_id = '{ROOM}'",
        f"UPDATE schedule_exceptions SET doctor_id = '{THIRD}'",
        f"UPDATE schedule_exceptions SET id = '{uid(998)}' WHERE doctor_id = '{DOCTOR}'",
        "DELETE FROM schedule_exceptions",
        (
            "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, source, clinic_closure_id)"
            f" VALUES ('{THIRD}', '2027-03-25', '2027-03-26', 'closure', '{CLOSURE}')"
        ),
    ],
)
def test_nobody_edits_a_block_by_hand(db: Db, statement: str) -> None:
    close(db, clinic_site_id=SITE)
    assert refusal(db, statement) == HAND_EDITED
    assert blocks(db) == HOUSE


def test_a_block_is_not_made_twice(db: Db) -> None:
    close(db)
    copy = (
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, reason, source, clinic_closure_id)"
        " SELECT doctor_id, starts_at, ends_at, reason, source, clinic_closure_id FROM schedule_exceptions"
    )
    assert refusal(db, copy) == ("23505", "schedule_exceptions_closure_doctor_location_key")


def test_an_exception_of_that_word_without_a_closure_is_its_writers_own(db: Db) -> None:
    add(db, "schedule_exceptions", source="closure")
    db.execute("UPDATE schedule_exceptions SET reason = 'x'")
    db.execute("DELETE FROM schedule_exceptions")
    assert blocks(db) == set()


def test_a_blocks_timestamp_may_be_written(db: Db) -> None:
    close(db)
    db.execute("UPDATE schedule_exceptions SET updated_at = '2027-01-01'")


def test_a_closure_raises_the_schedules_version_and_not_that_of_the_hours(db: Db) -> None:
    query = f"SELECT schedule_version, hours_version FROM doctors WHERE id = '{DOCTOR}'"
    before = db.execute(query).fetchone()
    assert before is not None
    close(db)
    assert db.execute(query).fetchone() == (before[0] + 1, before[1])
    db.execute("DELETE FROM clinic_closures")
    assert db.execute(query).fetchone() == (before[0] + 2, before[1])
