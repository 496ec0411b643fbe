"""What the worklist made of an appointment: when it came on the list and why, and who called."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.facts.instants import in_bounds_or_null
from medic_desk.model.worklist.causes import CauseKind

LISTED = "rebooking_listed"
"""What happened where an item was made; every other action is the name of a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistEvent:
    """One thing that happened to an appointment on the worklist (aware, UTC).

    ``kinds`` are those of the causes, where it was put on the list and they are still known.
    """

    id: str
    occurred_at: datetime
    action: str
    person_name: str | None
    desk_name: str | None
    kinds: tuple[CauseKind, ...] = ()


_EVENTS = text(
    f"""
    SELECT i.id::text, {in_bounds_or_null("i.inserted_at")} AS occurred_at, :listed AS action,
           NULL AS person_name, NULL AS desk_name,
           (SELECT array_agg(DISTINCT c.kind) FROM rebooking_causes c
             WHERE c.rebooking_item_id = i.id) AS kinds, 0 AS step
      FROM rebooking_items i WHERE i.appointment_id = CAST(:appointment_id AS uuid)
     UNION ALL
    SELECT s.id::text, {in_bounds_or_null("s.occurred_at")}, s.action, u.display_name, s.desk_name, NULL, 1
      FROM rebooking_items i JOIN staff_events s ON s.subject_id = i.id
      LEFT JOIN users u ON u.id = s.actor_id
     WHERE i.appointment_id = CAST(:appointment_id AS uuid) AND s.subject_table = 'rebooking_items'
     ORDER BY occurred_at, step, id
    """  # noqa: S608 - only constants of this program are put in
)


def read_worklist_events(session: Session, appointment_id: str) -> tuple[WorklistEvent, ...]:
    """Read what happened to an appointment on the worklist, oldest first, without what has no time."""
    found = session.execute(_EVENTS, {"appointment_id": appointment_id, "listed": LISTED})
    return tuple(
        WorklistEvent(
            id=row.id,
            occurred_at=row.occurred_at.replace(tzinfo=UTC),
            action=row.action,
            person_name=row.person_name,
            desk_name=row.desk_name,
            kinds=tuple(row.kinds or ()),
        )
        for row in found
        if row.occurred_at is not None
    )
