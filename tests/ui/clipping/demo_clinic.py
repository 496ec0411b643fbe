"""One demo clinic for all the walks of a run, whichever worker takes them: read by all, written by none."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
from psycopg import sql

from medic_desk.model.demo import SEED, load_demo
from tests.database import TestServer

_LOCK = 0x6D646465
"""Held while the demo is made or dropped; who uses it shares a lock of its name."""


@contextmanager
def shared_demo(server: TestServer, run: str) -> Iterator[str]:
    """The URL of the run's demo clinic: whoever comes first loads it, whoever leaves last drops it.

    ``run`` names the run of tests.
    """
    name = f"demo_{run}"
    with server.connect() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            _load(server, connection, name)
        connection.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [name])
        connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        try:
            yield server.url(name)
        finally:
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            connection.execute("SELECT pg_advisory_unlock_shared(hashtext(%s))", [name])
            alone = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
            if alone.fetchone() == (True,):
                server.drop(name)


def _load(server: TestServer, connection: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    """Load the demo; it has its name once it is whole."""
    half = f"{name}_new"
    server.drop(half)
    with psycopg.connect(server.create(half)) as loading:
        load_demo(loading, SEED, date.today())  # noqa: DTZ011 - the windows show the days around today
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name))
    )
