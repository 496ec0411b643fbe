"""Strategies of random worlds: how zones, dates near clock changes, wall times, instants, ids are drawn."""

import random
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

Row = dict[str, Any]
T = TypeVar("T")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

ZONES = (
    "Europe/Athens",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Asia/Tehran",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Asia/Beirut",
    "Africa/Cairo",
    "America/Santiago",
    "Europe/London",
    "America/Havana",
    "Asia/Gaza",
    "Asia/Amman",
    "America/Asuncion",
    "Atlantic/Azores",
    "America/Scoresbysund",
    "Europe/Dublin",
    "Pacific/Kwajalein",
    "Pacific/Fakaofo",
    "Asia/Pyongyang",
    "America/Caracas",
    "Antarctica/Troll",
    "Africa/El_Aaiun",
    "Pacific/Kiritimati",
    "Europe/Volgograd",
    "UTC",
)
LOST_DAYS = (
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Fakaofo", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("Pacific/Kiritimati", date(1994, 12, 31)),
)
THEMES = (
    *("ties", "lanes", "resources", "nights", "places", "old", "exceptions", "buffers", "holds"),
    *("houses", "needs", "weeks", "requests", "moved"),
)
PLAIN = "plain"
"""Crowded weeks without lanes, scopes, resources or places: most clinics' weeks, which an engine may answer
by a fast path."""
STATUSES = ("pending", "confirmed", "completed", "held", "held", "cancelled", "no_show")
MODES = ("in_person", "video", "phone")


@lru_cache(maxsize=1000)
def changes(zone: str, year: int) -> tuple[date, ...]:
    """The dates of a year at whose midnight UTC the zone's offset is not that of the midnight after."""
    clock = ZoneInfo(zone)
    day = datetime(year, 1, 1, tzinfo=UTC)
    found = []
    while day.year == year:
        if day.astimezone(clock).utcoffset() != (day + DAY).astimezone(clock).utcoffset():
            found.append(day.date())
        day += DAY
    return tuple(found)


def instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Strategies:
    """Draws values from one seed, around one doctor, zone and span of time."""

    def __init__(self, seed: int, theme: str | None = None) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.theme = self.random.choice(THEMES) if self.random.random() < 0.55 else None
        if self.random.random() < 0.2:
            self.theme = PLAIN
        self.theme = theme or self.theme
        self.doctor = self.id()
        self.colleague = self.id()
        self.zone, self.center = self.zone_and_date()
        self.first = datetime.combine(self.center, time(), tzinfo=UTC) + self.between(-60, 36) * 60 * MINUTE
        if self.chance(0.6):
            self.first += self.between(0, 59) * MINUTE
        if self.chance(0.15):
            self.first += timedelta(seconds=self.between(0, 59))
        self.last = self.first + self.pick(6, 12, 24, 24, 30, 48, 48, 48, 72, 72, 96, 120) * 60 * MINUTE
        if self.chance(0.2):
            self.last += timedelta(seconds=self.between(1, 4000))
        self.world: Row = {}
        self.audience: str | None = None

    # -- random choices

    def chance(self, p: float) -> bool:
        return self.random.random() < p

    def pick(self, *choices: T) -> T:
        return self.random.choice(choices)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def id_of(self, table: str, p: float) -> str | None:
        """The id of a random row of a table with probability ``p``, else null; below 1 sometimes of none."""
        rows = self.world.get(table, [])
        if p < 1 and self.chance(0.02 * p):
            return self.id()
        return self.random.choice(rows)["id"] if rows and self.chance(p) else None

    def is_theme(self, *themes: str) -> bool:
        return self.theme in themes

    # -- time

    def zone_and_date(self) -> tuple[str, date]:
        if self.chance(0.08):
            return self.random.choice(LOST_DAYS)
        zone = self.pick("Europe/Athens", *ZONES)
        year = self.pick(2009, 2011, 2014, 2016, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028)
        near = changes(zone, year)
        if near and self.chance(0.85):
            return zone, self.random.choice(near)
        return zone, date(year, 1, 1) + self.between(0, 364) * DAY

    def wall(self) -> str:
        """A local time: often near the hours at which clocks change, else any."""
        if self.chance(0.45):
            minute = self.pick(*range(0, 270, 15))
        elif self.chance(0.1):
            minute = self.pick(0, 0, 1, 1439, 1435, 1380, 1410)
        else:
            minute = self.between(0, 287) * 5
        if self.chance(0.08):
            minute = self.between(0, 1439)
        seconds = f":{self.between(0, 59):02}" if self.chance(0.1) else ""
        return f"{minute // 60:02}:{minute % 60:02}{seconds}"

    def hours(self) -> tuple[str, str]:
        """Start and end of a window: day, night shift, twenty-four hours, or any two times."""
        kind = self.random.random()
        if self.is_theme("nights"):
            kind += 0.35
        if kind < 0.35:
            return self.pick("07:00", "08:00", "08:30", "09:00"), self.pick(
                "12:00", "14:00", "17:00", "16:45"
            )
        if kind < 0.75:
            a, b = sorted((self.wall(), self.wall()))
            return a, b
        if kind < 0.9:
            return self.pick("18:00", "20:00", "22:00", "23:30", "23:59", self.wall()), self.pick(
                "00:00", "00:30", "02:00", "02:30", "03:00", "06:00", self.wall()
            )
        if kind < 0.96:
            same = self.pick("00:00", "02:30", "09:00", self.wall())
            return same, same
        return self.wall(), self.wall()

    def weekday(self) -> int:
        if self.chance(0.08):
            return self.between(1, 7)
        return (self.first.date() + self.between(-1, (self.last - self.first).days + 1) * DAY).isoweekday()

    def moment(self, step: int = 5) -> datetime:
        """An instant in or near the request's range, often near the start of some rule's window."""
        span = int((self.last - self.first) / MINUTE)
        at = self.first.replace(second=0) + self.between(-400, span + 200) * MINUTE
        rules = self.world.get("schedule_rules") or self.world.get("schedule_templates")
        if rules and self.chance(0.8):
            rule = self.random.choice(rules)
            text = rule.get("work_start_local") or rule.get("work_start")
            wall = time(int(text[:2]), int(text[3:5]))
            local = datetime.combine(at.date(), wall, tzinfo=ZoneInfo(self.zone))
            at = (
                local.astimezone(UTC).replace(second=0)
                + self.pick(0, self.between(-6, 60), self.between(-6, 60), self.between(-6, 60))
                * step
                * MINUTE
            )
        else:
            at -= at.minute % step * MINUTE
        if self.chance(0.1):
            at += self.between(0, 4) * MINUTE
        if self.chance(0.12):
            at += timedelta(seconds=self.pick(1, 30, 59))
        return at

    def length(self) -> timedelta:
        return self.pick(5, 10, 15, 20, 30, 30, 45, 60, 90, 120, 240, 360, 7) * MINUTE
