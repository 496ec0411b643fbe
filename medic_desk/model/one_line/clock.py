"""One time of day as it is said: "10:30", "δέκα και μισή", "5 μμ", "quarter to ten", "9 το πρωί"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_desk.model.one_line import day_words
from medic_desk.model.one_line import hour_words as say
from medic_desk.model.one_line.lexicon import WordSet
from medic_desk.model.one_line.numerals import figure, half_past, number, number_at
from medic_desk.model.one_line.piece import keys_from
from medic_desk.model.one_line.reading import PART_SPANS, Part
from medic_desk.model.one_line.words import Form, Word

HALF_A_DAY = 720

_COLON = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")
_OTHER_SIGN = re.compile(r"([0-9]{1,2})([.,;])([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was said, over the words up to ``last``."""

    minute: int
    """Wall minutes after midnight, as typed."""
    last: int
    is_settled: bool = False
    """Whether the half of the day was said, or follows from the figures (17:30, 0:15)."""
    is_plain: bool = False
    """Whether it is a number and nothing else."""
    is_doubtful: bool = False
    """Whether the sign between hour and minutes, or what was said beside it, leaves a doubt."""
    has_colon: bool = False


def clock_at(words: Sequence[Word], index: int) -> Clock | None:
    """The time that begins at a place, without a word before it such as "at"; None if none does."""
    if index >= len(words):
        return None
    said = _english(words, index) or _in_figures(words, index) or _in_words(words, index)
    return None if said is None else _with_half_of_day(words, said)


def _is(words: Sequence[Word], index: int, of: WordSet) -> bool:
    return index < len(words) and of.has(words[index].keys)


def _in_figures(words: Sequence[Word], index: int) -> Clock | None:
    word = words[index]
    if word.form is not Form.NUMBER:
        return None
    if found := _COLON.fullmatch(word.text):
        hour, minutes = int(found[1]), int(found[2])
        if hour > 23 or minutes > 59:
            return None
        settled = hour == 0 or hour > 12
        doubtful = found[1].startswith("0") and 0 < hour < 8
        return Clock(hour * 60 + minutes, index + 1, settled, is_doubtful=doubtful, has_colon=True)
    if found := _OTHER_SIGN.fullmatch(word.text):
        hour, minutes = int(found[1]), int(found[3])
        if hour > 23 or minutes > 59:
            return None
        return Clock(
            hour * 60 + minutes,
            index + 1,
            hour == 0 or hour > 12,
            is_doubtful=found[2] != ".",
            has_colon=True,
        )
    return None


def _in_words(words: Sequence[Word], index: int) -> Clock | None:
    """An hour with its half, quarter or minutes: "10 και μισή", "10 παρά τέταρτο", "10 και 20"."""
    if (half := half_past(words[index])) is not None:
        return Clock(half * 60 + 30, index + 1)
    hour = number(words[index])
    if hour is None or hour > 23:
        return None
    at = index + 1
    if hour <= 12 and words[index].key.isascii() and words[index].form is Form.WORD and at < len(words):
        spoken = number_at(words, at)
        if spoken is not None and words[at].form is Form.WORD and spoken[0] % 5 == 0 and 10 <= spoken[0] < 60:
            return Clock(hour * 60 + spoken[0], at + spoken[1], is_doubtful=True)
    glued_minutes = _after_hour_letter(words, at)
    if glued_minutes is not None:
        return Clock(hour * 60 + glued_minutes, at + 2, hour > 12, is_doubtful=True)
    if at < len(words) and words[at].is_parted:
        return Clock(hour * 60, at, hour > 12 or hour == 0, is_plain=True)
    if _is(words, at, say.AND) or _is(words, at, say.LESS):
        minutes = _minutes_beside(words, at + 1)
        if minutes is not None:
            sign = 1 if _is(words, at, say.AND) else -1
            return Clock((hour * 60 + sign * minutes[0]) % 1440, minutes[1], hour > 12)
        if _is(words, at, say.LESS):
            # "11 παρά" is not finished yet.
            return Clock(hour * 60, at + 1, hour > 12, is_doubtful=True)
    if _is(words, at, say.HALF) and not _is(words, at + 1, say.HOURS) and words[at].is_glued:
        return Clock(hour * 60 + 30, at + 1, hour > 12)
    return Clock(hour * 60, at, hour > 12 or hour == 0, is_plain=True)


