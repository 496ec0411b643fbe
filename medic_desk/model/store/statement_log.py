"""Logs each statement with its time: its text, in which values are placeholders, and never its parameters.

A parameter may be a patient's name, and so may the text of an error: of that only the SQLSTATE is logged.
"""

import logging
import time
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

_log = logging.getLogger("medic_desk.statements")
_BEGAN = "medic_desk_statement_began"


def log_statements(engine: Engine) -> None:
    """Log what runs on ``engine`` from now on, wherever this module's logger is at DEBUG."""
    event.listen(engine, "before_cursor_execute", _on_begun)
    event.listen(engine, "after_cursor_execute", _on_done)
    event.listen(engine, "handle_error", _on_failed)


def _on_begun(connection: Connection, *_: Any) -> None:
    if _log.isEnabledFor(logging.DEBUG):
        connection.info[_BEGAN] = time.perf_counter()


def _on_done(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
    began = connection.info.pop(_BEGAN, None)
    if began is not None:
        _log.debug("%.1f ms, %d rows: %s", _since(began), cursor.rowcount, " ".join(statement.split()))


def _on_failed(failure: ExceptionContext) -> None:
    began = failure.connection.info.pop(_BEGAN, None) if failure.connection is not None else None
    if began is not None:
        error = failure.original_exception
        state = error.sqlstate if isinstance(error, psycopg.Error) else None
        said = " ".join((failure.statement or "").split())
        _log.debug("failed with %s after %.1f ms: %s", state or type(error).__name__, _since(began), said)


def _since(began: float) -> float:
    """Milliseconds since a reading of the performance counter."""
    return (time.perf_counter() - began) * 1000
