"""The folder of the embedded server: what lies where in it, whose it is, and its password.

medic-desk-server   says that the folder is ours; a folder with other files and without it is not touched
cluster/            PostgreSQL's data directory, 0700, of the user who runs the server
password            the superuser's password, 0600
run/                the socket, where its path is short enough
server.log          what the server says: ids and codes, no data
start.lock, guests  who is starting or stopping it, and who uses it
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
        """Where initdb works, so that a half-made cluster never bears the name of a whole one."""
        return self.path / "cluster.new"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.path / "server.log"

    @property
    def start_lock(self) -> Path:
        """Held while somebody starts or stops the server."""
        return self.path / "start.lock"

    @property
    def guests(self) -> Path:
        """Held by everybody who uses the server."""
        return self.path / "guests"

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
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            marker = self.path / _MARKER
            if not marker.exists():
                # Another program of ours may write its marker at this very moment.
                if any(entry.name != _MARKER for entry in self.path.iterdir()):
                    raise DirectoryNotOurs(self.path, "other_files")
                marker.write_text(_MARKER_TEXT, encoding="utf-8")
            if sys.platform != "win32" and os.geteuid() not in (0, self.path.stat().st_uid):
                raise DirectoryNotOurs(self.path, "other_owner")

    def open_to(self, account: Account | None) -> None:
        """Close the folder to everybody but us and, where another user runs the server, to that one.

        Raises ``DirectoryUnreachable`` where that user cannot get here, and ``DirectoryNotOurs`` where the
        cluster is somebody else's.
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

        Raises ``DirectoryNotOurs`` where a cluster is there and its password is not.
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
        """The directory of the Unix socket, 0700, made where missing; a short one where ours is too long.

        A comma would make libpq see two hosts, so such a path is left as well.
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
        """A file with ``text`` that only ``account`` can read, gone afterwards."""
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
        """Begin a new log where the old one has grown long; one old log is kept."""
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > longest:
                self.log.replace(self.log.with_suffix(".log.1"))

    def finish_cluster(self) -> None:
        """Give the cluster that initdb made its name, so that it keeps it through a power cut."""
        with writing(self.path):
            self.unfinished_cluster.rename(self.cluster)
            if sys.platform != "win32":
                descriptor = os.open(self.path, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)

    def remove_unfinished(self) -> None:
        """Remove what an interrupted initdb left."""
        shutil.rmtree(self.unfinished_cluster, ignore_errors=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusals to write below ``path`` into ``DiskFull`` and ``DirectoryNotOurs``."""
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


def _insist_on_owner(folder: Folder, uid: int) -> None:
    if folder.cluster.stat().st_uid != uid:
        raise DirectoryNotOurs(folder.path, "other_owner")


def _short_runtime_directory() -> Path:
    """A directory with a short name that is ours alone: the system's for this user, else one below /tmp."""
    if os.geteuid() == 0:
        # Traversable, so that the server's user reaches its own directory within.
        return _own_directory(Path("/run/medic-desk"), 0o711)
    # Asked of the environment: platformdirs makes a long path up where the system names none.
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "medic-desk"
    if runtime.is_absolute() and len(os.fsencode(runtime)) < 60 and "," not in str(runtime):
        with contextlib.suppress(OSError):
            return _own_directory(runtime, 0o700)
    return _own_directory(Path("/tmp") / f"medic-desk-{os.geteuid()}", 0o700)  # noqa: S108 — checked to be ours


def _own_directory(path: Path, mode: int) -> Path:
    """``path`` as a directory of ours with ``mode``; never one that somebody else put there first."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=mode)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise DirectoryNotOurs(path, "other_owner")
    path.chmod(mode)
    return path
