"""Databases, logins and computers whose settings are not the usual ones: everything works as without."""

import contextlib
import dataclasses
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.week import read_week
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.hours.save import SaveHours, save_hours
from medic_desk.model.patients.search import read_patients
from medic_desk.model.store.changes import Change, Changed, ChangesFeed, Connected
from medic_desk.model.store.database_url import connection_parameters
from medic_desk.model.store.inventory import read_inventory
from medic_desk.model.store.schema import check_rows, check_schema, upgrade
from medic_desk.model.store.session import RELIED_ON, connect_to
from medic_desk.model.store.store import Store
from medic_desk.model.tables import TableRow
from tests.database import TestServer
from tests.model.small_clinic import SmallClinic, insert_small_clinic, new_id

SETTINGS = [
    ("datestyle", "SQL, DMY"),
    ("datestyle", "German"),
    ("intervalstyle", "sql_standard"),
    ("intervalstyle", "iso_8601"),
    ("timezone", "Asia/Kolkata"),
    ("standard_conforming_strings", "off"),
    ("search_path", "elsewhere"),
    ("default_transaction_isolation", "serializable"),
    ("default_transaction_deferrable", "on"),
    ("client_encoding", "LATIN1"),
    ("bytea_output", "escape"),
    ("extra_float_digits", "-15"),
    ("array_nulls", "off"),
    ("transform_null_equals", "on"),
    ("row_security", "off"),
    ("gin_fuzzy_search_limit", "1"),
    ("statement_timeout", "1"),
    ("lock_timeout", "1"),
    ("idle_in_transaction_session_timeout", "1"),
    ("idle_session_timeout", "1"),
]
NAMES = [f"{name}={value}" for name, value in SETTINGS]


def name_of(url: str) -> str:
    return str(connection_parameters(url)["dbname"])


@contextlib.contextmanager
def set_on_database(server: TestServer, url: str, name: str, value: str) -> Iterator[str]:
    """Let sessions of the database at ``url`` begin with a setting."""
    with server.connect(name_of(url)) as connection:
        connection.execute("CREATE SCHEMA elsewhere")
        for table in ("appointments", "alembic_version"):
            connection.execute(sql.SQL("CREATE TABLE elsewhere.{} (id int)").format(sql.Identifier(table)))
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                sql.Identifier(name_of(url)), sql.Identifier(name), _written(name, value)
            )
        )
    yield url


@contextlib.contextmanager
def login(server: TestServer, url: str) -> Iterator[tuple[str, str]]:
    """A login of the test's own that may do everything in the database at ``url``: its name and its URL."""
    role = f"login_{new_id()[:8]}"
    with server.connect(name_of(url)) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD 'secret'").format(sql.Identifier(role))
        )
        parameters = connection_parameters(url)
        place = f"?host={parameters['host']}&port={parameters.get('port', 5432)}"
        try:
            yield role, f"postgresql://{role}:secret@/{parameters['dbname']}{place}"
        finally:
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def _written(name: str, value: str) -> sql.Composable:
    """A value as ALTER takes it: lists bare, anything else quoted."""
    return sql.SQL(value) if name == "search_path" else sql.Literal(value)


def use(url: str) -> None:
    """Read, book, search, hear of it and save hours; all must be as in a database of usual settings."""
    with Store(url, "a desk") as store:
        clinic = insert_small_clinic(store)
        check_schema(store)
        with listening(store) as events:
            _book_and_read(store, clinic)
            heard = (one for one in events if isinstance(one, Changed))
            assert any(one.table == "appointments" and one.day == clinic.day for one in heard)
        _save_hours(store, clinic)
        assert [one.last_name for one in store.do(read_patients, "antoniou")] == ["Αντωνίου"]
        check_rows(store)
        inventory = store.do(read_inventory, TableRow.metadata)
        assert (inventory.rows["appointments"], inventory.rows["patients"]) == (1, len(clinic.patient_ids))


@contextlib.contextmanager
def listening(store: Store) -> Iterator[Iterator[Change]]:
    """What the feed hears once it listens; it ends by itself where nothing is heard for long."""
    feed = ChangesFeed(store, poll_seconds=0.1)
    patience = threading.Timer(20, feed.stop)
    patience.start()
    try:
        events = feed.events()
        assert next(events) == Connected()
        yield events
    finally:
        patience.cancel()
        feed.stop()
        patience.join()


