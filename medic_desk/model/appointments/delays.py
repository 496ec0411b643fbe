"""Doctors who run late: by how much, and for which day; each time it is said it is an event of the staff.

Nothing of the schema is changed by it, and nothing that is booked: what is expected is only shown later. The
newest event of a doctor and a day is what holds, also where two desks said something different: who said it
last knows best. What is taken back counts no more, as if it had not been said.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.event_news import tell_desks
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.appointments.desk_notes import DeskNote, NoteBack
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.facts.instants import in_bounds_or_null
from medic_desk.model.facts.readable import known_zone
from medic_desk.model.store.errors import NotFound, StoreError
from medic_desk.model.tables import DoctorRow

RUNS_LATE = "doctor_runs_late"
"""The action of the events."""

DELAY_UNDONE = "doctor_delay_undone"
"""The action of the events that take one back: that one counts no more."""

LONGEST_DELAY = 240
"""Minutes. Who is later than that is away: a block of the hours, and the list of whom to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRequest:
    """That a doctor runs ``minutes`` late on ``day``, the doctor's own date; 0 ends it.

    ``seen_minutes`` is what must be said of the day until now for it to be said; None where whatever was said
    is replaced.
    """

    act_id: str
    doctor_id: str
    day: date
    minutes: int
    seen_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoDelayRequest:
    """That what the act ``undone_act_id`` said of a doctor's ``day`` counts no more."""

    act_id: str
    doctor_id: str
    day: date
    undone_act_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorDelay:
    """How late a doctor runs on a day, and since when that is known (aware, UTC); 0 minutes: not any more.

    ``minutes_before`` is what was said of that day before, where this is what was said just now.
    """

    doctor_id: str
    day: date
    minutes: int
    said_at: datetime
    minutes_before: int | None = None


class StaleDelay(StoreError):
    """Another desk has said since how late this doctor runs: ``minutes``, as it stands now."""

    def __init__(self, doctor_id: str, *, minutes: int) -> None:
        self.doctor_id = doctor_id
        self.minutes = minutes
        super().__init__("Another desk has said something else of this doctor meanwhile.")


_NUMBER = """CASE WHEN jsonb_typeof(e.metadata -> 'number') = 'number'
                  THEN (e.metadata -> 'number')::numeric END"""

# Events of one second are told apart by their numbers, which are given under the doctor's lock.
_NEWEST = text(
    f"""
    SELECT DISTINCT ON (e.doctor_id) e.doctor_id::text, {in_bounds_or_null("e.occurred_at")} AS said_at,
           e.metadata::text AS told, e.act_id::text AS act_id
      FROM staff_events e
     WHERE e.action = '{RUNS_LATE}' AND e.doctor_id IS NOT NULL
       AND e.occurred_at > timezone('utc', now()) - interval '2 days'
       AND NOT EXISTS (SELECT FROM staff_events back
                        WHERE back.doctor_id = e.doctor_id AND back.action = '{DELAY_UNDONE}'
                          AND back.occurred_at > timezone('utc', now()) - interval '2 days'
                          AND back.metadata ->> 'undoes' = e.act_id::text)
       AND (CAST(:but AS uuid) IS NULL OR e.act_id IS DISTINCT FROM CAST(:but AS uuid))
       AND (CAST(:doctor_id AS uuid) IS NULL OR e.doctor_id = CAST(:doctor_id AS uuid))
     ORDER BY e.doctor_id, e.occurred_at DESC, {_NUMBER} DESC NULLS LAST, e.id
    """  # noqa: S608 - only constants of this file are put in
)
_OWN_EVENT = text(
    "SELECT id::text FROM staff_events WHERE act_id = CAST(:act_id AS uuid) AND subject_table = 'doctors'"
)


def _say(session: Session, actor: Actor, request: DelayRequest) -> DoctorDelay:
    """Write down how late a doctor runs today, in the session's transaction.

    Raises ``NotFound`` where the doctor is gone, ``StaleDelay`` where not what was seen stands, and
    ``InvalidField``: ``minutes`` (``out_of_bounds``), ``day`` (``not_today``) where the doctor's clock shows
    another date by now.
    """
    begun = begin_staff_act(session, actor, name=RUNS_LATE, request=request, doctor_id=request.doctor_id)
    if begun.done is not None:
        return _as_told(request.doctor_id, request.day, begun.done.metadata, begun.now)
    if not 0 <= request.minutes <= LONGEST_DELAY:
        raise InvalidField("minutes", "out_of_bounds")
    _check_day(session, request.doctor_id, request.day, begun.now)
    _act_id, number, stands = _newest(session, request.doctor_id)
    before = stands.minutes if stands is not None and stands.day == request.day else 0
    if request.seen_minutes not in (None, before):
        raise StaleDelay(request.doctor_id, minutes=before)
    told = {
        "day": request.day.isoformat(),
        "minutes": request.minutes,
        "minutes_before": before,
        "number": 1 + number,
        "said_at": begun.now.replace(microsecond=0).isoformat(),
    }
    return _tell(session, request, told, begun.now)


