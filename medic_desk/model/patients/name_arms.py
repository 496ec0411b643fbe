"""The ways in which a typed word may fit a name, best first, each with the keys of the database that say so.

A way is a cost and a text search query over ``patients.search_keys``; the kinds of keys (A, B, C, …) are
those of ``medic_search_keys`` in revision 0006. Of two who fit, the one of the smaller cost comes first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from medic_desk.model.patients.greeklish import greek_readings, greek_sounds
from medic_desk.model.patients.letters import is_cyrillic, is_greek, is_latin, is_other, number_key
from medic_desk.model.patients.one_letter import one_letter_off
from medic_desk.model.patients.short_forms import other_forms
from medic_desk.model.patients.sounds import (
    greek_of_latin,
    greek_sound,
    latin_of_cyrillic,
    slavic_sounds,
)
from medic_desk.model.patients.typed import NameWord

NO_FIT = 1000
"""More than all costs of a search together."""

_FEWEST_SOUNDS_INSIDE = 3
_MOST_PATTERNS = 4


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to fit: what it costs, and the query that finds it; or patterns of sounds inside a name.

    ``near`` are the queries of single keys, some hundreds: they are asked once and not of each patient.
    """

    cost: int
    query: str = ""
    patterns: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arms:
    """The ways in which a word may fit the last name, the first name, or a word or letters inside either."""

    last: tuple[Arm, ...]
    first: tuple[Arm, ...]
    inside: tuple[Arm, ...]

    @property
    def all(self) -> tuple[Arm, ...]:
        """All of them, the cheapest first."""
        return tuple(sorted((*self.last, *self.first, *self.inside), key=lambda arm: arm.cost))


@dataclass(frozen=True, slots=True)
class _Costs:
    """What each way costs; a word that is whole prefers whole words to beginnings."""

    last_letters: int
    last_sound: int
    last_begins: int
    last_sound_begins: int
    first_letters: int
    first_sound: int
    first_short: int
    first_begins: int
    inside_letters: int
    inside_sound: int
    number_begins: int
    letters_inside: int
    misspelled: int


_OPEN = _Costs(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 11)
_WHOLE = _Costs(0, 1, 7, 8, 2, 3, 4, 9, 5, 6, 9, 10, 11)
_OF_SEVERAL = _Costs(0, 1, 4, 5, 0, 1, 2, 3, 6, 7, 8, 12, 20)
"""Of several words each has a place of its own: a beginning is then worth less than both names."""
_JOINED = _Costs(0, 1, 8, 9, 2, 3, 4, 9, 6, 7, 9, 12, 20)
"""Words typed apart that may be one name."""


@lru_cache(maxsize=256)
def arms_of(word: NameWord, *, is_alone: bool, is_loose: bool = False) -> Arms:
    """The ways in which a word may fit; where ``is_loose``, also letters inside a name and one wrong letter.

    ``is_alone`` where no other word of a name was typed.
    """
    if not is_alone:
        costs = _OF_SEVERAL
    elif word.is_joined:
        costs = _JOINED
    else:
        costs = _WHOLE if word.is_whole else _OPEN
    plain = _spellings(word)
    # Who types Müller means Müller before Mueller.
    spelled = (word.spelled_out,) if word.spelled_out else ()
    sounds = _sounds(word.letters)
    begun = _begun_sounds(word.letters)
    short = sorted({form for sound in sounds for form in other_forms(sound)})
    last = (
        _arm(costs.last_letters, _exact("A", (word.letters,))),
        _arm(costs.last_sound, (*_exact("A", spelled), *_exact("a", sounds))),
        _arm(costs.last_begins, _begin("A", plain)),
        _arm(costs.last_sound_begins, _begin("a", begun)),
    )
    first = (
        _arm(costs.first_letters, _exact("B", (word.letters,))),
        _arm(costs.first_sound, (*_exact("B", spelled), *_exact("b", sounds))),
        _arm(costs.first_short, _exact("b", short)),
        _arm(costs.first_begins, (*_begin("B", plain), *_begin("b", begun))),
    )
    return Arms(
        tuple(arm for arm in last if arm is not None),
        tuple(arm for arm in first if arm is not None),
        tuple(_inside(word, costs, plain, sounds, is_loose=is_loose)),
    )


