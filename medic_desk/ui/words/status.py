"""An appointment's status as people see it, with its icon: the schema's, and how far the patient has come."""

from typing import Literal

from medic_desk.model.appointments.week import WeekAppointment

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


def status_of(appointment: WeekAppointment) -> AppointmentStatus:
    """The status to show: a confirmed appointment whose patient is here has arrived, or is in the room."""
    if appointment.status == "confirmed" and appointment.visit_started_at is not None:
        return "in_room"
    if appointment.status == "confirmed" and appointment.patient_arrived_at is not None:
        return "arrived"
    return _STATUSES[appointment.status]


def status_icon(status: AppointmentStatus) -> str:
    """The icon's name in ``resources/icons``."""
    return f"status-{status.replace('_', '-')}"
