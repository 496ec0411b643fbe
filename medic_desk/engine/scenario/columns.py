"""Reading one column of a scenario's row, strictly: the value, or a ScenarioError that names the field.

A row is a JSON object with the schema's column names. A column left out takes its default; null is accepted
only where the schema allows it.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from medic_desk.engine.clinic_time import UnknownZoneError, clock, minute_ceil, minute_floor
from medic_desk.engine.facts import Minute

Row = Mapping[str, Any]

MAX_INTEGER = 2**31 - 1
"""The largest value of an integer column."""

_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WALL_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(\.\d{1,9})?)?", re.ASCII)

_UUID_WANTED = "must be a UUID such as 8b1005b6-c39c-588f-8f61-1bc80369ed2c"

_MISSING: Any = object()


class ScenarioError(ValueError):
    """The scenario is invalid: ``field`` says where (``schedule_rules[2].day_of_week``), ``problem`` what."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Columns:
    """The columns of one row, or of one of the scenario's objects, and its path in the scenario."""

    __slots__ = ("_index", "_table", "row")

    def __init__(self, row: object, table: str, index: int | None = None) -> None:
        self._table = table
        self._index = index
        if type(row) is not dict and not isinstance(row, Mapping):
            raise ScenarioError(self.path, "must be a JSON object")
        self.row: Row = row

    @property
    def path(self) -> str:
        """The row's path in the scenario, such as ``schedule_rules[2]``."""
        return self._table if self._index is None else f"{self._table}[{self._index}]"

    def wrong(self, name: str, problem: str) -> ScenarioError:
        """The error to raise about a column."""
        return ScenarioError(f"{self.path}.{name}".removeprefix("."), problem)

    def has(self, name: str) -> bool:
        """Whether the column is present and not null."""
        return self.row.get(name) is not None

    def _value(self, name: str, default: object) -> Any:
        """The column's value or its default; raises where it is missing, or null without a null default."""
        value = self.row.get(name, default)
        if value is _MISSING:
            raise self.wrong(name, "is missing")
        if value is None and default is not None:
            raise self.wrong(name, "must not be null")
        return value

    def id(self, name: str) -> str:
        """A UUID in its canonical lower-case text."""
        value = self.row.get(name, _MISSING)
        if type(value) is str and _UUID.fullmatch(value):
            return value.lower()
        if value is _MISSING:
            raise self.wrong(name, "is missing")
        raise self.wrong(name, _UUID_WANTED)

    def link(self, name: str, rows: Mapping[str, object], table: str) -> str:
        """The id of a row of another table, which must be in the scenario."""
        value = self.row.get(name)
        # Nearly always canonical already: then the text itself is the key.
        row_id = value if type(value) is str and value in rows else self.id(name)
        if row_id not in rows:
            raise self.wrong(name, f"is no row of {table}")
        return row_id

    def optional_id(self, name: str) -> str | None:
        """A UUID, or None where the column is null or left out."""
        return None if self.row.get(name) is None else self.id(name)

    def ids(self, name: str) -> frozenset[str]:
        """A list of UUIDs, empty where it is left out."""
        values = self._value(name, ())
        if not isinstance(values, list | tuple):
            raise self.wrong(name, "must be a list of UUIDs")
        found = set()
        for i, value in enumerate(values):
            if type(value) is not str or not _UUID.fullmatch(value):
                raise self.wrong(f"{name}[{i}]", _UUID_WANTED)
            found.add(value.lower())
        return frozenset(found)

    def whole(self, name: str, default: object, low: int, high: int = MAX_INTEGER) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self.row.get(name, default)
        if type(value) is int and low <= value <= high:
            return value
        if type(self._value(name, default)) is not int:
            raise self.wrong(name, "must be a whole number")
        raise self.wrong(name, f"must be {low} to {high}" if high < MAX_INTEGER else f"must be {low} or more")

    def required_whole(self, name: str, low: int, high: int) -> int:
        """A whole number that has no default."""
        return self.whole(name, _MISSING, low, high)

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._value(name, default)
        if value is True or value is False:
            return value is True
        raise self.wrong(name, "must be true or false")

    def word(self, name: str, words: Collection[str], default: str | None = None) -> str:
        """One of a column's words; without a default the column is required."""
        value = self.row.get(name, default)
        if type(value) is str and value in words:
            return value
        self._value(name, _MISSING if default is None else default)
        raise self.wrong(name, "must be one of " + ", ".join(sorted(words)))

    def text(self, name: str) -> str | None:
        """A text, or None."""
        value = self.row.get(name)
        if value is None or type(value) is str:
            return value
        raise self.wrong(name, "must be a text or null")

    def zone(self, name: str, default: str) -> str:
        """An IANA time zone."""
        value = self._value(name, default)
        if type(value) is not str:
            raise self.wrong(name, "must be the name of a time zone, such as Europe/Athens")
        try:
            return clock(value).name
        except UnknownZoneError:
            raise self.wrong(name, "must be an IANA time zone, such as Europe/Athens") from None

    def moment(self, name: str) -> datetime:
        """An aware datetime, to the second and beyond."""
        value = self.row.get(name)
        # The usual form, 2026-03-25T07:00:00Z, is recognised by its length: the parser refuses other faults.
        if type(value) is str and ((len(value) == 20 and value[-1] == "Z") or _INSTANT.fullmatch(value)):
            try:
                return datetime.fromisoformat(value)
            except ValueError:
                pass
        self._value(name, _MISSING)
        raise self.wrong(name, "must be an instant with an offset, such as 2026-03-25T07:00:00Z")

    def optional_moment(self, name: str) -> datetime | None:
        """An aware datetime, or None where the column is null or left out."""
        return None if self.row.get(name) is None else self.moment(name)

    def span(self, *, inward: bool) -> tuple[Minute, Minute]:
        """``starts_at`` and ``ends_at`` in whole minutes: busy time rounds outward, available inward."""
        starts_at, ends_at = self.moment("starts_at"), self.moment("ends_at")
        if ends_at <= starts_at:
            raise self.wrong("ends_at", "must be later than starts_at")
        if inward:
            return minute_ceil(starts_at), minute_floor(ends_at)
        return minute_floor(starts_at), minute_ceil(ends_at)

    def optional_date(self, name: str) -> date | None:
        """A calendar date, or None."""
        value = self.row.get(name)
        if value is None:
            return None
        if type(value) is str and _DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self.wrong(name, "must be a date such as 2026-03-25")

    def wall_time(self, name: str) -> int:
        """A local time as minutes after midnight; its seconds are dropped (engine-semantics 2)."""
        value = self._value(name, _MISSING)
        match = _WALL_TIME.fullmatch(value) if type(value) is str else None
        if match is None:
            raise self.wrong(name, "must be a time from 00:00 to 23:59, such as 09:30")
        return int(match[1]) * 60 + int(match[2])
