"""The call list of the next day: who is expected, who was reached; each call is an event of its appointment.

A call changes nothing of its appointment, so no form that is open at another desk becomes stale by it. What
was noted last is what holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Literal, get_args

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, date_of, day_of, local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act, write_act
from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.acts.event_news import tell_desks
from medic_desk.model.appointments.week_appointments import (
    WeekAppointment,
    read_appointments_by_id,
    read_week_appointments,
)
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.facts.instants import in_bounds_or_null, utc_value
from medic_desk.model.facts.readable import UnreadableRow, known_zone
from medic_desk.model.store.errors import NotFound, StoreError

CallState = Literal["to_call", "not_reached", "reached"]
"""Nobody called yet, nobody answered, or the patient was reached and comes."""

DAYS_AHEAD = 7
"""How far ahead the next day with appointments is looked for: over a week-end and a holiday."""

_STATE_AFTER: Mapping[str, CallState] = MappingProxyType(
    {"patient_reached": "reached", "patient_not_reached": "not_reached", "call_taken_back": "to_call"}
)
"""What each of the three notes leaves; they are the actions of the events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An appointment of the call list; ``called_at`` (aware, UTC) and ``caller`` are of the latest call."""

    appointment: WeekAppointment
    state: CallState
    called_at: datetime | None
    caller: str | None

    @property
    def id(self) -> str:
        """The appointment's."""
        return self.appointment.id


@dataclass(frozen=True, slots=True)
class CallList:
    """Whom to call: those who have yet to be called first, who was reached last.

    ``day`` is the next date on which anybody is expected, None where that is nobody within ``DAYS_AHEAD``.
    """

    day: date | None
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRequest:
    """A note of a call, as the desk last saw its appointment's state."""

    act_id: str
    appointment_id: str
    seen_state: CallState


class StaleCall(StoreError):
    """Another desk has noted a call of this patient since it was read; ``state`` is as it stands now."""

    def __init__(self, appointment_id: str, *, state: CallState) -> None:
        self.appointment_id = appointment_id
        self.state = state
        super().__init__("Another desk has called this patient meanwhile.")


@dataclass(frozen=True, slots=True, eq=False)
class CallNote:
    """A note, called like an act; ``name`` is the action of its event, ``state`` what it leaves."""

    name: str
    state: CallState

    def __call__(self, session: Session, actor: Actor, request: CallRequest) -> Call:
        """Write the note down in the session's transaction.

        Raises ``NotPermitted``, ``NotFound`` where the appointment is gone, ``WrongTransition`` where it is
        not confirmed any more, ``StaleCall`` where another desk noted something else meanwhile.
        """
        require(actor, Permission.MARK_ARRIVAL)
        done = write_act(
            session, name=self.name, request=request, result={"appointment_id": request.appointment_id}
        )
        begin_act(
            session, actor, name=self.name, act_id=request.act_id, appointment_id=request.appointment_id
        )
        call = _read_call(session, request.appointment_id)
        if done is not None:
            return call
        if call.appointment.status != "confirmed":
            raise WrongTransition(request.appointment_id, status=call.appointment.status, act=self.name)
        if call.state != request.seen_state:
            raise StaleCall(request.appointment_id, state=call.state)
        event = session.execute(_NOTE, {"appointment_id": request.appointment_id}).one()
        tell_desks(
            session,
            "appointment_events",
            event_id=event.id,
            doctor_id=call.appointment.doctor_id,
            day=local_date(call.appointment.starts_at, call.appointment.zone),
        )
        return _read_call(session, request.appointment_id)


reached = CallNote("patient_reached", "reached")
"""The patient was called, and comes."""
not_reached = CallNote("patient_not_reached", "not_reached")
"""The patient was called, and nobody answered."""
take_back_call = CallNote("call_taken_back", "to_call")
"""What was noted last was a mistake: the patient has yet to be called."""

_NUMBER = """CASE WHEN jsonb_typeof(e.metadata -> 'number') = 'number'
                  THEN (e.metadata -> 'number')::numeric END"""

# Events of one second are told apart by their numbers, which are given under the doctor's lock.
_LATEST = f"""
    SELECT DISTINCT ON (e.appointment_id) e.appointment_id::text, e.action,
           {in_bounds_or_null("e.occurred_at")} AS called_at, u.display_name AS caller, {_NUMBER} AS number
      FROM appointment_events e
      LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.appointment_id = ANY (CAST(:appointment_ids AS uuid[]))
       AND e.action IN ('patient_reached', 'patient_not_reached', 'call_taken_back')
     ORDER BY e.appointment_id, e.occurred_at DESC, {_NUMBER} DESC NULLS LAST, e.id
"""  # noqa: S608 - only constants of this file are put in
_LATEST_CALLS = text(_LATEST)

