"""The demo's closures: public holidays, a day of the clinic's own, and an evening of one house.

The database makes a blocked exception for each doctor concerned by itself; so does ``blocks`` for the plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Location, ScheduleException
from medic_desk.model.demo.frame import Frame, Row
from medic_desk.model.demo.holidays import holidays_between
from medic_desk.model.demo.sources import DatedSource

_HOLIDAYS_REACH = (-70, 190)
_FRIDAY = 5


@dataclass(slots=True)
class Closures:
    """The rows of ``clinic_closures``, and the days on which the whole clinic is closed, with their names."""

    rows: list[Row] = field(default_factory=list)
    closed_days: dict[date, str] = field(default_factory=dict)

    def blocks(self, locations: Iterable[Location]) -> Iterable[ScheduleException]:
        """The blocked exceptions that the closures are for a doctor with these locations."""
        for row in self.rows:
            site = row["clinic_site_id"]
            places = [None] if site is None else [one.id for one in locations if one.clinic_site_id == site]
            for place in places:
                yield ScheduleException(
                    id=f"{row['id']}/{place}",
                    table="schedule_exceptions",
                    exception_type="blocked",
                    starts_at=minute_floor(row["starts_at"]),
                    ends_at=minute_floor(row["ends_at"]),
                    doctor_location_id=place,
                    reason=row["reason"],
                    source="closure",
                )


def plan_closures(frame: Frame, site_ids: Mapping[str, str]) -> Closures:
    """Plan the holidays and the sources' own closures; a whole day's first, since those move the others."""
    words = frame.sources.words
    first, last = (frame.day(days) for days in _HOLIDAYS_REACH)
    holidays = holidays_between(first, last, words.holidays, words.movable_holidays)
    closures = Closures(closed_days=holidays)
    closures.rows += [
        _row(frame, DatedSource(in_days=(day - frame.today).days, reason=name), day, None)
        | {"source": "import"}
        for day, name in holidays.items()
    ]
    for dated in sorted(words.closures, key=lambda dated: dated.work is not None):
        day = frame.day(dated.in_days)
        while day.isoweekday() > _FRIDAY or day in closures.closed_days:
            day += timedelta(days=1)
        closures.rows.append(_row(frame, dated, day, site_ids[dated.site] if dated.site else None))
        if dated.work is None and dated.site is None:
            closures.closed_days[day] = dated.reason
    return closures


def _row(frame: Frame, dated: DatedSource, day: date, site_id: str | None) -> Row:
    start, end = frame.span(day, dated.work, dated.days)
    return {
        "id": frame.id("closure", dated.site, day),
        "clinic_site_id": site_id,
        "location_room_id": None,
        "starts_at": start,
        "ends_at": end,
        "reason": dated.reason,
        "source": "manual",
    }
