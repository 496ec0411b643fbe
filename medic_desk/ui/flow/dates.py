"""Which date it is for some doctors: the one that each one's clock shows (no Qt)."""

from collections.abc import Collection
from datetime import date

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.clinic.clinic import Clinic

Dates = tuple[date, ...]
"""A date for each zone, in the order of the zones' names."""


def dates_at(now: Minute, clinic: Clinic, doctor_ids: Collection[str]) -> Dates:
    """The dates at ``now`` in the zones of these doctors: another answer means that a midnight has passed."""
    zones = {one.timezone for one in clinic.doctors if one.id in doctor_ids}
    return tuple(local_date(now, zone) for zone in sorted(zones))
