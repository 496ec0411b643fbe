"""The open question of a line in words, and the rows that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.wished_starts import WishedStarts, WishKind
from medic_desk.model.one_line.reading import Doubt, Kind, Mode
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.one_line import rows
from medic_desk.ui.one_line.answers import Answer
from medic_desk.ui.one_line.draft import Open, Question
from medic_desk.ui.one_line.sayings import doubt_sentence, mode_name
from medic_desk.ui.one_line.understanding import Understanding
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.no_free_time import none_found_sentence
from medic_desk.ui.words.why_not import why_not_sentences, worth_saying

translate = QCoreApplication.translate

_PATIENTS_BESIDE = 12
"""How many patients are listed before what a name may mean besides."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, its answers, and why it has to be (``why``, in amber; empty where that is plain)."""

    text: str = ""
    answers: tuple[Answer, ...] = ()
    why: str = ""


def asked(desk: Desk, line: Understanding, question: Question | None, selected: Sequence[Answer]) -> Asked:
    """The question in words. ``selected`` is the appointment that is selected in the window, as a row."""
    if question is None:
        return _of_a_whole_line(line)
    told = _of_question(desk, line, question, selected)
    found = line.starts.found
    if told.why or question.open is Open.START or not line.draft.takes_first:
        return told
    # That nothing is free is told before everything else has been said.
    return replace(told, why=_why_none(line, found)) if found is not None and not found.starts else told


def _of_question(desk: Desk, line: Understanding, question: Question, selected: Sequence[Answer]) -> Asked:
    match question.open:
        case Open.MEANING if line.is_about_one_name(question.tokens[0]):
            return _who(desk, line, question)
        case Open.MEANING | Open.EITHER | Open.UNREAD | Open.MODE:
            return _of_tokens(line, question)
        case Open.PATIENT:
            return _patient(desk, line)
        case Open.SERVICE:
            return _service(line)
        case Open.DOCTOR:
            return _doctor(line)
        case Open.START:
            return _start(line)
        case Open.APPOINTMENT:
            return _appointment(desk, line, selected)


def _of_tokens(line: Understanding, question: Question) -> Asked:
    draft, token = line.draft, question.tokens[0]
    names, commands = draft.names, line.commands
    match question.open:
        case Open.MEANING:
            text = translate("OneLine", "What does “{text}” mean?").format(text=token.text)
            return Asked(text, tuple(rows.meaning_rows(token, names, commands)))
        case Open.EITHER:
            text = next(filter(None, map(doubt_sentence, draft.reading.doubts)), "")
            return Asked(text, tuple(rows.either_rows(question.tokens, names, commands)))
        case Open.MODE:
            mode, service = draft.reading.meaning.mode or Mode.IN_PERSON, draft.service
            text = translate("OneLine", "{service} is not offered {mode}.")
            said = text.format(service=service.name if service is not None else "", mode=mode_name(mode))
            return Asked(said, (rows.leave_out_row(token),))
    text = translate("OneLine", "“{text}” is not understood.").format(text=token.text)
    return Asked(text, (rows.leave_out_row(token),))


def _who(desk: Desk, line: Understanding, question: Question) -> Asked:
    """A name that may be a patient's and something else: the patients who are called so, and the other."""
    draft, finder, token = line.draft, line.patients, question.tokens[0]
    readings = tuple(rows.meaning_rows(token, draft.names, line.commands))
    text = translate("OneLine", "Who or what is “{text}”?").format(text=token.text)
    if finder.is_asking:
        return Asked(translate("OneLine", "Looking for patients…"))
    if not finder.entries:
        return Asked(text, readings)
    found = tuple(rows.patient_rows(finder.entries[:_PATIENTS_BESIDE], desk.now().date()))
    return Asked(text, (*found, *readings[1:]), _why_no_age(line))


def _patient(desk: Desk, line: Understanding) -> Asked:
    finder = line.patients
    if not line.draft.query:
        return Asked(translate("OneLine", "Who is it for? Type a name or a phone number."))
    if finder.error is not None:
        return Asked(error_sentence(finder.error))
    if finder.is_asking:
        return Asked(translate("OneLine", "Looking for patients…"))
    if finder.is_nobody:
        may_be_new = line.draft.is_booking
        new = (rows.new_patient_row(line.draft.query),) if may_be_new else ()
        return Asked(translate("OneLine", "Nobody is found."), new)
    today = desk.now().date()
    found = tuple(rows.patient_rows(finder.entries, today))
    return Asked(translate("OneLine", "Which patient?"), found, _why_no_age(line))