def _inside(
    word: NameWord, costs: _Costs, plain: tuple[str, ...], sounds: tuple[str, ...], *, is_loose: bool
) -> Iterator[Arm]:
    begun = _begun_sounds(word.letters)
    number = number_key(word.letters) if any(c.isdigit() for c in word.letters) else ""
    found = (
        _arm(0, (*_exact("N", (number,)), *_exact("M", (number,))) if number else ()),
        _arm(costs.inside_letters, _exact("C", plain)),
        _arm(costs.inside_sound, _exact("c", sounds)),
        _arm(costs.number_begins, _begin("N", (number,)) if number else ()),
        _arm(costs.letters_inside, (*_begin("C", plain), *_begin("c", begun))),
    )
    yield from (arm for arm in found if arm is not None)
    if is_loose:
        patterns = tuple(f"%{one}%" for one in _sounds_inside(word.letters)[:_MOST_PATTERNS])
        if patterns:
            yield Arm(costs.letters_inside, patterns=patterns)
        near, sounds_near = _misspelled(word.letters)
        for worse, kind in enumerate("ABC"):
            keys = (*_each(kind, near), *_each(kind.lower(), sounds_near))
            if keys:
                yield Arm(costs.misspelled + worse, near=keys)


def _arm(cost: int, lexemes: Iterable[str]) -> Arm | None:
    query = " | ".join(dict.fromkeys(lexemes))
    return Arm(cost, query) if query else None


def lexeme(kind: str, key: str, *, begins: bool = False) -> str:
    """One key as a text search query: the whole of it, or how it begins."""
    quoted = key.replace("\\", "\\\\").replace("'", "''")
    return f"'{kind}{quoted}'{':*' if begins else ''}"


def _exact(kind: str, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(lexeme(kind, key) for key in keys if key)


def _begin(kind: str, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(lexeme(kind, key, begins=True) for key in keys if key)


def _spellings(word: NameWord) -> tuple[str, ...]:
    return (word.letters, word.spelled_out) if word.spelled_out else (word.letters,)


def _slavic(word: str) -> tuple[str, ...]:
    return tuple(f"~{one}" for one in slavic_sounds(word) if one)


def _sounds(word: str) -> tuple[str, ...]:
    """The keys of names that sound like the word; ``~`` marks those of Cyrillic ones."""
    if is_other(word):
        return ()
    if is_cyrillic(word):
        return (greek_sound(greek_of_latin(latin_of_cyrillic(word))), *_slavic(word))
    if is_greek(word):
        return (greek_sound(word), *_slavic(word))
    return tuple(dict.fromkeys((*greek_sounds(word), *_sounds_of_latin(word), *_slavic(word))))


def _sounds_of_latin(word: str) -> tuple[str, ...]:
    return (greek_sound(greek_of_latin(word)),) if is_latin(word) else ()


def _begun_sounds(word: str) -> tuple[str, ...]:
    """The beginnings of the sounds of all names that the word begins.

    The last vowel is left out where the next letter may still make another sound of it (ο may become ου); a
    text that is too short for that is found by its letters alone.
    """
    if is_other(word):
        return ()
    slavic = _slavic(word if len(word) < 4 else word[:-1])
    if is_cyrillic(word):
        return slavic
    if is_greek(word):
        return tuple(one for one in (_settled(word),) if len(one) >= _FEWEST_SOUNDS_INSIDE) + (
            slavic if len(word) >= 4 else ()
        )
    readings = greek_readings(word)
    begun = dict.fromkeys(one for one in map(_settled, readings) if one)
    return (*begun, *slavic)


def _settled(greek: str) -> str:
    sounds = greek_sound(greek)
    if greek[-1:] in "αεηου" and greek[-2:] not in _SETTLED_PAIRS and len(sounds) > _FEWEST_SOUNDS_INSIDE:
        return greek_sound(greek[:-1])
    return sounds


_SETTLED_PAIRS = frozenset(("ου", "αυ", "ευ", "ηυ"))


def _sounds_inside(word: str) -> tuple[str, ...]:
    """Sounds that must lie inside a name for the word's letters to lie there."""
    if is_other(word):
        return ()
    if is_cyrillic(word):
        found: tuple[str, ...] = slavic_sounds(word)
    elif is_greek(word):
        found = (_settled(word),)
    else:
        found = tuple(dict.fromkeys((*_sounds_of_latin(word), *map(_settled, greek_readings(word)))))
    return tuple(one for one in found if len(one) >= _FEWEST_SOUNDS_INSIDE)


def _misspelled(word: str) -> tuple[Iterable[str], Iterable[str]]:
    """The whole names from which one letter parts the word, and the sounds of such names."""
    if is_cyrillic(word):
        return one_letter_off(word), ()
    if is_greek(word):
        return (), dict.fromkeys(map(greek_sound, one_letter_off(word)))
    if not is_latin(word):
        return (), ()
    sounds = dict.fromkeys((*_sounds_of_latin(word), *greek_sounds(word)[:1]))
    return one_letter_off(word), dict.fromkeys(near for one in sounds for near in one_letter_off(one))


def _each(kind: str, keys: Iterable[str]) -> Iterator[str]:
    # So many keys are made of letters alone: there is nothing in them to escape.
    return (f"'{kind}{key}'" for key in keys)
