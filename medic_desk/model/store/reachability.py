"""Why no connection could be made, found out by further attempts, not by reading messages.

libpq reports a failed login by text alone, and that text is in the server's language.
"""

import contextlib
import socket
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.pq.abc import PGconn

from medic_desk.model.store.errors import UnreachableReason
from medic_desk.model.store.login_answer import Login, login_answer
from medic_desk.model.store.session import connect

_PROBE_SECONDS = 2.0
_MAINTENANCE_DATABASE = "postgres"
_FURTHEST_FIRST: tuple[UnreachableReason, ...] = ("silent", "refused", "unknown_host")
_WANT_TO_WRITE = ("read-write", "primary")
_NOT_ACCEPTED = ("28000", "28P01")
_BY_SQLSTATE: dict[str, UnreachableReason] = {
    "28000": "login",
    "28P01": "login",
    "3D000": "no_database",
    "53300": "full",
}
"""Login or password not accepted, no such database, no connection free: of the server, database or login."""


def unreachable_reason(parameters: Mapping[str, Any], error: BaseException | None) -> UnreachableReason:
    """The reason for ``error``, raised by a connection attempt with these libpq parameters.

    With several hosts the one that got furthest decides: a server that answers and refuses says more than one
    that is switched off. Takes up to two seconds for each host.
    """
    if isinstance(error, psycopg.errors.ConnectionTimeout):
        return "silent"
    places = _places(parameters)
    probes = [_probe(host, port) for host, port in places]
    answering = [place for place, probe in zip(places, probes, strict=True) if probe is None]
    if answering:
        return _reason_for_refusal(parameters, error, answering)
    return next((reason for reason in _FURTHEST_FIRST if reason in probes), "refused")


def _places(parameters: Mapping[str, Any]) -> list[tuple[str, int]]:
    hosts = str(parameters.get("hostaddr") or parameters.get("host") or "").split(",")
    ports = str(parameters.get("port") or "5432").split(",")
    if len(ports) < len(hosts):
        ports = [ports[0]] * len(hosts)
    return [(host, int(port or 5432)) for host, port in zip(hosts, ports, strict=False)]


def _probe(host: str, port: int) -> UnreachableReason | None:
    """None where a server accepts connections there, else why not."""
    try:
        if host.startswith("/"):
            return _probe_unix(f"{host}/.s.PGSQL.{port}")
        if not host:
            return None
        with socket.create_connection((host, port), timeout=_PROBE_SECONDS):
            return None
    except socket.gaierror:
        return "unknown_host"
    except TimeoutError:
        return "silent"
    except (OSError, UnicodeError) as error:
        return "unknown_host" if isinstance(error, UnicodeError) else "refused"


def _probe_unix(path: str) -> UnreachableReason | None:
    family = getattr(socket, "AF_UNIX", None)
    if family is None:
        return "refused"
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(_PROBE_SECONDS)
        probe.connect(path)
    return None


def _reason_for_refusal(
    parameters: Mapping[str, Any], error: BaseException | None, places: Sequence[tuple[str, int]]
) -> UnreachableReason:
    """Why a server that answers refused: what it says of the same login, by its code."""
    connection = error.pgconn if isinstance(error, psycopg.Error) else None
    if connection is None:
        return "turned_away"
    if connection.needs_password:
        return "password_needed"
    logins = (_login(connection, host, port) for host, port in places)
    answers = (login_answer(login, _PROBE_SECONDS) for login in logins)
    answer = next((one for one in answers if one is not None), None)
    if answer is None:
        return _reason_by_another_database(parameters, used_password=connection.used_password)
    if answer.sqlstate is None:
        # Let in this time: what refused it is over, or was the address's own wish.
        wants_to_write = parameters.get("target_session_attrs") in _WANT_TO_WRITE
        return "read_only" if wants_to_write and answer.is_read_only else "turned_away"
    if answer.sqlstate in _NOT_ACCEPTED and not connection.used_password:
        # No line of the server's pg_hba.conf is about this computer: no password would help.
        return "turned_away"
    return _BY_SQLSTATE.get(answer.sqlstate, "turned_away")


def _login(connection: PGconn, host: str, port: int) -> Login:
    """What the driver tried, which knows the password of a password file and the environment, too."""
    options = {option.keyword: option.val for option in connection.info}
    root_certificate = options.get(b"sslrootcert")
    return Login(
        host=host or connection.host.decode(),
        port=port,
        user=connection.user.decode(),
        password=connection.password.decode(),
        database=connection.db.decode(),
        sslmode=(options.get(b"sslmode") or b"prefer").decode(),
        root_certificate=root_certificate.decode() if root_certificate else None,
    )


def _reason_by_another_database(parameters: Mapping[str, Any], *, used_password: bool) -> UnreachableReason:
    """Where the server's way of asking for the password is not spoken: try the database that all have."""
    elsewhere = {**parameters, "dbname": _MAINTENANCE_DATABASE, "connect_timeout": int(_PROBE_SECONDS)}
    with contextlib.suppress(psycopg.Error), connect(elsewhere) as session:
        found = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [parameters.get("dbname")])
        return "turned_away" if found.fetchone() else "no_database"
    return "login" if used_password else "turned_away"
