"""Which day a typed date means: the next Tuesday, the next 3/12, in a month (one-line.md, "Which day?")."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from medic_desk.engine.clinic_time import Minute, local_time, readings


@dataclass(frozen=True, slots=True)
class Now:
    """The moment a line is read at, in the clinic's zone."""

    minute: Minute
    zone: str

    @property
    def today(self) -> date:
        """The clinic's date."""
        return local_time(self.minute, self.zone)[0]

    @property
    def wall(self) -> int:
        """Minutes after midnight on the clinic's clock."""
        return local_time(self.minute, self.zone)[1]

    def later(self, minutes: int) -> tuple[date, int]:
        """The clinic's date and wall minute some real minutes from now, across a clock change too."""
        return local_time(self.minute + minutes, self.zone)

    def shows(self, day: date, wall_minute: int) -> bool:
        """Whether the clinic's clock shows that time on that day at all."""
        return bool(readings(day, wall_minute, self.zone))


def next_weekday(today: date, weekday: int) -> date:
    """The next day after today of an ISO weekday; a week ahead if it is today's."""
    return today + timedelta((weekday - today.isoweekday() - 1) % 7 + 1)


def weekday_of_next_week(today: date, weekday: int) -> date:
    """The weekday in the next calendar week; weeks begin on Monday."""
    return week_of(today, 1)[0] + timedelta(weekday - 1)


def week_of(today: date, weeks: int) -> tuple[date, date]:
    """Monday and Sunday of the calendar week so many weeks ahead."""
    monday = today - timedelta(today.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(6)


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is none such, or none that the clinic can have."""
    if not 1900 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_date(today: date, day: int, month: int) -> date | None:
    """The next such day from today on; 29/2 may be years ahead. None for a day that no year has."""
    found = (real_date(today.year + ahead, month, day) for ahead in range(9))
    return next((each for each in found if each is not None and each >= today), None)


def next_day_of_month(today: date, day: int) -> date | None:
    """The next date from today on with that number."""
    if not 1 <= day <= 31:
        return None
    months = (add_months(today.replace(day=1), ahead) for ahead in range(3))
    found = (real_date(first.year, first.month, day) for first in months)
    return next((each for each in found if each is not None and each >= today), None)


def add_months(when: date, months: int) -> date:
    """The same day of a month so many months ahead, or that month's last day."""
    ahead = when.year * 12 + when.month - 1 + months
    year, month = divmod(ahead, 12)
    return date(year, month + 1, min(when.day, monthrange(year, month + 1)[1]))


def last_of_month(when: date) -> date:
    """The last day of a date's month."""
    return when.replace(day=monthrange(when.year, when.month)[1])


def is_far(today: date, when: date) -> bool:
    """Whether a day that was said without its year is more than six months ahead."""
    return when > add_months(today, 6)
