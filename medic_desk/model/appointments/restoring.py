"""Back to confirmed: a cancelled, missed or completed appointment, where its place is still free."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from medic_desk.engine import free_slots, why_not
from medic_desk.engine.clinic_time import datetime_at, minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Need, Reason, ResourceType, Source
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField, SlotRefused, WrongTransition
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.declared_acts import Compensation, ToUndo, declared
from medic_desk.model.appointments.placing import (
    TAKEN,
    WantedPlace,
    expire_in_the_way,
    read_world,
    refusal,
    standing_place,
)
from medic_desk.model.appointments.resource_locks import lock_service
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    add_claims,
    change_appointment,
    lock_appointment,
    place_columns,
)
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.tables import (
    AppointmentEventRow,
    AppointmentResourceClaimRow,
    AppointmentRow,
    BookableResourceRow,
)
from medic_desk.model.worklist.outcomes import reopen_cancelled

_ENDED = frozenset({"cancelled", "no_show", "completed"})


def _has_patient(appointment: WeekAppointment, _now: Minute) -> bool:
    return appointment.patient_id is not None


def _end_again(undone: ToUndo) -> Compensation | None:
    """The act that had ended the appointment before it was restored."""
    ended = undone.event.before.status
    return Compensation(ended) if ended is not None and ended in _ENDED else None


@declared(
    "restored",
    permission=Permission.BOOK,
    statuses=_ENDED,
    is_due=_has_patient,
    needs="nothing",
    undo=_end_again,
)
def restore(session: Session, actor: Actor, request: AppointmentRequest) -> AppointmentResult:
    """Confirm again what was cancelled, missed or completed by mistake; its claims are made anew.

    Raises ``SlotRefused`` where the place was given away meanwhile, ``WrongTransition`` where it was never
    confirmed: a request that was turned down is booked anew.
    """
    begun = begin_act(
        session,
        actor,
        name=restore.name,
        act_id=request.act_id,
        appointment_id=request.appointment_id,
        reason=request.reason,
        places=True,
    )
    appointment = lock_appointment(
        session,
        begun,
        request.appointment_id,
        row_version=request.row_version,
        statuses=restore.statuses,
        act=restore.name,
    )
    if appointment.status == "completed":
        return change_appointment(
            session, appointment.appointment_id, {"status": "confirmed", "visit_ended_at": None}
        )
    return _place_again(session, appointment)


def _place_again(session: Session, appointment: AppointmentResult) -> AppointmentResult:
    """Give a cancelled or missed appointment its place again, with its claims. Raises as ``restore`` does."""
    if appointment.patient_id is None or _was_pending(session, appointment):
        raise WrongTransition(appointment.appointment_id, status=appointment.status, act=restore.name)
    if appointment.appointment_type_id is None:
        raise InvalidField("appointment_type_id", "missing")
    locked = lock_service(
        session,
        appointment.doctor_id,
        appointment.appointment_type_id,
        claimed_by=appointment.appointment_id,
    )
    now = expire_in_the_way(session, locked, appointment.starts_at)
    columns, resource_ids = _old_place(session, appointment, appointment.appointment_type_id, now)
    locked.require(resource_ids)
    restored = change_appointment(session, appointment.appointment_id, columns | CONFIRMED)
    forget_old_claims(session, appointment)
    add_claims(session, restored, resource_ids)
    if not columns:
        # The engine does not offer the old place any more: what affected the appointment then does so now.
        reopen_cancelled(session, restored.appointment_id)
    return restored


CONFIRMED: dict[str, Any] = {
    "status": "confirmed",
    "cancellation_reason": None,
    "cancelled_at": None,
    "cancelled_by_actor_type": None,
    "cancelled_by_actor_id": None,
}
"""The columns of an appointment that stands again."""


def _old_place(
    session: Session, appointment: AppointmentResult, service_id: str, now: datetime
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The columns and the resources of the appointment's old time, as the engine gives it now.

    Where it was overbooked, or lies outside the hours of today, those are the old lane and what it claimed.
    Raises ``SlotRefused`` where somebody has one of them.
    """
    place = standing_place(appointment, service_id)
    facts = read_world(session, place, appointment.starts_at, appointment.starts_at + 1)
    question = place.request(now, appointment.starts_at, appointment.starts_at + 1)
    slots: list[FreeSlot] = list(free_slots(facts, question))
    if slots:
        return place_columns(slots[0]), slots[0].bookable_resource_ids
    why = why_not(facts, question, appointment.starts_at)
    was_overbooked = appointment.session_lane > max(
        (rule.max_parallel_sessions for rule in facts.rules), default=1
    )
    in_the_way = _in_lane(session, appointment)
    if in_the_way is not None:
        raise _refusal(session, place, now, facts, in_the_way)
    if TAKEN.intersection(why.codes) and not (was_overbooked and "blocked" not in why.codes):
        raise _refusal(session, place, now, facts)
    resources = _old_resources(session, appointment)
    if (taken := _taken(session, appointment, resources)) is not None:
        raise _refusal(session, place, now, facts, taken)
    return {}, tuple(resource.id for resource in resources)


