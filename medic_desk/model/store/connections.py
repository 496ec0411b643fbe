"""The open connections of a store, and how to cut them when they hang.

Keepalives notice a silent peer, but not one that acknowledges and never answers, and Windows has no user
timeout (truth.md, "Faults"). Then the program's own deadline passes and another thread shuts the connections
down, so that every job that waits on one gets an error.
"""

import threading
from typing import Any
from weakref import WeakSet

import psycopg
from sqlalchemy import event

from medic_desk.model.store.changes import shut_down
from medic_desk.model.store.store import Store


class Connections:
    """Every pooled connection of ``store``; safe to use from any thread."""

    def __init__(self, store: Store) -> None:
        self._lock = threading.Lock()
        self._open: WeakSet[psycopg.Connection[Any]] = WeakSet()
        event.listen(store.engine, "connect", self._on_connect)

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
