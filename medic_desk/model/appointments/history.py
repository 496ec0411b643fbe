"""The history of an appointment: its events, oldest first, with the names of who acted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE, in_bounds_or_null


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """Columns of an appointment, as an event tells of them before or after it.

    An event tells of a column only where it changed, and of null by leaving it out: None is either. Instants
    are aware, UTC.
    """

    doctor_id: str | None = None
    patient_id: str | None = None
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    appointment_type_id: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    duration_minutes: int | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEvent:
    """One event of ``appointment_events``; ``before`` and ``after`` hold what changed.

    ``act_id`` is None for what no act of this program did. ``changed`` names the columns, notes say, that
    changed beside those, without telling what stands in them. ``is_unreadable`` where its time or what it
    tells could not be used: the time is then the first that any row may have, and what it tells is left out.
    """

    id: str
    act_id: str | None
    occurred_at: datetime
    action: str
    actor_type: str
    actor_name: str | None
    reason: str | None
    desk_name: str | None
    before: EventColumns
    after: EventColumns
    changed: tuple[str, ...]
    row_version: int | None
    is_unreadable: bool = False


_HISTORY = text(
    f"""
    SELECT e.id::text, e.act_id::text, {in_bounds_or_null("e.occurred_at")} AS occurred_at, e.action,
           e.actor_type,
           coalesce(u.display_name, nullif(btrim(d.last_name || ' ' || d.first_name), '')) AS actor_name,
           e.metadata::text AS told
      FROM appointment_events e
      LEFT JOIN users u ON u.id = e.actor_id
      LEFT JOIN doctors d ON d.id = e.actor_id
     WHERE e.appointment_id = CAST(:appointment_id AS uuid)
     ORDER BY e.occurred_at,
              CASE WHEN jsonb_typeof(e.metadata -> 'row_version') = 'number'
                   THEN (e.metadata -> 'row_version')::numeric END NULLS FIRST, e.inserted_at, e.id
    """  # noqa: S608 - only constants of this program are put in
)
_ACT = text(
    "SELECT appointment_id::text FROM appointment_events WHERE act_id = CAST(:act_id AS uuid) LIMIT 1"
)


def read_history(session: Session, appointment_id: str) -> tuple[HistoryEvent, ...]:
    """Read everything that happened to one appointment, oldest first."""
    return tuple(_event(row) for row in session.execute(_HISTORY, {"appointment_id": appointment_id}))


HOLD_ACTIONS = frozenset({"held", "released", "hold_ended", "hold_expired"})
"""Actions of events that tell of a place kept while a form was open: nothing happened to an appointment."""


def without_holds(events: Iterable[HistoryEvent]) -> tuple[HistoryEvent, ...]:
    """A history as a person reads it, without what its place went through before it was booked.

    The history of what never was more than a hold is that of the hold: all of it.
    """
    all_of_it = tuple(events)
    return tuple(one for one in all_of_it if one.action not in HOLD_ACTIONS) or all_of_it


def _event(row: Row[Any]) -> HistoryEvent:
    told = _told(row.told)
    occurred_at = _LONG_AGO if row.occurred_at is None else row.occurred_at.replace(tzinfo=UTC)
    named = (told or {}).get("changed")
    return HistoryEvent(
        id=row.id,
        act_id=row.act_id,
        occurred_at=occurred_at,
        action=row.action,
        actor_type=row.actor_type,
        actor_name=row.actor_name,
        reason=_value(str, (told or {}).get("reason")),
        desk_name=_value(str, (told or {}).get("desk")),
        before=_columns((told or {}).get("before")),
        after=_columns((told or {}).get("after")),
        changed=tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else (),
        row_version=_value(int, (told or {}).get("row_version")),
        is_unreadable=told is None or row.occurred_at is None,
    )


_LONG_AGO = datetime(FIRST_DATE.year, 1, 1, tzinfo=UTC)
"""When an event is listed whose time cannot be read: before all others."""


def _told(metadata: str) -> Mapping[str, Any] | None:
    """What an event tells; None where it is no object, or one that Python cannot hold."""
    try:
        told = json.loads(metadata)
    except (ValueError, RecursionError):  # a number of thousands of digits, or depths without end
        return None
    return told if isinstance(told, dict) else None


def read_appointment_of_act(session: Session, act_id: str) -> str | None:
    """The appointment that an act changed; None where no such act happened."""
    found: str | None = session.execute(_ACT, {"act_id": act_id}).scalar_one_or_none()
    return found


_KINDS: Mapping[str, type] = {
    field.name: get_args(get_type_hints(EventColumns)[field.name])[0] for field in fields(EventColumns)
}
"""What a column's value is in Python; JSON has no instants, they are ISO 8601 text."""


def _columns(told: Any) -> EventColumns:
    """The columns of one side of an event; what another program wrote otherwise is left out."""
    if not isinstance(told, Mapping):
        return EventColumns()
    values = {name: _value(kind, told.get(name)) for name, kind in _KINDS.items()}
    return EventColumns(**values)


def _value(kind: type, told: Any) -> Any:
    if kind is datetime and isinstance(told, str):
        try:
            instant = datetime.fromisoformat(told)
            instant = instant.astimezone(UTC) if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return None
        return instant if FIRST_DATE <= instant.date() <= LAST_DATE else None
    # JSON has no true of a number, but to Python true is one.
    return told if isinstance(told, kind) and not isinstance(told, bool) else None
