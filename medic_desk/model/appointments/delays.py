"""Doctors who run late: by how much, and for which day; each time it is said it is an event of the staff.

Nothing of the schema is changed by it, and nothing that is booked: what is expected is only shown later. The
newest event of a doctor and a day is what holds, also where two desks said something different: who said it
last knows best.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.event_news import tell_desks
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.facts.instants import in_bounds_or_null
from medic_desk.model.facts.readable import known_zone
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import DoctorRow

RUNS_LATE = "doctor_runs_late"
"""The action of the events."""

LONGEST_DELAY = 240
"""Minutes. Who is later than that is away: a block of the hours, and the list of whom to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRequest:
    """That a doctor runs ``minutes`` late on ``day``, the doctor's own date; 0 ends it."""

    act_id: str
    doctor_id: str
    day: date
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorDelay:
    """How late a doctor runs on a day, and since when that is known (aware, UTC); 0 minutes: not any more."""

    doctor_id: str
    day: date
    minutes: int
    said_at: datetime


_NUMBER = """CASE WHEN jsonb_typeof(e.metadata -> 'number') = 'number'
                  THEN (e.metadata -> 'number')::numeric END"""

# Events of one second are told apart by their numbers, which are given under the doctor's lock.
_NEWEST = text(
    f"""
    SELECT DISTINCT ON (e.doctor_id) e.doctor_id::text, {in_bounds_or_null("e.occurred_at")} AS said_at,
           e.metadata::text AS told
      FROM staff_events e
     WHERE e.action = '{RUNS_LATE}' AND e.doctor_id IS NOT NULL
       AND e.occurred_at > timezone('utc', now()) - interval '2 days'
       AND (CAST(:doctor_id AS uuid) IS NULL OR e.doctor_id = CAST(:doctor_id AS uuid))
     ORDER BY e.doctor_id, e.occurred_at DESC, {_NUMBER} DESC NULLS LAST, e.id
    """  # noqa: S608 - only constants of this file are put in
)
_OWN_EVENT = text(
    "SELECT id::text FROM staff_events WHERE act_id = CAST(:act_id AS uuid) AND subject_table = 'doctors'"
)


def say_delay(session: Session, actor: Actor, request: DelayRequest) -> DoctorDelay:
    """Write down how late a doctor runs today, in the session's transaction.

    Raises ``NotPermitted``, ``NotFound`` where the doctor is gone, and ``InvalidField``: ``minutes``
    (``out_of_bounds``), ``day`` (``not_today``) where the doctor's clock shows another date by now.
    """
    require(actor, Permission.MARK_ARRIVAL)
    begun = begin_staff_act(session, actor, name=RUNS_LATE, request=request, doctor_id=request.doctor_id)
    if begun.done is not None:
        said_at = _instant(begun.done.metadata.get("said_at")) or begun.now
        return _delay(request, said_at)
    _check(session, request, begun.now)
    newest = session.execute(_NEWEST, {"doctor_id": request.doctor_id}).one_or_none()
    number = 1 + (_whole(_told(newest.told).get("number")) or 0 if newest is not None else 0)
    said_at = begun.now.replace(microsecond=0)
    tell_staff_event(
        session,
        subject_table="doctors",
        subject_id=request.doctor_id,
        doctor_id=request.doctor_id,
        metadata={
            "day": request.day.isoformat(),
            "minutes": request.minutes,
            "number": number,
            "said_at": said_at.isoformat(),
        },
    )
    event_id = session.execute(_OWN_EVENT, {"act_id": request.act_id}).scalar_one()
    tell_desks(session, "staff_events", event_id=event_id, doctor_id=request.doctor_id, day=request.day)
    return _delay(request, said_at)


def read_delays(session: Session) -> tuple[DoctorDelay, ...]:
    """Read what was said last of each doctor within two days; whose ``day`` is over does not hold any more.

    An event that cannot be used, of another program, counts as none.
    """
    found = (_read(row.doctor_id, row.said_at, row.told) for row in session.execute(_NEWEST, _ANY))
    return tuple(one for one in found if one is not None)


_ANY = {"doctor_id": None}


def _check(session: Session, request: DelayRequest, now: datetime) -> None:
    if not 0 <= request.minutes <= LONGEST_DELAY:
        raise InvalidField("minutes", "out_of_bounds")
    of_doctor = select(DoctorRow.timezone).where(DoctorRow.id == request.doctor_id)
    zone = session.execute(of_doctor).scalar_one_or_none()
    if zone is None:
        raise NotFound("doctors", request.doctor_id)
    if local_date(minute_floor(now), known_zone(zone)) != request.day:
        raise InvalidField("day", "not_today")


def _delay(request: DelayRequest, said_at: datetime) -> DoctorDelay:
    return DoctorDelay(doctor_id=request.doctor_id, day=request.day, minutes=request.minutes, said_at=said_at)


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
