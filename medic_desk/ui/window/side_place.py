"""What the panel at the left and the calendar tell each other: who and what is shown, and what is free."""

from PySide6.QtCore import QObject, Slot

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.ui.appointments.panel import DetailsPanel
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.side.panel import SidePanel
from medic_desk.ui.window.booking_place import BookingPlace
from medic_desk.ui.window.menus import Menus

_WEEK = 7


class SidePlace(QObject):
    """Lets the calendar show what is chosen in the panel, and the panel what the calendar counts."""

    def __init__(
        self,
        side: SidePanel,
        calendar: CalendarPane,
        details: DetailsPanel,
        booking: BookingPlace,
        menus: Menus,
    ) -> None:
        super().__init__(side)
        self._side = side
        self._calendar = calendar
        self._details = details
        self._booking = booking
        self._menus = menus
        side.date_chosen.connect(calendar.go_to)
        side.doctors_chosen.connect(self._on_doctors)
        side.service_chosen.connect(self._on_service)
        side.first_free_taken.connect(self._on_first_free)
        calendar.doctors_shown.connect(side.choose_doctors)
        calendar.picture_shown.connect(self._count)
        calendar.commands.book.triggered.connect(self._on_book)
        menus.side.toggled.connect(side.setVisible)
        menus.first_free.triggered.connect(self._on_ask_first_free)

    @Slot(str, int)
    def show_day_of(self, doctor_id: str, starts_at: Minute) -> None:
        """Let a doctor's day be among those that are shown."""
        calendar = self._calendar
        shown = calendar.doctor_ids
        if doctor_id not in shown:
            # Beside others it is added; one alone gives way.
            self._side.choose_doctors((*(shown if len(shown) > 1 else ()), doctor_id))
        day = local_date(starts_at, calendar.zone())
        if not calendar.holds(day):
            calendar.go_to(day)
        if not calendar.holds(day):
            # A day of the week-end, while five days are shown.
            calendar.show_days(_WEEK)

    @Slot(str, int)
    def show_start(self, doctor_id: str, starts_at: Minute) -> None:
        """Let a doctor's start be seen; the focus stays where it is."""
        self.show_day_of(doctor_id, starts_at)
        # In the day by rooms no column is the doctor's.
        self._calendar.week.show_start("" if self._calendar.kind == "rooms" else doctor_id, starts_at)

    # Inside

    @Slot(object)
    def _on_doctors(self, doctor_ids: tuple[str, ...]) -> None:
        """Show these doctors; what the details tell of stays while its doctor is among them."""
        calendar = self._calendar
        calendar.service_id = self._side.chosen_service_id or None
        chosen = calendar.appointment(self._details.appointment_id or "")
        if chosen is not None and chosen.doctor_id not in doctor_ids:
            self._details.clear()
        if doctor_ids != calendar.doctor_ids:
            calendar.show_doctors(doctor_ids)
        else:
            calendar.show_picture()

    @Slot(str)
    def _on_service(self, service_id: str) -> None:
        self._calendar.show_service(service_id)
        self._booking.offer_service(service_id)
        self._count()

    @Slot()
    def _count(self) -> None:
        self._side.set_counts(self._calendar.free_counts())

    @Slot()
    def _on_book(self) -> None:
        """Book the service of First free, with nothing else chosen but a doctor who is shown alone."""
        calendar = self._calendar
        first = max(calendar.first_day, calendar.today())
        day = first if calendar.holds(first) else calendar.today()
        shown = calendar.doctor_ids
        if len(shown) == 1:
            self._booking.open(Wanted(shown[0], day, self._side.service_of(shown[0])))
        else:
            self._booking.open(Wanted(None, day, self._side.chosen_service_id or None))

    @Slot()
    def _on_ask_first_free(self) -> None:
        self._menus.side.setChecked(True)
        self._side.ask_first_free()

    @Slot(str, str, int)
    def _on_first_free(self, doctor_id: str, service_id: str, starts_at: Minute) -> None:
        """Turn to the start that was found, and book at it."""
        self.show_start(doctor_id, starts_at)
        day = local_date(starts_at, self._calendar.zone())
        self._booking.open(Wanted(doctor_id, day, service_id, starts_at))
