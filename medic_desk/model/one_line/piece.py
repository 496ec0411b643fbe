"""A piece of the line while it is being read: words whose meaning the rest of the line may still change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from medic_desk.model.one_line.reading import Other, Said, Stretch, Subject, Value
from medic_desk.model.one_line.words import Word


class Trait(Enum):
    """What the rules that look at the whole line have to know of a piece."""

    BARE_NUMBER = auto()
    """A number without anything that says of what."""
    HOUR = auto()
    """A time of which morning or afternoon is not said; ``value`` is the wall minute as typed."""
    WEEKDAY = auto()
    """A weekday without more: its date depends on the time beside it."""
    SHORT_DAY = auto()
    """A weekday's short form."""
    NAME_LIKE = auto()
    """A day or month that is a name as well: Παρασκευή, Friday before another name."""
    BESIDE_A_NAME = auto()
    """A day's word that with the name beside it is a patient's name, or stands where one does."""
    FREE = auto()
    """A word that nothing else has claimed."""
    WEAK = auto()
    """A service's word or beginning: patient text if the service is said elsewhere."""
    MARKER = auto()
    """A word before a doctor: with, στον, δρ."""
    MAYBE_A_DATE = auto()
    """A time or bounds in figures that are a day as well: "στις 10", "10-12"."""
    TIED_TO_A_PART = auto()
    """A time whose half of the day was said."""
    EDGE = auto()
    """A day after "after", "from", "before": that day or the days from there."""


@dataclass(slots=True)
class Piece:
    """The words ``[first, last)`` of the line and what they are read as."""

    first: int
    last: int
    subject: Subject
    value: Value
    sure: bool = True
    also: list[Other] = field(default_factory=list)
    with_it: tuple[Said, ...] = ()
    traits: frozenset[Trait] = frozenset()
    day: date | Stretch | None = None
    """Of a name that is a weekday or month as well: the day it would be."""

    def has(self, trait: Trait) -> bool:
        """Whether it has the trait."""
        return trait in self.traits

    @property
    def number(self) -> int:
        """Its value as a number: minutes, wall minutes, a bare number. Raises TypeError if it has none."""
        if not isinstance(self.value, int):
            raise TypeError(self.value)
        return self.value

    @property
    def date(self) -> date:
        """Its value as a day. Raises TypeError if it is none, or a stretch."""
        if not isinstance(self.value, date):
            raise TypeError(self.value)
        return self.value

    def offer(self, subject: Subject, value: Value) -> None:
        """Add another reading, unless it is there."""
        other = Other((Said(subject, value),))
        if other not in self.also and (subject, value) != (self.subject, self.value):
            self.also.append(other)


def keys_from(words: Sequence[Word], first: int, most: int = 8) -> list[tuple[str, ...]]:
    """The spellings of the words from a place on, up to the first that a comma parts off or is no word."""
    found: list[tuple[str, ...]] = []
    for index in range(first, min(first + most, len(words))):
        word = words[index]
        if not word.keys or (found and word.is_parted):
            break
        found.append(word.keys)
    return found
