"""Booking: a free slot becomes an appointment, once, with everything the visit was sold as."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, date_of, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.appointment_rows import (
    Visit,
    add_claim,
    add_visit,
    change_visit,
    place_columns,
    read_service,
    read_visit,
    release_claims,
)
from medic_desk.model.acts.holds import lock_own_hold
from medic_desk.model.acts.patients import add_patient, existing_patient
from medic_desk.model.acts.placing import WantedPlace, choose_slot, expire_stale_holds
from medic_desk.model.acts.refusals import InvalidField
from medic_desk.model.patients import NewPatient


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """What a desk wants booked. Exactly one of ``patient_id`` and ``new_patient`` is given.

    ``starts_at`` is an engine minute (UTC). ``doctor_location_id`` and ``location_room_id`` are given only
    where the person chose them; the engine finds the rest. ``past_grace_minutes`` lets a walk-in pass that
    began while it was typed; ``free_step_minutes`` asks for a free start instead of the grid. ``hold_id`` is
    the desk's own hold, which becomes the booking.
    """

    act_id: str
    doctor_id: str
    appointment_type_id: str
    starts_at: Minute
    patient_id: str | None = None
    new_patient: NewPatient | None = None
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    notes: str | None = None
    past_grace_minutes: int = 0
    free_step_minutes: int | None = None
    hold_id: str | None = None


def book(session: Session, actor: Actor, request: BookingRequest) -> Visit:
    """Book one appointment, confirmed, in the six steps of truth.md.

    Raises ``SlotRefused``, ``InvalidField``, ``NotFound``; an exclusion constraint surfaces as ``SlotTaken``.
    """
    return _book(session, actor, request, name="booked", status="confirmed")


def submit(session: Session, actor: Actor, request: BookingRequest) -> Visit:
    """Book one appointment that waits for approval (``pending``); it occupies its time like any other."""
    return _book(session, actor, request, name="submitted", status="pending")


def _book(session: Session, actor: Actor, request: BookingRequest, *, name: str, status: str) -> Visit:
    begun = begin_act(session, actor, name=name, act_id=request.act_id, doctor_ids=(request.doctor_id,))
    if begun.done_to is not None:
        return read_visit(session, begun.done_to, already_done=True)
    service = read_service(session, request.doctor_id, request.appointment_type_id)
    expire_stale_holds(session, (request.doctor_id,), request.starts_at)
    hold_id = lock_own_hold(session, request.hold_id)
    slot = choose_slot(
        session,
        WantedPlace(
            doctor_id=request.doctor_id,
            appointment_type_id=request.appointment_type_id,
            starts_at=request.starts_at,
            doctor_location_id=request.doctor_location_id,
            location_room_id=request.location_room_id,
            free_step_minutes=request.free_step_minutes,
            past_grace_minutes=request.past_grace_minutes,
            ignore_appointment_ids=frozenset(filter(None, (hold_id,))),
        ),
        begun.now,
    )
    columns = {
        **service.columns(),
        **place_columns(slot),
        "doctor_id": request.doctor_id,
        "patient_id": patient_of(session, request, clinic_today(service.doctor_timezone, begun.now)),
        "patient_timezone": service.doctor_timezone,
        "status": status,
        "notes": (request.notes or "").strip() or None,
    }
    if hold_id is None:
        visit = add_visit(session, actor, columns)
    else:
        release_claims(session, hold_id)
        visit = change_visit(session, hold_id, columns | {"hold_expires_at": None})
    add_claim(session, visit, slot.bookable_resource_id)
    return visit


def patient_of(session: Session, request: BookingRequest, today: date) -> str:
    """The booking's patient, inserted first where typed new. Raises ``InvalidField``, ``NotFound``."""
    if request.new_patient is not None:
        return add_patient(session, request.new_patient, today)
    if request.patient_id is None:
        raise InvalidField("patient_id", "missing")
    return existing_patient(session, request.patient_id)


def clinic_today(timezone: str, now: datetime) -> date:
    """The date a zone's calendar shows at an aware instant."""
    return date_of(clock(timezone).day(minute_floor(now)))
