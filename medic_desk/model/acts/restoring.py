"""Back to confirmed: a cancelled, missed or completed appointment, where its place is still free."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from medic_desk.engine import free_slots, why_not
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.appointment_rows import (
    Visit,
    add_claim,
    change_visit,
    lock_visit,
    place_columns,
    read_visit,
)
from medic_desk.model.acts.placing import WantedPlace, expire_stale_holds, lock_resource, read_world, refusal
from medic_desk.model.acts.refusals import InvalidField, WrongTransition
from medic_desk.model.acts.visits import VisitRequest
from medic_desk.model.errors import Contended
from medic_desk.model.tables import AppointmentEventRow, AppointmentResourceClaimRow

_TAKEN = frozenset({"busy", "buffer", "resource", "blocked"})
"""Reasons that mean the place is no longer free. Hours that changed since do not undo what was agreed."""


def restore(session: Session, actor: Actor, request: VisitRequest) -> Visit:
    """Confirm again what was cancelled, missed or completed by mistake; its claims are made anew.

    Raises ``SlotRefused`` where the place was given away meanwhile, ``WrongTransition`` where it was never
    confirmed: a request that was turned down is booked anew.
    """
    before = read_visit(session, request.appointment_id)
    begun = begin_act(
        session,
        actor,
        name="restored",
        act_id=request.act_id,
        doctor_ids=(before.doctor_id,),
        reason=request.reason,
    )
    if begun.done_to is not None:
        return read_visit(session, begun.done_to, already_done=True)
    visit = lock_visit(
        session,
        request.appointment_id,
        row_version=request.row_version,
        statuses=frozenset({"cancelled", "no_show", "completed"}),
        act="restored",
    )
    if visit.doctor_id != before.doctor_id:
        raise Contended("40001")
    if visit.status == "completed":
        return change_visit(session, visit.appointment_id, {"status": "confirmed", "visit_ended_at": None})
    if visit.patient_id is None or _was_pending(session, visit):
        raise WrongTransition(visit.appointment_id, status=visit.status, act="restored")
    if visit.appointment_type_id is None:
        raise InvalidField("appointment_type_id", "missing")
    expire_stale_holds(session, (visit.doctor_id,), visit.starts_at)
    place = WantedPlace(
        doctor_id=visit.doctor_id,
        appointment_type_id=visit.appointment_type_id,
        starts_at=visit.starts_at,
        doctor_location_id=visit.doctor_location_id,
        duration_minutes=visit.ends_at - visit.starts_at,
        free_step_minutes=1,
        past_grace_minutes=_ANY_PAST,
        ignore_appointment_ids=frozenset({visit.appointment_id}),
    )
    columns = {
        "status": "confirmed",
        "cancellation_reason": None,
        "cancelled_at": None,
        "cancelled_by_actor_type": None,
        "cancelled_by_actor_id": None,
    }
    facts = read_world(session, place, visit.starts_at, visit.starts_at + 1)
    question = place.request(begun.now, visit.starts_at, visit.starts_at + 1)
    slots = free_slots(facts, question)
    if slots:
        lock_resource(session, slots[0].bookable_resource_id)
        restored = change_visit(session, visit.appointment_id, columns | place_columns(slots[0]))
        add_claim(session, restored, slots[0].bookable_resource_id)
        return restored
    if _TAKEN & {reason.code for reason in why_not(facts, question, visit.starts_at).reasons}:
        raise refusal(session, place, begun.now)
    # Outside today's hours: the old lane and the old claim, if the constraints still agree.
    resource_id = _last_claimed(session, visit)
    lock_resource(session, resource_id)
    restored = change_visit(session, visit.appointment_id, columns)
    add_claim(session, restored, resource_id)
    return restored


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


def _last_claimed(session: Session, visit: Visit) -> str | None:
    return session.execute(
        select(AppointmentResourceClaimRow.bookable_resource_id)
        .where(AppointmentResourceClaimRow.appointment_id == visit.appointment_id)
        .order_by(AppointmentResourceClaimRow.updated_at.desc(), AppointmentResourceClaimRow.id)
        .limit(1)
    ).scalar_one_or_none()
