"""Greek public holidays of any span of days, the movable ones counted from Orthodox Easter."""

from collections.abc import Mapping
from datetime import date, timedelta


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox church, as a Gregorian date, for the years 1900 to 2099.

    Meeus's algorithm for the Julian calendar (Astronomical Algorithms, chapter 8), 13 days behind in these
    years.
    """
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def holidays_between(
    first: date, last: date, fixed: Mapping[tuple[int, int], str], movable: Mapping[str, int]
) -> dict[date, str]:
    """The holidays of ``[first, last]`` by date; ``movable`` counts days from Easter Sunday."""
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        easter = orthodox_easter(year)
        days = {date(year, month, day): name for (month, day), name in fixed.items()}
        days |= {easter + timedelta(days=offset): name for name, offset in movable.items()}
        found |= {day: name for day, name in days.items() if first <= day <= last}
    return dict(sorted(found.items()))
