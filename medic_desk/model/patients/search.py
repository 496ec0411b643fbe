"""Patients as a desk finds them: by name (Greek, Latin, greeklish), phone, file number or birth date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, RowMapping, case, func, or_, select
from sqlalchemy.orm import Session

from medic_desk.model.clinic.clinic import collation_key
from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE
from medic_desk.model.patients.name_fold import fold, fold_typed, phone_digits
from medic_desk.model.tables import PatientRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEntry:
    """A row of ``patients`` as a list shows it.

    ``is_unreadable`` where the birth date is none that a row may have (infinity, say): it is then None.
    """

    id: str
    first_name: str
    last_name: str
    father_name: str | None
    birth_date: date | None
    phone: str | None
    mobile_phone: str | None
    email: str | None
    file_number: str | None
    is_unreadable: bool = False

    @property
    def full_name(self) -> str:
        """Last name first, as the clinic's lists are sorted."""
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatient:
    """A patient typed at the desk, not yet in the database; a last name is all that must be there."""

    last_name: str
    first_name: str = ""
    father_name: str | None = None
    birth_date: date | None = None
    phone: str | None = None
    mobile_phone: str | None = None
    email: str | None = None


_HAS_READABLE_BIRTH = PatientRow.birth_date.between(FIRST_DATE, LAST_DATE)
_COLUMNS = (
    PatientRow.id,
    PatientRow.first_name,
    PatientRow.last_name,
    PatientRow.father_name,
    # The driver cannot read a date beyond Python's own: it would take every row of the answer away.
    case((_HAS_READABLE_BIRTH, PatientRow.birth_date)).label("birth_date"),
    PatientRow.phone,
    PatientRow.mobile_phone,
    PatientRow.email,
    PatientRow.file_number,
    func.coalesce(~_HAS_READABLE_BIRTH, False).label("is_unreadable"),
)
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_FEWEST_PHONE_DIGITS = 3
_READ_AT_MOST = 200
"""Rows read before the program sorts them; a search that finds more is too short to be of use anyway."""


def read_patients(session: Session, text: str, limit: int = 20) -> tuple[PatientEntry, ...]:
    """Find patients by what was typed; every word must match, each by any of name, number or birth date.

    A word of digits is part of a phone or a file number, ``5/4/1980`` is a birth date (day first), anything
    else is part of a name after the fold (``papadop`` finds ``Παπαδόπουλος``). Those whose last name begins
    with the first word come first, of them those in whose names each word begins one as it is typed, then by
    name. Merged rows are left out. An empty text finds nothing.
    """
    words = text.split()
    conditions = [condition for word in words if (condition := _matches(word)) is not None]
    if not conditions:
        return ()
    found = session.execute(
        select(*_COLUMNS)
        .where(PatientRow.merged_into_id.is_(None), *conditions)
        .order_by(PatientRow.search_fold, PatientRow.id)
        .limit(max(limit, _READ_AT_MOST))
    ).mappings()
    first = fold_typed(words[0])
    begun = [key for word in words if (key := fold(word))]
    entries = sorted(
        map(_entry, found),
        key=lambda p: (
            not fold(p.last_name).startswith(first),
            _words_missed(p, begun),
            collation_key(p.full_name),
            p.id,
        ),
    )
    return tuple(entries[:limit])


def _words_missed(patient: PatientEntry, begun: Sequence[str]) -> int:
    """How many typed words begin none of a patient's names.

    What is looked for is only what is sure of an unfinished word (of ``m`` nothing, for it may become ``mp``,
    a beta): without this ``psarra m`` would list every ``Ψαρρά`` by first name, and Enter take another one.
    """
    names = fold(patient.full_name).split()
    return sum(not any(name.startswith(key) for name in names) for key in begun)


def read_patient(session: Session, patient_id: str) -> PatientEntry | None:
    """Read one patient; None where the row is gone or was merged into another."""
    row = (
        session.execute(
            select(*_COLUMNS).where(PatientRow.id == patient_id, PatientRow.merged_into_id.is_(None))
        )
        .mappings()
        .one_or_none()
    )
    return None if row is None else _entry(row)


def read_likely_duplicates(session: Session, patient: NewPatient, limit: int = 5) -> tuple[PatientEntry, ...]:
    """Patients who may be the same person: same phone, or same folded name and no other birth date."""
    conditions: list[ColumnElement[bool]] = []
    for number in (patient.phone, patient.mobile_phone):
        digits = phone_digits(number)
        if len(digits) >= _FEWEST_PHONE_DIGITS:
            conditions.append(PatientRow.phone_digits.like(f"%{digits}%"))
    name = fold(f"{patient.last_name} {patient.first_name}")
    if name:
        same_name = PatientRow.search_fold == name
        if patient.birth_date is not None:
            same_name = same_name & (
                func.coalesce(PatientRow.birth_date, patient.birth_date) == patient.birth_date
            )
        conditions.append(same_name)
    if not conditions:
        return ()
    found = session.execute(
        select(*_COLUMNS)
        .where(PatientRow.merged_into_id.is_(None), or_(*conditions))
        .order_by(PatientRow.search_fold, PatientRow.id)
        .limit(limit)
    ).mappings()
    return tuple(map(_entry, found))


def _matches(word: str) -> ColumnElement[bool] | None:
    """The condition one typed word sets; None for a word that holds neither letter nor digit."""
    birth_date = _typed_date(word)
    if birth_date is not None:
        return PatientRow.birth_date == birth_date
    digits = phone_digits(word)
    if digits and not any(c.isalpha() for c in word):
        return or_(
            PatientRow.phone_digits.like(f"%{digits}%"), PatientRow.file_number.like(f"{_escaped(word)}%")
        )
    name = fold_typed(word)
    conditions: list[ColumnElement[bool]] = []
    if name:
        conditions.append(PatientRow.search_fold.like(f"%{_escaped(name)}%"))
    if digits:
        conditions.append(PatientRow.file_number.ilike(f"{_escaped(word)}%"))
    return or_(*conditions) if conditions else None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _typed_date(word: str) -> date | None:
    """A birth date as the clinic writes it, day first; None where the word is none."""
    match = _DATE.fullmatch(word)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _entry(row: RowMapping) -> PatientEntry:
    return PatientEntry(**{str(name): value for name, value in row.items()})
