"""The place of a booking, found inside its transaction: the same engine, asked again (truth.md, 3 and 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import cast

from sqlalchemy import Table, bindparam, select, text
from sqlalchemy.orm import Session

from medic_desk.engine import distinct_starts, free_slots, why_not
from medic_desk.engine.clinic_time import DAY_MINUTES, datetime_at, minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Reason, Request, WhyNot
from medic_desk.model.acts.errors import Rival, SlotRefused
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, read_facts
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import AppointmentRow, BookableResourceRow

NEAREST_STARTS = 3
_NEAREST_WITHIN_DAYS = (1, 4, 28)
"""How far around the wanted start the nearest free ones are looked for, near first."""
_NEAREST_LATEST_MINUTES = 366 * DAY_MINUTES


_RESOURCES = cast("Table", BookableResourceRow.__table__)
_LOCK_RESOURCE = (
    select(_RESOURCES.c.id).where(_RESOURCES.c.id == bindparam("resource")).with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPlace:
    """Where and when a booking is wanted; what is None the engine chooses.

    ``duration_minutes`` replaces the service's own length. ``free_step_minutes`` asks for free starts instead
    of the grid's (engine-semantics 6). ``ignore_appointment_ids`` are the act's own hold and its old place.
    """

    doctor_id: str
    appointment_type_id: str
    starts_at: Minute
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    duration_minutes: int | None = None
    free_step_minutes: int | None = None
    past_grace_minutes: int = 0
    ignore_appointment_ids: frozenset[str] = frozenset()

    def request(self, now: datetime, starts_from: Minute, starts_before: Minute) -> Request:
        """The engine's request for starts of this booking in a window."""
        return Request(
            now=now,
            appointment_type_id=self.appointment_type_id,
            starts_from=starts_from,
            starts_before=starts_before,
            doctor_location_id=self.doctor_location_id,
            location_room_id=self.location_room_id,
            past_grace_minutes=self.past_grace_minutes,
            ignore_appointment_ids=self.ignore_appointment_ids,
            free_step_minutes=self.free_step_minutes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRequest:
    """What every request for a new place says: who, what, when, and where if a person chose that.

    ``starts_at`` is an engine minute (UTC). ``past_grace_minutes`` lets a walk-in pass that began while it
    was typed; ``free_step_minutes`` asks for a free start instead of the grid.
    """

    act_id: str
    doctor_id: str
    appointment_type_id: str
    starts_at: Minute
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    past_grace_minutes: int = 0
    free_step_minutes: int | None = None

    def place(self, own_hold_id: str | None = None) -> WantedPlace:
        """The place to ask the engine for; the desk's own hold is not in its way."""
        return WantedPlace(
            doctor_id=self.doctor_id,
            appointment_type_id=self.appointment_type_id,
            starts_at=self.starts_at,
            doctor_location_id=self.doctor_location_id,
            location_room_id=self.location_room_id,
            free_step_minutes=self.free_step_minutes,
            past_grace_minutes=self.past_grace_minutes,
            ignore_appointment_ids=frozenset(() if own_hold_id is None else (own_hold_id,)),
        )


def choose_slot(session: Session, wanted: WantedPlace, now: datetime) -> FreeSlot:
    """Return the slot the engine gives at the wanted start, its resource's row locked.

    Asked on what this transaction reads, under the doctor's lock. Raises ``SlotRefused`` with the engine's
    reasons and the nearest free starts, ``NotFound`` where the doctor or the service is gone.
    """
    facts = read_world(session, wanted, wanted.starts_at, wanted.starts_at + 1)
    slots = free_slots(facts, wanted.request(now, wanted.starts_at, wanted.starts_at + 1))
    if not slots:
        raise refusal(session, wanted, now, facts)
    slot = slots[0]
    lock_resource(session, slot.bookable_resource_id)
    return slot


def lock_resource(session: Session, bookable_resource_id: str | None) -> None:
    """Lock the row of the resource the engine chose, if it chose one.

    Doctors first, resources after: one order for everyone, so nobody waits in a circle.
    """
    if bookable_resource_id is not None:
        session.execute(_LOCK_RESOURCE, {"resource": bookable_resource_id})


def read_world(session: Session, wanted: WantedPlace, starts_from: Minute, starts_before: Minute) -> Facts:
    """Read the doctor's world for these starts, the service at the wanted length. Raises ``NotFound``."""
    facts = read_facts(session, (wanted.doctor_id,), starts_from, starts_before).get(wanted.doctor_id)
    if facts is None:
        raise NotFound("doctors", wanted.doctor_id)
    service = facts.services.get(wanted.appointment_type_id)
    if service is None:
        raise NotFound("appointment_types", wanted.appointment_type_id)
    if wanted.duration_minutes is None or wanted.duration_minutes == service.duration_minutes:
        return facts
    resized = replace(service, duration_minutes=wanted.duration_minutes)
    return replace(facts, services=MappingProxyType({**facts.services, service.id: resized}))


def refusal(
    session: Session, wanted: WantedPlace, now: datetime, facts: Facts, also: Reason | None = None
) -> SlotRefused:
    """Say no with every reason, and with the free starts nearest to the wanted one.

    ``facts`` are what the engine was asked on, ``also`` what it does not know of. The transaction ends here:
    the act writes nothing, and the next desk need not wait while this one is told where else to go.
    """
    session.rollback()
    why = why_not(facts, wanted.request(now, wanted.starts_at, wanted.starts_at + 1), wanted.starts_at)
    if also is not None and also.code not in why.codes:
        why = replace(why, reasons=(*why.reasons, also))
    free: Sequence[FreeSlot] = ()
    for days in _NEAREST_WITHIN_DAYS:
        free = _free_around(session, wanted, now, days * DAY_MINUTES)
        if len(free) >= NEAREST_STARTS:
            break
    nearest = sorted(free, key=lambda slot: (abs(slot.starts_at - wanted.starts_at), slot.starts_at))
    return SlotRefused(why, tuple(nearest[:NEAREST_STARTS]), _rivals(session, why))


def _free_around(session: Session, wanted: WantedPlace, now: datetime, reach: Minute) -> Sequence[FreeSlot]:
    """The free starts around the wanted one, or around now where that has passed."""
    present = minute_ceil(now)
    around = min(max(wanted.starts_at, present), present + _NEAREST_LATEST_MINUTES)
    starts_from = max(around - reach, present - wanted.past_grace_minutes)
    facts = read_world(session, wanted, starts_from, around + reach)
    return distinct_starts(free_slots(facts, wanted.request(now, starts_from, around + reach)))


def _rivals(session: Session, why: WhyNot) -> tuple[Rival, ...]:
    sources = {reason.source for reason in why.reasons} | {
        rival for reason in why.reasons for rival in reason.rivals
    }
    ids = sorted(source.id for source in sources if source and source.table == "appointments")
    if not ids:
        return ()
    found = session.execute(
        select(
            AppointmentRow.id,
            AppointmentRow.doctor_id,
            AppointmentRow.starts_at,
            AppointmentRow.ends_at,
            AppointmentRow.status,
            AppointmentRow.desk_name,
        )
        .where(AppointmentRow.id.in_(ids))
        .order_by(AppointmentRow.starts_at, AppointmentRow.id)
    )
    return tuple(
        Rival(
            appointment_id=row.id,
            doctor_id=row.doctor_id,
            starts_at=minute_floor(row.starts_at),
            ends_at=minute_ceil(row.ends_at),
            status=row.status,
            desk_name=row.desk_name,
        )
        for row in found
    )


_EXPIRE = text(
    """
    UPDATE appointments SET status = 'cancelled', cancellation_reason = 'hold_expired',
           cancelled_at = timezone('utc', clock_timestamp()), cancelled_by_actor_type = 'system'
     WHERE id IN (
      SELECT a.id FROM appointments a
       WHERE a.status = 'held' AND a.hold_expires_at <= timezone('utc', clock_timestamp())
         AND (a.doctor_id = ANY (CAST(:doctor_ids AS uuid[]))
              OR EXISTS (SELECT FROM appointment_resource_claims c
                           JOIN bookable_resources r ON r.id = c.bookable_resource_id
                          WHERE c.appointment_id = a.id AND c.status = 'active'
                            AND (r.doctor_id IS NULL OR r.doctor_id = ANY (CAST(:doctor_ids AS uuid[])))))
         AND a.starts_at < :before AND a.ends_at > :after
       ORDER BY a.id
         FOR UPDATE OF a SKIP LOCKED)
    """
)


def expire_stale_holds(session: Session, doctor_ids: tuple[str, ...], starts_at: Minute) -> None:
    """Cancel the holds that have run out by the database's clock and may stand in the way of ``starts_at``.

    An exclusion constraint cannot ask the time, so a stale hold would refuse what the engine offers (truth.md
    3). Holds of the doctors and of every resource they may claim; the trigger gives each an event of its own,
    which is not the act's. One that another desk is expiring right now is left to it.
    """
    session.execute(
        _EXPIRE,
        {
            "doctor_ids": list(doctor_ids),
            "after": datetime_at(starts_at).replace(tzinfo=None),
            "before": datetime_at(starts_at + LONGEST_APPOINTMENT_MINUTES).replace(tzinfo=None),
        },
    )
