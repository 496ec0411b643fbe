"""What the lists of what waits say: since when and until when, and who holds a time."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.words.formats import clock_of, moment

translate = QCoreApplication.translate


def near_moment(instant: datetime, zone: str, now: datetime) -> str:
    """An aware datetime as the zone's clock reads it; with its day where that is not today."""
    minute = minute_floor(instant)
    if local_date(minute, zone) == local_date(minute_floor(now), zone):
        return clock_of(instant, zone)
    return moment(minute, zone)


def asked_words(request: WeekAppointment, now: datetime) -> str:
    """Since when a request waits."""
    return near_moment(request.asked_since, request.zone, now) if request.asked_since is not None else ""


def has_run_out(request: WeekAppointment, now: datetime) -> bool:
    """Whether a request holds its place no more: it can be approved while nobody else has taken it."""
    return request.pending_expires_at is not None and request.pending_expires_at <= now


def runs_out_words(request: WeekAppointment, now: datetime) -> str:
    """When a request runs out, or did."""
    if request.pending_expires_at is None:
        return translate("Waiting", "never")
    at = near_moment(request.pending_expires_at, request.zone, now)
    return translate("Waiting", "ran out {time}").format(time=at) if has_run_out(request, now) else at


def holder_words(hold: WeekAppointment, own_desk: str) -> str:
    """Who holds a time."""
    if hold.desk_name is None:
        return translate("Waiting", "Another program")
    if hold.desk_name == own_desk:
        return translate("Waiting", "{desk} (this desk)").format(desk=hold.desk_name)
    return hold.desk_name


def held_since_words(hold: WeekAppointment, now: datetime) -> str:
    """Since when a time is held."""
    return near_moment(hold.held_since, hold.zone, now) if hold.held_since is not None else ""


def held_until_words(hold: WeekAppointment, now: datetime) -> str:
    """Until when a time is held; a hold of another program may never run out."""
    if hold.hold_expires_at is None:
        return translate("Waiting", "never runs out")
    return near_moment(hold.hold_expires_at, hold.zone, now)


def hold_sentence(hold: WeekAppointment, own_desk: str, now: datetime) -> str:
    """What can be done about a hold."""
    if hold.hold_expires_at is None:
        return translate("Waiting", "This hold never runs out by itself: end it where nobody books there.")
    until = held_until_words(hold, now)
    if hold.desk_name == own_desk:
        text = translate("Waiting", "A form of this desk holds it: close the form, or it runs out at {time}.")
    else:
        text = translate("Waiting", "Somebody may be booking there: it runs out by itself at {time}.")
    return text.format(time=until)
