"""Where a name may be parted at the end of a line: between syllables, of Greek and of Latin letters (no Qt).

Between two vowels a single consonant goes with the second. Of several, all go with it where a word can begin
with the first two; else the first stays behind. Two vowels in a row are never parted, for not every pair is
two syllables. A hyphen that is part of the name is a place too, and needs no second one; so is a space.
"""

import unicodedata
from functools import lru_cache

_GREEK_VOWELS = frozenset("αεηιουω")
_LATIN_VOWELS = frozenset("aeiouyæœø")
_GREEK_BEGINNINGS = {
    "β": "γδλρ", "γ": "δκλνρ", "δ": "ρ", "θ": "λνρ", "κ": "λνρτ", "μ": "νπ", "ν": "τ", "π": "λνρτ",
    "σ": "βγθκλμνπτφχ", "τ": "ζμρσ", "φ": "θκλρτ", "χ": "θλνρτ",
}  # fmt: skip
"""Which consonant may follow which at the beginning of a Greek word."""

_LATIN_BEGINNINGS = frozenset((
    "bl", "br", "ch", "chr", "cl", "cr", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "ph", "phr", "pl", "pr",
    "qu", "sch", "sh", "shr", "str", "th", "thr", "tr", "vr", "wr", "zh",
))  # fmt: skip
"""The groups of consonants that stay together before a vowel in names of Latin letters."""

_LEAST = 2
"""Letters that stand together at the least, before a break and after it."""


@lru_cache(maxsize=2048)
def breaks(word: str) -> tuple[int, ...]:
    """The places in ``word`` where a line may end, as numbers of letters before each, in order."""
    plain = [_plain(letter) for letter in word]
    found: list[int] = []
    start = 0
    while start < len(plain):
        end = start
        while end < len(plain) and not _is_vowel(plain[end]):
            end += 1
        if start < end < len(plain) and start and all(letter.isalpha() for letter in plain[start:end]):
            found.append(_onset(plain, start, end))
        start = end + 1
    between = [i + 1 for i, letter in enumerate(word) if letter == "-" or _ends_word(word, i)]
    found += between
    edges = [0, *between, len(word)]
    return tuple(place for place in sorted(set(found)) if _is_wide_enough(place, edges))


def head(word: str, place: int) -> str:
    """What stands before a break, with the hyphen that tells it; between two words it needs none."""
    before = word[:place]
    if before.endswith(" "):
        return before.rstrip()
    return before if before.endswith("-") else f"{before}-"


def _ends_word(word: str, i: int) -> bool:
    """Whether the space at ``i`` has words of two letters or more on both sides."""
    after = word[i + 1 : i + 1 + _LEAST]
    return word[i] == " " and i + 1 > _LEAST and len(after) == _LEAST and after.isalpha()


def _onset(plain: list[str], start: int, end: int) -> int:
    """Where the consonants ``[start, end)`` between two vowels are parted."""
    if end - start == 1:
        return start
    if plain[start] in _GREEK_LETTERS:
        return start if plain[start + 1] in _GREEK_BEGINNINGS.get(plain[start], "") else start + 1
    for first in range(start, end - 1):
        if "".join(plain[first:end]) in _LATIN_BEGINNINGS:
            return first
    return end - 1


def _is_wide_enough(place: int, edges: list[int]) -> bool:
    if place in edges:
        return 0 < place < edges[-1]
    return all(abs(place - edge) >= _LEAST for edge in edges)


def _plain(letter: str) -> str:
    """A letter without its marks, in small; both shapes of sigma are one."""
    bare = unicodedata.normalize("NFD", letter.lower())[:1]
    return "σ" if bare == "ς" else bare


def _is_vowel(letter: str) -> bool:
    return letter in _GREEK_VOWELS or letter in _LATIN_VOWELS


_GREEK_LETTERS = frozenset("βγδζθκλμνξπρστφχψ")
