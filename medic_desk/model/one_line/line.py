"""One line while the rules go over it: its words, its pieces, the clinic's names, and what is in doubt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from medic_desk.model.one_line.calendar_days import Now
from medic_desk.model.one_line.commands import CommandWords
from medic_desk.model.one_line.doctors import DoctorWords
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Doubt, Subject
from medic_desk.model.one_line.services import ServiceWords
from medic_desk.model.one_line.sites import SiteWords
from medic_desk.model.one_line.vocabulary import PatientLookup, Vocabulary
from medic_desk.model.one_line.words import Word


class ClinicWords:
    """The lists made of a clinic's names. Making them takes longer than reading a line: they are kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.doctors = DoctorWords(vocabulary.doctors)
        self.services = ServiceWords(vocabulary.services)
        self.sites = SiteWords(vocabulary.sites)
        self.commands = CommandWords(vocabulary.commands)


@dataclass(slots=True)
class Line:
    """The line and its pieces, in order; together they are all its words, each in one piece."""

    text: str
    words: Sequence[Word]
    clinic: ClinicWords
    patients: PatientLookup
    now: Now
    pieces: list[Piece] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def of(self, *subjects: Subject) -> Iterator[Piece]:
        """The pieces about any of the subjects; a word that nothing claimed is about none."""
        return (each for each in self.pieces if each.subject in subjects and not each.has(Trait.FREE))

    def beside(self, piece: Piece, step: int) -> Piece | None:
        """The piece before (-1) or after (1)."""
        at = next(index for index, each in enumerate(self.pieces) if each is piece) + step
        return self.pieces[at] if 0 <= at < len(self.pieces) else None

    def merge(self, first: Piece, last: Piece) -> None:
        """Let the first piece take the words of the last, which stands right after it or a filler further."""
        begins = next(index for index, each in enumerate(self.pieces) if each is first)
        ends = next(index for index, each in enumerate(self.pieces) if each is last)
        first.last = last.last
        del self.pieces[begins + 1 : ends + 1]

    def free(self, piece: Piece) -> None:
        """Give a piece's words back as a name's."""
        at = next(index for index, each in enumerate(self.pieces) if each is piece)
        day = piece.day
        freed = [free_piece(self.words, index) for index in range(piece.first, piece.last)]
        for each in freed:
            each.day = day
        self.pieces[at : at + 1] = freed

    def doubt(self, why: Doubt) -> None:
        """Note why the line cannot be done as it stands."""
        if why not in self.doubts:
            self.doubts.append(why)

    def text_of(self, first: int, last: int) -> str:
        """The line's text from a word to the one before another, with what stands between."""
        return self.text[self.words[first].at : self.words[last - 1].end]


def free_piece(words: Sequence[Word], index: int) -> Piece:
    """A word that nothing has claimed."""
    return Piece(index, index + 1, Subject.PATIENT, words[index].text, traits=frozenset({Trait.FREE}))


Rule = Callable[[Line], None]
