"""The first look at a line: at each place the longest thing that one of the readers knows."""

from collections.abc import Iterator

from medic_desk.model.one_line.day_phrases import read_day
from medic_desk.model.one_line.day_words import EXCEPT
from medic_desk.model.one_line.doctors import OTHER_CASE
from medic_desk.model.one_line.hours import read_bounds, read_part, read_time
from medic_desk.model.one_line.lengths import read_age, read_length
from medic_desk.model.one_line.line import Line, free_piece
from medic_desk.model.one_line.occasions import (
    is_article,
    is_filler,
    is_for,
    read_asking,
    read_note,
    read_occasion,
    read_opening,
    unquoted,
)
from medic_desk.model.one_line.phones import read_phone
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Other, Said, Subject
from medic_desk.model.one_line.words import Form

_WHEN = frozenset({Subject.DATE, Subject.TIME, Subject.PART, Subject.BETWEEN, Subject.FILLER})


def scan(line: Line) -> None:
    """Part the line's words into pieces; what nobody knows is a piece of its own and free to be a name."""
    index = 0
    while index < len(line.words):
        pieces = _pieces_at(line, index)
        line.pieces += pieces
        index = pieces[-1].last
    _find_fillers(line)


def _pieces_at(line: Line, index: int) -> list[Piece]:
    word = line.words[index]
    if word.form is Form.QUOTE:
        subject = Subject.LITERAL if unquoted(word.text) else Subject.FILLER
        return [Piece(index, index + 1, subject, word.text)]
    if word.form is Form.SIGNS:
        return [Piece(index, index + 1, Subject.NOT_UNDERSTOOD, word.text)]
    if word.form is Form.EMAIL:
        return [free_piece(line.words, index)]
    if note := read_note(line.words, index, line.text):
        return note
    if file_number := _letters_and_figures(line, index):
        return [file_number]
    best = max(_readings(line, index), key=lambda piece: piece.last, default=None)
    if best is not None:
        if best.subject is Subject.DOCTOR and best.has(Trait.WEAK):
            _offer_services(line, best)
        elif best.has(Trait.SHORT_DAY) and not best.sure:
            _offer_what_begins_so(line, best)
        return [best]
    return [_guess_of_one_word(line, index) or free_piece(line.words, index)]


def _readings(line: Line, index: int) -> Iterator[Piece]:
    """All readings of the words from a place; of two equally long ones the first counts."""
    words, clinic = line.words, line.clinic
    for piece in (
        clinic.commands.read(words, index),
        read_phone(words, index),
        clinic.services.read(words, index),
        read_age(words, index),
        read_length(words, index),
        read_bounds(words, index),
        read_day(words, index, line.now),
        read_time(words, index),
        read_occasion(words, index),
        read_opening(words, index),
        read_asking(words, index),
        clinic.doctors.read_specialty(words, index),
        read_part(words, index),
        clinic.sites.read(words, index),
    ):
        if piece is not None and not _cuts_a_word(line, piece):
            yield piece


def _cuts_a_word(line: Line, piece: Piece) -> bool:
    """Whether a piece ends between a number and the letters right after it, which belong together: 3B."""
    return (
        piece.last < len(line.words)
        and line.words[piece.last].is_glued
        and (line.words[piece.last - 1].form is Form.NUMBER)
        and line.words[piece.last].form is Form.WORD
    )


def _letters_and_figures(line: Line, index: int) -> Piece | None:
    """A file number such as C101, or figures with letters that are no unit: one word of a name or number."""
    if index + 1 >= len(line.words) or not line.words[index + 1].is_glued:
        return None
    forms = {line.words[index].form, line.words[index + 1].form}
    if forms != {Form.WORD, Form.NUMBER} or any(True for _ in _readings(line, index)):
        return None
    last = index + 2
    while last < len(line.words) and line.words[last].is_glued and line.words[last].form in forms:
        last += 1
    text = line.text_of(index, last)
    traits = frozenset({Trait.FREE})
    return Piece(index, last, Subject.PATIENT, text, traits=traits)


def _guess_of_one_word(line: Line, index: int) -> Piece | None:
    """A service's word or beginning, unless it is a doctor's surname or a word such as από."""
    if is_filler(line.words, index, before_a_meaning=False, before_a_day=False):
        return None
    mention = line.clinic.doctors.mention_at(line.words, index, len(line.words))
    if mention is not None and (mention.strength >= OTHER_CASE or mention.is_full):
        return None
    piece = line.clinic.services.read_word(line.words, index)
    if piece is not None and mention is not None:
        for doctor in mention.doctors:
            piece.offer(Subject.DOCTOR, doctor)
    return piece


def _offer_services(line: Line, piece: Piece) -> None:
    """The name of a specialty may be a word of a service as well: φυσικοθεραπεία, ορθοπαιδική."""
    piece.traits -= {Trait.WEAK}
    service = (
        line.clinic.services.read_word(line.words, piece.first) if piece.last == piece.first + 1 else None
    )
    if service is not None and line.clinic.services.is_word_of(str(service.value), line.words[piece.first]):
        doctors = [piece.value, *(said.value for other in piece.also for said in other.said)]
        piece.subject, piece.value, piece.sure = Subject.SERVICE, service.value, False
        piece.also = [*service.also, *(Other((Said(Subject.DOCTOR, doctor),)) for doctor in doctors)]
        piece.traits = service.traits
    elif service is not None:
        piece.sure = False
        piece.offer(Subject.SERVICE, service.value)
        for other in service.also:
            for said in other.said:
                piece.offer(said.subject, said.value)


def _offer_what_begins_so(line: Line, piece: Piece) -> None:
    """A weekday cut short may be the beginning of a service: δευτ, Δεύτερη γνώμη."""
    service = _guess_of_one_word(line, piece.last - 1)
    if service is not None:
        piece.offer(service.subject, service.value)
        for said in (said for other in service.also for said in other.said):
            piece.offer(said.subject, said.value)


def _is_or(line: Line, at: int) -> bool:
    """Whether a piece is ή in greeklish, between two days or two times."""
    sides = line.pieces[max(at - 1, 0) : at] + line.pieces[at + 1 : at + 2]
    is_letter = line.words[line.pieces[at].first].key in ("h", "i")
    return (
        is_letter and len(sides) == 2 and all(each.subject in (Subject.DATE, Subject.TIME) for each in sides)
    )


def _find_fillers(line: Line) -> None:
    """Free words that say nothing become fillers; from the end, so that "for the" before a day is two."""
    for at in range(len(line.pieces) - 1, -1, -1):
        piece = line.pieces[at]
        if not piece.has(Trait.FREE) or piece.last - piece.first != 1:
            continue
        following = line.pieces[at + 1] if at + 1 < len(line.pieces) else None
        before_a_meaning = following is not None and not following.has(Trait.FREE)
        if following is not None and following.subject in _WHEN and EXCEPT.has(line.words[piece.first].keys):
            piece.subject, piece.traits = Subject.NOT_UNDERSTOOD, frozenset()
            continue
        if is_article(line.words, piece.first, before_a_name=not before_a_meaning and following is not None):
            is_first = at == 0 or not line.pieces[at - 1].has(Trait.FREE)
            if is_first or is_for(line.words[piece.first - 1]):
                piece.subject, piece.traits = Subject.FILLER, frozenset()
                continue
        before_a_day = following is not None and before_a_meaning and following.subject in _WHEN
        if _is_or(line, at) or is_filler(
            line.words, piece.first, before_a_meaning=before_a_meaning, before_a_day=before_a_day
        ):
            piece.subject = Subject.FILLER
            piece.traits = frozenset()
