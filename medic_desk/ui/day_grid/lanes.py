"""What overlaps stands side by side: which lanes of a column each piece takes, and where they lie (no Qt)."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

Item = TypeVar("Item")


class Piece(NamedTuple, Generic[Item]):
    """Something that takes ``[top, bottom)`` of a column, in pixels or minutes.

    Of two with one ``top``, the one whose ``order`` sorts first takes its lane first; no two pieces of a
    column share both.
    """

    top: int
    bottom: int
    order: tuple[Any, ...]
    item: Item


class Laned(NamedTuple, Generic[Item]):
    """A piece and its lanes ``[first, after)`` of ``lanes`` that divide the column."""

    piece: Piece[Item]
    first: int
    after: int
    lanes: int

    def edges(self, left: int, width: int, extra: int = 0) -> tuple[int, int]:
        """The first pixel inside and the first outside, where the lanes share ``width`` from ``left`` on.

        They are equally wide, but that the first has ``extra`` pixels more than each other.
        """
        shared = width - extra
        first, after = (
            left + number * shared // self.lanes + (extra if number else 0)
            for number in (self.first, self.after)
        )
        return first, after


def side_by_side(pieces: Iterable[Piece[Item]]) -> Iterator[Laned[Item]]:
    """Each piece with its lanes, from top to bottom, so that no two that overlap share one.

    A piece takes the lowest lane that is free; then it grows to the right as far as no other stands. Pieces
    that touch each other through others share one count of lanes, so edges line up.
    """
    for cluster in _clusters(pieces):
        ends: list[int] = []
        lane_of: list[int] = []
        for piece in cluster:
            lane = next((i for i, end in enumerate(ends) if end <= piece.top), len(ends))
            ends[lane : lane + 1] = [piece.bottom]
            lane_of.append(lane)
        for piece, lane in zip(cluster, lane_of, strict=True):
            beside = [
                other_lane
                for other, other_lane in zip(cluster, lane_of, strict=True)
                if other_lane > lane and other.top < piece.bottom and piece.top < other.bottom
            ]
            yield Laned(piece, lane, min(beside, default=len(ends)), len(ends))


def _clusters(pieces: Iterable[Piece[Item]]) -> Iterator[list[Piece[Item]]]:
    """The pieces from top to bottom, parted wherever none reaches over."""
    cluster: list[Piece[Item]] = []
    bottom = 0
    for piece in sorted(pieces, key=lambda one: (one.top, one.order)):
        if cluster and piece.top >= bottom:
            yield cluster
            cluster = []
        bottom = max(bottom, piece.bottom) if cluster else piece.bottom
        cluster.append(piece)
    if cluster:
        yield cluster
