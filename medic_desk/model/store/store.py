"""The store: one database, in which every job runs in a session and transaction of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import psycopg
from sqlalchemy import Engine, create_engine, exc
from sqlalchemy.orm import Session, sessionmaker

from medic_desk.model.store.database_url import connection_parameters, target
from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.model.store.reachability import unreachable_reason
from medic_desk.model.store.sqlstate import translated
from medic_desk.model.store.statement_log import log_statements

P = ParamSpec("P")
R = TypeVar("R")


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
"""For migrations, the demo and other long work that no patient waits for."""


class Store:
    """The program's only access to a database.

    ``url`` is a PostgreSQL URL as ``database_url.connection_parameters`` takes it (else
    ``WrongDatabaseUrl``); no connection is made before the first job. ``application_name`` is the name in
    ``pg_stat_activity``. Safe to use from many threads: each job has a session of its own.
    """

    def __init__(
        self,
        url: str,
        application_name: str = "medic-desk",
        *,
        limits: SessionLimits | None = None,
        pool_size: int = 5,
        pool_patience_seconds: float = 10,
    ) -> None:
        self._parameters = _with_session_options(
            connection_parameters(url), application_name, limits or SessionLimits()
        )
        self.target = target(self._parameters)
        self.engine: Engine = create_engine(
            # The parameters go to psycopg as they are: SQLAlchemy's URL has no libpq list of hosts, and a
            # password in it would show in the engine's repr.
            "postgresql+psycopg://",
            connect_args=self._parameters,
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            pool_size=pool_size,
            max_overflow=5,
            pool_timeout=pool_patience_seconds,
            hide_parameters=True,
        )
        log_statements(self.engine)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    def __repr__(self) -> str:
        return f"Store({self.target})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def do(self, work: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run ``work(session, ...)`` in one READ COMMITTED transaction, commit, and return what it returned.

        An exception of ``work`` rolls everything back and is raised; one of the database becomes one of
        ``medic_desk.model.store.errors``, by its SQLSTATE. Nothing is tried twice here: ``retryable`` says of
        an error whether the whole transaction may be tried again, and only an act with an id is.

        ``work`` must return plain values, never rows bound to the session.
        """
        commits = False
        try:
            with self._sessions() as session:
                self._connect(session)
                result = work(session, *args, **kwargs)
                commits = True
                session.commit()
                return result
        except (exc.SQLAlchemyError, psycopg.Error) as error:
            known = translated(error)
            if isinstance(known, ConnectionLost):
                known.is_undone = not commits
            # from None: the driver's message may quote a whole row, and tracebacks are logged.
            raise known from None

    def _connect(self, session: Session) -> None:
        """Take the session's connection now, to tell a failure to connect from one of the work."""
        try:
            session.connection()
        except exc.DBAPIError as error:
            if isinstance(error.orig, psycopg.Error) and error.orig.sqlstate is not None:
                raise
            raise self._unreachable(error.orig) from None
        except exc.TimeoutError:
            busy = "every connection of this desk is in use"
            raise StoreUnreachable("turned_away", self.target, busy) from None

    def listen_connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A new connection outside the pool, in autocommit, for LISTEN; the caller owns and closes it.

        Raises ``StoreUnreachable``.
        """
        try:
            return psycopg.connect(**self._parameters, autocommit=True)
        except psycopg.Error as error:
            raise self._unreachable(error) from None

    def _unreachable(self, error: BaseException | None) -> StoreUnreachable:
        reason = unreachable_reason(self._parameters, error)
        detail = " ".join(str(error).split()) if error is not None else ""
        return StoreUnreachable(reason, self.target, detail)

    def close(self) -> None:
        """Close every connection that no job holds at present; the store must not be used afterwards."""
        self.engine.dispose()


def _with_session_options(
    parameters: Mapping[str, Any], application_name: str, limits: SessionLimits
) -> dict[str, Any]:
    """Add the settings of all our sessions, where the URL does not set them.

    The options are sent in the startup packet, which saves a statement on each connection. With keepalives
    5/2/3 and the user timeout a cut cable is noticed within 10 s; libpq ignores them on a Unix socket and
    where the system has none.
    """
    ours = {
        "timezone": "UTC",
        # Compiling small statements costs more than running them.
        "jit": "off",
        "statement_timeout": limits.statement_ms,
        "lock_timeout": limits.lock_ms,
        "idle_in_transaction_session_timeout": limits.idle_in_transaction_ms,
    }
    options = " ".join(f"-c {name}={value}" for name, value in ours.items())
    return {
        "application_name": application_name,
        "connect_timeout": limits.connect_seconds,
        "keepalives": 1,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
        "client_encoding": "utf8",
        **parameters,
        # Of two values the server takes the last: the one that the administrator wrote into the URL.
        "options": f"{options} {parameters.get('options') or ''}".strip(),
    }
