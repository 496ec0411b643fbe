"""What waits at the desks of the whole clinic: places that are held, and requests to approve."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.appointments.week_appointments import (
    SHOWN,
    STANDS,
    WeekAppointment,
    shown_appointments,
)

_HOLDS = text(f"{SHOWN} WHERE a.status = 'held' AND {STANDS} ORDER BY a.starts_at, a.id")
_REQUESTS = text(
    f"""{SHOWN}
     WHERE a.status = 'pending' AND a.ends_at > timezone('utc', clock_timestamp())
     ORDER BY a.inserted_at, a.starts_at, a.id
    """
)


def read_open_holds(session: Session) -> tuple[WeekAppointment, ...]:
    """Read the holds of all doctors and desks that have not run out, by start.

    ``desk_name``, ``held_since`` and ``hold_expires_at`` say whose each is, since when and until when. A hold
    of another program may never run out: ``holds.end_hold`` ends it.
    """
    return tuple(shown_appointments(session.execute(_HOLDS), []))


def read_pending_requests(session: Session) -> tuple[WeekAppointment, ...]:
    """Read the appointments of all doctors that wait for approval and are not over, the oldest request first.

    ``asked_since`` says since when each waits. Those are among them whose ``pending_expires_at`` has passed:
    they hold their place no more, and can be approved while nobody else has taken it.
    """
    return tuple(shown_appointments(session.execute(_REQUESTS), []))
