"""Why a minute of the calendar is grey: the popover beside it, wherever that minute stands on the screen.

It is made when a minute is first asked about: a start of the program does not wait for it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme

if TYPE_CHECKING:
    from medic_desk.ui.why_not.popover import WhyNotPopover


class GreyMinutes(QObject):
    """Keeps the popover beside its minute while the calendar scrolls or is laid out anew."""

    start_wanted = Signal(object)
    """What a booking begins with (Wanted), where a start was taken in place of a grey minute."""
    overbook_asked = Signal(str, int, str)
    """Doctor, minute and service that are to be booked on top of what stands there."""
    opening_asked = Signal(str, int, str)
    """Doctor and minute whose time is to be opened, and the entry that blocks it, empty where none does."""

    def __init__(self, desk: Desk, theme: Theme, calendar: CalendarPane, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._calendar = calendar
        self._window = window
        self._lane_id = ""
        self.popover: WhyNotPopover | None = None
        canvas = calendar.week.canvas
        canvas.laid_out.connect(self._on_moved)
        canvas.verticalScrollBar().valueChanged.connect(self._on_moved)
        canvas.horizontalScrollBar().valueChanged.connect(self._on_moved)

    def made(self) -> "WhyNotPopover":
        """The popover, whether or not it is shown."""
        from medic_desk.ui.why_not.popover import WhyNotPopover  # noqa: PLC0415 - see above

        if self.popover is None:
            week = self._calendar.week
            self.popover = WhyNotPopover(self._desk, self._theme, self._window)
            self.popover.stay_inside(week.canvas.viewport())
            self.popover.closed.connect(week.end_speaking)
            self.popover.start_taken.connect(self._on_start_taken)
            self.popover.overbook_asked.connect(self.overbook_asked)
            self.popover.opening_asked.connect(self.opening_asked)
        return self.popover

    def ask(self, minute: Minute, doctor_id: str = "") -> None:
        """Say why a service cannot start at a minute of that doctor, else of the first shown.

        It is the one whose starts the calendar shows, else the chosen one.
        """
        doctor_id = doctor_id or self._calendar.doctor_id or ""
        if doctor_id:
            popover, week = self.made(), self._calendar.week
            self._lane_id = week.cursor_lane if week.cursor_minute == minute else doctor_id
            if self._near(minute).isEmpty():
                # What speaks of another minute gives focus back, and the days turn to the cursor.
                popover.dismiss()
                # In the day by rooms no column is the doctor's.
                week.show_start("" if self._calendar.kind == "rooms" else doctor_id, minute)
            service = self._calendar.service(doctor_id)
            service_id = service.id if service is not None else self._calendar.service_id
            popover.ask(doctor_id, minute, self._near(minute), service_id)

    def _near(self, minute: Minute) -> QRect:
        return self._calendar.week.minute_area(minute, self._lane_id)

    @Slot()
    def _on_moved(self) -> None:
        """Stand beside the minute where it is now; close where it is not in sight any more."""
        if self.popover is None or self.popover.minute is None:
            return
        near = self._near(self.popover.minute)
        if near.isEmpty():
            self.popover.dismiss()
        else:
            self.popover.move_beside(near)

    @Slot(str, int, str)
    def _on_start_taken(self, doctor_id: str, starts_at: Minute, service_id: str) -> None:
        clinic = self._desk.clinic
        zone = clinic.doctor(doctor_id).timezone if clinic is not None else self._calendar.zone()
        self.start_wanted.emit(Wanted(doctor_id, local_date(starts_at, zone), service_id, starts_at))
