"""A wire between a desk and its server that a test can cut, delay, silence, or rob of one reply.

A TCP proxy in one thread. It knows as much of PostgreSQL's protocol as it needs to see a COMMIT go by and to
count statements; the desk's URL switches encryption off so that it can.
"""

import contextlib
import selectors
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, Self
from urllib.parse import quote, urlencode

from medic_desk.model.store.database_url import connection_parameters

_COMMIT = b"COMMIT\x00"
_ENDS = (_COMMIT, b"ROLLBACK\x00")
_NAMES_AN_ACT = b"medic.act"
_CHUNK = 65536


@dataclass(eq=False)
class _Line:
    """One desk's connection and the proxy's own to the server."""

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
    """Listens on a port of this computer and passes on to the server of ``url``. A context manager.

    ``cut`` breaks every line at once; ``is_silent`` lets the wire take and acknowledge all and pass on
    nothing; ``is_closed`` refuses new lines; ``delay_seconds`` holds every byte back, each way.
    """

    def __init__(self, url: str, *, listener: socket.socket | None = None) -> None:
        self._parameters = connection_parameters(url)
        self._listener = listener or socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listener.setblocking(False)  # noqa: FBT003 - the socket's own signature
        self.host, self.port = self._listener.getsockname()[:2]
        self._lines: list[_Line] = []
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
        """The database behind the wire."""
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
        for line in list(self._lines):
            self._break(line)
        for end in (self._listener, self._wake_reader, self._wake_writer):
            end.close()

    # What a test does to it

    def cut(self) -> None:
        """Break every line, now."""
        self._order(lambda: [self._break(line) for line in list(self._lines)])

    def silence(self) -> None:
        """Pass nothing on any more, on lines that stand and on new ones; take and acknowledge everything."""
        self._order(lambda: setattr(self, "_is_silent", True))

    def close(self) -> None:
        """Cut, and refuse whoever comes."""
        self._order(self._close)

    def open(self) -> None:
        """Pass everything on again; what was swallowed is gone, so silenced lines are broken."""
        self._order(self._open)

    def lose_commit(self, when: str, *, of_an_act: bool = False, then_close: bool = False) -> None:
        """Break the line that sends the next COMMIT: ``before`` the server has it, or ``after`` it did it.

        ``of_an_act`` lets the COMMIT of a read pass. ``then_close`` closes the wire in that very moment, so
        that no second try comes through.
        """

        def lose() -> None:
            self._loses, self._loses_acts_alone, self._closes_then = when, of_an_act, then_close

        self._order(lose)

    @property
    def line_count(self) -> int:
        """How many desks' connections stand."""
        return len(self._lines)

    def _order(self, order: Callable[[], Any]) -> None:
        done = threading.Event()

        def run() -> None:
            order()
            done.set()

        self._orders.append(run)
        self._wake_writer.send(b"x")
        assert done.wait(10)

    def _close(self) -> None:
        self._is_closed = True
        for line in list(self._lines):
            self._break(line)

    def _open(self) -> None:
        if self._is_silent:
            for line in list(self._lines):
                self._break(line)
        self._is_closed = self._is_silent = False

    # Its thread

    def _run(self) -> None:
        while not self._stopping:
            with selectors.DefaultSelector() as selector:
                selector.register(self._wake_reader, selectors.EVENT_READ)
                selector.register(self._listener, selectors.EVENT_READ)
                for line in self._lines:
                    selector.register(line.desk, selectors.EVENT_READ)
                    selector.register(line.server, selectors.EVENT_READ)
                ready = {key.fileobj for key, _ in selector.select(self._until_due())}
            if self._wake_reader in ready:
                self._wake_reader.recv(_CHUNK)
            while self._orders:
                self._orders.popleft()()
            if self._listener in ready:
                self._accept()
            for line in list(self._lines):
                self._serve(line, ready)

    def _until_due(self) -> float | None:
        due = [queue[0][0] for line in self._lines for queue in (line.to_server, line.to_desk) if queue]
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
                self._lines.append(_Line(desk, self._connect()))
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

    def _serve(self, line: _Line, ready: set[Any]) -> None:
        try:
            if line.desk in ready:
                self._take(line.desk, lambda data: self._from_desk(line, data))
            if line.server in ready:
                self._take(line.server, lambda data: self._from_server(line, data))
            now = time.monotonic()
            for queue, end in ((line.to_server, line.server), (line.to_desk, line.desk)):
                while queue and queue[0][0] <= now:
                    end.sendall(queue.popleft()[1])
        except OSError:
            self._break(line)

    def _take(self, end: socket.socket, on_data: Callable[[bytes], None]) -> None:
        data = end.recv(_CHUNK)
        if not data:
            raise ConnectionResetError
        if not self._is_silent:
            on_data(data)

    def _from_desk(self, line: _Line, data: bytes) -> None:
        if self._sees_commit(line, data) and self._loses is not None:
            when, self._loses = self._loses, None
            self.lost[when] += 1
            if when == "before":
                self._lose()
            line.loses_reply = True
        line.to_server.append((time.monotonic() + self.delay_seconds, data))

    def _from_server(self, line: _Line, data: bytes) -> None:
        if line.loses_reply:
            # It has answered, so it has done it.
            self._lose()
        line.to_desk.append((time.monotonic() + self.delay_seconds, data))

    def _lose(self) -> NoReturn:
        if self._closes_then:
            self._close()
        raise ConnectionResetError

    def _sees_commit(self, line: _Line, data: bytes) -> bool:
        """Read the desk's messages as they go by: count its statements, and tell a COMMIT to lose."""
        line.unread += data
        commits = False
        while len(line.unread) >= 5:
            head = 1 if line.is_started else 0  # the first message has no type
            length = int.from_bytes(line.unread[head : head + 4], "big") + head
            if len(line.unread) < length:
                break
            message = bytes(line.unread[:length])
            del line.unread[:length]
            if not line.is_started:
                line.is_started = True
            elif message[:1] in (b"Q", b"E"):
                self.statements += 1
            line.acts = line.acts or _NAMES_AN_ACT in message
            if message[:1] == b"Q" and message[5:] in _ENDS:
                is_meant = line.acts or not self._loses_acts_alone
                commits = commits or (message[5:] == _COMMIT and is_meant)
                line.acts = False
        return commits

    def _break(self, line: _Line) -> None:
        if line in self._lines:
            self._lines.remove(line)
            _reset(line.desk)
            line.server.close()


def _reset(end: socket.socket) -> None:
    """Close so that the other side hears of it as an error, not as a polite end."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    end.close()
