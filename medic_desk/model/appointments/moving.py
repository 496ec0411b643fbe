"""Moving: another time, doctor, place, length or service for a booking, in one UPDATE that never loses it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act, rename_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.placing import WantedPlace, choose_slot, expire_stale_holds
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    lock_appointment,
    place_appointment,
    place_columns,
    read_appointment,
    read_service,
)

LONGEST_AT_THE_DESK_MINUTES = 240
"""What the desk lets a person choose as a length where no service sets it (schema-additions)."""


_SERVICE_CHANGED = "service_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """Where a booking goes. What is None stays as it is, save the place, which the engine chooses anew.

    ``duration_minutes`` None keeps the length where the service stays, and takes the new service's where it
    changes. A service belongs to one doctor: moving to a colleague names the colleague's service.
    """

    act_id: str
    appointment_id: str
    row_version: int | None
    starts_at: Minute
    doctor_id: str | None = None
    appointment_type_id: str | None = None
    duration_minutes: int | None = None
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    past_grace_minutes: int = 0
    free_step_minutes: int | None = None
    reason: str | None = None


def move(session: Session, actor: Actor, request: MoveRequest) -> AppointmentResult:
    """Move a pending or confirmed appointment; time or doctor changed counts as one reschedule.

    Both doctors are locked, the engine is asked for the new place with the old one ignored, and one UPDATE
    changes it: where anything fails, the old place stands. Raises ``SlotRefused``, ``StaleAppointment``,
    ``WrongTransition``, ``InvalidField``, ``NotFound``.
    """
    begun = begin_act(
        session,
        actor,
        name="moved",
        act_id=request.act_id,
        doctor_ids=() if request.doctor_id is None else (request.doctor_id,),
        appointment_id=request.appointment_id,
        reason=request.reason,
        or_named=frozenset({_SERVICE_CHANGED}),
    )
    if begun.done_to is not None:
        return read_appointment(session, begun.done_to, already_done=True)
    appointment = lock_appointment(
        session,
        begun,
        request.appointment_id,
        row_version=request.row_version,
        statuses=frozenset({"pending", "confirmed"}),
        act="moved",
    )
    doctor_id = request.doctor_id or appointment.doctor_id
    service_id = request.appointment_type_id or appointment.appointment_type_id
    if service_id is None:
        # An outside application may book without a service; the desk moves it once it has one.
        raise InvalidField("appointment_type_id", "missing")
    service = read_service(session, doctor_id, service_id)
    duration = _duration(request, appointment, service_id, service.duration_minutes)
    expire_stale_holds(session, (doctor_id,), request.starts_at)
    slot = choose_slot(
        session,
        WantedPlace(
            doctor_id=doctor_id,
            appointment_type_id=service_id,
            starts_at=request.starts_at,
            doctor_location_id=request.doctor_location_id,
            location_room_id=request.location_room_id,
            duration_minutes=duration,
            free_step_minutes=request.free_step_minutes,
            past_grace_minutes=request.past_grace_minutes,
            ignore_appointment_ids=frozenset({appointment.appointment_id}),
        ),
        begun.now,
    )
    columns = {**place_columns(slot), "doctor_id": doctor_id, "doctor_timezone": service.doctor_timezone}
    if service_id != appointment.appointment_type_id:
        rename_act(session, _SERVICE_CHANGED)
        columns |= service.columns()
    if (slot.starts_at, doctor_id) != (appointment.starts_at, appointment.doctor_id):
        columns["reschedule_count"] = appointment.reschedule_count + 1
    return place_appointment(session, actor, appointment.appointment_id, columns, slot.bookable_resource_id)


def _duration(
    request: MoveRequest, appointment: AppointmentResult, service_id: str, service_minutes: int
) -> int:
    """Minutes of the moved appointment: as typed, as it was, or as its new service says."""
    if request.duration_minutes is None:
        same_service = service_id == appointment.appointment_type_id
        return appointment.ends_at - appointment.starts_at if same_service else service_minutes
    longest = max(LONGEST_AT_THE_DESK_MINUTES, service_minutes)
    if not 1 <= request.duration_minutes <= longest:
        raise InvalidField("duration_minutes", "out_of_range")
    return request.duration_minutes
