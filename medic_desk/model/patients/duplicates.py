"""Who a patient typed new may be after all: somebody of the same name, or of the same phone."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.patients.letters import letters
from medic_desk.model.patients.name_arms import Arm, arms_of, lexeme
from medic_desk.model.patients.phones import typed_phone
from medic_desk.model.patients.ranking import Parameters
from medic_desk.model.patients.search import NewPatient, PatientEntry, read_entries
from medic_desk.model.patients.typed import NameWord

_FEWEST_PHONE_DIGITS = 7
_WORST_WHOLE_LAST, _WORST_WHOLE_FIRST = 1, 2
"""What a whole name costs at most, by letters or sound; a short form of a first name costs a little more."""


def read_likely_duplicates(session: Session, patient: NewPatient, limit: int = 5) -> tuple[PatientEntry, ...]:
    """Patients who may be the same person, the likeliest first.

    They have the same name, by letters or sound, in a short form (Κώστας, Κωνσταντίνος) or with first and
    last name swapped, and no other birth date; or the same phone, which a family may share.
    """
    parameters = Parameters()
    same_phone = _same_phone(patient, parameters)
    same_name = _same_name(patient, parameters)
    if same_phone is None and same_name is None:
        return ()
    # A bare constant may not stand in ORDER BY.
    phone, name = same_phone or "(0 = 1)", same_name or "(0 = 1)"
    found = session.execute(
        text(
            f"SELECT p.id::text FROM patients p WHERE p.merged_into_id IS NULL AND ({phone} OR {name})"  # noqa: S608
            f" ORDER BY {phone} AND {name} DESC, {name} DESC, p.sort_fold, p.birth_date, p.id LIMIT :limit"
        ),
        {**parameters.values, "limit": limit},
    ).scalars()
    return read_entries(session, list(found))


def _same_phone(patient: NewPatient, parameters: Parameters) -> str | None:
    numbers = {typed_phone(number).digits for number in (patient.phone, patient.mobile_phone) if number}
    known = sorted(number for number in numbers if len(number) >= _FEWEST_PHONE_DIGITS)
    return parameters.query(" | ".join(lexeme("P", number) for number in known)) if known else None


def _same_name(patient: NewPatient, parameters: Parameters) -> str | None:
    last, first = _whole(patient.last_name), _whole(patient.first_name)
    if last is None:
        return None
    if first is None:
        # A last name alone is a thousand people's; with the birth date it is one's.
        if patient.birth_date is None:
            return None
        named = _fits(arms_of(last, is_alone=False).last, _WORST_WHOLE_LAST, parameters)
        return f"({named} AND {_born(patient.birth_date, parameters, is_strict=True)})"
    as_typed, swapped = (
        _fits(arms_of(one, is_alone=False).last, _WORST_WHOLE_LAST, parameters)
        + " AND "
        + _fits(arms_of(other, is_alone=False).first, _WORST_WHOLE_FIRST, parameters)
        for one, other in ((last, first), (first, last))
    )
    same = f"({as_typed} OR {swapped})"
    if patient.birth_date is None:
        return same
    return f"({same} AND {_born(patient.birth_date, parameters, is_strict=False)})"


def _whole(name: str) -> NameWord | None:
    together = letters(name).replace(" ", "")
    spelled = letters(name, is_spelled_out=True).replace(" ", "")
    return NameWord(together, True, spelled if spelled != together else "") if together else None  # noqa: FBT003


def _fits(arms: tuple[Arm, ...], worst: int, parameters: Parameters) -> str:
    return parameters.query(" | ".join(arm.query for arm in arms if arm.cost <= worst))


def _born(birth_date: date, parameters: Parameters, *, is_strict: bool) -> str:
    born = f"p.birth_date = CAST({parameters.add(birth_date.isoformat())} AS date)"
    return born if is_strict else f"({born} OR p.birth_date IS NULL)"
