"""What a new appointment meets among the patient's own, as a sentence that warns and never forbids."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from medic_desk.model.patients.appointments import Meeting, PatientAppointment
from medic_desk.ui.words.formats import clock_of, moment, time_at

translate = QCoreApplication.translate


def meeting_sentences(meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """A sentence for each appointment, in the gravest way it is met, and one of who waits already.

    That one waits for it says also that it is the same day's.
    """
    told: set[str] = set()
    found: list[str] = []
    for meeting in meetings:
        is_waiting = meeting.kind == "waiting_now"
        if is_waiting or meeting.appointment.id not in told:
            found.append(_sentence(meeting))
        told.add(meeting.appointment.id)
    return tuple(found)


def _sentence(meeting: Meeting) -> str:
    one = meeting.appointment
    match meeting.kind:
        case "same_time":
            text = translate("Meetings", "Has {time} with {doctor} at the same time.")
        case "near_elsewhere":
            text = translate(
                "Meetings", "Has {time} with {doctor} at {place}: only {minutes} min between two places."
            )
        case "waiting_now":
            text = translate("Meetings", "Is here already, since {since}, for {time} with {doctor}.")
        case "same_day":
            text = translate("Meetings", "Has {time} with {doctor} that day.")
        case "same_service":
            text = (
                translate("Meetings", "Had {service} on {moment} with {doctor}.")
                if one.status == "completed"
                else translate("Meetings", "Has {service} on {moment} with {doctor}.")
            )
    return text.format(
        time=time_at(one.starts_at, one.zone),
        moment=moment(one.starts_at, one.zone),
        doctor=one.doctor_name,
        service=one.service_name or "",
        place=one.place_name or "?",
        minutes=meeting.minutes_between,
        since=_here_since(one),
    )


def _here_since(one: PatientAppointment) -> str:
    since = one.patient_arrived_at or one.visit_started_at
    return clock_of(since, one.zone) if since is not None else ""
