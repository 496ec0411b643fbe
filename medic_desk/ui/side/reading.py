"""One question that is read off the GUI thread, and read again whenever its answer may have changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk


class Reading(QObject):
    """``told`` (answer) and ``failed`` (error) for the newest question, as long as ``widget`` is seen.

    A new question takes the place of one that is still being read. What changes while it is read is read once
    more after it, so that a storm of changes still lets answers through.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, widget: QWidget) -> None:
        super().__init__(widget)
        self._desk = desk
        self._widget = widget
        self._work: Callable[..., Any] | None = None
        self._is_reading = False
        self._is_old = False
        widget.installEventFilter(self)
        desk.heard.connect(self._on_heard)

    @property
    def is_reading(self) -> bool:
        """Whether the answer to the newest question is still under way."""
        return self._is_reading

    def ask(self, work: Callable[..., Any]) -> None:
        """Read ``work(session)`` from now on, in place of what was asked before."""
        self._work = work
        self._read()

    def drop(self) -> None:
        """Ask nothing any more; an answer that is under way is not told."""
        self._work, self._is_reading, self._is_old = None, False, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Read what grew old while nobody saw it."""
        if is_taken_apart(self):
            return False
        if event.type() is QEvent.Type.Show and self._is_old and not self._is_reading:
            self._read()
        return super().eventFilter(watched, event)

    # Inside

    def _read(self) -> None:
        if self._work is None:
            return
        if not self._widget.isVisible():
            self._is_old = True
            return
        self._is_reading, self._is_old = True, False
        self._desk.read(self, self._work, self._on_told, self._on_failed, replaces="question")

    @Slot()
    def _on_heard(self) -> None:
        if self._is_reading:
            self._is_old = True
        else:
            self._read()

    def _on_told(self, answer: object) -> None:
        if self._work is None:
            return
        self._is_reading = False
        self.told.emit(answer)
        self._read_if_old()

    def _on_failed(self, error: Exception) -> None:
        if self._work is None:
            return
        self._is_reading = False
        self.failed.emit(error)
        self._read_if_old()

    def _read_if_old(self) -> None:
        if self._is_old and not self._is_reading:
            self._read()
