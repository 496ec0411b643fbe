"""The windows of patients beside the main window: the card, and the list of likely duplicates."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.patients.card import CardAppointment
from medic_desk.model.patients.duplicate_pairs import DuplicatePair
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.appointments.panel import DetailsPanel
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.booking_place import BookingPlace
from medic_desk.ui.window.menus import Menus

if TYPE_CHECKING:
    from medic_desk.ui.patients.duplicates_window import DuplicatesWindow
    from medic_desk.ui.patients.window import PatientWindow


class PatientPlace(QObject):
    """One window of each kind, made when it is first asked for; it stays, hidden, when it is closed."""

    appointment_wanted = Signal(object)
    """CardAppointment: turn the calendar to it."""
    undo_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        booking: BookingPlace,
        menus: Menus,
        details: DetailsPanel,
        chosen: Callable[[], WeekAppointment | None],
        window: QWidget,
    ) -> None:
        """``chosen`` answers the appointment that keys and buttons mean."""
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._booking = booking
        self._main = window
        self._chosen = chosen
        self.window: PatientWindow | None = None
        self.duplicates: DuplicatesWindow | None = None
        self._to_compare: DuplicatePair | None = None
        """The pair to be shown side by side once the card of its first is read."""
        menus.find_patient.triggered.connect(self.look_for)
        menus.patient_card.triggered.connect(self._on_card)
        menus.duplicates.triggered.connect(self.list_duplicates)
        details.card_asked.connect(self.open)

    @Slot()
    def look_for(self) -> None:
        """Look for a patient by the line."""
        self.made().look_for()

    @Slot(str)
    def open(self, patient_id: str) -> None:
        """Open a patient's card."""
        self.made().open_patient(patient_id)

    def close(self) -> bool:
        """Close the windows; False where one asks first, for it would lose what was typed."""
        if self.duplicates is not None:
            self.duplicates.reject()
        if self.window is None or not self.window.isVisible():
            return True
        return self.window.leave()

    def made(self) -> "PatientWindow":
        """The window, whether or not it is shown."""
        from medic_desk.ui.patients.window import PatientWindow  # noqa: PLC0415 - a start waits for none

        if self.window is None:
            self.window = PatientWindow(self._desk, self._theme, self._main)
            self.window.book_asked.connect(self._on_book)
            self.window.show_asked.connect(self._on_show)
            self.window.undo_asked.connect(self.undo_asked)
            self.window.shown.connect(self._on_card_shown)
            self.window.finished.connect(self._on_card_closed)
        return self.window

    @Slot()
    def list_duplicates(self) -> None:
        """Show who may stand twice in the clinic's list."""
        from medic_desk.ui.patients.duplicates_window import DuplicatesWindow  # noqa: PLC0415 - see above

        if self.duplicates is None:
            self.duplicates = DuplicatesWindow(self._desk, self._theme, self._main)
            self.duplicates.card_asked.connect(self.open)
            self.duplicates.compare_asked.connect(self.compare)
        self.duplicates.open_list()

    @Slot(object)
    def compare(self, pair: DuplicatePair) -> None:
        """Show two patients side by side, to be merged; Esc goes back to the card of the first."""
        self._to_compare = pair
        self.made().open_patient(pair.one.id)

    # Inside

    @Slot()
    def _on_card_shown(self) -> None:
        pair, self._to_compare = self._to_compare, None
        card = self.made().card
        if pair is not None and card is not None and card.patient_id == pair.one.id:
            self.made().compare_with(pair.other)

    @Slot()
    def _on_card_closed(self) -> None:
        """Back to the list, for the next pair."""
        self._to_compare = None
        if self.duplicates is not None and self.duplicates.isVisible():
            self.duplicates.activateWindow()

    @Slot()
    def _on_card(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.patient_id is not None:
            self.open(chosen.patient_id)

    @Slot(object, object)
    def _on_book(self, patient: PatientEntry, appointment: CardAppointment | None) -> None:
        """Book for the patient what the appointment was, as far as it is still offered."""
        dock, window = self._booking.dock, self.made()
        if dock is not None and dock.has_typed():
            window.message.say(self.tr("Another booking is open: finish or close it first."))
            return
        self._booking.open(self._wanted(patient, appointment))
        window.make_way()
        self._main.activateWindow()

    def _wanted(self, patient: PatientEntry, appointment: CardAppointment | None) -> Wanted:
        clinic = self._desk.clinic
        listed = {one.id: one for one in clinic.listed_doctors} if clinic is not None else {}
        now = minute_floor(self._desk.now())
        doctor = listed.get(appointment.doctor_id) if appointment is not None else None
        if appointment is None or doctor is None:
            zone = next((one.timezone for one in listed.values()), "UTC")
            return Wanted(None, local_date(now, zone), entry=patient)
        service_id = appointment.appointment_type_id if appointment.is_offered else None
        return Wanted(doctor.id, local_date(now, doctor.timezone), service_id, entry=patient)

    @Slot(object)
    def _on_show(self, appointment: CardAppointment) -> None:
        self.appointment_wanted.emit(appointment)
        self.made().make_way()
        self._main.activateWindow()
