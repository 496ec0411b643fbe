"""Clinics of many doctors and houses, as values: what the panel lists is read from no database here."""

from dataclasses import replace

from medic_desk.model.clinic.clinic import Clinic, Doctor, LocationEntry, ServiceEntry, SiteEntry

NAMES = (
    ("Παπαδόπουλος", "Νίκος", "Καρδιολογία"),
    ("Γεωργίου", "Άννα", "Παθολογία"),
    ("Χατζηδάκης", "Μανώλης", "Ορθοπεδική"),
    ("Ξενάκη", "Ψηφίς", "Δερματολογία"),
    ("Smith", "John", "Cardiology"),
)


def many_doctors(clinic: Clinic, count: int) -> Clinic:
    """The clinic with so many doctors in two houses; every fifth is one of ``NAMES``, the last has left."""
    like, service = clinic.doctors[0], clinic.services[0]
    sites = (SiteEntry(id="s-a", name="Αρμονία Αθήνα"), SiteEntry(id="s-m", name="Αρμονία Μαρούσι"))
    doctors = tuple(_doctor(like, number, is_last=number == count - 1) for number in range(count))
    places = tuple(
        LocationEntry(
            id=f"l{doctor.id}",
            doctor_id=doctor.id,
            name=f"Ιατρείο {number}",
            address=None,
            is_active=True,
            clinic_site_id=sites[number % 2].id,
        )
        for number, doctor in enumerate(doctors)
    )
    services = tuple(_service(service, doctor) for doctor in doctors)
    return replace(clinic, doctors=doctors, services=services, locations=places, rooms=(), sites=sites)


def _doctor(like: Doctor, number: int, *, is_last: bool) -> Doctor:
    last, first, specialty = NAMES[number % len(NAMES)]
    return replace(
        like,
        id=f"d{number:03}",
        last_name=last if number < len(NAMES) else f"{last}{number:03}",
        first_name=first,
        specialty=specialty,
        calendar_color=str(number % 8),
        is_active=not is_last,
        has_appointments_ahead=is_last,
    )


def _service(like: ServiceEntry, doctor: Doctor) -> ServiceEntry:
    return replace(like, id=f"v{doctor.id}", doctor_id=doctor.id)
