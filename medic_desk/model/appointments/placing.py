"""The place of a booking, found inside its transaction: the same engine, asked again (truth.md, 3 and 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import BigInteger, literal_column, select, text
from sqlalchemy.orm import Session

from medic_desk.engine import distinct_starts, free_slots, why_not
from medic_desk.engine.clinic_time import DAY_MINUTES, datetime_at, minute_ceil
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Reason, Request, WhyNot
from medic_desk.model.acts.errors import InvalidField, Rival, SlotRefused
from medic_desk.model.appointments.grace import grace_minutes
from medic_desk.model.appointments.resource_locks import LockedService, lock_claimed_resources
from medic_desk.model.appointments.rows import AppointmentResult, SoldService
from medic_desk.model.appointments.start_ranking import MOST_STARTS, nearest_starts
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, read_facts
from medic_desk.model.facts.instants import ceil_minute, floor_minute
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import AppointmentRow

_NEAREST_WITHIN_DAYS = (1, 4, 28)
"""How far around the wanted start the nearest free ones are looked for, near first."""
_NEAREST_LATEST_MINUTES = 366 * DAY_MINUTES
LONGEST_AT_THE_DESK_MINUTES = 240
"""What the desk lets a person choose as a length where no service sets it (schema-additions)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPlace:
    """Where and when a booking is wanted; what is None the engine chooses.

    ``duration_minutes`` replaces the service's own length. ``begun_at`` is when the booking was begun
    (``grace``). ``free_step_minutes`` asks for free starts instead of the grid's (engine-semantics 6).
    ``ignore_appointment_ids`` are the act's own hold and its old place.
    ``for_appointment_id`` is the appointment that goes there: its own doctor and service are offered for it
    though they are not for anybody else any more (engine-semantics 5).
    """

    doctor_id: str
    appointment_type_id: str
    starts_at: Minute
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    duration_minutes: int | None = None
    free_step_minutes: int | None = None
    past_grace_minutes: int = 0
    begun_at: datetime | None = None
    ignore_appointment_ids: frozenset[str] = frozenset()
    for_appointment_id: str | None = None

    def grace_minutes(self, now: datetime) -> int:
        """How long ago its start may lie, as of ``now``."""
        return max(self.past_grace_minutes, grace_minutes(now, self.begun_at))

    def request(self, now: datetime, starts_from: Minute, starts_before: Minute) -> Request:
        """The engine's request for starts of this booking in a window."""
        return Request(
            now=now,
            appointment_type_id=self.appointment_type_id,
            starts_from=starts_from,
            starts_before=starts_before,
            doctor_location_id=self.doctor_location_id,
            location_room_id=self.location_room_id,
            past_grace_minutes=self.grace_minutes(now),
            ignore_appointment_ids=self.ignore_appointment_ids,
            for_appointment_id=self.for_appointment_id,
            free_step_minutes=self.free_step_minutes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRequest:
    """What every request for a new place says: who, what, when, and where if a person chose that.

    ``starts_at`` is an engine minute (UTC). ``begun_at`` is when the form was begun, by the database's clock
    (aware): it lets a start pass that has begun since (``grace``). ``past_grace_minutes`` lets one pass
    whenever the form was begun. ``free_step_minutes`` asks for a free start instead of the grid.
    ``duration_minutes`` is the length that a person drew; None takes the service's.
    """

    act_id: str
    doctor_id: str
    appointment_type_id: str
    starts_at: Minute
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    past_grace_minutes: int = 0
    begun_at: datetime | None = None
    free_step_minutes: int | None = None
    duration_minutes: int | None = None

    def place(self, own_hold_id: str | None = None) -> WantedPlace:
        """The place to ask the engine for; the desk's own hold is not in its way."""
        return WantedPlace(
            doctor_id=self.doctor_id,
            appointment_type_id=self.appointment_type_id,
            starts_at=self.starts_at,
            doctor_location_id=self.doctor_location_id,
            location_room_id=self.location_room_id,
            duration_minutes=self.duration_minutes,
            free_step_minutes=self.free_step_minutes,
            past_grace_minutes=self.past_grace_minutes,
            begun_at=self.begun_at,
            ignore_appointment_ids=frozenset(() if own_hold_id is None else (own_hold_id,)),
        )


def check_length(minutes: int | None, service: SoldService) -> None:
    """Raise ``InvalidField`` (``duration_minutes``, ``out_of_range``) for a length that cannot be given."""
    longest = max(LONGEST_AT_THE_DESK_MINUTES, service.duration_minutes)
    if minutes is not None and not 1 <= minutes <= longest:
        raise InvalidField("duration_minutes", "out_of_range")


def choose_slot(session: Session, wanted: WantedPlace, now: datetime, locked: LockedService) -> FreeSlot:
    """Return the slot the engine gives at the wanted start.

    Asked on what this transaction reads, under the locks of the doctor and of every resource that the service
    could take; ``now`` is what ``expire_in_the_way`` returned. Raises ``SlotRefused`` with the engine's
    reasons and the nearest free starts, ``NotFound`` where the doctor or the service is gone, ``Contended``
    where a resource came meanwhile that is not locked.
    """
    facts = read_world(session, wanted, wanted.starts_at, wanted.starts_at + 1)
    slots = free_slots(facts, wanted.request(now, wanted.starts_at, wanted.starts_at + 1))
    if not slots:
        raise refusal(session, wanted, now, facts)
    slot = slots[0]
    locked.require(slot.bookable_resource_ids)
    return slot


def read_world(session: Session, wanted: WantedPlace, starts_from: Minute, starts_before: Minute) -> Facts:
    """Read the doctor's world for these starts, the service at the wanted length. Raises ``NotFound``."""
    facts = read_facts(
        session,
        (wanted.doctor_id,),
        starts_from,
        starts_before,
        appointment_ids=() if wanted.for_appointment_id is None else (wanted.for_appointment_id,),
    ).get(wanted.doctor_id)
    if facts is None:
        raise NotFound("doctors", wanted.doctor_id)
    service = facts.services.get(wanted.appointment_type_id)
    if service is None:
        raise NotFound("appointment_types", wanted.appointment_type_id)
    if wanted.duration_minutes is None or wanted.duration_minutes == service.duration_minutes:
        return facts
    resized = replace(service, duration_minutes=wanted.duration_minutes)
    return replace(facts, services=MappingProxyType({**facts.services, service.id: resized}))


TAKEN = frozenset({"busy", "buffer", "resource", "blocked"})
"""Reasons that mean a place is no longer free. Hours that changed since do not undo what was agreed."""

ANY_PAST = 200 * 366 * DAY_MINUTES


def standing_place(appointment: AppointmentResult, appointment_type_id: str) -> WantedPlace:
    """The place that an appointment has, for itself, whenever that is and however hours changed."""
    return WantedPlace(
        doctor_id=appointment.doctor_id,
        appointment_type_id=appointment_type_id,
        starts_at=appointment.starts_at,
        doctor_location_id=appointment.doctor_location_id,
        duration_minutes=appointment.ends_at - appointment.starts_at,
        free_step_minutes=1,
        past_grace_minutes=ANY_PAST,
        ignore_appointment_ids=frozenset({appointment.appointment_id}),
        for_appointment_id=appointment.appointment_id,
    )


def refuse_place_given_away(session: Session, appointment: AppointmentResult) -> None:
    """Raise ``SlotRefused`` where a request has run out and its place is not free for it any more.

    Its doctor is locked by now; what it claims is locked here, since others may find it run out.
    """
    lock_claimed_resources(session, appointment.appointment_id)
    now = read_database_clock(session)
    has_run_out = appointment.pending_expires_at is not None and appointment.pending_expires_at <= now
    if not has_run_out or appointment.appointment_type_id is None:
        return
    place = standing_place(appointment, appointment.appointment_type_id)
    facts = read_world(session, place, place.starts_at, place.starts_at + 1)
    why = why_not(facts, place.request(now, place.starts_at, place.starts_at + 1), place.starts_at)
    if TAKEN.intersection(why.codes):
        raise refusal(session, place, now, facts)


def refusal(
    session: Session, wanted: WantedPlace, now: datetime, facts: Facts, also: Reason | None = None
) -> SlotRefused:
    """Say no with every reason, and with the free starts nearest to the wanted one, its own left out.

    ``facts`` are what the engine was asked on, ``also`` what it does not know of. The transaction ends here:
    the act writes nothing, and the next desk need not wait while this one is told where else to go.
    """
    session.rollback()
    why = why_not(facts, wanted.request(now, wanted.starts_at, wanted.starts_at + 1), wanted.starts_at)
    if also is not None and also.code not in why.codes:
        why = replace(why, reasons=(*why.reasons, also))
    nearest = _nearest_free(session, wanted, now)
    return SlotRefused(why, nearest, _rivals(session, why))


def read_nearest_starts(session: Session, wanted: WantedPlace) -> tuple[FreeSlot, ...]:
    """Read the free starts that an act which is refused at ``wanted`` would offer, nearest first.

    None where the four weeks before and after it hold none. Raises ``NotFound`` where the doctor or the
    service is gone.
    """
    return _nearest_free(session, wanted, read_database_clock(session))


def _nearest_free(session: Session, wanted: WantedPlace, now: datetime) -> tuple[FreeSlot, ...]:
    """The free starts nearest to the wanted one, its own left out; looked for near first."""
    own = _own_start(session, wanted)
    free: Sequence[FreeSlot] = ()
    for days in _NEAREST_WITHIN_DAYS:
        found = _free_around(session, wanted, now, days * DAY_MINUTES)
        free = [slot for slot in found if slot.starts_at != own]
        if len(free) >= MOST_STARTS:
            break
    return nearest_starts(free, wanted.starts_at)


def _own_start(session: Session, wanted: WantedPlace) -> Minute | None:
    """Where an appointment of this doctor's that is moved stands: it is no other place for it."""
    return session.scalar(
        select(literal_column(floor_minute("appointments.starts_at"), type_=BigInteger)).where(
            AppointmentRow.id == wanted.for_appointment_id, AppointmentRow.doctor_id == wanted.doctor_id
        )
    )


def _free_around(session: Session, wanted: WantedPlace, now: datetime, reach: Minute) -> Sequence[FreeSlot]:
    """The free starts around the wanted one, or around now where that has passed."""
    present = minute_ceil(now)
    around = min(max(wanted.starts_at, present), present + _NEAREST_LATEST_MINUTES)
    starts_from = max(around - reach, present - wanted.grace_minutes(now))
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
            literal_column(floor_minute("appointments.starts_at"), type_=BigInteger).label("starts_at"),
            literal_column(ceil_minute("appointments.ends_at"), type_=BigInteger).label("ends_at"),
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
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            status=row.status,
            desk_name=row.desk_name,
        )
        for row in found
    )


