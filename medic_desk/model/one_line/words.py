"""A typed line taken apart: words, numbers, quotes and their places (one-line.md, "Letters and signs").

Nothing is changed on the way: a word's place and text are those of the line as it was typed, composed or not.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from medic_desk.model.one_line.day_words import is_weekday
from medic_desk.model.one_line.lexicon import WordSet
from medic_desk.model.one_line.spelling import keys


class Form(Enum):
    """What a piece of the line is made of."""

    WORD = auto()
    NUMBER = auto()
    QUOTE = auto()
    PHONE = auto()
    EMAIL = auto()
    SIGNS = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or quote of the line. ``at`` and ``end`` count characters of the line."""

    at: int
    end: int
    text: str
    form: Form
    keys: tuple[str, ...]
    """Its plain spellings; of a number its signs, of a quote nothing."""
    gap: str
    """What stands between the word before and this one: white space and punctuation."""

    @property
    def key(self) -> str:
        """The first plain spelling, empty for a quote."""
        return self.keys[0] if self.keys else ""

    @property
    def is_glued(self) -> bool:
        """Whether nothing stands between the word before and this one."""
        return not self.gap

    @property
    def is_parted(self) -> bool:
        """Whether a comma or another sign parts it from the word before; a full stop does not."""
        return any(c not in ".'’" and not c.isspace() for c in self.gap)


_THETA = re.compile(r"[A-Za-z]+(?:[3489][A-Za-z]+)+|[3489][A-Za-z]{4,}")
"""Greeklish writes θ, ξ and ψ as figures: pa8ologikh, 8eodoridis."""
_UNITS = WordSet(
    "χρονών χρονώ χρόνων χρονος χρονη χρονο ετών μηνών λεπτά λεπτών ημερών εβδομάδων years months "
    "minutes hours oclock"
)

_CLOSERS = {"«": "»", '"': '"', "“": '”"“', "„": '“”"', "”": '”"'}
_PRIMES = "'’΄′´"
MINUTE_SIGN = ("λ",)
"""How the sign after minutes (20') is spelt: as the letter that is typed for it."""

_NUMBER = re.compile(r"\d+(?:[:./–—-]\d+)+|\d{1,2}[,;]\d{1,2}(?![\d,;])|\d+", re.ASCII)
_EMAIL = re.compile(r"[^\s@«»\"“”„]+@[^\s@«»\"“”„]+\.[^\s@«»\"“”„.,;]+")
_PHONE = re.compile(r"(?:\+|00)?\(?\d[\d ().\u00a0-]*\d", re.ASCII)
_DATE_IN_FIGURES = re.compile(r"\d{1,4}([.-])\d{1,2}\1\d{2,4}(?!\d)", re.ASCII)
_WITH_CODE = re.compile(r"(?:(?:00)?30)?[26]\d{9}")
_WITHOUT_CODE = re.compile(r"[26]\d{9}")
_DOTTED = re.compile(r"a(?:\.a)+\.?(?!a)")
_HYPHENED = re.compile(r"(?<!a)a+-a+(?![a-])")
_LETTERS = re.compile(r"a+(?:['’ʼ`´΄‐‑-]a+)*")


def split_line(text: str) -> tuple[Word, ...]:
    """Take a line apart. Every letter and digit of it is in exactly one word."""
    shape = "".join(map(_shape, text))
    words: list[Word] = []
    at = gap_from = 0
    while at < len(text):
        form, end = _piece_at(text, shape, at)
        if form is None:
            at = end
            continue
        words.append(_word(text, at, end, form, text[gap_from:at]))
        at = gap_from = end
    return tuple(words)


def _shape(c: str) -> str:
    if c in "0123456789":
        return "9"
    if c.isalpha() or c.isnumeric() or unicodedata.category(c)[0] == "M":
        return "a"
    return c


def _piece_at(text: str, shape: str, at: int) -> tuple[Form | None, int]:
    """The form of what begins at a place and where it ends; no form for white space and punctuation."""
    c = text[at]
    if c in _CLOSERS:
        return Form.QUOTE, _end_of_quote(text, at)
    if c.isspace():
        return None, at + 1
    if (at == 0 or text[at - 1].isspace()) and (mail := _EMAIL.match(text, at)):
        return Form.EMAIL, mail.end()
    if c in "+(" or shape[at] == "9":
        end = _end_of_phone(text, at) if at == 0 or shape[at - 1] not in "9a" else None
        if end is not None:
            return Form.PHONE, end
    end = _end_of_word(text, shape, at)
    if end is not None:
        return Form.WORD, end
    if shape[at] == "9":
        number = _NUMBER.match(text, at)
        return Form.NUMBER, at + 1 if number is None else number.end()
    if _is_punctuation(c):
        return None, at + 1
    end = at + 1
    while (
        end < len(text)
        and shape[end] not in "9a"
        and not text[end].isspace()
        and not _is_punctuation(text[end])
    ):
        end += 1
    return Form.SIGNS, end


def _end_of_word(text: str, shape: str, at: int) -> int | None:
    """Where a word ends that begins at a place; None where none does."""
    if (at == 0 or shape[at - 1] not in "9a") and (greeklish := _THETA.match(text, at)):
        letters = greeklish[0].lstrip("3489")
        whole = shape[greeklish.end() : greeklish.end() + 1] not in ("9", "a")
        if whole and (letters == greeklish[0] or not _UNITS.has(keys(letters))):
            return greeklish.end()
    if (days := _HYPHENED.match(shape, at)) and all(map(is_weekday, text[at : days.end()].split("-"))):
        # Τρίτη-Πέμπτη are two days, not one name.
        return text.index("-", at)
    for pattern in (_DOTTED, _LETTERS) if at == 0 or shape[at - 1] != "a" else (_LETTERS,):
        if found := pattern.match(shape, at):
            return found.end()
    is_prime = text[at] in _PRIMES and at > 0 and shape[at - 1] == "9"
    return at + 1 if is_prime else None


def _is_punctuation(c: str) -> bool:
    return unicodedata.category(c)[0] in "PZC" or c in "+<>=|~^`´΄′″$€"


def _end_of_quote(text: str, at: int) -> int:
    for end in range(at + 1, len(text)):
        if text[end] in _CLOSERS[text[at]]:
            return end + 1
    return len(text)


def _end_of_phone(text: str, at: int) -> int | None:
    """Where a Greek phone number of ten digits ends that begins here, in groups or not; None if none does."""
    found = _PHONE.match(text, at)
    if found is None or _DATE_IN_FIGURES.match(text, at):
        return None
    # "30 692..." in groups may be a day and a number; with + or 00 before it, 30 is the country.
    whole = _WITH_CODE if text[at] in "+(0" or found[0].isdigit() else _WITHOUT_CODE
    digits = ""
    for place in range(at, found.end()):
        if not text[place].isascii() or not text[place].isdigit():
            continue
        digits += text[place]
        after = text[place + 1 : place + 2]
        if (after.isascii() and after.isdigit()) or (
            after and after in ":/" and text[place + 2 : place + 3].isdigit()
        ):
            continue
        if whole.fullmatch(digits):
            return None if _shape(after or " ") == "a" else place + 1
        if len(digits) > 14:
            return None
    return None


def _word(text: str, at: int, end: int, form: Form, gap: str) -> Word:
    part = text[at:end]
    if form is Form.WORD:
        spellings = keys(part) if part not in _PRIMES else MINUTE_SIGN
    elif form is Form.NUMBER:
        spellings = (part,)
    else:
        spellings = ()
    return Word(at, end, part, form, spellings, gap)
