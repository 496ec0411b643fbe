"""Booking: a free slot becomes an appointment, once, with everything the appointment was sold as."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, date_of, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.appointments.declared_acts import by, declared
from medic_desk.model.appointments.holds import lock_own_hold
from medic_desk.model.appointments.placing import (
    PlaceRequest,
    check_length,
    choose_slot,
    expire_in_the_way,
)
from medic_desk.model.appointments.resource_locks import lock_service
from medic_desk.model.appointments.rows import (
    AppointmentResult,
    SoldService,
    place_appointment,
    place_columns,
)
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.patients.register import add_patient, existing_patient
from medic_desk.model.patients.removing import note_made_patient
from medic_desk.model.patients.search import NewPatient


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest(PlaceRequest):
    """What a desk wants booked. Exactly one of ``patient_id`` and ``new_patient`` is given.

    ``hold_id`` is the desk's own hold, which becomes the booking.
    """

    patient_id: str | None = None
    new_patient: NewPatient | None = None
    notes: str | None = None
    hold_id: str | None = None


@declared("booked", permission=Permission.BOOK, undo=by("cancelled"))
def book(session: Session, actor: Actor, request: BookingRequest) -> AppointmentResult:
    """Book one appointment, confirmed, in the six steps of truth.md.

    Raises ``SlotRefused``, ``InvalidField``, ``NotFound``; an exclusion constraint surfaces as ``SlotTaken``.
    """
    return _book(session, actor, request, name=book.name, status="confirmed")


@declared("submitted", permission=Permission.BOOK, undo=by("cancelled"))
def submit(session: Session, actor: Actor, request: BookingRequest) -> AppointmentResult:
    """Book one appointment that waits for approval (``pending``); it occupies its time like any other."""
    return _book(session, actor, request, name=submit.name, status="pending")


@declared("walked_in", permission=Permission.BOOK, undo=by("walk_in_taken_back"))
def walk_in(session: Session, actor: Actor, request: BookingRequest) -> AppointmentResult:
    """Book one appointment of today for a patient who is here, and note the arrival: both, or nothing.

    Raises what ``book`` does, and ``InvalidField`` (``starts_at``, ``not_today``) where the start lies on
    another date than the doctor's clock shows.
    """
    return _book(session, actor, request, name=walk_in.name, status="confirmed", arrives=True)


def _book(
    session: Session,
    actor: Actor,
    request: BookingRequest,
    *,
    name: str,
    status: str,
    arrives: bool = False,
) -> AppointmentResult:
    begun = begin_act(
        session,
        actor,
        name=name,
        act_id=request.act_id,
        doctor_ids=(request.doctor_id,),
        appointment_id=request.hold_id,
        places=True,
    )
    locked = lock_service(session, request.doctor_id, request.appointment_type_id)
    check_length(request.duration_minutes, locked.service)
    now = expire_in_the_way(session, locked, request.starts_at)
    hold_id = lock_own_hold(session, begun, request.hold_id)
    slot = choose_slot(session, request.place(hold_id), now, locked)
    columns = booking_columns(session, request, locked.service, now)
    columns |= place_columns(slot) | {"status": status}
    if arrives:
        columns["patient_arrived_at"] = _arrival(locked.service.doctor_timezone, slot.starts_at, now)
    return place_appointment(session, actor, hold_id, columns, slot.bookable_resource_ids)


def _arrival(timezone: str, starts_at: Minute, now: datetime) -> datetime:
    """Since when a patient is here who is booked now. Raises ``InvalidField`` for a start of another date."""
    if date_of(clock(timezone).day(starts_at)) != _clinic_today(timezone, now):
        raise InvalidField("starts_at", "not_today")
    return now


def booking_columns(
    session: Session, request: BookingRequest, service: SoldService, now: datetime
) -> dict[str, Any]:
    """The appointment's columns that come from its request: patient, doctor, service as sold, notes.

    A patient typed new is inserted, and noted as made by the act. Raises ``InvalidField``, ``NotFound``.
    """
    return {
        **service.columns(),
        "doctor_id": request.doctor_id,
        "patient_id": _patient_of(session, request, _clinic_today(service.doctor_timezone, now)),
        "patient_timezone": service.doctor_timezone,
        "notes": (request.notes or "").strip() or None,
        "hold_expires_at": None,
    }


def _patient_of(session: Session, request: BookingRequest, today: date) -> str:
    if request.new_patient is not None:
        patient_id = add_patient(session, request.new_patient, today)
        note_made_patient(session, request.act_id, patient_id)
        return patient_id
    if request.patient_id is None:
        raise InvalidField("patient_id", "missing")
    return existing_patient(session, request.patient_id)


def _clinic_today(timezone: str, now: datetime) -> date:
    """The date a zone's calendar shows at an aware instant."""
    return date_of(clock(timezone).day(minute_floor(now)))
