"""What ids are called: the clinic's lists, and what is known of a doctor's shown days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Facts
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic, Doctor

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in a reason are called: the clinic's lists and what is known of the doctor's days."""

    clinic: Clinic
    zone: str
    facts: Facts | None = None
    appointments: dict[str, WeekAppointment] = field(default_factory=dict)

    @classmethod
    def of_week(cls, clinic: Clinic, week: WeekFacts) -> "Names":
        """Names for reasons about a doctor's shown days."""
        return cls(clinic, week.facts.timezone, week.facts, {a.id: a for a in week.appointments})

    def doctor(self, doctor_id: str) -> str:
        """The doctor's name; empty where it is not known."""
        return next((one.full_name for one in self.clinic.doctors if one.id == doctor_id), "")

    def location(self, location_id: str | None) -> str:
        """The location's name; empty where it is not known."""
        return next((one.name for one in self.clinic.locations if one.id == location_id), "")

    def short_location(self, location_id: str | None) -> str:
        """The location's name without the words with which every location of the clinic begins."""
        name = self.location(location_id)
        return short_names(tuple(one.name for one in self.clinic.locations)).get(name, name)

    def room(self, room_id: str | None) -> str:
        """The room's name; empty where it is not known."""
        return next((one.name for one in self.clinic.rooms if one.id == room_id), "")

    def place(self, location_id: str | None, room_id: str | None) -> str:
        """Location and room as one line."""
        return ", ".join(filter(None, (self.location(location_id), self.room(room_id))))

    def short_place(self, location_id: str | None, room_id: str | None) -> str:
        """Location, by its short name, and room as one line."""
        return ", ".join(filter(None, (self.short_location(location_id), self.room(room_id))))

    def service(self, service_id: str | None) -> str:
        """The service's name; empty where it is not known."""
        return next((one.name for one in self.clinic.services if one.id == service_id), "")


@lru_cache(maxsize=16)
def short_names(names: tuple[str, ...]) -> dict[str, str]:
    """What tells several names apart, by each of them."""
    several = tuple(dict.fromkeys(names))
    return dict(zip(several, told_apart(several), strict=True))


def told_apart(names: Sequence[str]) -> list[str]:
    """What tells several names apart: each without the words that all of them begin with."""
    words = [name.split() for name in names]
    shared = 0
    while len(words) > 1 and all(len(one) > shared + 1 and one[shared] == words[0][shared] for one in words):
        shared += 1
    return [" ".join(one[shared:]) for one in words]


def doctor_name(doctor: Doctor) -> str:
    """A doctor's name as a list shows it, with a word where they left."""
    if doctor.is_active:
        return doctor.full_name
    return translate("Wording", "{name} (left)").format(name=doctor.full_name)


def short_doctor_name(doctor: Doctor) -> str:
    """The last name and the initial of the first, ``Παπαδοπούλου Ε.``, with a word where they left."""
    initial = doctor.first_name.strip()[:1]
    name = f"{doctor.last_name} {initial}." if initial else doctor.full_name
    return name if doctor.is_active else translate("Wording", "{name} (left)").format(name=name)
