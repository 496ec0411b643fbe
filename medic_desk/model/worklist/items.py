"""The worklist as a desk shows it: whom to call, why, how far that is, and who does it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import ceil_minute, floor_minute, in_bounds_or_null
from medic_desk.model.worklist.causes import CAUSES_GONE, CauseKind

ItemState = Literal["to_call", "called", "not_reached", "moved", "cancelled", "kept", "closed"]

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
    """An open item, with its appointment as it stands now.

    ``causes`` is empty where the last one went after somebody had begun to work on the item: the appointment
    stands after all. ``row_version`` is the appointment's, for the act that moves or cancels it.
    """

    id: str
    state: ItemState
    taken_by_id: str | None
    taken_by_name: str | None
    taken_at: datetime | None
    called_at: datetime | None
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


@dataclass(frozen=True, slots=True)
class Worklist:
    """The open items, the earliest appointment first; ``total`` counts those beyond the limit too."""

    items: tuple[RebookingItem, ...]
    total: int


_STARTS_AT = "coalesce(request.starts_at, block.starts_at, older.starts_at, closure.starts_at)"
_ENDS_AT = "coalesce(request.ends_at, block.ends_at, older.ends_at, closure.ends_at)"

_ITEMS = text(
    f"""
    SELECT i.id::text, i.state, i.taken_by_id::text, u.display_name AS taken_by_name,
           {in_bounds_or_null("i.taken_at")} AS taken_at, {in_bounds_or_null("i.called_at")} AS called_at,
           nullif(i.note, :causes_gone) AS note, causes.causes, a.id::text AS appointment_id, a.row_version,
           a.doctor_id::text, {floor_minute("a.starts_at")} AS starts_at,
           {ceil_minute("a.ends_at")} AS ends_at, a.status, a.appointment_type_id::text,
           coalesce(a.service_name_snapshot, t.name) AS service_name, a.doctor_location_id::text,
           a.location_room_id::text, a.patient_id::text,
           nullif(btrim(p.last_name || ' ' || p.first_name), '') AS patient_name,
           coalesce(p.mobile_phone, p.phone) AS patient_phone, count(*) OVER () AS total
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
     WHERE i.state IN ('to_call', 'called', 'not_reached') AND a.status IN ('pending', 'confirmed')
     ORDER BY a.starts_at, a.id
     LIMIT :longest
    """  # noqa: S608 - only constants of this file are put in
)


def read_worklist(session: Session, longest: int = LONGEST_LIST) -> Worklist:
    """Read the open items, in order of their appointments, ``longest`` at most.

    An item whose appointment another program has cancelled or closed is left out: nobody need be called.
    """
    found = session.execute(_ITEMS, {"longest": longest, "causes_gone": CAUSES_GONE}).mappings().all()
    return Worklist(tuple(map(_item, found)), found[0]["total"] if found else 0)


def _item(row: RowMapping) -> RebookingItem:
    columns: dict[str, Any] = {str(name): value for name, value in row.items() if name != "total"}
    columns["causes"] = tuple(
        StandingCause(kind=kind, cause_id=cause_id, starts_at=starts_at, ends_at=ends_at, reason=reason)
        for kind, cause_id, starts_at, ends_at, reason in columns["causes"] or ()
    )
    for name in ("taken_at", "called_at"):
        if columns[name] is not None:
            columns[name] = columns[name].replace(tzinfo=UTC)
    return RebookingItem(**columns)
