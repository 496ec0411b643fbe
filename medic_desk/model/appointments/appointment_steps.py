"""The steps of an appointment: approved, arrived, started, completed, missed, cancelled, and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, datetime_at, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.declared_acts import (
    AppointmentAct,
    Needs,
    WayBack,
    always,
    by,
    declared,
    no_way_back,
)
from medic_desk.model.appointments.placing import refuse_place_given_away
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    change_appointment,
    lock_appointment,
)
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.facts.readable import known_zone
from medic_desk.model.tables import DoctorRow
from medic_desk.model.worklist.outcomes import settle_ended

Columns = Mapping[str, Any]

_PENDING = frozenset({"pending"})
_CONFIRMED = frozenset({"confirmed"})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """The appointment that a step changes, locked, with who changes it, when (aware, UTC) and why.

    ``session`` is the transaction's.
    """

    session: Session
    appointment: AppointmentResult
    actor: Actor
    now: datetime
    reason: str


def step(
    name: str,
    *,
    permission: Permission,
    statuses: frozenset[str],
    is_due: Callable[[WeekAppointment, Minute], bool] = always,
    needs: Needs = "nothing",
    undo: WayBack = no_way_back,
    is_told: bool = True,
) -> Callable[[Callable[[Locked], Columns]], AppointmentAct[AppointmentRequest]]:
    """Make an act of a function that answers which columns of the locked appointment change, and to what.

    The act begins, locks the appointment, checks its version and its status, and writes. It raises
    ``InvalidField`` (``cancellation_reason``, ``missing``) where it needs a reason and has none, and what
    ``begin_act``, ``lock_appointment`` and the function raise.
    """

    def declare(columns: Callable[[Locked], Columns]) -> AppointmentAct[AppointmentRequest]:
        run: Callable[[Session, Actor, AppointmentRequest], AppointmentResult]
        run = partial(_take, name, statuses, needs, columns)
        make = declared(
            name,
            permission=permission,
            statuses=statuses,
            is_due=is_due,
            needs=needs,
            undo=undo,
            is_told=is_told,
        )
        return make(run)

    return declare


def _take(
    name: str,
    statuses: frozenset[str],
    needs: Needs,
    columns: Callable[[Locked], Columns],
    session: Session,
    actor: Actor,
    request: AppointmentRequest,
) -> AppointmentResult:
    reason = stated_reason(request.reason) if needs == "reason" else ""
    begun = begin_act(
        session,
        actor,
        name=name,
        act_id=request.act_id,
        appointment_id=request.appointment_id,
        reason=request.reason,
    )
    found = lock_appointment(
        session, begun, request.appointment_id, row_version=request.row_version, statuses=statuses, act=name
    )
    locked = Locked(session=session, appointment=found, actor=actor, now=begun.now, reason=reason)
    changed = change_appointment(session, found.appointment_id, columns(locked))
    settle_ended(session, changed.appointment_id, changed.status)
    return changed


# When a step is due


class Timed(Protocol):
    """When an appointment is and whether the patient has come, of a block or of an act's own result."""

    @property
    def starts_at(self) -> Minute:
        """Its start."""

    @property
    def ends_at(self) -> Minute:
        """Its end."""

    @property
    def patient_arrived_at(self) -> datetime | None:
        """Since when the patient is here."""

    @property
    def visit_started_at(self) -> datetime | None:
        """Since when the patient is in the room."""


def is_today(appointment: Timed, zone: str, now: Minute) -> bool:
    """Whether an appointment is of the date that its doctor's clock shows: it begins, lasts or ends on it."""
    day = clock(zone).day
    return day(appointment.starts_at) <= day(now) <= day(appointment.ends_at - 1)


def _has_begun(appointment: Timed, now: Minute) -> bool:
    return appointment.starts_at <= now


def _is_here(appointment: Timed) -> bool:
    return appointment.patient_arrived_at is not None or appointment.visit_started_at is not None


def _can_be_over(appointment: Timed, zone: str, now: Minute) -> bool:
    """Whether it may have taken place: it has begun, or the patient came before its time today."""
    return _has_begun(appointment, now) or (_is_here(appointment) and is_today(appointment, zone, now))


def _is_to_arrive(appointment: WeekAppointment, now: Minute) -> bool:
    return not _is_here(appointment) and is_today(appointment, appointment.zone, now)


def _is_to_start(appointment: WeekAppointment, now: Minute) -> bool:
    return is_not_in_the_room(appointment, now) and is_today(appointment, appointment.zone, now)


def _is_to_complete(appointment: WeekAppointment, now: Minute) -> bool:
    return _can_be_over(appointment, appointment.zone, now)


def _is_late(appointment: WeekAppointment, now: Minute) -> bool:
    return not _is_here(appointment) and _has_begun(appointment, now)


def _has_come(appointment: WeekAppointment, _now: Minute) -> bool:
    return _is_here(appointment)


def is_not_in_the_room(appointment: WeekAppointment, _now: Minute) -> bool:
    """Whether the patient has not gone into the room yet."""
    return appointment.visit_started_at is None


def _require_today(locked: Locked) -> None:
    """Raise ``InvalidField`` (``starts_at``, ``not_today``) where the appointment is of another date."""
    if not is_today(locked.appointment, _zone(locked), minute_floor(locked.now)):
        raise InvalidField("starts_at", "not_today")