_NOTE = text(
    f"""
    INSERT INTO appointment_events (appointment_id, occurred_at, actor_type, actor_id, action, metadata,
                                    act_id)
    SELECT CAST(:appointment_id AS uuid), date_trunc('second', timezone('utc', clock_timestamp())),
           a.actor_type, a.actor_id, current_setting('medic.act'),
           jsonb_strip_nulls(jsonb_build_object(
             'desk', nullif(current_setting('medic.desk', true), ''),
             'number', 1 + coalesce((SELECT max({_NUMBER}) FROM appointment_events e
                                      WHERE e.appointment_id = CAST(:appointment_id AS uuid)), 0))),
           nullif(current_setting('medic.act_id', true), '')::uuid
      FROM medic_actor(NULL, NULL) AS a
    RETURNING id::text
    """  # noqa: S608 - only constants of this file are put in
)

_ZONES = text("SELECT id::text, timezone FROM doctors WHERE id = ANY (CAST(:doctor_ids AS uuid[]))")
_FIRST_AHEAD = text(
    """
    SELECT min(starts_at) FROM appointments
     WHERE doctor_id = ANY (CAST(:doctor_ids AS uuid[])) AND status = 'confirmed'
       AND starts_at >= :from AND starts_at < :before
    """
)


def read_calls(session: Session, doctor_ids: Sequence[str], now: Minute) -> CallList:
    """Read the call list of the next date after today on which these doctors expect anybody.

    Today is the date that each doctor's clock shows at ``now``. Nobody is called about a request that is not
    approved yet.
    """
    by_zone: dict[str, list[str]] = defaultdict(list)
    for row in session.execute(_ZONES, {"doctor_ids": list(doctor_ids)}):
        by_zone[known_zone(row.timezone)].append(row.id)
    days = [day for zone, ids in by_zone.items() if (day := _next_day(session, zone, ids, now)) is not None]
    if not days:
        return CallList(None, ())
    day = min(days)
    expected: list[WeekAppointment] = []
    unreadable: list[UnreadableRow] = []
    for zone, ids in by_zone.items():
        there, number = clock(zone), day_of(day)
        first, before = there.instant(number, 0), there.instant(number + 1, 0)
        found = read_week_appointments(session, ids, first, before, unreadable)
        expected += [one for one in found if one.status == "confirmed" and first <= one.starts_at < before]
    return CallList(day, _in_order(_calls(session, expected)))


def _next_day(session: Session, zone: str, doctor_ids: Sequence[str], now: Minute) -> date | None:
    """The next date of a zone on which one of its doctors expects anybody."""
    there = clock(zone)
    tomorrow = there.day(now) + 1
    bounds = {
        "doctor_ids": list(doctor_ids),
        "from": utc_value(there.instant(tomorrow, 0)),
        "before": utc_value(there.instant(tomorrow + DAYS_AHEAD, 0)),
    }
    first: datetime | None = session.execute(_FIRST_AHEAD, bounds).scalar_one()
    if first is None:
        return None
    return date_of(there.day(int(first.replace(tzinfo=UTC).timestamp()) // 60))


def _calls(session: Session, appointments: Sequence[WeekAppointment]) -> list[Call]:
    found = session.execute(_LATEST_CALLS, {"appointment_ids": [one.id for one in appointments]})
    latest = {row.appointment_id: row for row in found}
    calls = []
    for one in appointments:
        row = latest.get(one.id)
        state = _STATE_AFTER[row.action] if row is not None else "to_call"
        was_called = row is not None and state != "to_call" and row.called_at is not None
        calls.append(
            Call(
                appointment=one,
                state=state,
                called_at=row.called_at.replace(tzinfo=UTC) if row is not None and was_called else None,
                caller=row.caller if row is not None and was_called else None,
            )
        )
    return calls


def _in_order(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Who has yet to be called, who did not answer, who was reached; several of one patient together."""
    several = tuple(calls)
    states = get_args(CallState)
    first: dict[tuple[str, str], Minute] = {}
    for call in several:
        key = (call.state, _patient(call))
        first[key] = min(first.get(key, call.appointment.starts_at), call.appointment.starts_at)

    def place(call: Call) -> tuple[int, Minute, str, Minute, str]:
        together = first[call.state, _patient(call)]
        return (
            states.index(call.state), together, _patient(call), call.appointment.starts_at, call.id
        )  # fmt: skip

    return tuple(sorted(several, key=place))


def _patient(call: Call) -> str:
    return call.appointment.patient_id or call.id


def _read_call(session: Session, appointment_id: str) -> Call:
    found = read_appointments_by_id(session, (appointment_id,))
    if not found:
        raise NotFound("appointments", appointment_id)
    return _calls(session, found)[0]
