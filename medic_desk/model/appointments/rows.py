"""The rows an act writes for one appointment: itself with its snapshots, and its claims on resources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    RowMapping,
    Table,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.acts.act import Actor, BegunAct
from medic_desk.model.acts.errors import StaleAppointment, WrongTransition
from medic_desk.model.facts.instants import ceil_minute, floor_minute, in_bounds_or_null
from medic_desk.model.store.errors import Contended, NotFound
from medic_desk.model.tables import (
    AppointmentResourceClaimRow,
    AppointmentRow,
    AppointmentTypeRow,
    DoctorRow,
    PatientRow,
)

SOURCE = "front_desk"
"""``appointments.source`` of everything this program books."""

MODE_SNAPSHOTS = {"in_person": "in_person", "video": "telemedicine", "phone": "telemedicine"}
"""A service's consultation mode as an appointment keeps it (schema-additions, ``consultation_mode``)."""

OCCUPYING = frozenset({"pending", "confirmed", "completed", "held"})
"""Statuses that hold a place, and with it their claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentResult:
    """An appointment as an act left it; ``already_done`` where a former try of the act had done it.

    ``patient_name`` is the patient's, last name first; None where it has no patient yet, as a hold.
    """

    appointment_id: str
    patient_id: str | None
    patient_name: str | None
    doctor_id: str
    appointment_type_id: str | None
    starts_at: Minute
    ends_at: Minute
    status: str
    doctor_location_id: str | None
    location_room_id: str | None
    session_lane: int
    row_version: int
    reschedule_count: int
    hold_expires_at: datetime | None
    pending_expires_at: datetime | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None
    visit_ended_at: datetime | None
    already_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldService:
    """A service as it is sold at this moment, for the appointment's immutable snapshots."""

    appointment_type_id: str
    doctor_id: str
    name: str
    duration_minutes: int
    price_cents: int | None
    currency: str
    consultation_mode: str
    doctor_timezone: str

    def columns(self) -> dict[str, Any]:
        """The appointment's columns that come from the service."""
        return {
            "appointment_type_id": self.appointment_type_id,
            "consultation_mode_snapshot": MODE_SNAPSHOTS[self.consultation_mode],
            "price_cents": self.price_cents,
            "currency": self.currency,
            "service_name_snapshot": self.name,
            "service_duration_snapshot": self.duration_minutes,
            "service_price_cents_snapshot": self.price_cents,
            "service_currency_snapshot": self.currency,
            "doctor_timezone": self.doctor_timezone,
        }


# Statements are built once, over the tables: built for each act, and through the mapper, they would cost more
# time than the server takes for them.
_APPOINTMENTS = cast("Table", AppointmentRow.__table__)
_CLAIMS = cast("Table", AppointmentResourceClaimRow.__table__)
_SERVICES = cast("Table", AppointmentTypeRow.__table__)
_DOCTORS = cast("Table", DoctorRow.__table__)
_PATIENTS = cast("Table", PatientRow.__table__)

# A subquery, not a join: INSERT and UPDATE return it as well, and FOR UPDATE locks no patient. The outer
# column is written as text, for SQLAlchemy would list its table once more inside an INSERT's subquery.
_PATIENT_NAME = (
    select(func.nullif(func.btrim(_PATIENTS.c.last_name + " " + _PATIENTS.c.first_name), ""))
    .where(_PATIENTS.c.id == literal_column("appointments.patient_id"))
    .scalar_subquery()
    .label("patient_name")
)


def _readable(instant: Column[Any]) -> ColumnElement[Any]:
    """An instant of the row, null where it is none that can be used: the act must not fail by it."""
    sql = in_bounds_or_null(f"appointments.{instant.name}")
    return literal_column(sql, type_=instant.type).label(instant.name)


_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _APPOINTMENTS.c.id.label("appointment_id"),
    _APPOINTMENTS.c.patient_id,
    _PATIENT_NAME,
    _APPOINTMENTS.c.doctor_id,
    _APPOINTMENTS.c.appointment_type_id,
    literal_column(floor_minute("appointments.starts_at")).label("starts_at"),
    literal_column(ceil_minute("appointments.ends_at")).label("ends_at"),
    _APPOINTMENTS.c.status,
    _APPOINTMENTS.c.doctor_location_id,
    _APPOINTMENTS.c.location_room_id,
    _APPOINTMENTS.c.session_lane,
    _APPOINTMENTS.c.row_version,
    _APPOINTMENTS.c.reschedule_count,
    _readable(_APPOINTMENTS.c.hold_expires_at),
    _readable(_APPOINTMENTS.c.pending_expires_at),
    _readable(_APPOINTMENTS.c.patient_arrived_at),
    _readable(_APPOINTMENTS.c.visit_started_at),
    _readable(_APPOINTMENTS.c.visit_ended_at),
)
_READ_SERVICE = (
    select(
        _SERVICES.c.id.label("appointment_type_id"),
        _SERVICES.c.doctor_id,
        _SERVICES.c.name,
        _SERVICES.c.duration_minutes,
        _SERVICES.c.price_cents,
        _SERVICES.c.currency,
        _SERVICES.c.consultation_mode,
        _DOCTORS.c.timezone.label("doctor_timezone"),
    )
    .join(_DOCTORS, _DOCTORS.c.id == _SERVICES.c.doctor_id)
    .where(_SERVICES.c.id == bindparam("service"), _SERVICES.c.doctor_id == bindparam("doctor"))
)
_READ = select(*_COLUMNS).where(_APPOINTMENTS.c.id == bindparam("appointment"))
_LOCK = _READ.with_for_update(key_share=True)
_ADD = insert(_APPOINTMENTS).returning(*_COLUMNS)
_CHANGE = update(_APPOINTMENTS).where(_APPOINTMENTS.c.id == bindparam("appointment")).returning(*_COLUMNS)
_RELEASE_CLAIMS = (
    update(_CLAIMS)
    .where(_CLAIMS.c.appointment_id == bindparam("appointment"), _CLAIMS.c.status == "active")
    .values(status="released")
)
# The times are the appointment's own, to the second: a row of another program may have such, and a claim
# mirrors it exactly. In the same statement the act learns which appointment it made.
_ADD_CLAIMS = text(
    """
    WITH told AS (
      UPDATE acts SET result = coalesce(result, '{}')
                            || jsonb_build_object('appointment_id', CAST(:appointment AS text))
       WHERE act_id = nullif(current_setting('medic.act_id', true), '')::uuid
         AND result -> 'appointment_id' IS NULL
    )
    INSERT INTO appointment_resource_claims (appointment_id, bookable_resource_id, starts_at, ends_at, status)
    SELECT a.id, claimed.resource_id, a.starts_at, a.ends_at, 'active'
      FROM appointments a, unnest(CAST(:resource_ids AS uuid[])) AS claimed (resource_id)
     WHERE a.id = CAST(:appointment AS uuid)
     ORDER BY claimed.resource_id
    """
)


