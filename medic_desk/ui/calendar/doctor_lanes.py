"""The lanes of the doctors that are shown, each made once for the same facts, wish and minute.

Free starts are the engine's, asked on the GUI thread: with forty doctors a day that is read anew must not ask
about those of whom nothing changed.
"""

from datetime import date, datetime
from typing import NamedTuple

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.calendar.heads import usual_service
from medic_desk.ui.calendar.picture import DoctorDays, Wish, doctor_days


class _Key(NamedTuple):
    """What an answer depends on."""

    week: WeekFacts
    clinic: Clinic
    wish: Wish
    minute: Minute

    def is_same(self, other: "_Key") -> bool:
        """Whether the same facts are meant, and the same is asked of them."""
        is_of_same = self.week is other.week and self.clinic is other.clinic
        return is_of_same and self.wish == other.wish and self.minute == other.minute


class DoctorLanes:
    """Answers each doctor's lane and heads, and remembers the last answer."""

    def __init__(self, desk_name: str) -> None:
        self._desk_name = desk_name
        self._kept: dict[str, tuple[_Key, DoctorDays]] = {}
        self._weights: dict[tuple[str, date], float] = {}
        """A day's weight as it was first known: a column does not jump when an appointment is booked."""

    def of(self, week: WeekFacts, clinic: Clinic, wish: Wish, now: datetime) -> DoctorDays:
        """A doctor's lane and heads for facts as they were read."""
        # Facts that were read again are other objects: comparing them by value would cost more than asking.
        key = _Key(week, clinic, wish, minute_floor(now))
        kept = self._kept.get(week.doctor_id)
        if kept is not None and kept[0].is_same(key):
            return kept[1]
        if wish.service_id is None:
            usual = usual_service(week, clinic)
            wish = wish._replace(counted_id=usual.id if usual is not None else None)
        else:
            wish = wish._replace(counted_id=wish.service_id)
        made = doctor_days(week, clinic, wish, now, self._desk_name)
        if kept is not None and kept[1] == made:
            made = kept[1]
        self._kept[week.doctor_id] = (key, made)
        return made

    def weight(self, doctor_id: str, day: date, weight: float) -> float:
        """The weight of a doctor's day: the first that was told, until others are shown."""
        return self._weights.setdefault((doctor_id, day), weight)

    def forget(self) -> None:
        """Other days or doctors are shown."""
        self._kept.clear()
        self._weights.clear()
