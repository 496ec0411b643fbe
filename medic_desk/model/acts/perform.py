"""Running an act to its end: the whole transaction again where the database says that again may help."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor
from medic_desk.model.errors import SlotTaken, StoreError, StoreUnreachable
from medic_desk.model.store import Store

Request = TypeVar("Request")
Result = TypeVar("Result")

TRIES = 5
"""How often one act is tried at most; a person is waiting."""

_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 2.0


def perform(
    store: Store,
    actor: Actor,
    act: Callable[[Session, Actor, Request], Result],
    request: Request,
    *,
    tries: int = TRIES,
    pause: Callable[[float], None] = time.sleep,
) -> Result:
    """Run ``act(session, actor, request)`` in a transaction of its own and return its result.

    A deadlock, a lock not given in time or a lost connection runs the **whole** transaction again, with the
    request's same ``act_id``: if the lost COMMIT had arrived, the second try finds it done and answers with
    its result. An exclusion constraint that bites means that a writer without our locks was quicker, or that
    two doctors reached for one room: the act is run again, since the engine may find another room, and says
    why not if there is none. After ``tries`` the last error is raised. Refusals are raised at once.
    """
    for attempt in range(1, tries + 1):
        try:
            return store.do(act, actor, request)
        except StoreError as error:
            if attempt == tries or not _worth_another_try(error, attempt):
                raise
        pause(_pause_after(attempt))
    raise AssertionError("unreachable: the last try returns or raises")


def _worth_another_try(error: StoreError, attempt: int) -> bool:
    if isinstance(error, StoreUnreachable):
        # Before the first COMMIT nothing can have been lost: say so at once instead of letting a person wait.
        return attempt > 1 and error.reason in {"refused", "turned_away", "silent"}
    return error.retryable or isinstance(error, SlotTaken)


def _pause_after(attempt: int) -> float:
    """Exponential pause with full jitter, so that desks that met once do not meet again."""
    ceiling = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 4.0 ** (attempt - 1))
    return random.uniform(0, ceiling)  # noqa: S311 - spreads load, guards no secret
