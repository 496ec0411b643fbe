"""Holds: a place kept while a dialog is open, seen by every desk, gone by the database's clock."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, BegunAct, begin_act
from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.appointments.appointment_steps import Columns, Locked, cancellation, step
from medic_desk.model.appointments.declared_acts import by, declared
from medic_desk.model.appointments.placing import (
    PlaceRequest,
    check_length,
    choose_slot,
    expire_in_the_way,
)
from medic_desk.model.appointments.resource_locks import lock_claimed_resources, lock_service
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    change_appointment,
    lock_appointment,
    place_appointment,
    place_columns,
    read_appointment,
)
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import AppointmentEventRow, AppointmentRow

HOLD_LASTS = timedelta(minutes=2)
"""How long a hold stands without being renewed: a desk that died frees the place soon."""

RENEW_EVERY = timedelta(seconds=40)
"""How often an open dialog renews its hold; two renewals may fail before it runs out."""

_HELD = frozenset({"held"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest(PlaceRequest):
    """A place to keep while its dialog is open. ``replaces_hold_id`` is the desk's hold that moves there."""

    replaces_hold_id: str | None = None


@declared("held", permission=Permission.BOOK, undo=by("released"), is_told=False)
def hold(session: Session, actor: Actor, request: HoldRequest) -> AppointmentResult:
    """Keep a free place for this desk, for ``HOLD_LASTS`` by the database's clock.

    A hold this desk has elsewhere moves, so that no dialog ever keeps two places. Raises ``SlotRefused``,
    ``NotFound``.
    """
    begun = begin_act(
        session,
        actor,
        name=hold.name,
        act_id=request.act_id,
        doctor_ids=(request.doctor_id,),
        appointment_id=request.replaces_hold_id,
        places=True,
    )
    locked = lock_service(session, request.doctor_id, request.appointment_type_id)
    check_length(request.duration_minutes, locked.service)
    now = expire_in_the_way(session, locked, request.starts_at)
    old_id = lock_own_hold(session, begun, request.replaces_hold_id)
    slot = choose_slot(session, request.place(old_id), now, locked)
    columns = {
        **locked.service.columns(),
        **place_columns(slot),
        "doctor_id": request.doctor_id,
        "status": "held",
        "hold_expires_at": now + HOLD_LASTS,
    }
    return place_appointment(session, actor, old_id, columns, slot.bookable_resource_ids)


def renew_hold(session: Session, actor: Actor, hold_id: str) -> AppointmentResult:
    """Keep the hold for another ``HOLD_LASTS``. No event and no act id: safe to run any number of times.

    Under the locks of its doctor and its resources, as nobody may find it run out meanwhile. Raises
    ``NotFound`` where it is no longer held, or has run out: its place may already be another's.
    """
    begin_act(session, actor, name=hold.name, act_id="", appointment_id=hold_id)
    lock_claimed_resources(session, hold_id)
    renewed = session.execute(
        update(AppointmentRow)
        .where(
            AppointmentRow.id == hold_id,
            AppointmentRow.status == "held",
            AppointmentRow.hold_expires_at > text("timezone('utc', clock_timestamp())"),
        )
        .values(hold_expires_at=text(f"timezone('utc', clock_timestamp()) + interval '{_LASTS_SECONDS} s'"))
        .returning(AppointmentRow.id)
    ).scalar_one_or_none()
    if renewed is None:
        raise NotFound("appointments", hold_id)
    return read_appointment(session, hold_id)


@step("released", permission=Permission.BOOK, statuses=_HELD, is_told=False)
def release_hold(locked: Locked) -> Columns:
    """Give the place back. Raises ``WrongTransition`` where the hold was booked or ran out meanwhile."""
    return cancellation(locked, "hold_released")


def _never_runs_out(appointment: WeekAppointment, _now: Minute) -> bool:
    return appointment.hold_expires_at is None


@step("hold_ended", permission=Permission.CANCEL, statuses=_HELD, is_due=_never_runs_out)
def end_hold(locked: Locked) -> Columns:
    """End a hold that never runs out, as another program may make one; nobody else would ever end it.

    Raises ``WrongTransition`` where it runs out by itself: a dialog may be open over it.
    """
    found = locked.appointment
    if found.hold_expires_at is not None:
        raise WrongTransition(found.appointment_id, status=found.status, act=end_hold.name)
    return cancellation(locked, "hold_ended")


_LASTS_SECONDS = int(HOLD_LASTS.total_seconds())


def lock_own_hold(session: Session, begun: BegunAct, hold_id: str | None) -> str | None:
    """The desk's own hold, locked; None where it ran out meanwhile, for then the act stands on its own."""
    if hold_id is None:
        return None
    try:
        return lock_appointment(
            session, begun, hold_id, row_version=None, statuses=_HELD, act=hold.name
        ).appointment_id
    except (NotFound, WrongTransition):
        return None


def give_hold_back(session: Session, actor: Actor, begun: BegunAct, hold_id: str) -> None:
    """Give the desk's own hold back within another act, which takes its place; nothing where it ran out.

    The hold's event is its own: the act's id stands with the appointment that the act is about.
    """
    if lock_own_hold(session, begun, hold_id) is None:
        return
    held = read_appointment(session, hold_id)
    columns = {
        "status": "cancelled",
        "cancellation_reason": "hold_released",
        "cancelled_at": begun.now,
        "cancelled_by_actor_type": actor.actor_type,
        "cancelled_by_actor_id": actor.user_id,
    }
    released = change_appointment(session, held.appointment_id, columns)
    session.execute(
        insert(AppointmentEventRow).values(
            appointment_id=hold_id,
            actor_type=actor.actor_type,
            actor_id=actor.user_id,
            action=release_hold.name,
            metadata_={
                "before": {"status": held.status},
                "after": {"status": released.status},
                "reason": "hold_released",
                "desk": actor.desk_name,
                "row_version": released.row_version,
            },
        )
    )