def _refusal(
    session: Session, place: WantedPlace, now: datetime, facts: Facts, also: Reason | None = None
) -> SlotRefused:
    """Why the old place is gone, and the starts of the grid at which the appointment can be booked anew."""
    told = refusal(session, place, now, facts, also)
    anew = replace(place, free_step_minutes=None, past_grace_minutes=0, for_appointment_id=None)
    return SlotRefused(told.why, refusal(session, anew, now, facts, also).nearest, told.rivals)


def _was_pending(session: Session, appointment: AppointmentResult) -> bool:
    """Whether the appointment waited for approval when it was cancelled, by the last event that ended it."""
    before = session.execute(
        select(AppointmentEventRow.metadata_["before"]["status"].astext)
        .where(
            AppointmentEventRow.appointment_id == appointment.appointment_id,
            AppointmentEventRow.metadata_["after"]["status"].astext == appointment.status,
        )
        .order_by(AppointmentEventRow.occurred_at.desc(), AppointmentEventRow.inserted_at.desc())
        .limit(1)
    ).scalar_one_or_none()
    return before in ("pending", "held")


def _in_lane(session: Session, appointment: AppointmentResult) -> Reason | None:
    """The appointment that has the appointment's doctor, lane and time now."""
    found = session.execute(
        select(AppointmentRow.id, AppointmentRow.starts_at, AppointmentRow.ends_at)
        .where(
            AppointmentRow.doctor_id == appointment.doctor_id,
            AppointmentRow.session_lane == appointment.session_lane,
            AppointmentRow.id != appointment.appointment_id,
            AppointmentRow.status.not_in(("cancelled", "no_show")),
            AppointmentRow.starts_at < datetime_at(appointment.ends_at),
            AppointmentRow.ends_at > datetime_at(appointment.starts_at),
        )
        .order_by(AppointmentRow.starts_at)
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    return Reason(
        "busy",
        Source("appointments", found.id),
        starts_at=minute_floor(found.starts_at),
        ends_at=minute_ceil(found.ends_at),
    )


def _old_resources(session: Session, appointment: AppointmentResult) -> tuple[BookableResourceRow, ...]:
    """What the appointment claimed when it ended, sorted by id."""
    claimed = select(AppointmentResourceClaimRow.bookable_resource_id).where(
        AppointmentResourceClaimRow.appointment_id == appointment.appointment_id,
        AppointmentResourceClaimRow.awaits_restore,
    )
    found = select(BookableResourceRow).where(BookableResourceRow.id.in_(claimed))
    return tuple(session.execute(found.order_by(BookableResourceRow.id)).scalars())


def _taken(
    session: Session, appointment: AppointmentResult, resources: Sequence[BookableResourceRow]
) -> Reason | None:
    """The first of the resources that another appointment has at this time, with the appointments that do."""
    for resource in resources:
        claims = session.execute(
            select(AppointmentResourceClaimRow.appointment_id)
            .where(
                AppointmentResourceClaimRow.bookable_resource_id == resource.id,
                AppointmentResourceClaimRow.status == "active",
                AppointmentResourceClaimRow.appointment_id != appointment.appointment_id,
                AppointmentResourceClaimRow.starts_at < datetime_at(appointment.ends_at),
                AppointmentResourceClaimRow.ends_at > datetime_at(appointment.starts_at),
            )
            .order_by(AppointmentResourceClaimRow.starts_at)
        )
        rivals = tuple(Source("appointments", appointment_id) for appointment_id in claims.scalars())
        if rivals:
            kind = cast("ResourceType", resource.resource_type)
            source = Source("bookable_resources", resource.id)
            return Reason("resource", source, resource.label, rivals=rivals, need=Need(None, kind))
    return None


def forget_old_claims(session: Session, appointment: AppointmentResult) -> None:
    """Leave the database nothing to claim again at the end: what is claimed now is all that is needed."""
    session.execute(
        update(AppointmentResourceClaimRow)
        .where(
            AppointmentResourceClaimRow.appointment_id == appointment.appointment_id,
            AppointmentResourceClaimRow.awaits_restore,
        )
        .values(awaits_restore=False)
    )
