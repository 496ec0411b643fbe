"""The store on a real server: one transaction for each job, errors by their code, nothing private in them."""

import contextlib
import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import CursorResult, text
from sqlalchemy.orm import Session

from medic_desk.model.store import errors
from medic_desk.model.store.database_url import connection_parameters, target, without_password
from medic_desk.model.store.errors import (
    ConnectionLost,
    ConstraintBroken,
    Contended,
    DatabaseFault,
    DiskFull,
    NotPermitted,
    RaisedByDatabase,
    SlotTaken,
    StoreError,
    TookTooLong,
)
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from tests.database import TestServer

SECRET = "hunter2"


def execute(session: Session, statement: str) -> Any:
    result = session.execute(text(statement))
    assert isinstance(result, CursorResult)
    return result.fetchall() if result.returns_rows else None


@pytest.fixture
def table(empty_database_url: str) -> Iterator[Store]:
    """A store over a database with one table of every kind of constraint."""
    with Store(empty_database_url, "a desk") as store:
        for statement in (
            "CREATE EXTENSION btree_gist",
            "CREATE TABLE other (id int PRIMARY KEY)",
            (
                "CREATE TABLE booked (id int CONSTRAINT booked_key UNIQUE, name text NOT NULL,"
                " other_id int CONSTRAINT booked_other REFERENCES other, span int4range,"
                " CONSTRAINT positive CHECK (id > 0), CONSTRAINT no_double EXCLUDE USING gist (span WITH &&))"
            ),
            "INSERT INTO booked VALUES (1, 'Kostas Private', NULL, '[1,5)')",
        ):
            store.do(execute, statement)
        yield store


def names(store: Store) -> list[str]:
    return [row[0] for row in store.do(execute, "SELECT name FROM booked ORDER BY id")]


def test_a_job_commits_and_answers(table: Store) -> None:
    assert table.do(execute, "INSERT INTO booked (id, name) VALUES (2, 'two') RETURNING id") == [(2,)]
    assert names(table) == ["Kostas Private", "two"]


def test_an_exception_of_the_work_rolls_back_and_is_raised(table: Store) -> None:
    def work(session: Session) -> None:
        execute(session, "INSERT INTO booked (id, name) VALUES (2, 'two')")
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        table.do(work)
    assert names(table) == ["Kostas Private"]


def test_a_session_says_who_it_is_and_how_long_it_waits(empty_database_url: str) -> None:
    limits = SessionLimits(statement_ms=1001, lock_ms=1002, idle_in_transaction_ms=1003)
    shown = (
        "TimeZone",
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "application_name",
        "transaction_isolation",
        "client_encoding",
    )
    with Store(empty_database_url, "Υποδοχή 1", limits=limits) as store:
        found = [store.do(execute, f"SHOW {name}")[0][0] for name in shown]
    assert found[:4] == ["UTC", "1001ms", "1002ms", "1003ms"]
    assert found[5:] == ["read committed", "UTF8"]


def test_options_of_the_url_win(empty_database_url: str) -> None:
    with Store(f"{empty_database_url}&options=-c%20statement_timeout%3D77&application_name=theirs") as store:
        assert store.do(execute, "SHOW statement_timeout") == [("77ms",)]
        assert store.do(execute, "SHOW TimeZone") == [("UTC",)]
        assert store.do(execute, "SHOW application_name") == [("theirs",)]


