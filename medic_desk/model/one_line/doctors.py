"""Doctors by surname, full name, beginning or specialty, in any case (one-line.md, "Whose name is it?")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medic_desk.model.one_line.greek_cases import first_names, forms
from medic_desk.model.one_line.lexicon import Phrases, WordSet, split_phrase
from medic_desk.model.one_line.piece import Piece, Trait, keys_from
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.specialties import person_names
from medic_desk.model.one_line.spelling import begins, is_greek, sound, spells
from medic_desk.model.one_line.vocabulary import DoctorNames
from medic_desk.model.one_line.words import Form, Word

TITLES = WordSet("δρ dr doctor γιατρό γιατρός γιατρού ιατρό ιατρός doc")
"""Words that make the name after them a doctor's."""
PREPOSITIONS = WordSet("στον στην στη στο στου με with")

_OF_A_WOMAN = WordSet("στην στη την τη κα κυρία mrs ms")
_OF_A_MAN = WordSet("στον στο στου τον κ κο κύριο mr")
_SHORTEST_BEGINNING = 3
WHOLE, OTHER_CASE, BEGINNING = 3, 2, 1
"""How well a word is a surname: as the doctor is called, in another case, only its beginning or its sound."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The words ``[first, last)`` that may be a doctor's name."""

    first: int
    last: int
    doctors: tuple[str, ...]
    strength: int
    is_full: bool = False
    """Whether first name and surname are both there."""


class DoctorWords:
    """The lists that a typed word is looked up in for a doctor."""

    def __init__(self, doctors: Sequence[DoctorNames]) -> None:
        self._doctors = tuple(doctors)
        self._specialties = Phrases(
            [(name, each.key) for each in doctors if each.specialty for name in person_names(each.specialty)]
        )
        self._specialty_names = WordSet(
            " ".join(each.specialty for each in doctors if " " not in each.specialty)
        )
        self._surnames = {each.key: split_phrase(each.last_name) for each in doctors}
        self._first_names = {each.key: first_names(each.first_name) for each in doctors}

    def read_specialty(self, words: Sequence[Word], index: int) -> Piece | None:
        """The doctor of a specialty; a guess where several share it."""
        length, doctors = self._specialties.longest(keys_from(words, index))
        if not length:
            return None
        piece = Piece(index, index + length, Subject.DOCTOR, doctors[0], sure=len(doctors) == 1)
        for other in doctors[1:]:
            piece.offer(Subject.DOCTOR, other)
        if self._specialty_names.has(words[index].keys):
            piece.traits = frozenset({Trait.WEAK})
        return piece

    def mention_at(self, words: Sequence[Word], index: int, last: int) -> Mention | None:
        """The doctors that the words from a place on may name; a full name before a surname alone."""
        found = [each for doctor in self._doctors for each in self._mentions(doctor, words, index, last)]
        if not found:
            return None
        best = max(found, key=lambda each: (each.is_full, each.strength, each.last))
        same = [each for each in found if (each.last, each.is_full) == (best.last, best.is_full)]
        if best.strength != BEGINNING:
            same = [each for each in same if each.strength == best.strength]
        doctors = tuple(dict.fromkeys(each.doctors[0] for each in same))
        return Mention(best.first, best.last, doctors, best.strength, best.is_full)

    def is_own_first_name(self, word: Word, doctors: Sequence[str]) -> bool:
        """Whether a word is the first name of one of the doctors."""
        return any(self._is_first(key, word) for key in doctors)

    def likelier_first(self, doctors: Sequence[str], article: Word) -> tuple[str, ...]:
        """Doctors of one surname: after "στην" the women stand first, after "στον" the men."""
        wants_man = _OF_A_MAN.has(article.keys)
        if not wants_man and not _OF_A_WOMAN.has(article.keys):
            return tuple(doctors)
        # Men's first names end in s, but for a few from other languages (Γαβριήλ).
        men = {key: names[0].endswith(("σ", "s")) for key, names in self._first_names.items() if names}
        return tuple(sorted(doctors, key=lambda key: men.get(key, wants_man) is not wants_man))

    def _mentions(
        self, doctor: DoctorNames, words: Sequence[Word], index: int, last: int
    ) -> Iterator[Mention]:
        key = doctor.key
        surname = self._surname_at(key, words, index, last)
        if surname is not None:
            strength, end = surname
            yield Mention(index, end, (key,), strength)
            if end < last and self._is_first(key, words[end]) and not words[end].is_parted:
                yield Mention(index, end + 1, (key,), strength, is_full=True)
        elif self._is_first(key, words[index]) and index + 1 < last and not words[index + 1].is_parted:
            surname = self._surname_at(key, words, index + 1, last)
            if surname is not None and surname[0] > BEGINNING:
                yield Mention(index, surname[1], (key,), surname[0], is_full=True)

    def _surname_at(
        self, doctor: str, words: Sequence[Word], index: int, last: int
    ) -> tuple[int, int] | None:
        parts = self._surnames[doctor]
        if not parts or index + len(parts) > last:
            return None
        strengths = [_strength(words[index + at], part) for at, part in enumerate(parts)]
        return (min(strengths), index + len(parts)) if min(strengths) else None

    def _is_first(self, doctor: str, word: Word) -> bool:
        names = self._first_names[doctor]
        if word.form is not Form.WORD:
            return False
        if len(word.key) == 1:
            return any(spells(key, names[0][:1]) for key in word.keys)
        return any(spells(key, name) for key in word.keys for name in names)


def _strength(word: Word, surname: str) -> int:
    if word.form is not Form.WORD:
        return 0
    if any(spells(key, surname) for key in word.keys):
        return WHOLE
    if any(spells(key, form) for key in word.keys for form in forms(surname)[1:]):
        return OTHER_CASE
    if len(word.key) < _SHORTEST_BEGINNING:
        return 0
    if any(begins(key, surname) for key in word.keys):
        return BEGINNING
    return BEGINNING if any(is_greek(key) and sound(key) == sound(surname) for key in word.keys) else 0
