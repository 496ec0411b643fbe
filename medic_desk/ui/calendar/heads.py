"""What the head of a column says of a doctor's day: the place, how many starts are left; and its width."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from medic_desk.engine import DayPattern
from medic_desk.engine.clinic_time import instant_of, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.day_grid.grid_picture import CountKind
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate

_SHORT_MINUTES = 15
"""An appointment of so many minutes is one line high."""

_LEAST_SAMPLE = 3
"""Fewer appointments do not tell what is usual."""


@dataclass(frozen=True, slots=True)
class DayHead:
    """The words of one day of a doctor, and the weight of its column beside those of other doctors."""

    place: str
    count: str
    count_kind: CountKind
    weight: float
    is_empty: bool
    """Whether the day has no hours and no appointments."""
    short_place: str = ""


def day_span(day: date, zone: str) -> tuple[Minute, Minute]:
    """The instants of a date, half-open."""
    return instant_of(day, 0, zone), instant_of(day + timedelta(days=1), 0, zone)


class KnownDay(NamedTuple):
    """What the facts say of one day of a doctor, whichever service is asked for; its head counts nothing."""

    head: DayHead
    first: Minute
    before: Minute
    """The instants of the day, half-open."""
    is_to_come: bool
    """Whether hours of the day are still to come, so that the starts which are left are told."""


def known_day(week: WeekFacts, day: date, names: Names, pattern: DayPattern, now: datetime) -> KnownDay:
    """What is known of one of the days of ``week`` at ``now``."""
    first, before = day_span(day, week.facts.timezone)
    lengths = [
        one.ends_at - one.starts_at
        for one in week.appointments
        if first <= one.starts_at < before and one.status != "held"
    ]
    working = [one for one in pattern.working if one.starts_at < before and first < one.ends_at]
    head = DayHead(
        place=_place(week, names, first, before, pattern, names.location),
        short_place=_place(week, names, first, before, pattern, names.short_location),
        count="",
        count_kind="left",
        weight=_weight(week, lengths, first, before, pattern),
        is_empty=not working
        and not any(a.starts_at < before and first < a.ends_at for a in week.appointments),
    )
    return KnownDay(head, first, before, any(one.ends_at > minute_floor(now) for one in working))


def day_head(day: KnownDay, starts: Sequence[Minute], kind: CountKind) -> DayHead:
    """What is said of a day; of ``starts``, in order, those of the day are counted."""
    left = bisect_left(starts, day.before) - bisect_left(starts, day.first)
    count = _count(left, kind) if day.is_to_come else ""
    return replace(day.head, count=count, count_kind=kind if left else "left")


def usual_service(week: WeekFacts, clinic: Clinic) -> ServiceEntry | None:
    """The service that most appointments of these days are of, else the first that the doctor offers."""
    offered = {one.id: one for one in clinic.services_of(week.doctor_id)}
    counts = Counter(a.appointment_type_id for a in week.appointments if a.appointment_type_id in offered)
    if counts:
        most = max(counts.values())
        return next(one for one in offered.values() if counts[one.id] == most)
    return next(iter(offered.values()), None)


def _count(left: int, kind: CountKind) -> str:
    if not left:
        return translate("Calendar", "full")
    return free_words(left) if kind == "free" else translate("Calendar", "%n left", "", left)


def free_words(count: int) -> str:
    """How many starts of the chosen service are free."""
    return translate("Calendar", "%n free", "", count)


def _place(
    week: WeekFacts,
    names: Names,
    first: Minute,
    before: Minute,
    pattern: DayPattern,
    called: Callable[[str | None], str],
) -> str:
    """Where the doctor is that day, by the appointments, else by the hours; locations as ``called``."""
    found: list[tuple[str | None, str | None]] = [
        (one.doctor_location_id, one.location_room_id)
        for one in week.appointments
        if first <= one.starts_at < before and one.doctor_location_id is not None
    ]
    found = found or [
        (one.profile.scope_doctor_location_id, one.profile.scope_location_room_id)
        for one in pattern.working
        if one.profile is not None and one.starts_at < before and first < one.ends_at
    ]
    locations = list(dict.fromkeys(called(location) for location, _ in found if location))
    rooms = list(dict.fromkeys(names.room(room) for _, room in found if room))
    if len(locations) != 1:
        return ", ".join(sorted(filter(None, locations)))
    if len(rooms) > 1:
        return ", ".join((locations[0], translate("Calendar", "%n rooms", "", len(rooms))))
    return ", ".join(filter(None, (*locations, *rooms)))


def _weight(
    week: WeekFacts, lengths: Sequence[int], first: Minute, before: Minute, pattern: DayPattern
) -> float:
    """The weight of a day's column: fuller days of short appointments, or of several at a time, are wider."""
    working = [one for one in pattern.working if one.starts_at < before and first < one.ends_at]
    if not working and not lengths:
        return 0.95
    profiles = [one.profile for one in working if one.profile is not None]
    spans = [
        (one.starts_at, one.ends_at)
        for one in week.appointments
        if one.starts_at < before and first < one.ends_at and one.status != "cancelled"
    ]
    capacity = max((profile.max_parallel_sessions for profile in profiles), default=1)
    at_once = min(capacity, _most_at_once(spans))
    if at_once >= 3:
        return 1.6
    if at_once == 2:
        return 1.36
    usual = sorted(lengths)[len(lengths) // 2] if len(lengths) >= _LEAST_SAMPLE else None
    if usual is None:
        usual = min((profile.slot_interval_minutes for profile in profiles), default=_SHORT_MINUTES + 1)
    return 1.2 if usual <= _SHORT_MINUTES else 1.0


def _most_at_once(spans: Iterable[tuple[Minute, Minute]]) -> int:
    ends = sorted((at, step) for starts, stops in spans for at, step in ((starts, 1), (stops, -1)))
    most = now = 0
    for _, step in ends:
        now += step
        most = max(most, now)
    return most
