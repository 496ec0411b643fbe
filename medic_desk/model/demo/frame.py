"""What all parts of the demo plan share: the seed, the moment, ids, random numbers."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha1
from random import Random
from typing import Any

from medic_desk.engine.clinic_time import datetime_at, instant_of
from medic_desk.model.demo.sources import Sources, WallSpan

Row = dict[str, Any]
"""One row: the table's column names to values; instants are aware UTC datetimes, ids text."""

Tables = dict[str, list[Row]]
"""Rows by table, in the order they may be inserted; all rows of a table have the same keys."""

_NAMESPACE = uuid.UUID("7a2f3c1e-5d0b-5c8a-9e64-0b7d5f1c2a90")
NOMINAL_TIME = time(11, 20)
"""The time of day of a demo that is made for a date alone: in the middle of a morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The seed, the demo's date and time of day (the clinic's wall clock), and what follows from them.

    ``now`` is the moment that the plan describes: appointments before it have happened, later ones have not.
    No clock is read. Chance depends on the seed and the date alone, so two demos of one day have the same
    appointments, told as far as each one's time.
    """

    seed: int
    today: date
    at: time = NOMINAL_TIME
    sources: Sources
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", self.instant(self.today, self.at))

    @property
    def zone(self) -> str:
        """The clinic's zone, an IANA name."""
        return self.sources.timezone

    def day(self, in_days: int) -> date:
        """The date that many days from the demo's."""
        return self.today + timedelta(days=in_days)

    def instant(self, day: date, wall: time) -> datetime:
        """The instant (UTC) at which the clinic's wall clock first shows that time, or later."""
        return datetime_at(instant_of(day, wall.hour * 60 + wall.minute, self.zone))

    def span(self, day: date, work: WallSpan | None, days: int = 1) -> tuple[datetime, datetime]:
        """The instants of a wall span on a day, or of whole days where ``work`` is None."""
        if work is None:
            return self.instant(day, time()), self.instant(day + timedelta(days=days), time())
        start, end = work
        last = day + timedelta(days=days - 1 + (end <= start))
        return self.instant(day, start), self.instant(last, end)

    def id(self, *key: object) -> str:
        """The id that belongs to a key under this seed: the text of the UUID that ``uuid.uuid5`` gives.

        Computed here, since ``uuid.uuid5`` builds an object for each of some seventy thousand ids.
        """
        name = f"{self.seed}/{'/'.join(map(str, key))}"
        text = sha1(_NAMESPACE.bytes + name.encode(), usedforsecurity=False).hexdigest()
        variant = "89ab"[int(text[16], 16) & 3]
        return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"

    def chance(self, subject: str) -> Random:
        """A random generator for one subject, so that its draws do not change those of another subject."""
        return Random(f"{self.seed}/{self.today.isoformat()}/{subject}")  # noqa: S311 - a demo, no secret
