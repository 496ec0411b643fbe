"""Moving: another time, doctor, place, length or service for a booking, in one UPDATE that never loses it.

Where the service changes, that is what is told of it, wherever the booking goes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import minute_ceil, minute_floor
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.acts.act import Actor, begin_act, rename_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.appointment_steps import is_not_in_the_room
from medic_desk.model.appointments.declared_acts import UNDONE, Compensation, ToUndo, declared
from medic_desk.model.appointments.holds import give_hold_back
from medic_desk.model.appointments.placing import (
    ANY_PAST,
    WantedPlace,
    check_length,
    choose_slot,
    expire_in_the_way,
)
from medic_desk.model.appointments.resource_locks import LockedService, lock_service
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    SoldService,
    lock_appointment,
    place_appointment,
    place_columns,
)
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.worklist.outcomes import settle_moved

_SERVICE_CHANGED = "service_changed"
_MOVED_FROM = frozenset({"pending", "confirmed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """Where a booking goes, or as what. What is None stays as it is; the place the engine chooses anew.

    ``duration_minutes`` None keeps the length where the service stays, and takes the new service's where it
    changes. A service belongs to one doctor: moving to a colleague names the colleague's service.
    ``begun_at`` is when the move was begun, as in ``placing.PlaceRequest``. ``hold_id`` is the desk's own
    hold at the new place, which the move gives back.
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
    begun_at: datetime | None = None
    free_step_minutes: int | None = None
    reason: str | None = None
    hold_id: str | None = None


def _way_back(undone: ToUndo) -> Compensation:
    """A move to where the appointment was before."""
    appointment, before, after = undone.appointment, undone.event.before, undone.event.after

    def was(column: str) -> Any:
        """The column before the move: an event tells only of what changed, and null by leaving it out."""
        changed = getattr(before, column) is not None or getattr(after, column) is not None
        return getattr(before if changed else appointment, column)

    start = appointment.starts_at if before.starts_at is None else minute_floor(before.starts_at)
    end = appointment.ends_at if before.ends_at is None else minute_ceil(before.ends_at)
    back = MoveRequest(
        act_id=undone.act_id,
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        starts_at=start,
        doctor_id=was("doctor_id"),
        appointment_type_id=was("appointment_type_id"),
        duration_minutes=end - start,
        doctor_location_id=was("doctor_location_id"),
        location_room_id=was("location_room_id"),
        # The old place may lie off today's grid: it was agreed once.
        free_step_minutes=1,
        reason=UNDONE,
    )
    return Compensation(move.name, back)


@declared(
    "moved",
    permission=Permission.MOVE,
    statuses=_MOVED_FROM,
    is_due=is_not_in_the_room,
    undo=_way_back,
)
def move(session: Session, actor: Actor, request: MoveRequest) -> AppointmentResult:
    """Move a pending or confirmed appointment; time or doctor changed counts as one reschedule.

    Both doctors are locked, the engine is asked for the new place with the old one ignored, and one UPDATE
    changes it: where anything fails, the old place stands. What is offered no more (a retired service, a
    doctor who left) can still move as what it is. Raises ``SlotRefused``, ``StaleAppointment``,
    ``WrongTransition``, ``InvalidField``, ``NotFound``.
    """
    return _move(session, actor, request, name=move.name)


@declared(
    _SERVICE_CHANGED,
    permission=Permission.MOVE,
    statuses=_MOVED_FROM,
    needs="service",
    undo=_way_back,
)
def change_service(session: Session, actor: Actor, request: MoveRequest) -> AppointmentResult:
    """Sell a pending or confirmed appointment as another service, where it stands or where the request says.

    It is a move in all else, and raises what ``move`` does. A patient who is in the room already may get
    another service than was booked.
    """
    return _move(session, actor, request, name=change_service.name)


def _move(session: Session, actor: Actor, request: MoveRequest, *, name: str) -> AppointmentResult:
    begun = begin_act(
        session,
        actor,
        name=name,
        act_id=request.act_id,
        doctor_ids=() if request.doctor_id is None else (request.doctor_id,),
        appointment_id=request.appointment_id,
        reason=request.reason,
        places=True,
    )
    appointment = lock_appointment(
        session,
        begun,
        request.appointment_id,
        row_version=request.row_version,
        statuses=_MOVED_FROM,
        act=name,
    )
    if request.hold_id is not None:
        give_hold_back(session, actor, begun, request.hold_id)
    locked = _lock_service(session, request, appointment)
    service = locked.service
    now = expire_in_the_way(session, locked, request.starts_at, own_id=appointment.appointment_id)
    slot = choose_slot(session, _wanted_place(request, appointment, service), now, locked)
    if service.appointment_type_id != appointment.appointment_type_id:
        rename_act(session, _SERVICE_CHANGED)
    columns = _columns(appointment, service, slot, now)
    settle_moved(session, appointment.appointment_id)
    return place_appointment(session, actor, appointment.appointment_id, columns, slot.bookable_resource_ids)


def _lock_service(session: Session, request: MoveRequest, appointment: AppointmentResult) -> LockedService:
    """The service at the new place. Raises ``InvalidField`` where there is none, ``NotFound``."""
    service_id = request.appointment_type_id or appointment.appointment_type_id
    if service_id is None:
        # An outside application may book without a service; the desk moves it once it has one.
        raise InvalidField("appointment_type_id", "missing")
    return lock_service(session, request.doctor_id or appointment.doctor_id, service_id)


def _wanted_place(request: MoveRequest, appointment: AppointmentResult, service: SoldService) -> WantedPlace:
    stays = (request.starts_at, service.doctor_id) == (appointment.starts_at, appointment.doctor_id)
    return WantedPlace(
        doctor_id=service.doctor_id,
        appointment_type_id=service.appointment_type_id,
        starts_at=request.starts_at,
        doctor_location_id=request.doctor_location_id,
        location_room_id=request.location_room_id,
        duration_minutes=_duration(request, appointment, service),
        free_step_minutes=request.free_step_minutes,
        # What keeps its start may have begun: it becomes longer, or another service.
        past_grace_minutes=ANY_PAST if stays else request.past_grace_minutes,
        begun_at=request.begun_at,
        ignore_appointment_ids=frozenset({appointment.appointment_id}),
        for_appointment_id=appointment.appointment_id,
    )


def _columns(
    appointment: AppointmentResult, service: SoldService, slot: FreeSlot, now: datetime
) -> dict[str, Any]:
    """The columns that a move changes."""
    columns = {**place_columns(slot), "doctor_id": service.doctor_id}
    if service.appointment_type_id != appointment.appointment_type_id:
        columns |= service.columns()
    else:
        columns["doctor_timezone"] = service.doctor_timezone
    if (slot.starts_at, service.doctor_id) != (appointment.starts_at, appointment.doctor_id):
        columns["reschedule_count"] = appointment.reschedule_count + 1
    if appointment.pending_expires_at is not None and appointment.pending_expires_at <= now:
        # Whoever gives a request that ran out a new place has taken it up: it must not run out there at once.
        columns["pending_expires_at"] = None
    return columns


def _duration(request: MoveRequest, appointment: AppointmentResult, service: SoldService) -> int:
    """Minutes of the moved appointment: as typed, as it was, or as its new service says."""
    if request.duration_minutes is None:
        same_service = service.appointment_type_id == appointment.appointment_type_id
        return appointment.ends_at - appointment.starts_at if same_service else service.duration_minutes
    check_length(request.duration_minutes, service)
    return request.duration_minutes
