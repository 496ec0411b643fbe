"""The demo's rows of appointments, of their events, and of their claims on resources."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.lifecycle import PATIENT, RECEPTION, SYSTEM, Visit
from medic_desk.model.demo.premises import Premises

_OCCUPYING = frozenset({"pending", "confirmed", "completed", "held"})
_MODE_SNAPSHOTS = {"in_person": "in_person", "video": "telemedicine", "phone": "telemedicine"}
_REMINDED_EVERY = 3


def plan_appointments(frame: Frame, premises: Premises, visits: Sequence[Visit]) -> Tables:
    """Plan the rows of ``appointments``, ``appointment_events`` and ``appointment_resource_claims``.

    An appointment stands after the one it was rebooked from.
    """
    tables: Tables = {"appointments": [], "appointment_events": [], "appointment_resource_claims": []}
    for number, visit in enumerate(visits):
        events = list(_events(frame, premises, visit, number))
        tables["appointment_events"] += events
        tables["appointments"].append(_appointment(frame, premises, visit, events))
        if visit.pick.slot.bookable_resource_id:
            tables["appointment_resource_claims"].append(_claim(frame, visit, events))
    return tables


def _appointment(frame: Frame, premises: Premises, visit: Visit, events: Sequence[Row]) -> Row:
    service, slot = visit.pick.service, visit.pick.slot
    creator = PATIENT if visit.by_portal else RECEPTION
    return {
        "id": visit.id,
        "patient_id": visit.patient.id if visit.patient else None,
        "doctor_id": visit.pick.world.empty.doctor_id,
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "appointment_type_id": visit.pick.service_id,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "duration_minutes": service.duration,
        "status": visit.status,
        "consultation_mode_snapshot": _MODE_SNAPSHOTS[service.mode],
        "meeting_url": f"https://meet.example.org/{visit.id[:8]}" if service.mode == "video" else None,
        "notes": visit.notes,
        "cancellation_reason": visit.reason,
        "cancelled_at": visit.cancelled_at,
        "price_cents": service.price * 100,
        "currency": "EUR",
        "source": "patient_portal" if visit.by_portal else "front_desk",
        "reschedule_count": (visit.moved_at is not None) + _times_rebooked(visit),
        "service_name_snapshot": service.name,
        "service_duration_snapshot": service.duration,
        "service_price_cents_snapshot": service.price * 100,
        "service_currency_snapshot": "EUR",
        "hold_expires_at": visit.hold_expires_at if visit.status == "held" else None,
        "created_by_actor_type": creator,
        "created_by_actor_id": _actor_id(premises, visit, creator),
        "cancelled_by_actor_type": visit.cancelled_by,
        "cancelled_by_actor_id": _actor_id(premises, visit, visit.cancelled_by),
        "patient_timezone": frame.zone,
        "doctor_timezone": frame.zone,
        "session_lane": slot.session_lane,
        "row_version": len(events),
        "desk_name": visit.desk_name,
        "rescheduled_from_appointment_id": visit.rebooked_from.id if visit.rebooked_from else None,
        "patient_arrived_at": visit.arrived_at,
        "visit_started_at": visit.started_at,
        "visit_ended_at": visit.ended_at,
        "pending_expires_at": visit.pending_expires_at if visit.status == "pending" else None,
        "inserted_at": visit.booked_at,
        "updated_at": events[-1]["occurred_at"],
    }


def _events(frame: Frame, premises: Premises, visit: Visit, number: int) -> Iterable[Row]:
    """What happened to the appointment, in order of time; the act ids are the demo's own."""
    for occurred_at, _, action, actor, metadata in sorted(
        _happened(frame, visit, number), key=lambda e: e[:2]
    ):
        yield {
            "id": frame.id("event", number, action),
            "appointment_id": visit.id,
            "occurred_at": occurred_at,
            "actor_type": actor,
            "actor_id": _actor_id(premises, visit, actor),
            "action": action,
            "metadata": metadata,
            "act_id": frame.id("act", number, action),
            "inserted_at": occurred_at,
            "updated_at": occurred_at,
        }


