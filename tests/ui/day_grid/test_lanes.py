"""What overlaps stands side by side: no two in one lane, all of the width used, the same in any order."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from medic_desk.ui.day_grid.lanes import Laned, Piece, side_by_side


def piece(name: str, top: int, bottom: int) -> Piece[str]:
    return Piece(top, bottom, (name,), name)


def lanes_of(*pieces: Piece[str]) -> dict[str, tuple[int, int, int]]:
    return {one.piece.item: (one.first, one.after, one.lanes) for one in side_by_side(pieces)}


pieces = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=20).map(
    lambda spans: [piece(str(i), top, top + height) for i, (top, height) in enumerate(spans)]
)


def meet(one: Laned[str], other: Laned[str]) -> bool:
    return one.piece.top < other.piece.bottom and other.piece.top < one.piece.bottom


@given(pieces)
def test_no_two_that_overlap_share_a_lane(given_pieces: list[Piece[str]]) -> None:
    placed = list(side_by_side(given_pieces))
    assert sorted(one.piece.item for one in placed) == sorted(one.item for one in given_pieces)
    for i, one in enumerate(placed):
        assert 0 <= one.first < one.after <= one.lanes
        for other in placed[i + 1 :]:
            if meet(one, other):
                assert one.lanes == other.lanes
                assert one.after <= other.first or other.after <= one.first


@given(pieces)
def test_a_piece_grows_until_another_stands_there(given_pieces: list[Piece[str]]) -> None:
    placed = list(side_by_side(given_pieces))
    for one in placed:
        if one.after < one.lanes:
            assert any(other.first == one.after and meet(one, other) for other in placed)


@given(pieces, st.randoms(use_true_random=False))
def test_the_order_of_the_pieces_does_not_matter(
    given_pieces: list[Piece[str]], shuffler: random.Random
) -> None:
    shuffled = list(given_pieces)
    shuffler.shuffle(shuffled)
    assert list(side_by_side(shuffled)) == list(side_by_side(given_pieces))


@given(st.integers(1, 7), st.integers(0, 50), st.integers(10, 500), st.integers(0, 9))
def test_lanes_share_the_width_to_the_last_pixel(count: int, left: int, width: int, extra: int) -> None:
    edges = [Laned(piece("", 0, 1), i, i + 1, count).edges(left, width, extra) for i in range(count)]
    widths = [right - x for x, right in edges]
    assert widths[0] - extra - min(widths[1:], default=widths[0] - extra) in (-1, 0)
    assert edges[0][0] == left
    assert edges[-1][1] == left + width
    assert all(right == next_left for (_, right), (next_left, _) in pairwise(edges))


def test_of_two_that_begin_together_the_first_in_order_stands_left() -> None:
    assert lanes_of(piece("b", 0, 10), piece("a", 0, 10)) == {"a": (0, 1, 2), "b": (1, 2, 2)}


def test_what_only_touches_does_not_overlap() -> None:
    assert lanes_of(piece("a", 0, 10), piece("b", 10, 20)) == {"a": (0, 1, 1), "b": (0, 1, 1)}


def test_those_that_meet_through_a_third_share_its_count_of_lanes() -> None:
    found = lanes_of(piece("long", 0, 30), piece("early", 0, 10), piece("late", 20, 30))
    assert found == {"early": (0, 1, 2), "long": (1, 2, 2), "late": (0, 1, 2)}