def read_service(session: Session, doctor_id: str, appointment_type_id: str) -> SoldService:
    """Read what a service costs and how long it lasts now. Raises ``NotFound``."""
    wanted = {"service": appointment_type_id, "doctor": doctor_id}
    row = session.execute(_READ_SERVICE, wanted).mappings().one_or_none()
    if row is None:
        raise NotFound("appointment_types", appointment_type_id)
    return SoldService(**{str(name): value for name, value in row.items()})


def read_appointment(
    session: Session, appointment_id: str, *, already_done: bool = False
) -> AppointmentResult:
    """Read an appointment without locking it. Raises ``NotFound``."""
    row = session.execute(_READ, {"appointment": appointment_id}).mappings().one_or_none()
    if row is None:
        raise NotFound("appointments", appointment_id)
    return _appointment(row, already_done=already_done)


def lock_appointment(
    session: Session,
    begun: BegunAct,
    appointment_id: str,
    *,
    row_version: int | None,
    statuses: frozenset[str],
    act: str,
) -> AppointmentResult:
    """Read an appointment and lock its row, as the act means to change it.

    Raises ``NotFound``; ``Contended`` where it went to a doctor who was not locked when the act began, so
    that the act is run again from the start; ``StaleAppointment`` where it is no longer the version the desk
    showed (None: the act holds whatever changed); ``WrongTransition`` where its status is not among
    ``statuses``.
    """
    row = session.execute(_LOCK, {"appointment": appointment_id}).mappings().one_or_none()
    if row is None:
        raise NotFound("appointments", appointment_id)
    appointment = _appointment(row)
    if appointment.doctor_id not in begun.doctor_ids:
        raise Contended("40001")
    if row_version is not None and appointment.row_version != row_version:
        raise StaleAppointment(appointment_id, expected=row_version, found=appointment.row_version)
    if appointment.status not in statuses:
        raise WrongTransition(appointment_id, status=appointment.status, act=act)
    return appointment


def place_columns(slot: FreeSlot) -> dict[str, Any]:
    """The appointment's columns that come from its place: times, length in minutes, location, room, lane."""
    return {
        "starts_at": datetime_at(slot.starts_at),
        "ends_at": datetime_at(slot.ends_at),
        "duration_minutes": slot.ends_at - slot.starts_at,
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "session_lane": slot.session_lane,
    }


def add_appointment(session: Session, actor: Actor, columns: Mapping[str, Any]) -> AppointmentResult:
    """Insert an appointment made by ``actor`` at its desk, and return it as written."""
    made = {
        "source": SOURCE,
        "desk_name": actor.desk_name,
        "created_by_actor_type": actor.actor_type,
        "created_by_actor_id": actor.user_id,
    }
    row = session.execute(_ADD, {**made, **columns}).mappings().one()
    return _appointment(row)


def change_appointment(
    session: Session, appointment_id: str, columns: Mapping[str, Any]
) -> AppointmentResult:
    """Update an appointment that this transaction has locked, and return it as written."""
    row = session.execute(_CHANGE, {**columns, "appointment": appointment_id}).mappings().one()
    return _appointment(row)


def place_appointment(
    session: Session,
    actor: Actor,
    standing_id: str | None,
    columns: Mapping[str, Any],
    resource_ids: Sequence[str] = (),
) -> AppointmentResult:
    """Write an appointment at its new place, with a claim on each of its resources; return it as written.

    ``standing_id`` is the locked appointment that goes there (the desk's own hold, or the one that moves) in
    one UPDATE; None inserts a new one. It becomes the act's result.
    """
    if standing_id is None:
        appointment = add_appointment(session, actor, columns)
    else:
        release_claims(session, standing_id)
        appointment = change_appointment(session, standing_id, columns)
    add_claims(session, appointment, resource_ids)
    return appointment


def release_claims(session: Session, appointment_id: str) -> None:
    """Release what the appointment claims before it moves: its old claims must not follow it."""
    session.execute(_RELEASE_CLAIMS, {"appointment": appointment_id})


def add_claims(session: Session, appointment: AppointmentResult, resource_ids: Sequence[str]) -> None:
    """Claim each of these resources for an appointment that has no active claim."""
    wanted = {"appointment": appointment.appointment_id, "resource_ids": list(resource_ids)}
    session.execute(_ADD_CLAIMS, wanted)


def _appointment(row: RowMapping, *, already_done: bool = False) -> AppointmentResult:
    columns = {str(name): value for name, value in row.items()}
    return AppointmentResult(**columns, already_done=already_done)
