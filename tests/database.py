"""The database of the tests: one private server a run, migrated once, and a fresh copy for whoever commits.

The server is our own embedded one in test mode, on tmpfs where there is one. Nobody pays for it who does not
ask for it: the first test that does starts it, in whichever process that is, and later processes join it.
MEDIC_DESK_TEST_SERVER=postgresql://superuser@host/postgres runs the same tests on another PostgreSQL.
"""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, Self

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store import schema
from medic_desk.model.store.store import Store

_NAME = "medic-desk-tests-"
_TEMPLATE = "medic_desk_template"
_TEMPLATE_LOCK = 0x6D647474
_LOGIN_LOCK = 0x6D64746C
_run_directory = pytest.StashKey[Path]()


class _Worker(Protocol):
    """An xdist worker, as the process that starts it sees it."""

    config: pytest.Config
    workerinput: dict[str, str]


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def fast_directory() -> Path:
    """Where a server is fast and its user can get to: memory, else the folder for temporary files."""
    memory = Path("/dev/shm")  # noqa: S108 — a name of our own is made in it
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else Path(tempfile.gettempdir())


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Name the run's directory; it comes into being with the server."""
    if _is_worker(config):
        config.stash[_run_directory] = Path(config.workerinput["medic_desk_server"])  # type: ignore[attr-defined]
        return
    _remove_leftovers()
    config.stash[_run_directory] = fast_directory() / f"{_NAME}{os.getpid()}-{secrets.token_hex(4)}"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: _Worker) -> None:
    """Tell an xdist worker where the run's server is."""
    node.workerinput["medic_desk_server"] = str(node.config.stash[_run_directory])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's server: the workers have left it, or died."""
    if not _is_worker(config) and (directory := config.stash.get(_run_directory, None)) is not None:
        _remove(directory)


def _remove_leftovers() -> None:
    """Remove the servers of runs that were killed."""
    for directory in fast_directory().glob(f"{_NAME}*"):
        pid = directory.name.removeprefix(_NAME).partition("-")[0]
        with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
            os.kill(int(pid), 0)
            continue
        if directory.stat().st_uid == os.geteuid():
            _remove(directory)


def _remove(directory: Path) -> None:
    if not directory.exists():
        return
    if (directory / "cluster" / "postmaster.pid").exists():
        EmbeddedServer(directory, test_mode=True).start().stop()
    shutil.rmtree(directory, ignore_errors=True)


class TestServer:
    """Makes and drops databases on the run's server, over one connection that is kept. A context manager."""

    __test__ = False

    def __init__(self, superuser_url: str) -> None:
        self._url = make_url(superuser_url)
        self._kept: psycopg.Connection[tuple[Any, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._kept is not None:
            self._kept.close()

    def url(self, database: str) -> str:
        """The URL of one database, for the superuser."""
        return self._url.set(database=database).render_as_string(hide_password=False)

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """A plain autocommit connection, for what a test does behind the program's back."""
        return psycopg.connect(self.url(database), autocommit=True)

    def create(self, database: str, *, template: str = _TEMPLATE) -> str:
        """Copy a database, by file copy: 20 ms for the migrated template. Answers its URL."""
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(database), sql.Identifier(template)
            )
        )
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def _execute(self, statement: sql.Composed) -> None:
        if self._kept is None or self._kept.closed:
            self._kept = self.connect()
        self._kept.execute(statement)

    def cheapen_logins(self) -> None:
        """Let a login take one round of hashing in place of 4096, which cost 2.5 ms each time."""
        with self.connect() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOGIN_LOCK])
            known = connection.execute(
                "SELECT rolpassword LIKE 'SCRAM-SHA-256$1:%' FROM pg_authid WHERE rolname = current_user"
            )
            if known.fetchone() == (False,):
                connection.execute("SET scram_iterations = 1")
                password = sql.Literal(self._url.password)
                connection.execute(sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(password))

    def ensure_template(self) -> None:
        """Migrate the template, once a run, whichever process comes first."""
        with self.connect() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE])
            if known.fetchone():
                return
            half = f"{_TEMPLATE}_new"
            self.drop(half)
            self.create(half, template="template0")
            schema.upgrade(self.url(half))
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(half), sql.Identifier(_TEMPLATE)
                )
            )


@pytest.fixture(scope="session")
def bare_server(pytestconfig: pytest.Config) -> Iterator[TestServer]:
    """The run's server, with nothing in it that needs our schema."""
    given = os.environ.get("MEDIC_DESK_TEST_SERVER")
    if given:
        with TestServer(given) as server:
            yield server
        return
    with (
        EmbeddedServer(pytestconfig.stash[_run_directory], test_mode=True) as embedded,
        TestServer(embedded.url("postgres")) as server,
    ):
        server.cheapen_logins()
        yield server


@pytest.fixture(scope="session")
def test_server(bare_server: TestServer) -> TestServer:
    """The run's server with the migrated template."""
    bare_server.ensure_template()
    return bare_server


@pytest.fixture
def empty_database_url(bare_server: TestServer) -> Iterator[str]:
    """A database of the test's own without any schema."""
    name = f"empty_{secrets.token_hex(6)}"
    yield bare_server.create(name, template="template0")
    bare_server.drop(name)


@pytest.fixture
def database_url(test_server: TestServer) -> Iterator[str]:
    """A migrated, empty database of the test's own, in which it may commit; dropped afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    yield test_server.create(name)
    test_server.drop(name)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store over the test's own database."""
    with Store(database_url, "test desk") as store:
        yield store


@pytest.fixture(scope="session")
def _shared_store(test_server: TestServer) -> Iterator[Store]:
    name = f"shared_{secrets.token_hex(6)}"
    with Store(test_server.create(name), "tests") as store:
        yield store
    test_server.drop(name)


@pytest.fixture
def connection(_shared_store: Store) -> Iterator[Connection]:
    """A connection to a migrated database, inside a transaction that is rolled back at the end.

    Cheaper than ``database_url`` (2 ms), and sees no deferred constraint unless it says
    ``SET CONSTRAINTS ALL IMMEDIATE``. A statement that fails needs ``with connection.begin_nested()``.
    """
    with _shared_store.engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
