"""How much waits for somebody in the whole clinic: patients to call, requests to approve, times held."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.calls import count_calls
from medic_desk.model.appointments.week_appointments import STANDS


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """Open items of the worklist, requests that wait for approval, and holds that are not a desk's own.

    ``calls`` are the appointments of the next day whose patients have yet to be reached.
    """

    rebook: int
    requests: int
    holds: int
    calls: int


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


def read_waiting_counts(session: Session, desk_name: str, now: Minute) -> WaitingCounts:
    """Count what waits; holds of the desk ``desk_name`` are not counted.

    They are counted by the rules of ``worklist.items.read_worklist``, ``open_holds`` and, as the next day is
    at ``now``, ``calls``.
    """
    row = session.execute(_COUNTS, {"desk_name": desk_name}).one()
    return WaitingCounts(row.rebook, row.requests, row.holds, count_calls(session, now))
