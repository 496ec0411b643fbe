"""The schema's revision: the database's, the one this program needs, and the upgrade between them.

A window only checks (``check_schema``) and says what to run; only ``medic-desk db upgrade``, and the program
on its own embedded server, change a schema.
"""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import exc, text
from sqlalchemy.orm import Session

from medic_desk.bundle import migrations_directory
from medic_desk.model.store.broken_rows import read_broken_rows
from medic_desk.model.store.errors import RowsBreakRules, SchemaMismatch, SchemaOccupied
from medic_desk.model.store.session import UNHURRIED
from medic_desk.model.store.sqlstate import translated
from medic_desk.model.store.store import Store

if TYPE_CHECKING:
    from alembic.config import Config

_ONE_AT_A_TIME = threading.Lock()
"""Alembic's context is the whole process's: two threads would take each other's away."""

_KEYS_REVISION = "0006"
_SECONDS_A_PATIENT = 0.0005
"""What a patient's keys and their indexes cost, on a computer that has other things to do."""

_LANDMARK = "appointments"
"""A table that every medic-desk database has."""


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The revision a database has (None: no schema of ours) and the one this program was written for.

    ``known`` says that the program knows the revision it found; ``occupied`` that the database has tables
    with our names and without a revision, which somebody else made.
    """

    found: str | None
    expected: str
    known: bool
    occupied: bool = False

    @property
    def is_current(self) -> bool:
        """Whether program and database fit."""
        return self.found == self.expected


def read_schema_state(store: Store) -> SchemaState:
    """Compare the database's revision with the program's. Raises the store's errors."""
    found, has_landmark = store.do(_read_revision)
    revisions = known_revisions()
    if found is not None and not has_landmark:
        # Another program's Alembic table: its revision is not one of our schema.
        found = None
    return SchemaState(found, revisions[0], found in revisions, found is None and has_landmark)


def check_schema(store: Store) -> None:
    """Raise ``SchemaMismatch`` unless program and database fit."""
    state = read_schema_state(store)
    if not state.is_current:
        newer = state.found is not None and not state.known
        raise SchemaMismatch(state.found, state.expected, newer=newer, target=store.target)


def check_rows(store: Store) -> None:
    """Raise ``RowsBreakRules`` where rows of a schema that this program knows break its rules."""
    state = read_schema_state(store)
    if state.found is not None and state.known:
        store.do(_refuse_broken_rows, store.target)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A table that an upgrade writes anew, which keeps everybody from it: its rows, and about how long."""

    table: str
    rows: int
    seconds: float


def read_rewriting(url: str) -> Rewriting | None:
    """What an upgrade of the database at ``url`` will write anew; None where it is nothing.

    Raises the store's errors.
    """
    with Store(url, "medic-desk db upgrade", limits=UNHURRIED) as store:
        state = read_schema_state(store)
        if state.found is None or not state.known or state.found >= _KEYS_REVISION:
            return None
        rows = store.do(_count_patients)
    return Rewriting("patients", rows, rows * _SECONDS_A_PATIENT)


def upgrade(url: str) -> tuple[str | None, str]:
    """Bring the schema of the database at ``url`` to this program's revision; returns (before, after).

    Two at once wait for each other by an advisory lock in ``env.py``; all of it is one transaction, so that a
    failure leaves what was there. Rows that would break a rule of the new schema are listed before anything
    is changed.

    Raises ``SchemaMismatch`` where the schema is newer, ``SchemaOccupied`` where somebody else's tables have
    our names, ``RowsBreakRules``, and the store's errors.
    """
    with Store(url, "medic-desk db upgrade", limits=UNHURRIED) as store:
        state = read_schema_state(store)
        if state.found is not None and not state.known:
            raise SchemaMismatch(state.found, state.expected, newer=True, target=store.target)
        if state.occupied:
            raise SchemaOccupied(store.target, _LANDMARK)
        if state.is_current:
            return state.found, state.expected
        check_rows(store)
        from alembic import command  # noqa: PLC0415 — only where there is something to do

        config = alembic_config()
        try:
            with _ONE_AT_A_TIME, store.engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except (exc.SQLAlchemyError, psycopg.Error) as error:
            raise translated(error) from None
        return state.found, state.expected


def alembic_config() -> "Config":
    """Alembic's configuration over the bundle's migrations, without an ini file.

    The caller that runs a command with it puts an open connection into ``attributes["connection"]``.
    """
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations_directory()).replace("%", "%%"))
    return config


def known_revisions() -> tuple[str, ...]:
    """Every revision that this program knows, the newest first.

    Their files are named for them, in order. Alembic would run each file to know as much, at every start of a
    window.
    """
    files = (migrations_directory() / "versions").glob("[0-9]*_*.py")
    return tuple(sorted((file.name.partition("_")[0] for file in files), reverse=True))


def _refuse_broken_rows(session: Session, target: str) -> None:
    broken = read_broken_rows(session.connection())
    if broken:
        raise RowsBreakRules(target, [(row.table, row.row_id, row.column) for row in broken])


def _count_patients(session: Session) -> int:
    count: int = session.execute(text("SELECT count(*) FROM patients")).scalar_one()
    return count


def _read_revision(session: Session) -> tuple[str | None, bool]:
    has_versions, has_landmark = session.execute(
        text("SELECT to_regclass('alembic_version') IS NOT NULL, to_regclass(:landmark) IS NOT NULL"),
        {"landmark": _LANDMARK},
    ).one()
    found = None
    if has_versions:
        found = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return found, bool(has_landmark)
