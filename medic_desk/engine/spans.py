"""Half-open spans of minutes, ``(start, end)``, and what is left of one when others are taken from it."""

from collections.abc import Iterable
from typing import Final

Span = tuple[int, int]

START: Final = 0
END: Final = 1
"""Places in a span, and in the longer tuples that begin with one (periods, occupations)."""


_LONG_AGO: Final = -(1 << 62)
"""Earlier than any span."""


def less(start: int, end: int, holes: Iterable[Span]) -> list[Span]:
    """What is left of ``[start, end)`` without ``holes``, which are sorted by start and may overlap.

    An empty hole takes nothing away, so it does not split what it lies in.
    """
    left: list[Span] = []
    for hole_start, hole_end in holes:
        if hole_start >= end:
            break
        if hole_end <= start or hole_end <= hole_start:
            continue
        if hole_start > start:
            left.append((start, hole_start))
        start = hole_end
    if start < end:
        left.append((start, end))
    return left


def union(spans: Iterable[Span]) -> list[Span]:
    """The same minutes as sorted spans that neither overlap nor touch."""
    joined: list[Span] = []
    first = reached = _LONG_AGO
    for start, end in sorted(spans):
        if start > reached:
            if start < end:
                joined.append((first, reached))
                first, reached = start, end
        elif end > reached:
            reached = end
    joined.append((first, reached))
    return joined[1:]
