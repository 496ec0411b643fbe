"""Which of the pieces are days, seen from the whole line (one-line.md, "Day or name?")."""

from datetime import date, timedelta

from medic_desk.model.one_line import day_words as say
from medic_desk.model.one_line.calendar_days import next_date, next_day_of_month, next_weekday
from medic_desk.model.one_line.line import Line
from medic_desk.model.one_line.numerals import figure
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Doubt, Other, Said, Stretch, Subject

_TIMES = frozenset({Subject.TIME, Subject.PART, Subject.BETWEEN})


def settle_days(line: Line) -> None:
    """Decide which short forms and names are days, and join weekdays with the dates beside them."""
    _find_known_names(line)
    _join_weekdays_with_dates(line)
    _settle_short_forms(line)
    _settle_names(line)
    _settle_edges(line)
    _settle_dots_and_dashes(line)
    _settle_birth_dates(line)
    _settle_parts(line)
    _settle_jump(line)


def sure_days(line: Line, but: Piece | None = None) -> list[Piece]:
    """The pieces that say a day for certain, except one. A name that could be a day is none."""
    return [
        each
        for each in line.of(Subject.DATE)
        if each is not but and each.sure and not (each.has(Trait.NAME_LIKE) and _may_be_name(line, each))
    ]


def _may_be_name(line: Line, piece: Piece) -> bool:
    """Whether a weekday's or month's word stands where a name does."""
    if piece.has(Trait.BESIDE_A_NAME):
        return True
    is_english = line.words[piece.last - 1].key.isascii() and say.ENGLISH_DAYS.has(
        line.words[piece.last - 1].keys
    )
    following = line.beside(piece, 1)
    if is_english and not say.NAMES_TOO.has(line.words[piece.last - 1].keys):
        return following is not None and following.has(Trait.FREE)
    return True


# ---------------------------------------------------------------------------------------- weekdays and dates


def _join_weekdays_with_dates(line: Line) -> None:
    for piece in list(line.of(Subject.DATE)):
        if piece not in line.pieces or not piece.has(Trait.WEEKDAY):
            continue
        beside = _date_beside(line, piece)
        if beside is not None:
            _join(line, piece, beside)
    _agree_from_afar(line)


def _date_beside(line: Line, piece: Piece) -> Piece | None:
    """The date right beside a weekday, an article between them or none; after it before before it."""
    for step in (1, -1):
        other = line.beside(piece, step)
        if other is not None and other.subject is Subject.FILLER:
            is_article = all(say.ARTICLES.has(word.keys) for word in line.words[other.first : other.last])
            other = line.beside(other, step) if is_article else None
        if other is not None and other.subject is Subject.DATE and not other.has(Trait.WEEKDAY):
            return other
    return None


def _join(line: Line, weekday: Piece, other: Piece) -> None:
    first, last = (weekday, other) if weekday.first < other.first else (other, weekday)
    wanted = weekday.date.isoweekday()
    name_beside = weekday.has(Trait.NAME_LIKE) and _has_name_beside(line, weekday, other)
    if isinstance(other.value, Stretch):
        within = next_weekday(other.value.first - timedelta(1), wanted)
        if within > other.value.last or name_beside:
            return
        value: date = within
        sure = False
        also: list[Other] = []
    elif not isinstance(other.value, date):
        return
    elif other.value.isoweekday() == wanted:
        value, sure, also = other.value, True, []
    elif name_beside:
        return
    else:
        value, sure = other.value, False
        also = [Other((Said(Subject.DATE, weekday.date),))]
        line.doubt(Doubt.WEEKDAY_IS_NOT_THE_DATE)
    line.merge(first, last)
    first.value, first.sure, first.also = value, sure, also
    first.subject, first.traits, first.with_it = Subject.DATE, frozenset(), other.with_it


def _has_name_beside(line: Line, weekday: Piece, other: Piece) -> bool:
    step = -1 if weekday.first < other.first else 1
    outer = line.beside(weekday, step)
    return outer is not None and outer.has(Trait.FREE)


def _agree_from_afar(line: Line) -> None:
    """A weekday elsewhere in the line is that of the date, if it can be."""
    dates = [each.value for each in line.of(Subject.DATE) if each.sure and not each.has(Trait.WEEKDAY)]
    if len(dates) != 1 or not isinstance(dates[0], date):
        return
    for piece in line.of(Subject.DATE):
        is_that = isinstance(piece.value, date) and piece.value.isoweekday() == dates[0].isoweekday()
        if piece.has(Trait.WEEKDAY) and piece.sure and is_that and not piece.has(Trait.NAME_LIKE):
            piece.value = dates[0]
            piece.traits -= {Trait.WEEKDAY}


# ------------------------------------------------------------------------------------------ short forms


