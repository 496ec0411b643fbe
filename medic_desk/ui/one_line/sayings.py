"""What the chips and questions of a typed line say: days, times and names as the clinic writes them."""

from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication

from medic_desk.model.one_line.reading import (
    Age,
    AgeUnit,
    Bounds,
    Doubt,
    Mode,
    Part,
    Said,
    Stretch,
    Subject,
    Value,
)
from medic_desk.ui.one_line.vocabulary import ClinicNames
from medic_desk.ui.words.formats import duration, phone, short_day
from medic_desk.ui.words.names import short_doctor_name

translate = QCoreApplication.translate


def subject_name(subject: Subject) -> str:
    """The small word before a chip's text; empty where the text says it by itself."""
    names = {
        Subject.PATIENT: translate("OneLine", "patient"),
        Subject.LITERAL: translate("OneLine", "patient"),
        Subject.DOCTOR: translate("OneLine", "doctor"),
        Subject.SERVICE: translate("OneLine", "service"),
        Subject.SITE: translate("OneLine", "place"),
        Subject.DATE: translate("OneLine", "day"),
        Subject.TIME: translate("OneLine", "time"),
        Subject.BETWEEN: translate("OneLine", "time"),
        Subject.PART: translate("OneLine", "time"),
        Subject.FIRST_FREE: translate("OneLine", "when"),
        Subject.WALK_IN: translate("OneLine", "when"),
        Subject.MINUTES: translate("OneLine", "length"),
        Subject.AGE: translate("OneLine", "age"),
        Subject.PHONE: translate("OneLine", "phone"),
        Subject.MODE: translate("OneLine", "how"),
        Subject.COMMAND: translate("OneLine", "command"),
        Subject.NOTE: translate("OneLine", "note"),
        Subject.FILE_NUMBER: translate("OneLine", "file"),
        Subject.NOT_UNDERSTOOD: translate("OneLine", "not understood"),
    }
    return names.get(subject, "")


def said_words(said: tuple[Said, ...], names: ClinicNames, commands: dict[str, str]) -> str:
    """What is said, in words; ``commands`` are what commands are called, by key."""
    return ", ".join(filter(None, (value_words(one, names, commands) for one in said)))


def value_words(said: Said, names: ClinicNames, commands: dict[str, str]) -> str:
    """One meaning in words."""
    value = said.value
    match said.subject:
        case Subject.DOCTOR:
            doctor = names.doctor(str(value))
            return short_doctor_name(doctor) if doctor is not None else str(value)
        case Subject.SERVICE:
            service = names.services.get(str(value))
            return service.name if service is not None else str(value)
        case Subject.SITE:
            site = names.site(str(value))
            return site.name if site is not None else str(value)
        case Subject.COMMAND:
            return commands.get(str(value), str(value))
        case Subject.FIRST_FREE:
            return translate("OneLine", "first free")
        case Subject.WALK_IN:
            return translate("OneLine", "now")
        case Subject.PHONE:
            return phone(str(value))
        case Subject.MINUTES:
            return duration(value) if isinstance(value, int) else str(value)
    return _plain_value(value)


def _plain_value(value: Value) -> str:
    match value:
        case datetime():
            return f"{short_day(value.date())} {_clock(value.time())}"
        case date():
            return short_day(value)
        case time():
            return _clock(value)
        case Stretch():
            return f"{short_day(value.first)} – {short_day(value.last)}"
        case Bounds():
            return _bounds(value)
        case Part():
            return part_name(value)
        case Mode():
            return mode_name(value)
        case Age():
            return _age(value)
    return str(value)


def _clock(at: time) -> str:
    return f"{at.hour:02d}:{at.minute:02d}"


def _bounds(bounds: Bounds) -> str:
    if bounds.start is not None and bounds.stop is not None:
        return f"{_clock(bounds.start)}–{_clock(bounds.stop)}"
    if bounds.start is not None:
        return translate("OneLine", "after {time}").format(time=_clock(bounds.start))
    stop = _clock(bounds.stop) if bounds.stop is not None else ""
    return translate("OneLine", "before {time}").format(time=stop)


def part_name(part: Part) -> str:
    """A part of the day."""
    return {
        Part.MORNING: translate("OneLine", "in the morning"),
        Part.MIDDAY: translate("OneLine", "at midday"),
        Part.AFTERNOON: translate("OneLine", "in the afternoon"),
        Part.EVENING: translate("OneLine", "in the evening"),
    }[part]


def mode_name(mode: Mode) -> str:
    """How patient and doctor meet."""
    return {
        Mode.IN_PERSON: translate("OneLine", "in person"),
        Mode.VIDEO: translate("OneLine", "by video"),
        Mode.PHONE: translate("OneLine", "by phone"),
    }[mode]


def _age(age: Age) -> str:
    text = {
        AgeUnit.YEARS: translate("OneLine", "{number} y"),
        AgeUnit.MONTHS: translate("OneLine", "{number} mo"),
        AgeUnit.WEEKS: translate("OneLine", "{number} wk"),
        AgeUnit.DAYS: translate("OneLine", "{number} d"),
    }[age.unit]
    return text.format(number=age.number)


def doubt_sentence(doubt: Doubt) -> str:
    """Why the line cannot be done as it stands; empty where the free starts, or a question, say it."""
    return {
        Doubt.TWO_DAYS: translate("OneLine", "Two days are said. Which one?"),
        Doubt.TWO_TIMES: translate("OneLine", "Two times are said. Which one?"),
        Doubt.TWO_SERVICES: translate("OneLine", "Two services are said. Which one?"),
        Doubt.TWO_DOCTORS: translate("OneLine", "Two doctors are said. Which one?"),
        Doubt.TWO_PHONES: translate("OneLine", "Two phone numbers are said. Which one?"),
        Doubt.WALK_IN_ON_A_DAY: translate("OneLine", "Now, or at another time? Both are said."),
        Doubt.DOCTOR_WITHOUT_SERVICE: translate(
            "OneLine", "The doctor who is said does not offer this service. Who is to do it?"
        ),
    }.get(doubt, "")