def _after_hour_letter(words: Sequence[Word], at: int) -> int | None:
    """The minutes of 10h30."""
    if at + 1 >= len(words) or words[at].key not in ("h", "η", "ω") or not words[at].is_glued:
        return None
    minutes = figure(words[at + 1])
    if minutes is None or not words[at + 1].is_glued or len(words[at + 1].text) != 2 or minutes > 59:
        return None
    return minutes


def _minutes_beside(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """What is added to the hour, or taken from it, and where it ends."""
    if _is(words, index, say.HALF):
        return 30, index + 1
    if _is(words, index, say.QUARTER):
        return 15, index + 1
    said = number_at(words, index)
    if said is None or not 1 <= said[0] <= 59 or said[0] % 5:
        return None
    last = index + said[1]
    return said[0], last + 1 if _is(words, last, say.MINUTES) else last


def _english(words: Sequence[Word], index: int) -> Clock | None:
    """Half past ten, quarter to ten, twenty past ten."""
    minutes = _minutes_beside(words, index)
    if minutes is None:
        return None
    before, at = minutes
    past = _is(words, at, say.PAST)
    if not past and not _is(words, at, say.TO):
        return None
    hour = number(words[at + 1]) if at + 1 < len(words) else None
    if hour is None or not 1 <= hour <= 12 or (before == 30 and not past):
        return None
    is_figures = words[index].form is Form.NUMBER and words[at + 1].form is Form.NUMBER
    minute = hour * 60 + (before if past else -before)
    return Clock(minute, at + 2, is_doubtful=is_figures and not past)


def _with_half_of_day(words: Sequence[Word], said: Clock) -> Clock:
    """Read what follows: am, pm, o'clock, in the morning."""
    at = said.last
    length, _ = say.OCLOCK.longest(keys_from(words, at))
    if length and not (at < len(words) and words[at].is_parted):
        said = replace(said, last=at + length, is_plain=False)
        at += length
    if at < len(words) and words[at].is_parted:
        return said
    if _is(words, at, say.BEFORE_NOON) or _is(words, at, say.AFTER_NOON):
        # In greeklish "pm" spells πμ, but nobody who types it means that.
        part = None if _is(words, at, say.AFTER_NOON) else Part.MORNING
        return _in_half(said, at + 1, part)
    if _is(words, at, say.PART_PREPOSITIONS):
        at += 1
    if _is(words, at, say.PART_ARTICLES):
        at += 1
    part = part_of(words, at)
    return said if part is None else _tied(said, at + 1, part)


def part_of(words: Sequence[Word], index: int) -> Part | None:
    """The part of the day that a word says."""
    if index >= len(words) or words[index].key in say.NOT_PARTS:
        return None
    return say.PARTS.get(words[index].keys)


def _in_half(said: Clock, last: int, half: Part | None) -> Clock:
    """The time before noon (``half`` given) or after noon."""
    hour, minutes = divmod(said.minute, 60)
    if half is not None:
        minute = hour % 12 * 60 + minutes if hour <= 12 else said.minute
        return Clock(minute, last, is_settled=True, is_doubtful=hour >= 12)
    return Clock((hour % 12 + 12) * 60 + minutes, last, is_settled=True, is_doubtful=hour == 0)


def _tied(said: Clock, last: int, part: Part) -> Clock:
    minute = in_part(said.minute, part)
    if minute is None:
        return Clock(said.minute, last, is_settled=True, is_doubtful=True)
    doubtful = said.is_doubtful and said.has_colon and minute != said.minute
    return Clock(minute, last, is_settled=True, is_doubtful=doubtful)


def in_part(minute: int, part: Part) -> int | None:
    """The time of a twelve-hour clock in a part of the day; None if it is not in that part."""
    first, before = {Part.MORNING: (0, 720), Part.AFTERNOON: (720, 1260)}.get(part, PART_SPANS[part])
    if part is Part.MIDDAY:
        first, before = 660, 960
    if part is Part.EVENING:
        first = 1020
    both = (minute, minute + 720) if minute < 720 else (minute,)
    fitting = [each for each in both if first <= each < before]
    return fitting[0] if fitting else None


def follows_no_hour(words: Sequence[Word], last: int) -> bool:
    """Whether what stands after a number makes it none of the clock: a month, a unit, a glued letter."""
    if last >= len(words) or words[last].is_parted:
        return False
    typed = words[last].keys
    return (
        day_words.UNITS.get(typed) is not None
        or day_words.MONTHS.get(typed) is not None
        or (day_words.MONTHS_SHORT.get(typed) is not None and not words[last].key.isascii())
        or say.MINUTES.has(typed)
    )