@pytest.mark.parametrize(
    ("statement", "kind", "data"),
    [
        (
            "INSERT INTO booked VALUES (2, 'Kostas Private', NULL, '[4,6)')",
            SlotTaken,
            {"constraint": "no_double", "table": "booked"},
        ),
        (
            "INSERT INTO booked VALUES (1, 'Kostas Private')",
            ConstraintBroken,
            {"sqlstate": "23505", "constraint": "booked_key"},
        ),
        (
            "INSERT INTO booked VALUES (0, 'Kostas Private')",
            ConstraintBroken,
            {"sqlstate": "23514", "constraint": "positive", "table": "booked"},
        ),
        (
            "INSERT INTO booked VALUES (2, 'Kostas Private', 9)",
            ConstraintBroken,
            {"sqlstate": "23503", "constraint": "booked_other"},
        ),
        ("INSERT INTO booked (id) VALUES (2)", ConstraintBroken, {"sqlstate": "23502", "column": "name"}),
        ("SELECT pg_sleep(20)", TookTooLong, {}),
        ("SELECT 1 / 0", DatabaseFault, {"sqlstate": "22012"}),
        ("SELECT * FROM nowhere", DatabaseFault, {"sqlstate": "42P01"}),
    ],
)
def test_what_the_server_refuses_is_known_by_its_code(
    table: Store, empty_database_url: str, statement: str, kind: type[StoreError], data: dict[str, str]
) -> None:
    hurried = Store(empty_database_url, limits=SessionLimits(statement_ms=200))
    with hurried as store, pytest.raises(kind) as refused:
        store.do(execute, statement)
    assert data.items() <= vars(refused.value).items()
    shown = "".join(traceback.format_exception(refused.value))
    assert "Private" not in shown
    assert not refused.value.retryable
    assert names(table) == ["Kostas Private"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("40001", Contended),
        ("40P01", Contended),
        ("55P03", Contended),
        ("25P03", ConnectionLost),
        ("25P04", ConnectionLost),
        ("57P01", ConnectionLost),
        ("57P02", ConnectionLost),
        ("57P03", ConnectionLost),
        ("57P05", ConnectionLost),
        ("08006", ConnectionLost),
        ("08P01", ConnectionLost),
        ("53100", DiskFull),
        ("57014", TookTooLong),
        ("42501", NotPermitted),
        ("P0001", RaisedByDatabase),
        ("P0002", RaisedByDatabase),
        ("XX001", DatabaseFault),
    ],
)
def test_codes_that_are_hard_to_provoke(store_of_nothing: Store, code: str, kind: type[StoreError]) -> None:
    raising = f"DO $$ BEGIN RAISE 'a rule' USING ERRCODE = '{code}', DETAIL = 'Kostas Private'; END $$"
    with pytest.raises(kind) as refused:
        store_of_nothing.do(execute, raising)
    assert refused.value.retryable == (kind in (Contended, ConnectionLost))
    assert "Private" not in "".join(traceback.format_exception(refused.value))
    if isinstance(refused.value, RaisedByDatabase):
        assert refused.value.message == "a rule"


@pytest.fixture
def store_of_nothing(empty_database_url: str) -> Iterator[Store]:
    with Store(empty_database_url) as store:
        yield store


def test_a_lock_that_is_not_released_in_time_is_contention(table: Store, empty_database_url: str) -> None:
    with (
        psycopg.connect(empty_database_url) as holder,
        Store(empty_database_url, limits=SessionLimits(lock_ms=50)) as store,
    ):
        holder.execute("SELECT * FROM booked FOR UPDATE")
        with pytest.raises(Contended) as refused:
            store.do(execute, "UPDATE booked SET name = 'x'")
        assert refused.value.sqlstate == "55P03"
        holder.rollback()


