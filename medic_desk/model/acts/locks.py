"""The locks of the clinic and of doctors, which come before those of resources (truth.md, step 2)."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

_SHARED = text("SELECT pg_advisory_xact_lock_shared(hashtextextended('clinic', 0))")
_EXCLUSIVE = text("SELECT pg_advisory_xact_lock(hashtextextended('clinic', 0))")
# The keys are those of ``begin_act``. The inner SELECT sorts before the outer one locks.
_DOCTORS = text(
    """
    SELECT count(pg_advisory_xact_lock(hashtextextended('doctor:' || doctor_id, 0)))
      FROM (SELECT DISTINCT unnest(CAST(:doctor_ids AS text[])) AS doctor_id ORDER BY doctor_id) AS in_order
    """
)


def lock_clinic(session: Session, *, exclusive: bool) -> None:
    """Lock the clinic until the transaction ends, before any doctor: one order for everybody.

    Acts that place an appointment lock it shared, and go on side by side. A closure, a new doctor and a new
    location of a doctor lock it exclusively, so that none of them misses an appointment that is being placed.
    """
    session.execute(_EXCLUSIVE if exclusive else _SHARED)


def lock_doctors(session: Session, doctor_ids: Iterable[str]) -> None:
    """Lock doctors until the transaction ends, in the order of their ids, after the clinic's lock.

    For an act that learns only under the clinic's lock whom it concerns; others name them to ``begin_act``.
    """
    session.execute(_DOCTORS, {"doctor_ids": list(doctor_ids)})
