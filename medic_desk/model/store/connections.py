"""The lines to the database that a store has open, and how to cut them when they hang.

Keepalives notice a silent peer; one that acknowledges and never answers defeats them, and Windows has no user
timeout (truth.md, "Faults"). Then the program's own deadline passes and the lines are cut from outside, which
ends whoever waits on them with an error.
"""

import threading
from typing import Any
from weakref import WeakSet

import psycopg
from sqlalchemy import event

from medic_desk.model.store.changes import shut_down
from medic_desk.model.store.store import Store


class Lines:
    """Knows every pooled connection of ``store``; safe to use from any thread."""

    def __init__(self, store: Store) -> None:
        self._lock = threading.Lock()
        self._open: WeakSet[psycopg.Connection[Any]] = WeakSet()
        event.listen(store.engine, "connect", self._on_connect)

    def cut(self) -> None:
        """Shut every line down; the pool makes new ones when they are asked for."""
        with self._lock:
            lines = list(self._open)
        for line in lines:
            if not line.closed:
                shut_down(line)

    def _on_connect(self, connection: psycopg.Connection[Any], _record: object) -> None:
        with self._lock:
            self._open.add(connection)
