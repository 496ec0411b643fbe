"""Half-open spans of minutes, ``(start, end)``, and what is left of one when others are taken from it."""

from collections.abc import Iterable
from typing import Final

Span = tuple[int, int]

START: Final = 0
END: Final = 1
"""Places in a span, and in the longer tuples that begin with one (periods, occupations)."""


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
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
