"""The changes feed: what other desks and programs wrote, as the database's NOTIFY reports it.

A notification contains ids only and anyone can forge one: it means "read again" and nothing else. Those sent
while there was no connection are lost, so each ``Connected`` means "read everything again" (truth.md,
"Live").
"""

import contextlib
import json
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import psycopg

from medic_desk.model.store.errors import StoreUnreachable
from medic_desk.model.store.store import Store

CHANNEL = "medic_desk"

_POLL_SECONDS = 5.0
"""How often a listener that hears nothing checks whether it shall stop."""
_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of ``table`` changed; where a field is None, any table, row, doctor or day may have changed.

    ``day`` is a date in UTC: the local day may be the one before or after it.
    """

    table: str | None
    id: str | None
    doctor_id: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Connected:
    """The feed has started to listen: read everything that is shown."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The feed has no connection since ``since`` (aware, UTC, this computer's clock) and is trying again."""

    since: datetime


Change = Changed | Connected | Lost


class ChangesFeed:
    """LISTENs on its own autocommit connection; ``events`` runs in one thread, other methods in any."""

    def __init__(self, store: Store, *, poll_seconds: float = _POLL_SECONDS) -> None:
        self._store = store
        self._poll_seconds = poll_seconds
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None

    def events(self) -> Iterator[Change]:
        """Yield what happens until ``stop``; reconnects without limit, with growing pauses."""
        pause = _FIRST_PAUSE_SECONDS
        is_lost = False
        while not self._stopping.is_set():
            try:
                for change in self._listen():
                    pause, is_lost = _FIRST_PAUSE_SECONDS, False
                    yield change
            except (psycopg.Error, StoreUnreachable, OSError):
                if self._stopping.is_set():
                    return
            if not is_lost:
                is_lost = True
                yield Lost(datetime.now(UTC))
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def stop(self) -> None:
        """End ``events``, at once even where it waits on a dead connection."""
        self._stopping.set()
        self.cut()

    def cut(self) -> None:
        """Shut the present connection down, so that a listener that hangs on it wakes and reconnects."""
        with self._lock:
            if self._connection is not None:
                shut_down(self._connection)

    def _listen(self) -> Iterator[Change]:
        connection = self._store.listen_connection()
        try:
            with self._lock:
                self._connection = connection
            connection.execute(f"LISTEN {CHANNEL}")
            yield Connected()
            while not self._stopping.is_set():
                for notification in connection.notifies(timeout=self._poll_seconds):
                    yield changed(notification.payload)
                    if self._stopping.is_set():
                        return
        finally:
            with self._lock:
                self._connection = None
            with contextlib.suppress(psycopg.Error):
                connection.close()


def changed(payload: str) -> Changed:
    """The change that a notification's payload describes; an unreadable one means that anything changed."""
    try:
        fields = json.loads(payload)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        fields = {}
    return Changed(
        table=_text(fields.get("table")),
        id=_text(fields.get("id")),
        doctor_id=_text(fields.get("doctor_id")),
        day=_day(fields.get("day")),
    )


def shut_down(connection: psycopg.Connection[Any]) -> None:
    """Shut a connection's socket down from another thread; the thread that waits on it gets an error."""
    with (
        contextlib.suppress(psycopg.Error, OSError, ValueError),
        socket.socket(fileno=os.dup(connection.fileno())) as end,
    ):
        end.shutdown(socket.SHUT_RDWR)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
