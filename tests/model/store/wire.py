"""A proxy between a desk and its server that a test can cut, delay or silence, or let lose one reply.

A TCP proxy in one thread. It parses as much of PostgreSQL's protocol as it needs to recognise a COMMIT and to
count statements; the desk's URL switches encryption off so that it can.
"""

import contextlib
import selectors
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NoReturn, Self
from urllib.parse import quote, urlencode

from medic_desk.model.store.database_url import connection_parameters

_COMMIT = b"COMMIT\x00"
_ENDS = (_COMMIT, b"ROLLBACK\x00")
_NAMES_AN_ACT = b"medic.act"
_CHUNK = 65536


@dataclass(eq=False)
class _Connection:
    """A desk's connection to the proxy, and the proxy's to the server."""

    desk: socket.socket
    server: socket.socket
    to_server: deque[tuple[float, bytes]] = field(default_factory=deque)
    to_desk: deque[tuple[float, bytes]] = field(default_factory=deque)
    unread: bytearray = field(default_factory=bytearray)
    is_started: bool = False
    loses_reply: bool = False
    acts: bool = False
    """Whether the transaction under way names an act."""


class Wire:
    """Listens on a port of this computer and forwards to the server of ``url``. A context manager.

    ``cut`` breaks every connection at once; after ``silence`` everything is acknowledged and nothing
    forwarded; after ``close`` new connections are refused. ``delay_seconds`` delays every byte, each way.
    """

    def __init__(self, url: str, *, listener: socket.socket | None = None) -> None:
        self._parameters = connection_parameters(url)
        self._listener = listener or socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listener.setblocking(False)  # noqa: FBT003 - the socket's own signature
        self.host, self.port = self._listener.getsockname()[:2]
        self._connections: list[_Connection] = []
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._orders: deque[Callable[[], None]] = deque()
        self._thread = threading.Thread(target=self._run, name="wire")
        self._stopping = False
        self.delay_seconds = 0.0
        self.statements = 0
        """How many statements desks sent: simple queries and executions, BEGIN and COMMIT among them."""
        self.lost: Counter[str] = Counter()
        """How many COMMITs were lost, ``before`` they reached the server and ``after`` it had done them."""
        self._loses: str | None = None
        self._loses_acts_alone = self._closes_then = False
        self._is_silent = False
        self._is_closed = False

    def url(self, **more: str) -> str:
        """The URL of the database through this proxy."""
        login = (
            f"{quote(self._parameters['user'])}:{quote(str(self._parameters.get('password', '')), safe='')}"
        )
        options = urlencode({"sslmode": "disable", "gssencmode": "disable", **more})
        return f"postgresql://{login}@{self.host}:{self.port}/{self._parameters['dbname']}?{options}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        self._wake_writer.send(b"x")
        self._thread.join(10)
        self._break_all()
        for end in (self._listener, self._wake_reader, self._wake_writer):
            end.close()

    # What a test does to it

    def cut(self) -> None:
        """Break every connection, now."""
        self._order(self._break_all)

    def silence(self) -> None:
        """Accept and acknowledge everything from now on, also on new connections, and forward nothing."""
        self._order(lambda: setattr(self, "_is_silent", True))

    def close(self) -> None:
        """Break every connection, and refuse new ones."""
        self._order(self._close)

    def open(self) -> None:
        """Forward everything again; what was not forwarded is lost, so silenced connections are broken."""
        self._order(self._open)

    def lose_commit(self, when: str, *, of_an_act: bool = False, then_close: bool = False) -> None:
        """Break the connection of the next COMMIT, ``before`` the server gets it or ``after`` it did it.

        ``of_an_act`` lets the COMMIT of a read pass. ``then_close`` closes the wire in that very moment, so
        that no second try comes through.
        """

        def lose() -> None:
            self._loses, self._loses_acts_alone, self._closes_then = when, of_an_act, then_close

        self._order(lose)

    def _order(self, order: Callable[[], None]) -> None:
        done = threading.Event()

        def run() -> None:
            order()
            done.set()

        self._orders.append(run)
        self._wake_writer.send(b"x")
        assert done.wait(10)

    def _close(self) -> None:
        self._is_closed = True
        self._break_all()

    def _open(self) -> None:
        if self._is_silent:
            self._break_all()
        self._is_closed = self._is_silent = False

    # In the proxy's thread

    def _run(self) -> None:
        while not self._stopping:
            with selectors.DefaultSelector() as selector:
                selector.register(self._wake_reader, selectors.EVENT_READ)
                selector.register(self._listener, selectors.EVENT_READ)
                for connection in self._connections:
                    selector.register(connection.desk, selectors.EVENT_READ)
                    selector.register(connection.server, selectors.EVENT_READ)
                ready = {key.fileobj for key, _ in selector.select(self._until_due())}
            if self._wake_reader in ready:
                self._wake_reader.recv(_CHUNK)
            while self._orders:
                self._orders.popleft()()
            if self._listener in ready:
                self._accept()
            for connection in list(self._connections):
                self._serve(connection, ready)

    def _until_due(self) -> float | None:
        due = [
            queue[0][0]
            for connection in self._connections
            for queue in (connection.to_server, connection.to_desk)
            if queue
        ]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _accept(self) -> None:
        with contextlib.suppress(BlockingIOError):
            desk, _ = self._listener.accept()
            if self._is_closed:
                _reset(desk)
                return
            desk.setblocking(True)  # noqa: FBT003 - the socket's own signature
            desk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self._connections.append(_Connection(desk, self._connect()))
            except OSError:
                _reset(desk)

    def _connect(self) -> socket.socket:
        host, port = str(self._parameters["host"]), int(self._parameters.get("port") or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(f"{host}/.s.PGSQL.{port}")
        except OSError:
            server.close()
            raise
        return server

    def _serve(self, connection: _Connection, ready: Collection[object]) -> None:
        try:
            if connection.desk in ready:
                self._take(connection.desk, lambda data: self._from_desk(connection, data))
            if connection.server in ready:
                self._take(connection.server, lambda data: self._from_server(connection, data))
            now = time.monotonic()
            for queue, end in (
                (connection.to_server, connection.server),
                (connection.to_desk, connection.desk),
            ):
                while queue and queue[0][0] <= now:
                    end.sendall(queue.popleft()[1])
        except OSError:
            self._break(connection)

    def _take(self, end: socket.socket, on_data: Callable[[bytes], None]) -> None:
        data = end.recv(_CHUNK)
        if not data:
            raise ConnectionResetError
        if not self._is_silent:
            on_data(data)

    def _from_desk(self, connection: _Connection, data: bytes) -> None:
        if self._sees_commit(connection, data) and self._loses is not None:
            when, self._loses = self._loses, None
            self.lost[when] += 1
            if when == "before":
                self._lose()
            connection.loses_reply = True
        connection.to_server.append((time.monotonic() + self.delay_seconds, data))

    def _from_server(self, connection: _Connection, data: bytes) -> None:
        if connection.loses_reply:
            # The server has answered, so the COMMIT is done.
            self._lose()
        connection.to_desk.append((time.monotonic() + self.delay_seconds, data))

    def _lose(self) -> NoReturn:
        if self._closes_then:
            self._close()
        raise ConnectionResetError

    def _sees_commit(self, connection: _Connection, data: bytes) -> bool:
        """Parse the desk's messages: count the statements; true where one is a COMMIT to lose."""
        connection.unread += data
        commits = False
        while len(connection.unread) >= 5:
            head = 1 if connection.is_started else 0  # the first message has no type
            length = int.from_bytes(connection.unread[head : head + 4], "big") + head
            if len(connection.unread) < length:
                break
            message = bytes(connection.unread[:length])
            del connection.unread[:length]
            if not connection.is_started:
                connection.is_started = True
            elif message[:1] in (b"Q", b"E"):
                self.statements += 1
            connection.acts = connection.acts or _NAMES_AN_ACT in message
            if message[:1] == b"Q" and message[5:] in _ENDS:
                is_meant = connection.acts or not self._loses_acts_alone
                commits = commits or (message[5:] == _COMMIT and is_meant)
                connection.acts = False
        return commits

    def _break_all(self) -> None:
        for connection in list(self._connections):
            self._break(connection)

    def _break(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            _reset(connection.desk)
            connection.server.close()


def _reset(end: socket.socket) -> None:
    """Close so that the other side hears of it as an error, not as a polite end."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    end.close()
