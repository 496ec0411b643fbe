"""The demo's patients: Greek names with the right endings, birth dates, unassigned numbers, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random
from typing import TypeVar

from medic_desk.model.clinic.unmarked import unmarked
from medic_desk.model.demo.frame import Frame, Row

T = TypeVar("T")

PATIENTS = 1500
"""How many the demo clinic has."""

_FOREIGN_EVERY = 60
_MERGED_INTO, _UNNOTICED = 0, 1
"""Whose rows are those of the two who were entered twice."""
# Of a hundred patients, how many are of that age: (from, up to, weight).
_AGES = ((0, 5, 9), (5, 16, 11), (16, 30, 12), (30, 45, 20), (45, 60, 20), (60, 75, 18), (75, 92, 10))
_MAIL_DOMAINS = ("example.com", "example.org", "example.net")
# Pairs of letters for one sound, replaced before single letters, as Greeks write them in Latin letters.
_PAIRS = {"ου": "ou", "ευ": "ef", "αυ": "af", "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "τζ": "tz"}
_LETTERS = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | {
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What the appointments need to know of a patient."""

    id: str
    birth_date: date
    is_woman: bool


def plan_patients(frame: Frame) -> tuple[list[Row], tuple[Patient, ...]]:
    """Plan 1,500 patients: the rows of ``patients``, and what the appointments need to know of them.

    The last but one is somebody who was entered twice, and nobody has noticed yet: appointments are booked
    for both. The last row is somebody who was entered twice and merged into the first one since: no
    appointment is theirs.
    """
    chance = frame.chance("people")
    rows: list[Row] = []
    people: list[Patient] = []
    for number in range(PATIENTS - 1):
        is_woman = chance.random() < 0.53
        birth_date = _birth_date(frame.today, chance)
        first, last, is_woman = _name(frame, chance, number, is_woman=is_woman)
        patient = Patient(id=frame.id("patient", number), birth_date=birth_date, is_woman=is_woman)
        people.append(patient)
        rows.append(_row(frame, chance, number, patient, first, last))
    rows[-1], people[-1] = _not_noticed(rows[_UNNOTICED], people[_UNNOTICED], rows[-1])
    rows.append(_entered_twice(frame, chance, rows[_MERGED_INTO]))
    return rows, tuple(people)


def _row(frame: Frame, chance: Random, number: int, patient: Patient, first: str, last: str) -> Row:
    words, birth_date = frame.sources.words, patient.birth_date
    is_child = (frame.today - birth_date).days < 16 * 365
    registered_at = frame.instant(frame.day(-chance.randrange(130, 3000)), time(9 + number % 11))
    return {
        "id": patient.id,
        "first_name": first,
        "last_name": last,
        "birth_date": birth_date,
        "mobile_phone": _mobile(chance) if chance.random() < 0.95 else None,
        "phone": _landline(chance) if chance.random() < 0.45 else None,
        "email": _mail(first, last, number) if not is_child and chance.random() < 0.6 else None,
        "file_number": _file_number(number),
        "national_number": (
            national_number(birth_date, chance.randrange(1000), is_woman=patient.is_woman)
            if chance.random() < 0.85
            else None
        ),
        "notes": chance.choice(words.patient_notes) if chance.random() < 0.06 else None,
        "desk_warning": chance.choice(words.desk_warnings) if chance.random() < 0.04 else None,
        "merged_into_id": None,
        "inserted_at": registered_at,
        "updated_at": registered_at,
    }


def _not_noticed(first: Row, patient: Patient, second: Row) -> tuple[Row, Patient]:
    """The second row of a patient, as a desk entered it that asked for the name and one phone alone."""
    known = ("first_name", "last_name", "birth_date", "mobile_phone")
    nothing = dict.fromkeys(("phone", "email", "national_number", "desk_warning"))
    row = second | nothing | {name: first[name] for name in known}
    return row, replace(patient, id=str(second["id"]))


def _entered_twice(frame: Frame, chance: Random, row: Row) -> Row:
    """The second entry of a patient, by a desk that knew neither the other phone nor the number."""
    number = PATIENTS - 1
    entered_at, merged_at = (frame.instant(frame.day(days), time(12, 40)) for days in (-90, -80))
    return row | {
        "id": frame.id("patient", number),
        "mobile_phone": _mobile(chance),
        "phone": None,
        "email": None,
        "file_number": _file_number(number),
        "national_number": None,
        "notes": None,
        "desk_warning": None,
        "merged_into_id": row["id"],
        "inserted_at": entered_at,
        "updated_at": merged_at,
    }


def _file_number(number: int) -> str:
    return f"A{number + 1001:05d}"


def national_number(birth_date: date, serial: int, *, is_woman: bool) -> str:
    """Eleven digits that begin as an AMKA of that birth date does, with a check digit that is wrong.

    An AMKA is DDMMYY, a serial of four digits whose last is even for a woman and odd for a man, and a Luhn
    check digit. Ours is one more than the right one, so that no number of the demo is a real person's.
    """
    body = f"{birth_date:%d%m%y}{serial:03d}{_sex_digit(serial, is_woman=is_woman)}"
    return f"{body}{(luhn_digit(body) + 1) % 10}"


def luhn_digit(body: str) -> int:
    """The Luhn check digit that would make ``body`` valid."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return -sum(value - 9 if value > 9 else value for value in doubled) % 10


def latin(text: str) -> str:
    """A Greek name in Latin letters, lower case, as people spell it in an e-mail address."""
    plain = unmarked(text.lower())
    for pair, sound in _PAIRS.items():
        plain = plain.replace(pair, sound)
    return "".join(_LETTERS.get(letter, letter) for letter in plain)


def _sex_digit(serial: int, *, is_woman: bool) -> int:
    return serial % 5 * 2 + (not is_woman)


def _birth_date(today: date, chance: Random) -> date:
    low, high, _ = chance.choices(_AGES, weights=[weight for _, _, weight in _AGES])[0]
    return today - timedelta(days=chance.randrange(low * 365 + 40, high * 365 + 40))


def _name(frame: Frame, chance: Random, number: int, *, is_woman: bool) -> tuple[str, str, bool]:
    names = frame.sources.names
    if number % _FOREIGN_EVERY == _FOREIGN_EVERY - 1:
        first, last, gender = names.foreign[number // _FOREIGN_EVERY % len(names.foreign)]
        return first, last, gender == "f"
    male_form, female_form = _frequent_first(chance, names.surnames)
    if is_woman:
        return _frequent_first(chance, names.female), female_form, True
    return _frequent_first(chance, names.male), male_form, False


def _frequent_first(chance: Random, values: Sequence[T]) -> T:
    """One of the values, the first ones more often than the last."""
    return values[int(len(values) * chance.random() ** 1.6)]


def _mobile(chance: Random) -> str:
    return f"69{chance.choice('26')}{chance.randrange(10_000_000):07d}"


def _landline(chance: Random) -> str:
    if chance.random() < 0.65:
        return f"2100{chance.randrange(1_000_000):06d}"
    return f"23100{chance.randrange(100_000):05d}"


def _mail(first: str, last: str, number: int) -> str:
    return f"{latin(first)[0]}.{latin(last)}{number % 97}@{_MAIL_DOMAINS[number % 3]}".replace(" ", "")
