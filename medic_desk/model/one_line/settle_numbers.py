"""What a bare number is: an hour, a day, minutes, a file number (one-line.md, "Numbers alone")."""

from datetime import date

from medic_desk.model.one_line.calendar_days import next_day_of_month
from medic_desk.model.one_line.clock import HALF_A_DAY
from medic_desk.model.one_line.lexicon import WordSet
from medic_desk.model.one_line.line import Line, free_piece
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.settle_days import sure_days
from medic_desk.model.one_line.words import Form

_OR = WordSet("ή h i or")
_SHORTEST, _LONGEST = 5, 180
"""Minutes that a number beside a time may mean."""


def settle_numbers(line: Line) -> None:
    """Decide each bare number by what else the line says; what cannot be anything is not understood."""
    _join_hour_and_minutes(line)
    for piece in [each for each in line.pieces if each.has(Trait.BARE_NUMBER)]:
        word = line.words[piece.first]
        if len(line.pieces) == 1:
            _alone(line, piece)
        elif word.form is not Form.NUMBER:
            _word(line, piece)
        elif len(word.text) > 4:
            _long(line, piece)
        elif _is_late(line):
            _become(piece, Subject.MINUTES, piece.number)
        elif _has_time(line, piece):
            _beside_time(line, piece)
        elif len(word.text) > 2:
            _hour_and_minutes(line, piece)
        else:
            _hour_or_day(line, piece)
        piece.traits -= {Trait.BARE_NUMBER}


def _join_hour_and_minutes(line: Line) -> None:
    """Two numbers side by side, "10 30", are an hour and its minutes, dashed."""
    for piece in [each for each in line.pieces if each.has(Trait.BARE_NUMBER)]:
        if piece not in line.pieces:
            continue
        other = line.beside(piece, 1)
        if other is None or not other.has(Trait.BARE_NUMBER):
            continue
        hour, minutes = line.words[piece.first], line.words[other.first]
        figures = hour.form is Form.NUMBER and minutes.form is Form.NUMBER and not minutes.is_parted
        if (
            figures
            and len(hour.text) < 3
            and len(minutes.text) == 2
            and int(hour.text) < 24
            and int(minutes.text) < 60
        ):
            line.merge(piece, other)
            piece.value = int(hour.text) * 60 + int(minutes.text)
            piece.sure = False
            piece.traits = frozenset({Trait.HOUR})


def _become(piece: Piece, subject: Subject, value: int | str | date, *, sure: bool = False) -> None:
    piece.subject, piece.value, piece.sure = subject, value, sure
    if subject is not Subject.TIME:
        piece.traits -= {Trait.HOUR}


def _alone(line: Line, piece: Piece) -> None:
    word = line.words[piece.first]
    number = piece.number
    when = next_day_of_month(line.now.today, number)
    minute = _as_time(word.text) if word.form is Form.NUMBER else number * 60
    if when is not None and (word.form is not Form.NUMBER or len(word.text) < 3):
        _become(piece, Subject.DATE, when)
        if minute is not None and number < 24:
            piece.offer(Subject.TIME, minute + HALF_A_DAY if 60 <= minute < 480 else minute)
    elif minute is not None and len(word.text) > 2:
        _become(piece, Subject.TIME, minute)
    else:
        _become(piece, Subject.FILE_NUMBER, word.text)
        if len(word.text) > 4:
            piece.offer(Subject.PATIENT, word.text)
        return
    if word.form is Form.NUMBER:
        piece.offer(Subject.FILE_NUMBER, word.text)
    else:
        piece.offer(Subject.PATIENT, word.text)


def _word(line: Line, piece: Piece) -> None:
    """A number in words: an hour after a day or apart from names, and never for certain."""
    beside = (line.beside(piece, -1), line.beside(piece, 1))
    in_name = any(each is not None and each.has(Trait.FREE) for each in beside)
    is_only_name = not any(each.has(Trait.FREE) for each in line.pieces)
    may_be_hour = _day_before(line, piece) is not None or not (in_name or is_only_name)
    if not may_be_hour or _has_time(line, piece):
        at = next(index for index, each in enumerate(line.pieces) if each is piece)
        line.pieces[at] = free_piece(line.words, piece.first)
        return
    _become(piece, Subject.TIME, piece.number * 60)
    piece.offer(Subject.PATIENT, line.words[piece.first].text)


def _long(line: Line, piece: Piece) -> None:
    """Five figures and more that are no phone: what a patient's card has, perhaps."""
    _become(piece, Subject.FILE_NUMBER, line.words[piece.first].text)


def _has_time(line: Line, piece: Piece) -> bool:
    others = line.of(Subject.TIME, Subject.BETWEEN, Subject.WALK_IN)
    return any(each is not piece and not each.has(Trait.BARE_NUMBER) for each in others)