def test_a_deadlock_is_contention_for_one_and_nothing_for_the_other(table: Store) -> None:
    table.do(execute, "INSERT INTO booked (id, name) VALUES (2, 'two')")
    both_hold_one = threading.Barrier(2)
    outcomes: list[object] = []

    def cross(session: Session, first: int, second: int) -> None:
        execute(session, f"UPDATE booked SET other_id = NULL WHERE id = {first}")
        both_hold_one.wait(10)
        execute(session, f"UPDATE booked SET other_id = NULL WHERE id = {second}")

    def desk(first: int, second: int) -> None:
        try:
            outcomes.append(table.do(cross, first, second))
        except StoreError as error:
            outcomes.append(error)

    desks = [threading.Thread(target=desk, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in desks:
        thread.start()
    for thread in desks:
        thread.join(30)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Contended", "NoneType"]
    assert [outcome.sqlstate for outcome in outcomes if isinstance(outcome, Contended)] == ["40P01"]


def test_a_desk_that_goes_silent_in_a_transaction_loses_its_connection(
    table: Store, test_connection: psycopg.Connection[Any], empty_database_url: str
) -> None:
    def work(session: Session) -> None:
        execute(session, "INSERT INTO booked (id, name) VALUES (2, 'two')")
        gone = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'silent'"
        while test_connection.execute(gone).fetchone() != (0,):
            pass
        execute(session, "SELECT 1")

    limits = SessionLimits(idle_in_transaction_ms=100)
    with Store(empty_database_url, "silent", limits=limits) as store, pytest.raises(ConnectionLost):
        store.do(work)
    assert names(table) == ["Kostas Private"]


@pytest.fixture
def test_connection(bare_server: TestServer) -> Iterator[psycopg.Connection[Any]]:
    with contextlib.closing(bare_server.connect()) as connection:
        yield connection


def terminate(connection: psycopg.Connection[Any], database: str) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [database]
    )


def test_a_connection_lost_in_the_work_is_an_error_and_the_next_job_has_a_new_one(
    table: Store, test_connection: psycopg.Connection[Any], empty_database_url: str
) -> None:
    database = connection_parameters(empty_database_url)["dbname"]

    def work(session: Session) -> None:
        execute(session, "INSERT INTO booked (id, name) VALUES (2, 'two')")
        terminate(test_connection, database)
        execute(session, "SELECT 1")

    with pytest.raises(ConnectionLost) as lost:
        table.do(work)
    assert lost.value.retryable
    assert names(table) == ["Kostas Private"]


def test_a_connection_lost_between_jobs_is_not_noticed(
    table: Store, test_connection: psycopg.Connection[Any], empty_database_url: str
) -> None:
    assert names(table) == ["Kostas Private"]
    terminate(test_connection, connection_parameters(empty_database_url)["dbname"])
    assert names(table) == ["Kostas Private"]


def test_listening_hears_what_a_job_notified(store_of_nothing: Store) -> None:
    with store_of_nothing.listen_connection() as listener:
        listener.execute("LISTEN bell")
        store_of_nothing.do(execute, "NOTIFY bell, 'ding'")
        assert [note.payload for note in listener.notifies(timeout=5, stop_after=1)] == ["ding"]


# Nothing private in a repr or a log ------------------------------------------------------------------------


def test_passwords_do_not_show() -> None:
    store = Store(f"postgresql://u:{SECRET}@h/clinic?password={SECRET}")
    assert SECRET not in repr(store) + repr(store.engine) + store.target
    assert without_password(f"postgresql://u:{SECRET}@h/c?password={SECRET}&x=1") == (
        "postgresql://u:***@h/c?password=***&x=1"
    )
    assert target({"dbname": "c", "host": "a,b", "port": "1"}) == "“c” (a:1, b:1)"
    store.close()


def test_parameters_do_not_show_in_the_log(table: Store, caplog: pytest.LogCaptureFixture) -> None:
    # SQLAlchemy's own logger stays at WARNING until it is told to log statements.
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.INFO, logger="sqlalchemy.engine"):
        table.do(lambda session: session.execute(text("SELECT :name"), {"name": "Kostas Private"}).scalar())
    assert "SELECT" in caplog.text
    assert "Private" not in caplog.text


@pytest.mark.parametrize(
    "make",
    [
        lambda: errors.SchemaMismatch(None, "2", newer=False),
        lambda: errors.SchemaMismatch("1", "2", newer=False),
        lambda: errors.SchemaMismatch("3", "2", newer=True, target="“c” (h)"),
        lambda: errors.StaleRecord("appointments", "id", 1, 2),
        lambda: errors.SchemaOccupied("“c” (h)", "appointments"),
        errors.ConnectionLost,
    ],
)
def test_every_error_is_a_sentence(make: Callable[[], StoreError]) -> None:
    sentence = str(make())
    assert sentence[0] == "“" or sentence[0].isupper()
    assert sentence.endswith((".", "upgrade"))
