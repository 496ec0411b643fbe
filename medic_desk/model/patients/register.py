"""Patients typed at the desk: held to sense, then written in the transaction that books them."""

import re
from datetime import date

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import PatientRow

# A chain of merges has an end: the database refuses rings. The bound is for one that was made around it.
_END_OF_MERGES = text(
    """
    WITH RECURSIVE chain (id, merged_into_id, steps) AS (
      SELECT id, merged_into_id, 0 FROM patients WHERE id = CAST(:patient AS uuid)
      UNION ALL
      SELECT p.id, p.merged_into_id, chain.steps + 1
        FROM chain JOIN patients p ON p.id = chain.merged_into_id
       WHERE chain.steps < 100
    )
    SELECT p.id::text FROM chain JOIN patients p ON p.id = chain.id
     WHERE chain.merged_into_id IS NULL
       FOR KEY SHARE OF p
    """
)

_EARLIEST_BIRTH = date(1900, 1, 1)
_FEWEST_PHONE_DIGITS = 5
_PHONE = re.compile(r"[\d\s+().\-/]+")


def check_new_patient(patient: NewPatient, today: date) -> None:
    """Raise ``InvalidField`` for the first thing typed that cannot stand; ``today`` is the clinic's date.

    Codes: ``missing``, ``digits``, ``in_the_future``, ``too_long_ago``, ``not_a_phone``, ``not_an_email``.
    """
    if not patient.last_name.strip():
        raise InvalidField("last_name", "missing")
    check_names(patient)
    if patient.birth_date is not None:
        if patient.birth_date > today:
            raise InvalidField("birth_date", "in_the_future")
        if patient.birth_date < _EARLIEST_BIRTH:
            raise InvalidField("birth_date", "too_long_ago")
    for field in ("phone", "mobile_phone"):
        typed = (getattr(patient, field) or "").strip()
        is_phone = _PHONE.fullmatch(typed) and len(re.sub(r"\D", "", typed)) >= _FEWEST_PHONE_DIGITS
        if typed and not is_phone:
            raise InvalidField(field, "not_a_phone")
    email = (patient.email or "").strip()
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise InvalidField("email", "not_an_email")


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

    The row is locked against being removed. Raises ``NotFound``.
    """
    current: str | None = session.execute(_END_OF_MERGES, {"patient": patient_id}).scalar_one_or_none()
    if current is None:
        raise NotFound("patients", patient_id)
    return current
