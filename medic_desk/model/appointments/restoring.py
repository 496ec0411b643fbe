"""Back to confirmed: a cancelled, missed or completed appointment, where its place is still free."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from medic_desk.engine import free_slots, why_not
from medic_desk.engine.clinic_time import datetime_at, minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, Reason, Slot, Source
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField, SlotRefused, WrongTransition
from medic_desk.model.appointments.appointment_steps import VisitRequest
from medic_desk.model.appointments.placing import (
    WantedPlace,
    expire_stale_holds,
    lock_resource,
    read_world,
    refusal,
)
from medic_desk.model.appointments.rows import (
    Visit,
    add_claim,
    change_visit,
    lock_visit,
    place_columns,
    read_visit,
)
from medic_desk.model.tables import AppointmentEventRow, AppointmentResourceClaimRow, AppointmentRow

_TAKEN = frozenset({"busy", "buffer", "resource", "blocked"})
"""Reasons that mean the place is no longer free. Hours that changed since do not undo what was agreed."""


def restore(session: Session, actor: Actor, request: VisitRequest) -> Visit:
    """Confirm again what was cancelled, missed or completed by mistake; its claims are made anew.

    Raises ``SlotRefused`` where the place was given away meanwhile, ``WrongTransition`` where it was never
    confirmed: a request that was turned down is booked anew.
    """
    begun = begin_act(
        session,
        actor,
        name="restored",
        act_id=request.act_id,
        appointment_id=request.appointment_id,
        reason=request.reason,
    )
    if begun.done_to is not None:
        return read_visit(session, begun.done_to, already_done=True)
    visit = lock_visit(
        session,
        begun,
        request.appointment_id,
        row_version=request.row_version,
        statuses=frozenset({"cancelled", "no_show", "completed"}),
        act="restored",
    )
    if visit.status == "completed":
        return change_visit(session, visit.appointment_id, {"status": "confirmed", "visit_ended_at": None})
    if visit.patient_id is None or _was_pending(session, visit):
        raise WrongTransition(visit.appointment_id, status=visit.status, act="restored")
    if visit.appointment_type_id is None:
        raise InvalidField("appointment_type_id", "missing")
    expire_stale_holds(session, (visit.doctor_id,), visit.starts_at)
    columns, resource_id = _old_place(session, visit, visit.appointment_type_id, begun.now)
    lock_resource(session, resource_id)
    restored = change_visit(session, visit.appointment_id, columns | _CONFIRMED)
    add_claim(session, restored, resource_id)
    return restored


_CONFIRMED: dict[str, Any] = {
    "status": "confirmed",
    "cancellation_reason": None,
    "cancelled_at": None,
    "cancelled_by_actor_type": None,
    "cancelled_by_actor_id": None,
}


def _old_place(
    session: Session, visit: Visit, service_id: str, now: datetime
) -> tuple[dict[str, Any], str | None]:
    """The columns and the resource of the visit's old time, as the engine gives it now.

    Where it lay beyond the schedule, in a lane of its own or outside the hours of today, the old lane and, if
    it is free, the old resource. Raises ``SlotRefused`` where somebody has it.
    """
    place = WantedPlace(
        doctor_id=visit.doctor_id,
        appointment_type_id=service_id,
        starts_at=visit.starts_at,
        doctor_location_id=visit.doctor_location_id,
        duration_minutes=visit.ends_at - visit.starts_at,
        free_step_minutes=1,
        past_grace_minutes=_ANY_PAST,
        ignore_appointment_ids=frozenset({visit.appointment_id}),
    )
    facts = read_world(session, place, visit.starts_at, visit.starts_at + 1)
    question = place.request(now, visit.starts_at, visit.starts_at + 1)
    slots: list[Slot] = list(free_slots(facts, question))
    if slots:
        return place_columns(slots[0]), slots[0].bookable_resource_id
    why = why_not(facts, question, visit.starts_at)
    was_overbooked = visit.session_lane > max((rule.max_parallel_sessions for rule in facts.rules), default=1)
    in_the_way = _in_lane(session, visit)
    if in_the_way is not None:
        raise _refusal(session, place, now, facts, in_the_way)
    if _TAKEN.intersection(why.codes) and not (was_overbooked and "blocked" not in why.codes):
        raise _refusal(session, place, now, facts)
    return {}, _free_old_resource(session, visit, facts)


def _refusal(
    session: Session, place: WantedPlace, now: datetime, facts: Facts, also: Reason | None = None
) -> SlotRefused:
    """Why the old place is gone, and the starts of the grid at which the visit can be booked anew."""
    told = refusal(session, place, now, facts, also)
    anew = replace(place, free_step_minutes=None, past_grace_minutes=0)
    return SlotRefused(told.why, refusal(session, anew, now, facts, also).nearest, told.rivals)


_ANY_PAST = 200 * 366 * 24 * 60


def _was_pending(session: Session, visit: Visit) -> bool:
    """Whether the appointment waited for approval when it was cancelled, by the last event that ended it."""
    before = session.execute(
        select(AppointmentEventRow.metadata_["before"]["status"].astext)
        .where(
            AppointmentEventRow.appointment_id == visit.appointment_id,
            AppointmentEventRow.metadata_["after"]["status"].astext == visit.status,
        )
        .order_by(AppointmentEventRow.occurred_at.desc(), AppointmentEventRow.inserted_at.desc())
        .limit(1)
    ).scalar_one_or_none()
    return before in ("pending", "held")


def _in_lane(session: Session, visit: Visit) -> Reason | None:
    """The appointment that has the visit's doctor, lane and time now."""
    found = session.execute(
        select(AppointmentRow.id, AppointmentRow.starts_at, AppointmentRow.ends_at)
        .where(
            AppointmentRow.doctor_id == visit.doctor_id,
            AppointmentRow.session_lane == visit.session_lane,
            AppointmentRow.id != visit.appointment_id,
            AppointmentRow.status.not_in(("cancelled", "no_show")),
            AppointmentRow.starts_at < datetime_at(visit.ends_at),
            AppointmentRow.ends_at > datetime_at(visit.starts_at),
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


def _free_old_resource(session: Session, visit: Visit, facts: Facts) -> str | None:
    """What the visit claimed last, where nobody else claims it now."""
    resource_id = session.execute(
        select(AppointmentResourceClaimRow.bookable_resource_id)
        .where(AppointmentResourceClaimRow.appointment_id == visit.appointment_id)
        .order_by(AppointmentResourceClaimRow.inserted_at.desc(), AppointmentResourceClaimRow.id)
        .limit(1)
    ).scalar_one_or_none()
    taken = {
        claim.bookable_resource_id
        for claim in facts.claims
        if claim.starts_at < visit.ends_at
        and claim.ends_at > visit.starts_at
        and claim.appointment_id != visit.appointment_id
    }
    return None if resource_id in taken else resource_id
