"""The history of an appointment in words: what happened, who did it, at which desk, and why."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.history import HistoryEvent
from medic_desk.model.appointments.moving import change_service, move
from medic_desk.model.worklist.causes import CauseKind
from medic_desk.model.worklist.history import LISTED, WorklistEvent
from medic_desk.ui.words.acts import act_words
from medic_desk.ui.words.desk_notes import note_happened
from medic_desk.ui.words.formats import clock_of, duration, moment, written_date
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unreadable import cannot_be_read

translate = QCoreApplication.translate


def happened_at(event: HistoryEvent | WorklistEvent, zone: str) -> str:
    """``23/11/2026 10:02`` in the clinic's zone."""
    day = local_date(minute_floor(event.occurred_at), zone)
    return f"{written_date(day)} {clock_of(event.occurred_at, zone)}"


def event_sentence(event: HistoryEvent, names: Names) -> str:
    """What happened, by whom, at which desk, and the reason: ``Booked by Άννα Δημητρίου at Desk 1``."""
    if event.is_unreadable:
        return cannot_be_read("appointment_events", event.id)
    who, desk = _who(event), event.desk_name
    if who and desk:
        text = translate("History", "{what} by {who} at {desk}")
    elif who:
        text = translate("History", "{what} by {who}")
    elif desk:
        text = translate("History", "{what} at {desk}")
    else:
        text = "{what}"
    said = text.format(what=_what(event, names), who=who, desk=desk)
    reason = stated_reason(event.reason)
    return f"{said}: {reason}" if reason else said


def worklist_sentence(event: WorklistEvent) -> str:
    """What the worklist made of an appointment: ``Put on the list to rebook: the doctor is ill``."""
    known = {
        LISTED: translate("History", "Put on the list to rebook"),
        "rebooking_taken": translate("History", "Call taken over"),
        "rebooking_let_go": translate("History", "Call left to the others"),
        "rebooking_called": translate("History", "Patient called to rebook"),
        "rebooking_not_reached": translate("History", "Patient not reached"),
        "rebooking_kept": translate("History", "Stays where it is, in spite of what affects it"),
        "rebooking_reopened": translate("History", "On the list to rebook again"),
    }
    what = known.get(event.action, event.action.replace("_", " "))
    if event.action == LISTED:
        causes = ", ".join(cause_reason(kind) for kind in event.kinds)
        return f"{what}: {causes}" if causes else what
    who, desk = event.person_name or "", event.desk_name or ""
    text = translate("History", "{what} by {who} at {desk}") if who and desk else "{what}"
    return text.format(what=what, who=who, desk=desk)


def cause_reason(kind: CauseKind) -> str:
    """Why an appointment cannot stay, as part of a sentence."""
    return {
        "illness": translate("History", "the doctor is ill"),
        "time_off": translate("History", "the doctor is away"),
        "exception": translate("History", "the time is blocked"),
        "closure": translate("History", "it is closed"),
        "hours": translate("History", "the hours have changed"),
    }[kind]


def stated_reason(reason: str | None) -> str:
    """A reason as people read it: the staff's own words, or what the program noted in their place."""
    notes = {
        "undone": translate("History", "taken back with Undo"),
        "hold_expired": translate("History", "the hold ran out"),
        "hold_released": translate("History", "the form was closed"),
        "hold_ended": translate("History", "it would never have run out"),
        "request_expired": translate("History", "nobody answered the request"),
    }
    return notes.get(reason or "", reason or "")


def since_sentence(events: Iterable[HistoryEvent], version: int, names: Names) -> str:
    """What happened after row version ``version``, oldest first, each on a line; empty where nothing did."""
    later = [event for event in events if (event.row_version or 0) > version]
    return "\n".join(f"{happened_at(event, names.zone)} · {event_sentence(event, names)}" for event in later)


def _who(event: HistoryEvent) -> str:
    if event.actor_name:
        return event.actor_name
    kinds = {
        "patient": translate("History", "the patient"),
        "doctor": translate("History", "the doctor"),
        "receptionist": translate("History", "reception"),
        "manager": translate("History", "management"),
        "staff": translate("History", "staff"),
    }
    return kinds.get(event.actor_type, "")


def _what(event: HistoryEvent, names: Names) -> str:
    act = ACTS.get(event.action)
    if act in (move, change_service):
        return _moved(event, names)
    if act is not None:
        return act_words(act).happened
    note = note_happened(event.action)
    if note:
        return note
    if event.action == "changed":
        return _changed(event)
    known = {
        "hold_expired": translate("History", "Hold expired"),
        "request_expired": translate("History", "Request expired"),
        "confirmed": translate("History", "Confirmed"),
        "ended": translate("History", "Visit ended"),
        "patient_removed": translate("History", "Patient removed"),
        "patients_merged": translate("History", "Two patient records merged"),
        "merge_undone": translate("History", "Two patient records parted again"),
        "reminder_sent": translate("History", "Reminder sent"),
    }
    # Another program may log acts of its own: its word is better than none.
    return known.get(event.action, event.action.replace("_", " "))


def _moved(event: HistoryEvent, names: Names) -> str:
    """Every way in which a place can change, each told where it did."""
    before, after = event.before, event.after
    told = []
    if before.starts_at is not None and after.starts_at is not None:
        text = translate("History", "Moved from {before} to {after}")
        old, new = (moment(minute_floor(one), names.zone) for one in (before.starts_at, after.starts_at))
        told.append(text.format(before=old, after=new))
    if after.doctor_id is not None:
        doctors = {doctor.id: doctor.full_name for doctor in names.clinic.doctors}
        text = translate("History", "Given to {doctor}")
        told.append(text.format(doctor=doctors.get(after.doctor_id, "?")))
    if after.appointment_type_id is not None:
        service = names.service(after.appointment_type_id) or "?"
        told.append(translate("History", "Service changed to {service}").format(service=service))
    if after.duration_minutes is not None:
        length = duration(after.duration_minutes)
        told.append(translate("History", "Length changed to {duration}").format(duration=length))
    place = names.place(after.doctor_location_id, after.location_room_id)
    if place:
        told.append(translate("History", "Place changed to {place}").format(place=place))
    return ", ".join(told) or act_words(move).happened


def _changed(event: HistoryEvent) -> str:
    if "notes" in event.changed:
        return translate("History", "Notes changed")
    if event.after.patient_id is not None:
        return translate("History", "Patient changed")
    return translate("History", "Changed")
