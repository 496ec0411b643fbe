"""What a desk remembers of what it missed: until when all was answered, and what was put off."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from medic_desk.model.worklist.causes import Cause


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

    A value that cannot be read, edited by hand say, counts as forgotten.
    """

    def __init__(self, of_desk: Settings, of_person: Settings, database: str) -> None:
        self._of_desk = of_desk
        self._of_person = of_person
        mark = sha256(database.encode()).hexdigest()[:16]
        self._looked = f"looked-at-{mark}"
        self._put_off = f"put-off-at-{mark}"

    def looked(self) -> Looked:
        """What was noted last."""
        kept = _parsed(self._of_desk.get(self._looked, ""))
        try:
            at = datetime.fromisoformat(kept["at"]) if kept.get("at") else None
            versions = {str(UUID(key)): int(value) for key, value in kept.get("hours", {}).items()}
        except (AttributeError, TypeError, ValueError):
            return Looked(None, {})
        if at is not None and at.tzinfo is None:
            return Looked(None, {})
        return Looked(at, versions)

    def note(self, looked: Looked) -> None:
        """Remember that all was answered."""
        at = None if looked.at is None else looked.at.isoformat()
        self._of_desk.put(self._looked, json.dumps({"at": at, "hours": dict(looked.hours_versions)}))

    def learn_hours(self, hours_versions: Mapping[str, int]) -> None:
        """Remember the versions of doctors of whom none was known: a later one is a change."""
        looked = self.looked()
        self.note(Looked(looked.at, {**hours_versions, **looked.hours_versions}))

    def put_off_on(self, day: date) -> tuple[Cause, ...]:
        """What the person put off on that day."""
        kept = _parsed(self._of_person.get(self._put_off, ""))
        if kept.get("day") != day.isoformat():
            return ()
        try:
            return tuple(Cause(kind, cause_id) for kind, cause_id in kept["causes"])
        except (KeyError, TypeError, ValueError):
            return ()

    def put_off(self, causes: Iterable[Cause], day: date) -> None:
        """Remember what the person put off; what was put off on another day is forgotten."""
        wanted = dict.fromkeys((*self.put_off_on(day), *causes))
        kept = {"day": day.isoformat(), "causes": [list(cause) for cause in wanted]}
        self._of_person.put(self._put_off, json.dumps(kept))


def _parsed(kept: str) -> dict[str, Any]:
    try:
        found = json.loads(kept)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
