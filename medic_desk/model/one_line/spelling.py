"""One word, however it is typed: capitals, accents, final sigma, mixed alphabets, greeklish.

A Greek word is compared letter by letter, without its accents: "Τρίτου" is no "Τρίτη", alike as they sound.
A word in Latin letters is compared with all the ways in which greeklish writes a Greek one (one-line.md,
"Letters and signs").
"""

import re
from functools import lru_cache

from medic_desk.model.clinic.unmarked import unmarked

_HYPHENS_AND_APOSTROPHES = re.compile("[-‐‑'’ʼ`´΄′./]")
_GREEK = re.compile("[α-ωϐ-ϡ]")
_LATIN = re.compile("[a-z]")
_TO_GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβσδεφγηιξκλμνοπκρστυνωχυζ")
_TO_LATIN = str.maketrans("αβγδεζηικλμνοπρστυχω", "abgdezhiklmnoprstyxw")

_DIGRAPHS = {
    "αι": "(?:ai|e|ay)",
    "ει": "(?:ei|i|h|ey)",
    "οι": "(?:oi|i|oy)",
    "υι": "(?:yi|ui|i)",
    "ου": "(?:ou|u|oy)",
    "αυ": "(?:av|af|au|ay)",
    "ευ": "(?:ev|ef|eu|ey)",
    "γγ": "(?:gg|ng|g)",
    "γκ": "(?:gk|ngk|gg|ng|nk|g)",
    "γχ": "(?:gx|gch|gh|nch|nx|nh)",
    "μπ": "(?:mp|mb|b)",
    "ντ": "(?:nt|nd|d)",
    "τζ": "(?:tz|dz|j)",
    "κς": "(?:ks|x)",
}
_LETTERS = {
    "α": "a",
    "β": "[vb]",
    "γ": "(?:gh|g)",
    "δ": "(?:dh|d)",
    "ε": "e",
    "ζ": "z",
    "η": "[ih]",
    "θ": "(?:th|8|9)",
    "ι": "i",
    "κ": "[kc]",
    "λ": "l",
    "μ": "m",
    "ν": "n",
    "ξ": "(?:x|ks|3)",
    "ο": "o",
    "π": "p",
    "ρ": "r",
    "σ": "s",
    "τ": "t",
    "υ": "[yui]",
    "φ": "(?:f|ph)",
    "χ": "(?:ch|kh|h|x)",
    "ψ": "(?:ps|4)",
    "ω": "[ow]",
}
_BEFORE_A_FRONT_VOWEL = "(?:gh|g|y)"
_SOUNDS = (("αι", "ε"), ("ει", "ι"), ("οι", "ι"), ("[ηυ]", "ι"), ("ω", "ο"), (r"(.)\1", r"\1"))


def plain(text: str) -> str:
    """``text`` in small letters without marks, hyphens and apostrophes; a final sigma is a sigma."""
    return _HYPHENS_AND_APOSTROPHES.sub("", unmarked(text).casefold()).replace("ς", "σ")


def keys(text: str) -> tuple[str, ...]:
    """The plain spellings a typed word may stand for: two where it mixes Greek letters with Latin ones."""
    key = plain(text)
    if _GREEK.search(key) and _LATIN.search(key):
        return (key.translate(_TO_GREEK), key.translate(_TO_LATIN))
    return (key,)


@lru_cache(maxsize=8192)
def is_greek(key: str) -> bool:
    """Whether a plain word has Greek letters."""
    return _GREEK.search(key) is not None


@lru_cache(maxsize=8192)
def has_latin(key: str) -> bool:
    """Whether a plain word has Latin letters, and so may be greeklish."""
    return _LATIN.search(key) is not None


@lru_cache(maxsize=8192)
def greeklish(word: str) -> re.Pattern[str]:
    """The pattern of all Latin spellings of a plain Greek word."""
    parts: list[str] = []
    at = 0
    while at < len(word):
        two = word[at : at + 2]
        if two == "γι" and word[at + 2 : at + 3] in tuple("αεηιοωυ"):
            parts.append("(?:ghi|gi|yi|y)")
            at += 2
        elif two in _DIGRAPHS:
            parts.append(_DIGRAPHS[two])
            at += 2
        elif two == word[at] * 2 and two[0] in _LETTERS:
            parts.append(_LETTERS[two[0]] + "{1,2}")
            at += 2
        else:
            letter = word[at]
            front = letter == "γ" and two[1:] in tuple("ιεηυ")
            parts.append(_BEFORE_A_FRONT_VOWEL if front else _LETTERS.get(letter, re.escape(letter)))
            at += 1
    return re.compile("".join(parts))


@lru_cache(maxsize=65536)
def spells(typed: str, word: str) -> bool:
    """Whether a typed plain word is ``word``: the same letters, or its greeklish."""
    if typed == word:
        return True
    if not has_latin(typed) or not is_greek(word):
        return False
    return greeklish(word).fullmatch(typed) is not None


@lru_cache(maxsize=65536)
def begins(typed: str, word: str) -> bool:
    """Whether a typed plain word is the beginning of ``word`` and not the whole of it, greeklish or not."""
    if len(typed) >= len(word) + 3 or spells(typed, word):
        return False
    if word.startswith(typed):
        return True
    if not has_latin(typed) or not is_greek(word):
        return False
    return any(spells(typed, word[:length]) for length in range(max(2, len(typed) // 2), len(word)))


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A plain Greek word as it is heard: one i, one o, one e, no doubled letters."""
    for pattern, letter in _SOUNDS:
        word = re.sub(pattern, letter, word)
    return word
