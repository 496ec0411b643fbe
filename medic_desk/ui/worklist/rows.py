"""The rows of the worklist: whom to call, those who rest, and below a heading what became of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.worklist.groups import RebookingGroup
from medic_desk.model.worklist.items import RebookingItem

Filter = Literal["all", "to_do", "done"]
"""Which items are listed."""


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """An item with the starts that are proposed for it (None: not yet read); without an item, a heading."""

    key: str
    item: RebookingItem | None = None
    fits: tuple[OfferedStart, ...] | None = None
    settled: int = 0
    """How many rows the heading stands over."""

    @property
    def best(self) -> OfferedStart | None:
        """The start to propose first; None where there is none, or none was read."""
        return self.fits[0] if self.fits else None


def rows_of(
    group: RebookingGroup | None,
    fits: Mapping[str, tuple[OfferedStart, ...]],
    shown: Filter,
    now: datetime,
) -> tuple[WorklistRow, ...]:
    """The rows of a cause: who is to be called in order of time, then who rests, then what is settled."""
    if group is None:
        return ()
    open_rows = [
        # One without a service can be placed by a person alone: nothing is looked for.
        WorklistRow(item.id, item, fits.get(item.appointment_id) if item.appointment_type_id else ())
        for item in sorted(group.open_items, key=lambda item: _order(item, now))
    ]
    settled = [WorklistRow(item.id, item) for item in group.settled_items]
    if shown == "to_do":
        return tuple(open_rows)
    if shown == "done":
        return tuple(settled)
    heading = [WorklistRow("settled", settled=len(settled))] if settled else []
    return (*open_rows, *heading, *settled)


def next_to_call(rows: tuple[WorklistRow, ...], after: str, now: datetime) -> str:
    """The key of the row to go on with: the next that is to be called, else the first; empty for none.

    Whoever rests, or is called by somebody, is passed over.
    """
    keys = [row.key for row in rows]
    place = keys.index(after) if after in keys else -1
    for row in (*rows[place + 1 :], *rows[: place + 1]):
        item = row.item
        if item is not None and item.is_open and item.taken_by_id is None and not item.rests(now):
            return row.key
    return ""


def _order(item: RebookingItem, now: datetime) -> tuple[bool, Minute, str]:
    return item.rests(now), item.was_starts_at, item.id
