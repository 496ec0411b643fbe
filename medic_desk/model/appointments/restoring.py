"""Back to confirmed: a cancelled, missed or completed appointment, where its place is still free."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from medic_desk.engine import free_slots, why_not
from medic_desk.engine.clinic_time import datetime_at, minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Reason, Source
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField, SlotRefused, WrongTransition
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.declared_acts import Compensation, ToUndo, declared
from medic_desk.model.appointments.placing import (
    WantedPlace,
    expire_stale_holds,
    lock_resource,
    read_world,
    refusal,
)
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    add_claim,
    change_appointment,
    lock_appointment,
    place_columns,
    read_appointment,
)
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.tables import AppointmentEventRow, AppointmentResourceClaimRow, AppointmentRow
from medic_desk.model.worklist.outcomes import reopen_cancelled

_TAKEN = frozenset({"busy", "buffer", "resource", "blocked"})
"""Reasons that mean the place is no longer free. Hours that changed since do not undo what was agreed."""

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
    )
    if begun.done_to is not None:
        return read_appointment(session, begun.done_to, already_done=True)
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
    if appointment.patient_id is None or _was_pending(session, appointment):
        raise WrongTransition(appointment.appointment_id, status=appointment.status, act=restore.name)
    if appointment.appointment_type_id is None:
        raise InvalidField("appointment_type_id", "missing")
    expire_stale_holds(session, (appointment.doctor_id,), appointment.starts_at)
    columns, resource_id = _old_place(session, appointment, appointment.appointment_type_id, begun.now)
    lock_resource(session, resource_id)
    restored = change_appointment(session, appointment.appointment_id, columns | _CONFIRMED)
    add_claim(session, restored, resource_id)
    if not columns:
        # The engine does not offer the old place any more: what affected the appointment then does so now.
        reopen_cancelled(session, restored.appointment_id)
    return restored


_CONFIRMED: dict[str, Any] = {
    "status": "confirmed",
    "cancellation_reason": None,
    "cancelled_at": None,
    "cancelled_by_actor_type": None,
    "cancelled_by_actor_id": None,
}


def _old_place(
    session: Session, appointment: AppointmentResult, service_id: str, now: datetime
) -> tuple[dict[str, Any], str | None]:
    """The columns and the resource of the appointment's old time, as the engine gives it now.

    Where it was overbooked, or lies outside the hours of today, that is the old lane and, if it is free, the
    old resource. Raises ``SlotRefused`` where somebody has it.
    """
    place = WantedPlace(
        doctor_id=appointment.doctor_id,
        appointment_type_id=service_id,
        starts_at=appointment.starts_at,
        doctor_location_id=appointment.doctor_location_id,
        duration_minutes=appointment.ends_at - appointment.starts_at,
        free_step_minutes=1,
        past_grace_minutes=_ANY_PAST,
        ignore_appointment_ids=frozenset({appointment.appointment_id}),
    )
    facts = read_world(session, place, appointment.starts_at, appointment.starts_at + 1)
    question = place.request(now, appointment.starts_at, appointment.starts_at + 1)
    slots: list[FreeSlot] = list(free_slots(facts, question))
    if slots:
        return place_columns(slots[0]), slots[0].bookable_resource_id
    why = why_not(facts, question, appointment.starts_at)
    was_overbooked = appointment.session_lane > max(
        (rule.max_parallel_sessions for rule in facts.rules), default=1
    )
    in_the_way = _in_lane(session, appointment)
    if in_the_way is not None:
        raise _refusal(session, place, now, facts, in_the_way)
    if _TAKEN.intersection(why.codes) and not (was_overbooked and "blocked" not in why.codes):
        raise _refusal(session, place, now, facts)
    return {}, _free_old_resource(session, appointment, facts)


def _refusal(
    session: Session, place: WantedPlace, now: datetime, facts: Facts, also: Reason | None = None
) -> SlotRefused:
    """Why the old place is gone, and the starts of the grid at which the appointment can be booked anew."""
    told = refusal(session, place, now, facts, also)
    anew = replace(place, free_step_minutes=None, past_grace_minutes=0)
    return SlotRefused(told.why, refusal(session, anew, now, facts, also).nearest, told.rivals)


_ANY_PAST = 200 * 366 * 24 * 60


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


def _free_old_resource(session: Session, appointment: AppointmentResult, facts: Facts) -> str | None:
    """What the appointment claimed last, where nobody else claims it now."""
    resource_id = session.execute(
        select(AppointmentResourceClaimRow.bookable_resource_id)
        .where(AppointmentResourceClaimRow.appointment_id == appointment.appointment_id)
        .order_by(AppointmentResourceClaimRow.inserted_at.desc(), AppointmentResourceClaimRow.id)
        .limit(1)
    ).scalar_one_or_none()
    taken = {
        claim.bookable_resource_id
        for claim in facts.claims
        if claim.starts_at < appointment.ends_at
        and claim.ends_at > appointment.starts_at
        and claim.appointment_id != appointment.appointment_id
    }
    return None if resource_id in taken else resource_id
