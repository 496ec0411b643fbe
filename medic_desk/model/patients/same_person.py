"""Who in the clinic's list may be the same person as a patient who is in it already."""

from sqlalchemy.orm import Session

from medic_desk.model.patients.duplicates import read_likely_duplicates
from medic_desk.model.patients.fields import PatientFields
from medic_desk.model.patients.search import NewPatient, PatientEntry

_MOST = 6


def read_same_person(
    session: Session, patient_id: str, fields: PatientFields, limit: int = _MOST
) -> tuple[PatientEntry, ...]:
    """Read the likely duplicates of a patient, the likeliest first, without the patient's own row."""
    typed = NewPatient(
        last_name=fields.last_name,
        first_name=fields.first_name,
        father_name=fields.father_name,
        birth_date=fields.birth_date,
        phone=fields.phone,
        mobile_phone=fields.mobile_phone,
        email=fields.email,
    )
    found = read_likely_duplicates(session, typed, limit=limit + 1)
    return tuple(one for one in found if one.id != patient_id)[:limit]
