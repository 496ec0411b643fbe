"""A read that is kept up to date: done anew whenever one of its tables changes, off the GUI thread."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.store.changes import Changed
from medic_desk.ui.desk.desk import Desk


class KeptRead(QObject):
    """Reads once it is started; ``done`` (the read's result) or ``failed`` (error) after each read.

    Never two at a time: what changes meanwhile is read once more afterwards, so that a storm of changes does
    not keep the first from ever being shown.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, tables: Collection[str], parent: QObject) -> None:
        """``tables`` are those that the read looks at."""
        super().__init__(parent)
        self._desk = desk
        self._tables = frozenset(tables)
        self._work: Callable[..., Any] | None = None
        self._reading: Callable[..., Any] | None = None
        self._is_old = False
        desk.heard.connect(self._on_heard)

    def start(self, work: Callable[..., Any]) -> None:
        """Read by ``work(session)`` now, and whenever something changes from now on."""
        self._work = work
        self._read()

    def stop(self) -> None:
        """Read no more; what is being read is not delivered."""
        self._work = None

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        if any(one.table is None or one.table in self._tables for one in changes):
            self._read()

    def _read(self) -> None:
        if self._work is None:
            return
        if self._reading is not None:
            self._is_old = True
            return
        self._reading, self._is_old = self._work, False
        self._desk.read(
            self, self._work, partial(self._on_read, self.done), partial(self._on_read, self.failed)
        )

    def _on_read(self, tell: Any, found: Any) -> None:
        work, self._reading = self._reading, None
        if self._work is not None and work is self._work:
            tell.emit(found)
        if self._is_old or work is not self._work:
            self._read()
