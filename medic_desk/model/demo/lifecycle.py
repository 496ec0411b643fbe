"""What happens to each of the demo's appointments: when it was booked, for whom, and its status since."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from medic_desk.engine.clinic_time import datetime_at, local_date
from medic_desk.model.demo.absences import Affecting
from medic_desk.model.demo.filling import Pick
from medic_desk.model.demo.frame import Frame
from medic_desk.model.demo.people import Patient
from medic_desk.model.demo.planned import PlannedAppointment
from medic_desk.model.demo.requests import leave_requests

PATIENT, RECEPTION, SYSTEM = "patient", "receptionist", "system"

_PORTAL_SHARE = 0.34
_WALK_IN_SHARE = 0.05
_NO_SHOW_SHARE = 0.05
_LATE_SHARE = 0.2
_MOVED_SHARE = 0.03
_REBOOKED_SHARE = 0.4
_HOLDS = 2
_HOLD_LASTS = timedelta(hours=2)
_EXPIRED_HOLDS = 3
_CHILD_DAYS = 16 * 365
_REGULARS = 160
_TRIES = 12


def plan_lifecycles(
    frame: Frame, picks: Sequence[Pick], people: Sequence[Patient], affecting: Sequence[Affecting]
) -> list[PlannedAppointment]:
    """Plan what has happened to every pick by the frame's ``now``, in order of start."""
    chance = frame.chance("visits")
    appointments = [_booked(frame, chance, number, pick, affecting) for number, pick in enumerate(picks)]
    for appointment in appointments:
        if not appointment.pick.kept:
            _cancel(frame, chance, appointment)
        elif appointment.ends_at <= frame.now:
            _finish(frame, chance, appointment)
        elif appointment.starts_at <= frame.now + timedelta(minutes=30):
            _receive(frame, chance, appointment)
        else:
            _confirm(frame, chance, appointment)
    leave_requests(frame, appointments)
    _hold_some(frame, chance, appointments)
    days = _Days(frame)
    _give_patients(frame, chance, appointments, people, days)
    _rebook_some(chance, appointments, days)
    _move_some(frame, chance, appointments)
    return appointments


def _booked(
    frame: Frame, chance: Random, number: int, pick: Pick, affecting: Sequence[Affecting]
) -> PlannedAppointment:
    starts_at, ends_at = datetime_at(pick.slot.starts_at), datetime_at(pick.slot.ends_at)
    by_portal = chance.random() < _PORTAL_SHARE
    affected_by = _affected_by(affecting, pick, starts_at, ends_at)
    latest = _latest_booking(frame, pick, starts_at, affected_by)
    if not by_portal and latest == starts_at and chance.random() < _WALK_IN_SHARE:
        booked_at = starts_at - timedelta(minutes=chance.randrange(2, 12))
    else:
        ahead = timedelta(days=min(55.0, chance.expovariate(1 / 11)))
        booked_at = starts_at - ahead - timedelta(hours=2)
        if booked_at > latest:
            booked_at = latest - timedelta(minutes=chance.randrange(20, 20_000))
    booked_at = _at_desk_hours(booked_at, chance) if not by_portal else booked_at
    return PlannedAppointment(
        id=frame.id("appointment", number),
        pick=pick,
        starts_at=starts_at,
        ends_at=ends_at,
        booked_at=booked_at.replace(second=0, microsecond=0),
        by_portal=by_portal,
        desk_name=None if by_portal else chance.choice(frame.sources.words.desk_names),
        notes=chance.choice(frame.sources.words.visit_notes) if chance.random() < 0.08 else None,
        affected_by=affected_by,
        is_late_booking_possible=latest == min(frame.now, starts_at),
    )


def _affected_by(
    affecting: Sequence[Affecting], pick: Pick, starts_at: datetime, ends_at: datetime
) -> Affecting | None:
    for one in affecting:
        if one.doctor_key == pick.world.doctor.key and one.starts_at < ends_at and starts_at < one.ends_at:
            return one
    return None


def _latest_booking(frame: Frame, pick: Pick, starts_at: datetime, affected_by: Affecting | None) -> datetime:
    """The moment before which it was booked: before the time off was approved, and while it was offered."""
    ends = (pick.world.doctor.left_in_days, pick.service.retired_in_days)
    moments = [frame.instant(frame.day(end), time()) for end in ends if end is not None]
    if affected_by is not None:
        moments.append(affected_by.decided_at)
    return min(frame.now, starts_at, *moments)


def _at_desk_hours(moment: datetime, chance: Random) -> datetime:
    """The same moment, or a daytime hour of the day before where it is night (UTC)."""
    if 6 <= moment.hour < 18:
        return moment
    return moment.replace(hour=chance.randrange(7, 17)) - timedelta(days=1)


