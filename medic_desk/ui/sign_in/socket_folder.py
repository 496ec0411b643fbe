"""Where the program's own Unix socket lies: in a folder that nobody but its user can write to.

Whoever could write there might answer in this program's place, or keep it from opening a window.
"""

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import platformdirs

LONGEST_SOCKET_PATH = 103 if sys.platform == "darwin" else 107
"""Bytes of a socket's path, its closing zero not counted."""


def socket_path(name: str, folders: Iterable[Path]) -> Path | None:
    """The path of the socket ``name`` in the first of ``folders`` that will do; None where none does.

    A folder will do that is this user's alone, and where the path is short enough for a socket.
    """
    for folder in folders:
        path = folder / name
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and is_private(folder):
            return path
    return None


def socket_folders() -> Iterator[Path]:
    """The session's runtime folder, then two of ours, made when they are asked for.

    Ours are in the user's cache and in the folder for temporary files; there each home has its own.
    """
    # Asked of the environment: platformdirs makes a path up where the system names none.
    of_session = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if of_session.is_absolute():
        yield of_session
    home = hashlib.sha256(os.fsencode(Path.home())).hexdigest()[:8]
    for ours in (
        Path(platformdirs.user_cache_dir("medic-desk", appauthor=False)) / "run",
        Path(tempfile.gettempdir()) / f"medic-desk-{os.geteuid()}-{home}",
    ):
        if _make(ours):
            yield ours


def is_private(folder: Path) -> bool:
    """Whether ``folder`` is a directory of this user, no link to one, and closed to everybody else."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    is_own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return is_own and stat.S_IMODE(found.st_mode) == stat.S_IRWXU


def _make(folder: Path) -> bool:
    """Make a folder where there is none; whether something stands there now, whosesoever it is."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=stat.S_IRWXU, exist_ok=True)
    except OSError:
        return False
    return True
