"""What a booking begins with: as much as the click or the key that began it said."""

from dataclasses import dataclass
from datetime import date

from medic_desk.engine.facts import Minute
from medic_desk.model.patients.search import PatientEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """With None for a doctor any will do, without a service none is chosen yet.

    ``day`` is the first whose free starts are shown. ``ends_at`` is the end of the span that a person drew,
    or of the free slot that was clicked; ``is_drawn`` tells the two apart where the span is as long as the
    slot. ``patient`` is typed into the search at once; ``entry`` is a patient who is chosen already.
    """

    doctor_id: str | None
    day: date
    service_id: str | None = None
    starts_at: Minute | None = None
    ends_at: Minute | None = None
    patient: str = ""
    entry: PatientEntry | None = None
    is_drawn: bool = False

    @property
    def minutes(self) -> int | None:
        """The length of that span; None where there is none."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return self.ends_at - self.starts_at
