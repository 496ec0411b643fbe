"""Makes a cluster with initdb, starts and stops its server with pg_ctl, and finds in its log why it failed.

pg_ctl detaches the server from this program, so a program that ends by kill -9 leaves a server that the next
start finds; and on Windows it drops an administrator's rights, as PostgreSQL requires.
"""

import contextlib
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from medic_desk.model.embedded.account import Account, run
from medic_desk.model.embedded.binaries import Binaries
from medic_desk.model.embedded.errors import ServerDidNotStart
from medic_desk.model.embedded.folder import Folder, writing
from medic_desk.model.store.errors import DiskFull

SUPERUSER = "medic_desk"
"""The login that initdb makes: it owns the cluster, and is not a person's."""

PORT = 5432
"""The number in the socket's name; on Windows each start takes a free port instead."""

_START_SECONDS = 120
"""The longest start: a server that was killed may have much to recover."""

_REFUSED_SECONDS = 15.0
"""How long to retry a start while processes of a killed server still hold its memory (2 to 4 s)."""

_LOCK_FILE_EXISTS = "F0001"
_DISK_FULL = "53100"
_NO_SPACE = os.strerror(28)

_SETTINGS = {
    # No names of patients in the log: no DETAIL, no statement that failed, no parameter.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "%m [%p] %e ",
    "log_destination": "stderr",
    "logging_collector": "off",
    "lc_messages": "C",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    # A clinic with one desk is small, and so is its computer.
    "max_connections": "100",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "jit": "off",
}

_TEST_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""For servers of tests: faster, but a crash of the computer may destroy the data."""


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The contents of ``postmaster.pid``: the server process of the cluster."""

    pid: int
    port: int
    status: str


