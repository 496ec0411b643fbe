"""What a reading wishes for: which starts of whom, and at which times of which days."""

from collections.abc import Mapping
from datetime import date, time

from medic_desk.engine.clinic_time import DAY_MINUTES
from medic_desk.model.appointments.wished_starts import StartWish, WishKind
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE
from medic_desk.model.one_line.reading import PART_SPANS, Kind, Meaning, Reading, Stretch


def wish_of(reading: Reading, offers: Mapping[str, ServiceEntry], today: date) -> StartWish | None:
    """The wish of a line that books; None where it books nothing, or nobody has the service.

    ``offers`` are the services by doctor among which a start is looked for, ``today`` the clinic's date.
    """
    meaning = reading.meaning
    first, last = _days(meaning, today)
    if reading.kind not in (Kind.BOOK, Kind.WALK_IN) or not offers or not _is_in_bounds(first):
        return None
    is_now = reading.kind is Kind.WALK_IN
    is_one_time = isinstance(meaning.date, date) and meaning.time is not None
    earliest, latest = (0, DAY_MINUTES) if is_now else _times(meaning)
    return StartWish(
        kind=WishKind.NOW if is_now else WishKind.AT if is_one_time else WishKind.AMONG,
        services=tuple((doctor_id, one.id) for doctor_id, one in offers.items()),
        first_day=today if is_now else first,
        last_day=today if is_now else last,
        earliest=earliest,
        latest=latest,
        site_ids=frozenset({meaning.site}) if meaning.site is not None else None,
        minutes=meaning.minutes,
    )


def _days(meaning: Meaning, today: date) -> tuple[date, date | None]:
    if isinstance(meaning.date, Stretch):
        return max(meaning.date.first, today), meaning.date.last
    return (meaning.date, meaning.date) if meaning.date is not None else (today, None)


def _is_in_bounds(day: date) -> bool:
    """Whether the database can have an appointment on a day, and a few days later."""
    return FIRST_DATE <= day <= LAST_DATE.replace(year=LAST_DATE.year - 1)


def _times(meaning: Meaning) -> tuple[int, int]:
    """The wall minutes between which it is to start, half-open."""
    if meaning.time is not None:
        minute = _minute(meaning.time)
        return minute, minute + 1
    earliest, latest = PART_SPANS[meaning.part] if meaning.part is not None else (0, DAY_MINUTES)
    if meaning.between is not None:
        start, stop = meaning.between.start, meaning.between.stop
        earliest = max(earliest, _minute(start)) if start is not None else earliest
        latest = min(latest, _minute(stop)) if stop is not None else latest
    return earliest, latest


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
