"""Whose names the words are that nothing else has claimed (one-line.md, "Whose name is it?")."""

from dataclasses import dataclass, replace

from medic_desk.model.one_line.doctors import BEGINNING, PREPOSITIONS, TITLES, WHOLE, Mention
from medic_desk.model.one_line.first_names import is_usual_first_name
from medic_desk.model.one_line.lexicon import WordSet
from medic_desk.model.one_line.line import Line
from medic_desk.model.one_line.piece import Piece, Trait
from medic_desk.model.one_line.reading import Other, Said, Subject
from medic_desk.model.one_line.words import Form

_AND = WordSet("και κ ή and or")
_BETWEEN = frozenset(
    {"τον", "την", "τη", "ton", "tin", "thn", "ti", "κ", "κο", "κα", "mr", "mrs", "ms", "the"}
)
"""What may stand between "with" and a doctor's name."""


@dataclass(slots=True)
class Run:
    """Free words side by side, ``[first, last)``, with the doctors that they may name."""

    first: int
    last: int
    mentions: list[Mention]
    is_number: bool = False
    """Whether it is letters and figures in one, which name no doctor."""

    @property
    def others(self) -> list[int]:
        """The words that name no doctor."""
        named = {index for each in self.mentions for index in range(each.first, each.last)}
        return [index for index in range(self.first, self.last) if index not in named]


def settle_names(line: Line) -> None:
    """Give every free word to the patient or to a doctor."""
    _settle_weak_services(line)
    marked = _take_marked_doctors(line)
    runs = _runs(line)
    if marked or _has_other_doctor(line):
        for run in runs:
            run.mentions = []
    _decide(line, runs)
    _doubt_two_patients(line)
    _say_unknown_doctors(line)


def _settle_weak_services(line: Line) -> None:
    """Beside a name a service's word is a part of the name, if the service is said elsewhere."""
    if all(each.has(Trait.WEAK) for each in line.of(Subject.SERVICE)):
        return
    has_name = any(each.has(Trait.FREE) or each.subject is Subject.LITERAL for each in line.pieces)
    for piece in [each for each in line.of(Subject.SERVICE) if each.has(Trait.WEAK)]:
        sides = (line.beside(piece, -1), line.beside(piece, 1))
        if not has_name or any(each is not None and each.has(Trait.FREE) for each in sides):
            line.free(piece)


def _has_other_doctor(line: Line) -> bool:
    """Whether a specialty already says the doctor for certain."""
    return any(each.sure for each in line.of(Subject.DOCTOR))


# ---------------------------------------------------------------------------------- said to be a doctor


def _is_title(line: Line, index: int) -> bool:
    return line.words[index].form is Form.WORD and TITLES.has(line.words[index].keys)


def _take_marked_doctors(line: Line) -> bool:
    """Doctors after δρ., στον, με, with: certain, in any case of the noun. Whether there was one."""
    found = False
    for start in [
        each.first for each in line.pieces if each.has(Trait.FREE) or each.subject is Subject.FILLER
    ]:
        piece = next((each for each in line.pieces if each.first == start), None)
        if (
            piece is None
            or not piece.has(Trait.FREE)
            or piece.last > start + 1
            or not _is_marked(line, start)
        ):
            continue
        mention = line.clinic.doctors.mention_at(line.words, start, _end_of_run(line, start))
        if mention is None:
            continue
        doctors = line.clinic.doctors.likelier_first(mention.doctors, line.words[start - 1])
        mention = replace(mention, doctors=doctors)
        first = start - 1 if _is_title(line, start - 1) else start
        for each in line.pieces:
            if (
                each.has(Trait.FREE)
                and start - 2 <= each.first < first
                and (PREPOSITIONS.has(line.words[each.first].keys) or line.words[each.first].key in _BETWEEN)
            ):
                each.subject, each.traits = Subject.FILLER, frozenset()
        _claim(line, mention, first, sure=mention.strength > BEGINNING and len(mention.doctors) == 1)
        found = True
    return found


def _is_marked(line: Line, index: int) -> bool:
    """Whether the word before says that a doctor follows; an article may stand between."""
    if index == 0 or line.words[index].is_parted:
        return False
    before = line.words[index - 1]
    if before.form is not Form.WORD or line.words[index].form is not Form.WORD:
        return False
    if PREPOSITIONS.has(before.keys) or _is_title(line, index - 1):
        return True
    is_article = before.key in _BETWEEN
    return is_article and index > 1 and PREPOSITIONS.has(line.words[index - 2].keys)


def _end_of_run(line: Line, index: int) -> int:
    """The place after the last of the free words from there on."""
    free = {each.first for each in line.pieces if each.has(Trait.FREE) and each.last == each.first + 1}
    last = index + 1
    while last in free and not line.words[last].is_parted:
        last += 1
    return last