def _undo(session: Session, actor: Actor, request: UndoDelayRequest) -> DoctorDelay:
    """Let what was said last of a doctor count no more: what was said before it holds again.

    Raises ``NotFound``, ``InvalidField`` as above, and ``StaleDelay`` where something was said since.
    """
    begun = begin_staff_act(session, actor, name=DELAY_UNDONE, request=request, doctor_id=request.doctor_id)
    if begun.done is not None:
        return _as_told(request.doctor_id, request.day, begun.done.metadata, begun.now)
    _check_day(session, request.doctor_id, request.day, begun.now)
    act_id, _number, stands = _newest(session, request.doctor_id)
    if act_id != request.undone_act_id:
        raise StaleDelay(request.doctor_id, minutes=stands.minutes if stands is not None else 0)
    before = _before(session, request)
    said_at = (before.said_at if before is not None else begun.now).replace(microsecond=0)
    told = {
        "day": request.day.isoformat(),
        "minutes": before.minutes if before is not None else 0,
        "undoes": request.undone_act_id,
        "said_at": said_at.isoformat(),
    }
    return _tell(session, request, told, begun.now)


def _before(session: Session, request: UndoDelayRequest) -> DoctorDelay | None:
    """What of that day was said before the act that is undone."""
    params = {"doctor_id": request.doctor_id, "but": request.undone_act_id}
    row = session.execute(_NEWEST, params).one_or_none()
    found = _read(row.doctor_id, row.said_at, row.told) if row is not None else None
    return found if found is not None and found.day == request.day else None


def _newest(session: Session, doctor_id: str) -> tuple[str | None, int, DoctorDelay | None]:
    """What was said last of a doctor: by which act, its number among those of a second, and what."""
    row = session.execute(_NEWEST, {"doctor_id": doctor_id, "but": None}).one_or_none()
    if row is None:
        return None, 0, None
    number = _whole(_told(row.told).get("number")) or 0
    return row.act_id, number, _read(row.doctor_id, row.said_at, row.told)


def _tell(
    session: Session, request: DelayRequest | UndoDelayRequest, told: Mapping[str, Any], now: datetime
) -> DoctorDelay:
    """Write the event of the act under way, tell the desks, and answer what a retry will be answered too."""
    tell_staff_event(
        session,
        subject_table="doctors",
        subject_id=request.doctor_id,
        doctor_id=request.doctor_id,
        metadata=told,
    )
    event_id = session.execute(_OWN_EVENT, {"act_id": request.act_id}).scalar_one()
    tell_desks(session, "staff_events", event_id=event_id, doctor_id=request.doctor_id, day=request.day)
    return _as_told(request.doctor_id, request.day, told, now)


def _way_back(request: DelayRequest, act_id: str) -> NoteBack:
    undoing = UndoDelayRequest(
        act_id=act_id, doctor_id=request.doctor_id, day=request.day, undone_act_id=request.act_id
    )
    return NoteBack(undo_delay, undoing)


def _anew(request: DelayRequest, left: DoctorDelay, act_id: str) -> DelayRequest:
    return replace(request, act_id=act_id, seen_minutes=left.minutes_before)


say_delay: DeskNote[DelayRequest, DoctorDelay] = DeskNote(
    name=RUNS_LATE, permission=Permission.MARK_ARRIVAL, run=_say, way_back=_way_back, anew=_anew
)
"""A doctor runs late today, by so much."""
undo_delay: DeskNote[UndoDelayRequest, DoctorDelay] = DeskNote(
    name=DELAY_UNDONE, permission=Permission.MARK_ARRIVAL, run=_undo
)
"""What was said last of a doctor is taken back by whoever said it."""


def read_delays(session: Session) -> tuple[DoctorDelay, ...]:
    """Read what was said last of each doctor within two days; whose ``day`` is over does not hold any more.

    An event that cannot be used, of another program, counts as none.
    """
    found = (_read(row.doctor_id, row.said_at, row.told) for row in session.execute(_NEWEST, _ANY))
    return tuple(one for one in found if one is not None)


_ANY = {"doctor_id": None, "but": None}


def _check_day(session: Session, doctor_id: str, day: date, now: datetime) -> None:
    of_doctor = select(DoctorRow.timezone).where(DoctorRow.id == doctor_id)
    zone = session.execute(of_doctor).scalar_one_or_none()
    if zone is None:
        raise NotFound("doctors", doctor_id)
    if local_date(minute_floor(now), known_zone(zone)) != day:
        raise InvalidField("day", "not_today")


def _as_told(doctor_id: str, day: date, told: Mapping[str, Any], now: datetime) -> DoctorDelay:
    """What an act's own event says: the same for the act and for a retry of it."""
    return DoctorDelay(
        doctor_id=doctor_id,
        day=day,
        minutes=_whole(told.get("minutes")) or 0,
        said_at=_instant(told.get("said_at")) or now,
        minutes_before=_whole(told.get("minutes_before")),
    )


def _read(doctor_id: str, said_at: datetime | None, told: str) -> DoctorDelay | None:
    metadata = _told(told)
    day, minutes = _day(metadata.get("day")), _whole(metadata.get("minutes"))
    if day is None or minutes is None or said_at is None or not 0 <= minutes <= LONGEST_DELAY:
        return None
    return DoctorDelay(doctor_id=doctor_id, day=day, minutes=minutes, said_at=said_at.replace(tzinfo=UTC))


def _told(metadata: str) -> Mapping[str, Any]:
    try:
        told = json.loads(metadata)
    except (ValueError, RecursionError):  # a number of thousands of digits, or depths without end
        return {}
    return told if isinstance(told, dict) else {}


def _whole(told: object) -> int | None:
    # To Python a true of JSON is a number.
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _instant(told: object) -> datetime | None:
    try:
        return datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
