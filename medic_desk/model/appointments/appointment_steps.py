"""The steps of an appointment: approved, arrived, started, completed, missed, cancelled, and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.model.acts.act import Actor, BegunAct, begin_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    change_appointment,
    lock_appointment,
    read_appointment,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRequest:
    """An act on one appointment, as the desk last saw it.

    ``row_version`` is the version the desk showed; None acts on what stands now. ``reason`` is the staff's
    own words, required where an appointment is cancelled or rejected.
    """

    act_id: str
    appointment_id: str
    row_version: int | None
    reason: str | None = None


Columns = Mapping[str, Any]


def approve(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Confirm a pending appointment."""
    return _step(
        session,
        actor,
        request,
        "approved",
        {"pending"},
        lambda _: {"status": "confirmed", "pending_expires_at": None},
    )


def reject(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Turn a pending appointment down, with a reason; its place is free again."""
    return _end(session, actor, request, "rejected", {"pending"})


def cancel(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Cancel a pending or confirmed appointment, with a reason; its place and its claims are free again."""
    return _end(session, actor, request, "cancelled", {"pending", "confirmed"})


def arrive(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Note that the patient is here, and since when."""
    return _step(
        session, actor, request, "arrived", {"confirmed"}, lambda begun: {"patient_arrived_at": begun.now}
    )


def start(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Note that the patient went into the room."""
    return _step(
        session, actor, request, "started", {"confirmed"}, lambda begun: {"visit_started_at": begun.now}
    )


def complete(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Close an appointment that took place."""
    return _step(
        session,
        actor,
        request,
        "completed",
        {"confirmed"},
        lambda begun: {"status": "completed", "visit_ended_at": begun.now},
    )


def no_show(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Note that the patient did not come.

    Raises ``InvalidField`` (``starts_at``, ``not_yet``) before the appointment's start: nobody is late by
    then.
    """

    def missed(begun: BegunAct, appointment: AppointmentResult) -> Columns:
        if datetime_at(appointment.starts_at) > begun.now:
            raise InvalidField("starts_at", "not_yet")
        return {"status": "no_show"}

    return change_locked(session, actor, request, "no_show", frozenset({"confirmed"}), missed)


def take_back_step(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Take the latest of arrived and started back, where it was noted by mistake.

    Raises ``InvalidField`` (``patient_arrived_at``, ``missing``) where neither was noted.
    """

    def back(_begun: BegunAct, appointment: AppointmentResult) -> Columns:
        if appointment.visit_started_at is not None:
            return {"visit_started_at": None}
        if appointment.patient_arrived_at is not None:
            return {"patient_arrived_at": None}
        raise InvalidField("patient_arrived_at", "missing")

    return change_locked(session, actor, request, "step_taken_back", frozenset({"confirmed"}), back)


def change_locked(
    session: Session,
    actor: Actor,
    request: AppointmentRequest,
    name: str,
    statuses: frozenset[str],
    columns: Callable[[BegunAct, AppointmentResult], Columns],
) -> AppointmentResult:
    """Run one act on one appointment: begin, lock, check its version and status, and write ``columns``.

    Raises what ``begin_act`` and ``lock_visit`` raise.
    """
    begun = begin_act(
        session,
        actor,
        name=name,
        act_id=request.act_id,
        appointment_id=request.appointment_id,
        reason=request.reason,
    )
    if begun.done_to is not None:
        return read_appointment(session, begun.done_to, already_done=True)
    appointment = lock_appointment(
        session, begun, request.appointment_id, row_version=request.row_version, statuses=statuses, act=name
    )
    return change_appointment(session, appointment.appointment_id, columns(begun, appointment))


def cancellation(actor: Actor, reason: str, now: datetime) -> Columns:
    """The columns of an appointment that ends cancelled."""
    return {
        "status": "cancelled",
        "cancellation_reason": reason,
        "cancelled_at": now,
        "cancelled_by_actor_type": actor.actor_type,
        "cancelled_by_actor_id": actor.user_id,
    }


def stated_reason(reason: str | None, field: str = "cancellation_reason") -> str:
    """The reason a person typed. Raises ``InvalidField`` (``missing``) where there is none."""
    stated = (reason or "").strip()
    if not stated:
        raise InvalidField(field, "missing")
    return stated


def _end(
    session: Session, actor: Actor, request: AppointmentRequest, name: str, statuses: set[str]
) -> AppointmentResult:
    reason = stated_reason(request.reason)
    return _step(
        session, actor, request, name, statuses, lambda begun: cancellation(actor, reason, begun.now)
    )


def _step(
    session: Session,
    actor: Actor,
    request: AppointmentRequest,
    name: str,
    statuses: set[str],
    columns: Callable[[BegunAct], Columns],
) -> AppointmentResult:
    return change_locked(
        session, actor, request, name, frozenset(statuses), lambda begun, _appointment: columns(begun)
    )