# The database itself says what it is to run out, and how that is written down.
_EXPIRE = text(
    """
    SELECT clock.now,
           (SELECT medic_expire(array_agg(in_the_way.id)) FROM (
              SELECT a.id FROM appointments a
               WHERE ((a.status = 'held' AND a.hold_expires_at <= timezone('utc', clock.now))
                      OR (a.status = 'pending' AND a.pending_expires_at <= timezone('utc', clock.now)))
                 AND a.starts_at < :before AND a.ends_at > :after
                 AND a.id IS DISTINCT FROM CAST(:own_id AS uuid)
                 AND (a.doctor_id = CAST(:doctor_id AS uuid)
                      OR EXISTS (SELECT FROM appointment_resource_claims c
                                  WHERE c.appointment_id = a.id AND c.status = 'active'
                                    AND c.bookable_resource_id = ANY (CAST(:resource_ids AS uuid[]))))
               ORDER BY a.id
                 FOR NO KEY UPDATE OF a SKIP LOCKED) AS in_the_way
            HAVING count(*) > 0) AS expired
      FROM (SELECT clock_timestamp() AS now OFFSET 0) AS clock
    """
)


def expire_in_the_way(
    session: Session, locked: LockedService, starts_at: Minute, *, own_id: str | None = None
) -> datetime:
    """Cancel what has run out and may stand in the way of ``starts_at``; the database's clock, aware, UTC.

    An exclusion constraint cannot ask the time, so a hold or a request that ran out would refuse what the
    engine offers (truth.md 3). Those of the service's doctor and of the resources that are locked, save the
    appointment ``own_id`` that goes there itself; the trigger gives each an event of its own, which is not
    the act's. The clock is the one to ask the engine with: nothing that has run out by it is left.
    """
    found = session.execute(
        _EXPIRE,
        {
            "doctor_id": locked.service.doctor_id,
            "resource_ids": list(locked.resource_ids),
            "own_id": own_id,
            "after": datetime_at(starts_at).replace(tzinfo=None),
            "before": datetime_at(starts_at + LONGEST_APPOINTMENT_MINUTES).replace(tzinfo=None),
        },
    ).one()
    now: datetime = found.now
    return now.astimezone(UTC)
