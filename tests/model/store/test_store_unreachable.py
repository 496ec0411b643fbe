"""Invalid addresses and servers that do not answer, each told apart and named without a password."""

import contextlib
import socket
import traceback
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.store.database_url import connection_parameters
from medic_desk.model.store.errors import StoreUnreachable, WrongDatabaseUrl
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from tests.database import TestServer

SECRET = "hunter2"


def execute(session: Session, statement: str) -> Any:
    return session.execute(text(statement)).fetchall()


@pytest.fixture
def test_connection(bare_server: TestServer) -> Iterator[psycopg.Connection[Any]]:
    with contextlib.closing(bare_server.connect()) as connection:
        yield connection


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "postgresql://"),
        ("clinic", "postgresql://"),
        ("mysql://u:hunter2@h/clinic", "postgresql://"),
        ("http://u:hunter2@h/clinic", "postgresql://"),
        ("postgresql://u:hunter2@h", "name of the database"),
        ("postgresql://u:hunter2@h/", "name of the database"),
        ("postgresql://u:hunter2@h:54x2/clinic", "port"),
        ("postgresql://u:hunter2@h:0/clinic", "port"),
        ("postgresql://u:hunter2@h:99999/clinic", "port"),
        ("postgresql://u:hunter2@h/clinic?sslmod=require", "sslmod"),
        ("postgresql://u:hunter2@[::1/clinic", "postgresql://"),
        ("postgresql://u:hunter2@h/clinic?host=a:1&host=b:x", "port"),
    ],
)
def test_a_wrong_address_is_refused_without_its_password(url: str, problem: str) -> None:
    with pytest.raises(WrongDatabaseUrl) as refused:
        Store(url)
    assert problem in str(refused.value)
    assert SECRET not in str(refused.value)
    assert SECRET not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgresql://u@one:1,two:2/clinic?target_session_attrs=read-write", "one,two", "1,2"),
        (
            "postgresql+psycopg://u@/clinic?host=one:1&host=two:2&target_session_attrs=read-write",
            "one,two",
            "1,2",
        ),
        ("postgres://u@one,two/clinic?target_session_attrs=read-write", "one,two", ","),
    ],
)
def test_several_hosts_reach_the_driver_as_they_were_written(url: str, host: str, port: str) -> None:
    found = connection_parameters(url)
    assert found["host"] == host
    assert found.get("port") == port
    assert found["target_session_attrs"] == "read-write"
    assert found["dbname"] == "clinic"


def test_the_second_of_two_hosts_takes_over(empty_database_url: str) -> None:
    parameters = connection_parameters(empty_database_url)
    url = (
        f"postgresql://{parameters['user']}:{parameters.get('password', '')}@/{parameters['dbname']}"
        f"?host=/nowhere,{parameters['host']}&port={parameters.get('port', 5432)}"
        "&target_session_attrs=read-write"
    )
    with Store(url) as store:
        assert store.do(execute, "SELECT 1") == [(1,)]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def unreachable(url: str, seconds: int = 2) -> StoreUnreachable:
    with (
        Store(url, limits=SessionLimits(connect_seconds=seconds)) as store,
        pytest.raises(StoreUnreachable) as found,
    ):
        store.do(execute, "SELECT 1")
    assert SECRET not in "".join(traceback.format_exception(found.value))
    return found.value


def test_a_server_that_is_not_there(closed_port: int) -> None:
    error = unreachable(f"postgresql://u:{SECRET}@127.0.0.1:{closed_port}/clinic")
    assert (error.reason, error.target) == ("refused", f"“clinic” (127.0.0.1:{closed_port})")
    assert unreachable(f"postgresql://u:{SECRET}@/clinic?host=/nowhere").reason == "refused"


def test_a_name_without_an_address() -> None:
    assert unreachable(f"postgresql://u:{SECRET}@no-such-host.invalid/clinic").reason == "unknown_host"


def test_a_server_that_is_silent(silent_port: int) -> None:
    assert unreachable(f"postgresql://u:{SECRET}@127.0.0.1:{silent_port}/clinic").reason == "silent"


def test_a_login_a_password_and_a_database_that_are_not_known(empty_database_url: str) -> None:
    parameters = connection_parameters(empty_database_url)
    place = f"?host={parameters['host']}&port={parameters.get('port', 5432)}"
    login = f"{parameters['user']}:{parameters.get('password', '')}"
    assert unreachable(f"postgresql://{login}@/nowhere{place}").reason == "no_database"
    if "password" not in parameters:
        pytest.skip("this server asks for no password")
    assert unreachable(f"postgresql://{parameters['user']}:{SECRET}@/postgres{place}").reason == "login"
    assert unreachable(f"postgresql://{parameters['user']}@/postgres{place}").reason == "password_needed"


def test_a_server_without_free_connections(
    bare_server: TestServer, test_connection: psycopg.Connection[Any]
) -> None:
    name = "closed_for_now"
    url = bare_server.create(name, template="template0")
    try:
        test_connection.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        error = unreachable(url)
    finally:
        bare_server.drop(name)
    assert error.reason == "turned_away"
    assert error.detail


def test_a_desk_whose_connections_are_all_busy(empty_database_url: str) -> None:
    with Store(empty_database_url, pool_size=1, pool_patience_seconds=0.1) as store:

        def within(session: Session, depth: int) -> None:
            if depth:
                store.do(within, depth - 1)

        with pytest.raises(StoreUnreachable) as found:
            store.do(within, 10)
    assert found.value.reason == "turned_away"
