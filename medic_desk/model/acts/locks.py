"""The lock of the whole clinic, which comes before those of doctors and of resources (truth.md, step 2)."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_SHARED = text("SELECT pg_advisory_xact_lock_shared(hashtextextended('clinic', 0))")
_EXCLUSIVE = text("SELECT pg_advisory_xact_lock(hashtextextended('clinic', 0))")


def lock_clinic(session: Session, *, exclusive: bool) -> None:
    """Lock the clinic until the transaction ends, before any doctor: one order for everybody.

    Acts that place an appointment lock it shared, and go on side by side. A closure, a new doctor and a new
    location of a doctor lock it exclusively, so that none of them misses an appointment that is being placed.
    """
    session.execute(_EXCLUSIVE if exclusive else _SHARED)
