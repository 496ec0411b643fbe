"""What a typed line was understood as: frozen values, no sentences (one-line.md, "The answer")."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Day = date
WallTime = time


class Kind(StrEnum):
    """What kind of line it is; the window shows a panel for each."""

    BOOK = "book"
    WALK_IN = "walk_in"
    PHONE = "phone"
    """A phone number alone: whose it is."""
    DATE = "date"
    """A day, or a doctor and a day: the calendar goes there."""
    PATIENT = "patient"
    """Patient text alone: the list of those called so. Enter books nothing."""
    COMMAND = "command"
    AMBIGUOUS = "ambiguous"
    """Several kinds are as likely; a token has to be chosen first, and Enter does nothing before."""
    UNKNOWN = "unknown"
    """Nothing of it was understood."""
    NOTHING = "nothing"
    """An empty line."""


class Subject(StrEnum):
    """What one token is about."""

    PATIENT = "patient"
    DOCTOR = "doctor"
    SERVICE = "service"
    SITE = "site"
    DATE = "date"
    TIME = "time"
    BETWEEN = "between"
    PART = "part"
    FIRST_FREE = "first_free"
    WALK_IN = "walk_in"
    MINUTES = "minutes"
    AGE = "age"
    PHONE = "phone"
    MODE = "mode"
    COMMAND = "command"
    LITERAL = "literal"
    """A quote: patient text, whatever stands in it."""
    NOTE = "note"
    FILE_NUMBER = "file_number"
    NOT_UNDERSTOOD = "not_understood"
    FILLER = "filler"
    """A word that says nothing by itself: an article, "appointment for". Nothing is lost without it."""


class Shown(StrEnum):
    """How a token is to be drawn."""

    CERTAIN = "certain"
    """Solid: it counts."""
    GUESS = "guess"
    """Dashed: it counts only after the person accepts it, or chooses another reading."""


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PART_SPANS = {
    Part.MORNING: (0, 720),
    Part.MIDDAY: (720, 900),
    Part.AFTERNOON: (900, 1200),
    Part.EVENING: (1080, 1440),
}
"""Wall minutes after midnight, half-open."""


class Mode(StrEnum):
    """How patient and doctor meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


class Ask(StrEnum):
    """What has still to be said before Enter does something."""

    PATIENT = "patient"
    SERVICE = "service"
    DOCTOR = "doctor"
    DAY = "day"
    TIME = "time"
    APPOINTMENT = "appointment"
    """Which of the patient's appointments a command is about."""


class Doubt(StrEnum):
    """Why a reading cannot be done as it stands. The window says it in words."""

    TWO_DAYS = "two_days"
    TWO_TIMES = "two_times"
    TWO_SERVICES = "two_services"
    TWO_DOCTORS = "two_doctors"
    TWO_PHONES = "two_phones"
    WALK_IN_ON_A_DAY = "walk_in_on_a_day"
    WEEKDAY_IS_NOT_THE_DATE = "weekday_is_not_the_date"
    DOCTOR_WITHOUT_SERVICE = "doctor_without_service"
    PAST_DAY = "past_day"
    PAST_TIME = "past_time"
    CLOSED_DAY = "closed_day"
    """No doctor it could be works on that weekday as a rule. An extra day may be open all the same."""
    NO_SUCH_TIME = "no_such_time"
    """The clock is put forward over that time on that day."""
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Bounds:
    """Times between which one is to be chosen; None where that side is open."""

    start: time | None
    stop: time | None


class AgeUnit(StrEnum):
    """What an age is counted in."""

    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Age:
    """An age as it was said."""

    number: int
    unit: AgeUnit


Value = str | int | date | datetime | time | Stretch | Bounds | Age | Part | Mode
"""A key of a doctor, service or site, minutes, a day, a wall time, patient text: as the subject demands."""


@dataclass(frozen=True, slots=True)
class Said:
    """One meaning of a piece of the line."""

    subject: Subject
    value: Value


@dataclass(frozen=True, slots=True)
class Other:
    """Another reading of a token: one meaning or, where the words part, several in their order."""

    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of the line with its meaning: a chip in the window. ``at`` counts characters of the line."""

    at: int
    text: str
    subject: Subject
    value: Value
    shown: Shown = Shown.CERTAIN
    also: tuple[Other, ...] = ()
    """The other readings, likelier first."""
    with_it: tuple[Said, ...] = ()
    """What the same words say besides: "tonight" is a day and a part of it."""

    @property
    def end(self) -> int:
        """The place after the token's last character."""
        return self.at + len(self.text)

    @property
    def is_certain(self) -> bool:
        """Whether it counts without being accepted."""
        return self.shown is Shown.CERTAIN

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything the token says as it is shown."""
        return (Said(self.subject, self.value), *self.with_it)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The whole line's meaning, guesses included; None where nothing, or two things, were said."""

    patient: str | None = None
    phone: str | None = None
    doctor: str | None = None
    service: str | None = None
    site: str | None = None
    date: Day | Stretch | None = None
    time: WallTime | None = None
    between: Bounds | None = None
    part: Part | None = None
    first_free: bool = False
    walk_in: bool = False
    minutes: int | None = None
    age: Age | None = None
    mode: Mode | None = None
    command: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A line as it was understood.

    ``guesses`` are the tokens that have to be accepted, or another reading of them chosen, before Enter acts.
    ``implied_doctor`` follows from the rest and has no token: the only doctor of the service.
    """

    text: str
    kind: Kind
    tokens: tuple[Token, ...] = ()
    meaning: Meaning = field(default_factory=Meaning)
    asks: tuple[Ask, ...] = ()
    implied_doctor: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def guesses(self) -> tuple[Token, ...]:
        """The dashed tokens."""
        return tuple(token for token in self.tokens if not token.is_certain)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is asked, guessed or in doubt: what Enter needs besides a single patient found."""
        return not self.asks and not self.guesses and not self.doubts
