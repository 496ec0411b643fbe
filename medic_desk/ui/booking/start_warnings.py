"""What a start meets among a patient's own appointments, as sentences that warn and never forbid."""

from collections.abc import Collection, Iterable

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.patients.appointments import PatientAppointment, meetings
from medic_desk.ui.words.meetings import meeting_sentences

_MOST_WARNINGS = 3


def start_warnings(
    appointments: Iterable[PatientAppointment],
    start: OfferedStart,
    service_ids: Collection[str],
    clinic: Clinic,
    now: Minute,
) -> tuple[str, ...]:
    """The gravest few. ``service_ids`` are the start's service and those like it, ``now`` is UTC."""
    location_id = start.slot.doctor_location_id
    place = next((one for one in clinic.locations if one.id == location_id), None)
    found = meetings(
        appointments,
        start.slot.starts_at,
        start.slot.ends_at,
        place.clinic_site_id if place is not None else None,
        zone=start.zone,
        now=now,
        doctor_location_id=location_id,
        service_ids=service_ids,
    )
    return meeting_sentences(found)[:_MOST_WARNINGS]
