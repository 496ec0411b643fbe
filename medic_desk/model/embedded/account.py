"""The user who runs the embedded server: ourselves, or another one where we are root.

PostgreSQL refuses to run as root, and initdb looks its user up in the passwd file, so it must have a name.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PREFERRED = ("medic-desk", "postgres", "daemon", "nobody")
"""The program's own user where the administrator made one, else users that every system has."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this computer other than ourselves."""

    name: str
    uid: int
    gid: int

    def owns(self, path: Path) -> None:
        """Give ``path`` to this user."""
        os.chown(path, self.uid, self.gid)

    def can_enter(self, path: Path) -> bool:
        """Whether this user can enter the directory; tried, since modes say nothing of access lists."""
        entered = subprocess.run(  # noqa: S603 — a fixed command
            ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(path)],
            check=False,
            capture_output=True,
            cwd="/",
            **self.identity(),
        )
        return entered.returncode == 0

    def identity(self) -> dict[str, Any]:
        """The arguments that make ``subprocess`` run a program as this user and in no other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account(cluster: Path) -> Account | None:
    """The user to run the server of ``cluster``: None for ourselves, another user where we are root.

    A cluster that exists is run by its owner; a new one by the first of the preferred users that exists.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 — not on Windows

    if cluster.exists():
        owner = cluster.stat().st_uid
        if owner != 0:
            try:
                entry = pwd.getpwuid(owner)
            except KeyError:
                return Account(str(owner), owner, cluster.stat().st_gid)
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in _PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    return None


def run(
    arguments: Sequence[str | Path], account: Account | None, directory: Path, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as ``account`` in ``directory``; the caller checks its exit status.

    The environment is ours without libpq's variables and with the C locale, so that neither the user's PGPORT
    nor their language changes what the server does or prints.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    environment |= {"LC_ALL": "C", "LANG": "C"}
    identity = account.identity() if account is not None else {}
    if sys.platform == "win32":
        more["creationflags"] = subprocess.CREATE_NO_WINDOW
    return subprocess.run(  # noqa: S603 — paths we found ourselves, no shell
        [str(argument) for argument in arguments],
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        cwd=directory,
        env=environment,
        **identity,
        **more,
    )
