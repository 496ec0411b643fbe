"""How late each doctor runs today, as any desk said it last: kept up to date for all that shows it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.delays import DoctorDelay, read_delays
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead


class DoctorDelays(QObject):
    """``changed`` when another doctor is late, or by something else; what was said of yesterday is over."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said: tuple[DoctorDelay, ...] = ()
        self._today: Mapping[str, DoctorDelay] = MappingProxyType({})
        self._read = KeptRead(desk, {"staff_events"}, self)
        self._read.done.connect(self._on_read)
        self._read.start(read_delays)

    @property
    def today(self) -> Mapping[str, DoctorDelay]:
        """The doctors who run late, by id."""
        return self._today

    @property
    def minutes(self) -> Mapping[str, int]:
        """How many minutes late they run, by id."""
        return {doctor_id: one.minutes for doctor_id, one in self._today.items()}

    def of(self, doctor_id: str) -> int:
        """How many minutes late a doctor runs today; 0 for one who is on time."""
        delay = self._today.get(doctor_id)
        return delay.minutes if delay is not None else 0

    @Slot()
    def tick(self) -> None:
        """A minute passed: at a doctor's midnight the delay of the day before is over."""
        clinic, now = self._desk.clinic, minute_floor(self._desk.now())
        zones = {one.id: one.timezone for one in clinic.doctors} if clinic is not None else {}
        today = {
            one.doctor_id: one
            for one in self._said
            if one.minutes and one.doctor_id in zones and local_date(now, zones[one.doctor_id]) == one.day
        }
        if today != self._today:
            self._today = MappingProxyType(today)
            self.changed.emit()

    @Slot(object)
    def _on_read(self, said: Sequence[DoctorDelay]) -> None:
        self._said = tuple(said)
        self.tick()
