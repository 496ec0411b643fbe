"""A line while it is typed: what was read, what a person has chosen of it, and what has still to be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.wished_starts import StartWish
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.model.one_line.ages import born_between
from medic_desk.model.one_line.read_line import LineReader
from medic_desk.model.one_line.reading import Ask, Doubt, Kind, Mode, Reading, Said, Subject, Token
from medic_desk.model.one_line.vocabulary import PatientLookup
from medic_desk.model.patients.search import Born
from medic_desk.ui.one_line.vocabulary import ClinicNames, LineService, facts_of
from medic_desk.ui.one_line.wishing import wish_of

if TYPE_CHECKING:
    from medic_desk.model.appointments.offered_starts import OfferedStart
    from medic_desk.model.patients.search import PatientEntry

_TWO: Mapping[Doubt, frozenset[Subject]] = {
    Doubt.TWO_DAYS: frozenset({Subject.DATE}),
    Doubt.TWO_TIMES: frozenset({Subject.TIME, Subject.BETWEEN}),
    Doubt.TWO_SERVICES: frozenset({Subject.SERVICE}),
    Doubt.TWO_DOCTORS: frozenset({Subject.DOCTOR}),
    Doubt.TWO_PHONES: frozenset({Subject.PHONE}),
    Doubt.WALK_IN_ON_A_DAY: frozenset({Subject.WALK_IN, Subject.DATE, Subject.TIME, Subject.BETWEEN}),
}
"""What contradicts itself in a line, and which tokens do."""

LEFT_TO_THE_ENGINE = frozenset({Doubt.PAST_DAY, Doubt.PAST_TIME, Doubt.CLOSED_DAY, Doubt.NO_SUCH_TIME})
"""Doubts that the free starts themselves answer: an extra day may be open all the same."""


RUNS_LATE = "runs-late"
"""The command that takes minutes."""

_OF_PATIENTS = frozenset({Subject.PATIENT, Subject.LITERAL, Subject.PHONE, Subject.FILE_NUMBER})


class Open(Enum):
    """What has to be said next."""

    MEANING = auto()
    """What a guessed token means."""
    EITHER = auto()
    """Which of two tokens counts."""
    UNREAD = auto()
    """A token that nobody understands stands in the line."""
    MODE = auto()
    """The service is not given in the way that was said."""
    PATIENT = auto()
    SERVICE = auto()
    DOCTOR = auto()
    START = auto()
    APPOINTMENT = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """The next thing that is open, with the tokens that it is about."""

    open: Open
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class _Accepted:
    """What a person chose that a token means: it stays so while the token stands where it stood."""

    at: int
    text: str
    said: tuple[Said, ...]


class LineDraft:
    """The state of one line. What is found in the background is told it by whoever finds it."""

    def __init__(self, names: ClinicNames, reader: LineReader, patients: PatientLookup) -> None:
        self.names = names
        self._reader = reader
        self._patients = patients
        self._accepted: list[_Accepted] = []
        self.reading = Reading(text="", kind=Kind.NOTHING)
        self.patient: PatientEntry | None = None
        self.is_new = False
        """Whether a new patient is meant, who is typed beside the line."""
        self.service_key: str | None = None
        """The service that was chosen where none was typed."""
        self.doctor_id: str | None = None
        """The doctor who was chosen, whoever was typed."""
        self.wants_doctor = False
        """Whether a person asked to choose among the doctors who have the service."""
        self.start: OfferedStart | None = None
        """The start that a person chose."""
        self.appointment_id: str | None = None
        """The appointment that a command is about."""

    def take_names(self, names: ClinicNames, reader: LineReader) -> None:
        """Read with other names from now on."""
        self.names, self._reader = names, reader

    def type(self, text: str, now: Minute, zone: str) -> None:
        """Read another text, or the same anew; what was chosen stays as far as the text still says it."""
        former, query, subject = self.reading.meaning, self.query, self._subject
        reading = self._reader.read(text, now, zone, self._patients)
        for one in self._accepted:
            reading = self._again(reading, one, now, zone)
        self.reading = reading
        if (self.query, reading.meaning.age) != (query, former.age):
            self.patient = self.appointment_id = None
        if self._subject != subject:
            self.doctor_id, self.wants_doctor = None, False
        if reading.meaning.service is not None or reading.kind is Kind.NOTHING:
            self.service_key = None
        if _when(former) != _when(reading.meaning):
            self.start = None

    def choose_meaning(self, token: Token, other: int | None, now: Minute, zone: str) -> None:
        """Take a token as it is shown, or in another of its readings (an index of ``also``)."""
        said = token.said if other is None else token.also[other].said
        self._accepted = [one for one in self._accepted if one.at != token.at]
        self._accepted.append(_Accepted(token.at, token.text, said))
        self.type(self.reading.text, now, zone)

    def reopen(self, at: int) -> None:
        """Ask anew for what the token at a place says: a patient, or a meaning that was chosen for it."""
        token = next((one for one in self.reading.tokens if one.at == at), None)
        if token is not None and token.subject in _OF_PATIENTS:
            self.patient, self.is_new = None, False
        self._accepted = [one for one in self._accepted if one.at != at]

    def reopen_doctor(self) -> None:
        """Ask anew whose the appointment is to be: of several, any will do until one is chosen."""
        self.wants_doctor = self.doctor_id is None
        self.doctor_id = None

    @property
    def new_patient_text(self) -> str:
        """What the line says of a patient: names, and the phone that was typed beside them."""
        meaning = self.reading.meaning
        return " ".join(filter(None, (meaning.patient, meaning.phone)))

    def clear(self) -> None:
        """Forget what was chosen: the line was done."""
        self._accepted, self.is_new, self.wants_doctor = [], False, False
        self.patient = self.service_key = self.doctor_id = self.start = self.appointment_id = None

    def _again(self, reading: Reading, one: _Accepted, now: Minute, zone: str) -> Reading:
        token = next((each for each in reading.tokens if (each.at, each.text) == (one.at, one.text)), None)
        if token is None:
            return reading
        if token.said == one.said:
            return self._reader.choose(reading, token.at, None, now, zone)
        other = next((i for i, each in enumerate(token.also) if each.said == one.said), None)
        return reading if other is None else self._reader.choose(reading, token.at, other, now, zone)

    # What it comes to

    @property
    def is_booking(self) -> bool:
        """Whether Enter books in the end."""
        return self.reading.kind in (Kind.BOOK, Kind.WALK_IN)

    @property
    def query(self) -> str:
        """What patients are looked for by; empty for nobody. Of a phone and a name the phone tells more."""
        if self.reading.kind in (Kind.NOTHING, Kind.UNKNOWN, Kind.DATE):
            return ""
        return self.reading.meaning.phone or self.reading.meaning.patient or ""

    def born(self, today: date) -> Born | None:
        """Between which days the patient was born, both included; None where the line says no age."""
        age = self.reading.meaning.age
        return born_between(age, today) if age is not None and self.query else None

    @property
    def service(self) -> LineService | None:
        """The service that was typed, else chosen."""
        return self.names.services.get(self.reading.meaning.service or self.service_key or "")

    @property
    def doctor(self) -> str | None:
        """The doctor's id that was chosen, else typed; None: any who has the service."""
        return self.doctor_id or self.reading.meaning.doctor

    @property
    def facts(self) -> str:
        """Duration and price of the service, as far as they are the same with every doctor who will do."""
        return facts_of(self.offers.values())

    @property
    def offers(self) -> dict[str, ServiceEntry]:
        """The service of each doctor who will do."""
        service, doctor = self.service, self.doctor
        if service is None:
            return {}
        return {key: one for key, one in service.by_doctor.items() if doctor in (None, key)}

    def wish(self, today: date) -> StartWish | None:
        """Which starts are looked for."""
        return wish_of(self.reading, self.offers, today)

    @property
    def takes_first(self) -> bool:
        """Whether the first start that fits is what the line asks for, and not one of several to choose."""
        meaning = self.reading.meaning
        is_one_time = isinstance(meaning.date, date) and meaning.time is not None
        return self.reading.kind is Kind.WALK_IN or meaning.first_free or is_one_time

    # What is open

    def question(self) -> Question | None:
        """What has to be said next; None where the line says all (and a start that fits is known)."""
        reading = self.reading
        if self._is_doctor_without_service and self.doctor_id is None:
            return Question(Open.DOCTOR)
        for doubt in reading.doubts:
            tokens = tuple(one for one in reading.tokens if one.subject in _TWO.get(doubt, ()))
            if tokens:
                return Question(Open.EITHER, tokens)
        if self._guesses:
            return Question(Open.MEANING, self._guesses[:1])
        unread = tuple(one for one in reading.tokens if one.subject is Subject.NOT_UNDERSTOOD)
        if unread:
            return Question(Open.UNREAD, unread[:1])
        return self._question_of_kind()

    @property
    def _is_doctor_without_service(self) -> bool:
        return Doubt.DOCTOR_WITHOUT_SERVICE in self.reading.doubts

    @property
    def _guesses(self) -> tuple[Token, ...]:
        """The dashed tokens that still have to be looked at: choosing a doctor answers for the doctor's.

        Where the doctor who was typed does not have the service, another one is chosen for that service.
        """
        answered: set[Subject] = set() if self.doctor_id is None else {Subject.DOCTOR}
        if self.reading.meaning.command == RUNS_LATE:
            # The step that opens shows the minutes, and asks whether it is so.
            answered.add(Subject.MINUTES)
        if answered and self._is_doctor_without_service:
            answered.add(Subject.SERVICE)
        return tuple(one for one in self.reading.guesses if one.subject not in answered)

    def _question_of_kind(self) -> Question | None:
        match self.reading.kind:
            case Kind.BOOK | Kind.WALK_IN:
                return self._question_of_booking()
            case Kind.PATIENT | Kind.PHONE:
                return Question(Open.PATIENT) if self.patient is None else Question(Open.APPOINTMENT)
            case Kind.COMMAND:
                return self._question_of_command()
        return None

    def _question_of_booking(self) -> Question | None:
        service, mode = self.service, self.reading.meaning.mode
        if self.patient is None and not self.is_new:
            return Question(Open.PATIENT)
        if service is None:
            return Question(Open.SERVICE)
        if not self.offers or (self.wants_doctor and self.doctor_id is None):
            return Question(Open.DOCTOR)
        if mode is not None and mode != (service.mode or Mode.IN_PERSON):
            return Question(Open.MODE)
        if self.start is None and not self.takes_first:
            return Question(Open.START)
        return None

    def _question_of_command(self) -> Question | None:
        asks = self.reading.asks
        if Ask.DOCTOR in asks and self.doctor is None:
            return Question(Open.DOCTOR)
        if Ask.APPOINTMENT in asks and self.appointment_id is None:
            is_named = bool(self.query) and self.patient is None
            return Question(Open.PATIENT) if is_named else Question(Open.APPOINTMENT)
        return None

    @property
    def _subject(self) -> tuple[object, ...]:
        return (self.reading.meaning.doctor, self.reading.meaning.service, self.reading.kind)


def _when(meaning: object) -> tuple[object, ...]:
    names = (
        "date",
        "time",
        "between",
        "part",
        "first_free",
        "walk_in",
        "minutes",
        "service",
        "doctor",
        "site",
    )
    return tuple(getattr(meaning, name) for name in names)
