"""Tells other desks of an event: a log has no trigger that does, since most of what it holds changes nothing.

For an event that is itself what a desk shows: that a doctor runs late, that a patient was called.
"""

import json
from datetime import date
from typing import Literal

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.store.changes import CHANNEL

_NOTIFY = text("SELECT pg_notify(:channel, :payload)")


def tell_desks(
    session: Session,
    table: Literal["appointment_events", "staff_events"],
    *,
    event_id: str,
    doctor_id: str,
    day: date,
) -> None:
    """Let every desk read again once the transaction is committed; no patient is named.

    ``day`` is the one that the event is about, by the doctor's clock.
    """
    payload = json.dumps({"table": table, "id": event_id, "doctor_id": doctor_id, "day": day.isoformat()})
    session.execute(_NOTIFY, {"channel": CHANNEL, "payload": payload})
