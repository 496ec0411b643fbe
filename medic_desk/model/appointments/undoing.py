"""Undo: the compensating act of an act, where one is lawful; where none is, the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import minute_ceil, minute_floor
from medic_desk.model.acts.act import Actor
from medic_desk.model.appointments.appointment_steps import (
    AppointmentRequest,
    cancel,
    complete,
    no_show,
    take_back_step,
)
from medic_desk.model.appointments.history import HistoryEvent, read_appointment_of_act, read_history
from medic_desk.model.appointments.holds import release_hold
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult, read_appointment
from medic_desk.model.store.errors import StoreError

UNDONE = "undone"
"""The reason an undo gives; the window says it in words."""

NoWayBack = Literal["unknown_act", "changed_since", "no_way_back"]


class CannotUndo(StoreError):
    """An act that has no compensation: ``code`` says why, ``action`` what the act was.

    ``unknown_act``: it never happened. ``changed_since``: somebody did something to the appointment after it.
    ``no_way_back``: what it did cannot be taken back by another act (an approval, a request turned down, a
    hold given back: they are booked anew).
    """

    def __init__(self, code: NoWayBack, action: str | None = None) -> None:
        self.code = code
        self.action = action
        super().__init__(f"This cannot be undone ({code}).")


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoRequest:
    """Take back the act ``undone_act_id``; ``act_id`` names the compensating act.

    ``left_version`` is the appointment's row version as the desk left it, where it has already taken later
    acts of its own back: what was done and undone since does not stand in the way.
    """

    act_id: str
    undone_act_id: str
    left_version: int | None = None


def undo(session: Session, actor: Actor, request: UndoRequest) -> AppointmentResult:
    """Do the compensating act: a booking is cancelled, a cancellation restored, a move moved back.

    It is an act like any other, with an event of its own. Raises ``CannotUndo``, and what the compensating
    act raises (the old place may be another's by now).
    """
    appointment_id = read_appointment_of_act(session, request.undone_act_id)
    if appointment_id is None:
        raise CannotUndo("unknown_act")
    by_act = {event.act_id: event for event in read_history(session, appointment_id)}
    appointment = read_appointment(session, appointment_id, already_done=request.act_id in by_act)
    if appointment.already_done:
        return appointment
    event = by_act[request.undone_act_id]
    # Renewing a hold raises its version and is no event.
    if (
        appointment.row_version not in (event.row_version, request.left_version)
        and appointment.status != "held"
    ):
        raise CannotUndo("changed_since", event.action)
    step = AppointmentRequest(
        act_id=request.act_id,
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        reason=UNDONE,
    )
    match event.action:
        case "booked" | "submitted" | "overbooked":
            return cancel(session, actor, step)
        case "held":
            return release_hold(session, actor, step)
        case "cancelled" | "no_show" | "completed" if event.before.get("status") == "confirmed":
            return restore(session, actor, step)
        case "arrived" | "started":
            return take_back_step(session, actor, step)
        case "moved" | "service_changed":
            return move(session, actor, _way_back(request, appointment, event))
        case "restored":
            return _end_again(session, actor, step, event)
    raise CannotUndo("no_way_back", event.action)


def _end_again(
    session: Session, actor: Actor, step: AppointmentRequest, event: HistoryEvent
) -> AppointmentResult:
    again = {"cancelled": cancel, "no_show": no_show, "completed": complete}.get(
        event.before.get("status", "")
    )
    if again is None:
        raise CannotUndo("no_way_back", event.action)
    return again(session, actor, step)


def _way_back(request: UndoRequest, appointment: AppointmentResult, event: HistoryEvent) -> MoveRequest:
    def was(column: str, now: Any) -> Any:
        """The column before the move: an event tells only of what changed, and null by leaving it out."""
        return event.before.get(column) if column in event.before or column in event.after else now

    starts_at = event.before.get("starts_at")
    ends_at = event.before.get("ends_at")
    start = appointment.starts_at if starts_at is None else minute_floor(datetime.fromisoformat(starts_at))
    end = appointment.ends_at if ends_at is None else minute_ceil(datetime.fromisoformat(ends_at))
    return MoveRequest(
        act_id=request.act_id,
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        starts_at=start,
        doctor_id=was("doctor_id", appointment.doctor_id),
        appointment_type_id=was("appointment_type_id", appointment.appointment_type_id),
        duration_minutes=end - start,
        doctor_location_id=was("doctor_location_id", appointment.doctor_location_id),
        location_room_id=was("location_room_id", appointment.location_room_id),
        # The old place may lie off today's grid: it was agreed once.
        free_step_minutes=1,
        reason=UNDONE,
    )
