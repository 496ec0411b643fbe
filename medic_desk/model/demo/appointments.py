"""The demo's rows of appointments, of their events, and of their claims on resources."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.lifecycle import PATIENT, RECEPTION, SYSTEM, PlannedAppointment
from medic_desk.model.demo.premises import Premises

_OCCUPYING = frozenset({"pending", "confirmed", "completed", "held"})
_MODE_SNAPSHOTS = {"in_person": "in_person", "video": "telemedicine", "phone": "telemedicine"}
_REMINDED_EVERY = 3


def plan_appointments(frame: Frame, premises: Premises, appointments: Sequence[PlannedAppointment]) -> Tables:
    """Plan the rows of ``appointments``, ``appointment_events`` and ``appointment_resource_claims``.

    An appointment stands after the one it was rebooked from.
    """
    tables: Tables = {"appointments": [], "appointment_events": [], "appointment_resource_claims": []}
    for number, appointment in enumerate(appointments):
        events = list(_events(frame, premises, appointment, number))
        tables["appointment_events"] += events
        tables["appointments"].append(_appointment(frame, premises, appointment, events))
        if appointment.pick.slot.bookable_resource_id:
            tables["appointment_resource_claims"].append(_claim(frame, appointment, events))
    return tables


def _appointment(
    frame: Frame, premises: Premises, appointment: PlannedAppointment, events: Sequence[Row]
) -> Row:
    service, slot = appointment.pick.service, appointment.pick.slot
    creator = PATIENT if appointment.by_portal else RECEPTION
    return {
        "id": appointment.id,
        "patient_id": appointment.patient.id if appointment.patient else None,
        "doctor_id": appointment.pick.world.empty.doctor_id,
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "appointment_type_id": appointment.pick.service_id,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "duration_minutes": service.duration,
        "status": appointment.status,
        "consultation_mode_snapshot": _MODE_SNAPSHOTS[service.mode],
        "meeting_url": f"https://meet.example.org/{appointment.id[:8]}" if service.mode == "video" else None,
        "notes": appointment.notes,
        "cancellation_reason": appointment.reason,
        "cancelled_at": appointment.cancelled_at,
        "price_cents": service.price * 100,
        "currency": "EUR",
        "source": "patient_portal" if appointment.by_portal else "front_desk",
        "reschedule_count": (appointment.moved_at is not None) + _times_rebooked(appointment),
        "service_name_snapshot": service.name,
        "service_duration_snapshot": service.duration,
        "service_price_cents_snapshot": service.price * 100,
        "service_currency_snapshot": "EUR",
        "hold_expires_at": appointment.hold_expires_at if appointment.status == "held" else None,
        "created_by_actor_type": creator,
        "created_by_actor_id": _actor_id(premises, appointment, creator),
        "cancelled_by_actor_type": appointment.cancelled_by,
        "cancelled_by_actor_id": _actor_id(premises, appointment, appointment.cancelled_by),
        "patient_timezone": frame.zone,
        "doctor_timezone": frame.zone,
        "session_lane": slot.session_lane,
        "row_version": len(events),
        "desk_name": appointment.desk_name,
        "rescheduled_from_appointment_id": appointment.rebooked_from.id
        if appointment.rebooked_from
        else None,
        "patient_arrived_at": appointment.arrived_at,
        "visit_started_at": appointment.started_at,
        "visit_ended_at": appointment.ended_at,
        "pending_expires_at": appointment.pending_expires_at if appointment.status == "pending" else None,
        "inserted_at": appointment.booked_at,
        "updated_at": events[-1]["occurred_at"],
    }


def _events(frame: Frame, premises: Premises, appointment: PlannedAppointment, number: int) -> Iterable[Row]:
    """What happened to the appointment, in order of time; the act ids are the demo's own."""
    for occurred_at, _, action, actor, metadata in sorted(
        _happened(frame, appointment, number), key=lambda e: e[:2]
    ):
        yield {
            "id": frame.id("event", number, action),
            "appointment_id": appointment.id,
            "occurred_at": occurred_at,
            "actor_type": actor,
            "actor_id": _actor_id(premises, appointment, actor),
            "action": action,
            "metadata": metadata,
            "act_id": frame.id("act", number, action),
            "inserted_at": occurred_at,
            "updated_at": occurred_at,
        }


