"""How this clinic writes a date, a time, a price and a phone number, in whatever language the window speaks.

Times are always HH:mm and dates dd/mm/yyyy with Monday first, as the clinic writes them; QLocale would print
"2:05 μ.μ." in Greek. Only the names of days and months come from the language. A time that the clock of the
place shows twice, in the night when it goes back, is told with which of the two it is, wherever it is told.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale

from medic_desk.engine.clinic_time import (
    DAY_MINUTES,
    clock,
    instant_of,
    local_date,
    local_time,
    minute_floor,
)
from medic_desk.engine.facts import Minute
from medic_desk.model.patients.written_phone import take_apart

_CURRENCY_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def whole_number(number: int) -> str:
    """A count as people read it: ``1,892``, in Greek ``1.892``."""
    return QLocale().toString(number)


def clock_time(wall_minute: int) -> str:
    """Minutes after midnight as HH:mm."""
    return f"{wall_minute // 60 % 24:02d}:{wall_minute % 60:02d}"


def time_at(minute: Minute, zone: str) -> str:
    """What the zone's clock reads at an instant: ``03:30``, or ``03:30 (2nd)`` where it reads so twice."""
    text = clock_time(local_time(minute, zone)[1])
    match reading_of(minute, zone):
        case 1:
            return QCoreApplication.translate("Wording", "{time}\u00a0(1st)").format(time=text)
        case 2:
            return QCoreApplication.translate("Wording", "{time}\u00a0(2nd)").format(time=text)
    return text


def reading_mark(minute: Minute, zone: str) -> str:
    """What ``time_at`` puts behind a time that the zone's clock shows twice; nothing behind any other."""
    match reading_of(minute, zone):
        case 1:
            return QCoreApplication.translate("Wording", "(1st)")
        case 2:
            return QCoreApplication.translate("Wording", "(2nd)")
    return ""


@lru_cache(maxsize=8192)
def reading_of(minute: Minute, zone: str) -> int:
    """0 where the zone's clock shows that time of that date once; else whether it is the first or second."""
    there = clock(zone)
    shown = there.wall(minute)
    if there.instant(*shown) < minute:
        return 2
    # A clock that is set back within the next day shows the same once more, unless that comes too late.
    back = (there.offset(minute) - there.offset(minute + DAY_MINUTES)) // 60
    return 1 if back > 0 and there.wall(minute + back) == shown else 0


def time_span(starts_at: Minute, ends_at: Minute, zone: str) -> str:
    """``10:00-10:30`` with the typographer's dash."""
    return f"{time_at(starts_at, zone)}–{time_at(ends_at, zone)}"


def clock_of(moment: datetime, zone: str) -> str:
    """What the zone's clock reads at an aware datetime, as ``time_at`` writes it."""
    return time_at(minute_floor(moment), zone)


def written_date(day: date) -> str:
    """``22/11/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def short_day(day: date) -> str:
    """``Sun 22/11``."""
    return f"{day_name(day, short=True)} {day.day:02d}/{day.month:02d}"


def day_or_today(day: date, today: date) -> str:
    """``today``, else ``Sun 22/11``."""
    return QCoreApplication.translate("Wording", "today") if day == today else short_day(day)


def long_day(day: date) -> str:
    """``Sunday 22/11/2026``."""
    return f"{day_name(day)} {written_date(day)}"


def day_name(day: date, *, short: bool = False) -> str:
    """The weekday's name in the window's language."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(day.isoweekday(), form)


def moment(minute: Minute, zone: str) -> str:
    """``Sun 22/11 at 10:00``."""
    text = QCoreApplication.translate("Wording", "{day} at {time}")
    return text.format(day=short_day(local_date(minute, zone)), time=time_at(minute, zone))


def short_moment(minute: Minute, zone: str, now: Minute) -> str:
    """``11:15`` for today's, else with its day."""
    if local_date(minute, zone) == local_date(now, zone):
        return time_at(minute, zone)
    return moment(minute, zone)


def day_and_span(starts_at: Minute, ends_at: Minute, zone: str) -> str:
    """``Sun 22/11 at 10:00-10:30`` with the typographer's dash."""
    text = QCoreApplication.translate("Wording", "{day} at {time}")
    day = short_day(local_date(starts_at, zone))
    return text.format(day=day, time=time_span(starts_at, ends_at, zone))


def span_words(starts_at: Minute, ends_at: Minute, zone: str) -> str:
    """A span as people say it: whole days by their dates, one day's hours, or from moment to moment.

    ``Fri 18 – Sun 20 December``, ``Sun 22/11  09:00–12:00``, ``Fri 18/12 14:00 – Sun 20/12 12:00``.
    """
    first, last = local_date(starts_at, zone), local_date(ends_at, zone)
    start, written_end = time_at(starts_at, zone), time_at(ends_at, zone)
    if last > first and ends_at == instant_of(last, 0, zone):
        last, written_end = last - timedelta(days=1), "24:00"
        # The first instant of a day, also where the clock passes over 00:00.
        if starts_at == instant_of(first, 0, zone):
            return _days(first, last)
    if first == last:
        return f"{short_day(first)}  {start}–{written_end}"
    return f"{short_day(first)} {start} – {short_day(last)} {written_end}"


def _days(first: date, last: date) -> str:
    """``Fri 18 – Sun 20 December``: the month once where it is one, the year only where there are two."""
    end = _named_day(last, with_year=first.year != last.year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{day_name(first, short=True)} {first.day} – {end}"
    return f"{_named_day(first, with_year=first.year != last.year)} – {end}"


def _named_day(day: date, *, with_year: bool) -> str:
    month = QLocale().monthName(day.month, QLocale.FormatType.LongFormat)
    return f"{day_name(day, short=True)} {day.day} {month}" + (f" {day.year}" if with_year else "")


def price(cents: int | None, currency: str) -> str:
    """``35 €``, ``35.50 €`` (a comma in Greek); empty where the service has no price."""
    if cents is None:
        return ""
    sign = _CURRENCY_SIGNS.get(currency, currency)
    whole, rest = divmod(cents, 100)
    amount = f"{whole}" if rest == 0 else f"{whole}{QLocale().decimalPoint()}{rest:02d}"
    return f"{amount}\u00a0{sign}"


def duration(minutes: int) -> str:
    """``30 min``, ``1 h 15 min``."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return QCoreApplication.translate("Wording", "{minutes} min").format(minutes=rest)
    if rest == 0:
        return QCoreApplication.translate("Wording", "{hours} h").format(hours=hours)
    return QCoreApplication.translate("Wording", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


def short_minutes(minutes: int) -> str:
    """``12'``; from 100 minutes on in hours."""
    if minutes < 100:
        return QCoreApplication.translate("Calendar", "{minutes}'").format(minutes=minutes)
    return QCoreApplication.translate("Calendar", "{hours} h").format(hours=minutes // 60)


def phone(number: str | None) -> str:
    """A Greek number in groups, 210 000 1234 or 690 000 1234; any other as it was typed.

    Whose it is stands after it, where it is not the patient's own: ``690 000 1234 (μητέρα)``.
    """
    written = take_apart(number)
    digits = written.number.replace(" ", "")
    if len(digits) == 10 and digits.isdecimal():
        grouped = f"{digits[:3]}\u00a0{digits[3:6]}\u00a0{digits[6:]}"
        return f"{grouped} ({written.owner})" if written.owner else grouped
    return number or ""
