"""The demo's worklist: who was booked into time off that was approved since, and whom the desk called."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from medic_desk.engine import distinct_starts, free_slots, local_date
from medic_desk.engine.clinic_time import DAY_MINUTES, datetime_at, minute_ceil
from medic_desk.engine.facts import FreeSlot, Request
from medic_desk.model.demo.absences import Affecting
from medic_desk.model.demo.filling import book
from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.lifecycle import RECEPTION
from medic_desk.model.demo.planned import PlannedAppointment
from medic_desk.model.demo.premises import Premises

_FIRST_STATES = ("cancelled", "moved", "kept", "called", "not_reached")
"""What has become of the first ones of the list, in order of time; the others are still to be called."""

_CLOSED = frozenset({"cancelled", "moved", "kept"})
_FIRST_CALL = timedelta(minutes=25)
_BETWEEN_CALLS = timedelta(minutes=6)
_MOVED_WITHIN_DAYS = 28


def plan_worklist(frame: Frame, premises: Premises, appointments: Sequence[PlannedAppointment]) -> Tables:
    """Plan the rows of ``rebooking_items`` and ``rebooking_causes``; what is settled changes its appointment.

    An item is there for each confirmed appointment that is affected, made when the time off was approved.
    """
    tables: Tables = {"rebooking_items": [], "rebooking_causes": []}
    affected = [one for one in appointments if one.affected_by is not None and one.status == "confirmed"]
    for number, appointment in enumerate(affected):
        cause = appointment.affected_by
        if cause is None:
            continue
        state = _FIRST_STATES[number] if number < len(_FIRST_STATES) else "to_call"
        called_at = cause.decided_at + _FIRST_CALL + number * _BETWEEN_CALLS
        if state == "cancelled":
            _cancel(frame, appointment, called_at)
        if state == "moved" and not _move(frame, appointment, appointments, called_at):
            state = "to_call"
        item = _item(frame, premises, appointment, cause, state, called_at)
        tables["rebooking_items"].append(item)
        tables["rebooking_causes"].append(
            {
                "id": frame.id("rebooking-cause", item["id"], cause.request_id),
                "rebooking_item_id": item["id"],
                "kind": "time_off",
                "cause_id": cause.request_id,
            }
        )
    return tables


def _item(
    frame: Frame,
    premises: Premises,
    appointment: PlannedAppointment,
    cause: Affecting,
    state: str,
    called_at: datetime,
) -> Row:
    is_called = state != "to_call"
    return {
        "id": frame.id("rebooking-item", appointment.id),
        "appointment_id": appointment.id,
        "state": state,
        "taken_by_id": premises.user_ids[RECEPTION] if is_called else None,
        "taken_at": called_at - timedelta(minutes=1) if is_called else None,
        "called_at": called_at if is_called else None,
        "closed_at": called_at if state in _CLOSED else None,
        "note": frame.sources.words.rebooking_notes.get(state),
        "inserted_at": cause.decided_at,
        "updated_at": called_at if is_called else cause.decided_at,
    }


def _cancel(frame: Frame, appointment: PlannedAppointment, called_at: datetime) -> None:
    appointment.status = "cancelled"
    appointment.cancelled_at = called_at
    appointment.cancelled_by = RECEPTION
    appointment.reason = frame.sources.words.absence_reason


def _move(
    frame: Frame,
    appointment: PlannedAppointment,
    appointments: Sequence[PlannedAppointment],
    called_at: datetime,
) -> bool:
    """Move an appointment to the first free start on a day on which the patient does not come anyway."""
    days = {
        local_date(one.pick.slot.starts_at, frame.zone)
        for one in appointments
        if one.patient is appointment.patient and one.status != "cancelled"
    }
    for slot in _later_starts(frame, appointment):
        if local_date(slot.starts_at, frame.zone) not in days:
            appointment.moved_at = called_at
            appointment.moved_from = (appointment.starts_at, appointment.ends_at)
            appointment.pick = replace(appointment.pick, slot=slot)
            book(appointment.pick, ())
            appointment.starts_at, appointment.ends_at = (
                datetime_at(slot.starts_at),
                datetime_at(slot.ends_at),
            )
            return True
    return False


def _later_starts(frame: Frame, appointment: PlannedAppointment) -> Iterable[FreeSlot]:
    """The free starts of the same service once the time off has ended."""
    if appointment.affected_by is None:
        return ()
    first = minute_ceil(appointment.affected_by.ends_at)
    before = first + _MOVED_WITHIN_DAYS * DAY_MINUTES
    facts = appointment.pick.world.facts(first - DAY_MINUTES, before + DAY_MINUTES)
    request = Request(
        now=frame.now,
        appointment_type_id=appointment.pick.service_id,
        starts_from=first,
        starts_before=before,
    )
    return distinct_starts(free_slots(facts, request))
