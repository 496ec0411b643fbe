"""Commands about a doctor, seen from the whole line (one-line.md, "Services and commands")."""

from medic_desk.model.one_line.line import Line
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Subject

_BOOKED = (Subject.SERVICE, Subject.DATE, Subject.TIME, Subject.WALK_IN, Subject.FIRST_FREE)
"""What only a booking says."""


def settle_commands(line: Line) -> None:
    """Without a doctor in the line "late" and "leave" beside a name are a part of it.

    "New patient" before a name and a day or service may be said of who is booked: then it is a guess.
    """
    for piece in list(line.of(Subject.COMMAND)):
        if line.clinic.commands.about(str(piece.value)) == "patient" and any(True for _ in line.of(*_BOOKED)):
            _may_be_said_of_who_is_booked(line, piece)
        if len(line.pieces) == 1 or line.clinic.commands.about(str(piece.value)) != "doctor":
            continue
        beside = (line.beside(piece, -1), line.beside(piece, 1))
        in_name = any(each is not None and each.has(Trait.FREE) for each in beside)
        if in_name and not _names_a_doctor(line):
            line.free(piece)


def _may_be_said_of_who_is_booked(line: Line, piece: Piece) -> None:
    text = line.text_of(piece.first, piece.last)
    if line.clinic.commands.is_there(str(piece.value)):
        piece.sure = False
        piece.offer(Subject.FILLER, text)
    else:
        piece.subject, piece.value = Subject.FILLER, text


def _names_a_doctor(line: Line) -> bool:
    free = [each.first for each in line.pieces if each.has(Trait.FREE)]
    mentions = (line.clinic.doctors.mention_at(line.words, index, index + 1) for index in free)
    return any(mentions) or any(True for _ in line.of(Subject.DOCTOR))