def _settle_short_forms(line: Line) -> None:
    for piece in [each for each in line.of(Subject.DATE) if each.has(Trait.SHORT_DAY)]:
        following = line.beside(piece, 1)
        if following is not None and following.subject is Subject.FILLER:
            following = line.beside(following, 1)
        has_article = piece.last - piece.first > 1
        sides = (line.beside(piece, -1), line.beside(piece, 1))
        in_name = any(each is not None and each.has(Trait.FREE) for each in sides)
        has_two_letters = say.TWO_LETTERS.get(line.words[piece.last - 1].keys) is not None
        if sure_days(line, piece) and (in_name or has_two_letters):
            line.free(piece)
        elif following is not None and following.subject in _TIMES:
            if following.has(Trait.BARE_NUMBER):
                _short_form_and_number(line, piece, following)
        elif not has_article:
            _short_form_alone(line, piece)


def _short_form_and_number(line: Line, piece: Piece, number: Piece) -> None:
    """Τρ 1: the first, if that is a Tuesday; else the weekday, and the number is the hour or the day."""
    count = figure(line.words[number.first])
    when = next_day_of_month(line.now.today, count) if count else None
    piece.sure = False
    if when is None or when.isoweekday() != piece.date.isoweekday():
        return
    hour = (count or 0) + 12 if 0 < (count or 0) < 8 else (count or 0)
    weekday_at = (Said(Subject.DATE, piece.value), Said(Subject.TIME, hour * 60))
    line.merge(piece, number)
    piece.value, piece.sure, piece.traits = when, False, frozenset()
    piece.also = [Other(weekday_at)] if hour < 24 else []


def _short_form_alone(line: Line, piece: Piece) -> None:
    """Without a number, time or part of the day after it a short form may be a name."""
    key = line.words[piece.last - 1].keys
    beside_name = any(
        other is not None and other.has(Trait.FREE)
        for other in (line.beside(piece, -1), line.beside(piece, 1))
    )
    if say.TWO_LETTERS.get(key) is not None and (beside_name or len(line.pieces) == 1):
        line.free(piece)
    elif beside_name:
        piece.traits |= {Trait.NAME_LIKE, Trait.BESIDE_A_NAME}
    else:
        piece.sure = False
        piece.traits -= {Trait.NAME_LIKE}


# ------------------------------------------------------------------------------------------ names


def _find_known_names(line: Line) -> None:
    """Okafor Friday: a weekday that with the word beside it is a patient's name."""
    for piece in line.of(Subject.DATE):
        if not piece.has(Trait.WEEKDAY) or piece.last - piece.first > 1:
            continue
        for other in (line.beside(piece, -1), line.beside(piece, 1)):
            if other is not None and other.has(Trait.FREE):
                first, last = min(piece.first, other.first), max(piece.last, other.last)
                if line.patients.is_called(line.text_of(first, last)):
                    piece.traits |= {Trait.NAME_LIKE, Trait.BESIDE_A_NAME}


def _settle_names(line: Line) -> None:
    for piece in [each for each in line.of(Subject.DATE) if each.has(Trait.NAME_LIKE)]:
        if not _may_be_name(line, piece):
            continue
        before, after = line.beside(piece, -1), line.beside(piece, 1)
        if _is_edge(line, before) or _is_range(line, before, piece):
            piece.sure = False
        elif sure_days(line, piece) and not _is_month_apart(line, piece):
            line.free(piece)
        elif _stands_as_day(line, before):
            piece.sure = True
            piece.also = []
        elif _is_beside_whole_name(line, piece):
            piece.sure = False
            piece.offer(Subject.PATIENT, line.text_of(piece.first, piece.last))
        elif (after is not None and after.has(Trait.FREE)) or (before is not None and before.has(Trait.FREE)):
            piece.day = piece.value if isinstance(piece.value, date | Stretch) else None
            line.free(piece)
        else:
            piece.sure = False
            piece.offer(Subject.PATIENT, line.text_of(piece.first, piece.last))


def _is_range(line: Line, before: Piece | None, piece: Piece) -> bool:
    """Whether a dash or stroke ties a day to the one before: Δευτέρα-Παρασκευή."""
    is_tied = line.words[piece.first].gap.strip() in ("-", "–", "/")
    return is_tied and before is not None and before.subject is Subject.DATE


def _stands_as_day(line: Line, before: Piece | None) -> bool:
    """Whether "την" or "on" stands before it, and a name before that."""
    if (
        before is None
        or before.subject is not Subject.FILLER
        or not say.ON.has(line.words[before.last - 1].keys)
    ):
        return False
    name = line.beside(before, -1)
    return name is not None and name.has(Trait.FREE)


