"""File locks between programs: an exclusive one to start or stop the server, a shared one to use it.

The last program that uses the server stops it. The system releases a lock when its process ends, also by
kill -9, so no stale lock is ever left. Python's ``filelock`` does not fit: docs/decisions.md says why.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medic_desk.model.embedded.errors import ServerBusy

_POLL_SECONDS = 0.02

if sys.platform == "win32":
    import msvcrt

    _BYTES = 64

    def _try_exclusive(descriptor: int) -> bool:
        return all(_try_byte(descriptor, place) for place in range(_BYTES))

    def _try_byte(descriptor: int, place: int) -> bool:
        os.lseek(descriptor, place, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _try_shared(descriptor: int) -> bool:
        # Windows has no shared lock of a descriptor: each program locks one byte of many.
        return any(_try_byte(descriptor, place) for place in range(_BYTES))

else:
    import fcntl

    def _try(descriptor: int, kind: int) -> bool:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _try_exclusive(descriptor: int) -> bool:
        return _try(descriptor, fcntl.LOCK_EX)

    def _try_shared(descriptor: int) -> bool:
        return _try(descriptor, fcntl.LOCK_SH)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)


@contextmanager
def exclusive_lock(path: Path, folder: Path, patience_seconds: float) -> Iterator[None]:
    """Hold an exclusive lock on ``path``; raises ``ServerBusy`` (with ``folder``) where it takes too long."""
    descriptor = _open(path)
    try:
        deadline = time.monotonic() + patience_seconds
        while not _try_exclusive(descriptor):
            if time.monotonic() > deadline:
                raise ServerBusy(folder)
            time.sleep(_POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


class UsageLock:
    """This program's shared lock, by which it uses the server.

    Only to be taken, released and asked while the exclusive lock is held.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def is_held_by_others(self) -> bool:
        """Whether any program holds it; only to be asked while this one does not."""
        descriptor = _open(self._path)
        try:
            return not _try_exclusive(descriptor)
        finally:
            os.close(descriptor)

    def take(self, folder: Path) -> None:
        """Take the lock, unless it is held already. Raises ``ServerBusy`` (with ``folder``)."""
        if self._descriptor is None:
            descriptor = _open(self._path)
            if not _try_shared(descriptor):
                os.close(descriptor)
                raise ServerBusy(folder)
            self._descriptor = descriptor

    def release(self) -> bool:
        """Release the lock; returns whether this program held it."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is not None
