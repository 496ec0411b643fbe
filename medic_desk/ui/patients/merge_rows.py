"""Two rows of one person side by side, field by field, and which value of each stays (no Qt)."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from medic_desk.model.patients.fields import FIELD_NAMES, PatientFields, cleaned, differing, taken_over

Side = Literal["kept", "merged", "both"]
"""Whose value stays: the row's that is kept, the other's, or both, one under the other."""

JOINED = frozenset({"desk_warning", "notes"})
"""Fields of which both values may stay."""


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One field of both rows, and whose value of it stays; ``is_open`` where they differ."""

    name: str
    side: Side
    is_open: bool


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """The two rows and what was chosen of each field."""

    kept: PatientFields
    merged: PatientFields
    rows: tuple[MergeRow, ...]

    @classmethod
    def begin(cls, kept: PatientFields, merged: PatientFields) -> "MergeChoice":
        """What stays at first: what one of the two knows alone, both notes, else the kept row's."""
        open_fields = differing(kept, merged)
        return cls(kept, merged, tuple(_begun(name, kept, merged, open_fields) for name in FIELD_NAMES))

    def swapped(self) -> "MergeChoice":
        """The same with the other row kept: the values that were chosen stay chosen."""
        other: dict[Side, Side] = {"kept": "merged", "merged": "kept", "both": "both"}
        rows = tuple(replace(row, side=other[row.side]) if row.is_open else row for row in self.rows)
        return MergeChoice(self.merged, self.kept, rows)

    def choosing(self, name: str, side: Side) -> "MergeChoice":
        """The same with another side of one field; a field that is alike, or holds no two values, stays."""
        rows = tuple(
            replace(row, side=side) if row.name == name and row.is_open and _may(row, side) else row
            for row in self.rows
        )
        return replace(self, rows=rows)

    def row(self, name: str) -> MergeRow:
        """The row of a field."""
        return next(row for row in self.rows if row.name == name)

    @property
    def shown_rows(self) -> tuple[MergeRow, ...]:
        """The rows of which one of the two knows something, those that differ first."""
        known = [row for row in self.rows if getattr(self.kept, row.name) or getattr(self.merged, row.name)]
        return (*(row for row in known if row.is_open), *(row for row in known if not row.is_open))

    def wanted(self) -> PatientFields:
        """The fields of the kept row once they are merged."""
        taken = tuple(row.name for row in self.rows if row.side == "merged")
        result = taken_over(cleaned(self.kept), taken, cleaned(self.merged))
        for row in self.rows:
            if row.side == "both":
                ours, theirs = getattr(self.kept, row.name), getattr(self.merged, row.name)
                joined: Any = "\n".join(filter(None, (ours, theirs)))
                result = replace(result, **{row.name: joined})
        return result


def _begun(name: str, kept: PatientFields, merged: PatientFields, open_fields: tuple[str, ...]) -> MergeRow:
    ours, theirs = getattr(cleaned(kept), name), getattr(cleaned(merged), name)
    side: Side = "kept"
    if name in JOINED and ours and theirs:
        side = "both"
    elif theirs and not ours:
        side = "merged"
    is_open = name in open_fields
    return MergeRow(name, side if is_open else "kept", is_open)


def _may(row: MergeRow, side: Side) -> bool:
    return side != "both" or row.name in JOINED
