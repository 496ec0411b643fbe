"""The folder of the embedded server: its files, its owner and its password.

medic-desk-server   marks the folder as ours; a folder with other files and without this one is not touched
cluster/            PostgreSQL's data directory, 0700, owned by the user who runs the server
password            the superuser's password, 0600
run/                the socket, where its path is short enough
server.log          the server's messages: ids and codes, no data
start.lock          locked while a program starts or stops the server
in-use.lock         locked by every program that uses it
"""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medic_desk.model.embedded.account import Account
from medic_desk.model.embedded.errors import DirectoryNotOurs, DirectoryUnreachable
from medic_desk.model.store.errors import DiskFull

_MARKER = "medic-desk-server"
_MARKER_TEXT = (
    "medic-desk keeps a PostgreSQL database in this folder. Back it up with pg_dump, not by copying files.\n"
)
_LONGEST_SOCKET_PATH = 103
"""Bytes that every system takes: Linux has 107, macOS 103."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths within one data directory."""

    path: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.path / "cluster"

    @property
    def unfinished_cluster(self) -> Path:
        """Where initdb works, so that an incomplete cluster never has the name of a complete one."""
        return self.path / "cluster.new"

    @property
    def log(self) -> Path:
        """The server's messages."""
        return self.path / "server.log"

    @property
    def start_lock(self) -> Path:
        """Locked while a program starts or stops the server."""
        return self.path / "start.lock"

    @property
    def usage_lock(self) -> Path:
        """Locked by every program that uses the server."""
        return self.path / "in-use.lock"

    def major(self) -> int | None:
        """The major version of PostgreSQL that made the data; None where there is none yet."""
        try:
            return int((self.cluster / "PG_VERSION").read_text(encoding="ascii").strip())
        except FileNotFoundError:
            return None
        except ValueError:
            raise DirectoryNotOurs(self.path, "other_files") from None

    def take(self) -> None:
        """Make the folder ours: create it where there is none, refuse it where it is somebody else's.

        Raises ``DirectoryNotOurs`` and ``DiskFull``; then nothing in the folder was changed.
        """
        with writing(self.path):
            if self.path.exists() and not self.path.is_dir():
                raise DirectoryNotOurs(self.path, "not_a_directory")
            _make_passable_parents(self.path)
            self.path.mkdir(mode=0o700, exist_ok=True)
            marker = self.path / _MARKER
            if not marker.exists():
                has_others = any(entry.name != _MARKER for entry in self.path.iterdir())
                # Another program of ours may take the folder at the same time: its marker comes first, and
                # then the files that were seen here.
                if has_others and not marker.exists():
                    raise DirectoryNotOurs(self.path, "other_files")
                marker.write_text(_MARKER_TEXT, encoding="utf-8")
            if sys.platform != "win32" and os.geteuid() not in (0, self.path.stat().st_uid):
                raise DirectoryNotOurs(self.path, "other_owner")

    def open_to(self, account: Account | None) -> None:
        """Let only us into the folder and, where another user runs the server, that one.

        Raises ``DirectoryUnreachable`` where that user cannot reach it, and ``DirectoryNotOurs`` where the
        cluster is another user's.
        """
        with writing(self.path):
            if account is None:
                self.path.chmod(0o700)
                if sys.platform != "win32" and self.cluster.exists():
                    _insist_on_owner(self, os.geteuid())
                return
            os.chown(self.path, 0, account.gid)
            self.path.chmod(0o710)
        if not account.can_enter(self.path):
            raise DirectoryUnreachable(self.path, account.name)

    def password(self) -> str:
        """The superuser's password: read, or made where there is no cluster yet.

        Raises ``DirectoryNotOurs`` where there is a cluster and no password.
        """
        path = self.path / "password"
        with writing(self.path):
            try:
                kept = path.read_text(encoding="ascii").strip()
            except FileNotFoundError:
                kept = ""
            if kept:
                return kept
            if self.cluster.exists():
                raise DirectoryNotOurs(self.path, "password_lost")
            made = secrets.token_urlsafe(24)
            path.unlink(missing_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(made)
                file.flush()
                os.fsync(file.fileno())
            return made

    def socket_directory(self, account: Account | None) -> Path:
        """The directory of the Unix socket, 0700, made where missing.

        It is outside the folder where its path would be too long, or has a comma, at which libpq would split
        it into two hosts.
        """
        run = self.path / "run"
        too_long = len(os.fsencode(run / ".s.PGSQL.5432")) > _LONGEST_SOCKET_PATH
        if too_long or "," in str(run):
            run = _short_runtime_directory() / hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        with writing(self.path):
            run.mkdir(mode=0o700, exist_ok=True)
            run.chmod(0o700)
            if account is not None:
                account.owns(run)
        return run

    @contextlib.contextmanager
    def handed_over(self, text: str, account: Account | None) -> Iterator[Path]:
        """A file with ``text`` that only ``account`` can read; it is removed afterwards."""
        handle, name = tempfile.mkstemp(prefix="initial-", dir=self.path)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text)
            if account is not None:
                account.owns(Path(name))
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def rotate_log(self, longest: int = 4_000_000) -> None:
        """Start a new log where the present one is too long; one old log is kept."""
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > longest:
                self.log.replace(self.log.with_suffix(".log.1"))

    def finish_cluster(self) -> None:
        """Give the cluster that initdb made its final name, durably."""
        with writing(self.path):
            self.unfinished_cluster.rename(self.cluster)
            if sys.platform != "win32":
                descriptor = os.open(self.path, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)

    def remove_unfinished(self) -> None:
        """Remove what an interrupted initdb has left."""
        shutil.rmtree(self.unfinished_cluster, ignore_errors=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise ``DiskFull`` or ``DirectoryNotOurs`` in place of the system's errors of writing to ``path``."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path) from None
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise DirectoryNotOurs(path, "not_writable") from None
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise DirectoryNotOurs(path, "not_a_directory") from None
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL):
            raise DirectoryNotOurs(path, "cannot_be_made") from None
        raise


def _make_passable_parents(path: Path) -> None:
    """Make the missing parents of ``path``; as root with a mode that lets the server's user pass."""
    if sys.platform == "win32" or os.geteuid() != 0:
        path.parent.mkdir(parents=True, exist_ok=True)
        return
    for parent in reversed(path.parents):
        if not parent.exists():
            parent.mkdir(exist_ok=True)
            parent.chmod(0o755)


def _insist_on_owner(folder: Folder, uid: int) -> None:
    if folder.cluster.stat().st_uid != uid:
        raise DirectoryNotOurs(folder.path, "other_owner")


def _short_runtime_directory() -> Path:
    """A directory of ours with a short name: in this user's runtime directory, else in /tmp."""
    if os.geteuid() == 0:
        # Passable, so that the server's user can reach its own directory in it.
        return _own_directory(Path("/run/medic-desk"), 0o711)
    # From the environment: platformdirs returns a long path where the system sets none.
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "medic-desk"
    if runtime.is_absolute() and len(os.fsencode(runtime)) < 60 and "," not in str(runtime):
        with contextlib.suppress(OSError):
            return _own_directory(runtime, 0o700)
    return _own_directory(Path("/tmp") / f"medic-desk-{os.geteuid()}", 0o700)  # noqa: S108 — checked to be ours


def _own_directory(path: Path, mode: int) -> Path:
    """``path`` as a directory of ours with ``mode``. Raises ``DirectoryNotOurs`` for another user's."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=mode)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise DirectoryNotOurs(path, "other_owner")
    path.chmod(mode)
    return path
