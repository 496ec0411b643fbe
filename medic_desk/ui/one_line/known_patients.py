"""The patients that are in memory: what the rules about names ask, answered at once."""

from collections.abc import Iterable

from medic_desk.model.one_line.spelling import plain, spells
from medic_desk.model.patients.search import PatientEntry

_MOST = 500
"""How many names are remembered; the oldest give way."""


class KnownPatients:
    """Names of patients whom the calendar shows and whom searches have found."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], None] = {}
        self._shown: tuple[tuple[str, str], ...] = ()

    def note_found(self, entries: Iterable[PatientEntry]) -> bool:
        """Remember who was found; whether one of them was not known."""
        new = [key for one in entries if (key := _key(one.last_name, one.first_name)) not in self._found]
        self._found |= dict.fromkeys(new)
        while len(self._found) > _MOST:
            del self._found[next(iter(self._found))]
        return bool(new)

    def note_shown(self, names: Iterable[tuple[str, str]]) -> None:
        """Know those whom the calendar shows: last and first names, in place of whom it showed before."""
        self._shown = tuple({_key(last, first) for last, first in names})

    def is_called(self, name: str) -> bool:
        """Whether a patient's whole name (in either order), last name or first name is ``name``."""
        words = [plain(word) for word in name.split()]
        if len(words) == 1:
            return any(spells(words[0], each) for both in self._all() for each in both if each)
        if len(words) != 2:
            return False
        one, two = words
        return any(
            (spells(one, last) and spells(two, first)) or (spells(one, first) and spells(two, last))
            for last, first in self._all()
        )

    def is_first_name(self, word: str) -> bool:
        """Whether a patient's first name is ``word``."""
        key = plain(word)
        return any(first and spells(key, first) for _, first in self._all())

    def _all(self) -> Iterable[tuple[str, str]]:
        yield from self._shown
        yield from self._found


def _key(last: str, first: str) -> tuple[str, str]:
    return plain(last), plain(first)
