"""Times, bounds and parts of the day at a place of the line (one-line.md, "Which hour?")."""

import re
from collections.abc import Sequence
from datetime import time

from medic_desk.model.one_line import hour_words as say
from medic_desk.model.one_line.clock import HALF_A_DAY, Clock, clock_at, follows_no_hour, part_of
from medic_desk.model.one_line.lexicon import Phrases, WordSet
from medic_desk.model.one_line.numerals import figure
from medic_desk.model.one_line.piece import Piece, Trait, keys_from
from medic_desk.model.one_line.reading import Bounds, Subject
from medic_desk.model.one_line.words import Form, Word

_RANGE = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?[-–—]([0-9]{1,2})(?:[:.]([0-9]{2}))?")


def read_time(words: Sequence[Word], index: int) -> Piece | None:
    """A time, or a bare number that may be one; ``value`` is wall minutes, of a bare number the number."""
    typed = keys_from(words, index)
    marker, _ = say.AT.longest(typed)
    if marker and (said := clock_at(words, index + marker)) is not None:
        if not follows_no_hour(words, said.last) and (said.has_colon or said.minute or not said.is_plain):
            return _marked(words, index, said)
    elif (said := clock_at(words, index)) is not None and not said.is_plain:
        return _time(index, said)
    word = words[index]
    if word.form is Form.NUMBER or (word.form is Form.WORD and said is not None and said.is_plain):
        return _number(word, index, said)
    return None


def _time(first: int, said: Clock) -> Piece:
    piece = Piece(first, said.last, Subject.TIME, said.minute, sure=not said.is_doubtful)
    if not said.is_settled:
        piece.traits = frozenset({Trait.HOUR})
        if said.has_colon and said.minute >= 480:
            piece.traits = frozenset()
    else:
        piece.traits = frozenset({Trait.TIED_TO_A_PART}) if said.minute < 780 else frozenset()
    if said.is_doubtful and not said.is_settled and said.has_colon and said.minute < 480:
        # 05:30 with its nought is the morning as it stands, but hardly.
        piece.traits = frozenset()
        piece.offer(Subject.TIME, said.minute + 720)
    return piece


def _marked(words: Sequence[Word], index: int, said: Clock) -> Piece:
    piece = _time(index, said)
    if said.is_plain and not any(say.TIME_SAID.has(word.keys) for word in words[index : said.last]):
        piece.traits |= {Trait.MAYBE_A_DATE}
    if any(say.ABOUT.has(word.keys) for word in words[index : said.last]):
        piece.sure = False
    return piece


def _number(word: Word, index: int, said: Clock | None) -> Piece | None:
    """A number without anything beside it. The rules that see the whole line decide what it is."""
    count = figure(word)
    if word.form is Form.NUMBER and count is None:
        return Piece(index, index + 1, Subject.NOT_UNDERSTOOD, word.text)
    if count is None:
        if said is None or said.last != index + 1 or said.minute < 120:
            return None
        count = said.minute // 60
    return Piece(
        index, index + 1, Subject.TIME, count, sure=False, traits=frozenset({Trait.BARE_NUMBER, Trait.HOUR})
    )


def read_part(words: Sequence[Word], index: int) -> Piece | None:
    """A part of the day: "πρωί", "το απόγευμα", "in the morning"."""
    at = index
    for of in (say.PART_PREPOSITIONS, say.PART_ARTICLES):
        if at < len(words) and of.has(words[at].keys):
            at += 1
    part = part_of(words, at)
    if part is not None and say.NOON.has(words[at].keys) and words[at].key.isascii():
        noon = Piece(index, at + 1, Subject.TIME, HALF_A_DAY, sure=False)
        noon.offer(Subject.PART, part)
        return noon
    if part is not None:
        return Piece(index, at + 1, Subject.PART, part, sure=words[at].key != "night")
    loose = say.PARTS_LOOSELY.get(words[at].keys) if at < len(words) else None
    if loose is None:
        return None
    piece = Piece(index, at + 1, Subject.PART, loose, sure=False)
    piece.offer(Subject.PATIENT, words[at].text)
    return piece