def _is_month_apart(line: Line, piece: Piece) -> bool:
    """Whether it is a month that no name stands beside."""
    sides = (line.beside(piece, -1), line.beside(piece, 1))
    return isinstance(piece.value, Stretch) and not any(
        each is not None and each.has(Trait.FREE) for each in sides
    )


def _is_beside_whole_name(line: Line, piece: Piece) -> bool:
    """Whether just the two words on one side of a weekday are a patient's whole name, so that it is apart."""
    at = next(index for index, each in enumerate(line.pieces) if each is piece)
    free = [each.has(Trait.FREE) for each in line.pieces]
    before, after = free[max(at - 3, 0) : at], free[at + 1 : at + 4]
    if not isinstance(piece.value, date) or (any(before[-1:]) and any(after[:1])):
        return False
    for name, others in (
        (line.pieces[max(at - 2, 0) : at], before[:-2]),
        (line.pieces[at + 1 : at + 3], after[2:]),
    ):
        is_two = len(name) == 2 and all(each.has(Trait.FREE) for each in name) and not any(others)
        if is_two and line.patients.is_called(line.text_of(name[0].first, name[1].last)):
            return True
    return False


# ------------------------------------------------------------------------------------------ the rest


def _settle_edges(line: Line) -> None:
    """After "from", "before" or "not" a day or part of it is a guess; so is one right before that word."""
    for piece in line.of(Subject.DATE, Subject.PART):
        before = line.beside(piece, -1)
        if before is None or not _is_edge(line, before):
            continue
        piece.sure = False
        other = line.beside(before, -1)
        if other is not None and other.subject is piece.subject:
            other.sure = False


def _is_edge(line: Line, piece: Piece | None) -> bool:
    """Whether a piece is a word such as from, until, every or not."""
    if piece is None or piece.subject not in (Subject.FILLER, Subject.NOT_UNDERSTOOD):
        return False
    words = line.words[piece.first : piece.last]
    return any(of.has(word.keys) for of in (say.EDGES, say.EVERY, say.EXCEPT) for word in words)


def _settle_dots_and_dashes(line: Line) -> None:
    """Figures that are a day and a time as well (3.12, 10-12, στις 10): what else the line says decides."""
    for piece in list(line.pieces):
        times = [each for each in piece.also if each.said[0].subject is Subject.TIME]
        if piece.subject is Subject.DATE and times and not piece.sure and sure_days(line, piece):
            figures = line.words[piece.last - 1].text
            if "." in figures:
                day = piece.value
                piece.subject, piece.value = Subject.TIME, times[0].said[0].value
                piece.also = [Other((Said(Subject.DATE, day),))]
                piece.traits = frozenset({Trait.HOUR})
        if piece.has(Trait.MAYBE_A_DATE) and not sure_days(line):
            piece.sure = False
            _offer_date(line, piece)


def _offer_date(line: Line, piece: Piece) -> None:

    figures = line.words[piece.last - 1]
    if piece.subject is Subject.TIME:
        when = next_day_of_month(line.now.today, figure(figures) or 0)
    else:
        parts = figures.text.replace("–", "-").replace("—", "-").split("-")
        both = len(parts) == 2 and all(part.isdigit() for part in parts)
        when = next_date(line.now.today, int(parts[0]), int(parts[1])) if both else None
    if when is not None:
        piece.offer(Subject.DATE, when)


def _settle_birth_dates(line: Line) -> None:
    """Beside a name a day of years ago is when the patient was born: it narrows the name."""
    if not any(each.has(Trait.FREE) for each in line.pieces):
        return
    for piece in line.of(Subject.DATE):
        if isinstance(piece.value, date) and piece.value.year < line.now.today.year - 1:
            when = piece.value
            piece.subject, piece.value, piece.sure = (
                Subject.PATIENT,
                line.text_of(piece.first, piece.last),
                False,
            )
            piece.also = [Other((Said(Subject.DATE, when),))]


def _settle_parts(line: Line) -> None:
    """Morning Star: a part of the day that begins the line before a name may be a name."""
    first = line.pieces[0]
    after = line.beside(first, 1)
    if first.subject is Subject.PART and after is not None and after.has(Trait.FREE):
        first.sure = False
        first.offer(Subject.PATIENT, line.text_of(first.first, first.last))


def _settle_jump(line: Line) -> None:
    """A line that is nothing but yesterday's date goes to yesterday."""
    pieces = [each for each in line.pieces if each.subject is not Subject.FILLER]
    if len(pieces) != 1 or pieces[0].subject is not Subject.DATE or not isinstance(pieces[0].value, date):
        return
    piece = pieces[0]
    yesterday = line.now.today - timedelta(1)
    if Other((Said(Subject.DATE, yesterday),)) in piece.also:
        piece.also = [Other((Said(Subject.DATE, piece.value),))]
        piece.value = yesterday
