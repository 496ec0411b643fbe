"""Why no connection could be made, found out by further attempts, not by reading messages.

libpq reports a failed login by text alone, and that text is in the server's language.
"""

import contextlib
import socket
from collections.abc import Mapping
from typing import Any

import psycopg

from medic_desk.model.store.errors import UnreachableReason
from medic_desk.model.store.session import connect

_PROBE_SECONDS = 2.0
_MAINTENANCE_DATABASE = "postgres"


def unreachable_reason(parameters: Mapping[str, Any], error: BaseException | None) -> UnreachableReason:
    """The reason for ``error``, raised by a connection attempt with these libpq parameters.

    With several hosts the one that got furthest decides: a server that answers and refuses says more than one
    that is switched off. Takes up to two seconds for each host.
    """
    if isinstance(error, psycopg.errors.ConnectionTimeout):
        return "silent"
    probes = [_probe(host, port) for host, port in _places(parameters)]
    for reason in (None, "silent", "refused", "unknown_host"):
        if reason in probes:
            return reason or _reason_for_refusal(parameters, error)
    return "refused"


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


def _reason_for_refusal(parameters: Mapping[str, Any], error: BaseException | None) -> UnreachableReason:
    """Why a server that answers refused: found by a login to the database that every server has."""
    connection = error.pgconn if isinstance(error, psycopg.Error) else None
    if connection is not None and connection.needs_password:
        return "password_needed"
    elsewhere = {
        **parameters,
        "dbname": _MAINTENANCE_DATABASE,
        "connect_timeout": int(_PROBE_SECONDS),
    }
    with contextlib.suppress(psycopg.Error), connect(elsewhere) as session:
        found = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [parameters.get("dbname")])
        return "turned_away" if found.fetchone() else "no_database"
    used = connection is not None and connection.used_password
    return "login" if used else "turned_away"
