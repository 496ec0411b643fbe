"""From the schema before claims were remembered and minutes kept: a demo unchanged, minutes put right."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from alembic import command

from medic_desk.model.demo.load import write_plan
from medic_desk.model.store.schema import alembic_config, check_rows, upgrade
from medic_desk.model.store.store import Store
from tests.model.demo.planned import planned
from tests.model.tables.schema_rows import APPOINTMENT, CLAIM, RESOURCE, ROWS, add, uid
from tests.model.tables.stored_rows import contents

Db = psycopg.Connection[Any]

BEFORE = "0003"
LONG, CANCELLED, WITHOUT, TAKEN_OFF = (uid(number) for number in range(600, 604))


@pytest.fixture
def old_url(empty_database_url: str) -> str:
    """A database of the test's own whose schema is that of before."""
    with Store(empty_database_url) as store, store.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
    return empty_database_url


@pytest.fixture
def db(old_url: str) -> Iterator[Db]:
    """An autocommit connection to it, over one row a table."""
    with psycopg.connect(old_url, autocommit=True) as connection:
        for table in ROWS:
            add(connection, table)
        yield connection


def test_a_demo_clinic_is_brought_up_unchanged(old_url: str) -> None:
    with psycopg.connect(old_url, autocommit=True) as db:
        with db.transaction():
            write_plan(db, planned(2026, date(2026, 11, 23)))
        before = contents(db)
        assert len(before["appointments"]) > 1000
        assert len(before["appointment_resource_claims"]) > 1000
        assert upgrade(old_url)[0] == BEFORE
        assert contents(db) == before
    with Store(old_url) as store:
        check_rows(store)


def leave_odd_rows(db: Db) -> None:
    """What a plain writer of before could leave behind."""
    db.execute("UPDATE appointments SET duration_minutes = 200")
    day = {"starts_at": "2027-03-09 09:00", "ends_at": "2027-03-09 10:00"}
    add(db, "appointments", id=LONG, **day)
    for number, appointment_id in enumerate((CANCELLED, WITHOUT, TAKEN_OFF)):
        span = {name: value.replace("-09 ", f"-1{number} ") for name, value in day.items()}
        add(db, "appointments", id=appointment_id, **span)
        claim_id = uid(700 + number)
        add(db, "appointment_resource_claims", id=claim_id, appointment_id=appointment_id, **span)
        db.execute(f"UPDATE appointments SET status = 'cancelled' WHERE id = '{appointment_id}'")
    db.execute(f"DELETE FROM appointment_resource_claims WHERE appointment_id = '{WITHOUT}'")
    db.execute(
        f"UPDATE appointment_resource_claims SET awaits_restore = false WHERE appointment_id = '{TAKEN_OFF}'"
    )
    with db.transaction():
        db.execute(f"UPDATE appointments SET ends_at = '2027-03-08 09:40' WHERE id = '{APPOINTMENT}'")
        db.execute(f"DELETE FROM appointment_resource_claims WHERE id = '{CLAIM}'")
        db.execute("SET CONSTRAINTS ALL IMMEDIATE")
        db.execute(f"UPDATE appointments SET duration_minutes = 5 WHERE id = '{APPOINTMENT}'")


def test_wrong_minutes_are_put_right_and_it_is_nobodys_edit(db: Db, old_url: str) -> None:
    leave_odd_rows(db)
    stamps = "SELECT id, row_version, updated_at FROM appointments ORDER BY id"
    before = (db.execute(stamps).fetchall(), contents(db))
    assert upgrade(old_url)[0] == BEFORE
    assert db.execute(stamps).fetchall() == before[0]
    after = contents(db)
    assert after.pop("appointments") != before[1].pop("appointments")
    assert after == before[1]
    minutes = dict(db.execute("SELECT id::text, duration_minutes FROM appointments").fetchall())
    assert minutes == {APPOINTMENT: 40, LONG: 60, CANCELLED: 60, WITHOUT: 60, TAKEN_OFF: 60}


def test_rows_of_before_stay_lawful(db: Db, old_url: str) -> None:
    leave_odd_rows(db)
    upgrade(old_url)
    for appointment_id in (CANCELLED, WITHOUT, TAKEN_OFF):
        db.execute(f"UPDATE appointments SET status = 'confirmed' WHERE id = '{appointment_id}'")
    db.execute("UPDATE appointments SET notes = 'x'")
    active = "SELECT appointment_id::text, bookable_resource_id::text FROM appointment_resource_claims"
    assert db.execute(f"{active} WHERE status = 'active'").fetchall() == [(CANCELLED, RESOURCE)]
    with Store(old_url) as store:
        check_rows(store)
