"""Why days have no free start, as a receptionist reads it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date
from medic_desk.model.appointments.no_free_time import NoFreeTime
from medic_desk.model.appointments.offered_starts import FoundStarts
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.words.formats import day_name, short_day, written_date
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate


def none_found_sentence(found: FoundStarts, clinic: Clinic) -> str:
    """That nothing is free on the days that were looked at, and why."""
    text = translate("NoFreeTime", "Nothing is free from {first} to {last}.")
    wanted = found.wanted
    told = text.format(first=short_day(wanted.first_day), last=short_day(wanted.last_day))
    if found.is_other_part:
        return told + " " + translate("NoFreeTime", "At another time of the day there is.")
    return "\n".join(filter(None, (told, no_free_time_sentence(found.reasons, clinic))))


def no_free_time_sentence(reasons: Sequence[NoFreeTime], clinic: Clinic) -> str:
    """One reason a doctor as one text; the doctor is named where there are several. Empty for none."""
    is_of_several = len({one.doctor_id for one in reasons}) > 1
    said: dict[str, None] = {}
    for one in reasons:
        sentence = _sentence(one, clinic)
        if is_of_several:
            name = Names(clinic, "UTC").doctor(one.doctor_id)
            sentence = f"{name}: {sentence}"
        said[sentence] = None
    return "\n".join(said)


def _sentence(one: NoFreeTime, clinic: Clinic) -> str:
    match one.kind:
        case "not_offered":
            doctor = next((doctor for doctor in clinic.doctors if doctor.id == one.doctor_id), None)
            if doctor is not None and not doctor.is_active:
                text = translate("NoFreeTime", "{doctor} takes no appointments any more.")
                return text.format(doctor=doctor.full_name)
            return translate("NoFreeTime", "The service is no longer offered.")
        case "not_offered_here":
            return translate("NoFreeTime", "The service is not offered at this place.")
        case "past":
            return translate("NoFreeTime", "These days are over.")
        case "no_hours":
            return translate("NoFreeTime", "No working hours for this service on these days.")
        case "too_short":
            return translate("NoFreeTime", "No working hours on these days are long enough for it.")
        case "away":
            return _until(
                one,
                clinic,
                translate("NoFreeTime", "Away until {day}"),
                translate("NoFreeTime", "Away on these days"),
            )
        case "closed":
            return _until(
                one,
                clinic,
                translate("NoFreeTime", "Closed until {day}"),
                translate("NoFreeTime", "Closed on these days"),
            )
        case "fully_booked":
            return translate("NoFreeTime", "Fully booked on these days.")
        case "no_resource":
            return translate("NoFreeTime", "A room or machine that it needs is taken on these days.")


def _until(one: NoFreeTime, clinic: Clinic, with_day: str, without: str) -> str:
    """With the day on which it ends, and why: ``Away until Sun 20/12/2026: Parental leave``, so written."""
    text = without
    if one.until is not None:
        # The last minute: what ends at midnight ends with the day before.
        day = local_date(one.until - 1, clinic.doctor(one.doctor_id).timezone)
        text = with_day.format(day=f"{day_name(day, short=True)} {written_date(day)}")
    return f"{text}: {one.label}." if one.label else f"{text}."
