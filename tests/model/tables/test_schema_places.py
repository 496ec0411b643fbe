"""A resource stands at one place: its room is at its location, or at a colleague's row of the same house."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from tests.model.tables.schema_rows import (
    LOCATION,
    OTHER_DOCTOR,
    RESOURCE,
    ROOM,
    SITE,
    add,
    uid,
)

Db = psycopg.Connection[Any]

OTHER_LOCATION, OTHER_SITE = uid(44), uid(46)
SCATTERED = ("23514", "bookable_resources_location_room_id_place")


@pytest.fixture
def db(database_url: str) -> Iterator[Db]:
    """A room at the first doctor's location, and another doctor's location, in no house yet."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in ("users", "doctors", "clinic_sites", "doctor_locations", "location_rooms"):
            add(connection, table)
        add(connection, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
        add(connection, "clinic_sites", id=OTHER_SITE)
        add(connection, "doctor_locations", id=OTHER_LOCATION, doctor_id=OTHER_DOCTOR)
        yield connection


def refusal(db: Db, statement: str) -> tuple[str | None, str | None]:
    with pytest.raises(psycopg.Error) as caught:
        db.execute(statement)
    return caught.value.sqlstate, caught.value.diag.constraint_name


def share_a_house(db: Db) -> None:
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = '{SITE}'")


@pytest.mark.parametrize(
    "place",
    [
        {"doctor_location_id": LOCATION, "location_room_id": ROOM},
        {"doctor_location_id": OTHER_LOCATION},
        {"location_room_id": ROOM},
        {},
    ],
)
def test_one_place_or_none_is_taken(db: Db, place: dict[str, object]) -> None:
    add(db, "bookable_resources", **place)


def test_a_resource_at_two_places_is_refused(db: Db) -> None:
    columns = "doctor_location_id, location_room_id, resource_type"
    insert = f"INSERT INTO bookable_resources ({columns}) VALUES ('{OTHER_LOCATION}', '{ROOM}', 'room')"
    assert refusal(db, insert) == SCATTERED
    add(db, "bookable_resources", doctor_location_id=OTHER_LOCATION)
    assert refusal(db, f"UPDATE bookable_resources SET location_room_id = '{ROOM}'") == SCATTERED
    share_a_house(db)
    db.execute(insert)
    db.execute(f"UPDATE bookable_resources SET location_room_id = '{ROOM}'")


def test_no_house_and_no_room_moves_away_from_under_a_resource(db: Db) -> None:
    share_a_house(db)
    add(db, "bookable_resources", doctor_location_id=OTHER_LOCATION, location_room_id=ROOM)
    for location in (LOCATION, OTHER_LOCATION):
        for site in ("NULL", f"'{OTHER_SITE}'"):
            change = f"UPDATE doctor_locations SET clinic_site_id = {site} WHERE id = '{location}'"
            assert refusal(db, change) == SCATTERED
    # All of the house at once is no move.
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = '{OTHER_SITE}'")
    db.execute(f"UPDATE location_rooms SET doctor_location_id = '{OTHER_LOCATION}'")
    db.execute(f"UPDATE doctor_locations SET clinic_site_id = NULL WHERE id = '{LOCATION}'")
    assert refusal(db, f"UPDATE location_rooms SET doctor_location_id = '{LOCATION}'") == SCATTERED


def test_a_house_has_one_row_of_a_doctor(db: Db) -> None:
    share_a_house(db)
    insert = (
        "INSERT INTO doctor_locations (doctor_id, name, clinic_site_id)"
        f" SELECT doctor_id, 'x', '{SITE}' FROM doctor_locations"
    )
    assert refusal(db, insert) == ("23505", "doctor_locations_doctor_id_clinic_site_id_key")
    db.execute(insert.replace(f"'{SITE}'", "NULL"))


@pytest.mark.parametrize("room_moves_first", [True, False])
def test_a_room_that_moves_and_a_resource_at_once(db: Db, database_url: str, room_moves_first: bool) -> None:
    share_a_house(db)
    add(db, "doctor_locations", id=uid(50), name="Αλλού")
    move = f"UPDATE location_rooms SET doctor_location_id = '{uid(50)}'"
    make = (
        "INSERT INTO bookable_resources (id, doctor_location_id, location_room_id, resource_type)"
        f" VALUES ('{RESOURCE}', '{OTHER_LOCATION}', '{ROOM}', 'room')"
    )
    first, second = (move, make) if room_moves_first else (make, move)
    with psycopg.connect(database_url) as one, psycopg.connect(database_url) as two:
        one.execute(first)
        with ThreadPoolExecutor(1) as pool:
            under_way = pool.submit(two.execute, second)
            pid = two.info.backend_pid
            while db.execute(
                "SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", [pid]
            ).fetchone() == (0,):
                assert not under_way.done()
            one.commit()
            with pytest.raises(psycopg.errors.CheckViolation) as caught:
                under_way.result(30)
    assert caught.value.diag.constraint_name == SCATTERED[1]
