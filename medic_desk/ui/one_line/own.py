"""The appointments of the patient whom a line is about, kept up to date in the background."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.patients.appointments import PatientAppointment, read_patient_appointments
from medic_desk.ui.desk.desk import Desk


class PatientsOwn(QObject):
    """``changed`` when they are known; of nobody there are none."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._patient_id: str | None = None
        self.is_read = True
        self.appointments: tuple[PatientAppointment, ...] = ()

    def look_for(self, patient_id: str | None) -> None:
        """Read another patient's; the same again changes nothing."""
        if patient_id != self._patient_id:
            self._patient_id, self.appointments = patient_id, ()
            self.is_read = patient_id is None
            self.read_again()

    @Slot()
    def read_again(self) -> None:
        """Read them again."""
        if self._patient_id is not None:
            self._desk.read(
                self,
                partial(read_patient_appointments, patient_id=self._patient_id),
                partial(self._on_read, self._patient_id),
                partial(self._on_failed, self._patient_id),
                replaces="own appointments",
            )

    def _on_read(self, patient_id: str, found: tuple[PatientAppointment, ...]) -> None:
        if patient_id == self._patient_id:
            self.is_read, self.appointments = True, found
            self.changed.emit()

    def _on_failed(self, patient_id: str, _error: Exception) -> None:
        # Only a hint is missing; the window says by itself that the database is away.
        self._on_read(patient_id, ())
