"""For which service of a doctor a minute is explained that nobody asked about by a service."""

from collections import Counter

from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry


def explained_service(
    clinic: Clinic, week: WeekFacts | None, doctor_id: str, wanted_id: str | None
) -> ServiceEntry | None:
    """The service a doctor's minute is explained for: the wanted one if it is theirs, else their usual one.

    The usual one is what they have most appointments of in ``week``, else the first of their list; of a
    doctor who offers none any more the first that they had. None where they never had any.
    """
    of_doctor = [one for one in clinic.services if one.doctor_id == doctor_id]
    wanted = next((one for one in of_doctor if one.id == wanted_id), None)
    if wanted is not None or not of_doctor:
        return wanted
    active = [one for one in of_doctor if one.is_active] or of_doctor
    shown = week.appointments if week is not None else ()
    counts = Counter(one.appointment_type_id for one in shown)
    return max(active, key=lambda one: counts[one.id])
