"""How long ago a start may lie: not at all, save for a booking that was begun before it."""

from datetime import datetime

from medic_desk.engine.clinic_time import minute_ceil

GRACE_MINUTES = 15
"""How long ago the start of a booking may lie that was begun while it still lay in the future."""


def grace_minutes(now: datetime, begun_at: datetime | None) -> int:
    """The ``past_grace_minutes`` (engine-semantics 7) of a booking begun at ``begun_at``; None begins now.

    Both are instants of the database's clock (aware). A start is offered that lies in the future now, or lay
    in the future when the booking was begun and is at most ``GRACE_MINUTES`` ago. One that was begun in the
    future, by a clock that is ahead, has none.
    """
    if begun_at is None:
        return 0
    return min(max(minute_ceil(now) - minute_ceil(begun_at), 0), GRACE_MINUTES)
