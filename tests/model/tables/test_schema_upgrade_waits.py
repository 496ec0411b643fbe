"""From the schema before plain writers waited: functions alone change, and the way back restores them."""

from datetime import date
from typing import Any

import psycopg
import pytest
from alembic import command

from medic_desk.model.demo.load import write_plan
from medic_desk.model.store.schema import alembic_config, check_rows, upgrade
from medic_desk.model.store.store import Store
from tests.model.demo.planned import planned
from tests.model.tables.stored_rows import contents

Db = psycopg.Connection[Any]

BEFORE, AFTER = "0004", "0005"
REPLACED = {"medic_place_appointment", "medic_prepare_claim", "medic_lock_closures"}


def migrate(url: str, revision: str, *, back: bool = False) -> None:
    with Store(url) as store, store.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, revision)


@pytest.fixture
def old_url(empty_database_url: str) -> str:
    """A database of the test's own whose schema is that of before."""
    migrate(empty_database_url, BEFORE)
    return empty_database_url


def functions(url: str) -> dict[str, str]:
    """Every function of ours, by name, as the database has it."""
    with psycopg.connect(url) as db:
        found = db.execute(
            "SELECT proname, pg_get_functiondef(oid) FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'medic%'"
        )
        return dict(found.fetchall())


def test_a_demo_clinic_is_brought_up_unchanged(old_url: str) -> None:
    with psycopg.connect(old_url, autocommit=True) as db:
        with db.transaction():
            write_plan(db, planned(2026, date(2026, 11, 23)))
        before = contents(db)
        assert len(before["appointments"]) > 1000
        assert upgrade(old_url)[0] == BEFORE
        assert contents(db) == before
    with Store(old_url) as store:
        check_rows(store)


def test_the_way_back_restores_every_function(old_url: str) -> None:
    before = functions(old_url)
    migrate(old_url, AFTER)
    after = functions(old_url)
    assert {name for name in before | after if before.get(name) != after.get(name)} == REPLACED
    migrate(old_url, BEFORE, back=True)
    assert functions(old_url) == before
