"""The chips of a line as it is understood: its tokens in their order, and what is taken for granted."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from medic_desk.model.one_line.reading import Kind, Subject, Token
from medic_desk.ui.one_line.chips import Chip, ChipLook
from medic_desk.ui.one_line.draft import RUNS_LATE
from medic_desk.ui.one_line.sayings import said_words, subject_name
from medic_desk.ui.one_line.understanding import Understanding
from medic_desk.ui.words.formats import short_day, whole_number

translate = QCoreApplication.translate

PATIENT, SERVICE, DOCTOR, START = "patient", "service", "doctor", "start"
"""Keys of the chips that were chosen or taken for granted; a token's is its place in the line."""

_OF_PATIENTS = frozenset({Subject.PATIENT, Subject.LITERAL})


def shown_chips(line: Understanding) -> Iterator[Chip]:
    """The chips in order."""
    for token in line.draft.reading.tokens:
        if token.subject is not Subject.FILLER:
            yield _of_token(line, token)
    yield from _chosen(line)


def _of_token(line: Understanding, token: Token) -> Chip:
    draft = line.draft
    look: ChipLook = "chip" if token.is_certain else "chip-guess"
    if token.subject is Subject.NOT_UNDERSTOOD:
        look = "chip-unread"
    text = said_words(token.said, draft.names, line.commands)
    label, count = subject_name(token.subject), ""
    if token.subject is Subject.MINUTES and draft.reading.meaning.command == RUNS_LATE:
        label = translate("OneLine", "by")
    if token.subject is Subject.WALK_IN:
        text = f"{text}, {short_day(line.today)}"
    elif token.subject is Subject.SERVICE and token.is_certain:
        count = draft.facts
    elif token.subject in _OF_PATIENTS:
        text, count = _patient(line, token)
    return Chip(str(token.at), label, text, look, count)


def _patient(line: Understanding, token: Token) -> tuple[str, str]:
    """Who is meant, once that is known; until then what was typed, and how many are called so."""
    draft, finder = line.draft, line.patients
    if draft.patient is not None and draft.query and token.is_certain:
        return draft.patient.full_name, ""
    if draft.is_new:
        return str(token.value), translate("OneLine", "new")
    typed = token.text if token.subject is Subject.LITERAL else str(token.value)
    is_known = bool(finder.entries) and finder.text == draft.query
    more = "+" if finder.found.has_more else ""
    return typed, f"{whole_number(finder.found.total)}{more}" if is_known else ""


def _chosen(line: Understanding) -> Iterator[Chip]:
    draft = line.draft
    reading = draft.reading
    if draft.service_key is not None and draft.service is not None and reading.meaning.service is None:
        yield Chip(SERVICE, subject_name(Subject.SERVICE), draft.service.name, count=draft.facts)
    if draft.doctor_id is not None:
        doctor = draft.names.doctor(draft.doctor_id)
        if doctor is not None:
            yield Chip(DOCTOR, subject_name(Subject.DOCTOR), doctor.full_name)
    elif reading.kind in (Kind.BOOK, Kind.WALK_IN) and draft.doctor is None and len(draft.offers) > 1:
        text = translate("OneLine", "anyone with this service")
        yield Chip(DOCTOR, subject_name(Subject.DOCTOR), text, "chip-guess")
