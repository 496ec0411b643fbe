"""Our error for one of psycopg or SQLAlchemy, by SQLSTATE and never by message (truth.md, step 6)."""

import psycopg
from sqlalchemy import exc

from medic_desk.model.store.errors import (
    ConnectionLost,
    ConstraintBroken,
    Contended,
    DatabaseFault,
    DiskFull,
    NotPermitted,
    RaisedByDatabase,
    ReadOnlyServer,
    SlotTaken,
    StoreError,
    TookTooLong,
)

CONTENDED = frozenset({"40P01", "40001", "55P03"})
"""Deadlock, serialization failure, lock not available: the same transaction may succeed a moment later."""

CONNECTION_GONE = frozenset({"25P03", "25P04", "57P01", "57P02", "57P03", "57P04", "57P05"})
"""Idle-in-transaction and transaction timeouts, shutdown, crash, not ready, database dropped, idle timeout.

Together with all of class 08: the connection is lost or unusable, and the work may be run again on another.
"""

_OWN_CLASSES = ("P0", "MD")


def is_connection_gone(sqlstate: str) -> bool:
    """Whether the code means that the connection itself is lost."""
    return sqlstate in CONNECTION_GONE or sqlstate.startswith("08")


def translated(error: exc.SQLAlchemyError | psycopg.Error) -> StoreError:
    """Our error for one of the driver's; raise it ``from None``, since the original may hold a patient."""
    driver, disconnected = _driver_error(error)
    if driver is None:
        # No driver error, so no SQLSTATE: the pool gave up waiting, or the connection was found dead.
        gone = isinstance(error, (exc.TimeoutError, exc.DisconnectionError, exc.InvalidatePoolError))
        return ConnectionLost() if gone else DatabaseFault(None)
    sqlstate = driver.sqlstate
    if sqlstate is None:
        lost = disconnected or isinstance(driver, (psycopg.OperationalError, psycopg.InterfaceError))
        return ConnectionLost() if lost else DatabaseFault(None)
    return _by_sqlstate(sqlstate, driver, disconnected=disconnected)


def _driver_error(error: exc.SQLAlchemyError | psycopg.Error) -> tuple[psycopg.Error | None, bool]:
    if isinstance(error, psycopg.Error):
        return error, False
    original = error.orig if isinstance(error, exc.DBAPIError) else None
    disconnected = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    return (original if isinstance(original, psycopg.Error) else None), disconnected


def _by_sqlstate(sqlstate: str, driver: psycopg.Error, *, disconnected: bool) -> StoreError:
    diagnosis = driver.diag
    constraint = diagnosis.constraint_name or ""
    table = diagnosis.table_name or ""
    message = diagnosis.message_primary or ""
    if sqlstate == "23P01":
        return SlotTaken(constraint, table)
    if sqlstate in CONTENDED:
        return Contended(sqlstate)
    if is_connection_gone(sqlstate):
        return ConnectionLost(sqlstate)
    if sqlstate == "53100":
        return DiskFull()
    if sqlstate == "25006":
        return ReadOnlyServer()
    if sqlstate == "57014":
        return TookTooLong()
    if sqlstate == "42501":
        return NotPermitted(message, table)
    if sqlstate.startswith("23"):
        return ConstraintBroken(sqlstate, constraint, table, diagnosis.column_name or "")
    if sqlstate.startswith(_OWN_CLASSES):
        return RaisedByDatabase(sqlstate, message, constraint, table)
    return ConnectionLost(sqlstate) if disconnected else DatabaseFault(sqlstate)
