"""The background of a room's day: when somebody works there, and why nobody can while somebody would (no Qt).

A doctor's break or leave is the room's only where nobody else works there meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.grid_picture import Ground, GroundKind

_FIRST: tuple[GroundKind, ...] = ("blocked", "break", "reserved", "pending")
"""Of several reasons at a time the one that is drawn."""


@dataclass(frozen=True, slots=True)
class DoctorInRoom:
    """What one doctor's day is in one room: ``hours``, and the ``reasons`` why there is none, by kind."""

    name: str
    hours: tuple[Ground, ...]
    reasons: tuple[Ground, ...]

    @property
    def is_there(self) -> bool:
        """Whether the doctor has anything to do with the room on that day."""
        return bool(self.hours or self.reasons)

    def works_at(self, minute: Minute) -> bool:
        """Whether the doctor works there, and nothing stands against it."""
        return _holds(self.hours, minute) and not _holds(self.reasons, minute)

    def is_there_at(self, minute: Minute) -> bool:
        """Whether the doctor works there, or would but for a reason."""
        return _holds(self.hours, minute) or _holds(self.reasons, minute)

    def reasons_at(self, minute: Minute) -> list[Ground]:
        """Why the doctor does not work there at a minute, what counts most first."""
        found = [one for one in self.reasons if one.starts_at <= minute < one.ends_at]
        return sorted(found, key=lambda one: _FIRST.index(one.kind))


def room_grounds(doctors: Sequence[DoctorInRoom]) -> tuple[Ground, ...]:
    """The hours of all, and over them the reasons where none of them works; with names where several are."""
    there = [one for one in doctors if one.is_there]
    hours = sorted({hours for one in there for hours in one.hours})
    edges = sorted({edge for one in there for span in (*one.hours, *one.reasons) for edge in span[:2]})
    told: list[Ground] = []
    for starts_at, ends_at in pairwise(edges):
        if any(one.works_at(starts_at) for one in there):
            continue
        found = [(one.name, reasons[0]) for one in there if (reasons := one.reasons_at(starts_at))]
        if not found:
            continue
        kind = min((reason.kind for _, reason in found), key=_FIRST.index)
        ground = Ground(starts_at, ends_at, kind, _words(found, of_several=len(there) > 1))
        if told and told[-1].ends_at == starts_at and told[-1][2:] == ground[2:]:
            ground = told.pop()._replace(ends_at=ends_at)
        told.append(ground)
    return (*hours, *told)


def _words(found: Sequence[tuple[str, Ground]], *, of_several: bool) -> str:
    """What is said of a reason of each of these doctors; once where it is the same of all."""
    texts = {reason.text for _, reason in found}
    if not of_several or (len(found) > 1 and len(texts) == 1):
        return found[0][1].text
    return "; ".join(", ".join(filter(None, (name, reason.text))) for name, reason in found)


def clipped(reason: Ground, spans: Sequence[Ground]) -> list[Ground]:
    """The parts of a reason that lie in any of these spans."""
    return [
        reason._replace(starts_at=low, ends_at=high)
        for span in spans
        if (low := max(reason.starts_at, span.starts_at)) < (high := min(reason.ends_at, span.ends_at))
    ]


def _holds(grounds: Sequence[Ground], minute: Minute) -> bool:
    return any(one.starts_at <= minute < one.ends_at for one in grounds)
