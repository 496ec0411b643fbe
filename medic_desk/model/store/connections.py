"""The open connections of a store, and how to cut them when they hang.

Keepalives notice a silent peer, but not one that acknowledges and never answers, and Windows has no user
timeout (truth.md, "Faults"). Then the program's own deadline passes and another thread shuts the connections
down, so that every job that waits on one gets an error.
"""

import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import psycopg
from sqlalchemy import event

from medic_desk.model.store.changes import shut_down
from medic_desk.model.store.store import Store


class Connections:
    """Every pooled connection of ``store``; safe to use from any thread.

    ``on_answer`` is called, in the thread that works, whenever the server has answered: to a login, to the
    question whether a pooled connection lives, to a statement. ``on_statement_done`` is called after each
    statement and may raise, which ends the transaction.
    """

    def __init__(
        self,
        store: Store,
        on_answer: Callable[[], None] | None = None,
        on_statement_done: Callable[[], None] | None = None,
    ) -> None:
        self._lock = threading.Lock()
        self._open: WeakSet[psycopg.Connection[Any]] = WeakSet()
        self._on_answer = on_answer
        self._on_statement_done = on_statement_done
        event.listen(store.engine, "connect", self._on_connect)
        event.listen(store.engine, "checkout", self._on_checkout)
        event.listen(store.engine, "after_cursor_execute", self._on_executed)

    def cut(self) -> None:
        """Shut every connection down; the pool opens new ones when they are needed."""
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            if not connection.closed:
                shut_down(connection)

    def _on_connect(self, connection: psycopg.Connection[Any], _record: object) -> None:
        with self._lock:
            self._open.add(connection)
        self._answered()

    def _on_checkout(self, *_: object) -> None:
        self._answered()

    def _on_executed(self, *_: object) -> None:
        self._answered()
        if self._on_statement_done is not None:
            self._on_statement_done()

    def _answered(self) -> None:
        if self._on_answer is not None:
            self._on_answer()
