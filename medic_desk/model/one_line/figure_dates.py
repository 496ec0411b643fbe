"""Days written in figures and by day and month: 3/12, 3.12.2026, 2026-12-03, 3 Δεκεμβρίου, December 3rd."""

import re
from collections.abc import Sequence
from datetime import date

from medic_desk.model.one_line import day_words
from medic_desk.model.one_line.calendar_days import (
    Now,
    is_far,
    last_of_month,
    next_date,
    next_day_of_month,
    real_date,
)
from medic_desk.model.one_line.lexicon import WordMap
from medic_desk.model.one_line.numerals import figure, number_word
from medic_desk.model.one_line.piece import Piece
from medic_desk.model.one_line.reading import Other, Said, Subject
from medic_desk.model.one_line.words import Form, Word

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_WITH_DASH = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_ORDINALS = WordMap([("πρώτη", 1), ("first", 1), ("second", 2), ("third", 3)])
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})")
_YEARS_BOOKED = 3
"""How many years ahead somebody may book; a date beyond is a guess."""


def date_in_figures(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """A date in one word of figures; where there is no such day, a piece that is not understood."""
    word = words[index]
    if word.form is not Form.NUMBER:
        return None
    if found := _ISO.fullmatch(word.text):
        return _with_year(words, index, now, int(found[1]), int(found[3]), int(found[4]))
    if found := _DAY_MONTH_YEAR.fullmatch(word.text):
        year = int(found[4]) if len(found[4]) == 4 else now.today.year // 100 * 100 + int(found[4])
        return _with_year(words, index, now, year, int(found[3]), int(found[1]))
    if found := _DAY_MONTH.fullmatch(word.text):
        return without_year(word, index, index + 1, now, int(found[1]), int(found[2]))
    if found := _WITH_DASH.fullmatch(word.text):
        # Hours from one to another are written so, and are asked first.
        piece = without_year(word, index, index + 1, now, int(found[1]), int(found[2]))
        piece.sure = False
        return piece
    if found := _DOTTED.fullmatch(word.text):
        day, month = int(found[1]), int(found[2])
        may_be_time = day < 24 and len(found[2]) == 2 and month < 60
        if may_be_time and (month > 12 or next_date(now.today, day, month) is None):
            return None
        piece = without_year(word, index, index + 1, now, day, month)
        if may_be_time:
            piece.sure = False
            piece.also.insert(
                0, Other((Said(Subject.TIME, (day + 12 if 0 < day < 8 else day) * 60 + month),))
            )
        return piece
    return None


def _with_year(words: Sequence[Word], index: int, now: Now, year: int, month: int, day: int) -> Piece:
    text = words[index].text
    said = real_date(year, month, day)
    if said is None:
        return _no_such_day(text, index, index + 1)
    is_far_ahead = year > now.today.year + _YEARS_BOOKED
    # 2/3/58 is the year that was, as nobody books for the one to come.
    when = (real_date(year - 100, month, day) if is_far_ahead and str(year) not in text else None) or said
    piece = Piece(index, index + 1, Subject.DATE, when, sure=not is_far_ahead)
    if when.year < now.today.year:
        # Beside a name, and alone in the line, a day long past is when the patient was born.
        piece.sure = False
        piece.offer(Subject.PATIENT, text)
        if len(words) == 1 and when.year < now.today.year - 1:
            piece = Piece(index, index + 1, Subject.PATIENT, text, sure=False)
            piece.offer(Subject.DATE, when)
    if when != said:
        piece.offer(Subject.DATE, said)
    return piece


def _no_such_day(text: str, first: int, last: int) -> Piece:
    return Piece(first, last, Subject.NOT_UNDERSTOOD, text)


def without_year(word: Word, first: int, last: int, now: Now, day: int, month: int) -> Piece:
    """The next such day; a guess if it is far ahead, and then with the one just past beside it."""
    when = next_date(now.today, day, month)
    if when is None:
        return _no_such_day(word.text, first, last)
    piece = Piece(first, last, Subject.DATE, when, sure=not is_far(now.today, when))
    if not piece.sure and (past := real_date(now.today.year, month, day)) is not None and past < now.today:
        piece.offer(Subject.DATE, past)
    return piece


def day_and_month(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """Day and month in words: "3 Δεκεμβρίου", "3η του Δεκέμβρη 2026", "December 3rd", "4 dek"."""
    start = index
    while start < len(words) and start < index + 2 and day_words.ARTICLES.has(words[start].keys):
        start += 1
    if start >= len(words):
        return None
    return _day_first(words, index, start, now) or _month_first(words, index, start, now)


def _day_first(words: Sequence[Word], first: int, index: int, now: Now) -> Piece | None:
    day = _day_number(words[index])
    if day is None:
        return None
    at = _after_ordinal(words, index + 1)
    if at < len(words) and day_words.OF.has(words[at].keys):
        at += 1
    if at >= len(words) or words[at].is_parted:
        return None
    month = _month(words[at])
    if month is None:
        return None
    piece = _dated(words, first, at + 1, now, day, month)
    if _is_short_name(words[at]) and at == index + 1 and piece.subject is Subject.DATE:
        piece.sure = False
        piece.offer(Subject.TIME, day % 24 * 60)
    return piece


def _day_number(word: Word) -> int | None:
    """The number of a day; "μία" and "one" say none."""
    day = figure(word)
    if day is None:
        day = number_word(word)
        day = _ORDINALS.get(word.keys) if day in (None, 1) else day
    return day


def _month_first(words: Sequence[Word], first: int, index: int, now: Now) -> Piece | None:
    month = _month(words[index])
    if month is None or index + 1 >= len(words) or words[index + 1].is_parted:
        return None
    at = index + 1
    if day_words.ARTICLES.has(words[at].keys) and at + 1 < len(words):
        at += 1
    day = figure(words[at])
    if day is None or not 1 <= day <= 31:
        return None
    following = _after_ordinal(words, at + 1)
    if following == at + 1 and following < len(words) and words[following].is_glued:
        return None
    piece = _dated(words, first, following, now, day, month)
    is_english = words[index].key.isascii()
    if (not is_english or day_words.MONTHS_THAT_ARE_NAMES.has(words[index].keys)) and following == at + 1:
        piece.sure = False
        piece.offer(Subject.PATIENT, words[index].text)
    return piece


def _dated(words: Sequence[Word], first: int, last: int, now: Now, day: int, month: int) -> Piece:
    year = figure(words[last]) if last < len(words) else None
    text = " ".join(word.text for word in words[first:last])
    if year is None or not 2000 <= year <= 2199 or words[last].gap.strip() not in ("", ","):
        piece = without_year(words[first], first, last, now, day, month)
    else:
        when = real_date(year, month, day)
        last += 1
        piece = _no_such_day(text, first, last) if when is None else Piece(first, last, Subject.DATE, when)
    if piece.subject is Subject.NOT_UNDERSTOOD:
        piece.value = text
    return piece


def _month(word: Word) -> int | None:
    found = day_words.MONTHS.get(word.keys)
    return day_words.MONTHS_SHORT.get(word.keys) if found is None else found


def _is_short_name(word: Word) -> bool:
    """A month's short form that is a first name too: Ian, Mai, Noe."""
    return (
        day_words.MONTHS.get(word.keys) is None
        and word.key.isascii()
        and day_words.MONTHS_THAT_ARE_NAMES.has(word.keys)
        and word.key in {"ian", "mai", "noe", "jan"}
    )


def _after_ordinal(words: Sequence[Word], at: int) -> int:
    """The place after "rd" of "3rd"."""
    if at < len(words) and words[at].is_glued and day_words.ORDINAL_ENDINGS.has(words[at].keys):
        return at + 1
    return at


def day_of_month(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """A day without its month: "the 15th", "3rd", "στις 3 του μήνα". Always a guess."""
    start = index
    while start < len(words) and start < index + 2 and day_words.ARTICLES.has(words[start].keys):
        start += 1
    if start >= len(words):
        return None
    day = _day_number(words[start])
    last = _after_ordinal(words, start + 1)
    of_month = (
        last + 1 < len(words)
        and day_words.OF.has(words[last].keys)
        and day_words.MONTH.has(words[last + 1].keys)
    )
    is_ordinal = last > start + 1 and words[last - 1].key != "h"
    if day is None or not (is_ordinal or of_month):
        # "17h" is an hour; in greeklish the first is 1h only beside its month.
        return None
    when = next_day_of_month(now.today, day)
    if when is None:
        return None
    return Piece(index, last + 2 if of_month else last, Subject.DATE, when, sure=False)


def month_alone(words: Sequence[Word], index: int, now: Now) -> tuple[date, date] | None:
    """First and last day of the next month of that name."""
    month = day_words.MONTHS.get(words[index].keys)
    first = None if month is None else next_date(now.today, 1, month)
    return None if first is None else (first, last_of_month(first))
