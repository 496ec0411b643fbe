"""The locks of several doctors, for an act that learns only under the clinic's lock whom it concerns."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

# The key is that of ``begin_act``. The inner SELECT sorts before the outer one locks.
_LOCK = text(
    """
    SELECT count(pg_advisory_xact_lock(hashtextextended('doctor:' || doctor_id, 0)))
      FROM (SELECT DISTINCT unnest(CAST(:doctor_ids AS text[])) AS doctor_id ORDER BY doctor_id) AS in_order
    """
)


def lock_doctors(session: Session, doctor_ids: Iterable[str]) -> None:
    """Lock doctors until the transaction ends, in the order of their ids, after the clinic's lock."""
    session.execute(_LOCK, {"doctor_ids": list(doctor_ids)})
