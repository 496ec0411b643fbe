"""An appointment's status as people see it, with its icon: the schema's, and how far the patient has come."""

from datetime import datetime
from typing import Literal, Protocol

AppointmentStatus = Literal[
    "pending", "confirmed", "arrived", "in_room", "completed", "cancelled", "no_show", "held"
]
"""What a block, a list and an icon can show."""

_STATUSES: dict[str, AppointmentStatus] = {
    "pending": "pending",
    "confirmed": "confirmed",
    "completed": "completed",
    "cancelled": "cancelled",
    "no_show": "no_show",
    "held": "held",
}


class Stands(Protocol):
    """An appointment as far as it matters how it stands."""

    @property
    def status(self) -> str:
        """Its status, as the schema has it."""

    @property
    def patient_arrived_at(self) -> datetime | None:
        """Since when the patient is here."""

    @property
    def visit_started_at(self) -> datetime | None:
        """Since when the patient is in the room."""


def status_of(appointment: Stands) -> AppointmentStatus:
    """The status to show: a confirmed appointment whose patient is here has arrived, or is in the room."""
    if appointment.status == "confirmed" and appointment.visit_started_at is not None:
        return "in_room"
    if appointment.status == "confirmed" and appointment.patient_arrived_at is not None:
        return "arrived"
    return _STATUSES[appointment.status]


def status_icon(status: AppointmentStatus) -> str:
    """The icon's name in ``resources/icons``."""
    return f"status-{status.replace('_', '-')}"
