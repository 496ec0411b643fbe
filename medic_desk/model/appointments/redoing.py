"""Redo: an act that was taken back is done anew, as another act with another id."""

from dataclasses import replace
from typing import Any

from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.appointments.moving import MoveRequest
from medic_desk.model.appointments.overbooking import OverbookRequest


def anew(request: Any, *, act_id: str, appointment_id: str, row_version: int, patient_id: str | None) -> Any:
    """The request of an act that was done and taken back, for doing it once more as the act ``act_id``.

    ``appointment_id`` and ``row_version`` name the appointment as its undo left it. ``patient_id`` is whom a
    booking was for; None where a patient that was typed new went with it, and is typed again. A booking makes
    a new appointment, without the hold it once came from. Raises ``TypeError`` for a request of no such act.
    """
    match request:
        case AppointmentRequest() | MoveRequest():
            return replace(request, act_id=act_id, appointment_id=appointment_id, row_version=row_version)
        case BookingRequest():
            is_typed_again = patient_id is None and request.new_patient is not None
            return replace(
                request,
                act_id=act_id,
                hold_id=None,
                patient_id=patient_id,
                new_patient=request.new_patient if is_typed_again else None,
            )
        case OverbookRequest():
            booking = anew(
                request.booking,
                act_id=act_id,
                appointment_id=appointment_id,
                row_version=row_version,
                patient_id=patient_id,
            )
            return replace(request, booking=booking)
    raise TypeError(f"{type(request).__name__} is no request of an act that is done anew")


def made_patient(request: Any) -> bool:
    """Whether an act made the patient whom it booked."""
    match request:
        case BookingRequest():
            return request.new_patient is not None
        case OverbookRequest():
            return request.booking.new_patient is not None
    return False
