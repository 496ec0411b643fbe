"""Turns the calendar to the start that is chosen in the booking: the eye sees what is being booked."""

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from medic_desk.model.appointments.offered_starts import StartKey
from medic_desk.ui.calendar.hand import CalendarHand
from medic_desk.ui.window.booking_place import BookingPlace

REST_MILLISECONDS = 150
"""How long a start must stay chosen: arrow keys run over many of them."""

_STILL_RESTS = 14
"""A button that is said to be down is not waited for after so many rests in which the pointer stood still."""


class ChosenStart(QObject):
    """``day_wanted`` (doctor, start) once for each start that is chosen, whoever chose it.

    Whoever turns the calendar elsewhere meanwhile is left there until another start is chosen. Nothing turns
    under a hand: what is chosen while an appointment is carried is not turned to, a button that is down is
    waited for while the pointer moves, and two seconds longer. A release that went to another program is
    never told: Qt says that the button is down until the mouse comes here again.
    """

    day_wanted = Signal(str, int)

    def __init__(self, booking: BookingPlace, hand: CalendarHand, parent: QObject) -> None:
        super().__init__(parent)
        self._hand = hand
        self._chosen: StartKey | None = None
        self._told: StartKey | None = None
        """The start that was turned to last in this booking."""
        self._pointer = QPoint()
        self._still = 0
        """How many rests the pointer has been where it is, with a button down."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._on_rested)
        booking.lit_changed.connect(self._on_lit)
        booking.closed.connect(self._on_closed)

    @Slot(object, object)
    def _on_lit(self, _offers: object, chosen: StartKey | None) -> None:
        self._chosen = chosen
        if chosen is not None and chosen != self._told:
            self._still = 0
            self._rest.start()

    @Slot()
    def _on_rested(self) -> None:
        if self._chosen is None or self._chosen == self._told:
            return
        if self._hand.carried is None and self._is_pressing():
            self._rest.start()
            return
        self._told = self._chosen
        if self._hand.carried is None:
            self.day_wanted.emit(*self._chosen)

    def _is_pressing(self) -> bool:
        """Whether a button is down in a hand that is still there."""
        pointer = QCursor.pos()
        self._still = self._still + 1 if pointer == self._pointer else 0
        self._pointer = pointer
        return QApplication.mouseButtons() != Qt.MouseButton.NoButton and self._still < _STILL_RESTS

    @Slot()
    def _on_closed(self) -> None:
        self._rest.stop()
        self._chosen = self._told = None
