"""What each open question may be answered with: the rows below the line, and the question in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.one_line.reading import Said, Token
from medic_desk.model.patients.appointments import PatientAppointment
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.booking.patient_search import age
from medic_desk.ui.booking.sentence import place_of, short_doctor
from medic_desk.ui.one_line.answers import Answer
from medic_desk.ui.one_line.sayings import said_words, subject_name
from medic_desk.ui.one_line.vocabulary import ClinicNames, LineService
from medic_desk.ui.words.formats import phone, short_day, time_at, written_date

translate = QCoreApplication.translate

_COMING = 6
NEW, CARD = "new", "card"
AS_SHOWN = "as shown"
READING = "reading "
LEAVE_OUT = "leave out"


def patient_rows(entries: Iterable[PatientEntry], today: date) -> Iterator[Answer]:
    """Patients by name, birth date and age, phone and file number."""
    for one in entries:
        born = ""
        if one.birth_date is not None:
            born = f"{written_date(one.birth_date)} · {age(one.birth_date, today)}"
        number = (
            translate("OneLine", "file {number}").format(number=one.file_number) if one.file_number else ""
        )
        yield Answer(one.id, one.full_name, born, phone(one.mobile_phone or one.phone), number)


def new_patient_row(text: str) -> Answer:
    """The row that enters a new patient."""
    return Answer(NEW, translate("OneLine", "New patient “{text}”").format(text=text), last="Ctrl+Enter")


def card_row() -> Answer:
    """The row that opens the card of the patient whom the line is about."""
    return Answer(CARD, translate("OneLine", "Patient card"), last=translate("OneLine", "all appointments"))


def service_rows(services: Iterable[LineService], names: ClinicNames) -> Iterator[Answer]:
    """Services by name, duration and price, and the doctor where one alone has it."""
    for one in services:
        doctors = list(one.by_doctor)
        doctor = short_doctor(doctors[0], names.clinic) if len(doctors) == 1 else ""
        yield Answer(one.key, one.name, one.facts, last=doctor)


def doctor_rows(
    doctor_ids: Iterable[str], names: ClinicNames, service: LineService | None
) -> Iterator[Answer]:
    """Doctors by name and specialty, with the service that is meant."""
    for doctor_id in doctor_ids:
        doctor = names.doctor(doctor_id)
        if doctor is not None:
            yield Answer(
                doctor_id,
                doctor.full_name,
                doctor.specialty or "",
                last=service.name if service is not None else "",
            )


def start_rows(starts: Iterable[OfferedStart], names: ClinicNames, today: date) -> Iterator[Answer]:
    """Starts by day and time, doctor and place."""
    for one in starts:
        yield Answer(
            start_key(one),
            start_moment(one, today),
            short_doctor(one.doctor_id, names.clinic),
            last=place_of(one, names.clinic),
        )


def start_key(start: OfferedStart) -> str:
    """What tells a start from others in a list."""
    return f"{start.doctor_id} {start.starts_at}"


def start_moment(start: OfferedStart, today: date) -> str:
    """``today 12:15``, ``Fri 27/11 09:15``."""
    day = local_date(start.starts_at, start.zone)
    named = translate("OneLine", "today") if day == today else short_day(day)
    return f"{named} {time_at(start.starts_at, start.zone)}"


def meaning_rows(token: Token, names: ClinicNames, commands: dict[str, str]) -> Iterator[Answer]:
    """The readings of a guessed token, the shown one first.

    The key is ``AS_SHOWN``, or the reading's index after ``READING``.
    """
    yield Answer(AS_SHOWN, _meaning(token.said, names, commands), last=token.text)
    for index, other in enumerate(token.also):
        yield Answer(f"{READING}{index}", _meaning(other.said, names, commands))


def either_rows(tokens: Iterable[Token], names: ClinicNames, commands: dict[str, str]) -> Iterator[Answer]:
    """Two tokens of which one counts; the key is the token's place."""
    for token in tokens:
        yield Answer(str(token.at), _meaning(token.said, names, commands), last=token.text)


def _meaning(said: Sequence[Said], names: ClinicNames, commands: dict[str, str]) -> str:
    words = said_words(tuple(said), names, commands)
    label = subject_name(said[0].subject)
    return f"{label}: {words}" if label and words else label or words or translate("OneLine", "nothing")


def leave_out_row(token: Token) -> Answer:
    """The row that takes a token out of the line."""
    return Answer(LEAVE_OUT, translate("OneLine", "Leave out “{text}”").format(text=token.text))


def appointment_rows(
    appointments: Iterable[PatientAppointment], now: Minute, *, is_coming: bool = False
) -> Iterator[Answer]:
    """A patient's appointments: those to come first, then the last ones (not with ``is_coming``)."""
    standing = [one for one in appointments if one.status in ("confirmed", "pending") or not is_coming]
    coming = [one for one in standing if one.ends_at > now]
    over = [one for one in reversed(standing) if one.ends_at <= now]
    for one in (*coming[:_COMING], *(() if is_coming and coming else over[: _COMING // 2])):
        day = short_day(local_date(one.starts_at, one.zone))
        state = _state(one, now)
        yield Answer(
            one.id,
            f"{day} {time_at(one.starts_at, one.zone)}",
            one.service_name or "",
            one.doctor_name,
            state,
        )


def _state(one: PatientAppointment, now: Minute) -> str:
    states = {
        "no_show": translate("OneLine", "missed"),
        "pending": translate("OneLine", "to confirm"),
        "cancelled": translate("OneLine", "cancelled"),
        "completed": translate("OneLine", "done"),
    }
    if one.status in states:
        return states[one.status]
    return translate("OneLine", "to come") if one.ends_at > now else ""
