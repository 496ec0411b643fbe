"""Servers that answer and will not serve: without a free connection, and without the right to write."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.week import read_week
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.embedded import EmbeddedServer, launcher
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.database_url import connection_parameters
from medic_desk.model.store.errors import ReadOnlyServer, StoreUnreachable
from medic_desk.model.store.login_answer import Login, login_answer
from medic_desk.model.store.schema import upgrade
from medic_desk.model.store.store import Store
from tests.database import TestServer
from tests.model.plain_sql import rows
from tests.model.small_clinic import make_small_clinic, new_id

ALL, KEPT = 6, 3
"""Connections of the small server, and how many of them it keeps for superusers."""
PASSWORD = "Σιγά\u00a0τ' αυγά, 100%"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, made_folder: Path) -> Iterator[EmbeddedServer]:
    """A server with room for three ordinary connections."""
    monkeypatch.setitem(launcher._SETTINGS, "max_connections", str(ALL))
    with EmbeddedServer(made_folder, test_mode=True) as server:
        yield server


@contextlib.contextmanager
def person(superuser_url: str, password: str = PASSWORD) -> Iterator[str]:
    """The URL of a login that is no superuser, at the same database."""
    role = f"person_{new_id()[:8]}"
    parameters = connection_parameters(superuser_url)
    with psycopg.connect(superuser_url, autocommit=True) as owner:
        named = sql.Identifier(role)
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(named, sql.Literal(password)))
    place = f"?host={parameters['host']}&port={parameters.get('port', 5432)}"
    yield f"postgresql://{role}:{_quoted(password)}@/{parameters['dbname']}{place}"
    with psycopg.connect(superuser_url, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role)))


def _quoted(password: str) -> str:
    return "".join(f"%{byte:02X}" for byte in password.encode())


@contextlib.contextmanager
def taken(url: str, count: int) -> Iterator[list[psycopg.Connection[Any]]]:
    """That many connections; afterwards the server has counted out every one."""
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(psycopg.connect(url)) for _ in range(count)]
        gone = [one.info.backend_pid for one in held]
        yield held
    while not is_without(url, gone):
        pass


def is_without(url: str, gone: list[int]) -> bool:
    """Whether none of these processes of the server is left; it cannot be asked while it takes nobody."""
    try:
        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_stat_activity WHERE pid = ANY (%s)", [gone]
            ).fetchone()
            return found is None
    except psycopg.OperationalError:
        return False


def refused(url: str) -> StoreUnreachable:
    with Store(url) as store, pytest.raises(StoreUnreachable) as found:
        store.do(read_database_clock)
    return found.value


def test_slots_that_are_kept_for_superusers_are_no_wrong_password(few: EmbeddedServer) -> None:
    with person(few.url("postgres")) as url:
        with taken(url, ALL - KEPT):
            error = refused(url)
        assert error.reason == "full"
        with Store(url) as store:
            store.do(read_database_clock)


def test_a_server_with_all_connections_taken_is_no_wrong_password(few: EmbeddedServer) -> None:
    with person(few.url("postgres")) as url:
        with taken(few.url("postgres"), ALL):
            assert refused(url).reason == "full"
        wrong = url.replace(_quoted(PASSWORD), "wrong")
        assert refused(wrong).reason == "login"


@pytest.mark.parametrize("of", ["ROLE", "DATABASE"])
def test_a_limit_of_a_login_or_a_database_is_no_wrong_password(
    bare_server: TestServer, empty_database_url: str, of: str
) -> None:
    with person(empty_database_url) as url, bare_server.connect() as owner:
        parameters = connection_parameters(url)
        name = parameters["user"] if of == "ROLE" else parameters["dbname"]
        owner.execute(sql.SQL(f"ALTER {of} {{}} CONNECTION LIMIT 1").format(sql.Identifier(name)))
        with taken(url, 1):
            assert refused(url).reason == "full"


def test_a_login_is_answered_by_its_code(empty_database_url: str) -> None:
    with person(empty_database_url) as url:
        parameters = connection_parameters(url)
        login = Login(
            host=str(parameters["host"]),
            port=int(parameters.get("port", 5432)),
            user=str(parameters["user"]),
            password=PASSWORD,
            database=str(parameters["dbname"]),
            sslmode="prefer",
            root_certificate=None,
        )
        admitted = login_answer(login, 2)
        assert admitted is not None
        assert (admitted.sqlstate, admitted.is_read_only) == (None, False)
        assert admitted.settings["client_encoding"] == "UTF8"
        codes = [
            login_answer(one, 2)
            for one in (login._replace(password="no"), login._replace(database="nowhere"))
        ]
        assert [one.sqlstate for one in codes if one] == ["28P01", "3D000"]
        assert login_answer(login._replace(password=""), 2) is None
        assert login_answer(login._replace(host="/nowhere"), 2) is None


def asking(listening: socket.socket, request: bytes, heard: list[bytes]) -> None:
    """Answer one login with ``request`` for its password, and take down what comes then."""
    line, _ = listening.accept()
    with line:
        line.recv(1024)
        line.sendall(b"R" + struct.pack("!i", len(request) + 4) + request)
        first = line.recv(1024)
        heard.append(first)
        if b"r=" in first:
            nonce = first.split(b"r=")[1]
            challenge = (
                struct.pack("!i", 11) + b"r=" + nonce + b"more,s=QUJDREVGR0hJSktMTU5PUA==,i=2000000000"
            )
            line.sendall(b"R" + struct.pack("!i", len(challenge) + 4) + challenge)
            heard.append(line.recv(1024))


@pytest.mark.parametrize(
    "request_of",
    [struct.pack("!i", 3), struct.pack("!i", 5) + b"salt", struct.pack("!i", 10) + b"SCRAM-SHA-256\0\0"],
    ids=["in clear", "md5", "scram of endless rounds"],
)
def test_no_server_is_told_a_password_that_it_could_read_or_guess(request_of: bytes) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=asking, args=(listening, request_of, heard))
        server.start()
        login = Login("127.0.0.1", listening.getsockname()[1], "anna", PASSWORD, "clinic", "disable", None)
        assert login_answer(login, 2) is None
        server.join()
    assert heard[-1] == b""


@pytest.mark.parametrize("sslmode", ["require", "prefer"])
def test_a_certificate_where_the_driver_looks_is_verified_by(
    sslmode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that cannot be read leaves nobody to trust: not even the beginning of TLS is spoken."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".postgresql").mkdir()
    (tmp_path / ".postgresql" / "root.crt").write_text("no certificate", encoding="utf-8")
    heard: list[bytes] = []

    def promise_tls(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line:
            line.recv(8)
            line.sendall(b"S")
            heard.append(line.recv(1024))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=promise_tls, args=(listening,))
        server.start()
        login = Login("127.0.0.1", listening.getsockname()[1], "anna", PASSWORD, "clinic", sslmode, None)
        assert login_answer(login, 2) is None
        server.join()
    assert heard == [b""]


@pytest.mark.parametrize(
    ("sslmode", "is_spoken_to"), [("prefer", True), ("require", False), ("verify-full", False)]
)
def test_no_login_is_said_over_a_line_that_the_address_does_not_allow(
    sslmode: str, is_spoken_to: bool
) -> None:
    """The server, or who stands between, says that it knows no TLS: the driver would have gone."""
    heard: list[bytes] = []

    def answer_no_tls(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line:
            line.recv(8)
            line.sendall(b"N")
            heard.append(line.recv(1024))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=answer_no_tls, args=(listening,))
        server.start()
        port = listening.getsockname()[1]
        login = Login("127.0.0.1", port, "anna", PASSWORD, "clinic", sslmode, None)
        assert login_answer(login, 2) is None
        server.join()
    assert [b"anna" in one for one in heard] == [is_spoken_to]


@pytest.mark.parametrize("of", ["ROLE", "DATABASE"])
def test_a_database_that_is_read_only_is_read_and_says_so_to_who_writes(
    test_server: TestServer, database_url: str, of: str
) -> None:
    with Store(database_url) as store:
        clinic = make_small_clinic(store)
    with person(database_url) as url, test_server.connect(connection_parameters(url)["dbname"]) as owner:
        named = sql.Identifier(connection_parameters(url)["user" if of == "ROLE" else "dbname"])
        role = sql.Identifier(connection_parameters(url)["user"])
        owner.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA public TO {}").format(role))
        owner.execute(sql.SQL(f"ALTER {of} {{}} SET default_transaction_read_only = on").format(named))
        with Store(url) as store:
            assert store.do(read_clinic).doctors
            assert store.do(read_week, clinic.doctor_id, clinic.day, 7).appointments == ()
            with pytest.raises(ReadOnlyServer):
                perform(store, clinic.receptionist, book, clinic.booking(10))
        assert refused(f"{url}&target_session_attrs=read-write").reason == "read_only"
        owner.execute(sql.SQL(f"ALTER {of} {{}} RESET default_transaction_read_only").format(named))
    with Store(database_url) as store:
        assert rows(store, "SELECT 1 FROM appointments") == []


def test_a_read_only_database_is_not_upgraded_and_says_so(
    bare_server: TestServer, empty_database_url: str
) -> None:
    name = sql.Identifier(connection_parameters(empty_database_url)["dbname"])
    with bare_server.connect() as owner:
        owner.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
    with pytest.raises(ReadOnlyServer):
        upgrade(empty_database_url)
