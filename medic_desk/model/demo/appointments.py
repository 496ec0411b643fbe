"""The demo's rows of appointments, of their events, and of their claims on resources."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.lifecycle import PATIENT, RECEPTION, SYSTEM
from medic_desk.model.demo.planned import PlannedAppointment
from medic_desk.model.demo.premises import Premises

_OCCUPYING = frozenset({"pending", "confirmed", "completed", "held"})
_MODE_SNAPSHOTS = {"in_person": "in_person", "video": "telemedicine", "phone": "telemedicine"}
_REMINDED_EVERY = 3


def plan_appointments(frame: Frame, premises: Premises, appointments: Sequence[PlannedAppointment]) -> Tables:
    """Plan the rows of ``appointments``, ``appointment_events`` and ``appointment_resource_claims``.

    An appointment comes after the one it was rebooked from.
    """
    tables: Tables = {"appointments": [], "appointment_events": [], "appointment_resource_claims": []}
    for number, appointment in enumerate(appointments):
        events = list(_events(frame, premises, appointment, number))
        tables["appointment_events"] += events
        tables["appointments"].append(_appointment(frame, premises, appointment, events))
        tables["appointment_resource_claims"] += _claims(frame, appointment, events)
    return tables


def _appointment(
    frame: Frame, premises: Premises, appointment: PlannedAppointment, events: Sequence[Row]
) -> Row:
    slot, rebooked_from = appointment.pick.slot, appointment.rebooked_from
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
        "notes": appointment.notes,
        "source": "patient_portal" if appointment.by_portal else "front_desk",
        "reschedule_count": (appointment.moved_at is not None) + _times_rebooked(appointment),
        "created_by_actor_type": creator,
        "created_by_actor_id": _actor_id(premises, appointment, creator),
        "patient_timezone": frame.zone,
        "doctor_timezone": frame.zone,
        "session_lane": slot.session_lane,
        "row_version": len(events),
        "desk_name": appointment.desk_name,
        "rescheduled_from_appointment_id": rebooked_from.id if rebooked_from else None,
        "inserted_at": appointment.booked_at,
        "updated_at": events[-1]["occurred_at"],
        **_service_columns(appointment),
        **_status_columns(premises, appointment),
    }


def _service_columns(appointment: PlannedAppointment) -> Row:
    """The columns that repeat what the service was when it was booked."""
    service = appointment.pick.service
    return {
        "duration_minutes": service.duration,
        "consultation_mode_snapshot": _MODE_SNAPSHOTS[service.mode],
        "meeting_url": f"https://meet.example.org/{appointment.id[:8]}" if service.mode == "video" else None,
        "price_cents": service.price * 100,
        "currency": "EUR",
        "service_name_snapshot": service.name,
        "service_duration_snapshot": service.duration,
        "service_price_cents_snapshot": service.price * 100,
        "service_currency_snapshot": "EUR",
    }


def _status_columns(premises: Premises, appointment: PlannedAppointment) -> Row:
    """The columns that say what has become of the appointment so far."""
    status, cancelled_by = appointment.status, appointment.cancelled_by
    return {
        "status": status,
        "cancellation_reason": appointment.reason,
        "cancelled_at": appointment.cancelled_at,
        "cancelled_by_actor_type": cancelled_by,
        "cancelled_by_actor_id": _actor_id(premises, appointment, cancelled_by),
        "hold_expires_at": appointment.hold_expires_at if status == "held" else None,
        "pending_expires_at": appointment.pending_expires_at if status == "pending" else None,
        "patient_arrived_at": appointment.arrived_at,
        "visit_started_at": appointment.started_at,
        "visit_ended_at": appointment.ended_at,
    }


class _Event(NamedTuple):
    """One thing that happened to an appointment; ``order`` is its place among those of the same minute."""

    occurred_at: datetime
    order: int
    action: str
    actor: str
    metadata: dict[str, Any]


def _events(frame: Frame, premises: Premises, appointment: PlannedAppointment, number: int) -> Iterable[Row]:
    """The rows of the appointment's events, in order of time; the act ids are the demo's own."""
    happened = [
        *_while_booking(appointment),
        *_reminder(frame, appointment, number),
        *_during_the_visit(appointment),
    ]
    for event in sorted(happened, key=attrgetter("occurred_at", "order")):
        yield {
            "id": frame.id("event", number, event.action),
            "appointment_id": appointment.id,
            "occurred_at": event.occurred_at,
            "actor_type": event.actor,
            "actor_id": _actor_id(premises, appointment, event.actor),
            "action": event.action,
            "metadata": event.metadata,
            "act_id": frame.id("act", number, event.action),
            "inserted_at": event.occurred_at,
            "updated_at": event.occurred_at,
        }


def _while_booking(appointment: PlannedAppointment) -> Iterable[_Event]:
    """The events from booking to cancellation; actions and metadata are those of the database's trigger."""
    first = "held" if appointment.hold_expires_at else "pending" if appointment.by_portal else "confirmed"
    created = {"held": "held", "pending": "submitted", "confirmed": "booked"}[first]
    booker = PATIENT if appointment.by_portal else RECEPTION
    yield _Event(appointment.booked_at, 0, created, booker, _created(appointment, first))
    if appointment.confirmed_at:
        metadata = _changed("status", "pending", "confirmed")
        yield _Event(appointment.confirmed_at, 1, "confirmed", RECEPTION, metadata)
    if appointment.moved_at and appointment.moved_from:
        metadata = _moved(appointment, *appointment.moved_from)
        yield _Event(appointment.moved_at, 2, "moved", RECEPTION, metadata)
    if appointment.cancelled_at and appointment.cancelled_by:
        before = first if first != "pending" or not appointment.confirmed_at else "confirmed"
        has_run_out = appointment.cancelled_by == SYSTEM
        action = str(appointment.reason) if has_run_out else "cancelled"
        metadata = _changed("status", before, "cancelled", cancelled_at=_iso(appointment.cancelled_at))
        if not has_run_out:
            metadata["reason"] = appointment.reason
        yield _Event(appointment.cancelled_at, 3, action, appointment.cancelled_by, metadata)


