"""The worklist as a desk shows it: whom to call, why, how far that is, and who does it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Result, RowMapping, text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import minute_ceil, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import (
    FIRST_DATE,
    LAST_DATE,
    ceil_minute,
    floor_minute,
    in_bounds_or_null,
)
from medic_desk.model.worklist.causes import CAUSES_GONE, CauseKind

ItemState = Literal["to_call", "called", "not_reached", "moved", "cancelled", "kept", "closed"]

OPEN: frozenset[ItemState] = frozenset({"to_call", "called", "not_reached"})
"""The states in which somebody has yet to be called, or an answer is awaited."""

CALL_AGAIN_AFTER = timedelta(hours=2)
"""How long somebody who was not reached is left in peace."""

LONGEST_LIST = 500
"""How many items a desk reads at most; ``Worklist.total`` says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCause:
    """A row of ``rebooking_causes``, with what is known of the thing it names.

    Times and ``reason`` are None where it has none: hours, time off (whose reason is not everybody's to
    read), and a block that another program has deleted.
    """

    kind: CauseKind
    cause_id: str
    starts_at: Minute | None
    ends_at: Minute | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RebookingItem:
    """An item, with its appointment as it stands now.

    ``causes`` is empty where the last one went after somebody had begun to work on the item: the appointment
    stands after all. ``row_version`` is the appointment's, for the act that moves or cancels it. ``was_…`` is
    where the appointment was before it was moved for its causes, which is where it stands while it was not.
    ``desk_warning`` is what a desk must see of the patient.
    """

    id: str
    state: ItemState
    taken_by_id: str | None
    taken_by_name: str | None
    taken_at: datetime | None
    called_at: datetime | None
    closed_at: datetime | None
    note: str | None
    causes: tuple[StandingCause, ...]
    appointment_id: str
    row_version: int
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    status: str
    appointment_type_id: str | None
    service_name: str | None
    doctor_location_id: str | None
    location_room_id: str | None
    patient_id: str | None
    patient_name: str | None
    patient_phone: str | None
    patient_other_phone: str | None
    patient_birth_date: date | None
    patient_file_number: str | None
    desk_warning: str | None
    patient_arrived_at: datetime | None
    visit_started_at: datetime | None
    price_cents: int | None
    currency: str
    was_doctor_id: str
    was_starts_at: Minute
    was_ends_at: Minute

    @property
    def is_open(self) -> bool:
        """Whether somebody has yet to be called, or an answer is awaited."""
        return self.state in OPEN

    @property
    def minutes(self) -> int:
        """How long the appointment takes."""
        return self.ends_at - self.starts_at

    @property
    def again_at(self) -> datetime | None:
        """When somebody who was not reached is to be called again (aware); None in any other state."""
        is_missed = self.state == "not_reached" and self.called_at is not None
        return self.called_at + CALL_AGAIN_AFTER if is_missed and self.called_at is not None else None

    def rests(self, now: datetime) -> bool:
        """Whether it is too soon to call again."""
        return self.again_at is not None and now < self.again_at


@dataclass(frozen=True, slots=True)
class Worklist:
    """Items, the earliest appointment first; ``total`` counts those beyond the limit too."""

    items: tuple[RebookingItem, ...]
    total: int


_STARTS_AT = "coalesce(request.starts_at, block.starts_at, older.starts_at, closure.starts_at)"
_ENDS_AT = "coalesce(request.ends_at, block.ends_at, older.ends_at, closure.ends_at)"

_INSTANTS = ("taken_at", "called_at", "closed_at", "patient_arrived_at", "visit_started_at")

