"""Which doctors' which days a calendar shows, and whether a change can matter to them."""

from dataclasses import dataclass
from datetime import date, timedelta

from medic_desk.model.store.changes import Changed


@dataclass(frozen=True, slots=True)
class Shown:
    """What the calendar shows: doctors, and dates ``[first_day, first_day + days)`` of their zones."""

    doctor_ids: tuple[str, ...]
    first_day: date
    days: int

    def may_show(self, changed: Changed) -> bool:
        """Whether a notification can mean something of this."""
        if changed.doctor_id is not None and changed.doctor_id not in self.doctor_ids:
            # A resource that doctors share carries the other's name: its claims count here too.
            return changed.table == "appointment_resource_claims"
        if changed.day is None:
            return True
        # The notification's day is UTC's, and an exception or a night may last into the next.
        margin = timedelta(days=1)
        return (
            changed.table not in {"appointments", "appointment_resource_claims"}
            or self.first_day - margin <= changed.day < self.first_day + timedelta(days=self.days) + margin
        )
