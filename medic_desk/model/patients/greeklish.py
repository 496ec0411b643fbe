"""What Greek a word in Latin letters may stand for: by sound, by looks, or by the places of the keyboard.

Whoever writes ``u`` means υ, ου or (on the keyboard) θ, and means the same in the whole word. A word is
therefore read a few times over, each time with one meaning of each letter, and never letter by letter.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from medic_desk.model.patients.sounds import greek_sound

_MOST_READINGS = 48

_MEANINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Longer spellings first: what is read is taken out of the word.
    ("nch", ("γχ", "νχ")),
    ("gch", ("γχ",)),
    ("nx", ("γχ", "νξ")),
    ("nh", ("νη", "γχ")),
    ("th", ("θ", "τη")),
    ("ch", ("χ",)),
    ("ph", ("φ", "πη")),
    ("kh", ("κη", "χ")),
    ("gh", ("γη", "γ")),
    ("dh", ("δη", "δ")),
    ("sh", ("ση", "σ")),
    ("rh", ("ρη", "ρ")),
    ("ou", ("ου",)),
    ("oy", ("ου",)),
    ("au", ("αυ",)),
    ("eu", ("ευ",)),
    ("ay", ("αυ", "αγι")),
    ("ey", ("ευ",)),
    ("ae", ("αη", "αι")),
    ("ng", ("γκ", "νγ")),
    ("gg", ("γκ",)),
    ("gk", ("γκ",)),
    ("nk", ("γκ", "νκ")),
    ("mp", ("μπ",)),
    ("mb", ("μπ",)),
    ("nd", ("ντ", "νδ")),
    ("nt", ("ντ",)),
    ("dz", ("τζ", "ντζ")),
    ("ks", ("ξ",)),
    ("ps", ("ψ",)),
    ("ck", ("κ",)),
    ("b", ("β", "μπ")),
    ("d", ("δ", "ντ")),
    ("g", ("γ", "γκ")),
    ("h", ("η", "χ", "")),
    ("u", ("υ", "ου", "θ")),
    ("v", ("β", "ω")),
    ("w", ("ω", "σ")),
    ("x", ("χ", "ξ")),
    ("y", ("υ", "γι")),
    ("c", ("κ", "ψ")),
    ("j", ("ξ", "τζ")),
    ("q", ("κ", "θ")),
    ("3", ("ξ",)),
    ("4", ("ψ",)),
    ("8", ("θ",)),
    ("9", ("θ",)),
)
_ONE_MEANING = str.maketrans("aefiklmnoprstz", "αεφικλμνοπρστζ")


@lru_cache(maxsize=512)
def greek_readings(word: str) -> tuple[str, ...]:
    """The Greek spellings, by sound, that a folded Latin word may stand for; the likeliest first."""
    parts, chosen = _parted(word)
    readings: dict[str, None] = {}
    for meanings in _choices(chosen):
        spelled = "".join(meanings.get(part, part.translate(_ONE_MEANING)) for part in parts)
        readings[spelled] = None
    return tuple(readings)


@lru_cache(maxsize=512)
def greek_sounds(word: str) -> tuple[str, ...]:
    """The sounds of the Greek names that a folded Latin word may stand for; the likeliest first."""
    return tuple(dict.fromkeys(greek_sound(one) for one in greek_readings(word)))


def greek_beginnings(word: str, most: int) -> tuple[str, ...]:
    """The Greek letters with which a name may begin of which this is typed; empty where more than ``most``.

    A Latin vowel stands for all the Greek ones that sound so.
    """
    found: dict[str, None] = {}
    for reading in greek_readings(word):
        spelled = [""]
        for part in _VOWELS.split(reading):
            spelled = [before + one for before in spelled for one in _SOUND_ALIKE.get(part, (part,))]
            if len(spelled) > most:
                return ()
        found.update(dict.fromkeys(spelled))
        if len(found) > most:
            return ()
    # A name that begins with the longer begins with the shorter too.
    return tuple(
        one
        for one in found
        if one and not any(one != other and one.startswith(other) for other in found if other)
    )


_VOWELS = re.compile("(ου|αυ|ευ|[αειοηυω])")
_SOUND_ALIKE = {
    "ε": ("ε", "αι"),
    "ι": ("ι", "η", "υ", "ει", "οι"),
    "η": ("η", "ι", "υ", "ει", "οι"),
    "υ": ("υ", "ι", "η"),
    "ο": ("ο", "ω"),
}


def _parted(word: str) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The word in parts that have a meaning each, and the meanings of those that have several."""
    by_spelling = dict(_MEANINGS)
    parts: list[str] = []
    place = 0
    while place < len(word):
        part = next(
            (word[place : place + n] for n in (3, 2, 1) if word[place : place + n] in by_spelling),
            word[place],
        )
        parts.append(part)
        place += len(part)
    return parts, {part: by_spelling[part] for part in parts if part in by_spelling}


def _choices(chosen: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """One meaning for each part, all in turn; with very many, only those with few unlikely meanings."""
    names = list(chosen)
    total = 1
    for meanings in chosen.values():
        total *= len(meanings)
    if total <= _MOST_READINGS:
        ranked: Iterator[tuple[int, ...]] = product(*(range(len(chosen[name])) for name in names))
    else:
        ranked = _few_unlikely([len(chosen[name]) for name in names])
    for numbers in ranked:
        yield {name: chosen[name][number] for name, number in zip(names, numbers, strict=True)}


def _few_unlikely(sizes: list[int]) -> Iterator[tuple[int, ...]]:
    """Choices with at most two parts off their likeliest meaning."""
    first = [0] * len(sizes)
    yield tuple(first)
    for one, size in enumerate(sizes):
        for number in range(1, size):
            single = [*first]
            single[one] = number
            yield tuple(single)
            for two in range(one + 1, len(sizes)):
                for other in range(1, sizes[two]):
                    both = [*single]
                    both[two] = other
                    yield tuple(both)
