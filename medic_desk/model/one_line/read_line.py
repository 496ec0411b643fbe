"""A typed line is read: into tokens, each shown as certain or as a guess, and the meaning of the whole.

docs/one-line.md says how, and why. ``LineReader`` is made of a clinic's names once and asked at every key.
"""

import unicodedata
from dataclasses import replace
from datetime import time

from medic_desk.engine.clinic_time import Minute
from medic_desk.model.one_line.calendar_days import Now
from medic_desk.model.one_line.line import ClinicWords, Line
from medic_desk.model.one_line.piece import Piece
from medic_desk.model.one_line.reading import Doubt, Kind, Other, Reading, Said, Shown, Subject, Token
from medic_desk.model.one_line.scan import scan
from medic_desk.model.one_line.settle_commands import settle_commands
from medic_desk.model.one_line.settle_conflicts import settle_conflicts
from medic_desk.model.one_line.settle_days import settle_days
from medic_desk.model.one_line.settle_hours import settle_hours
from medic_desk.model.one_line.settle_names import settle_names
from medic_desk.model.one_line.settle_numbers import settle_numbers
from medic_desk.model.one_line.vocabulary import NoPatients, PatientLookup, Vocabulary
from medic_desk.model.one_line.whole import ONE_OF_EACH, sum_up
from medic_desk.model.one_line.words import split_line

LONGEST = 500
"""Characters of a line that are read; nobody types more, and what is pasted by mistake is patient text."""

_RULES = (scan, settle_days, settle_commands, settle_numbers, settle_names, settle_hours, settle_conflicts)


class LineReader:
    """Reads lines with a clinic's vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._clinic = ClinicWords(vocabulary)

    def read(self, text: str, now: Minute, zone: str, patients: PatientLookup | None = None) -> Reading:
        """The reading of a line at an instant. Raises UnknownZoneError.

        Any text can be read; none raises an error.
        """
        if not text.strip():
            return Reading(text=text, kind=Kind.NOTHING)
        moment = Now(now, zone)
        words = split_line(text) if len(text) <= LONGEST else ()
        if not words:
            subject = Subject.PATIENT if len(text) > LONGEST else Subject.NOT_UNDERSTOOD
            return sum_up(text, (_whole(text, subject),), self._clinic, moment)
        line = Line(text, words, self._clinic, patients or NoPatients(), moment)
        for rule in _RULES:
            rule(line)
        self._offer_command(line)
        return sum_up(text, _tokens(line), self._clinic, moment, line.doubts)

    def choose(self, reading: Reading, at: int, other: int | None, now: Minute, zone: str) -> Reading:
        """The reading after the person has accepted the token at a place, or chosen another reading of it.

        ``at`` is the token's place in the line, ``other`` an index of its ``also``. What was chosen is
        certain; a second token of the same subject that contradicts it counts no longer. Raises LookupError
        for a token or a reading that there is not.
        """
        token = next((each for each in reading.tokens if each.at == at), None)
        if token is None:
            raise LookupError(at)
        said = token.said if other is None else token.also[other].said
        chosen = replace(
            token,
            subject=said[0].subject,
            value=said[0].value,
            with_it=said[1:],
            shown=Shown.CERTAIN,
            also=(),
        )
        tokens = tuple(
            chosen if each is token else _set_aside(each, chosen, reading) for each in reading.tokens
        )
        left = [each for each in reading.doubts if each is Doubt.WEEKDAY_IS_NOT_THE_DATE]
        if chosen.subject is Subject.DATE:
            left = []
        return sum_up(reading.text, tokens, self._clinic, Now(now, zone), left)

    def _offer_command(self, line: Line) -> None:
        """A line that is one name may be the beginning of a command: then that stands first, dashed."""
        if len(line.pieces) != 1 or line.pieces[0].subject is not Subject.PATIENT:
            return
        piece = self._clinic.commands.read_beginning(line.words)
        if piece is None:
            return
        was = line.pieces[0]
        piece.also = [Other((Said(was.subject, was.value),)), *piece.also]
        line.pieces = [piece]


def _set_aside(token: Token, chosen: Token, reading: Reading) -> Token:
    """A guess that contradicts what was chosen says nothing any more; any other token stays as it is."""
    said = {each.subject for each in chosen.said}
    against = {subject for subject in said if ONE_OF_EACH.get(subject) in reading.doubts}
    if Doubt.WALK_IN_ON_A_DAY in reading.doubts:
        if Subject.WALK_IN in said:
            against |= {Subject.DATE, Subject.TIME, Subject.BETWEEN}
        elif said & {Subject.DATE, Subject.TIME, Subject.BETWEEN}:
            against |= {Subject.WALK_IN}
    if token.is_certain or token.subject not in against:
        return token
    return replace(token, subject=Subject.FILLER, value=token.text, shown=Shown.CERTAIN, also=(), with_it=())


def _whole(text: str, subject: Subject) -> Token:
    bare = text.strip()
    return Token(at=text.index(bare), text=bare, subject=subject, value=unicodedata.normalize("NFC", bare))


def _tokens(line: Line) -> tuple[Token, ...]:
    if all(piece.subject is Subject.PATIENT and not piece.also for piece in line.pieces):
        whole = _line_of_names(line)
        if whole is not None:
            return (whole,)
    return tuple(_token(line, piece) for piece in line.pieces)


def _line_of_names(line: Line) -> Token | None:
    """A line of patient text alone is one token, with the signs between and after its words."""
    bare = line.text.strip().rstrip(".,;:!?").rstrip()
    begins = line.text.index(line.text.strip())
    if line.words[0].at != begins or not all(piece.sure for piece in line.pieces):
        return None
    return Token(at=begins, text=bare, subject=Subject.PATIENT, value=unicodedata.normalize("NFC", bare))


def _token(line: Line, piece: Piece) -> Token:
    text = line.text_of(piece.first, piece.last)
    said = _said(Said(piece.subject, piece.value))
    also = tuple(Other(tuple(_said(each) for each in other.said)) for other in piece.also)
    return Token(
        at=line.words[piece.first].at,
        text=text,
        subject=said.subject,
        value=said.value,
        shown=Shown.CERTAIN if piece.sure or _needs_no_choice(piece) else Shown.GUESS,
        also=tuple(other for other in dict.fromkeys(also) if other.said != (said,)),
        with_it=piece.with_it,
    )


def _needs_no_choice(piece: Piece) -> bool:
    return piece.subject in (Subject.FILLER, Subject.NOT_UNDERSTOOD)


def _said(said: Said) -> Said:
    """What a piece says, with wall minutes as a time and text composed."""
    if said.subject is Subject.TIME and isinstance(said.value, int):
        return Said(Subject.TIME, time(said.value // 60 % 24, said.value % 60))
    if isinstance(said.value, str):
        return Said(said.subject, unicodedata.normalize("NFC", said.value))
    return said