def _happened(
    frame: Frame, appointment: PlannedAppointment, number: int
) -> Iterable[tuple[datetime, int, str, str, dict[str, Any]]]:
    """(when, place among those of one minute, action, who, metadata) of each thing that happened.

    Actions and metadata are worded as the database's own trigger words them.
    """
    first = "held" if appointment.hold_expires_at else "pending" if appointment.by_portal else "confirmed"
    created = {"held": "held", "pending": "submitted", "confirmed": "booked"}[first]
    yield (
        appointment.booked_at,
        0,
        created,
        PATIENT if appointment.by_portal else RECEPTION,
        _created(appointment, first),
    )
    if appointment.confirmed_at:
        yield appointment.confirmed_at, 1, "confirmed", RECEPTION, _changed("status", "pending", "confirmed")
    if appointment.moved_at and appointment.moved_from:
        yield appointment.moved_at, 2, "moved", RECEPTION, _moved(appointment, *appointment.moved_from)
    if appointment.cancelled_at and appointment.cancelled_by:
        before = first if first != "pending" or not appointment.confirmed_at else "confirmed"
        action = "hold_expired" if first == "held" else "cancelled"
        told = _changed("status", before, "cancelled", cancelled_at=_iso(appointment.cancelled_at))
        if first != "held":
            told["reason"] = appointment.reason
        yield appointment.cancelled_at, 3, action, appointment.cancelled_by, told
    reminded_at = frame.instant(appointment.starts_at.date() - timedelta(days=1), time(10))
    wanted = (
        number % _REMINDED_EVERY == 0
        and appointment.pick.kept
        and appointment.status not in {"held", "pending"}
    )
    if (
        wanted
        and (appointment.moved_at or appointment.confirmed_at or appointment.booked_at)
        < reminded_at
        < frame.now
    ):
        yield reminded_at, 4, "reminder_sent", SYSTEM, {}
    if appointment.arrived_at:
        told = _changed("patient_arrived_at", None, _iso(appointment.arrived_at))
        yield appointment.arrived_at, 5, "arrived", RECEPTION, told
    if appointment.started_at:
        told = _changed("visit_started_at", None, _iso(appointment.started_at))
        yield appointment.started_at, 6, "started", RECEPTION, told
    if appointment.ended_at:
        told = _changed("status", "confirmed", "completed", visit_ended_at=_iso(appointment.ended_at))
        yield appointment.ended_at, 7, "completed", RECEPTION, told
    if appointment.no_show_at:
        yield appointment.no_show_at, 7, "no_show", RECEPTION, _changed("status", "confirmed", "no_show")


def _created(appointment: PlannedAppointment, status: str) -> dict[str, Any]:
    starts_at, ends_at = appointment.moved_from or (appointment.starts_at, appointment.ends_at)
    slot = appointment.pick.slot
    after = {
        "doctor_id": appointment.pick.world.empty.doctor_id,
        "patient_id": appointment.patient.id if appointment.patient else None,
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "appointment_type_id": appointment.pick.service_id,
        "starts_at": _iso(starts_at),
        "ends_at": _iso(ends_at),
        "duration_minutes": appointment.pick.service.duration,
        "status": status,
        "session_lane": slot.session_lane,
        "rescheduled_from_appointment_id": appointment.rebooked_from.id
        if appointment.rebooked_from
        else None,
    }
    told: dict[str, Any] = {"after": {key: value for key, value in after.items() if value is not None}}
    if appointment.desk_name:
        told["desk"] = appointment.desk_name
    return told


def _moved(appointment: PlannedAppointment, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    return {
        "before": {"starts_at": _iso(starts_at), "ends_at": _iso(ends_at), "reschedule_count": 0},
        "after": {
            "starts_at": _iso(appointment.starts_at),
            "ends_at": _iso(appointment.ends_at),
            "reschedule_count": 1,
        },
    }


def _changed(column: str, before: str | None, after: str, **more: str) -> dict[str, Any]:
    told: dict[str, Any] = {"after": {column: after} | more}
    if before is not None:
        told["before"] = {column: before}
    return told


def _claim(frame: Frame, appointment: PlannedAppointment, events: Sequence[Row]) -> Row:
    return {
        "id": frame.id("claim", appointment.id),
        "appointment_id": appointment.id,
        "bookable_resource_id": appointment.pick.slot.bookable_resource_id,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "status": "active" if appointment.status in _OCCUPYING else "released",
        "inserted_at": appointment.booked_at,
        "updated_at": events[-1]["occurred_at"],
    }


def _actor_id(premises: Premises, appointment: PlannedAppointment, actor: str | None) -> str | None:
    if actor == PATIENT and appointment.patient:
        return appointment.patient.id
    return premises.user_ids["receptionist"] if actor == RECEPTION else None


def _times_rebooked(appointment: PlannedAppointment) -> int:
    count, old = 0, appointment.rebooked_from
    while old is not None:
        count, old = count + 1, old.rebooked_from
    return count


def _iso(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
