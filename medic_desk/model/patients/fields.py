"""What is known of a patient and can be typed: the fields of the card, read, compared, held to sense."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from medic_desk.model.facts.instants import in_bounds_or_null


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFields:
    """The fields of a patient, by the columns' names; None and an empty text are the same: nothing.

    ``phone`` and ``mobile_phone`` may say whose they are (``written_phone``).
    """

    last_name: str
    first_name: str = ""
    father_name: str | None = None
    birth_date: date | None = None
    mobile_phone: str | None = None
    phone: str | None = None
    email: str | None = None
    file_number: str | None = None
    national_number: str | None = None
    desk_warning: str | None = None
    notes: str | None = None

    @property
    def full_name(self) -> str:
        """Last name first, as the clinic's lists are sorted."""
        return f"{self.last_name} {self.first_name}".strip()


FIELD_NAMES = tuple(field.name for field in fields(PatientFields))
"""The names of the fields, in the order of the card."""

_NEVER_NULL = frozenset({"last_name", "first_name"})

COLUMNS = ", ".join(
    f"{in_bounds_or_null('p.birth_date')} AS birth_date" if name == "birth_date" else f"p.{name}"
    for name in FIELD_NAMES
)
"""The columns of a row ``p`` of patients, for ``fields_of``; a birth date that no row may have is null."""


def fields_of(row: RowMapping) -> PatientFields:
    """The fields of a row as ``COLUMNS`` selects them."""
    return PatientFields(**{name: row[name] for name in FIELD_NAMES})


def cleaned(patient: PatientFields) -> PatientFields:
    """The fields as they are written: without spaces around them, nothing as null or as an empty name."""
    texts: dict[str, Any] = {
        name: value.strip() or ("" if name in _NEVER_NULL else None)
        for name in FIELD_NAMES
        if isinstance(value := getattr(patient, name), str)
    }
    return replace(patient, **texts)


def differing(one: PatientFields, other: PatientFields) -> tuple[str, ...]:
    """The names of the fields in which two patients differ, spaces around a text aside."""
    one, other = cleaned(one), cleaned(other)
    return tuple(name for name in FIELD_NAMES if getattr(one, name) != getattr(other, name))


def taken_over(patient: PatientFields, names: tuple[str, ...], other: PatientFields) -> PatientFields:
    """The patient with these fields of ``other``."""
    values: dict[str, Any] = {name: getattr(other, name) for name in names}
    return replace(patient, **values)
