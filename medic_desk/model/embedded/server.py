"""The embedded server's interface: start, url, stop."""

import contextlib
import sys
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from medic_desk.model.embedded.account import server_account
from medic_desk.model.embedded.binaries import find
from medic_desk.model.embedded.folder import Folder
from medic_desk.model.embedded.launcher import SUPERUSER, Launcher, Postmaster, read_postmaster
from medic_desk.model.embedded.locks import UsageLock, exclusive_lock
from medic_desk.model.store.session import connect_to

_PATIENCE_SECONDS = 180.0
"""How long to wait for another program's start or stop: a little longer than one may take."""


class EmbeddedServer:
    """A private PostgreSQL with its data in ``data_dir``, accessible only to this user of the computer.

    Several programs of the same user may use one folder at once: the first starts the server, the last to
    ``stop()`` stops it. A server left running by a program that was killed is stopped and started again, so
    that it runs this program's binaries with this program's settings; one that was killed itself recovers.

    ``test_mode`` gives up durability for speed. Also a context manager. Not for several threads at once.
    """

    def __init__(self, data_dir: Path, *, test_mode: bool = False) -> None:
        self._folder = Folder(Path(data_dir).absolute())
        self._test_mode = test_mode
        self._usage = UsageLock(self._folder.usage_lock)
        self._launcher: Launcher | None = None
        self._password = ""
        self._socket_directory: Path | None = None
        self._port = 0

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def data_dir(self) -> Path:
        """The folder with the server's data and password."""
        return self._folder.path

    def start(self) -> Self:
        """Start the server or join the one that runs; when it returns, the server accepts connections.

        May be called again at any time, and restarts a server that died meanwhile, with the same URL (except
        on Windows, where the port changes).

        Raises ``DirectoryNotOurs``, ``DirectoryUnreachable``, ``OtherMajorVersion``, ``BinariesMissing``,
        ``DiskFull``, ``ServerBusy``, ``ServerDidNotStart``; then nothing is left running or half made.
        """
        folder = self._folder
        folder.take()
        with exclusive_lock(folder.start_lock, folder.path, _PATIENCE_SECONDS):
            account = server_account(folder.cluster)
            folder.open_to(account)
            binaries = find(folder.major(), folder.path).reachable(account, folder.path)
            launcher = Launcher(folder, binaries, account, self._test_mode)
            self._password = folder.password()
            if folder.major() is None:
                launcher.make_cluster(self._password)
            self._socket_directory = folder.socket_directory(account)
            in_use = self._usage.release() or self._usage.is_held_by_others()
            postmaster = self._running_postmaster(launcher, in_use=in_use)
            if postmaster is None:
                postmaster = launcher.start(self._socket_directory)
            self._port = postmaster.port
            self._launcher = launcher
            self._usage.take(folder.path)
        return self

    def _running_postmaster(self, launcher: Launcher, *, in_use: bool) -> Postmaster | None:
        """The server to join, if it is in use; one that no program uses any more is stopped."""
        postmaster = read_postmaster(self._folder)
        if postmaster is None:
            return None
        self._port = postmaster.port
        if in_use:
            return postmaster if self._answers() else None
        launcher.stop()
        return None

    def _answers(self) -> bool:
        """Whether the server of the pid file accepts our login."""
        try:
            with connect_to(self.url("postgres"), autocommit=True):
                return True
        except psycopg.Error:
            return False

    def url(self, database: str) -> str:
        """The URL of one of the server's databases, with its password: never to be shown or logged."""
        login = f"{SUPERUSER}:{quote(self._password, safe='')}"
        name = quote(database, safe="")
        if sys.platform == "win32":
            return f"postgresql://{login}@127.0.0.1:{self._port}/{name}?sslmode=disable"
        host = quote(str(self._socket_directory), safe="")
        return f"postgresql://{login}@/{name}?host={host}&port={self._port}"

    def ensure_database(self, database: str) -> bool:
        """Make an empty database of that name where there is none; true where it was made."""
        with connect_to(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
            return known is None

    def drop_database(self, database: str) -> None:
        """Drop a database with everything in it; sessions that are connected to it are ended."""
        with connect_to(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )

    def stop(self) -> None:
        """Stop using the server; where no other program uses it, it is stopped. May be called twice."""
        if self._launcher is None:
            return
        with exclusive_lock(self._folder.start_lock, self._folder.path, _PATIENCE_SECONDS):
            self._usage.release()
            if not self._usage.is_held_by_others() and read_postmaster(self._folder) is not None:
                self._launcher.stop()
                self._remove_short_socket_directory()
        self._launcher = None

    def _remove_short_socket_directory(self) -> None:
        """Remove the socket's directory where it is outside our folder."""
        directory = self._socket_directory
        if directory is not None and directory.parent != self._folder.path:
            with contextlib.suppress(OSError):
                directory.rmdir()
