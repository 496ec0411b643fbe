"""The call list of the next day: who is expected, who was reached; each call is an event of its appointment.

A call changes nothing of its appointment, so no form that is open at another desk becomes stale by it. What
was noted last is what holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from types import MappingProxyType
from typing import Literal, get_args

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, date_of, day_of, local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, begin_act, write_act
from medic_desk.model.acts.errors import WrongTransition
from medic_desk.model.acts.event_news import tell_desks
from medic_desk.model.appointments.desk_notes import DeskNote, NoteBack
from medic_desk.model.appointments.week_appointments import (
    WeekAppointment,
    read_appointments_by_id,
    read_week_appointments,
)
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.facts.instants import in_bounds_or_null, utc_value
from medic_desk.model.facts.readable import UnreadableRow, known_zone
from medic_desk.model.store.errors import NotFound, StoreError

CallState = Literal["to_call", "not_reached", "reached"]
"""Nobody called yet, nobody answered, or the patient was reached and comes."""

DAYS_AHEAD = 7
"""How far ahead the next day with appointments is looked for: over a week-end and a holiday."""


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

    @property
    def doctor_id(self) -> str:
        """Its doctor's."""
        return self.appointment.doctor_id


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCallRequest:
    """That the note ``undone_act_id`` counts no more: what was noted before it holds again."""

    act_id: str
    appointment_id: str
    undone_act_id: str


class StaleCall(StoreError):
    """Another desk has noted a call of this patient since it was read; ``state`` is as it stands now."""

    def __init__(self, appointment_id: str, *, state: CallState) -> None:
        self.appointment_id = appointment_id
        self.state = state
        super().__init__("Another desk has called this patient meanwhile.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CallNote(DeskNote[CallRequest, Call]):
    """A note of a call: ``state`` is what it leaves, ``states`` are those in which a desk offers it.

    Raises ``NotFound`` where the appointment is gone, ``WrongTransition`` where it is not confirmed any more,
    ``StaleCall`` where another desk noted something else meanwhile.
    """

    state: CallState
    states: frozenset[CallState]


def _write_call(name: str, session: Session, actor: Actor, request: CallRequest) -> Call:
    call, is_done = _begin(session, actor, name, request)
    if is_done:
        return call
    if call.state != request.seen_state:
        raise StaleCall(request.appointment_id, state=call.state)
    return _tell(session, call, undoes=None)


def _undo_call(session: Session, actor: Actor, request: UndoCallRequest) -> Call:
    call, is_done = _begin(session, actor, CALL_UNDONE, request)
    if is_done:
        return call
    latest = session.execute(_LATEST_CALLS, {"appointment_ids": [call.id]}).one_or_none()
    if latest is None or latest.act_id != request.undone_act_id:
        raise StaleCall(request.appointment_id, state=call.state)
    return _tell(session, call, undoes=request.undone_act_id)


def _begin(
    session: Session, actor: Actor, name: str, request: CallRequest | UndoCallRequest
) -> tuple[Call, bool]:
    """Begin a note: the call as it stands, and whether a former try has written the note already."""
    known = {"appointment_id": request.appointment_id}
    done = write_act(session, name=name, request=request, result=known)
    begin_act(session, actor, name=name, act_id=request.act_id, appointment_id=request.appointment_id)
    call = _read_call(session, request.appointment_id)
    if done is None and call.appointment.status != "confirmed":
        raise WrongTransition(request.appointment_id, status=call.appointment.status, act=name)
    return call, done is not None


def _tell(session: Session, call: Call, *, undoes: str | None) -> Call:
    """Write the event of the act under way, tell the desks, and answer the call as it stands by it."""
    event = session.execute(_NOTE, {"appointment_id": call.id, "undoes": undoes}).one()
    tell_desks(
        session,
        "appointment_events",
        event_id=event.id,
        doctor_id=call.doctor_id,
        day=local_date(call.appointment.starts_at, call.appointment.zone),
    )
    return _read_call(session, call.id)


CALL_UNDONE = "call_note_undone"
"""The action of the events that take a note back: that one counts no more, as if it had not been written."""

undo_call: DeskNote[UndoCallRequest, Call] = DeskNote(
    name=CALL_UNDONE, permission=Permission.MARK_ARRIVAL, run=_undo_call
)
"""The latest note of a call is taken back by whoever wrote it; raises what a ``CallNote`` does."""


def _way_back(request: CallRequest, act_id: str) -> NoteBack:
    undoing = UndoCallRequest(
        act_id=act_id, appointment_id=request.appointment_id, undone_act_id=request.act_id
    )
    return NoteBack(undo_call, undoing)


def _anew(request: CallRequest, _left: Call, act_id: str) -> CallRequest:
    return replace(request, act_id=act_id)


def _call_note(name: str, state: CallState, *states: CallState) -> CallNote:
    return CallNote(
        name=name,
        permission=Permission.MARK_ARRIVAL,
        run=partial(_write_call, name),
        way_back=_way_back,
        anew=_anew,
        state=state,
        states=frozenset(states),
    )


reached = _call_note("patient_reached", "reached", "to_call", "not_reached")
"""The patient was called, and comes."""
not_reached = _call_note("patient_not_reached", "not_reached", "to_call", "not_reached")
"""The patient was called, and nobody answered."""
take_back_call = _call_note("call_taken_back", "to_call", "not_reached", "reached")
"""What was noted last was a mistake, whoever noted it: the patient has yet to be called."""

CALL_NOTES: Mapping[str, CallNote] = MappingProxyType(
    {note.name: note for note in (reached, not_reached, take_back_call)}
)
"""By the action of their events, the likeliest first."""

_NUMBER = """CASE WHEN jsonb_typeof(e.metadata -> 'number') = 'number'
                  THEN (e.metadata -> 'number')::numeric END"""

_COUNTS = f"""NOT EXISTS (SELECT FROM appointment_events back
                             WHERE back.appointment_id = e.appointment_id AND back.action = '{CALL_UNDONE}'
                               AND back.metadata ->> 'undoes' = e.act_id::text)"""
# Events of one second are told apart by their numbers, which are given under the doctor's lock.
_LATEST = f"""
    SELECT DISTINCT ON (e.appointment_id) e.appointment_id::text, e.action,
           {in_bounds_or_null("e.occurred_at")} AS called_at, u.display_name AS caller,
           e.act_id::text AS act_id
      FROM appointment_events e
      LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.appointment_id = ANY (CAST(:appointment_ids AS uuid[]))
       AND e.action IN ('patient_reached', 'patient_not_reached', 'call_taken_back') AND {_COUNTS}
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
             'undoes', CAST(:undoes AS text),
             'number', 1 + coalesce((SELECT max({_NUMBER}) FROM appointment_events e
                                      WHERE e.appointment_id = CAST(:appointment_id AS uuid)), 0))),
           nullif(current_setting('medic.act_id', true), '')::uuid
      FROM medic_actor(NULL, NULL) AS a
    RETURNING id::text
    """  # noqa: S608 - only constants of this file are put in
)