def _why_no_age(line: Understanding) -> str:
    """That an age is said which nobody has who is found."""
    is_right = line.patients.has_one_of_age
    return "" if is_right else translate("OneLine", "Nobody of this age is found.")


def _service(line: Understanding) -> Asked:
    draft = line.draft
    doctor, mode = draft.doctor, draft.reading.meaning.mode
    offered = [
        one
        for one in draft.names.services.values()
        if doctor in (None, *one.by_doctor) and mode in (None, one.mode or Mode.IN_PERSON)
    ]
    return Asked(translate("OneLine", "Which service?"), tuple(rows.service_rows(offered, draft.names)))


def _doctor(line: Understanding) -> Asked:
    draft = line.draft
    service = draft.service
    offering = list(service.by_doctor) if service is not None else [one.id for one in draft.names.doctors]
    is_refused = Doubt.DOCTOR_WITHOUT_SERVICE in draft.reading.doubts
    text = (
        doubt_sentence(Doubt.DOCTOR_WITHOUT_SERVICE) if is_refused else translate("OneLine", "Which doctor?")
    )
    return Asked(text, tuple(rows.doctor_rows(offering, draft.names, service)))


def _start(line: Understanding) -> Asked:
    finder, names = line.starts, line.draft.names
    if finder.error is not None:
        return Asked(error_sentence(finder.error))
    if finder.found is None:
        return Asked(translate("OneLine", "Looking for free starts…"))
    if finder.found.starts:
        text = translate("OneLine", "When?")
        return Asked(text, tuple(rows.start_rows(finder.found.starts, names, line.today)))
    return _none_free(line, finder.found)


def _none_free(line: Understanding, found: WishedStarts) -> Asked:
    """Why nothing is free as it was said, and the nearest starts."""
    names = line.draft.names
    near = tuple(rows.start_rows(found.nearest, names, line.today))
    close = translate("OneLine", "Free close to it:") if near else ""
    return Asked(close, near, _why_none(line, found))


def _why_none(line: Understanding, found: WishedStarts) -> str:
    clinic, refused = line.draft.names.clinic, found.refused
    if refused is not None:
        why = refused.why
        told = why_not_sentences(
            replace(why, reasons=worth_saying(why)), Names.of_week(clinic, refused.week), refused.minutes
        )
        return " ".join(told) or translate("OneLine", "This time is not free.")
    if found.wish.kind is WishKind.NOW:
        none = translate("OneLine", "Nobody is free any more today.")
        reasons = none_found_sentence(found.found, clinic).split("\n")[1:] if found.found is not None else []
        return "\n".join((none, *reasons))
    if found.found is not None and not found.found.starts:
        return none_found_sentence(found.found, clinic)
    return translate("OneLine", "Nothing is free then.")


def _of_a_whole_line(line: Understanding) -> Asked:
    """A line that says all: where a start is not free, why, and others; else nothing is asked."""
    draft, finder = line.draft, line.starts
    if draft.reading.kind is Kind.NOTHING or not draft.is_booking:
        return Asked()
    if finder.error is not None:
        return Asked(error_sentence(finder.error))
    if finder.wish is None:
        return Asked(translate("OneLine", "This day is too far away."))
    if finder.found is not None and line.start is None:
        return _none_free(line, finder.found)
    return Asked()


def _appointment(desk: Desk, line: Understanding, selected: Sequence[Answer]) -> Asked:
    draft, now = line.draft, minute_floor(desk.now())
    if draft.patient is None:
        if selected:
            return Asked(translate("OneLine", "This appointment?"), tuple(selected))
        text = translate(
            "OneLine", "Which appointment? Select it in the calendar, or type the patient's name."
        )
        return Asked(text)
    if not line.own.is_read:
        return Asked(translate("OneLine", "Looking for appointments…"))
    is_command = draft.reading.kind is Kind.COMMAND
    found = tuple(rows.appointment_rows(line.own.appointments, now, is_coming=is_command))
    none = translate("OneLine", "{patient} has no appointments.").format(patient=draft.patient.full_name)
    if is_command:
        return Asked(translate("OneLine", "Which appointment?"), found) if found else Asked(none)
    return Asked(draft.patient.full_name if found else none, (rows.card_row(), *found))
