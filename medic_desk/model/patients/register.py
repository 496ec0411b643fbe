"""Patients typed at the desk: held to sense, then written in the transaction that books them."""

import re
from datetime import date
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.patients.written_phone import WrittenPhone, take_apart
from medic_desk.model.store.errors import Contended, NotFound
from medic_desk.model.tables import PatientRow

# A chain of merges has an end: the database refuses rings. In one that was made around it each row is met
# once (UNION), and there is no end.
_CHAIN = """
    WITH RECURSIVE chain (id, merged_into_id) AS (
      SELECT id, merged_into_id FROM patients WHERE id = CAST(:patient AS uuid)
       UNION
      SELECT p.id, p.merged_into_id FROM chain JOIN patients p ON p.id = chain.merged_into_id
    )
"""
# While this waits for the row's lock the row may be merged: then it is asked again of the row as it stands,
# is no end any more, and nothing is found.
_END_OF_MERGES = text(
    f"""
    {_CHAIN}
    SELECT p.id::text FROM chain JOIN patients p ON p.id = chain.id
     WHERE chain.merged_into_id IS NULL AND p.merged_into_id IS NULL
       FOR KEY SHARE OF p
    """  # noqa: S608 - only a constant of this file is put in
)
_HAS_END = text(f"{_CHAIN} SELECT EXISTS (SELECT FROM chain WHERE merged_into_id IS NULL)")  # noqa: S608 - the same
"""Whether a patient's merges lead anywhere: not where the patient is gone, nor around a ring."""
_TRIES = 3
"""How often the end of a chain is looked for that grows meanwhile."""

_EARLIEST_BIRTH = date(1900, 1, 1)
_FEWEST_PHONE_DIGITS = 5
_NAMES = frozenset({"last_name", "first_name", "father_name"})
_PHONES = frozenset({"phone", "mobile_phone"})
_PHONE = re.compile(r"[\d\s+().\-/]+")


def check_new_patient(patient: NewPatient, today: date) -> None:
    """Raise ``InvalidField`` for the first thing typed that cannot stand; ``today`` is the clinic's date.

    Codes: ``missing``, ``digits``, ``in_the_future``, ``too_long_ago``, ``not_a_phone``, ``digits_of_owner``,
    ``not_an_email``.
    """
    if not patient.last_name.strip():
        raise InvalidField("last_name", "missing")
    check_names(patient)
    for field in ("birth_date", "phone", "mobile_phone", "email"):
        check_field(field, getattr(patient, field), today)


def check_field(field: str, value: Any, today: date) -> None:
    """Raise ``InvalidField``, as ``check_new_patient`` does, for a value that cannot stand in one field."""
    typed = value.strip() if isinstance(value, str) else value
    if field == "last_name" and not typed:
        raise InvalidField(field, "missing")
    if not typed:
        return
    if field in _NAMES and any(letter.isdigit() for letter in typed):
        raise InvalidField(field, "digits")
    if isinstance(typed, date) and typed > today:
        raise InvalidField(field, "in_the_future")
    if isinstance(typed, date) and typed < _EARLIEST_BIRTH:
        raise InvalidField(field, "too_long_ago")
    if field in _PHONES:
        _check_phone(field, take_apart(typed))
    if field == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+", typed):
        raise InvalidField(field, "not_an_email")


def _check_phone(field: str, written: WrittenPhone) -> None:
    digits = re.sub(r"\D", "", written.number)
    if not _PHONE.fullmatch(written.number) or len(digits) < _FEWEST_PHONE_DIGITS:
        raise InvalidField(field, "not_a_phone")
    # All figures of the text are the number's to whoever looks for it.
    if any(letter.isdigit() for letter in written.owner):
        raise InvalidField(field, "digits_of_owner")


def check_names(patient: NewPatient) -> None:
    """Raise ``InvalidField`` (``digits``) for the first name with a digit in it, of whatever alphabet.

    No name has one: it was meant for another field, or for another window.
    """
    for field in ("last_name", "first_name", "father_name"):
        if any(letter.isdigit() for letter in getattr(patient, field) or ""):
            raise InvalidField(field, "digits")


def add_patient(session: Session, patient: NewPatient, today: date) -> str:
    """Insert a patient and return the new id. Raises ``InvalidField``."""
    check_new_patient(patient, today)
    typed = {
        field: (getattr(patient, field) or "").strip() or None
        for field in ("father_name", "phone", "mobile_phone", "email")
    }
    return session.execute(
        insert(PatientRow)
        .values(
            last_name=patient.last_name.strip(),
            first_name=patient.first_name.strip(),
            birth_date=patient.birth_date,
            **typed,
        )
        .returning(PatientRow.id)
    ).scalar_one()


def existing_patient(session: Session, patient_id: str) -> str:
    """The id of a patient that is there; where the row was merged, of the one at the end of its merges.

    The row is locked against being removed or merged. Raises ``NotFound``, also where the merges are a ring;
    ``Contended`` where their chain grows faster than its end is found.
    """
    for _ in range(_TRIES):
        current: str | None = session.execute(_END_OF_MERGES, {"patient": patient_id}).scalar_one_or_none()
        if current is not None:
            return current
        if not session.execute(_HAS_END, {"patient": patient_id}).scalar_one():
            raise NotFound("patients", patient_id)
    raise Contended("40001")
