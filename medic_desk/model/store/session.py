"""What every session of ours says of itself, and the one function that opens a connection with it.

A database, a login, or the computer's environment may set almost anything otherwise (``ALTER DATABASE … SET
datestyle``). What the code relies on is therefore said by each session, in its first packet, which costs
nothing and counts more than what database and login are set to (truth.md, "Reading").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from medic_desk.model.store.database_url import connection_parameters

RELIED_ON: Mapping[str, str] = {
    # `timestamp(0)` columns hold UTC, and now() is compared with them.
    "timezone": "UTC",
    # How the driver reads instants, dates and intervals.
    "datestyle": "ISO,DMY",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    # How the server reads what we write.
    "standard_conforming_strings": "on",
    "array_nulls": "on",
    "transform_null_equals": "off",
    # Where our tables are, and nobody else's of the same name.
    "search_path": "public,pg_temp",
    # What a transaction sees, and what an index leaves out of an answer: nothing.
    "default_transaction_isolation": "read committed",
    "default_transaction_deferrable": "off",
    "row_security": "on",
    "gin_fuzzy_search_limit": "0",
    # The pool and the listener are silent for as long as nobody works.
    "idle_session_timeout": "0",
    # Compiling small statements costs more than running them.
    "jit": "off",
}
"""Settings of every session; PostgreSQL 15 to 18 know them all and let any login set them.

Not among them is ``default_transaction_read_only``: whoever set it meant it, and it is said in words instead
(``ReadOnlyServer``).
"""

_REPORTED = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, DMY",
    "IntervalStyle": "postgres",
    "standard_conforming_strings": "on",
    "client_encoding": "UTF8",
}
"""What the server tells of a session unasked, and what it tells where ``RELIED_ON`` is in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """The longest time for a statement, a wait for a lock, an idle transaction, in milliseconds; 0: no limit.

    They keep a desk that hangs or has died from blocking others (truth.md, "Faults").
    """

    statement_ms: int = 15_000
    lock_ms: int = 5_000
    idle_in_transaction_ms: int = 10_000
    connect_seconds: int = 5


UNHURRIED = SessionLimits(statement_ms=0, lock_ms=60_000, idle_in_transaction_ms=0)
"""For migrations and other long work that no patient waits for."""

UNLIMITED = SessionLimits(statement_ms=0, lock_ms=0, idle_in_transaction_ms=0)
"""For the making of databases, where one program waits for another as long as it takes."""


def session_parameters(
    parameters: Mapping[str, Any], application_name: str, limits: SessionLimits
) -> dict[str, Any]:
    """The libpq parameters of a session of ours, from those that lead to its database.

    An administrator's own limits (``options`` of the URL) count more than ours, and what the code relies on
    counts more than they. With keepalives 5/2/3 and the user timeout a cut cable is noticed within 10 s;
    libpq ignores them on a Unix socket and where the system has none.
    """
    ours = {
        "statement_timeout": limits.statement_ms,
        "lock_timeout": limits.lock_ms,
        "idle_in_transaction_session_timeout": limits.idle_in_transaction_ms,
    }
    # Of two values the server takes the last.
    options = (_options(ours), parameters.get("options") or "", _options(RELIED_ON))
    return {
        "application_name": application_name,
        "connect_timeout": limits.connect_seconds,
        "keepalives": 1,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
        **parameters,
        "client_encoding": "utf8",
        "options": " ".join(filter(None, options)),
    }


def connect_to(
    url: str, application_name: str = "medic-desk", *, autocommit: bool = False
) -> psycopg.Connection[Any]:
    """A connection outside any pool, without limits of time: for the making of databases.

    Raises ``WrongDatabaseUrl`` and the driver's errors.
    """
    parameters = session_parameters(connection_parameters(url), application_name, UNLIMITED)
    return connect(parameters, autocommit=autocommit)


def connect(parameters: Mapping[str, Any], *, autocommit: bool = False) -> psycopg.Connection[Any]:
    """A new connection with ``session_parameters``, which the caller closes. Raises the driver's errors.

    The environment (``PGTZ``, ``PGDATESTYLE``) counts more than the first packet, and a pooler between may
    have left that out: what the server tells of the session is read, and mended where it is otherwise.
    """
    connection: psycopg.Connection[Any] = psycopg.connect(**parameters, autocommit=True)
    try:
        tells = connection.info.parameter_status
        if any(tells(name) not in (None, value) for name, value in _REPORTED.items()):
            for name, value in {**RELIED_ON, "client_encoding": "UTF8"}.items():
                connection.execute("SELECT set_config(%s, %s, false)", [name, value])
        connection.autocommit = autocommit
    except psycopg.Error:
        connection.close()
        raise
    return connection


def _options(settings: Mapping[str, object]) -> str:
    """Settings as the server's command line, in which a backslash keeps a space in its value."""
    return " ".join(f"-c {name}={_escaped(str(value))}" for name, value in settings.items())


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")
