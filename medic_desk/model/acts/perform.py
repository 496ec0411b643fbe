"""Running an act to its end: the whole transaction again where the database says that again may help."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.written_text import check_written
from medic_desk.model.store.errors import (
    ConnectionLost,
    Contended,
    ReadOnlyServer,
    SlotTaken,
    StoreError,
    StoreUnreachable,
    TookTooLong,
)
from medic_desk.model.store.store import Store

Request = TypeVar("Request")
Result = TypeVar("Result")

TRIES = 5
"""How often one act is tried at most while the database answers; a person is waiting."""

RESTART_SECONDS = 12.0
"""How long an act whose connection broke waits for a server to come back: a restart or a failover takes
seconds, and the act may have happened already."""

_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 1.0


def perform(
    store: Store,
    actor: Actor,
    act: Callable[[Session, Actor, Request], Result],
    request: Request,
    *,
    tries: int = TRIES,
    restart_seconds: float = RESTART_SECONDS,
    pause: Callable[[float], None] = time.sleep,
) -> Result:
    """Run ``act(session, actor, request)`` in a transaction of its own and return its result.

    A deadlock, a lock not given in time or a lost connection runs the **whole** transaction again, with the
    request's same ``act_id``: if the lost COMMIT had arrived, the second try finds it done and answers with
    its result. An exclusion constraint that bites means that a writer without our locks was quicker, or that
    two doctors reached for one room: the act is run again, since the engine may find another room, and says
    why not if there is none. After ``tries`` the last error is raised; tries that reached no server do not
    count within ``restart_seconds`` of a broken connection. Refusals are raised at once.

    Raises ``InvalidField`` where a text of the request cannot be written, before anything is sent, and
    ``ConnectionLost`` where the outcome is not known in the end: the same request must be sent again,
    never another.
    """
    check_written(request)
    attempts = _Attempts(tries, restart_seconds)
    while True:
        try:
            return store.do(act, actor, request)
        except StoreError as error:
            if attempts.end_with(error):
                if attempts.may_have_happened and _tells_nothing(error):
                    raise ConnectionLost from error
                raise
        pause(attempts.pause())


class _Attempts:
    """What the tries of one act have come to so far."""

    def __init__(self, tries: int, restart_seconds: float) -> None:
        self.may_have_happened = False
        self._left = tries
        self._restart_seconds = restart_seconds
        self._wait_until: float | None = None
        self._ceiling = _FIRST_PAUSE_SECONDS

    def end_with(self, error: StoreError) -> bool:
        """Take note of how a try ended; whether that is the end of it."""
        now = time.monotonic()
        if isinstance(error, StoreUnreachable):
            # Before the first COMMIT nothing can have been lost: say so instead of letting a person wait.
            return self._wait_until is None or now > self._wait_until
        if isinstance(error, ConnectionLost):
            self.may_have_happened = self.may_have_happened or not error.is_undone
            self._wait_until = now + self._restart_seconds
        self._left -= 1
        return self._left <= 0 or not (error.retryable or isinstance(error, SlotTaken))

    def pause(self) -> float:
        """Seconds to wait: growing, with full jitter, so that desks that met once do not meet again."""
        ceiling = self._ceiling
        self._ceiling = min(_LONGEST_PAUSE_SECONDS, ceiling * 4.0)
        return random.uniform(0, ceiling)  # noqa: S311 - spreads load, guards no secret


def _tells_nothing(error: StoreError) -> bool:
    """Whether a try that ended so never came to ask if a former one had happened."""
    return isinstance(error, (StoreUnreachable, ConnectionLost, Contended, TookTooLong, ReadOnlyServer))
