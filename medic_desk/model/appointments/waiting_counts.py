"""How much waits for somebody in the whole clinic: patients to call, requests to approve, times held."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.appointments.week_appointments import STANDS


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """Open items of the worklist, requests that wait for approval, and holds that are not a desk's own."""

    rebook: int
    requests: int
    holds: int


_COUNTS = text(
    f"""
    SELECT (SELECT count(*) FROM rebooking_items i JOIN appointments a ON a.id = i.appointment_id
             WHERE i.state IN ('to_call', 'called', 'not_reached')
               AND a.status IN ('pending', 'confirmed')) AS rebook,
           (SELECT count(*) FROM appointments a
             WHERE a.status = 'pending' AND a.ends_at > timezone('utc', clock_timestamp())) AS requests,
           (SELECT count(*) FROM appointments a
             WHERE a.status = 'held' AND {STANDS}
               AND a.desk_name IS DISTINCT FROM CAST(:desk_name AS text)) AS holds
    """  # noqa: S608 - only constants of this program are put in
)


def read_waiting_counts(session: Session, desk_name: str) -> WaitingCounts:
    """Count what waits, in one statement; holds of the desk ``desk_name`` are not counted.

    They are counted by the rules of ``worklist.items.read_worklist`` and ``open_holds``.
    """
    row = session.execute(_COUNTS, {"desk_name": desk_name}).one()
    return WaitingCounts(row.rebook, row.requests, row.holds)
