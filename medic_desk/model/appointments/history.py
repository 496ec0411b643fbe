"""The history of an appointment: its events, oldest first, with the names of who acted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEvent:
    """One event of ``appointment_events``.

    ``before`` and ``after`` hold what changed, by column: ids, statuses, instants as ISO 8601 text in UTC.
    ``act_id`` is None for what no act of this program did. ``changed`` names the columns, notes say, that
    changed beside those, without telling what stands in them.
    """

    id: str
    act_id: str | None
    occurred_at: datetime
    action: str
    actor_type: str
    actor_name: str | None
    reason: str | None
    desk_name: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changed: tuple[str, ...]
    row_version: int | None


_HISTORY = text(
    """
    SELECT e.id::text, e.act_id::text, e.occurred_at, e.action, e.actor_type,
           coalesce(u.display_name, nullif(btrim(d.last_name || ' ' || d.first_name), '')) AS actor_name,
           e.metadata
      FROM appointment_events e
      LEFT JOIN users u ON u.id = e.actor_id
      LEFT JOIN doctors d ON d.id = e.actor_id
     WHERE e.appointment_id = CAST(:appointment_id AS uuid)
     ORDER BY e.occurred_at, (e.metadata ->> 'row_version')::int NULLS FIRST, e.inserted_at, e.id
    """
)
_ACT = text(
    "SELECT appointment_id::text FROM appointment_events WHERE act_id = CAST(:act_id AS uuid) LIMIT 1"
)


def read_history(session: Session, appointment_id: str) -> tuple[HistoryEvent, ...]:
    """Read everything that happened to one appointment, oldest first."""
    return tuple(
        HistoryEvent(
            id=row.id,
            act_id=row.act_id,
            occurred_at=row.occurred_at.replace(tzinfo=UTC),
            action=row.action,
            actor_type=row.actor_type,
            actor_name=row.actor_name,
            reason=row.metadata.get("reason"),
            desk_name=row.metadata.get("desk"),
            before=row.metadata.get("before") or {},
            after=row.metadata.get("after") or {},
            changed=tuple(row.metadata.get("changed") or ()),
            row_version=row.metadata.get("row_version"),
        )
        for row in session.execute(_HISTORY, {"appointment_id": appointment_id})
    )


def read_appointment_of_act(session: Session, act_id: str) -> str | None:
    """The appointment that an act changed; None where no such act happened."""
    found: str | None = session.execute(_ACT, {"act_id": act_id}).scalar_one_or_none()
    return found