def _reminder(frame: Frame, appointment: PlannedAppointment, number: int) -> Iterable[_Event]:
    """The reminder of the day before, for every third appointment that was settled by then."""
    settled_at = appointment.moved_at or appointment.confirmed_at or appointment.booked_at
    reminded_at = frame.instant(appointment.starts_at.date() - timedelta(days=1), time(10))
    is_wanted = (
        number % _REMINDED_EVERY == 0
        and appointment.pick.kept
        and appointment.status not in {"held", "pending"}
    )
    if is_wanted and settled_at < reminded_at < frame.now:
        yield _Event(reminded_at, 4, "reminder_sent", SYSTEM, {})


def _during_the_visit(appointment: PlannedAppointment) -> Iterable[_Event]:
    """The events of the day itself, from the arrival on."""
    if appointment.arrived_at:
        metadata = _changed("patient_arrived_at", None, _iso(appointment.arrived_at))
        yield _Event(appointment.arrived_at, 5, "arrived", RECEPTION, metadata)
    if appointment.started_at:
        metadata = _changed("visit_started_at", None, _iso(appointment.started_at))
        yield _Event(appointment.started_at, 6, "started", RECEPTION, metadata)
    if appointment.ended_at:
        metadata = _changed("status", "confirmed", "completed", visit_ended_at=_iso(appointment.ended_at))
        yield _Event(appointment.ended_at, 7, "completed", RECEPTION, metadata)
    if appointment.no_show_at:
        metadata = _changed("status", "confirmed", "no_show")
        yield _Event(appointment.no_show_at, 7, "no_show", RECEPTION, metadata)


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
    metadata: dict[str, Any] = {"after": {key: value for key, value in after.items() if value is not None}}
    if appointment.desk_name:
        metadata["desk"] = appointment.desk_name
    return metadata


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
    metadata: dict[str, Any] = {"after": {column: after} | more}
    if before is not None:
        metadata["before"] = {column: before}
    return metadata


def _claims(frame: Frame, appointment: PlannedAppointment, events: Sequence[Row]) -> Iterable[Row]:
    """One claim for each resource that the appointment takes, or took before it was cancelled."""
    is_active = appointment.status in _OCCUPYING
    for resource_id in appointment.pick.slot.bookable_resource_ids:
        yield {
            "id": frame.id("claim", appointment.id, resource_id),
            "appointment_id": appointment.id,
            "bookable_resource_id": resource_id,
            "starts_at": appointment.starts_at,
            "ends_at": appointment.ends_at,
            "status": "active" if is_active else "released",
            "awaits_restore": not is_active,
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
