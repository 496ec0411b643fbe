"""The lives of the demo's appointments: who comes, when it was booked, what became of it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from medic_desk.engine.clinic_time import datetime_at, local_date
from medic_desk.model.demo.filling import Pick
from medic_desk.model.demo.frame import Frame
from medic_desk.model.demo.people import Patient

PATIENT, RECEPTION, SYSTEM = "patient", "receptionist", "system"

_PORTAL_SHARE = 0.34
_WALK_IN_SHARE = 0.05
_NO_SHOW_SHARE = 0.05
_PENDING_SHARE = 0.09
_LATE_SHARE = 0.2
_MOVED_SHARE = 0.03
_REBOOKED_SHARE = 0.4
_HOLDS = 2
_EXPIRED_HOLDS = 3
_PENDING_LASTS = timedelta(hours=48)
_CHILD_DAYS = 16 * 365
_REGULARS = 160
_TRIES = 12


@dataclass(slots=True, kw_only=True)
class Visit:
    """One appointment's life. Instants are aware UTC; what never happened is None."""

    id: str
    pick: Pick
    starts_at: datetime
    ends_at: datetime
    booked_at: datetime
    by_portal: bool
    status: str = "confirmed"
    patient: Patient | None = None
    desk_name: str | None = None
    notes: str | None = None
    confirmed_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: str | None = None
    reason: str | None = None
    arrived_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    no_show_at: datetime | None = None
    pending_expires_at: datetime | None = None
    hold_expires_at: datetime | None = None
    moved_at: datetime | None = None
    moved_from: tuple[datetime, datetime] | None = None
    rebooked_from: "Visit | None" = None

    @property
    def comes_in(self) -> bool:
        """Whether the patient comes to the clinic, and so can arrive."""
        return self.pick.service.mode == "in_person"


def plan_visits(frame: Frame, picks: Sequence[Pick], people: Sequence[Patient]) -> list[Visit]:
    """Plan what became of every pick by the frame's ``now``, in order of start."""
    chance = frame.chance("visits")
    visits = [_booked(frame, chance, number, pick) for number, pick in enumerate(picks)]
    for visit in visits:
        if not visit.pick.kept:
            _cancel(frame, chance, visit)
        elif visit.ends_at <= frame.now:
            _finish(frame, chance, visit)
        elif visit.starts_at <= frame.now + timedelta(minutes=30):
            _receive(frame, chance, visit)
        elif not (
            visit.by_portal and chance.random() < _PENDING_SHARE and _leave_pending(frame, chance, visit)
        ):
            _confirm(frame, chance, visit)
    _hold_some(frame, chance, visits)
    days = _Days(frame)
    _give_patients(frame, chance, visits, people, days)
    _rebook_some(chance, visits, days)
    _move_some(frame, chance, visits)
    return visits


def _booked(frame: Frame, chance: Random, number: int, pick: Pick) -> Visit:
    starts_at, ends_at = datetime_at(pick.slot.starts_at), datetime_at(pick.slot.ends_at)
    by_portal = chance.random() < _PORTAL_SHARE
    latest = min(frame.now, starts_at)
    if not by_portal and starts_at < frame.now and chance.random() < _WALK_IN_SHARE:
        booked_at = starts_at - timedelta(minutes=chance.randrange(2, 12))
    else:
        ahead = timedelta(days=min(55.0, chance.expovariate(1 / 11)))
        # At the desk's hours: an even hour of the day before, or a little before the moment all stands still.
        booked_at = starts_at - ahead - timedelta(hours=2)
        if booked_at > latest:
            booked_at = latest - timedelta(minutes=chance.randrange(20, 20_000))
    booked_at = _at_desk_hours(booked_at, chance) if not by_portal else booked_at
    return Visit(
        id=frame.id("appointment", number),
        pick=pick,
        starts_at=starts_at,
        ends_at=ends_at,
        booked_at=booked_at.replace(second=0, microsecond=0),
        by_portal=by_portal,
        desk_name=None if by_portal else chance.choice(frame.sources.words.desk_names),
        notes=chance.choice(frame.sources.words.visit_notes) if chance.random() < 0.08 else None,
    )


def _at_desk_hours(moment: datetime, chance: Random) -> datetime:
    """The same moment, or where nobody sits at a desk (UTC night), the afternoon before."""
    if 6 <= moment.hour < 18:
        return moment
    return moment.replace(hour=chance.randrange(7, 17)) - timedelta(days=1)


