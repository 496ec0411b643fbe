"""Books what is clicked or drawn in the calendar: a start with its doctor, and how long where it is drawn."""

from PySide6.QtCore import QObject, Slot

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.window.booking_place import BookingPlace


class ChosenSpan(QObject):
    """Opens the booking at a span, with the service whose starts the calendar shows."""

    def __init__(self, calendar: CalendarPane, booking: BookingPlace, parent: QObject) -> None:
        super().__init__(parent)
        self._calendar = calendar
        self._booking = booking
        calendar.span_chosen.connect(self._on_chosen)
        calendar.span_drawn.connect(self._on_drawn)

    def book(
        self, doctor_id: str, starts_at: Minute, ends_at: Minute | None, *, is_drawn: bool = False
    ) -> None:
        """Book at a start of a doctor; ``ends_at`` ends the slot that was clicked, or what was drawn."""
        service = self._calendar.service(doctor_id)
        wanted = Wanted(
            doctor_id,
            local_date(starts_at, self._calendar.zone()),
            service.id if service is not None else None,
            starts_at,
            ends_at,
            is_drawn=is_drawn,
        )
        self._booking.open(wanted)

    @Slot(str, int, int)
    def _on_chosen(self, doctor_id: str, starts_at: Minute, ends_at: Minute) -> None:
        self.book(doctor_id, starts_at, ends_at)

    @Slot(str, int, int)
    def _on_drawn(self, doctor_id: str, starts_at: Minute, ends_at: Minute) -> None:
        self.book(doctor_id, starts_at, ends_at, is_drawn=True)