def _happened(
    frame: Frame, visit: Visit, number: int
) -> Iterable[tuple[datetime, int, str, str, dict[str, Any]]]:
    """(when, place among those of one minute, action, who, metadata) of each thing that happened.

    Actions and metadata are worded as the database's own trigger words them.
    """
    first = "held" if visit.hold_expires_at else "pending" if visit.by_portal else "confirmed"
    created = {"held": "held", "pending": "submitted", "confirmed": "booked"}[first]
    yield visit.booked_at, 0, created, PATIENT if visit.by_portal else RECEPTION, _created(visit, first)
    if visit.confirmed_at:
        yield visit.confirmed_at, 1, "confirmed", RECEPTION, _changed("status", "pending", "confirmed")
    if visit.moved_at and visit.moved_from:
        yield visit.moved_at, 2, "moved", RECEPTION, _moved(visit, *visit.moved_from)
    if visit.cancelled_at and visit.cancelled_by:
        before = first if first != "pending" or not visit.confirmed_at else "confirmed"
        action = "hold_expired" if first == "held" else "cancelled"
        told = _changed("status", before, "cancelled", cancelled_at=_iso(visit.cancelled_at))
        if first != "held":
            told["reason"] = visit.reason
        yield visit.cancelled_at, 3, action, visit.cancelled_by, told
    reminded_at = frame.instant(visit.starts_at.date() - timedelta(days=1), time(10))
    wanted = number % _REMINDED_EVERY == 0 and visit.pick.kept and visit.status not in {"held", "pending"}
    if wanted and (visit.moved_at or visit.confirmed_at or visit.booked_at) < reminded_at < frame.now:
        yield reminded_at, 4, "reminder_sent", SYSTEM, {}
    if visit.arrived_at:
        told = _changed("patient_arrived_at", None, _iso(visit.arrived_at))
        yield visit.arrived_at, 5, "arrived", RECEPTION, told
    if visit.started_at:
        told = _changed("visit_started_at", None, _iso(visit.started_at))
        yield visit.started_at, 6, "started", RECEPTION, told
    if visit.ended_at:
        told = _changed("status", "confirmed", "completed", visit_ended_at=_iso(visit.ended_at))
        yield visit.ended_at, 7, "completed", RECEPTION, told
    if visit.no_show_at:
        yield visit.no_show_at, 7, "no_show", RECEPTION, _changed("status", "confirmed", "no_show")


def _created(visit: Visit, status: str) -> dict[str, Any]:
    starts_at, ends_at = visit.moved_from or (visit.starts_at, visit.ends_at)
    slot = visit.pick.slot
    after = {
        "doctor_id": visit.pick.world.empty.doctor_id,
        "patient_id": visit.patient.id if visit.patient else None,
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "appointment_type_id": visit.pick.service_id,
        "starts_at": _iso(starts_at),
        "ends_at": _iso(ends_at),
        "duration_minutes": visit.pick.service.duration,
        "status": status,
        "session_lane": slot.session_lane,
        "rescheduled_from_appointment_id": visit.rebooked_from.id if visit.rebooked_from else None,
    }
    told: dict[str, Any] = {"after": {key: value for key, value in after.items() if value is not None}}
    if visit.desk_name:
        told["desk"] = visit.desk_name
    return told


def _moved(visit: Visit, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    return {
        "before": {"starts_at": _iso(starts_at), "ends_at": _iso(ends_at), "reschedule_count": 0},
        "after": {"starts_at": _iso(visit.starts_at), "ends_at": _iso(visit.ends_at), "reschedule_count": 1},
    }


def _changed(column: str, before: str | None, after: str, **more: str) -> dict[str, Any]:
    told: dict[str, Any] = {"after": {column: after} | more}
    if before is not None:
        told["before"] = {column: before}
    return told


def _claim(frame: Frame, visit: Visit, events: Sequence[Row]) -> Row:
    return {
        "id": frame.id("claim", visit.id),
        "appointment_id": visit.id,
        "bookable_resource_id": visit.pick.slot.bookable_resource_id,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "status": "active" if visit.status in _OCCUPYING else "released",
        "inserted_at": visit.booked_at,
        "updated_at": events[-1]["occurred_at"],
    }


def _actor_id(premises: Premises, visit: Visit, actor: str | None) -> str | None:
    if actor == PATIENT and visit.patient:
        return visit.patient.id
    return premises.user_ids["receptionist"] if actor == RECEPTION else None


def _times_rebooked(visit: Visit) -> int:
    count, old = 0, visit.rebooked_from
    while old is not None:
        count, old = count + 1, old.rebooked_from
    return count


def _iso(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
