"""Requests for time off as people read them: whose, when, why, what became of them, whom they affect."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import ceil_minute, floor_minute, in_bounds_or_null, is_in_bounds

TimeOffState = Literal["pending", "approved", "denied", "withdrawn", "revoked", "unreadable"]
"""``time_off_requests.status``, its denied told apart: denied, withdrawn, approved and revoked.

A row whose times or status cannot be used is ``unreadable``: nobody decides it here. Its times are cut.
"""

KEPT_DAYS = 92
"""How long a decided request stays in the list once its days are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOff:
    """A row of ``time_off_requests`` with the names that belong to it.

    ``decided_by_name`` is who approved, denied, withdrew or revoked it last (None where another program did).
    ``affected_count`` counts the pending and confirmed appointments that overlap it and are not over.
    """

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    state: TimeOffState
    reason: str | None
    notes: str | None
    requested_by_id: str | None
    requested_by_name: str | None
    requested_at: datetime
    approved_by_id: str | None
    approved_by_name: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    decision_note: str | None
    withdrawn_at: datetime | None
    affected_count: int


_STATES = frozenset({"pending", "approved", "denied", "withdrawn", "revoked"})
_TIME_OFF = f"""
    SELECT r.id::text, r.doctor_id::text, r.reason, r.notes, r.requested_by_id::text, r.approved_by_id::text,
           CASE WHEN r.withdrawn_at IS NOT NULL THEN 'withdrawn'
                WHEN r.status = 'denied' AND EXISTS (
                  SELECT FROM staff_events s WHERE s.subject_id = r.id AND s.action = 'time_off_revoked')
                THEN 'revoked' ELSE r.status END AS state,
           {floor_minute("r.starts_at")} AS starts_at, {ceil_minute("r.ends_at")} AS ends_at,
           asker.display_name AS requested_by_name,
           coalesce({in_bounds_or_null("r.inserted_at")}, timestamp '1900-01-01') AS requested_at,
           approver.display_name AS approved_by_name,
           {in_bounds_or_null("r.decided_at")} AS decided_at, r.decision_note,
           {in_bounds_or_null("r.withdrawn_at")} AS withdrawn_at,
           (SELECT u.display_name FROM staff_events s JOIN users u ON u.id = s.actor_id
             WHERE s.subject_id = r.id AND s.action <> 'time_off_asked'
             ORDER BY s.occurred_at DESC, s.inserted_at DESC LIMIT 1) AS decided_by_name,
           (SELECT count(*) FROM appointments a
             WHERE a.doctor_id = r.doctor_id AND a.status IN ('pending', 'confirmed')
               AND a.starts_at >= greatest(r.starts_at, '1900-01-01') - interval '360 minutes'
               AND a.starts_at < r.ends_at
               AND a.ends_at > greatest(r.starts_at, timezone('utc', now()))) AS affected_count
      FROM time_off_requests r
      LEFT JOIN users asker ON asker.id = r.requested_by_id
      LEFT JOIN users approver ON approver.id = r.approved_by_id
"""  # noqa: S608 - only constants of this program are put in
_LIST = text(
    _TIME_OFF
    + """
     WHERE (r.status NOT IN ('approved', 'denied') OR r.ends_at > :since OR r.ends_at < '1900-01-01')
       AND (CAST(:doctor_id AS uuid) IS NULL OR r.doctor_id = CAST(:doctor_id AS uuid))
     ORDER BY r.status <> 'pending', CASE WHEN r.status = 'pending' THEN r.starts_at END,
              r.starts_at DESC, r.id
    """
)
_ONE = text(_TIME_OFF + " WHERE r.id = CAST(:request_id AS uuid)")


def read_time_off(session: Session, now: datetime, doctor_id: str | None = None) -> tuple[TimeOff, ...]:
    """Read the requests of one doctor, or of all: pending first, the soonest on top, then the latest.

    Decided ones are left out ``KEPT_DAYS`` after their end; ``now`` is aware.
    """
    since = now.astimezone(UTC).replace(tzinfo=None) - timedelta(days=KEPT_DAYS)
    found = session.execute(_LIST, {"since": since, "doctor_id": doctor_id})
    return tuple(_time_off(row) for row in found.mappings())


def read_time_off_request(session: Session, request_id: str) -> TimeOff | None:
    """Read one request; None where there is none."""
    row = session.execute(_ONE, {"request_id": request_id}).mappings().one_or_none()
    return None if row is None else _time_off(row)


def _time_off(row: RowMapping) -> TimeOff:
    columns = {str(name): value for name, value in row.items()}
    for name in ("requested_at", "decided_at", "withdrawn_at"):
        if columns[name] is not None:
            columns[name] = columns[name].replace(tzinfo=UTC)
    if columns["state"] not in _STATES or not is_in_bounds(columns["starts_at"], columns["ends_at"]):
        columns["state"] = "unreadable"
    return TimeOff(**columns)
