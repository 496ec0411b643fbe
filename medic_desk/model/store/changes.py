"""The changes feed: what other desks and programs wrote, as the database's NOTIFY tells it.

A notification holds ids only and anyone can forge one: it means "read again" and nothing else. What was sent
while the line was down is lost, so every ``Connected`` means "read everything again" (truth.md, "Live").
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

_LOOK_SECONDS = 5.0
_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of ``table`` changed; None where the notification does not say, which means anything may have.

    ``day`` is a date in UTC: a local day may lie one to either side of it.
    """

    table: str | None
    id: str | None
    doctor_id: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Connected:
    """The feed listens, from now on: read everything that is shown."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The feed hears nothing since ``since`` (aware, UTC, this computer's clock) and is trying again."""

    since: datetime


Change = Changed | Connected | Lost


class ChangesFeed:
    """LISTENs on an autocommit connection of its own; ``events`` runs in one thread, the rest from any."""

    def __init__(self, store: Store, *, look_seconds: float = _LOOK_SECONDS) -> None:
        self._store = store
        self._look_seconds = look_seconds
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None

    def events(self) -> Iterator[Change]:
        """Yield what happens until ``stop``; connects again by itself, with growing pauses, for ever."""
        pause = _FIRST_PAUSE_SECONDS
        told_lost = False
        while not self._stopping.is_set():
            try:
                for change in self._listen():
                    pause, told_lost = _FIRST_PAUSE_SECONDS, False
                    yield change
            except (psycopg.Error, StoreUnreachable, OSError):
                if self._stopping.is_set():
                    return
            if not told_lost:
                told_lost = True
                yield Lost(datetime.now(UTC))
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def stop(self) -> None:
        """End ``events``, at once even where it waits on a dead line."""
        self._stopping.set()
        self.cut()

    def cut(self) -> None:
        """Shut the present line down, so that a listener that hangs on it wakes and connects anew."""
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
                for notification in connection.notifies(timeout=self._look_seconds):
                    yield changed(notification.payload)
                    if self._stopping.is_set():
                        return
        finally:
            with self._lock:
                self._connection = None
            with contextlib.suppress(psycopg.Error):
                connection.close()


def changed(payload: str) -> Changed:
    """What a notification's payload says; anything that cannot be read says "something changed"."""
    try:
        said = json.loads(payload)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return Changed(None, None, None, None)
    return Changed(
        _text(said.get("table")), _text(said.get("id")), _text(said.get("doctor_id")), _day(said.get("day"))
    )


def shut_down(connection: psycopg.Connection[Any]) -> None:
    """Shut a connection's socket down from another thread: whoever waits on it gets an error at once."""
    with (
        contextlib.suppress(psycopg.Error, OSError, ValueError),
        socket.socket(fileno=os.dup(connection.fileno())) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
