"""The whole line's meaning out of its tokens, and what is asked (one-line.md, "What kind of line?")."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from medic_desk.model.one_line.calendar_days import Now
from medic_desk.model.one_line.line import ClinicWords
from medic_desk.model.one_line.occasions import unquoted
from medic_desk.model.one_line.reading import (
    Age,
    Ask,
    Bounds,
    Doubt,
    Kind,
    Meaning,
    Mode,
    Part,
    Reading,
    Stretch,
    Subject,
    Token,
)
from medic_desk.model.one_line.settle_hours import works_at

_NAMES = frozenset(
    {Subject.PATIENT, Subject.LITERAL, Subject.AGE, Subject.PHONE, Subject.FILE_NUMBER, Subject.NOTE}
)
ONE_OF_EACH = {
    Subject.DATE: Doubt.TWO_DAYS,
    Subject.TIME: Doubt.TWO_TIMES,
    Subject.BETWEEN: Doubt.TWO_TIMES,
    Subject.SERVICE: Doubt.TWO_SERVICES,
    Subject.DOCTOR: Doubt.TWO_DOCTORS,
    Subject.PHONE: Doubt.TWO_PHONES,
}
"""What a line can say once, and why not twice."""
_SILENT = frozenset({Subject.FILLER, Subject.NOT_UNDERSTOOD})


def sum_up(
    text: str, tokens: Sequence[Token], clinic: ClinicWords, now: Now, doubts: Iterable[Doubt] = ()
) -> Reading:
    """The reading of a line whose tokens are known; ``doubts`` are those found on the way."""
    kind = _kind(tokens)
    meaning = _meaning(tokens)
    implied = _implied_doctor(meaning, clinic)
    found = [*doubts, *_of_two(tokens, now), *_of_doctor_and_service(meaning, clinic)]
    if any(token.subject is Subject.NOT_UNDERSTOOD for token in tokens):
        found.append(Doubt.NOT_UNDERSTOOD)
    if kind in (Kind.BOOK, Kind.COMMAND):
        found += _of_the_clock(meaning, now)
    if kind is Kind.BOOK:
        found += _of_the_hours(meaning, implied, clinic)
    return Reading(
        text=text,
        kind=kind,
        tokens=tuple(tokens),
        meaning=meaning,
        asks=tuple(_asks(kind, tokens, meaning, clinic, found)),
        implied_doctor=implied,
        doubts=tuple(dict.fromkeys(found)),
    )


def _kind(tokens: Sequence[Token]) -> Kind:
    said = [token for token in tokens if token.subject not in _SILENT]
    subjects = {token.subject for token in said}
    if not subjects:
        return Kind.UNKNOWN
    if Subject.COMMAND in subjects:
        return Kind.COMMAND
    if Subject.WALK_IN in subjects:
        return Kind.WALK_IN
    if len(said) == 1 and _is_two_kinds(said[0]):
        return Kind.AMBIGUOUS
    if subjects == {Subject.PHONE}:
        return Kind.PHONE
    if subjects <= {Subject.DATE, Subject.PART, Subject.DOCTOR} and subjects & {Subject.DATE, Subject.DOCTOR}:
        return Kind.DATE
    if subjects <= _NAMES:
        return Kind.PATIENT
    return Kind.BOOK


def _is_two_kinds(token: Token) -> bool:
    """Whether a token alone in its line is as likely something that another kind of line is about."""
    others = {other.said[0].subject for other in token.also}
    if token.subject is Subject.DATE:
        return not token.is_certain and Subject.PATIENT in others
    if token.subject is Subject.TIME:
        return not token.is_certain and Subject.FILE_NUMBER in others
    return False


def _values(tokens: Sequence[Token], subject: Subject) -> list[object]:
    """What was said about a subject: what is certain, or else what is guessed; each value once."""
    said = [
        (token.is_certain, each.value) for token in tokens for each in token.said if each.subject is subject
    ]
    certain = list(dict.fromkeys(value for is_certain, value in said if is_certain))
    return list(certain or dict.fromkeys(value for _, value in said))


def _one(tokens: Sequence[Token], subject: Subject) -> object:
    """The one value said about a subject; None where there is none, or two."""
    values = _values(tokens, subject)
    return values[0] if len(values) == 1 else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _meaning(tokens: Sequence[Token]) -> Meaning:
    patient = _patient(tokens)
    day = _one(tokens, Subject.DATE)
    said_time = _one(tokens, Subject.TIME)
    if isinstance(day, datetime):
        said_time = day.time() if said_time is None else said_time
        day = day.date()
    part, between = _one(tokens, Subject.PART), _one(tokens, Subject.BETWEEN)
    minutes, age, mode = (_one(tokens, each) for each in (Subject.MINUTES, Subject.AGE, Subject.MODE))
    subjects = {token.subject for token in tokens}
    return Meaning(
        patient=patient,
        phone=_text(_one(tokens, Subject.PHONE)),
        doctor=_text(_one(tokens, Subject.DOCTOR)),
        service=_text(_one(tokens, Subject.SERVICE)),
        site=_text(_one(tokens, Subject.SITE)),
        date=day if isinstance(day, date | Stretch) else None,
        time=said_time if isinstance(said_time, time) else None,
        part=part if isinstance(part, Part) and said_time is None else None,
        between=between if isinstance(between, Bounds) and said_time is None else None,
        first_free=Subject.FIRST_FREE in subjects,
        walk_in=Subject.WALK_IN in subjects,
        minutes=minutes if isinstance(minutes, int) else None,
        age=age if isinstance(age, Age) else None,
        mode=mode if isinstance(mode, Mode) else None,
        command=_text(_one(tokens, Subject.COMMAND)),
        note=_text(_one(tokens, Subject.NOTE)),
    )


def _patient(tokens: Sequence[Token]) -> str | None:
    """All patient text of the line, in its order."""
    parts: list[str] = []
    for token in tokens:
        for said in token.said:
            if said.subject in (Subject.PATIENT, Subject.FILE_NUMBER):
                parts.append(str(said.value))
            elif said.subject is Subject.LITERAL:
                parts.append(unquoted(str(said.value)))
    return " ".join(part for part in parts if part) or None


def _implied_doctor(meaning: Meaning, clinic: ClinicWords) -> str | None:
    """The only doctor of the service, where none was said."""
    if meaning.doctor is not None or meaning.service is None:
        return None
    doctors = clinic.vocabulary.doctors_of(meaning.service)
    return doctors[0] if len(doctors) == 1 else None


def _asks(
    kind: Kind, tokens: Sequence[Token], meaning: Meaning, clinic: ClinicWords, doubts: Sequence[Doubt]
) -> Iterable[Ask]:
    if kind is Kind.COMMAND:
        about = clinic.commands.about(meaning.command or "")
        if about == "appointment":
            yield Ask.APPOINTMENT
        if about == "doctor" and meaning.doctor is None:
            yield Ask.DOCTOR
        return
    if kind not in (Kind.BOOK, Kind.WALK_IN):
        return
    if meaning.patient is None and meaning.phone is None:
        yield Ask.PATIENT
    if meaning.service is None:
        yield Ask.SERVICE
    if Doubt.TWO_DOCTORS in doubts or Doubt.DOCTOR_WITHOUT_SERVICE in doubts:
        yield Ask.DOCTOR
    if kind is Kind.WALK_IN:
        return
    if not meaning.first_free or _values(tokens, Subject.DATE):
        if not isinstance(meaning.date, date) and not (
            meaning.first_free and isinstance(meaning.date, Stretch)
        ):
            yield Ask.DAY
        if meaning.time is None and not meaning.first_free:
            yield Ask.TIME


def _of_two(tokens: Sequence[Token], now: Now) -> Iterable[Doubt]:
    """Two things were said of which a line can say one."""
    for subject, doubt in ONE_OF_EACH.items():
        if len(_values(tokens, subject)) > 1:
            yield doubt
    if any(token.subject is Subject.WALK_IN for token in tokens):
        days = [value for value in _values(tokens, Subject.DATE) if value != now.today]
        if days or _values(tokens, Subject.TIME) or _values(tokens, Subject.BETWEEN):
            yield Doubt.WALK_IN_ON_A_DAY


def _of_doctor_and_service(meaning: Meaning, clinic: ClinicWords) -> Iterable[Doubt]:
    offering = clinic.vocabulary.doctors_of(meaning.service) if meaning.service else ()
    if offering and meaning.doctor is not None and meaning.doctor not in offering:
        yield Doubt.DOCTOR_WITHOUT_SERVICE


def _of_the_clock(meaning: Meaning, now: Now) -> Iterable[Doubt]:
    """What the clock says against the day and time."""
    if isinstance(meaning.date, Stretch):
        if meaning.date.last < now.today:
            yield Doubt.PAST_DAY
        return
    if meaning.date is None:
        return
    if meaning.date < now.today:
        yield Doubt.PAST_DAY
    if meaning.time is None:
        return
    minute = meaning.time.hour * 60 + meaning.time.minute
    if meaning.date == now.today and minute < now.wall:
        yield Doubt.PAST_TIME
    if not now.shows(meaning.date, minute):
        yield Doubt.NO_SUCH_TIME


def _of_the_hours(meaning: Meaning, implied: str | None, clinic: ClinicWords) -> Iterable[Doubt]:
    """Whether no doctor it could be works on that weekday as a rule."""
    if not isinstance(meaning.date, date):
        return
    key = meaning.doctor or implied
    vocabulary = clinic.vocabulary
    offering = vocabulary.doctors_of(meaning.service) if meaning.service else ()
    keys = (key,) if key else offering or tuple(each.key for each in vocabulary.doctors)
    doctors = [doctor for each in keys if (doctor := vocabulary.doctor(each)) is not None]
    day = meaning.date
    if doctors and all(
        each.works and not any(works_at(each, day, minute) for minute in range(0, 1440, 30))
        for each in doctors
    ):
        yield Doubt.CLOSED_DAY
