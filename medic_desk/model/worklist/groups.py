"""The worklist by what affects: for each cause whom to call, and what became of those who were called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.facts.instants import in_bounds_or_null
from medic_desk.model.worklist.causes import CAUSES_GONE, Cause
from medic_desk.model.worklist.items import (
    IN_ORDER,
    LONGEST_LIST,
    SHOWN_ITEMS,
    STILL_OPEN,
    RebookingItem,
    StandingCause,
    shown_items,
)

SHOWN_HOURS = 12
"""How long a cause is listed once all its appointments are settled: so long they can be taken back here."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who brought a cause about with this program, and when (aware, UTC); None where another program did."""

    person_name: str | None = None
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RebookingGroup:
    """A cause with all its appointments, those that are open before those that are settled.

    ``cause`` is None for appointments that stand after all, though somebody had begun to call.
    """

    cause: StandingCause | None
    origin: Origin
    items: tuple[RebookingItem, ...]

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.cause.kind} {self.cause.cause_id}" if self.cause is not None else ""

    @property
    def open_items(self) -> tuple[RebookingItem, ...]:
        """Whom somebody has yet to call."""
        return tuple(item for item in self.items if item.is_open)

    @property
    def settled_items(self) -> tuple[RebookingItem, ...]:
        """What became of the others."""
        return tuple(item for item in self.items if not item.is_open)

    @property
    def doctor_id(self) -> str | None:
        """The doctor, where all of its appointments were one doctor's."""
        doctor_ids = {item.was_doctor_id for item in self.items}
        return doctor_ids.pop() if len(doctor_ids) == 1 else None


@dataclass(frozen=True, slots=True)
class RebookingGroups:
    """All groups, in order of their first appointments; ``left_out`` counts items beyond what was read."""

    groups: tuple[RebookingGroup, ...]
    left_out: int = 0


_GROUPED = text(
    f"""
    {SHOWN_ITEMS}
     WHERE {STILL_OPEN}
        OR (i.state IN ('moved', 'cancelled', 'kept', 'closed')
            AND EXISTS (
              SELECT FROM rebooking_causes own
               WHERE own.rebooking_item_id = i.id
                 AND (i.closed_at > timezone('utc', clock_timestamp()) - interval '{SHOWN_HOURS} hours'
                      OR EXISTS (
                        SELECT FROM rebooking_causes same JOIN rebooking_items other
                                 ON other.id = same.rebooking_item_id
                         WHERE same.cause_id = own.cause_id AND same.kind = own.kind
                           AND other.state IN ('to_call', 'called', 'not_reached')))))
     {IN_ORDER}
    """  # noqa: S608 - only constants of this program are put in
)
_ORIGINS = text(
    f"""
    SELECT DISTINCT ON (s.subject_id) s.subject_id::text, u.display_name,
           {in_bounds_or_null("s.occurred_at")} AS occurred_at
      FROM staff_events s LEFT JOIN users u ON u.id = s.actor_id
     WHERE s.subject_id = ANY (CAST(:cause_ids AS uuid[])) AND s.action <> 'affected_added'
     ORDER BY s.subject_id, s.occurred_at DESC, s.inserted_at DESC, s.id
    """  # noqa: S608 - only constants of this program are put in
)


def read_rebooking(session: Session, longest: int = LONGEST_LIST) -> RebookingGroups:
    """Read every cause that has an open item, or had one a few hours ago, with all its items.

    In two statements, however many there are. An appointment with two causes is in both groups.
    """
    found = shown_items(session.execute(_GROUPED, {"longest": longest, "causes_gone": CAUSES_GONE}))
    members: dict[Cause | None, list[RebookingItem]] = {}
    causes: dict[Cause | None, StandingCause | None] = {}
    for item in found.items:
        for cause in item.causes or (None,):
            name = None if cause is None else Cause(cause.kind, cause.cause_id)
            members.setdefault(name, []).append(item)
            causes[name] = cause
    origins = _read_origins(session, (name.cause_id for name in members if name is not None))
    groups = [
        RebookingGroup(
            causes[name],
            origins.get(name.cause_id, Origin()) if name is not None else Origin(),
            tuple(sorted(items, key=_order)),
        )
        for name, items in members.items()
    ]
    return RebookingGroups(tuple(groups), found.total - len(found.items))


def _read_origins(session: Session, cause_ids: Iterable[str]) -> Mapping[str, Origin]:
    found = session.execute(_ORIGINS, {"cause_ids": list(cause_ids)})
    return {
        row.subject_id: Origin(
            row.display_name, row.occurred_at.replace(tzinfo=UTC) if row.occurred_at is not None else None
        )
        for row in found
    }


def _order(item: RebookingItem) -> tuple[bool, Minute, str]:
    """Whom to call first; by where they were before anything was moved."""
    return not item.is_open, item.was_starts_at, item.id
