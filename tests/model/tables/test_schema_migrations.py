"""Migrating: whole or not at all, one at a time, and never waiting for ever."""

import ast
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from medic_desk.bundle import migrations_directory
from medic_desk.model.store.schema import alembic_config
from tests.database import TestServer
from tests.model.tables.schema_rows import refused_by

MIGRATION_LOCK = 0x6D656469
TABLES = 27  # and one of them is Alembic's
ROOT = Path(__file__).resolve().parents[3]


def config(url: str) -> Config:
    made = alembic_config()
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in rows}


def test_a_url_alone_is_enough(empty_database_url: str) -> None:
    command.upgrade(config(empty_database_url), "head")
    assert len(tables(empty_database_url)) == TABLES


UPGRADE = "import sys; from medic_desk.model.store.schema import upgrade; upgrade(sys.argv[1])"


def test_two_at_once_are_one_after_the_other(empty_database_url: str) -> None:
    # Processes: two computers on which an administrator was impatient. A lock on the server lets both wait at
    # the same place first, so that they do meet.
    with psycopg.connect(empty_database_url, autocommit=True) as gate:
        gate.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        both = [
            subprocess.Popen(
                [sys.executable, "-c", UPGRADE, empty_database_url], cwd=ROOT, stderr=subprocess.PIPE
            )
            for _ in range(2)
        ]
        waiting = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        while gate.execute(waiting).fetchone() != (2,):
            assert all(process.poll() is None for process in both)
    errors = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert len(tables(empty_database_url)) == TABLES


def test_a_lock_held_elsewhere_is_not_waited_for_without_end(empty_database_url: str) -> None:
    made = config(empty_database_url)
    made.attributes["lock_timeout"] = "50ms"
    with psycopg.connect(empty_database_url, autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        with pytest.raises(DBAPIError) as caught:
            command.upgrade(made, "head")
    assert refused_by(caught)[0] == "55P03"
    assert tables(empty_database_url) == set()


def test_a_migration_that_fails_leaves_nothing(empty_database_url: str) -> None:
    with psycopg.connect(empty_database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE staff_events (id integer)")
    with pytest.raises(DBAPIError):
        command.upgrade(config(empty_database_url), "head")
    assert tables(empty_database_url) == {"staff_events"}


def test_there_is_one_road_and_no_way_back(empty_database_url: str) -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert len(script.get_heads()) == 1
    made = config(empty_database_url)
    command.upgrade(made, "head")
    with pytest.raises(NotImplementedError, match="backup"):
        command.downgrade(made, "base")
    assert len(tables(empty_database_url)) == TABLES


def test_no_migration_is_written_out_as_sql(empty_database_url: str) -> None:
    with pytest.raises(RuntimeError, match="not written out"):
        command.upgrade(config(empty_database_url), "head", sql=True)


def test_without_a_database_it_says_so() -> None:
    with pytest.raises(RuntimeError, match="no database to migrate"):
        command.upgrade(alembic_config(), "head")


def test_a_database_that_is_not_utf8_is_refused(bare_server: TestServer) -> None:
    with bare_server.connect() as connection:
        connection.execute(
            "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    try:
        with pytest.raises(DBAPIError, match="UTF8"):
            command.upgrade(config(bare_server.url("latin")), "head")
    finally:
        bare_server.drop("latin")


def test_a_migration_imports_nothing_of_ours() -> None:
    imported = {
        (path.name, name)
        for path in (migrations_directory() / "versions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _modules(node)
    }
    assert {name for _, name in imported} >= {"alembic"}
    assert [(file, name) for file, name in imported if name == "medic_desk"] == []


def _modules(node: ast.AST) -> list[str]:
    """The packages that a statement imports from, by their first names."""
    if isinstance(node, ast.Import):
        return [one.name.split(".")[0] for one in node.names]
    return [(node.module or "").split(".")[0]] if isinstance(node, ast.ImportFrom) else []