def _book_and_read(store: Store, clinic: SmallClinic) -> None:
    began = datetime.now(UTC)
    booked = perform(store, clinic.receptionist, book, clinic.booking(10, notes="C:\\new 'quoted'"))
    week = store.do(read_week, clinic.doctor_id, clinic.day, 7)
    (read,) = week.appointments
    assert (read.id, read.starts_at, read.ends_at) == (
        booked.appointment_id,
        clinic.at(10),
        clinic.at(10, 30),
    )
    assert read.notes == "C:\\new 'quoted'"
    assert abs(week.now - began) < timedelta(minutes=1)


def _save_hours(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    first = hours.rules[0]
    changed = dataclasses.replace(first, work_end_local=16 * 60, effective_from=clinic.day)
    wanted = SaveHours(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        hours_version=hours.hours_version,
        rules=tuple(changed if rule == first else rule for rule in hours.rules),
    )
    perform(store, clinic.manager, save_hours, wanted)
    after = store.do(read_hours, clinic.doctor_id)
    assert next(rule for rule in after.rules if rule.id == first.id) == changed


@pytest.mark.parametrize(("name", "value"), SETTINGS, ids=NAMES)
def test_a_database_with_other_settings_is_used_as_any(
    test_server: TestServer, database_url: str, name: str, value: str
) -> None:
    with set_on_database(test_server, database_url, name, value) as url:
        use(url)


@pytest.mark.parametrize(("name", "value"), SETTINGS, ids=NAMES)
def test_a_login_with_other_settings_is_used_as_any(
    test_server: TestServer, database_url: str, name: str, value: str
) -> None:
    with login(test_server, database_url) as (role, url), test_server.connect() as connection:
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(role), sql.Identifier(name), _written(name, value)
            )
        )
        use(url)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PGTZ", "Asia/Kolkata"), ("PGDATESTYLE", "SQL, DMY"), ("PGOPTIONS", "-c datestyle=German")],
)
def test_a_computer_with_settings_for_every_client_is_used_as_any(
    monkeypatch: pytest.MonkeyPatch, database_url: str, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    use(database_url)


@pytest.mark.parametrize(("name", "value"), SETTINGS, ids=NAMES)
def test_a_schema_is_made_in_a_database_with_other_settings(
    bare_server: TestServer, empty_database_url: str, name: str, value: str
) -> None:
    with set_on_database(bare_server, empty_database_url, name, value) as url:
        upgrade(url)
        use(url)


@pytest.mark.parametrize("variable", ["", "PGTZ", "PGDATESTYLE"])
def test_every_connection_says_what_the_code_relies_on(
    monkeypatch: pytest.MonkeyPatch, database_url: str, variable: str
) -> None:
    if variable:
        monkeypatch.setenv(variable, "Asia/Kolkata" if variable == "PGTZ" else "SQL, DMY")
    with Store(database_url, "a desk") as store:
        pooled = store.do(_shown)
        with store.listen_connection() as listener:
            listening = _shown_to(listener)
    with connect_to(database_url) as other:
        making = _shown_to(other)
    expected = {**RELIED_ON, "datestyle": "ISO, DMY"}
    assert pooled == listening == making == expected


def test_an_administrators_options_set_limits_and_nothing_that_the_code_relies_on(database_url: str) -> None:
    options = "-c%20statement_timeout%3D77%20-c%20timezone%3DAsia/Kolkata"
    with Store(f"{database_url}&options={options}") as store:
        assert store.do(_shown)["timezone"] == "UTC"
        assert store.do(lambda session: session.execute(text("SHOW statement_timeout")).scalar()) == "77ms"


def _shown(session: Session) -> dict[str, str]:
    return {name: str(session.execute(text(f"SHOW {name}")).scalar()) for name in RELIED_ON}


def _shown_to(connection: psycopg.Connection[Any]) -> dict[str, str]:
    return {name: str(connection.execute(f"SHOW {name}".encode()).fetchone()[0]) for name in RELIED_ON}  # type: ignore[index]


def test_one_function_opens_every_connection() -> None:
    root = Path(__file__).resolve().parents[3]
    sources = [*(root / "medic_desk").rglob("*.py"), *(root / "migrations").rglob("*.py")]
    opening = [path.name for path in sources if re.search(r"psycopg\.(Async)?[cC]onnect\(", path.read_text())]
    assert opening == ["session.py"]
    engines = [path for path in sources if "create_engine(" in path.read_text()]
    assert all("creator=" in path.read_text() for path in engines)
    assert len(engines) == 2
