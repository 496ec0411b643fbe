"""Days said in words: weekdays, tomorrow, in two weeks, early December (one-line.md, "Which day?")."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from medic_desk.model.one_line import day_words as say
from medic_desk.model.one_line.calendar_days import (
    Now,
    add_months,
    last_of_month,
    next_weekday,
    week_of,
    weekday_of_next_week,
)
from medic_desk.model.one_line.figure_dates import date_in_figures, day_and_month, day_of_month, month_alone
from medic_desk.model.one_line.hour_words import PARTS
from medic_desk.model.one_line.lengths import length_at
from medic_desk.model.one_line.lexicon import WordSet
from medic_desk.model.one_line.numerals import count, figure
from medic_desk.model.one_line.piece import Piece, Trait, keys_from
from medic_desk.model.one_line.reading import Part, Said, Stretch, Subject
from medic_desk.model.one_line.words import Form, Word

_COUNTED_LOOSELY = {8: 7, 15: 14}
"""Days that are said for weeks: the days counted, and those meant."""


def read_day(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """The longest reading of what begins at a place as a day or a stretch of days."""
    readers: tuple[Callable[[Sequence[Word], int, Now], Piece | None], ...] = (
        day_and_month,
        _date_in_figures,
        _from_today,
        _from_now,
        _undatable,
        _third_of_a_month,
        _week_or_month,
        _weekday,
        day_of_month,
        _month,
    )
    found = [piece for reader in readers if (piece := reader(words, index, now)) is not None]
    return max(found, key=lambda piece: piece.last, default=None)


def _is(words: Sequence[Word], index: int, of: WordSet) -> bool:
    return index < len(words) and of.has(words[index].keys)


def _after_articles(words: Sequence[Word], index: int, most: int = 2) -> int:
    at = index
    while at < index + most and _is(words, at, say.ARTICLES):
        at += 1
    return at


def _date_in_figures(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    at = _after_articles(words, index)
    piece = date_in_figures(words, at, now) if at < len(words) else None
    if piece is not None and piece.subject is Subject.DATE:
        piece.first = index
        piece.sure = piece.sure or (
            at > index and len(piece.also) == 1 and piece.also[0].said[0].subject is Subject.TIME
        )
    return piece if at == index or (piece is not None and piece.subject is Subject.DATE) else None


def _from_today(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    typed = keys_from(words, index)
    length, _ = say.TONIGHT.longest(typed)
    if length:
        evening = (Said(Subject.PART, Part.EVENING),)
        return Piece(index, index + length, Subject.DATE, now.today, with_it=evening)
    length, days = say.DAYS_FROM_TODAY.longest(typed)
    if length:
        return Piece(index, index + length, Subject.DATE, now.today + timedelta(days[0]))
    if typed and (misspelt := say.DAYS_MISSPELT.get(typed[0])) is not None:
        piece = Piece(index, index + 1, Subject.DATE, now.today + timedelta(misspelt), sure=False)
        piece.offer(Subject.PATIENT, words[index].text)
        return piece
    return _this_part(words, index, now)


def _this_part(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """The word "this" before a part of the day is today."""
    if not _is(words, index, say.THIS) or index + 1 >= len(words):
        return None
    if PARTS.get(words[index + 1].keys) is None or not words[index].key.isascii():
        return None
    return Piece(index, index + 1, Subject.DATE, now.today)


def _from_now(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """In so many days, weeks, months, or minutes."""
    at = index
    has_in = _is(words, at, say.IN)
    if has_in:
        at += 1
    elif _is(words, at, say.AFTER):
        at = at + 2 if _is(words, at + 1, say.FROM) else at + 1
        has_in = True
    if has_in and (span := length_at(words, at)) is not None:
        return _in_minutes(index, span.last, int(str(span.value)), now)
    if at >= len(words):
        return None
    number = count(words[at])
    number, at = (1, at) if number is None and has_in else (number, at + 1)
    if number is None or at >= len(words) or not 0 < number < 1000:
        return None
    unit = say.UNITS.get(words[at].keys)
    if unit is None:
        return None
    at += 1
    if has_in:
        return _in_units(index, at + 1 if _is(words, at, say.TIME) else at, number, unit, now)
    if _is(words, at, say.FROM) and _is(words, at + 1, say.NOW):
        return _in_units(index, at + 2, number, unit, now)
    # "2 weeks" may be from now, or how long something lasts.
    piece = _in_units(index, at + 1 if _is(words, at, say.LATER) else at, number, unit, now)
    piece.sure = piece.subject is Subject.NOT_UNDERSTOOD
    return piece


def _in_minutes(first: int, last: int, minutes: int, now: Now) -> Piece:
    day, wall = now.later(minutes)
    when = datetime.combine(day, time(wall // 60, wall % 60))
    piece = Piece(first, last, Subject.DATE, when, sure=False)
    piece.offer(Subject.MINUTES, minutes)
    return piece


def _in_units(first: int, last: int, number: int, unit: str, now: Now) -> Piece:
    if unit == "days":
        piece = Piece(first, last, Subject.DATE, now.today + timedelta(number))
        if number in _COUNTED_LOOSELY:
            piece.sure = False
            piece.offer(Subject.DATE, now.today + timedelta(_COUNTED_LOOSELY[number]))
        return piece
    if unit in ("weeks", "fortnights"):
        weeks = number * (2 if unit == "fortnights" else 1)
        # A fortnight is as often fifteen days.
        return Piece(first, last, Subject.DATE, now.today + timedelta(weeks=weeks), sure=unit == "weeks")
    if unit == "years" and number > 100:
        return Piece(first, last, Subject.NOT_UNDERSTOOD, f"{number} {unit}")
    when = add_months(now.today, number * (12 if unit == "years" else 1))
    return Piece(first, last, Subject.DATE, when, sure=when.day == now.today.day)


def _undatable(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """What nobody can date: "μετά τις γιορτές", "after Easter"."""
    del now
    length, _ = say.VAGUE.longest(keys_from(words, index))
    if length:
        return _not_understood(words, index, index + length)
    if _is(words, index, say.EVERY) and index + 1 < len(words) and say.UNITS.get(words[index + 1].keys):
        return _not_understood(words, index, index + 2)
    if index and _is(words, index, say.HOLY) and _is_plain_weekday(words, index + 1):
        return _not_understood(words, index, index + 2)
    at = index
    if _is(words, at, say.EDGES):
        at += 2 if _is(words, at + 1, say.FROM) else 1
    is_after = at > index
    at = _after_articles(words, at)
    if _is(words, at, say.FEASTS) or (is_after and _is(words, at, say.SEASONS)):
        return _not_understood(words, index, at + 1)
    return None


def _is_plain_weekday(words: Sequence[Word], index: int) -> bool:
    """Whether a weekday that is no name stands at a place."""
    if index >= len(words) or say.NAMES_TOO.has(words[index].keys):
        return False
    return say.WEEKDAYS.get(words[index].keys) is not None


def _not_understood(words: Sequence[Word], first: int, last: int) -> Piece:
    return Piece(first, last, Subject.NOT_UNDERSTOOD, " ".join(word.text for word in words[first:last]))


def _third_of_a_month(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """Early, in the middle of, late in a month: ten days, the next ten, the rest."""
    start = _after_articles(words, index)
    if _is(words, start, say.IN):
        start = _after_articles(words, start + 1)
    if start >= len(words):
        return None
    third = say.THIRDS.get(words[start].keys)
    at = start + 1
    while at < start + 3 and any(_is(words, at, of) for of in (say.OF, say.NEXT, say.OTHER)):
        at += 1
    if third is None or at >= len(words):
        return None
    if say.WEEK.has(words[at].keys):
        return _not_understood(words, index, at + 1)
    if say.MONTH.has(words[at].keys):
        ahead = int(any(say.NEXT.has(word.keys) or say.OTHER.has(word.keys) for word in words[start:at]))
        first = add_months(now.today.replace(day=1), ahead)
    elif (month := month_alone(words, at, now)) is not None:
        this = now.today.replace(day=1)
        first = this if say.MONTHS.get(words[at].keys) == now.today.month else month[0]
    else:
        return None
    begins = first.replace(day=(1, 11, 21)[third - 1])
    ends = last_of_month(first) if third == 3 else first.replace(day=third * 10)
    return Piece(index, at + 1, Subject.DATE, Stretch(begins, ends), sure=False)


def _week_or_month(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """This week, next week, next month, the weekend."""
    at = _after_articles(words, index)
    ahead = 0
    if _is(words, at, say.THIS):
        at = _after_articles(words, at + 1)
    elif _is(words, at, say.NEXT) or _is(words, at, say.OTHER) or _is(words, at, say.COMING):
        ahead, at = 1, at + 1
    elif not _is(words, at, say.WEEKEND):
        return None
    if _is(words, at, say.WEEKEND):
        monday, sunday = week_of(now.today, ahead)
        return Piece(index, at + 1, Subject.DATE, Stretch(monday + timedelta(5), sunday), sure=False)
    if _is(words, at, say.WEEK):
        return Piece(index, at + 1, Subject.DATE, Stretch(*week_of(now.today, ahead)), sure=False)
    if _is(words, at, say.MONTH):
        first = add_months(now.today.replace(day=1), ahead)
        return Piece(index, at + 1, Subject.DATE, Stretch(first, last_of_month(first)), sure=False)
    return None


def _weekday(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    at = _after_articles(words, index)
    has_article = at > index
    word_at, said = _qualified(words, at)
    if word_at >= len(words) or words[word_at].form is not Form.WORD:
        return None
    word = words[word_at]
    if said is not None:
        weekday = say.WEEKDAYS.get(word.keys) or say.ENGLISH_SHORT.get(word.keys)
        return None if weekday is None else said(index, word_at + 1, weekday, now)
    if (weekday := say.WEEKDAYS.get(word.keys)) is not None:
        if say.NAMES_TOO.has(word.keys):
            # The article stays outside: it may stand before a name.
            return None if has_article else _name_or_day(word, index, weekday, now)
        if word.key.isascii() and word_at + 1 < len(words) and words[word_at + 1].key == "week":
            # "Tuesday week" is British for a week after the coming one.
            coming = next_weekday(now.today, weekday)
            later = Piece(index, at + 2, Subject.DATE, coming + timedelta(7), sure=False)
            later.offer(Subject.DATE, coming)
            return later
        piece = Piece(index, at + 1, Subject.DATE, next_weekday(now.today, weekday))
        piece.traits = frozenset({Trait.WEEKDAY})
        if at == index == 0 and say.ENGLISH_DAYS.has(word.keys) and word.key.isascii():
            piece.traits |= {Trait.NAME_LIKE}
        return piece
    if (weekday := say.WEEKDAYS_OF.get(word.keys) or say.WEEKDAYS_MISSPELT.get(word.keys)) is not None:
        if say.NAMES_TOO.has(word.keys):
            return None if has_article else _name_or_day(word, index, weekday, now)
        piece = Piece(index, at + 1, Subject.DATE, next_weekday(now.today, weekday), sure=False)
        piece.traits = frozenset({Trait.WEEKDAY})
        piece.offer(Subject.PATIENT, word.text)
        return piece
    return _short_weekday(words, index, at, now)


def _name_or_day(word: Word, index: int, weekday: int, now: Now) -> Piece:
    piece = Piece(index, index + 1, Subject.DATE, next_weekday(now.today, weekday), sure=False)
    piece.traits = frozenset({Trait.WEEKDAY, Trait.NAME_LIKE})
    piece.offer(Subject.PATIENT, word.text)
    return piece


def _short_weekday(words: Sequence[Word], index: int, at: int, now: Now) -> Piece | None:
    """Δε, Τρ, mon, sat; the rules that look at the line decide where they count."""
    word = words[at]
    traits = {Trait.WEEKDAY, Trait.SHORT_DAY}
    sure = False
    if (weekday := say.TWO_LETTERS.get(word.keys)) is not None:
        sure = not word.key.isascii()
    elif (weekday := say.ENGLISH_SHORT.get(word.keys)) is not None:
        sure = True
        if at == index == 0:
            traits.add(Trait.NAME_LIKE)
    elif (weekday := say.CUT_SHORT.get(word.keys)) is None:
        return None
    beside = (at + 1, *((index - 1,) if index else ()))
    if word.key.isascii() and not sure and not any(_is_time(words, each) for each in beside):
        # In Latin letters they are names (Pa, Sav), unless a time stands beside them.
        return None
    piece = Piece(index, at + 1, Subject.DATE, next_weekday(now.today, weekday), sure=sure)
    piece.traits = frozenset(traits)
    piece.offer(Subject.PATIENT, word.text)
    return piece


def _is_time(words: Sequence[Word], index: int) -> bool:
    """Whether a number or a part of the day stands at a place."""
    if index >= len(words):
        return False
    return words[index].form is Form.NUMBER or PARTS.get(words[index].keys) is not None


_Qualifier = Callable[[int, int, int, Now], Piece]


def _qualified(words: Sequence[Word], at: int) -> tuple[int, _Qualifier | None]:
    """Which word said which weekday it is (next, this, last...), and the place after it."""
    for of, said in (
        (say.OTHER, _other),
        (say.NEXT, _next),
        (say.COMING, _coming),
        (say.LAST, _past),
        (say.AFTER_NEXT, _after_next),
    ):
        if _is(words, at, of):
            return at + 1, said
    if _is(words, at, say.THIS):
        return _after_articles(words, at + 1), _this
    if _is(words, at, say.EVERY):
        return at + 1, _every
    return at, None


def _guess(first: int, last: int, weekday: int, now: Now, weeks: int) -> Piece:
    when = weekday_of_next_week(now.today, weekday) + timedelta(weeks=weeks)
    piece = Piece(first, last, Subject.DATE, when, sure=False)
    coming = next_weekday(now.today, weekday)
    for other in (coming, coming + timedelta(7), when - timedelta(7), when + timedelta(7)):
        if other > now.today and len(piece.also) < 2:
            piece.offer(Subject.DATE, other)
    return piece


def _other(first: int, last: int, weekday: int, now: Now) -> Piece:
    return _guess(first, last, weekday, now, 0)


def _after_next(first: int, last: int, weekday: int, now: Now) -> Piece:
    return _guess(first, last, weekday, now, 1)


def _next(first: int, last: int, weekday: int, now: Now) -> Piece:
    """The weekday of next week; sure unless the coming one is still in this week, or is today's."""
    piece = _guess(first, last, weekday, now, 0)
    if weekday < now.today.isoweekday():
        piece.sure = True
    return piece