def _cancel(frame: Frame, chance: Random, visit: Visit) -> None:
    latest = min(frame.now, visit.starts_at - timedelta(minutes=45))
    visit.booked_at = min(visit.booked_at, latest - timedelta(hours=3))
    visit.status = "cancelled"
    visit.cancelled_at = _between(visit.booked_at, latest, chance)
    visit.cancelled_by = PATIENT if visit.by_portal and chance.random() < 0.7 else RECEPTION
    visit.reason = chance.choice(frame.sources.words.cancellation_reasons)
    if visit.by_portal and chance.random() < 0.15:
        visit.pending_expires_at = visit.cancelled_at
        visit.cancelled_by = SYSTEM
        visit.reason = frame.sources.words.pending_reason
    elif visit.by_portal:
        visit.confirmed_at = _between(visit.booked_at, visit.cancelled_at, chance)


def _finish(frame: Frame, chance: Random, visit: Visit) -> None:
    _confirm(frame, chance, visit)
    if chance.random() < _NO_SHOW_SHARE:
        visit.status = "no_show"
        visit.no_show_at = min(visit.ends_at + timedelta(minutes=chance.randrange(15)), frame.now)
        return
    visit.status = "completed"
    if visit.comes_in:
        early = timedelta(minutes=chance.randrange(-4, 22))
        visit.arrived_at = max(visit.starts_at - early, visit.booked_at)
    begun = visit.starts_at + timedelta(minutes=chance.randrange(-2, 12))
    visit.started_at = max(begun, visit.arrived_at or begun)
    length = visit.ends_at - visit.starts_at + timedelta(minutes=chance.randrange(-4, 5))
    visit.ended_at = max(min(visit.started_at + length, frame.now), visit.started_at)


def _receive(frame: Frame, chance: Random, visit: Visit) -> None:
    """Today's flow: those due about now wait, are in the room, or are late."""
    _confirm(frame, chance, visit)
    if not visit.comes_in or chance.random() < _LATE_SHARE:
        return
    latest = min(frame.now, visit.starts_at)
    visit.arrived_at = max(latest - timedelta(minutes=chance.randrange(2, 18)), visit.booked_at)
    if visit.starts_at <= frame.now:
        visit.started_at = max(min(visit.starts_at + timedelta(minutes=2), frame.now), visit.arrived_at)


def _leave_pending(frame: Frame, chance: Random, visit: Visit) -> bool:
    """Let a wish from the portal wait for its answer; false where it would run out within the day."""
    asked_at = frame.now - timedelta(minutes=chance.randrange(40, 1900))
    expires_at = min(asked_at + _PENDING_LASTS, visit.starts_at - timedelta(hours=1))
    if expires_at <= frame.now + timedelta(hours=8):
        return False
    visit.booked_at = asked_at
    visit.status = "pending"
    visit.pending_expires_at = expires_at
    return True


def _confirm(frame: Frame, chance: Random, visit: Visit) -> None:
    """What a patient asked for by the portal, a desk confirmed within a working day."""
    if visit.by_portal:
        wish = visit.booked_at + timedelta(minutes=chance.randrange(4, 900))
        latest = min(frame.now, visit.starts_at - timedelta(minutes=10))
        visit.confirmed_at = max(min(wish, latest), visit.booked_at)


def _hold_some(frame: Frame, chance: Random, visits: Sequence[Visit]) -> None:
    """Turn a few into holds of a desk with its dialog open, and a few cancelled ones into expired holds."""
    tomorrow, soon = frame.instant(frame.day(1), time()), frame.instant(frame.day(6), time())
    free_to_hold = [
        visit for visit in visits if visit.status == "confirmed" and tomorrow <= visit.starts_at < soon
    ]
    for visit in chance.sample(free_to_hold, min(_HOLDS, len(free_to_hold))):
        visit.status = "held"
        visit.booked_at = frame.now - timedelta(minutes=3)
        # Kept for the day, so that a demo opened in the afternoon still shows another desk's ghost.
        visit.hold_expires_at = tomorrow
        _as_hold(frame, visit)
    expired = [visit for visit in visits if visit.status == "cancelled" and visit.cancelled_by == RECEPTION]
    for visit in chance.sample(expired, min(_EXPIRED_HOLDS, len(expired))):
        visit.hold_expires_at = visit.booked_at + timedelta(minutes=5)
        visit.cancelled_at = visit.hold_expires_at + timedelta(minutes=1)
        visit.cancelled_by = SYSTEM
        visit.reason = frame.sources.words.hold_reason
        _as_hold(frame, visit)


