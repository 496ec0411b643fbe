"""The clinic of the example lines: eight doctors, thirty services, a few patients, one Thursday morning."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from medic_desk.engine.clinic_time import instant_of
from medic_desk.model.one_line.commands import COMMANDS
from medic_desk.model.one_line.read_line import LineReader
from medic_desk.model.one_line.reading import Mode, Reading, Subject, Token, Value
from medic_desk.model.one_line.spelling import plain, spells
from medic_desk.model.one_line.vocabulary import DoctorNames, ServiceNames, SiteNames, Vocabulary

HERE = Path(__file__).parent
_WORLD: dict[str, Any] = json.loads((HERE / "world.json").read_text(encoding="utf-8"))
ZONE = str(_WORLD["timezone"])


def instant(local: str) -> int:
    """The engine minute of a local time such as "2026-11-26T11:42"."""
    wall = datetime.fromisoformat(local)
    return instant_of(wall.date(), wall.hour * 60 + wall.minute, ZONE)


NOW = instant(_WORLD["now"])
TODAY = date.fromisoformat(_WORLD["now"][:10])


@dataclass(frozen=True)
class Patients:
    """Last and first names; asked as the database is: in either order, accents and greeklish as they come."""

    names: tuple[tuple[str, str], ...]

    def is_called(self, name: str) -> bool:
        words = [plain(word) for word in name.split()]
        if not 1 <= len(words) <= 2:
            return False
        return any(self._fits(words, plain(last), plain(first)) for last, first in self.names)

    @staticmethod
    def _fits(words: list[str], last: str, first: str) -> bool:
        if len(words) == 1:
            return spells(words[0], last) or spells(words[0], first)
        one, two = words
        return (spells(one, last) and spells(two, first)) or (spells(one, first) and spells(two, last))

    def is_first_name(self, word: str) -> bool:
        return any(spells(plain(word), plain(first)) for _, first in self.names)


PATIENTS = Patients(tuple((last, first) for last, first in _WORLD["patients"]))


def _doctor(row: dict[str, Any]) -> DoctorNames:
    works = {int(day): tuple((start, stop) for start, stop in spans) for day, spans in row["works"].items()}
    return DoctorNames(
        key=row["key"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        specialty=row["specialty"],
        works=works,
    )


@cache
def vocabulary(world: str = "demo") -> Vocabulary:
    """The clinic's names; the world "similar-doctors" has two doctors more."""
    more = _WORLD["similar_doctors"] if world == "similar-doctors" else []
    services = [
        ServiceNames(
            key=row["key"],
            name=row["name"],
            description=row["description"],
            doctors=(*row["doctors"], *(each["key"] for each in more if row["key"] in each["services"])),
            mode=Mode(row["mode"]) if "mode" in row else None,
        )
        for row in _WORLD["services"]
    ]
    return Vocabulary(
        doctors=tuple(map(_doctor, [*_WORLD["doctors"], *more])),
        services=tuple(services),
        sites=tuple(SiteNames(key=row["key"], names=tuple(row["names"])) for row in _WORLD["sites"]),
        commands=COMMANDS,
    )


@cache
def reader(world: str = "demo") -> LineReader:
    """The reader of that clinic."""
    return LineReader(vocabulary(world))


def read(text: str, world: str = "demo", now: int = NOW) -> Reading:
    """The line as it is read there."""
    return reader(world).read(text, now, ZONE, PATIENTS)


def token(reading: Reading, subject: Subject) -> Token:
    """The one token about a subject."""
    found = [each for each in reading.tokens if each.subject is subject]
    assert len(found) == 1, reading.tokens
    return found[0]


def also(of: Token) -> set[Value]:
    return {said.value for other in of.also for said in other.said}
