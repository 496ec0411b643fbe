"""The demo's database on the private server: made where there is none or when asked, kept otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from medic_desk.model.demo.load import (
    DatabaseNotEmpty,
    DemoHeld,
    DemoLoaded,
    is_empty,
    load_demo,
    read_held_demo,
)
from medic_desk.model.embedded import EmbeddedServer
from medic_desk.model.store.errors import StoreError
from medic_desk.model.store.schema import upgrade
from medic_desk.model.store.session import connect_to
from medic_desk.model.store.sqlstate import translated

DATABASE = "medic_desk_demo"
"""Its name on the private server."""

_UNFINISHED = f"{DATABASE}_new"
_BUILD_LOCK = 0x6D64_6465


class DemoInUse(StoreError):
    """The demo is open in another window, so it cannot be made anew."""

    def __init__(self) -> None:
        super().__init__(
            "The demo clinic is open in another window. Close it, then ask for a fresh one again."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOpened:
    """The demo's database: its URL (with the password: never to be shown), and what it holds.

    ``loaded`` is None where the demo was there already.
    """

    url: str
    held: DemoHeld
    loaded: DemoLoaded | None


def open_demo(
    server: EmbeddedServer, wanted: DemoHeld, *, fresh: bool, tell: Callable[[str], None]
) -> DemoOpened:
    """Open the demo on a server that runs; where there is none, or ``fresh`` is asked, make ``wanted``.

    An existing demo is kept with everything typed into it, whatever its date. A new demo is made beside the
    old one and replaces it when it is complete, so that a failure leaves the old one. Two programs that make
    it at once wait for each other. ``tell`` is called with sentences that say what is being done.

    Raises ``DemoInUse`` where ``fresh`` would disconnect another window, ``DatabaseNotEmpty`` where the
    database holds something that is no demo, and the store's errors.
    """
    try:
        with connect_to(server.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_BUILD_LOCK])
            held = None if fresh else _read_held(connection, server)
            if held is not None:
                return DemoOpened(url=server.url(DATABASE), held=held, loaded=None)
            loaded = _build(connection, server, wanted, tell)
    except psycopg.Error as error:
        raise translated(error) from None
    return DemoOpened(url=server.url(DATABASE), held=wanted, loaded=loaded)


def _read_held(connection: psycopg.Connection[Any], server: EmbeddedServer) -> DemoHeld | None:
    """The existing demo, its schema upgraded; None where there is no database, or an empty one."""
    if not _exists(connection, DATABASE):
        return None
    upgrade(server.url(DATABASE))
    with connect_to(server.url(DATABASE)) as demo:
        held = read_held_demo(demo)
        if held is None and not is_empty(demo):
            raise DatabaseNotEmpty(DATABASE)
        return held


def _build(
    connection: psycopg.Connection[Any],
    server: EmbeddedServer,
    wanted: DemoHeld,
    tell: Callable[[str], None],
) -> DemoLoaded:
    if _others_connected(connection):
        raise DemoInUse
    tell(f"Making the demo clinic for {wanted.today:%d/%m/%Y} …")
    server.drop_database(_UNFINISHED)
    server.ensure_database(_UNFINISHED)
    upgrade(server.url(_UNFINISHED))
    with connect_to(server.url(_UNFINISHED)) as unfinished:
        loaded = load_demo(unfinished, wanted.seed, wanted.today, wanted.at)
    server.drop_database(DATABASE)
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(_UNFINISHED), sql.Identifier(DATABASE)
        )
    )
    return loaded


def _exists(connection: psycopg.Connection[Any], database: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    return found.fetchone() is not None


def _others_connected(connection: psycopg.Connection[Any]) -> bool:
    found = connection.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s LIMIT 1", [DATABASE])
    return found.fetchone() is not None