def _cancel(frame: Frame, chance: Random, appointment: PlannedAppointment) -> None:
    latest = min(frame.now, appointment.starts_at - timedelta(minutes=45))
    appointment.booked_at = min(appointment.booked_at, latest - timedelta(hours=3))
    appointment.status = "cancelled"
    appointment.cancelled_at = _between(appointment.booked_at, latest, chance)
    appointment.cancelled_by = PATIENT if appointment.by_portal and chance.random() < 0.7 else RECEPTION
    appointment.reason = chance.choice(frame.sources.words.cancellation_reasons)
    if appointment.by_portal and chance.random() < 0.15:
        appointment.pending_expires_at = appointment.cancelled_at
        appointment.cancelled_by = SYSTEM
        appointment.reason = frame.sources.words.pending_reason
    elif appointment.by_portal:
        appointment.confirmed_at = _between(appointment.booked_at, appointment.cancelled_at, chance)


def _finish(frame: Frame, chance: Random, appointment: PlannedAppointment) -> None:
    _confirm(frame, chance, appointment)
    if chance.random() < _NO_SHOW_SHARE:
        appointment.status = "no_show"
        appointment.no_show_at = min(appointment.ends_at + timedelta(minutes=chance.randrange(15)), frame.now)
        return
    appointment.status = "completed"
    if appointment.comes_in:
        early = timedelta(minutes=chance.randrange(-4, 22))
        appointment.arrived_at = max(appointment.starts_at - early, appointment.booked_at)
    begun = appointment.starts_at + timedelta(minutes=chance.randrange(-2, 12))
    appointment.started_at = min(max(begun, appointment.arrived_at or begun), frame.now)
    length = appointment.ends_at - appointment.starts_at + timedelta(minutes=chance.randrange(-4, 5))
    appointment.ended_at = max(min(appointment.started_at + length, frame.now), appointment.started_at)


def _receive(frame: Frame, chance: Random, appointment: PlannedAppointment) -> None:
    """The patient who is due about now is on the way, waits, is in the room, or is late."""
    _confirm(frame, chance, appointment)
    early, delay = timedelta(minutes=chance.randrange(2, 18)), timedelta(minutes=chance.randrange(9))
    if chance.random() < _LATE_SHARE:
        return
    begun = appointment.starts_at + delay
    if appointment.comes_in:
        arrived_at = max(appointment.starts_at - early, appointment.booked_at)
        if arrived_at > frame.now:
            return
        appointment.arrived_at = arrived_at
        begun = max(begun, arrived_at)
    if begun <= frame.now:
        appointment.started_at = begun


def _confirm(frame: Frame, chance: Random, appointment: PlannedAppointment) -> None:
    """Let a desk have confirmed a patient's request from the portal within a working day."""
    if appointment.by_portal:
        answered_at = appointment.booked_at + timedelta(minutes=chance.randrange(4, 900))
        latest = min(frame.now, appointment.starts_at - timedelta(minutes=10))
        appointment.confirmed_at = max(min(answered_at, latest), appointment.booked_at)


def _hold_some(frame: Frame, chance: Random, appointments: Sequence[PlannedAppointment]) -> None:
    """Turn a few into holds of a desk with its dialog open, and a few cancelled ones into expired holds."""
    # Until midnight, so that a demo opened in the afternoon still shows another desk's hold.
    expires_at = max(frame.instant(frame.day(1), time()), frame.now + _HOLD_LASTS)
    soon = frame.instant(frame.day(6), time())
    free_to_hold = [
        appointment
        for appointment in appointments
        if appointment.status == "confirmed"
        and appointment.is_late_booking_possible
        and expires_at <= appointment.starts_at < soon
    ]
    for appointment in chance.sample(free_to_hold, min(_HOLDS, len(free_to_hold))):
        appointment.status = "held"
        appointment.booked_at = frame.now - timedelta(minutes=3)
        appointment.hold_expires_at = expires_at
        _as_hold(frame, appointment)
    expired = [
        appointment
        for appointment in appointments
        if appointment.status == "cancelled" and appointment.cancelled_by == RECEPTION
    ]
    for appointment in chance.sample(expired, min(_EXPIRED_HOLDS, len(expired))):
        appointment.hold_expires_at = appointment.booked_at + timedelta(minutes=5)
        appointment.cancelled_at = appointment.hold_expires_at + timedelta(minutes=1)
        appointment.cancelled_by = SYSTEM
        appointment.reason = frame.sources.words.hold_reason
        _as_hold(frame, appointment)


