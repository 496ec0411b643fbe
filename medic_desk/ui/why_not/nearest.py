"""Which starts are offered in place of a minute, and for which service that minute is explained."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.appointments.free_starts import FreeStarts
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry

MOST_STARTS = 3
"""So many starts are offered: one for Enter, two more by their digits."""


@dataclass(frozen=True, slots=True)
class OfferedStart:
    """A free start of one doctor's service, in that doctor's zone."""

    doctor_id: str
    service_id: str
    slot: FreeSlot
    zone: str


def offered(starts: FreeStarts) -> tuple[OfferedStart, ...]:
    """The free starts of one doctor as starts to offer."""
    asked = starts.question
    return tuple(
        OfferedStart(asked.doctor_id, asked.appointment_type_id, slot, starts.zone) for slot in starts.slots
    )


def nearest_of_one(
    starts: Sequence[OfferedStart], minute: Minute, earliest: Minute
) -> tuple[OfferedStart, ...]:
    """The nearest starts of one doctor: before and after on the same day, on a later day, then others.

    Three starts in a row would offer one time thrice to a patient who cannot come at that hour. ``earliest``
    is where starts begin: to a minute of the past the next ones are nearest.
    """
    if not starts:
        return ()
    wanted, zone = max(minute, earliest), starts[0].zone
    near = sorted(starts, key=lambda one: _distance(one, wanted))
    day = local_date(wanted, zone)
    days_off = {one: (local_date(one.slot.starts_at, zone) - day).days for one in near}
    chosen: list[OfferedStart] = []
    for group in (
        [one for one in near if days_off[one] == 0 and one.slot.starts_at < wanted],
        [one for one in near if days_off[one] == 0 and one.slot.starts_at >= wanted],
        [one for one in near if days_off[one] > 0],
        [one for one in near if days_off[one] < 0],
    ):
        chosen += group[:1]
    chosen += [one for one in near if one not in chosen]
    return tuple(sorted(chosen[:MOST_STARTS], key=lambda one: _distance(one, wanted)))


def nearest_of_each(
    starts: Iterable[Sequence[OfferedStart]], minute: Minute, earliest: Minute
) -> tuple[OfferedStart, ...]:
    """The nearest start of each of several doctors; ``earliest`` is where they begin to count."""
    wanted = max(minute, earliest)
    best = [min(one, key=lambda start: _distance(start, wanted)) for one in starts if one]
    return tuple(sorted(best, key=lambda one: _distance(one, wanted))[:MOST_STARTS])


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


def _distance(start: OfferedStart, minute: Minute) -> tuple[int, Minute, str]:
    """How far a start is from a minute; of two equally far the later one is the nearer."""
    return abs(start.slot.starts_at - minute), -start.slot.starts_at, start.doctor_id
