"""One act on its way to the database: sent once; while its outcome is unknown, the very same request again.

The only place that sends an act, or sends one again (truth.md, "Every act is one transaction", step 1). A
window has one ``Attempt``, asks it to ``send`` what a person asked for, and reads from it what may be done
meanwhile.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from medic_desk.model.store.errors import (
    ConnectionLost,
    Contended,
    ReadOnlyServer,
    StoreUnreachable,
    TookTooLong,
)
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import DeadlinePassed, TooManyJobs

Result = TypeVar("Result")


def new_act_id() -> str:
    """A new act's id (a UUID): made with the request, before it is first sent, and kept by every retry."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Result]):
    """A request as it was sent, and who hears what came of it."""

    act: Callable[..., Result]
    request: Any
    on_done: Callable[[Result], None]
    on_failed: Callable[[Exception], None]


class Attempt(QObject):
    """At most one act at a time; ``changed`` at every difference in ``is_busy`` and ``is_unknown``."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """``parent`` is the window: after its end nobody is told anything."""
        super().__init__(parent)
        self._desk = desk
        self._sent: _Sent[Any] | None = None
        self._is_busy = False
        self._was_unknown = False
        """Whether a former try of this act ended without anybody knowing."""

    @property
    def is_busy(self) -> bool:
        """Whether an act is under way: nothing else is sent, and no window closes."""
        return self._is_busy

    @property
    def is_unknown(self) -> bool:
        """Whether an act came back without anybody knowing if it happened: only itself may be sent again."""
        return self._sent is not None and not self._is_busy

    @property
    def is_open(self) -> bool:
        """Whether an act is under way or unknown: what is typed belongs to it and is not edited."""
        return self._sent is not None

    @property
    def request(self) -> Any:
        """The request that is under way or unknown; None where there is none."""
        return self._sent.request if self._sent is not None else None

    def send(
        self,
        act: Callable[..., Result],
        request: object,
        on_done: Callable[[Result], None],
        on_failed: Callable[[Exception], None],
    ) -> bool:
        """Do ``act`` with ``request``; whether it was sent.

        While an earlier act is under way nothing is sent; while one is unknown, that one is sent again in
        place of this. ``on_failed`` gets the error when ``is_unknown`` tells already what it means: an act
        that is not unknown then did not happen, and another may follow.
        """
        if self._sent is not None:
            self.again()
            return False
        self._sent = _Sent(act, request, on_done, on_failed)
        self._go()
        return True

    def again(self) -> None:
        """Send the unknown act again, unchanged; nothing while it is under way or where there is none."""
        if self.is_unknown:
            self._go()

    def abandon(self) -> None:
        """Forget an unknown act, for a person who was told that nobody knows: it is never sent again."""
        if self.is_unknown:
            self._settle()

    def _go(self) -> None:
        if self._sent is not None:
            self._is_busy = True
            self.changed.emit()
            self._desk.act(self, self._sent.act, self._sent.request, self._on_done, self._on_failed)

    def _on_done(self, result: Any) -> None:
        sent = self._settle()
        if sent is not None:
            sent.on_done(result)

    def _on_failed(self, error: Exception) -> None:
        if _leaves_unknown(error, was_unknown=self._was_unknown):
            self._was_unknown, self._is_busy = True, False
            sent = self._sent
            self.changed.emit()
        else:
            sent = self._settle()
        if sent is not None:
            sent.on_failed(error)

    def _settle(self) -> _Sent[Any] | None:
        """It is known what became of the act: another may follow."""
        sent, self._sent = self._sent, None
        self._is_busy = self._was_unknown = False
        self.changed.emit()
        return sent


def _leaves_unknown(error: Exception, *, was_unknown: bool) -> bool:
    """Whether an act that ended with ``error`` may have happened all the same.

    ``was_unknown`` says so of a former try of the same request: an error that never came to ask the database
    leaves it so.
    """
    if isinstance(error, DeadlinePassed):
        return True
    if isinstance(error, ConnectionLost):
        return was_unknown or not error.is_undone
    tells_nothing = isinstance(error, (StoreUnreachable, Contended, TookTooLong, TooManyJobs, ReadOnlyServer))
    return was_unknown and tells_nothing