def _zone(locked: Locked) -> str:
    """The zone of the appointment's doctor."""
    of_doctor = select(DoctorRow.timezone).where(DoctorRow.id == locked.appointment.doctor_id)
    return known_zone(locked.session.execute(of_doctor).scalar_one())


# The steps


@step("approved", permission=Permission.BOOK, statuses=_PENDING)
def approve(locked: Locked) -> Columns:
    """Confirm a pending appointment.

    Raises ``SlotRefused`` where it had run out, and another appointment has come too near meanwhile.
    """
    if locked.appointment.pending_expires_at is not None:
        refuse_place_given_away(locked.session, locked.appointment)
    return {"status": "confirmed", "pending_expires_at": None}


@step("rejected", permission=Permission.CANCEL, statuses=_PENDING, needs="reason")
def reject(locked: Locked) -> Columns:
    """Turn a pending appointment down, with a reason; its place is free again."""
    return cancellation(locked, locked.reason)


@step(
    "cancelled",
    permission=Permission.CANCEL,
    statuses=_PENDING | _CONFIRMED,
    needs="reason",
    undo=by("restored", only_from="confirmed"),
)
def cancel(locked: Locked) -> Columns:
    """Cancel a pending or confirmed appointment, with a reason; its place and its claims are free again."""
    return cancellation(locked, locked.reason)


@step(
    "arrived",
    permission=Permission.MARK_ARRIVAL,
    statuses=_CONFIRMED,
    is_due=_is_to_arrive,
    undo=by("step_taken_back"),
)
def arrive(locked: Locked) -> Columns:
    """Note that the patient is here, and since when.

    Raises ``InvalidField`` (``starts_at``, ``not_today``) where the appointment is of another date than the
    doctor's clock shows: another appointment of the same patient is meant.
    """
    _require_today(locked)
    return {"patient_arrived_at": locked.now}


@step(
    "started",
    permission=Permission.MARK_ARRIVAL,
    statuses=_CONFIRMED,
    is_due=_is_to_start,
    undo=by("step_taken_back"),
)
def start(locked: Locked) -> Columns:
    """Note that the patient went into the room.

    Raises ``InvalidField`` (``starts_at``, ``not_today``), as ``arrive`` does.
    """
    _require_today(locked)
    return {"visit_started_at": locked.now}


@step(
    "completed",
    permission=Permission.MARK_ARRIVAL,
    statuses=_CONFIRMED,
    is_due=_is_to_complete,
    undo=by("restored", only_from="confirmed"),
)
def complete(locked: Locked) -> Columns:
    """Close an appointment that took place, on whatever later day.

    Raises ``InvalidField`` (``starts_at``, ``not_yet``) before its start, save where the patient came early
    on the same day.
    """
    if not _can_be_over(locked.appointment, _zone(locked), minute_floor(locked.now)):
        raise InvalidField("starts_at", "not_yet")
    return {"status": "completed", "visit_ended_at": locked.now}


@step(
    "no_show",
    permission=Permission.MARK_ARRIVAL,
    statuses=_CONFIRMED,
    is_due=_is_late,
    undo=by("restored", only_from="confirmed"),
)
def no_show(locked: Locked) -> Columns:
    """Note that the patient did not come.

    Raises ``InvalidField`` (``starts_at``, ``not_yet``) before the appointment's start: nobody is late by
    then.
    """
    if datetime_at(locked.appointment.starts_at) > locked.now:
        raise InvalidField("starts_at", "not_yet")
    return {"status": "no_show"}


@step("step_taken_back", permission=Permission.MARK_ARRIVAL, statuses=_CONFIRMED, is_due=_has_come)
def take_back_step(locked: Locked) -> Columns:
    """Take the latest of arrived and started back, where it was noted by mistake.

    Raises ``InvalidField`` (``patient_arrived_at``, ``missing``) where neither was noted.
    """
    if locked.appointment.visit_started_at is not None:
        return {"visit_started_at": None}
    if locked.appointment.patient_arrived_at is not None:
        return {"patient_arrived_at": None}
    raise InvalidField("patient_arrived_at", "missing")


def _by_undo_alone(_appointment: WeekAppointment, _now: Minute) -> bool:
    """Never due: no desk offers it, an undo does it."""
    return False


@step(
    "walk_in_taken_back",
    permission=Permission.CANCEL,
    statuses=_CONFIRMED,
    is_due=_by_undo_alone,
    needs="reason",
    is_told=False,
)
def take_back_walk_in(locked: Locked) -> Columns:
    """Take a walk-in back whole: the booking is cancelled, and nobody has arrived."""
    return {**cancellation(locked, locked.reason), "patient_arrived_at": None}


# What steps share with other acts


def cancellation(locked: Locked, reason: str) -> Columns:
    """The columns of an appointment that ends cancelled."""
    return {
        "status": "cancelled",
        "cancellation_reason": reason,
        "cancelled_at": locked.now,
        "cancelled_by_actor_type": locked.actor.actor_type,
        "cancelled_by_actor_id": locked.actor.user_id,
    }


def stated_reason(reason: str | None, field: str = "cancellation_reason") -> str:
    """The reason a person typed. Raises ``InvalidField`` (``missing``) where there is none."""
    stated = (reason or "").strip()
    if not stated:
        raise InvalidField(field, "missing")
    return stated
