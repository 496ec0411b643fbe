"""Why appointments are on the worklist: causes are written by the acts that affect them, and go with these.

All of it runs in the transaction of such an act, under its doctors' locks.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

CauseKind = Literal["time_off", "illness", "exception", "closure", "hours"]


class Cause(NamedTuple):
    """One thing that affects appointments, as ``rebooking_causes`` names it.

    ``cause_id`` is the request for time off, the dated exception or the closure; of ``hours`` the doctor,
    since no row is left of hours that are gone.
    """

    kind: CauseKind
    cause_id: str


def time_off_cause(request_id: str, kind: str) -> Cause:
    """The cause that a request for time off of ``kind`` is once it is approved."""
    return Cause("illness" if kind == "illness" else "time_off", request_id)


CAUSES_GONE = "causes_gone"
"""The note of an item that somebody had begun to work on when its last cause went; a window says it in
words."""

_OPEN = "('to_call', 'called', 'not_reached')"
_NOW = "date_trunc('second', timezone('utc', clock_timestamp()))"

_ADD_ITEMS = text(
    f"""
    INSERT INTO rebooking_items (appointment_id)
    SELECT DISTINCT wanted.id FROM unnest(CAST(:appointment_ids AS uuid[])) AS wanted (id)
     WHERE NOT EXISTS (
      SELECT FROM rebooking_items i JOIN rebooking_causes c ON c.rebooking_item_id = i.id
       WHERE i.appointment_id = wanted.id AND i.state = 'kept' AND c.kind = :kind
         AND c.cause_id = CAST(:cause_id AS uuid))
     ORDER BY wanted.id
    ON CONFLICT (appointment_id) WHERE state IN {_OPEN} DO NOTHING
    """  # noqa: S608 - only constants of this file are put in
)
_ADD_CAUSES = text(
    f"""
    WITH added AS (
      INSERT INTO rebooking_causes (rebooking_item_id, kind, cause_id)
      SELECT i.id, :kind, CAST(:cause_id AS uuid) FROM rebooking_items i
       WHERE i.appointment_id = ANY (CAST(:appointment_ids AS uuid[])) AND i.state IN {_OPEN}
       ORDER BY i.id
      ON CONFLICT (rebooking_item_id, kind, cause_id) DO NOTHING
      RETURNING rebooking_item_id)
    UPDATE rebooking_items SET note = NULL
     WHERE id IN (SELECT rebooking_item_id FROM added) AND note = :causes_gone
    """  # noqa: S608 - only constants of this file are put in
)
_REMOVE = """
    DELETE FROM rebooking_causes c USING rebooking_items i
     WHERE i.id = c.rebooking_item_id AND c.kind = :kind AND c.cause_id = CAST(:cause_id AS uuid)
       AND i.state = ANY (:states) AND {which}
    RETURNING i.id::text
"""
_REMOVE_ALL = text(_REMOVE.format(which="true"))
_REMOVE_ONLY = text(_REMOVE.format(which="i.appointment_id = ANY (CAST(:appointment_ids AS uuid[]))"))
# An appointment that is over is asked about no more: it stays listed until somebody has seen to it.
_REMOVE_OTHERS = text(
    _REMOVE.format(
        which=f"""i.appointment_id <> ALL (CAST(:appointment_ids AS uuid[]))
       AND NOT EXISTS (SELECT FROM appointments a WHERE a.id = i.appointment_id AND a.ends_at <= {_NOW})"""
    )
)
_END_WITHOUT_CAUSE = text(
    f"""
    UPDATE rebooking_items i
       SET state = CASE WHEN is_untouched THEN 'closed' ELSE state END,
           closed_at = CASE WHEN is_untouched THEN {_NOW} END,
           note = CASE WHEN is_untouched THEN note ELSE coalesce(note, :causes_gone) END
      FROM (SELECT id, state = 'to_call' AND taken_by_id IS NULL AND called_at IS NULL AS is_untouched
              FROM rebooking_items WHERE id = ANY (CAST(:item_ids AS uuid[])) ORDER BY id FOR UPDATE) AS begun
     WHERE i.id = begun.id AND i.state IN {_OPEN}
       AND NOT EXISTS (SELECT FROM rebooking_causes c WHERE c.rebooking_item_id = i.id)
    """  # noqa: S608 - only constants of this file are put in
)
_CAUSED = text(
    f"""
    SELECT i.appointment_id::text FROM rebooking_causes c JOIN rebooking_items i ON i.id = c.rebooking_item_id
     WHERE c.kind = :kind AND c.cause_id = CAST(:cause_id AS uuid) AND i.state IN {_OPEN}
    """  # noqa: S608 - only constants of this file are put in
)

_EVER_CAUSED = text(
    """
    SELECT i.appointment_id::text FROM rebooking_causes c JOIN rebooking_items i ON i.id = c.rebooking_item_id
     WHERE c.kind = :kind AND c.cause_id = CAST(:cause_id AS uuid)
    """
)

_WORKED_ON = ("to_call", "called", "not_reached", "kept")
"""States in which it still matters whether a cause stands: who was moved or cancelled keeps it as history."""
_RESTORABLE = (*_WORKED_ON, "cancelled")


def add_cause(session: Session, cause: Cause, appointment_ids: Iterable[str]) -> None:
    """Put appointments on the worklist for ``cause``: each on its open item, or on a new one.

    One that was kept in spite of this very cause is left alone: that has been decided.
    """
    ids = list(appointment_ids)
    if not ids:
        return
    named = {**cause._asdict(), "appointment_ids": ids}
    session.execute(_ADD_ITEMS, named)
    session.execute(_ADD_CAUSES, {**named, "causes_gone": CAUSES_GONE})


def set_cause(session: Session, cause: Cause, appointment_ids: Iterable[str]) -> None:
    """Make ``cause`` stand for exactly these appointments of those that are not over.

    They are added, and it leaves all others.
    """
    ids = list(appointment_ids)
    _remove(session, cause, _REMOVE_OTHERS, _WORKED_ON, ids)
    add_cause(session, cause, ids)


def take_cause_from(session: Session, cause: Cause, appointment_ids: Iterable[str]) -> None:
    """Take ``cause`` away from these appointments; an item nobody has touched closes with its last cause."""
    ids = list(appointment_ids)
    if ids:
        _remove(session, cause, _REMOVE_ONLY, _WORKED_ON, ids)


def take_cause_back(session: Session, cause: Cause) -> None:
    """Take ``cause`` away from all appointments: what affected them is there no more."""
    _remove(session, cause, _REMOVE_ALL, _RESTORABLE, [])


def read_ever_caused(session: Session, cause: Cause) -> frozenset[str]:
    """Read the ids of the appointments that are, or were, on the worklist for ``cause``, however it ended."""
    return frozenset(session.execute(_EVER_CAUSED, cause._asdict()).scalars())


def read_caused(session: Session, cause: Cause) -> frozenset[str]:
    """Read the ids of the appointments that are on the worklist for ``cause``."""
    return frozenset(session.execute(_CAUSED, cause._asdict()).scalars())


def _remove(
    session: Session, cause: Cause, statement: TextClause, states: tuple[str, ...], ids: list[str]
) -> None:
    wanted: dict[str, object] = {**cause._asdict(), "states": list(states)}
    if statement is not _REMOVE_ALL:
        wanted["appointment_ids"] = ids
    item_ids = session.execute(statement, wanted).scalars().all()
    if item_ids:
        session.execute(_END_WITHOUT_CAUSE, {"item_ids": list(item_ids), "causes_gone": CAUSES_GONE})