@dataclass(frozen=True, slots=True)
class Launcher:
    """Runs PostgreSQL's programs on one folder."""

    folder: Folder
    binaries: Binaries
    account: Account | None
    test_mode: bool

    def make_cluster(self, password: str) -> None:
        """Make a cluster: SCRAM for all logins, UTF-8, the C locale (the program sorts Greek names itself).

        Made under another name and renamed when complete. Raises ``DiskFull`` and ``ServerDidNotStart``.
        """
        folder = self.folder
        folder.remove_unfinished()
        with writing(folder.path):
            folder.unfinished_cluster.mkdir(mode=0o700)
            if self.account is not None:
                self.account.owns(folder.unfinished_cluster)
        arguments: list[str | Path] = [
            self.binaries.program("initdb"),
            "--pgdata",
            folder.unfinished_cluster,
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--no-locale",
            "--auth-local=scram-sha-256",
            "--auth-host=scram-sha-256",
            "--no-instructions",
        ]
        try:
            with writing(folder.path), folder.handed_over(password, self.account) as file:
                made = run(
                    [*arguments, f"--pwfile={file}", *(["--no-sync"] if self.test_mode else [])],
                    self.account,
                    folder.path,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                )
            if made.returncode != 0:
                if _NO_SPACE in made.stdout:
                    raise DiskFull(folder.path)
                raise ServerDidNotStart(folder.path, _last_line(made.stdout))
            folder.finish_cluster()
        finally:
            folder.remove_unfinished()

    def start(self, socket_directory: Path) -> Postmaster:
        """Start the server and wait until it accepts connections.

        After kill -9 the old server's other processes hold its shared memory for some seconds, and a start is
        refused (F0001) until they have ended: it is tried again.

        Raises ``DiskFull`` and ``ServerDidNotStart``.
        """
        folder = self.folder
        _remove_stale_pid_file(folder)
        with writing(folder.path):
            folder.rotate_log()
        deadline = time.monotonic() + _REFUSED_SECONDS
        while True:
            log_before = folder.log.stat().st_size if folder.log.exists() else 0
            if self._pg_ctl_start(socket_directory) == 0:
                postmaster = read_postmaster(folder)
                if postmaster is not None:
                    return postmaster
            said = _log_since(folder.log, log_before)
            sqlstate = _fatal_sqlstate(said)
            if sqlstate == _DISK_FULL or _NO_SPACE in said:
                raise DiskFull(folder.path)
            if sqlstate != _LOCK_FILE_EXISTS or time.monotonic() > deadline:
                raise ServerDidNotStart(folder.path, _last_line(said), sqlstate)
            time.sleep(0.05)

    def _pg_ctl_start(self, socket_directory: Path) -> int:
        with writing(self.folder.path), self.folder.log.open("ab") as log:
            self.folder.log.chmod(0o600)
            return run(
                [
                    self.binaries.program("pg_ctl"),
                    "start",
                    "--silent",
                    "--wait",
                    f"--timeout={_START_SECONDS}",
                    # A relative name: pg_ctl puts it in quotes, and a quote in the path would end them.
                    f"--pgdata={self.folder.cluster.name}",
                    "--options",
                    self._options(socket_directory),
                ],
                self.account,
                self.folder.path,
                stdout=log,
                stderr=log,
            ).returncode

    def _options(self, socket_directory: Path) -> str:
        """The server's settings as one command line, which pg_ctl hands to a shell."""
        settings = dict(_SETTINGS)
        if self.test_mode:
            settings |= _TEST_SETTINGS
        if sys.platform == "win32":
            settings |= {"listen_addresses": "127.0.0.1", "port": str(_free_port())}
        else:
            quoted = str(socket_directory).replace('"', '""')
            settings |= {
                "listen_addresses": "",
                "port": str(PORT),
                "unix_socket_directories": f'"{quoted}"',
                "unix_socket_permissions": "0700",
            }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)

    def stop(self) -> None:
        """Stop the server in fast mode, which ends all sessions; a server that hangs, in immediate mode.

        Nothing committed is lost either way. Where the pid file's process is no PostgreSQL, nothing is
        stopped: that number belongs to another program by now.
        """
        postmaster = read_postmaster(self.folder)
        if postmaster is None or not is_postgres(postmaster.pid):
            return
        for mode, seconds in (("fast", 30), ("immediate", 30)):
            stopped = run(
                [
                    self.binaries.program("pg_ctl"),
                    "stop",
                    "--silent",
                    "--wait",
                    f"--timeout={seconds}",
                    f"--mode={mode}",
                    "--pgdata",
                    self.folder.cluster,
                ],
                self.account,
                self.folder.path,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if stopped.returncode == 0 or read_postmaster(self.folder) is None:
                return


def read_postmaster(folder: Folder) -> Postmaster | None:
    """The contents of the pid file; None where there is none or it is not complete yet."""
    try:
        lines = (folder.cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        return Postmaster(pid=int(lines[0]), port=int(lines[3]), status=lines[7].strip())
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _remove_stale_pid_file(folder: Folder) -> None:
    """Remove the pid file of a server that was killed, where its number now belongs to another program.

    PostgreSQL checks only that the number is in use (after a restart of the computer, or by a zombie process)
    and would never start. No other program can start a server here meanwhile: the caller holds the lock.
    """
    postmaster = read_postmaster(folder)
    if postmaster is not None and not is_postgres(postmaster.pid):
        (folder.cluster / "postmaster.pid").unlink(missing_ok=True)


def is_postgres(pid: int) -> bool:
    """Whether the process of that number runs and is a PostgreSQL; on Windows, where it is unknown: true."""
    if sys.platform == "win32":
        return True
    if sys.platform.startswith("linux"):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
        except OSError:
            return False
    else:
        asked = ["/bin/ps", "-p", str(pid), "-o", "comm="]
        command = subprocess.run(asked, check=False, stdout=subprocess.PIPE).stdout.strip()  # noqa: S603
    return command.rpartition(b"/")[2].startswith(b"postgres")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _log_since(log: Path, offset: int) -> str:
    with contextlib.suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(offset)
        return file.read(200_000).decode("utf-8", errors="replace")
    return ""


def _fatal_sqlstate(said: str) -> str | None:
    """The code of the last FATAL or PANIC line, which our log prefix puts before that word."""
    codes = re.findall(r"\] ([0-9A-Z]{5}) (?:FATAL|PANIC):", said)
    return codes[-1] if codes else None


def _last_line(said: str) -> str:
    """The last line with an error, else the last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"\b(FATAL|PANIC|error):", line)]
    return (errors or lines or [""])[-1]
