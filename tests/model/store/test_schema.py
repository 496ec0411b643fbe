"""Revisions compared and upgraded, in databases of every kind: empty, older, newer, somebody else's."""

import threading
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory

from medic_desk.model.store import schema
from medic_desk.model.store.errors import SchemaMismatch, SchemaOccupied, StoreUnreachable
from medic_desk.model.store.schema import check_schema, read_schema_state, upgrade
from medic_desk.model.store.store import Store


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    script = ScriptDirectory.from_config(schema.alembic_config())
    return [revision.revision for revision in script.walk_revisions()][::-1]


def to_revision(url: str, revision: str) -> None:
    with Store(url) as store, store.engine.begin() as connection:
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def run(url: str, *statements: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def tables(url: str) -> set[str]:
    return {name for (name,) in run(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def refused(url: str) -> SchemaMismatch:
    with Store(url) as store, pytest.raises(SchemaMismatch) as found:
        check_schema(store)
    return found.value


def test_the_names_of_the_files_tell_what_alembic_knows(store: Store) -> None:
    known = tuple(reversed(revisions()))
    assert schema.known_revisions() == known
    assert read_schema_state(store).expected == known[0]


def test_an_empty_database_is_not_ours_and_becomes_ours(empty_database_url: str) -> None:
    error = refused(empty_database_url)
    assert (error.found, error.newer) == (None, False)
    assert "medic-desk db upgrade" in str(error)
    assert tables(empty_database_url) == set()
    assert upgrade(empty_database_url) == (None, revisions()[-1])
    with Store(empty_database_url) as store:
        check_schema(store)
    assert "appointments" in tables(empty_database_url)
    assert upgrade(empty_database_url) == (revisions()[-1], revisions()[-1])


def test_a_migrated_database_fits(store: Store) -> None:
    check_schema(store)
    assert read_schema_state(store).is_current


def test_an_older_schema_is_refused_and_upgraded(empty_database_url: str) -> None:
    to_revision(empty_database_url, revisions()[0])
    error = refused(empty_database_url)
    assert (error.found, error.expected, error.newer) == (revisions()[0], revisions()[-1], False)
    assert "older" in str(error)
    assert upgrade(empty_database_url) == (revisions()[0], revisions()[-1])
    with Store(empty_database_url) as store:
        check_schema(store)


def test_a_newer_schema_is_refused_by_the_window_and_by_the_upgrade(database_url: str) -> None:
    run(database_url, "UPDATE alembic_version SET version_num = '9999'")
    error = refused(database_url)
    assert (error.found, error.newer) == ("9999", True)
    assert "newer medic-desk" in str(error)
    with pytest.raises(SchemaMismatch) as again:
        upgrade(database_url)
    assert again.value.newer
    assert run(database_url, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_another_programs_database_is_told_from_a_newer_one(empty_database_url: str) -> None:
    run(
        empty_database_url,
        "CREATE TABLE alembic_version (version_num text)",
        "INSERT INTO alembic_version VALUES ('abc')",
    )
    error = refused(empty_database_url)
    assert (error.found, error.newer) == (None, False)


def test_tables_of_somebody_else_are_not_changed(empty_database_url: str) -> None:
    run(empty_database_url, "CREATE TABLE appointments (id int)", "INSERT INTO appointments VALUES (1)")
    assert refused(empty_database_url).found is None
    with pytest.raises(SchemaOccupied) as occupied:
        upgrade(empty_database_url)
    assert occupied.value.table == "appointments"
    assert tables(empty_database_url) == {"appointments"}
    assert run(empty_database_url, "SELECT id FROM appointments") == [(1,)]


def test_a_migration_that_fails_leaves_nothing(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_migrations = command.upgrade

    def fail_at_the_end(*arguments: Any) -> None:
        run_migrations(*arguments)
        raise RuntimeError("power cut")

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(empty_database_url)
    assert tables(empty_database_url) == set()


def test_two_upgrades_at_once_both_succeed(empty_database_url: str) -> None:
    start = threading.Barrier(2)
    outcomes: list[tuple[str | None, str] | Exception] = []

    def administrator() -> None:
        start.wait(10)
        try:
            outcomes.append(upgrade(empty_database_url))
        except Exception as error:  # noqa: BLE001 — shown below
            outcomes.append(error)

    both = [threading.Thread(target=administrator) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(120)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert [outcome[1] for outcome in outcomes if isinstance(outcome, tuple)] == [revisions()[-1]] * 2
    with Store(empty_database_url) as store:
        check_schema(store)


def test_a_server_that_is_not_there_is_an_error() -> None:
    with Store("postgresql://u@/clinic?host=/nowhere") as store, pytest.raises(StoreUnreachable):
        check_schema(store)
    with pytest.raises(StoreUnreachable):
        upgrade("postgresql://u@/clinic?host=/nowhere")
