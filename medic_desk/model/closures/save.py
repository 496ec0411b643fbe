"""Closures added, changed and taken back: each is one act, and the worklist follows in its transaction.

The blocks of the doctors concerned are made and taken back by triggers, also for doctors who come later.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import DAY_MINUTES, datetime_at
from medic_desk.model.acts.act import Actor, ActRequest
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.locks import lock_clinic, lock_doctors
from medic_desk.model.acts.staff_acts import BegunStaffAct, DoneBefore, begin_staff_act, tell_staff_event
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.closures.affected import affected_by_closure
from medic_desk.model.closures.closures import MANUAL_SOURCE, Closure, blocks_of_closure, read_closure
from medic_desk.model.closures.errors import StaleClosure
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import ClinicClosureRow, ClinicSiteRow, LocationRoomRow
from medic_desk.model.worklist.causes import Cause, set_cause, take_cause_back

LONGEST_CLOSURE_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class AddClosure:
    """A closure that shall stand, with an id that the client made.

    ``seen_appointment_ids`` are the appointments that the person saw would be affected: any other refuses the
    act (None asks for no such check).
    """

    act_id: str
    closure: Closure
    seen_appointment_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeClosure:
    """A closure as it shall stand, in place of ``replaces``, which is the same one as it was read."""

    act_id: str
    closure: Closure
    replaces: Closure
    seen_appointment_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackClosure:
    """Takes a closure back that still is what was read."""

    act_id: str
    closure: Closure


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureSaved:
    """What an act on a closure left; ``affected_ids`` are the appointments that are affected by it."""

    closure_id: str
    affected_ids: tuple[str, ...]
    already_done: bool = False


def add_closure(session: Session, actor: Actor, request: AddClosure) -> ClosureSaved:
    """Close the clinic, a house or a room; who is affected goes on the worklist.

    Raises ``NotPermitted``, ``InvalidField``, ``AppointmentsAffected``, ``NotFound``.
    """
    wanted = _cleaned(request.closure)
    begun = _begin(session, actor, "closure_added", request)
    if begun.done is not None:
        return _done_before(begun.done)
    _refuse_what_cannot_stand(session, wanted)
    _lock_doctors(session, wanted)
    session.execute(insert(ClinicClosureRow).values(id=wanted.id, **_columns(wanted)))
    return _follow(session, begun, wanted, None, request.seen_appointment_ids)


def change_closure(session: Session, actor: Actor, request: ChangeClosure) -> ClosureSaved:
    """Change when, where or why it is closed; the worklist follows.

    Raises ``NotPermitted``, ``InvalidField``, ``StaleClosure``, ``AppointmentsAffected``, ``NotFound``.
    """
    wanted = _cleaned(request.closure)
    if wanted.id != request.replaces.id:
        raise InvalidField("id", "another_closure")
    begun = _begin(session, actor, "closure_changed", request)
    if begun.done is not None:
        return _done_before(begun.done)
    _refuse_what_cannot_stand(session, wanted)
    _lock_doctors(session, request.replaces, wanted)
    _hold_to(session, request.replaces)
    session.execute(update(ClinicClosureRow).where(ClinicClosureRow.id == wanted.id).values(_columns(wanted)))
    return _follow(session, begun, wanted, request.replaces, request.seen_appointment_ids)


def take_back_closure(session: Session, actor: Actor, request: TakeBackClosure) -> ClosureSaved:
    """Open again: its blocks go, and the worklist no longer names it.

    Raises ``NotPermitted``, ``StaleClosure``.
    """
    begun = _begin(session, actor, "closure_taken_back", request)
    if begun.done is not None:
        return _done_before(begun.done)
    _lock_doctors(session, request.closure)
    _hold_to(session, request.closure)
    session.execute(delete(ClinicClosureRow).where(ClinicClosureRow.id == request.closure.id))
    take_cause_back(session, Cause("closure", request.closure.id))
    return _tell(session, request.closure.id, before=request.closure, after=None, affected_ids=())


def _begin(session: Session, actor: Actor, name: str, request: ActRequest) -> BegunStaffAct:
    """Open the act with the clinic locked for it alone: nothing is being placed that it could miss."""
    require(actor, Permission.CLOSE_CLINIC)
    lock_clinic(session, exclusive=True)
    return begin_staff_act(session, actor, name=name, request=request, doctor_id=None)


def _cleaned(closure: Closure) -> Closure:
    """The closure without what is only white space. Raises ``InvalidField`` (``ends_at``)."""
    if closure.ends_at <= closure.starts_at:
        raise InvalidField("ends_at", "not_after")
    if closure.ends_at - closure.starts_at > LONGEST_CLOSURE_DAYS * DAY_MINUTES:
        raise InvalidField("ends_at", "too_long")
    return replace(
        closure,
        reason=(closure.reason or "").strip() or None,
        source=closure.source.strip() or MANUAL_SOURCE,
    )


_IS_IN_HOUSE = text(
    """
    SELECT EXISTS (SELECT FROM location_rooms r JOIN doctor_locations l ON l.id = r.doctor_location_id
                    WHERE r.id = CAST(:room_id AS uuid) AND l.clinic_site_id = CAST(:site_id AS uuid))
    """
)


def _refuse_what_cannot_stand(session: Session, closure: Closure) -> None:
    """Raise ``NotFound`` for a house or a room that is gone, ``InvalidField`` for a room of another house."""
    site_id, room_id = closure.clinic_site_id, closure.location_room_id
    if (
        site_id is not None
        and not session.execute(select(ClinicSiteRow.id).where(ClinicSiteRow.id == site_id)).all()
    ):
        raise NotFound("clinic_sites", site_id)
    if (
        room_id is not None
        and not session.execute(select(LocationRoomRow.id).where(LocationRoomRow.id == room_id)).all()
    ):
        raise NotFound("location_rooms", room_id)
    if site_id is not None and room_id is not None:
        named = {"site_id": site_id, "room_id": room_id}
        if not session.execute(_IS_IN_HOUSE, named).scalar_one():
            raise InvalidField("location_room_id", "not_in_house")


def _lock_doctors(session: Session, *closures: Closure) -> None:
    """Lock every doctor concerned: their appointments and items stand still until the act has ended."""
    lock_doctors(session, {doctor for one in closures for doctor in blocks_of_closure(session, one)})


def _hold_to(session: Session, seen: Closure) -> None:
    """Raise unless the closure stands as it was read; its row is locked."""
    session.execute(select(ClinicClosureRow.id).where(ClinicClosureRow.id == seen.id).with_for_update())
    standing = read_closure(session, seen.id)
    if standing != seen:
        raise StaleClosure(seen.id, standing)


def _columns(closure: Closure) -> dict[str, Any]:
    return {
        "clinic_site_id": closure.clinic_site_id,
        "location_room_id": closure.location_room_id,
        "starts_at": datetime_at(closure.starts_at),
        "ends_at": datetime_at(closure.ends_at),
        "reason": closure.reason,
        "source": closure.source,
    }


def _follow(
    session: Session,
    begun: BegunStaffAct,
    closure: Closure,
    was: Closure | None,
    seen_appointment_ids: frozenset[str] | None,
) -> ClosureSaved:
    """Bring the worklist to what the closure affects, now that it is written.

    Raises ``AppointmentsAffected``.
    """
    affected = affected_by_closure(session, closure, begun.now)
    ids = tuple(appointment.id for appointment in affected)
    if seen_appointment_ids is not None and not seen_appointment_ids.issuperset(ids):
        raise AppointmentsAffected(affected)
    set_cause(session, Cause("closure", closure.id), ids)
    return _tell(session, closure.id, before=was, after=closure, affected_ids=ids)


def _told(closure: Closure) -> dict[str, Any]:
    columns = _columns(closure)
    columns["starts_at"] = columns["starts_at"].isoformat()
    columns["ends_at"] = columns["ends_at"].isoformat()
    return {name: value for name, value in columns.items() if value is not None}


def _tell(
    session: Session,
    closure_id: str,
    *,
    before: Closure | None,
    after: Closure | None,
    affected_ids: tuple[str, ...],
) -> ClosureSaved:
    tell_staff_event(
        session,
        subject_table="clinic_closures",
        subject_id=closure_id,
        doctor_id=None,
        metadata={
            "before": None if before is None else _told(before),
            "after": None if after is None else _told(after),
            "affected_ids": list(affected_ids),
        },
    )
    return ClosureSaved(closure_id=closure_id, affected_ids=affected_ids)


def _done_before(done: DoneBefore) -> ClosureSaved:
    return ClosureSaved(
        closure_id=done.subject_id,
        affected_ids=tuple(done.metadata["affected_ids"]),
        already_done=True,
    )
