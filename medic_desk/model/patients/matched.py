"""Which of a patient's numbers fits what was typed: it is the one that a list must show."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from medic_desk.model.patients.dates import is_written_date
from medic_desk.model.patients.letters import number_key
from medic_desk.model.patients.phones import phone_key, typed_phone
from medic_desk.model.patients.typed import Typed


class Number(Enum):
    """What a number is of a patient; an e-mail address stands among them."""

    FILE = "file_number"
    NATIONAL = "national_number"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Matched:
    """A number as the patient's row has it."""

    number: Number
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers of one patient."""

    file_number: str | None
    national_number: str | None
    phones: tuple[str | None, ...]
    email: str | None


def matched_number(typed: Typed, numbers: Numbers) -> Matched | None:
    """The number that fits best what was typed, in the ranking's order; None where a name or a date does."""
    return next(_all_matched(typed, numbers), None)


def _all_matched(typed: Typed, numbers: Numbers) -> Iterator[Matched]:
    for figures in typed.figures:
        if not is_written_date(figures.text):
            yield from _of_figures(figures.text, numbers)
    if not typed.figures or typed.readings:
        # "α 417" and "A-417" are file numbers with a letter in them.
        key = number_key(typed.text)
        if any(c.isdigit() for c in key) and numbers.file_number and _begins(numbers.file_number, key):
            yield Matched(Number.FILE, numbers.file_number)
    for typed_email in typed.emails:
        if numbers.email and numbers.email.lower().startswith(typed_email.lower()):
            yield Matched(Number.EMAIL, numbers.email)


def _of_figures(text: str, numbers: Numbers) -> Iterator[Matched]:
    key = number_key(text)
    phones = [phone for phone in numbers.phones if phone]
    digits = typed_phone(text).digits
    file_number, national = numbers.file_number, numbers.national_number
    if file_number and number_key(file_number) == key:
        yield Matched(Number.FILE, file_number)
    if national and number_key(national) == key:
        yield Matched(Number.NATIONAL, national)
    if digits:
        yield from (Matched(Number.PHONE, one) for one in phones if phone_key(one).startswith(digits))
    if national and _begins(national, key):
        yield Matched(Number.NATIONAL, national)
    if file_number and _begins(file_number, key):
        yield Matched(Number.FILE, file_number)
    if digits:
        # A number of another country may be typed with the 0 that its code replaces.
        yield from (
            Matched(Number.PHONE, one)
            for one in phones
            if digits in phone_key(one) or (digits[0] == "0" and digits[1:] in phone_key(one))
        )


def _begins(number: str, key: str) -> bool:
    return number_key(number).startswith(key)
