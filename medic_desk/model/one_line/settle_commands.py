"""Commands about a doctor, seen from the whole line (one-line.md, "Services and commands")."""

from medic_desk.model.one_line.line import Line
from medic_desk.model.one_line.piece import Trait
from medic_desk.model.one_line.reading import Subject


def settle_commands(line: Line) -> None:
    """Without a doctor in the line "late" and "leave" beside a name are a part of it."""
    for piece in list(line.of(Subject.COMMAND)):
        if len(line.pieces) == 1 or line.clinic.commands.about(str(piece.value)) != "doctor":
            continue
        beside = (line.beside(piece, -1), line.beside(piece, 1))
        in_name = any(each is not None and each.has(Trait.FREE) for each in beside)
        if in_name and not _names_a_doctor(line):
            line.free(piece)


def _names_a_doctor(line: Line) -> bool:
    free = [each.first for each in line.pieces if each.has(Trait.FREE)]
    mentions = (line.clinic.doctors.mention_at(line.words, index, index + 1) for index in free)
    return any(mentions) or any(True for _ in line.of(Subject.DOCTOR))