def _is_late(line: Line) -> bool:
    """Whether the line says that a doctor runs late: a number is how many minutes."""
    return any(line.clinic.commands.about(str(each.value)) == "doctor" for each in line.of(Subject.COMMAND))


def _is_another_time(line: Line, piece: Piece) -> bool:
    """Whether "or" ties a number to a time (10 ή 11), or it follows the second of two days."""
    before = line.beside(piece, -1)
    if before is not None and before.subject is Subject.DATE and len(list(line.of(Subject.DATE))) > 1:
        return True
    for step in (-1, 1):
        between = line.beside(piece, step)
        if between is None or not (
            between.subject is Subject.FILLER and _OR.has(line.words[between.first].keys)
        ):
            continue
        other = line.beside(between, step)
        if other is not None and other.subject is Subject.TIME:
            return True
    return False


def _beside_time(line: Line, piece: Piece) -> None:
    number = piece.number
    text = line.words[piece.first].text
    if 0 < number < 24 and _is_another_time(line, piece):
        _become(piece, Subject.TIME, number * 60)
        if number > 12:
            piece.traits -= {Trait.HOUR}
        return
    if _may_be_birth_year(line, piece):
        _become(piece, Subject.PATIENT, text)
        return
    is_walk_in = any(True for _ in line.of(Subject.WALK_IN))
    when = None if sure_days(line) or is_walk_in else next_day_of_month(line.now.today, number)
    is_length = number % 5 == 0 and _SHORTEST <= number <= _LONGEST
    if when is not None and len(text) < 3:
        _become(piece, Subject.DATE, when)
        if is_length:
            piece.offer(Subject.MINUTES, number)
    elif is_length:
        _become(piece, Subject.MINUTES, number)
    else:
        _become(piece, Subject.NOT_UNDERSTOOD, text, sure=True)


def _may_be_birth_year(line: Line, piece: Piece) -> bool:
    """Whether the number may be the year a patient was born in: it narrows a name."""
    is_year = 1900 <= piece.number <= line.now.today.year
    return is_year and any(each.has(Trait.FREE) for each in line.pieces)


def _as_time(text: str) -> int | None:
    """Wall minutes of figures without a colon: 1030, 930, 10."""
    hour, minutes = (int(text), 0) if len(text) < 3 else (int(text[:-2]), int(text[-2:]))
    return hour * 60 + minutes if hour < 24 and minutes < 60 else None


def _hour_and_minutes(line: Line, piece: Piece) -> None:
    text = line.words[piece.first].text
    minute = _as_time(text)
    only_names = all(
        each is piece or each.has(Trait.FREE) or each.subject is Subject.FILLER for each in line.pieces
    )
    if minute is None and only_names:
        _become(piece, Subject.FILE_NUMBER, text)
    elif minute is None:
        _become(piece, Subject.NOT_UNDERSTOOD, text, sure=True)
    else:
        is_year = _may_be_birth_year(line, piece)
        if is_year and (only_names or minute % 5):
            _become(piece, Subject.PATIENT, text)
            piece.offer(Subject.TIME, minute)
            return
        _become(piece, Subject.TIME, minute)
        if minute >= 780 or text.startswith("0"):
            piece.traits -= {Trait.HOUR}
        if only_names:
            piece.offer(Subject.FILE_NUMBER, text)
        if is_year:
            piece.offer(Subject.PATIENT, text)


def _day_before(line: Line, piece: Piece) -> Piece | None:
    """The nearest day said before a number."""
    before = [each for each in line.of(Subject.DATE) if each.first < piece.first]
    return before[-1] if before else None


def _hour_or_day(line: Line, piece: Piece) -> None:
    number = piece.number
    text = line.words[piece.first].text
    day = _day_before(line, piece)
    is_said = bool(sure_days(line))
    when = next_day_of_month(line.now.today, number)
    if 0 < number < 24:
        sure = day is not None and day.sure and is_said and not _may_be_its_date(piece, day, when)
        _become(piece, Subject.TIME, number * 60, sure=sure)
        if not sure and when is not None:
            piece.offer(Subject.DATE, when)
        if number > 12:
            piece.traits -= {Trait.HOUR}
    elif when is not None and not is_said:
        _become(piece, Subject.DATE, when)
    elif all(each is piece or each.has(Trait.FREE) for each in line.pieces):
        _become(piece, Subject.FILE_NUMBER, text)
    else:
        _become(piece, Subject.NOT_UNDERSTOOD, text, sure=True)


def _may_be_its_date(piece: Piece, day: Piece, when: date | None) -> bool:
    """Whether the number may be the day of the month of the weekday before it."""
    if day.has(Trait.SHORT_DAY) and day.last == piece.first:
        return True
    is_weekday = day.has(Trait.WEEKDAY) and isinstance(day.value, date) and when is not None
    return (
        is_weekday
        and when is not None
        and isinstance(day.value, date)
        and when.isoweekday() == day.value.isoweekday()
    )
