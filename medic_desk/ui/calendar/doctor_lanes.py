"""The lanes of the doctors that are shown, each made once for the same facts, wish and minute.

Free starts are the engine's, asked on the GUI thread: with forty doctors a day that is read anew must not ask
about those of whom nothing changed.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.calendar.heads import usual_service
from medic_desk.ui.calendar.picture import DoctorDays, KnownDays, Wish, doctor_days, known_days

AT_ONCE = 8
"""How many doctors' lanes are made of new facts for one picture; the others follow in the next ones."""

_OF_NEW_FACTS = 3
"""A lane of known facts, whose free starts alone are asked anew, takes so many times less than another."""


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

    def is_of_same_days(self, week: WeekFacts) -> bool:
        """Whether the answer was of the same days, as they were a while ago."""
        return (self.week.first_day, self.week.days) == (week.first_day, week.days)


class DoctorLanes:
    """Answers each doctor's lane and heads, and remembers the last answer."""

    def __init__(self, desk_name: str) -> None:
        self._desk_name = desk_name
        self._kept: dict[str, tuple[_Key, DoctorDays]] = {}
        self._known: dict[str, KnownDays] = {}
        self._left = AT_ONCE * _OF_NEW_FACTS
        self._kept_back = 0
        """What is left for doctors whose facts are others than those of the picture before."""
        self.is_behind = False
        self._weights: dict[tuple[str, date], float] = {}
        """A day's weight as it was first known: a column does not jump when an appointment is booked."""

    def begin(self, weeks: Iterable[WeekFacts]) -> None:
        """Another picture is made: as many lanes may be made anew for it as take no time that is felt.

        Where something changed in what is shown, that comes first; to what is only wished goes the rest.
        """
        self._left = AT_ONCE * _OF_NEW_FACTS
        self._kept_back = _OF_NEW_FACTS * sum(
            week.doctor_id in self._kept and self._kept[week.doctor_id][0].week is not week for week in weeks
        )
        self.is_behind = False

    def of(self, week: WeekFacts, clinic: Clinic, wish: Wish, now: datetime) -> DoctorDays | None:
        """A doctor's lane and heads for facts as they were read.

        Where too many were made for this picture already it is the former one, None where there is none, and
        ``is_behind`` tells that the picture has to be made once more.
        """
        # Facts that were read again are other objects: comparing them by value would cost more than asking.
        key = _Key(week, clinic, wish, minute_floor(now))
        kept = self._kept.get(week.doctor_id)
        if kept is not None and kept[0].is_same(key):
            return kept[1]
        is_wish_alone = kept is not None and kept[0].week is week and kept[0].clinic is clinic
        if self._left <= (self._kept_back if is_wish_alone else 0):
            self.is_behind = True
            return _stale(*kept, wish) if kept is not None and kept[0].is_of_same_days(week) else None
        self._left -= 1 if is_wish_alone else _OF_NEW_FACTS
        if wish.service_id is None:
            usual = usual_service(week, clinic)
            wish = wish._replace(counted_id=usual.id if usual is not None else None)
        else:
            wish = wish._replace(counted_id=wish.service_id)
        made = doctor_days(self._known_days(week, clinic, now, wish.delay), wish, now)
        if kept is not None and kept[1] == made:
            made = kept[1]
        self._kept[week.doctor_id] = (key, made)
        return made

    def _known_days(self, week: WeekFacts, clinic: Clinic, now: datetime, delay: int) -> KnownDays:
        """What the facts say: where another service is wished, or none, it is no other than before."""
        known = self._known.get(week.doctor_id)
        if known is None or not known.is_of(week, clinic, minute_floor(now), delay):
            known = known_days(week, clinic, now, delay, self._desk_name, known)
            self._known[week.doctor_id] = known
        return known

    def weight(self, doctor_id: str, day: date, weight: float) -> float:
        """The weight of a doctor's day: the first that was told, until others are shown."""
        return self._weights.setdefault((doctor_id, day), weight)

    def forget(self) -> None:
        """Other days or doctors are shown."""
        self._kept.clear()
        self._known.clear()
        self._weights.clear()


def _stale(key: _Key, days: DoctorDays, wish: Wish) -> DoctorDays:
    """What was shown, until what is wished now is made: without the free starts of another service."""
    marks = days.lane.free_slots if wish.service_id == key.wish.service_id else ()
    lane = replace(days.lane, free_slots=marks, is_lit=wish.is_lit, is_veiled=wish.is_veiled)
    return days._replace(lane=lane)
