"""Who the appointment is for, with the patient's own appointments, and what the new one meets among them."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.patients.appointments import PatientAppointment
from medic_desk.model.patients.card import PatientAtBooking, read_patient_at_booking
from medic_desk.ui.booking.own_appointments import OwnAppointments
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.booking.start_warnings import start_warnings
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.warning_band import WarningBand
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class PatientPart(QWidget):
    """``changed`` and ``entered`` are the search's; ``own_changed`` tells the ids of the patient's others."""

    changed = Signal()
    entered = Signal()
    own_changed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._patient_id: str | None = None
        self._met: tuple[OfferedStart, Collection[str], Clinic] | None = None
        self.appointments: tuple[PatientAppointment, ...] = ()
        self.search = PatientSearch(desk, theme)
        self.own = OwnAppointments(theme)
        self.desk_warning = WarningBand(theme, self.tr("Warning for the desk"))
        self._frame = QFrame()
        self._icon, self._text = QLabel(), QLabel()
        self._lay_out()
        self.search.changed.connect(self._on_changed)
        self.search.entered.connect(self.entered)
        theme.changed.connect(self._restyle)
        self.setFocusProxy(self.search)

    @property
    def warnings(self) -> str:
        """What is said in amber; empty where nothing is."""
        return self._text.text() if not self._frame.isHidden() else ""

    def meet(self, start: OfferedStart | None, service_ids: Collection[str], clinic: Clinic) -> None:
        """Warn of what a start of that service, or of those like it, meets; None: nothing is chosen yet."""
        self._met = None if start is None else (start, service_ids, clinic)
        self._show_warnings()

    @Slot()
    def read_again(self) -> None:
        """Read the patient's appointments again; of nobody there are none."""
        patient = self.search.patient
        if patient is None:
            self._show_patient(PatientAtBooking((), None))
            return
        self._desk.read(
            self,
            partial(read_patient_at_booking, patient_id=patient.id),
            partial(self._on_read, patient.id),
            self._on_not_read,
            replaces="own appointments",
        )

    # Inside

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self._frame, "banner")
        self._text.setWordWrap(True)
        show_plain(self._text)
        line = QHBoxLayout(self._frame)
        line.setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(1))
        line.setSpacing(theme.space(2))
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.search)
        column.addWidget(self.desk_warning)
        column.addWidget(self._frame)
        column.addWidget(self.own)
        self._frame.hide()
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        side = self._theme.icon_size().width()
        colour, ratio = self._theme.palette.warning, self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap("warning", side, colour, ratio))

    @Slot()
    def _on_changed(self) -> None:
        patient_id = self.search.patient.id if self.search.patient is not None else None
        if patient_id != self._patient_id:
            self._patient_id = patient_id
            self._show_patient(PatientAtBooking((), None))
            self.read_again()
        self.changed.emit()

    def _on_read(self, patient_id: str, patient: PatientAtBooking) -> None:
        if patient_id == self._patient_id:
            self._show_patient(patient)

    def _on_not_read(self, _error: Exception) -> None:
        # Only a hint is missing; the window says by itself that the database is away.
        self._show_appointments(())

    def _show_patient(self, patient: PatientAtBooking) -> None:
        self.desk_warning.say(patient.desk_warning)
        self._show_appointments(patient.appointments)

    def _show_appointments(self, appointments: tuple[PatientAppointment, ...]) -> None:
        former, self.appointments = self.appointments, appointments
        self.own.show_appointments(appointments, minute_floor(self._desk.now()))
        self._show_warnings()
        if former != appointments:
            self.own_changed.emit(tuple(one.id for one in appointments))

    def _show_warnings(self) -> None:
        said: tuple[str, ...] = ()
        if self._met is not None:
            now = minute_floor(self._desk.now())
            said = start_warnings(self.appointments, *self._met, now)
        self._text.setText("\n".join(said))
        self._text.setAccessibleName(" ".join(said))
        self._frame.setVisible(bool(said))
