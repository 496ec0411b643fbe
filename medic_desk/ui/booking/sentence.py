"""The one sentence over the button: day, time, doctor, place, minutes and price of what would be booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.words.flow import delay_note
from medic_desk.ui.words.formats import duration, moment, price
from medic_desk.ui.words.names import Names

_BETWEEN = "  ·  "


@dataclass(frozen=True, slots=True)
class Sentence:
    """When and with whom in large type; where, how long and for how much below it."""

    head: str
    rest: str

    @property
    def whole(self) -> str:
        """The sentence as a screen reader says it."""
        return ", ".join(filter(None, (self.head, self.rest))).replace(_BETWEEN, ", ")


def sentence_of(
    start: OfferedStart, service: ServiceEntry, clinic: Clinic, delays: Mapping[str, int], now: datetime
) -> Sentence:
    """The sentence for a start; ``service`` is its doctor's own, ``delays`` minutes of who is late today."""
    is_today = local_date(start.starts_at, start.zone) == local_date(minute_floor(now), start.zone)
    delay = delays.get(start.doctor_id, 0) if is_today else 0
    return Sentence(
        _BETWEEN.join((moment(start.starts_at, start.zone), short_doctor(start.doctor_id, clinic))),
        _BETWEEN.join(
            filter(
                None,
                (
                    place_of(start, clinic),
                    duration(start.minutes),
                    price(service.price_cents, service.currency),
                    delay_note(delay) if delay else "",
                ),
            )
        ),
    )


def place_of(start: OfferedStart, clinic: Clinic) -> str:
    """House or location and room of a start; empty where it has none, as a call."""
    return Names(clinic, start.zone).place(start.slot.doctor_location_id, start.slot.location_room_id)


def short_doctor(doctor_id: str, clinic: Clinic) -> str:
    """The doctor's last name, with the first where another has the same; empty where nobody has that id."""
    doctor = next((one for one in clinic.doctors if one.id == doctor_id), None)
    if doctor is None:
        return ""
    namesakes = [one for one in clinic.doctors if one.is_active and one.last_name == doctor.last_name]
    return doctor.last_name if len(namesakes) < 2 else doctor.full_name
