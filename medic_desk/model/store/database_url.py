"""The address of a database: read, checked, and shown to people without its password."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import conninfo
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from medic_desk.model.store.errors import WrongDatabaseUrl

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


def connection_parameters(url: str) -> dict[str, Any]:
    """The libpq parameters that a database URL means.

    Takes libpq's own URLs, with several hosts and ``target_session_attrs``, and SQLAlchemy's form of them
    (``postgresql+psycopg://``, ``?host=a:1&host=b:2``). The name of a database is required: libpq's default,
    the login's name, would open another database than was meant.

    Raises ``WrongDatabaseUrl``.
    """
    text = url.strip()
    scheme, separator, rest = text.partition("://")
    if not separator or scheme.lower() not in _SCHEMES:
        raise WrongDatabaseUrl(without_password(text), "it does not begin with postgresql://")
    plain = f"postgresql://{rest}"
    try:
        parameters = _sqlalchemy_hosts(plain) or conninfo.conninfo_to_dict(plain)
    except (psycopg.Error, ArgumentError, ValueError) as error:
        raise WrongDatabaseUrl(without_password(text), _problem(error, text)) from None
    if not parameters.get("dbname"):
        raise WrongDatabaseUrl(without_password(text), "the name of the database is missing at its end")
    _check_ports(parameters, text)
    return dict(parameters)


def _sqlalchemy_hosts(plain: str) -> dict[str, Any] | None:
    """The parameters of a URL that repeats ``host=`` for each host, SQLAlchemy's way; None for others."""
    if urlsplit(plain).query.count("host=") < 2:
        return None
    url = make_url(plain)
    hosts = url.query.get("host", ())
    if isinstance(hosts, str) or not hosts:
        return None
    named = [host.partition(":") for host in hosts]
    rest = {key: value for key, value in url.query.items() if key != "host"}
    found: dict[str, Any] = {
        "host": ",".join(name for name, _, _ in named),
        "port": ",".join(port or "5432" for _, _, port in named),
        "user": url.username,
        "password": url.password,
        "dbname": url.database,
        **rest,
    }
    return {key: value for key, value in found.items() if value is not None}


def _check_ports(parameters: Mapping[str, Any], text: str) -> None:
    for port in str(parameters.get("port") or "5432").split(","):
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise WrongDatabaseUrl(without_password(text), f"“{port}” is not a port number")


def _problem(error: Exception, text: str) -> str:
    """The parser's message in one line, unless it repeats the password."""
    message = " ".join(str(error).split()).rstrip(".")
    _, _, rest = text.partition("://")
    secret = rest.partition("@")[0].partition(":")[2]
    return "it cannot be read" if secret and secret in message else message


def without_password(url: str) -> str:
    """The URL as people and logs may see it: every password in it becomes ``***``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    login, at, place = parts.netloc.rpartition("@")
    name, colon, _ = login.partition(":")
    shown = f"{name}:***@{place}" if colon else f"{login}{at}{place}"
    query = "&".join(
        f"{key}=***" if key in {"password", "sslpassword"} else pair
        for pair in parts.query.split("&")
        for key in (pair.partition("=")[0],)
    )
    return urlunsplit((parts.scheme, shown, parts.path, query, ""))


def target(parameters: Mapping[str, Any]) -> str:
    """The database and server that parameters name, in no language: ``“clinic” (server:5432)``."""
    hosts = str(parameters.get("host") or parameters.get("hostaddr") or "localhost").split(",")
    ports = str(parameters.get("port") or "").split(",")
    if len(ports) < len(hosts):
        ports = [ports[0]] * len(hosts)
    named = [
        host if host.startswith("/") or not port else f"{host}:{port}"
        for host, port in zip(hosts, ports, strict=False)
    ]
    return f"“{parameters.get('dbname', '')}” ({', '.join(named)})"
