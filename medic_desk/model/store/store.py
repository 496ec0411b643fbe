"""The store: one database, in which every job runs in a session and transaction of its own."""

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import psycopg
from sqlalchemy import Engine, create_engine, exc
from sqlalchemy.orm import Session, sessionmaker

from medic_desk.model.store.database_url import connection_parameters, target
from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.model.store.reachability import unreachable_reason
from medic_desk.model.store.session import SessionLimits, connect, session_parameters
from medic_desk.model.store.sqlstate import translated
from medic_desk.model.store.statement_log import log_statements

P = ParamSpec("P")
R = TypeVar("R")


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
        self._parameters = session_parameters(
            connection_parameters(url), application_name, limits or SessionLimits()
        )
        self.target = target(self._parameters)
        self.engine: Engine = create_engine(
            # The parameters go to psycopg as they are: SQLAlchemy's URL has no libpq list of hosts, and a
            # password in it would show in the engine's repr.
            "postgresql+psycopg://",
            creator=partial(connect, self._parameters),
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
            return connect(self._parameters, autocommit=True)
        except psycopg.Error as error:
            raise self._unreachable(error) from None

    def _unreachable(self, error: BaseException | None) -> StoreUnreachable:
        reason = unreachable_reason(self._parameters, error)
        detail = " ".join(str(error).split()) if error is not None else ""
        return StoreUnreachable(reason, self.target, detail)

    def close(self) -> None:
        """Close every connection that no job holds at present; the store must not be used afterwards."""
        self.engine.dispose()
