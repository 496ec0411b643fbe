"""The background of a doctor's days: hours, and why time in them is not free, each with where it holds."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from medic_desk.engine import DayPattern, Stretch, day_pattern
from medic_desk.engine.clinic_time import instant_of
from medic_desk.engine.facts import Minute, Request
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.ui.day_grid.grid_picture import Ground, GroundKind
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unreadable import cannot_be_read

translate = QCoreApplication.translate


class ScopedGround(NamedTuple):
    """A stretch of background, and the place and the room (rows of the doctor's) that it is of; None: all."""

    ground: Ground
    location_id: str | None = None
    room_id: str | None = None


def span_of(week: WeekFacts) -> tuple[Minute, Minute]:
    """The instants of the days of ``week``, half-open."""
    zone = week.facts.timezone
    first = instant_of(week.first_day, 0, zone)
    return first, instant_of(week.first_day + timedelta(days=week.days), 0, zone)


def scoped_grounds(
    week: WeekFacts, names: Names, pattern: DayPattern, request: Request | None
) -> Iterator[ScopedGround]:
    """Working hours first, then what takes from them, as they are painted over each other.

    With a request, hours in which its service is never offered are reserved for others.
    """
    yield from (_of_stretch(one, "hours") for one in pattern.working)
    if request is not None:
        serving = day_pattern(week.facts, *span_of(week), request).working
        for one in pattern.working:
            if not any(other.starts_at < one.ends_at and other.ends_at > one.starts_at for other in serving):
                yield _of_stretch(one, "reserved", _holder(one, names))
    rules = {pause.id or rule.id: rule for rule in week.facts.rules for pause in rule.breaks}
    for pause in pattern.breaks:
        label = pause.label or translate("Calendar", "Break")
        rule = rules[pause.source.id]
        ground = Ground(pause.starts_at, pause.ends_at, "break", label)
        yield ScopedGround(ground, rule.scope_doctor_location_id, rule.scope_location_room_id)
    yield from _blocked(week, pattern)
    for asked in week.pending_time_off:
        text = translate("Calendar", "Time off asked for")
        yield ScopedGround(Ground(asked.starts_at, asked.ends_at, "pending", asked.reason or text))


def _blocked(week: WeekFacts, pattern: DayPattern) -> Iterator[ScopedGround]:
    """Blocked time, and the time of rows that cannot be read and that nothing else draws."""
    unreadable = {row.id: row for row in week.unreadable}
    exceptions = {one.id: one for one in week.facts.exceptions}
    for blocked in pattern.blocked:
        row, exception = unreadable.get(blocked.source.id), exceptions[blocked.source.id]
        label = blocked.label or "" if row is None else cannot_be_read(row.table, row.id)
        ground = Ground(blocked.starts_at, blocked.ends_at, "blocked", label)
        yield ScopedGround(ground, exception.doctor_location_id, exception.location_room_id)
    drawn = {one.id for one in week.appointments} | {one.id for one in week.pending_time_off}
    drawn |= exceptions.keys()
    for row in week.unreadable:
        if row.starts_at is not None and row.ends_at is not None and row.id not in drawn:
            yield ScopedGround(
                Ground(row.starts_at, row.ends_at, "blocked", cannot_be_read(row.table, row.id))
            )


def _of_stretch(stretch: Stretch, kind: GroundKind, text: str = "") -> ScopedGround:
    ground, profile = Ground(stretch.starts_at, stretch.ends_at, kind, text), stretch.profile
    if profile is None:
        return ScopedGround(ground)
    return ScopedGround(ground, profile.scope_doctor_location_id, profile.scope_location_room_id)


def _holder(stretch: Stretch, names: Names) -> str:
    """Whom hours are kept for that the chosen service has no part in."""
    scope = stretch.profile.scope_appointment_type_id if stretch.profile is not None else None
    return stretch.label or names.service(scope)
