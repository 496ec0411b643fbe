"""One of the demo's appointments, with all that has happened to it so far."""

from dataclasses import dataclass
from datetime import datetime

from medic_desk.model.demo.absences import Affecting
from medic_desk.model.demo.filling import Pick
from medic_desk.model.demo.people import Patient


@dataclass(slots=True, kw_only=True)
class PlannedAppointment:
    """One appointment with all that has happened to it. Instants are aware UTC; None: it did not happen.

    ``affected_by`` is time off approved since it was booked. ``is_late_booking_possible`` is false for it and
    for what has not been offered for some time: it was booked before.
    """

    id: str
    pick: Pick
    starts_at: datetime
    ends_at: datetime
    booked_at: datetime
    by_portal: bool
    status: str = "confirmed"
    patient: Patient | None = None
    desk_name: str | None = None
    notes: str | None = None
    confirmed_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: str | None = None
    reason: str | None = None
    arrived_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    no_show_at: datetime | None = None
    pending_expires_at: datetime | None = None
    hold_expires_at: datetime | None = None
    moved_at: datetime | None = None
    moved_from: tuple[datetime, datetime] | None = None
    rebooked_from: "PlannedAppointment | None" = None
    affected_by: Affecting | None = None
    is_late_booking_possible: bool = True

    @property
    def comes_in(self) -> bool:
        """Whether the patient comes to the clinic, and so can arrive."""
        return self.pick.service.mode == "in_person"
