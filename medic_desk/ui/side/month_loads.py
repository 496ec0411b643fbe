"""How full the days of the small month are, for the doctors that are shown, read again when that changes."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Slot

from medic_desk.model.appointments.day_loads import DayLoad, read_day_loads
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.month import MonthView
from medic_desk.ui.side.month_model import DAYS, WEEKS
from medic_desk.ui.side.reading import Reading


class MonthLoads(QObject):
    """Keeps a month's bars true; without doctors it shows none."""

    def __init__(self, desk: Desk, month: MonthView) -> None:
        super().__init__(month)
        self._month = month
        self._doctor_ids: tuple[str, ...] = ()
        self.reading = Reading(desk, month)
        self.reading.told.connect(self._on_told)
        self.reading.failed.connect(self._on_failed)
        month.month_changed.connect(self._on_month)

    def set_doctors(self, doctor_ids: tuple[str, ...]) -> None:
        """Show how full the days of these doctors are together."""
        if doctor_ids != self._doctor_ids:
            self._doctor_ids = doctor_ids
            self._on_month()

    @Slot()
    def _on_month(self) -> None:
        self._month.set_loads({})
        if not self._doctor_ids:
            self.reading.drop()
            return
        first, ids = self._month.first_day, self._doctor_ids
        self.reading.ask(partial(read_day_loads, doctor_ids=ids, first_day=first, days=WEEKS * DAYS))

    @Slot(object)
    def _on_told(self, loads: Mapping[date, DayLoad]) -> None:
        first = self._month.first_day
        days = (first + timedelta(days=number) for number in range(WEEKS * DAYS))
        self._month.set_loads({day: share_taken(loads.get(day)) for day in days})

    @Slot(object)
    def _on_failed(self, _error: Exception) -> None:
        # The calendar says what is wrong; a bar that may be old says nothing.
        self._month.set_loads({})


def share_taken(load: DayLoad | None) -> float | None:
    """The share of a day's open time that is taken; None where nobody is open."""
    return load.taken_minutes / load.open_minutes if load is not None and load.open_minutes > 0 else None
