"""What an act on an appointment makes of its item: moved, cancelled, over, and open again.

The act calls it in its own transaction, whichever window it was done in, so that no item stays open for an
appointment that somebody has dealt with.
"""

from typing import Literal

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.worklist.causes import CauseKind

Outcome = Literal["moved", "cancelled", "closed"]

_OUTCOME_OF_STATUS: dict[str, Outcome] = {
    "cancelled": "cancelled",
    "completed": "closed",
    "no_show": "closed",
}

# One that was kept and is moved or cancelled after all is no longer kept: a cause that still stands may put
# it on the list again.
_SETTLE = text(
    """
    UPDATE rebooking_items
       SET state = :outcome, closed_at = date_trunc('second', timezone('utc', clock_timestamp()))
     WHERE appointment_id = CAST(:appointment_id AS uuid)
       AND state IN ('to_call', 'called', 'not_reached', 'kept')
    """
)
_REOPEN = text(
    """
    UPDATE rebooking_items
       SET state = CASE WHEN called_at IS NULL THEN 'to_call' ELSE 'called' END, closed_at = NULL,
           taken_by_id = NULL, taken_at = NULL
     WHERE id = (SELECT i.id FROM rebooking_items i
                  WHERE i.appointment_id = CAST(:appointment_id AS uuid)
                  ORDER BY i.inserted_at DESC, i.id LIMIT 1)
       AND state = 'cancelled'
       AND EXISTS (SELECT FROM rebooking_causes c WHERE c.rebooking_item_id = rebooking_items.id)
    """
)
# Where the list knows it again by now, the former item stays as it ended.
_REOPEN_PUT_BACK = text(
    """
    UPDATE rebooking_items
       SET state = CASE WHEN called_at IS NULL THEN 'to_call' ELSE 'called' END, closed_at = NULL,
           taken_by_id = NULL, taken_at = NULL
     WHERE id = (SELECT i.id FROM rebooking_items i
                  WHERE i.appointment_id = CAST(:appointment_id AS uuid)
                  ORDER BY i.closed_at DESC NULLS FIRST, i.inserted_at DESC, i.id LIMIT 1)
       AND state IN ('moved', 'cancelled')
       AND NOT EXISTS (SELECT FROM rebooking_items other
                        WHERE other.appointment_id = CAST(:appointment_id AS uuid)
                          AND other.state IN ('to_call', 'called', 'not_reached'))
    RETURNING id
    """
)
_MOVED_FOR = text(
    """
    SELECT DISTINCT c.kind FROM rebooking_causes c
     WHERE c.rebooking_item_id = (
       SELECT i.id FROM rebooking_items i
        WHERE i.appointment_id = CAST(:appointment_id AS uuid) AND i.state = 'moved'
        ORDER BY i.closed_at DESC, i.id LIMIT 1)
     ORDER BY c.kind
    """
)


def settle_moved(session: Session, appointment_id: str) -> None:
    """Note on the appointment's item that it went to a place that the engine offers."""
    session.execute(_SETTLE, {"appointment_id": appointment_id, "outcome": "moved"})


def settle_ended(session: Session, appointment_id: str, status: str) -> None:
    """Note on the appointment's item that it is cancelled or over; other statuses change nothing."""
    outcome = _OUTCOME_OF_STATUS.get(status)
    if outcome is not None:
        session.execute(_SETTLE, {"appointment_id": appointment_id, "outcome": outcome})


def reopen_cancelled(session: Session, appointment_id: str) -> None:
    """Open the item again with which the appointment was cancelled: it stands again where it is affected."""
    session.execute(_REOPEN, {"appointment_id": appointment_id})


def reopen_put_back(session: Session, appointment_id: str) -> bool:
    """Open the appointment's latest item again, where it was moved or cancelled; whether there was one.

    The appointment is back where it is affected: somebody has to be called again.
    """
    found = session.execute(_REOPEN_PUT_BACK, {"appointment_id": appointment_id})
    return found.one_or_none() is not None


def read_moved_for(session: Session, appointment_id: str) -> tuple[CauseKind, ...]:
    """Read what kinds of causes an appointment had on the worklist when it was last moved for them."""
    return tuple(session.execute(_MOVED_FOR, {"appointment_id": appointment_id}).scalars())
