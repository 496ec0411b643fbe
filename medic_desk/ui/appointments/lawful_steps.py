"""What can be done next with an appointment: the acts that are lawful in its status, the likeliest first."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.appointment_steps import (
    approve,
    arrive,
    complete,
    no_show,
    start,
    take_back_step,
)
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Act
from medic_desk.ui.words.status import status_of


class Step(StrEnum):
    """An act on one appointment that a person asks for by a button or a key."""

    APPROVE = "approve"
    REJECT = "reject"
    ARRIVE = "arrive"
    START = "start"
    COMPLETE = "complete"
    NO_SHOW = "no_show"
    TAKE_BACK = "take_back"
    MOVE = "move"
    CANCEL = "cancel"
    RESTORE = "restore"


PERMISSION: Mapping[Step, Act] = {
    Step.APPROVE: Act.BOOK,
    Step.REJECT: Act.CANCEL,
    Step.ARRIVE: Act.MARK_VISIT,
    Step.START: Act.MARK_VISIT,
    Step.COMPLETE: Act.MARK_VISIT,
    Step.NO_SHOW: Act.MARK_VISIT,
    Step.TAKE_BACK: Act.MARK_VISIT,
    Step.MOVE: Act.MOVE,
    Step.CANCEL: Act.CANCEL,
    Step.RESTORE: Act.BOOK,
}

DIRECT: Mapping[Step, Callable[..., Any]] = {
    Step.APPROVE: approve,
    Step.ARRIVE: arrive,
    Step.START: start,
    Step.COMPLETE: complete,
    Step.NO_SHOW: no_show,
    Step.TAKE_BACK: take_back_step,
    Step.RESTORE: restore,
}
"""The acts that need no more than the appointment; the others open a dialog first."""


def lawful_steps(appointment: WeekAppointment, now: Minute) -> tuple[Step, ...]:
    """What may be done with the appointment as it stands; ``now`` is the database's clock (UTC minute)."""
    match status_of(appointment):
        case "pending":
            return (Step.APPROVE, Step.REJECT, Step.MOVE, Step.CANCEL)
        case "confirmed":
            has_begun = appointment.starts_at <= now
            late = (Step.COMPLETE, Step.NO_SHOW) if has_begun else ()
            return (Step.ARRIVE, Step.START, *late, Step.MOVE, Step.CANCEL)
        case "arrived":
            return (Step.START, Step.COMPLETE, Step.TAKE_BACK, Step.MOVE, Step.CANCEL)
        case "in_room":
            return (Step.COMPLETE, Step.TAKE_BACK, Step.CANCEL)
        case "cancelled" | "no_show" | "completed" if appointment.patient_id is not None:
            return (Step.RESTORE,)
    return ()


def freshest(appointment: WeekAppointment, left: AppointmentResult | None) -> WeekAppointment:
    """The appointment as this desk's own act left it, where the calendar does not show that yet."""
    if left is None or left.row_version <= appointment.row_version:
        return appointment
    return replace(
        appointment,
        doctor_id=left.doctor_id,
        starts_at=left.starts_at,
        ends_at=left.ends_at,
        status=left.status,
        row_version=left.row_version,
        doctor_location_id=left.doctor_location_id,
        location_room_id=left.location_room_id,
        patient_arrived_at=left.patient_arrived_at,
        visit_started_at=left.visit_started_at,
        visit_ended_at=left.visit_ended_at,
    )