SHOWN_ITEMS = f"""
    SELECT i.id::text, i.state, i.taken_by_id::text, u.display_name AS taken_by_name,
           {in_bounds_or_null("i.taken_at")} AS taken_at, {in_bounds_or_null("i.called_at")} AS called_at,
           {in_bounds_or_null("i.closed_at")} AS closed_at,
           nullif(i.note, :causes_gone) AS note, causes.causes, a.id::text AS appointment_id, a.row_version,
           a.doctor_id::text, {floor_minute("a.starts_at")} AS starts_at,
           {ceil_minute("a.ends_at")} AS ends_at, a.status, a.appointment_type_id::text,
           coalesce(a.service_name_snapshot, t.name) AS service_name, a.doctor_location_id::text,
           a.location_room_id::text, a.patient_id::text,
           nullif(btrim(p.last_name || ' ' || p.first_name), '') AS patient_name,
           coalesce(p.mobile_phone, p.phone) AS patient_phone,
           CASE WHEN p.mobile_phone IS NOT NULL THEN p.phone END AS patient_other_phone,
           CASE WHEN p.birth_date >= '1800-01-01' AND p.birth_date < '2200-01-01' THEN p.birth_date END
             AS patient_birth_date,
           p.file_number AS patient_file_number, nullif(btrim(p.desk_warning), '') AS desk_warning,
           {in_bounds_or_null("a.patient_arrived_at")} AS patient_arrived_at,
           {in_bounds_or_null("a.visit_started_at")} AS visit_started_at, a.price_cents, a.currency,
           moved.told AS moved_from, count(*) OVER () AS total
      FROM rebooking_items i
      JOIN appointments a ON a.id = i.appointment_id
      LEFT JOIN patients p ON p.id = a.patient_id
      LEFT JOIN appointment_types t ON t.id = a.appointment_type_id
      LEFT JOIN users u ON u.id = i.taken_by_id
      LEFT JOIN LATERAL (
        SELECT json_agg(
                 json_build_array(
                   c.kind, c.cause_id,
                   CASE WHEN {_STARTS_AT} IS NOT NULL THEN {floor_minute(_STARTS_AT)} END,
                   CASE WHEN {_ENDS_AT} IS NOT NULL THEN {ceil_minute(_ENDS_AT)} END,
                   coalesce(block.reason, older.reason, closure.reason))
                 ORDER BY {_STARTS_AT}, c.kind, c.cause_id) AS causes
          FROM rebooking_causes c
          LEFT JOIN time_off_requests request
            ON c.kind IN ('time_off', 'illness') AND request.id = c.cause_id
          LEFT JOIN schedule_exceptions block ON c.kind = 'exception' AND block.id = c.cause_id
          LEFT JOIN availability_exceptions older ON c.kind = 'exception' AND older.id = c.cause_id
          LEFT JOIN clinic_closures closure ON c.kind = 'closure' AND closure.id = c.cause_id
         WHERE c.rebooking_item_id = i.id) AS causes ON true
      LEFT JOIN LATERAL (
        SELECT e.metadata -> 'before' AS told
          FROM appointment_events e
         WHERE i.state = 'moved' AND e.appointment_id = a.id AND e.action IN ('moved', 'service_changed')
         ORDER BY e.occurred_at DESC, e.inserted_at DESC, e.id LIMIT 1) AS moved ON true
"""  # noqa: S608 - only constants of this file are put in
"""Items ``i`` with their appointments ``a`` as rows for ``shown_items``; a WHERE is put after it."""

IN_ORDER = "ORDER BY a.starts_at, a.id LIMIT :longest"

STILL_OPEN = """(i.state IN ('to_call', 'called', 'not_reached') AND a.status IN ('pending', 'confirmed'))"""
"""Who need not be called any more, since another program has cancelled or closed the appointment, is none."""

_ITEMS = text(f"{SHOWN_ITEMS} WHERE {STILL_OPEN} {IN_ORDER}")


def read_worklist(session: Session, longest: int = LONGEST_LIST) -> Worklist:
    """Read the open items, in order of their appointments, ``longest`` at most.

    An item whose appointment another program has cancelled or closed is left out: nobody need be called.
    """
    return shown_items(session.execute(_ITEMS, {"longest": longest, "causes_gone": CAUSES_GONE}))


def shown_items(found: Result[Any]) -> Worklist:
    """The items of rows as ``SHOWN_ITEMS`` selects them."""
    rows = found.mappings().all()
    return Worklist(tuple(map(_item, rows)), rows[0]["total"] if rows else 0)


def _item(row: RowMapping) -> RebookingItem:
    columns: dict[str, Any] = {str(name): value for name, value in row.items() if name != "total"}
    told = columns.pop("moved_from")
    was = told if isinstance(told, dict) else {}
    doctor_id, starts_at, ends_at = was.get("doctor_id"), _told(was, "starts_at"), _told(was, "ends_at")
    columns["was_doctor_id"] = doctor_id if isinstance(doctor_id, str) else columns["doctor_id"]
    columns["was_starts_at"] = columns["starts_at"] if starts_at is None else minute_floor(starts_at)
    columns["was_ends_at"] = columns["ends_at"] if ends_at is None else minute_ceil(ends_at)
    columns["causes"] = tuple(
        StandingCause(kind=kind, cause_id=cause_id, starts_at=starts_at, ends_at=ends_at, reason=reason)
        for kind, cause_id, starts_at, ends_at, reason in columns["causes"] or ()
    )
    for name in _INSTANTS:
        if columns[name] is not None:
            columns[name] = columns[name].replace(tzinfo=UTC)
    return RebookingItem(**columns)


def _told(was: dict[str, Any], column: str) -> datetime | None:
    """An instant that an event tells of; None where it tells of none that can be used."""
    try:
        instant = datetime.fromisoformat(was[column])
    except (KeyError, TypeError, ValueError):
        return None
    if not FIRST_DATE <= instant.date() <= LAST_DATE:
        return None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