def _claim(line: Line, mention: Mention, first: int, *, sure: bool, patient: str | None = None) -> Piece:
    """Make a doctor's piece of the words; ``patient`` is what they are as patient text, if they may be."""
    piece = Piece(first, mention.last, Subject.DOCTOR, mention.doctors[0], sure=sure)
    for other in mention.doctors[1:]:
        piece.offer(Subject.DOCTOR, other)
    if patient is not None:
        piece.offer(Subject.PATIENT, patient)
    _replace(line, piece)
    return piece


def _replace(line: Line, piece: Piece) -> None:
    """Put a piece in the place of those whose words it takes."""
    at = next(index for index, each in enumerate(line.pieces) if each.last > piece.first)
    taken = [each for each in line.pieces if piece.first <= each.first < piece.last]
    line.pieces[at : at + len(taken)] = [piece]


# ------------------------------------------------------------------------------------------ the rest


def _runs(line: Line) -> list[Run]:
    runs: list[Run] = []
    for piece in line.pieces:
        if not piece.has(Trait.FREE):
            continue
        is_apart = line.words[piece.first].is_parted or piece.last > piece.first + 1
        if runs and runs[-1].last == piece.first and not is_apart and not runs[-1].is_number:
            runs[-1].last = piece.last
        else:
            runs.append(Run(piece.first, piece.last, [], is_number=piece.last > piece.first + 1))
    for run in runs:
        at = run.last if run.is_number else run.first
        while at < run.last:
            mention = line.clinic.doctors.mention_at(line.words, at, run.last)
            if mention is not None:
                run.mentions.append(mention)
            at = mention.last if mention is not None else at + 1
    return runs


def _text(line: Line, first: int, last: int) -> str:
    return line.text_of(first, last)


def _decide(line: Line, runs: list[Run]) -> None:
    has_literal = any(True for _ in line.of(Subject.LITERAL, Subject.PHONE))
    others = sum(len(run.others) for run in runs)
    mentions = [(run, each) for run in runs for each in run.mentions]
    if not mentions:
        for run in runs:
            _patient(line, run.first, run.last)
    elif others or has_literal:
        first_other = min((index for run in runs for index in run.others), default=-1)
        for run in runs:
            _run_with_patient(line, run, first_other, several=len(mentions) > 1)
    elif len(mentions) == 1:
        _only_name(line, *mentions[0])
    else:
        (first_run, first), *rest = mentions
        _patient(line, first_run.first, first.last, sure=False, doctors=first.doctors)
        for _, mention in rest:
            _claim(line, mention, mention.first, sure=False, patient=_text(line, mention.first, mention.last))


def _only_name(line: Line, run: Run, mention: Mention) -> None:
    """The one name in the line is a doctor's: a patient may be called so."""
    name = _text(line, run.first, run.last)
    if any(line.clinic.commands.about(str(each.value)) == "doctor" for each in line.of(Subject.COMMAND)):
        _claim(line, mention, run.first, sure=mention.strength > BEGINNING and len(mention.doctors) == 1)
    elif (
        mention.strength == BEGINNING
        or line.patients.is_called(name)
        or _offers_it_not(line, mention)
        or len([each for each in line.pieces if each.subject is not Subject.FILLER]) == 1
    ):
        _patient(line, run.first, run.last, sure=False, doctors=mention.doctors)
    else:
        _claim(line, mention, run.first, sure=False, patient=name)


def _offers_it_not(line: Line, mention: Mention) -> bool:
    """Whether none of the doctors offers the service that is said: then a patient is called so."""
    services = [str(each.value) for each in line.of(Subject.SERVICE) if each.sure]
    offering = {doctor for service in services for doctor in line.clinic.vocabulary.doctors_of(service)}
    return bool(offering) and not offering & set(mention.doctors)


def _run_with_patient(line: Line, run: Run, first_other: int, *, several: bool) -> None:
    """Words of one run where somewhere in the line there is a patient's name too."""
    if not run.mentions:
        _patient(line, run.first, run.last)
        return
    mention = run.mentions[0]
    if not run.others:
        is_after = mention.first > first_other
        for each in run.mentions:
            sure = each.strength == WHOLE and len(each.doctors) == 1 and is_after and not several
            _claim(line, each, each.first, sure=sure, patient=_text(line, each.first, each.last))
        return
    if len(run.mentions) > 1:
        _several_in_run(line, run)
    elif mention.first == run.first:
        _doctor_first(line, run, mention)
    else:
        _doctor_after_name(line, run, mention, several=several)


