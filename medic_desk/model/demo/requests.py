"""The demo's requests of patients from the portal that no desk has answered yet."""

from collections.abc import Sequence
from datetime import time, timedelta
from random import Random

from medic_desk.model.demo.frame import Frame
from medic_desk.model.demo.planned import PlannedAppointment

_WAITING = (10, 16)
"""How many wait for an answer: from the first number on, before the second."""

_REQUESTED_DAYS = 21
_LASTS = timedelta(hours=48)
_RUN_OUT = 1


def leave_requests(frame: Frame, appointments: Sequence[PlannedAppointment]) -> None:
    """Leave as many requests of the next weeks unanswered as a desk has at a time; one has run out."""
    chance = frame.chance("requests")
    before = frame.instant(frame.day(_REQUESTED_DAYS), time())
    asked = [
        one
        for one in appointments
        if one.by_portal
        and one.status == "confirmed"
        and one.is_late_booking_possible
        and frame.now < one.starts_at < before
    ]
    chance.shuffle(asked)
    left = chance.randrange(*_WAITING)
    for appointment in asked:
        if left == 0:
            break
        left -= _leave_pending(frame, chance, appointment)
    _let_run_out(frame, chance, appointments)


def _leave_pending(frame: Frame, chance: Random, appointment: PlannedAppointment) -> bool:
    """Leave a request from the portal unanswered; false where it would expire within the day."""
    asked_at = frame.now - timedelta(minutes=chance.randrange(40, 1900))
    expires_at = min(asked_at + _LASTS, appointment.starts_at - timedelta(hours=1))
    if expires_at <= frame.now + timedelta(hours=8):
        return False
    appointment.booked_at = asked_at
    appointment.status = "pending"
    appointment.confirmed_at = None
    appointment.pending_expires_at = expires_at
    return True


def _let_run_out(frame: Frame, chance: Random, appointments: Sequence[PlannedAppointment]) -> None:
    """Turn one of the next days' into a request that nobody answered: its row stands, its time is free."""
    first, before = frame.instant(frame.day(1), time()), frame.instant(frame.day(8), time())
    asked = [
        one
        for one in appointments
        if one.by_portal
        and one.status == "confirmed"
        and one.is_late_booking_possible
        and first <= one.starts_at < before
    ]
    for appointment in chance.sample(asked, min(_RUN_OUT, len(asked))):
        appointment.status = "pending"
        appointment.pending_expires_at = frame.now - timedelta(minutes=chance.randrange(35, 110))
        appointment.booked_at = appointment.pending_expires_at - _LASTS
        appointment.confirmed_at = None
