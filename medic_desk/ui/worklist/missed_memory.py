"""What a desk remembers of what it missed: until when all was answered, and what was put off."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from medic_desk.model.worklist.causes import Cause

LOOKED, PUT_OFF = "looked-for-missed", "put-off"
MOST_DATABASES = 8


class Settings(Protocol):
    """Where the desk keeps what it remembers from one day to the next."""

    def get(self, name: str, default: str) -> str:
        """What was put under that name; else the default."""

    def put(self, name: str, value: str) -> None:
        """Remember a value."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Until when all was answered (the database's clock; aware), and each doctor's hours version then.

    ``at`` is None where no look was ever answered.
    """

    at: datetime | None
    hours_versions: Mapping[str, int]


class MissedMemory:
    """Of one database: the looks are the desk's, what was put off is the person's and of one day.

    A value that cannot be read, edited by hand say, counts as forgotten; so does the database that was looked
    at longest ago, where there are many.
    """

    def __init__(self, of_desk: Settings, of_person: Settings, database: str) -> None:
        self._of_desk = of_desk
        self._of_person = of_person
        self._mark = sha256(database.encode()).hexdigest()[:16]

    def looked(self) -> Looked:
        """What was noted last."""
        try:
            kept = _parsed(self._of_desk.get(LOOKED, ""))[self._mark]
            at = datetime.fromisoformat(kept["at"]) if kept["at"] is not None else None
            versions = {str(UUID(key)): int(value) for key, value in kept["hours"].items()}
        except (AttributeError, KeyError, TypeError, ValueError):
            return Looked(None, {})
        if at is not None and at.tzinfo is None:
            return Looked(None, {})
        return Looked(at, versions)

    def note(self, looked: Looked) -> None:
        """Remember that all was answered."""
        kept = _parsed(self._of_desk.get(LOOKED, ""))
        kept.pop(self._mark, None)
        at = None if looked.at is None else looked.at.isoformat()
        kept[self._mark] = {"at": at, "hours": dict(looked.hours_versions)}
        self._of_desk.put(LOOKED, json.dumps(dict(list(kept.items())[-MOST_DATABASES:])))

    def learn_hours(self, hours_versions: Mapping[str, int]) -> None:
        """Remember the versions of doctors of whom none was known: a later one is a change."""
        looked = self.looked()
        self.note(Looked(looked.at, {**hours_versions, **looked.hours_versions}))

    def put_off_on(self, day: date) -> tuple[Cause, ...]:
        """What the person put off on that day."""
        try:
            return tuple(Cause(kind, of) for mark, kind, of in self._put_off(day) if mark == self._mark)
        except (TypeError, ValueError):
            return ()

    def put_off(self, cause: Cause, day: date) -> None:
        """Remember what the person put off; what was put off on another day is forgotten."""
        wanted = [self._mark, *cause]
        kept = [one for one in self._put_off(day) if one != wanted]
        self._of_person.put(PUT_OFF, json.dumps({"day": day.isoformat(), "causes": [*kept, wanted]}))

    def _put_off(self, day: date) -> list[Any]:
        kept = _parsed(self._of_person.get(PUT_OFF, ""))
        causes = kept.get("causes") if kept.get("day") == day.isoformat() else None
        return causes if isinstance(causes, list) else []


def _parsed(kept: str) -> dict[str, Any]:
    try:
        found = json.loads(kept)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