def _several_in_run(line: Line, run: Run) -> None:
    """Two doctors among the names: nothing of it is certain."""
    at = run.first
    mentions = run.mentions
    first = mentions[0]
    if (
        first.first == at
        and not first.is_full
        and first.last < mentions[1].first
        and _is_first_name(line, first.last)
    ):
        # Ράπτη Νίκη Ράπτης: the first surname is the patient's.
        mentions = mentions[1:]
    for mention in mentions:
        if at < mention.first:
            _patient(line, at, mention.first, sure=False)
        _claim(line, mention, mention.first, sure=False, patient=_text(line, mention.first, mention.last))
        at = mention.last
    if at < run.last:
        _patient(line, at, run.last, sure=False)


def _is_first_name(line: Line, index: int) -> bool:
    word = line.words[index]
    return line.patients.is_first_name(word.text) or is_usual_first_name(word.keys)


def _doctor_first(line: Line, run: Run, mention: Mention) -> None:
    """Αντωνίου Γεωργία: a first name that is not the doctor's makes the surname the patient's."""
    after = mention.last
    whole = _text(line, run.first, run.last)
    is_patients = not mention.is_full and _is_first_name(line, after)
    is_known = line.patients.is_called(whole)
    rest = Said(Subject.PATIENT, _text(line, after, run.last))
    parted = Other((Said(Subject.DOCTOR, mention.doctors[0]), rest))
    if not mention.is_full and (is_patients or is_known or mention.strength < WHOLE):
        sure = is_patients
        _patient(line, run.first, run.last, sure=sure, also=[] if sure else [parted])
        return
    _claim(line, mention, mention.first, sure=False, patient=_text(line, mention.first, mention.last))
    # A whole name that a patient has is the patient's, wherever the doctor's stands.
    is_whole = run.last - after == 2 and line.patients.is_called(_text(line, after, run.last))
    _patient(line, after, run.last, sure=is_whole and mention.strength == WHOLE)


def _doctor_after_name(line: Line, run: Run, mention: Mention, *, several: bool) -> None:
    """Λιάπη Ράπτης: the first name is the patient's, the surname after it the doctor's."""
    whole = _text(line, run.first, run.last)
    before = mention.first - run.first
    parted = [
        Said(Subject.PATIENT, _text(line, run.first, mention.first)),
        Said(Subject.DOCTOR, mention.doctors[0]),
    ]
    follows = mention.last < run.last
    if follows and not mention.is_full and _is_first_name(line, mention.last):
        # Two whole names; the second is no doctor's.
        _patient(line, run.first, mention.first, sure=False)
        _claim(line, mention, mention.first, sure=False, patient=_text(line, mention.first, run.last))
        _patient(line, mention.last, run.last, sure=False)
        return
    one_name = before == 1 and not mention.is_full and not follows and _is_first_name(line, run.first)
    if one_name or (line.patients.is_called(whole) and not mention.is_full):
        _patient(line, run.first, run.last, sure=False, also=[Other(tuple(parted))])
        return
    sure = mention.strength == WHOLE and len(mention.doctors) == 1 and not several and not follows
    _patient(line, run.first, mention.first)
    _claim(line, mention, mention.first, sure=sure, patient=_text(line, mention.first, mention.last))
    if follows:
        _patient(line, mention.last, run.last)


def _patient(
    line: Line,
    first: int,
    last: int,
    *,
    sure: bool = True,
    doctors: tuple[str, ...] = (),
    also: list[Other] | None = None,
) -> None:
    """Make patient text of the words; a guess where one of them is a day or month as well."""
    text = _text(line, first, last)
    piece = Piece(first, last, Subject.PATIENT, text, sure=sure, also=list(also or []))
    for doctor in doctors:
        piece.offer(Subject.DOCTOR, doctor)
    days = [each for each in line.pieces if first <= each.first < last and each.has(Trait.FREE) and each.day]
    if days and days[0].day is not None:
        piece.sure = False
        day = days[0]
        rest = [
            _text(line, start, end) for start, end in ((first, day.first), (day.last, last)) if start < end
        ]
        said = [Said(Subject.DATE, days[0].day), *(Said(Subject.PATIENT, each) for each in rest)]
        piece.also.append(Other(tuple(said if day.first == first else [said[1], said[0], *said[2:]])))
    _replace(line, piece)


def _doubt_two_patients(line: Line) -> None:
    """Two names with "and" between them are two patients: neither is certain."""
    for piece in line.of(Subject.FILLER):
        before, after = line.beside(piece, -1), line.beside(piece, 1)
        if before is None or after is None or not _AND.has(line.words[piece.first].keys):
            continue
        if before.subject is Subject.PATIENT and after.subject is Subject.PATIENT:
            before.sure = after.sure = False


def _say_unknown_doctors(line: Line) -> None:
    """After "with" or δρ. a doctor was meant; a name that no doctor has is a guess as patient text."""
    for piece in line.of(Subject.PATIENT):
        titled = any(_is_title(line, index) for index in range(piece.first, piece.last))
        marked = titled or _is_marked(line, piece.first)
        if marked and not piece.has(Trait.FREE):
            piece.sure = False
