"""Who starts, stops and uses the embedded server, kept by file locks that end with their process.

One program at a time starts or stops the server; every program that uses it is a guest, and the last guest to
leave stops it. A lock dies with the program, kill -9 included, so nothing here ever has to be cleaned up.
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

    _SEATS = 64

    def _try_exclusive(descriptor: int) -> bool:
        return all(_take_seat(descriptor, seat) for seat in range(_SEATS))

    def _take_seat(descriptor: int, seat: int) -> bool:
        os.lseek(descriptor, seat, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _try_shared(descriptor: int) -> bool:
        # Windows knows no shared lock by descriptor: each guest takes one byte of many.
        return any(_take_seat(descriptor, seat) for seat in range(_SEATS))

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
def alone(path: Path, folder: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the lock file ``path`` alone; ``ServerBusy`` (naming ``folder``) when others hold it too long."""
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


class GuestBook:
    """This program's entry among those who use the server; entering and leaving are done under ``alone``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def others_present(self) -> bool:
        """Whether any guest is there; to be asked while this program is none itself."""
        descriptor = _open(self._path)
        try:
            return not _try_exclusive(descriptor)
        finally:
            os.close(descriptor)

    def enter(self, folder: Path) -> None:
        """Become a guest; being one already is well."""
        if self._descriptor is None:
            descriptor = _open(self._path)
            if not _try_shared(descriptor):
                os.close(descriptor)
                raise ServerBusy(folder)
            self._descriptor = descriptor

    def leave(self) -> bool:
        """Be a guest no more; says whether this program was one."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is not None
