"""Ages and lengths: numbers before years, months, minutes and hours (one-line.md, "Which hour?")."""

import re
from collections.abc import Sequence

from medic_desk.model.one_line import hour_words as say
from medic_desk.model.one_line.lexicon import WordSet
from medic_desk.model.one_line.numerals import figure, half_past, number, number_at
from medic_desk.model.one_line.piece import Piece, keys_from
from medic_desk.model.one_line.reading import Age, AgeUnit, Subject
from medic_desk.model.one_line.words import Form, Word

_LONGEST = 480
"""Minutes of the longest appointment that is believed; more is a time of day."""
_DECIMAL = re.compile(r"([0-9]{1,2})[.,]([0-9])")
_UNITS = (
    (say.YEARS_OLD, AgeUnit.YEARS, 120),
    (say.MONTHS_OLD, AgeUnit.MONTHS, 240),
    (say.WEEKS_OLD, AgeUnit.WEEKS, 200),
    (say.DAYS_OLD, AgeUnit.DAYS, 400),
)


def _is(words: Sequence[Word], index: int, of: WordSet) -> bool:
    return index < len(words) and of.has(words[index].keys)


def read_age(words: Sequence[Word], index: int) -> Piece | None:
    """An age: "8 ετών", "ετών 8", "6 μηνών", "8χρονο", "aged 8"."""
    if _is(words, index, say.AGED) and index + 1 < len(words):
        years = figure(words[index + 1])
        if years is not None and years <= 120:
            return Piece(index, index + 2, Subject.AGE, Age(years, AgeUnit.YEARS))
    said = number_at(words, index)
    if said is None:
        return None
    count, taken = said
    at = index + taken
    if at < len(words) and words[at].is_glued and say.YEAR_CHILD.has(words[at].keys):
        return Piece(index, at + 1, Subject.AGE, Age(count, AgeUnit.YEARS))
    typed = keys_from(words, at)
    for phrases, unit, most in _UNITS:
        length, _ = phrases.longest(typed)
        if length and count <= most:
            piece = Piece(index, at + length, Subject.AGE, Age(count, unit))
            # "6 months" may be how long from now as well; "6 months old" may not.
            piece.sure = unit is AgeUnit.YEARS or length > 1 or words[at].key not in ("months", "mo")
            return piece
    return None


def read_length(words: Sequence[Word], index: int) -> Piece | None:
    """How long it is to take: "15λ", "20'", "μισή ώρα", "1 ώρα και 30 λεπτά", "for half an hour"."""
    at = index + 1 if _is(words, index, say.FOR) else index
    piece = length_at(words, at)
    if piece is not None:
        piece.first = index
    return piece


def length_at(words: Sequence[Word], index: int) -> Piece | None:
    """A length without the word before it; ``value`` is minutes."""
    said = _half_or_quarter(words, index) or _hours(words, index) or _minutes(words, index)
    if said is None:
        return None
    minutes, last = said
    if minutes > _LONGEST and minutes % 60 == 0 and minutes < 1440:
        piece = Piece(index, last, Subject.TIME, minutes, sure=False)
        piece.offer(Subject.MINUTES, minutes)
        return piece
    return Piece(index, last, Subject.MINUTES, minutes, sure=0 < minutes <= _LONGEST)


def _minutes(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    said = number_at(words, index)
    if said is None:
        return None
    at = index + said[1]
    return (said[0], at + 1) if _is(words, at, say.MINUTES) else None


def _hours(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    if index + 1 >= len(words) or not (_is(words, index + 1, say.HOURS) or _is_hour_letter(words[index + 1])):
        return None
    if words[index].form is Form.NUMBER and (decimal := _DECIMAL.fullmatch(words[index].text)):
        return int(decimal[1]) * 60 + int(decimal[2]) * 6, index + 2
    if (half := half_past(words[index])) is not None:
        return half * 60 + 30, index + 2
    if _is(words, index, say.ONE_AND_A_HALF):
        return 90, index + 2
    hours = 1 if _is(words, index, say.AN) else number(words[index])
    if hours is None:
        return None
    at = index + 2
    if _is(words, at, say.AND):
        if _is(words, at + 1, say.HALF):
            return hours * 60 + 30, at + 2
        if (more := _minutes(words, at + 1)) is not None:
            return hours * 60 + more[0], more[1]
    return hours * 60, at


def _is_hour_letter(word: Word) -> bool:
    """Whether it is the h of 2h, which alone is an article or "or" in greeklish."""
    return word.is_glued and word.key == "h"


def _half_or_quarter(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    if _is(words, index, say.HALF):
        at = index + 1
        if _is(words, at, say.AN):
            at += 1
        return (30, at + 1) if _is(words, at, say.HOURS) else None
    counted = number(words[index]) if index < len(words) else None
    if counted is None and _is(words, index, say.AN):
        counted = 1
    if counted not in (1, 3) or not _quarter(words, index + 1):
        return None
    length, _ = say.OF_AN_HOUR.longest(keys_from(words, index + 2))
    is_greek = not words[index + 1].key.isascii()
    return (counted * 15, index + 2 + length) if length or is_greek else None


def _quarter(words: Sequence[Word], index: int) -> bool:
    return _is(words, index, say.QUARTER) or _is(words, index, _QUARTERS)


_QUARTERS = WordSet("τέταρτα quarters")
