"""From the schema before patients had all their keys: everybody is found, made patients stay removable."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from alembic import command
from psycopg.types.json import Jsonb

from medic_desk.model.demo.load import write_plan
from medic_desk.model.patients.search import read_patients
from medic_desk.model.store.schema import alembic_config, check_rows, upgrade
from medic_desk.model.store.store import Store
from tests.model.demo.planned import planned
from tests.model.tables.schema_rows import uid
from tests.model.tables.stored_rows import contents

BEFORE, AFTER = "0005", "0006"


@pytest.fixture
def old_url(empty_database_url: str) -> str:
    """A database of the test's own whose schema is that of before."""
    with Store(empty_database_url) as store, store.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
    return empty_database_url


@pytest.fixture
def db(old_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(old_url, autocommit=True) as connection:
        yield connection


def test_a_demo_clinic_is_brought_up_unchanged_and_everybody_is_found(
    db: psycopg.Connection[Any], old_url: str
) -> None:
    with db.transaction():
        write_plan(db, planned(2026, date(2026, 11, 23)))
    before = contents(db)
    assert upgrade(old_url)[0] == BEFORE
    assert contents(db) == before
    people = db.execute("SELECT id::text, last_name || ' ' || first_name FROM patients").fetchall()
    assert len(people) > 100
    with Store(old_url) as store:
        check_rows(store)
        for patient_id, name in people[:40]:
            assert patient_id in [one.id for one in store.do(read_patients, name, 1000)]


CATALOG = """
SELECT 'function ' || oid::regprocedure, pg_get_functiondef(oid) FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'medic%'
UNION ALL
SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'column ' || attrelid::regclass || '.' || attname,
       format_type(atttypid, atttypmod) || coalesce(pg_get_expr(adbin, adrelid), '') || attnotnull
  FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
 WHERE attrelid = 'patients'::regclass AND attnum > 0 AND NOT attisdropped
"""


def test_the_way_back_leaves_what_was_there(db: psycopg.Connection[Any], old_url: str) -> None:
    db.execute("INSERT INTO patients (last_name, phone) VALUES ('Άλφα', '2101234567')")
    before, rows = dict(db.execute(CATALOG).fetchall()), contents(db)
    with Store(old_url) as store, store.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, AFTER)
        command.downgrade(config, BEFORE)
    assert dict(db.execute(CATALOG).fetchall()) == before
    assert contents(db) == rows


def test_a_patient_whom_a_booking_made_stays_as_she_was_made(
    db: psycopg.Connection[Any], old_url: str
) -> None:
    versions = "SELECT id::text, xmin::text FROM patients ORDER BY last_name"
    db.execute("INSERT INTO patients (last_name) VALUES ('Άλφα')")
    db.execute("INSERT INTO patients (last_name) VALUES ('Βήτα')")
    for number, (patient_id, version) in enumerate(db.execute(versions).fetchall()):
        db.execute(
            "INSERT INTO acts (act_id, name, digest, result) VALUES (%s, 'book', 'x', %s)",
            [uid(number), Jsonb({"made_patient_id": patient_id, "made_patient_version": version})],
        )
    db.execute("UPDATE patients SET notes = 'changed since' WHERE last_name = 'Βήτα'")
    assert upgrade(old_url)[0] == BEFORE
    noted = dict(
        db.execute(
            "SELECT result ->> 'made_patient_id', result ->> 'made_patient_version' FROM acts"
        ).fetchall()
    )
    (untouched, its_version), (changed, new_version) = db.execute(versions).fetchall()
    assert noted[untouched] == its_version
    assert noted[changed] != new_version
