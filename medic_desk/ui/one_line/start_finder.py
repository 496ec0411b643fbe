"""Finds the starts that a typed line wishes for, in the background: the latest wish alone is answered."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.model.appointments.wished_starts import (
    StartWish,
    WishedStarts,
    WishKind,
    read_wished_starts,
)
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.one_line.booking import LineBooking

if TYPE_CHECKING:
    from datetime import datetime

_PAUSE_MILLISECONDS = 120


class StartFinder(QObject):
    """``changed`` when it is known which starts there are, or that it cannot be known (``error``)."""

    changed = Signal()

    def __init__(self, desk: Desk, booking: LineBooking, parent: QObject) -> None:
        """``booking`` holds what was found: its hold is in nobody's way here."""
        super().__init__(parent)
        self._desk = desk
        self._booking = booking
        self.wish: StartWish | None = None
        """What is wished for, without the own hold; None where nothing is."""
        self.begun_at: datetime = desk.now()
        """Since when it is wished for (aware): a start that has begun since may be booked."""
        self.found: WishedStarts | None = None
        self.error: Exception | None = None
        self._is_old = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._read)
        booking.settled.connect(self._on_settled)

    @property
    def is_asking(self) -> bool:
        """Whether it is not known yet what there is for the wish."""
        return self.wish is not None and self.found is None and self.error is None

    def look_for(self, wish: StartWish | None) -> None:
        """Look for other starts, a moment later; the same again changes nothing."""
        if wish == self.wish:
            return
        self.wish, self.found, self.error = wish, None, None
        self.begun_at = self._desk.now()
        if wish is None:
            self._pause.stop()
        else:
            self._pause.start()

    @Slot()
    def read_again(self) -> None:
        """Look again for the same: somebody may have taken one of the starts, or given it back."""
        if self.wish is None:
            return
        if self._booking.keeper.is_busy:
            self._is_old = True
        elif not self._pause.isActive():
            self._read()

    def look_anew(self) -> None:
        """Look again, and show nothing meanwhile: what was found is not free."""
        if self.wish is not None:
            self.found = self.error = None
            self.read_again()

    @Slot()
    def ask_now(self) -> None:
        """Ask without waiting whether more is typed."""
        if self._pause.isActive():
            self._pause.stop()
            self._read()

    @Slot()
    def _read(self) -> None:
        wish = self.wish
        if wish is None:
            return
        self._is_old = False
        # Who comes now is not sent to a start that has begun; one that was typed stands while it is booked.
        begun_at = self.begun_at if wish.kind is WishKind.AT else None
        asked = replace(wish, own_ids=self._booking.keeper.own_ids(), begun_at=begun_at)
        self._desk.read(
            self,
            partial(read_wished_starts, wish=asked),
            partial(self._on_found, wish),
            partial(self._on_failed, wish),
            replaces="starts",
        )

    def _on_found(self, wish: StartWish, found: WishedStarts) -> None:
        if wish != self.wish:
            return
        if self._booking.keeper.is_busy:
            # What was read may have our own hold in it as somebody else's: look again once it is known.
            self._is_old = True
        elif found.wish.own_ids != self._booking.keeper.own_ids():
            self._read()
        else:
            self.found, self.error = found, None
            self.changed.emit()

    def _on_failed(self, wish: StartWish, error: Exception) -> None:
        if wish == self.wish:
            self.found, self.error = None, error
            self.changed.emit()

    @Slot()
    def _on_settled(self) -> None:
        if self._is_old:
            self.read_again()