def read_bounds(words: Sequence[Word], index: int) -> Piece | None:
    """Bounds: "10-12", "μετά τις 5", "πριν τις 11", "between 10 and 12"."""
    if (figures := _range(words, index)) is not None:
        return figures
    typed = keys_from(words, index)
    for opening, joining in ((say.BETWEEN, say.BETWEEN_AND), (say.FROM, say.UP_TO)):
        length, _ = opening.longest(typed)
        if length and (piece := _two(words, index, index + length, joining)) is not None:
            return piece
    if (piece := _two(words, index, index, say.UP_TO)) is not None and figure(words[index]) is not None:
        piece.sure = False
        return piece
    for opening, is_lower in ((say.AFTER, True), (say.BEFORE, False)):
        length, _ = opening.longest(typed)
        said = clock_at(words, index + length) if length else None
        if said is not None and not follows_no_hour(words, said.last):
            minute = usual_hour(said)
            bounds = Bounds(wall(minute), None) if is_lower else Bounds(None, wall(minute))
            sure = not said.is_doubtful
            traits = frozenset({Trait.MAYBE_A_DATE}) if said.is_plain else frozenset()
            return Piece(index, said.last, Subject.BETWEEN, bounds, sure=sure, traits=traits)
    return None


def wall(minute: int) -> time:
    """Wall minutes as a time."""
    return time(minute // 60 % 24, minute % 60)


def usual_hour(said: Clock) -> int:
    """The minute that is meant where the half of the day is not said: one to seven are after noon."""
    if not said.is_settled and 60 <= said.minute < 480:
        return said.minute + 720
    return said.minute


def _two(words: Sequence[Word], first: int, index: int, joining: WordSet | Phrases[bool]) -> Piece | None:
    start = _plain_before(words, index, joining) or clock_at(words, index)
    if start is None or (first == index and not start.is_plain and not start.has_colon):
        return None
    length = _joined(words, start.last, joining)
    stop = clock_at(words, start.last + length) if length else None
    if stop is None or follows_no_hour(words, stop.last):
        return None
    bounds = _ordered(start, stop)
    return None if bounds is None else Piece(first, stop.last, Subject.BETWEEN, bounds)


def _joined(words: Sequence[Word], index: int, joining: WordSet | Phrases[bool]) -> int:
    """How many words at a place join two hours."""
    if isinstance(joining, WordSet):
        return int(index < len(words) and joining.has(words[index].keys))
    return joining.longest(keys_from(words, index))[0]


def _plain_before(words: Sequence[Word], index: int, joining: WordSet | Phrases[bool]) -> Clock | None:
    """An hour in figures right before the word that joins: "10 to 5" after "from" is no ten to five."""
    hour = figure(words[index]) if index < len(words) else None
    if hour is None or hour > 23 or not _joined(words, index + 1, joining):
        return None
    return Clock(hour * 60, index + 1, hour > 12, is_plain=True)


def _ordered(start: Clock, stop: Clock) -> Bounds | None:
    begins = usual_hour(start)
    ends = usual_hour(stop)
    if stop.is_settled and not start.is_settled and start.minute < 720 <= start.minute + 720 < stop.minute:
        # "5 to 7 pm" are both after noon; "10 to 5 pm" are not.
        begins = start.minute + 720
    if ends <= begins and not stop.is_settled and stop.minute + 720 > begins:
        ends = stop.minute + 720
    return Bounds(wall(begins), wall(ends)) if begins < ends < 1440 else None


def _range(words: Sequence[Word], index: int) -> Piece | None:
    """Two hours with a dash between them; a day and a month are written so as well."""
    word = words[index]
    found = _RANGE.fullmatch(word.text) if word.form is Form.NUMBER else None
    last = index + 1
    if found is None:
        if last >= len(words) or words[last].gap.strip() not in ("-", "–", "—"):
            return None
        found = _RANGE.fullmatch(f"{word.text}-{words[last].text}")
        last += 1
        if found is None:
            return None
    hours = (int(found[1]), int(found[3]))
    minutes = (int(found[2] or 0), int(found[4] or 0))
    if max(hours) > 23 or max(minutes) > 59:
        return None
    start, stop = (
        Clock(hour * 60 + minute, last, is_settled=hour > 12 or hour == 0)
        for hour, minute in zip(hours, minutes, strict=True)
    )
    bounds = _ordered(start, stop)
    if bounds is None:
        return None
    is_plain = not found[2] and not found[4]
    traits = frozenset({Trait.MAYBE_A_DATE}) if is_plain else frozenset()
    return Piece(index, last, Subject.BETWEEN, bounds, traits=traits)
