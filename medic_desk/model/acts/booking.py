"""Booking: a free slot becomes an appointment, once, with everything the visit was sold as."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from medic_desk.engine import Slot
from medic_desk.engine.clinic_time import Clock, date_of, datetime_at, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.placing import WantedPlace, choose_slot, expire_stale_holds
from medic_desk.model.acts.refusals import InvalidField
from medic_desk.model.errors import NotFound
from medic_desk.model.facts import LONGEST_APPOINTMENT_MINUTES
from medic_desk.model.patients import NewPatient
from medic_desk.model.tables import (
    AppointmentResourceClaimRow,
    AppointmentRow,
    AppointmentTypeRow,
    DoctorRow,
    PatientRow,
)

SOURCE = "front_desk"

MODE_SNAPSHOTS = {"in_person": "in_person", "video": "telemedicine", "phone": "telemedicine"}
"""A service's consultation mode as an appointment keeps it (schema-additions, last row)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """What a desk wants booked. Exactly one of ``patient_id`` and ``new_patient`` is given.

    ``starts_at`` is an engine minute (UTC). ``doctor_location_id`` and ``location_room_id`` are given only where
    the person chose them; the engine finds the rest. ``past_grace_minutes`` lets a walk-in pass that began
    while it was typed; ``free_step_minutes`` asks for a free start instead of the grid. ``hold_id`` is the desk's
    own hold, which becomes the booking.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """What was booked. ``already_done`` says that a former try of the same act had done it."""

    appointment_id: str
    patient_id: str | None
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    doctor_location_id: str | None
    location_room_id: str | None
    row_version: int
    already_done: bool = False


def book(session: Session, actor: Actor, request: BookingRequest) -> Booked:
    """Book one appointment, confirmed, in the six steps of truth.md.

    Raises ``SlotRefused``, ``InvalidField``, ``NotFound``; an exclusion constraint surfaces as ``SlotTaken``.
    """
    begun = begin_act(
        session, actor, name="booked", act_id=request.act_id, doctor_ids=(request.doctor_id,)
    )
    if begun.done_to is not None:
        return read_booked(session, begun.done_to)
    sold = _read_service(session, request.doctor_id, request.appointment_type_id)
    expire_stale_holds(
        session,
        (request.doctor_id,),
        request.starts_at - LONGEST_APPOINTMENT_MINUTES,
        request.starts_at + 2 * LONGEST_APPOINTMENT_MINUTES,
    )
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
            ignore_appointment_ids=frozenset(filter(None, (request.hold_id,))),
        ),
        begun.now,
    )
    patient_id = _patient(session, request, begun.now, sold["doctor_timezone"])
    columns = {
        **place_columns(slot),
        **sold,
        "doctor_id": request.doctor_id,
        "appointment_type_id": request.appointment_type_id,
        "patient_id": patient_id,
        "patient_timezone": sold["doctor_timezone"],
        "status": "confirmed",
        "hold_expires_at": None,
        "notes": (request.notes or "").strip() or None,
        "source": SOURCE,
        "desk_name": actor.desk_name,
        "created_by_actor_type": actor.actor_type,
        "created_by_actor_id": actor.user_id,
    }
    appointment_id, row_version = _write(session, request.hold_id, columns)
    claim(session, appointment_id, slot, replace=request.hold_id is not None)
    return Booked(
        appointment_id=appointment_id,
        patient_id=patient_id,
        doctor_id=request.doctor_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        doctor_location_id=slot.doctor_location_id,
        location_room_id=slot.location_room_id,
        row_version=row_version,
    )