def _as_hold(frame: Frame, appointment: PlannedAppointment) -> None:
    appointment.by_portal, appointment.notes, appointment.confirmed_at = False, None, None
    appointment.desk_name = appointment.desk_name or frame.sources.words.desk_names[1]


class _Days:
    """The days on which each patient comes: nobody comes twice on one local day."""

    def __init__(self, frame: Frame) -> None:
        self._zone = frame.zone
        self._taken: dict[str, set[date]] = defaultdict(set)

    def take(self, patient: Patient, appointment: PlannedAppointment) -> bool:
        """Add the day of an appointment that is not cancelled; false where the patient has that day."""
        if appointment.status == "cancelled":
            return True
        day = local_date(appointment.pick.slot.starts_at, self._zone)
        if day in self._taken[patient.id]:
            return False
        self._taken[patient.id].add(day)
        return True

    def free(self, patient: Patient, appointment: PlannedAppointment) -> None:
        """Remove the appointment's day."""
        self._taken[patient.id].discard(local_date(appointment.pick.slot.starts_at, self._zone))


def _give_patients(
    frame: Frame,
    chance: Random,
    appointments: Sequence[PlannedAppointment],
    people: Sequence[Patient],
    days: _Days,
) -> None:
    clients: dict[str, list[Patient]] = {}
    for doctor in frame.sources.doctors:
        own = [patient for patient in people if _is_seen(frame, patient, doctor.sees)]
        chance.shuffle(own)
        clients[doctor.key] = own[:_REGULARS] if doctor.regulars else own
    for appointment in appointments:
        if appointment.hold_expires_at is not None:
            continue
        own = clients[appointment.pick.world.doctor.key]
        for _ in range(_TRIES):
            # Patients near the head of the list come often: every practice has regular patients.
            patient = own[int(len(own) * chance.random() ** 1.35)]
            if days.take(patient, appointment):
                appointment.patient = patient
                break
        else:
            appointment.patient = next(patient for patient in own if days.take(patient, appointment))


def _is_seen(frame: Frame, patient: Patient, sees: str) -> bool:
    is_child = (frame.today - patient.birth_date).days < _CHILD_DAYS
    if sees == "child":
        return is_child
    if sees == "woman":
        return patient.is_woman and not is_child
    return sees == "any" or not is_child


def _rebook_some(chance: Random, appointments: Sequence[PlannedAppointment], days: _Days) -> None:
    """Let later appointments of the same service replace some cancelled ones; the new one names the old."""
    by_service: dict[str, list[PlannedAppointment]] = defaultdict(list)
    for appointment in appointments:
        if (
            appointment.pick.kept
            and appointment.is_late_booking_possible
            and appointment.patient is not None
            and appointment.status in {"confirmed", "completed"}
        ):
            by_service[appointment.pick.service_id].append(appointment)
    for old in appointments:
        if old.cancelled_by not in {PATIENT, RECEPTION} or chance.random() > _REBOOKED_SHARE:
            continue
        later = by_service[old.pick.service_id]
        place = bisect_right(
            later, old.starts_at + timedelta(hours=20), key=lambda appointment: appointment.starts_at
        )
        for new in later[place : place + _TRIES]:
            if new.rebooked_from is None and _rebook(old, new, days):
                break


def _rebook(old: PlannedAppointment, new: PlannedAppointment, days: _Days) -> bool:
    patient, before = old.patient, new.patient
    if patient is None or before is None or old.cancelled_at is None:
        return False
    if patient is before or not days.take(patient, new):
        return False
    days.free(before, new)
    new.patient = patient
    new.rebooked_from = old
    new.booked_at = old.cancelled_at
    new.by_portal, new.confirmed_at = False, None
    new.desk_name = old.desk_name or new.desk_name
    return True


def _move_some(frame: Frame, chance: Random, appointments: Sequence[PlannedAppointment]) -> None:
    """Let some appointments have been moved from another day."""
    for appointment in appointments:
        is_settled = appointment.status in {"confirmed", "completed"} and appointment.rebooked_from is None
        if not is_settled or not appointment.is_late_booking_possible:
            continue
        latest = min(frame.now, appointment.starts_at) - timedelta(hours=6)
        since = appointment.confirmed_at or appointment.booked_at
        if since < latest and chance.random() < _MOVED_SHARE:
            appointment.moved_at = _between(since, latest, chance)
            shift = timedelta(days=7 * chance.choice((-1, 1)))
            appointment.moved_from = (appointment.starts_at + shift, appointment.ends_at + shift)


def _between(start: datetime, end: datetime, chance: Random) -> datetime:
    """A whole minute of ``[start, end]``."""
    minutes = int((end - start).total_seconds()) // 60
    return start + timedelta(minutes=chance.randrange(minutes + 1)) if minutes > 0 else start
