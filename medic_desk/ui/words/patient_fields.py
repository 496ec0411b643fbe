"""What the fields of a patient are called, and how their values are written."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.patients.fields import PatientFields
from medic_desk.ui.words.formats import phone, written_date

translate = QCoreApplication.translate


def field_title(name: str) -> str:
    """What a field of the card is called, by its column's name."""
    titles = {
        "last_name": translate("PatientFields", "Last name"),
        "first_name": translate("PatientFields", "First name"),
        "father_name": translate("PatientFields", "Father's name"),
        "birth_date": translate("PatientFields", "Birth date"),
        "mobile_phone": translate("PatientFields", "Mobile phone"),
        "phone": translate("PatientFields", "Phone"),
        "email": translate("PatientFields", "E-mail"),
        "file_number": translate("PatientFields", "File number"),
        "national_number": translate("PatientFields", "National number"),
        "desk_warning": translate("PatientFields", "Warning for the desk"),
        "notes": translate("PatientFields", "Notes"),
    }
    return titles[name]


def written_value(patient: PatientFields, name: str) -> str:
    """A field's value as it stands in its line: what is typed there is read back the same."""
    if name == "birth_date":
        return written_date(patient.birth_date) if patient.birth_date is not None else ""
    value: str | None = getattr(patient, name)
    return value or ""


def shown_value(patient: PatientFields, name: str) -> str:
    """A field's value to be read: a phone in groups, with whose it is."""
    value = written_value(patient, name)
    return phone(value) if name in ("phone", "mobile_phone") else value
