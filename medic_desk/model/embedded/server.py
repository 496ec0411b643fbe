"""The embedded server as the program sees it: start, url, stop."""

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
from medic_desk.model.embedded.guests import GuestBook, alone
from medic_desk.model.embedded.launcher import SUPERUSER, Launcher, Postmaster, read_postmaster

_PATIENCE_SECONDS = 180.0
"""How long another program's start or stop is waited for: a little more than one may take."""


class EmbeddedServer:
    """A PostgreSQL of our own over ``data_dir``, reachable by this computer's user alone.

    Several programs of the same user may use one folder at once: the first starts the server, the last to
    ``stop()`` stops it. A server left behind by a program that was killed is stopped and started anew, so
    that it runs this program's binaries with this program's settings; one that was killed itself recovers.

    ``test_mode`` gives up durability for speed. Also a context manager. Not for several threads at once.
    """

    def __init__(self, data_dir: Path, *, test_mode: bool = False) -> None:
        self._folder = Folder(Path(data_dir).absolute())
        self._test_mode = test_mode
        self._guests = GuestBook(self._folder.guests)
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
        """The folder that the server and its password lie in."""
        return self._folder.path

    def start(self) -> Self:
        """Start the server or join the one that runs; when it returns, the server takes connections.

        May be called again at any time, and brings a server back that died meanwhile, under the same URL
        (except on Windows, where the port changes).

        Raises ``DirectoryNotOurs``, ``DirectoryUnreachable``, ``OtherMajorVersion``, ``BinariesMissing``,
        ``DiskFull``, ``ServerBusy``, ``ServerDidNotStart``; then nothing is left running or half made.
        """
        folder = self._folder
        folder.take()
        with alone(folder.start_lock, folder.path, _PATIENCE_SECONDS):
            account = server_account(folder.cluster)
            folder.open_to(account)
            binaries = find(folder.major(), folder.path).reachable(account, folder.path)
            launcher = Launcher(folder, binaries, account, self._test_mode)
            self._password = folder.password()
            if folder.major() is None:
                launcher.make_cluster(self._password)
            self._socket_directory = folder.socket_directory(account)
            in_use = self._guests.leave() or self._guests.others_present()
            postmaster = self._running_postmaster(launcher, in_use=in_use)
            if postmaster is None:
                postmaster = launcher.start(self._socket_directory)
            self._port = postmaster.port
            self._launcher = launcher
            self._guests.enter(folder.path)
        return self

    def _running_postmaster(self, launcher: Launcher, *, in_use: bool) -> Postmaster | None:
        """The server to join, if it is in use; one that nobody uses any more is stopped first."""
        postmaster = read_postmaster(self._folder)
        if postmaster is None:
            return None
        self._port = postmaster.port
        if in_use:
            return postmaster if self._answers() else None
        launcher.stop()
        return None

    def _answers(self) -> bool:
        """Whether the server behind the pid file lets us in."""
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=5, autocommit=True):
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
        """Make an empty database of that name where there is none; True where it was made."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
            return known is None

    def drop_database(self, database: str) -> None:
        """Remove a database with all that is in it, breaking off whoever is connected to it."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )

    def stop(self) -> None:
        """Use the server no more; when nobody else uses it, it is stopped. Stopping twice is well."""
        if self._launcher is None:
            return
        with alone(self._folder.start_lock, self._folder.path, _PATIENCE_SECONDS):
            self._guests.leave()
            if not self._guests.others_present() and read_postmaster(self._folder) is not None:
                self._launcher.stop()
                self._remove_short_socket_directory()
        self._launcher = None

    def _remove_short_socket_directory(self) -> None:
        """Leave nothing behind outside our folder."""
        directory = self._socket_directory
        if directory is not None and directory.parent != self._folder.path:
            with contextlib.suppress(OSError):
                directory.rmdir()