def _as_hold(frame: Frame, visit: Visit) -> None:
    visit.by_portal, visit.notes, visit.confirmed_at = False, None, None
    visit.desk_name = visit.desk_name or frame.sources.words.desk_names[1]


class _Days:
    """Who already comes on which local day: nobody is asked to come twice."""

    def __init__(self, frame: Frame) -> None:
        self._zone = frame.zone
        self._taken: dict[str, set[date]] = defaultdict(set)

    def take(self, patient: Patient, visit: Visit) -> bool:
        """Note that the patient comes that day; false where they already do. A cancelled visit takes none."""
        if visit.status == "cancelled":
            return True
        day = local_date(visit.pick.slot.starts_at, self._zone)
        if day in self._taken[patient.id]:
            return False
        self._taken[patient.id].add(day)
        return True

    def free(self, patient: Patient, visit: Visit) -> None:
        """Forget that the patient comes that day."""
        self._taken[patient.id].discard(local_date(visit.pick.slot.starts_at, self._zone))


def _give_patients(
    frame: Frame, chance: Random, visits: Sequence[Visit], people: Sequence[Patient], days: _Days
) -> None:
    clients: dict[str, list[Patient]] = {}
    for doctor in frame.sources.doctors:
        own = [patient for patient in people if _is_seen(frame, patient, doctor.sees)]
        chance.shuffle(own)
        clients[doctor.key] = own[:_REGULARS] if doctor.regulars else own
    for visit in visits:
        if visit.hold_expires_at is not None:
            continue
        own = clients[visit.pick.world.doctor.key]
        for _ in range(_TRIES):
            # Those at the head come often: every practice has its regulars.
            patient = own[int(len(own) * chance.random() ** 1.35)]
            if days.take(patient, visit):
                visit.patient = patient
                break
        else:
            visit.patient = next(patient for patient in own if days.take(patient, visit))


def _is_seen(frame: Frame, patient: Patient, sees: str) -> bool:
    is_child = (frame.today - patient.birth_date).days < _CHILD_DAYS
    if sees == "child":
        return is_child
    if sees == "woman":
        return patient.is_woman and not is_child
    return sees == "any" or not is_child


def _rebook_some(chance: Random, visits: Sequence[Visit], days: _Days) -> None:
    """Make some cancelled visits come back later: the new appointment names the old one."""
    by_service: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.pick.kept and visit.patient is not None and visit.status in {"confirmed", "completed"}:
            by_service[visit.pick.service_id].append(visit)
    for old in visits:
        if old.cancelled_by not in {PATIENT, RECEPTION} or chance.random() > _REBOOKED_SHARE:
            continue
        later = by_service[old.pick.service_id]
        place = bisect_right(later, old.starts_at + timedelta(hours=20), key=lambda visit: visit.starts_at)
        for new in later[place : place + _TRIES]:
            if new.rebooked_from is None and _rebook(old, new, days):
                break


def _rebook(old: Visit, new: Visit, days: _Days) -> bool:
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


def _move_some(frame: Frame, chance: Random, visits: Sequence[Visit]) -> None:
    """Note of some that they once stood on another day: a move keeps its row."""
    for visit in visits:
        if visit.status not in {"confirmed", "completed"} or visit.rebooked_from is not None:
            continue
        latest = min(frame.now, visit.starts_at) - timedelta(hours=6)
        since = visit.confirmed_at or visit.booked_at
        if since < latest and chance.random() < _MOVED_SHARE:
            visit.moved_at = _between(since, latest, chance)
            shift = timedelta(days=7 * chance.choice((-1, 1)))
            visit.moved_from = (visit.starts_at + shift, visit.ends_at + shift)


def _between(start: datetime, end: datetime, chance: Random) -> datetime:
    """A whole minute of ``[start, end]``."""
    minutes = int((end - start).total_seconds()) // 60
    return start + timedelta(minutes=chance.randrange(minutes + 1)) if minutes > 0 else start
