"""Why days have no free start, as a receptionist reads it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date
from medic_desk.model.appointments.no_free_time import NoFreeTime
from medic_desk.model.appointments.offered_starts import FoundStarts
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.words.formats import day_name, short_day, written_date
from medic_desk.ui.words.names import Names, short_doctor_name

translate = QCoreApplication.translate

_NAMED_AT_MOST = 3
"""So many of the doctors whom one reason holds for are named."""
_LINES_AT_MOST = 4


def none_found_sentence(found: FoundStarts, clinic: Clinic) -> str:
    """That nothing is free on the days that were looked at, and why."""
    text = translate("NoFreeTime", "Nothing is free from {first} to {last}.")
    wanted = found.wanted
    told = text.format(first=short_day(wanted.first_day), last=short_day(wanted.last_day))
    if found.is_other_part:
        return told + " " + translate("NoFreeTime", "At another time of the day there is.")
    return "\n".join(filter(None, (told, no_free_time_sentence(found.reasons, clinic))))


def no_free_time_sentence(reasons: Sequence[NoFreeTime], clinic: Clinic) -> str:
    """Each reason once, a line each; with the doctors it holds for, where not for all. Empty for none.

    Of many reasons the first are told: the form that says them has to be seen too.
    """
    doctors: dict[str, dict[str, None]] = {}
    for one in reasons:
        doctors.setdefault(_sentence(one, clinic), {})[one.doctor_id] = None
    everybody = {one.doctor_id for one in reasons}
    lines = [
        sentence if len(whose) == len(everybody) else f"{_doctors(tuple(whose), clinic)}: {sentence}"
        for sentence, whose in doctors.items()
    ]
    more = ["…"] if len(lines) > _LINES_AT_MOST else []
    return "\n".join(lines[:_LINES_AT_MOST] + more)


def _doctors(ids: Sequence[str], clinic: Clinic) -> str:
    """The name of one; the short names of several, of many not all."""
    if len(ids) == 1:
        return Names(clinic, "UTC").doctor(ids[0])
    named = ", ".join(short_doctor_name(clinic.doctor(one)) for one in ids[:_NAMED_AT_MOST])
    if len(ids) <= _NAMED_AT_MOST:
        return named
    return translate("NoFreeTime", "{names} and others").format(names=named)


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
            return translate("NoFreeTime", "A room, machine or assistant it needs is taken on these days.")


def _until(one: NoFreeTime, clinic: Clinic, with_day: str, without: str) -> str:
    """With the day on which it ends, and why: ``Away until Sun 20/12/2026: Parental leave``, so written."""
    text = without
    if one.until is not None:
        # The last minute: what ends at midnight ends with the day before.
        day = local_date(one.until - 1, clinic.doctor(one.doctor_id).timezone)
        text = with_day.format(day=f"{day_name(day, short=True)} {written_date(day)}")
    return f"{text}: {one.label}." if one.label else f"{text}."
