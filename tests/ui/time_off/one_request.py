"""One request for time off as a plain value, with what a test wants of it."""

from datetime import UTC, datetime
from typing import Any

from medic_desk.model.time_off.requests import TimeOff


def request(**fields: Any) -> TimeOff:
    """A pending request of the doctor ``d``, asked for by the person ``p``."""
    known: dict[str, Any] = {
        "id": "r",
        "doctor_id": "d",
        "starts_at": 0,
        "ends_at": 1440,
        "state": "pending",
        "reason": None,
        "notes": None,
        "requested_by_id": "p",
        "requested_by_name": "Νίκος",
        "requested_at": datetime(2026, 1, 31, 12, tzinfo=UTC),
        "approved_by_id": None,
        "approved_by_name": None,
        "decided_by_name": None,
        "decided_at": None,
        "decision_note": None,
        "withdrawn_at": None,
        "affected_count": 0,
    }
    return TimeOff(**(known | fields))