_ZONES = text(
    """
    SELECT id::text, timezone FROM doctors
     WHERE CAST(:doctor_ids AS uuid[]) IS NULL OR id = ANY (CAST(:doctor_ids AS uuid[]))
    """
)
_COUNT_LEFT = text(
    f"""
    SELECT count(*) FROM appointments a
     WHERE a.doctor_id = ANY (CAST(:doctor_ids AS uuid[])) AND a.status = 'confirmed'
       AND a.starts_at >= :from AND a.starts_at < :before
       AND (SELECT e.action FROM appointment_events e
             WHERE e.appointment_id = a.id AND {_COUNTS}
               AND e.action IN ('patient_reached', 'patient_not_reached', 'call_taken_back')
             ORDER BY e.occurred_at DESC, {_NUMBER} DESC NULLS LAST, e.id LIMIT 1)
           IS DISTINCT FROM 'patient_reached'
    """  # noqa: S608 - only constants of this file are put in
)
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
    by_zone = _by_zone(session, list(doctor_ids))
    day = _next_day(session, by_zone, now)
    if day is None:
        return CallList(None, ())
    expected: list[WeekAppointment] = []
    unreadable: list[UnreadableRow] = []
    for zone, ids in by_zone.items():
        first, before = _bounds(zone, day)
        found = read_week_appointments(session, ids, first, before, unreadable)
        expected += [one for one in found if one.status == "confirmed" and first <= one.starts_at < before]
    return CallList(day, _in_order(_calls(session, expected)))


def count_calls(session: Session, now: Minute) -> int:
    """Count who has yet to be reached on the call list of all doctors, as ``read_calls`` lists them."""
    by_zone = _by_zone(session, None)
    day = _next_day(session, by_zone, now)
    if day is None:
        return 0
    count = 0
    for zone, ids in by_zone.items():
        first, before = _bounds(zone, day)
        bounds = {"doctor_ids": ids, "from": utc_value(first), "before": utc_value(before)}
        count += session.execute(_COUNT_LEFT, bounds).scalar_one()
    return count


def _by_zone(session: Session, doctor_ids: list[str] | None) -> Mapping[str, list[str]]:
    """These doctors (None: all) by their zones."""
    by_zone: dict[str, list[str]] = defaultdict(list)
    for row in session.execute(_ZONES, {"doctor_ids": doctor_ids}):
        by_zone[known_zone(row.timezone)].append(row.id)
    return by_zone


def _bounds(zone: str, day: date) -> tuple[Minute, Minute]:
    """When a date begins in a zone, and when it is over."""
    there, number = clock(zone), day_of(day)
    return there.instant(number, 0), there.instant(number + 1, 0)


def _next_day(session: Session, by_zone: Mapping[str, Sequence[str]], now: Minute) -> date | None:
    """The next date after today on which anybody is expected."""
    found = (_next_day_of(session, zone, ids, now) for zone, ids in by_zone.items())
    return min((day for day in found if day is not None), default=None)


def _next_day_of(session: Session, zone: str, doctor_ids: Sequence[str], now: Minute) -> date | None:
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
        state = CALL_NOTES[row.action].state if row is not None else "to_call"
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