def _coming(first: int, last: int, weekday: int, now: Now) -> Piece:
    piece = Piece(first, last, Subject.DATE, next_weekday(now.today, weekday))
    if weekday == now.today.isoweekday():
        piece.sure = False
        piece.offer(Subject.DATE, now.today)
    return piece


def _this(first: int, last: int, weekday: int, now: Now) -> Piece:
    this_week = week_of(now.today, 0)[0] + timedelta(weekday - 1)
    when = this_week if this_week >= now.today else next_weekday(now.today, weekday)
    piece = Piece(first, last, Subject.DATE, when, sure=False)
    piece.offer(Subject.DATE, when + timedelta(7))
    return piece


def _past(first: int, last: int, weekday: int, now: Now) -> Piece:
    return Piece(first, last, Subject.DATE, next_weekday(now.today, weekday) - timedelta(7), sure=False)


def _every(first: int, last: int, weekday: int, now: Now) -> Piece:
    """A repetition cannot be booked in one line: its first day is a guess."""
    return Piece(first, last, Subject.DATE, next_weekday(now.today, weekday), sure=False)


def _month(words: Sequence[Word], index: int, now: Now) -> Piece | None:
    """A month without a day. Only alone, or after an article, it says when; else it may be a name."""
    at = _after_articles(words, index)
    if at >= len(words):
        return None
    month = month_alone(words, at, now)
    if month is None:
        return None
    is_line = len(words) == 1
    is_name = say.MONTHS_THAT_ARE_NAMES.has(words[at].keys)
    if (
        is_name
        and not is_line
        and at == index
        and not (index == 0 and say.ENGLISH_MONTHS.has(words[at].keys))
    ):
        return None
    value = month[0] if is_line else Stretch(*month)
    last = at + 1
    if last < len(words) and (year := figure(words[last])) is not None and 2000 <= year <= 2199:
        value = Stretch(month[0].replace(year=year), last_of_month(month[0].replace(year=year)))
        last += 1
    piece = Piece(index, last, Subject.DATE, value, sure=False)
    if is_name or (at == index and last == at + 1 and not is_line):
        piece.offer(Subject.PATIENT, words[at].text)
        piece.traits = frozenset({Trait.NAME_LIKE})
    return piece
