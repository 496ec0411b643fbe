"""Whether a person has had the time to see what Enter would do: nothing is booked that only just changed."""

import time
from collections.abc import Callable

SEEN_AFTER_MILLISECONDS = 400
"""How long what is shown must have stood still: less, and a key was pressed for what stood there before."""


def monotonic_milliseconds() -> int:
    """A clock that only goes forward."""
    return time.monotonic_ns() // 1_000_000


class LastLook:
    """Told of everything that is shown; what a person chose with their eyes on it counts as seen."""

    def __init__(self, clock: Callable[[], int] = monotonic_milliseconds) -> None:
        """``clock`` tells milliseconds that only grow."""
        self.clock = clock
        self._shown = ""
        self._changed_at: int | None = None

    def note(self, shown: str, *, by_person: bool = False) -> None:
        """Take note of what is shown now; the same as before changes nothing."""
        if shown != self._shown:
            self._shown = shown
            self._changed_at = None if by_person else self.clock()

    @property
    def is_seen(self) -> bool:
        """Whether what is shown has stood long enough."""
        return self._changed_at is None or self.clock() - self._changed_at >= SEEN_AFTER_MILLISECONDS
