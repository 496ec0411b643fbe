"""How wide the columns of a calendar are: by weight, none too narrow, and none cut at the end (no Qt)."""

from collections.abc import Sequence
from math import ceil

from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.layout import Frame, Rect


def column_rects(picture: GridPicture, frame: Frame) -> tuple[Rect, ...]:
    """The columns side by side: folded ones as narrow as they are, the others by weight."""
    folded = sum(column.is_folded for column in picture.columns) * frame.folded_column
    weights = [column.weight for column in picture.columns if not column.is_folded]
    shares = iter(_shares(weights, max(0, frame.width - folded), frame.least_column))
    widths = [float(frame.folded_column) if one.is_folded else next(shares) for one in picture.columns]
    if sum(widths) > frame.width + 0.5:
        widths = _ending_whole(widths, [one.is_folded for one in picture.columns], frame.width)
    rects: list[Rect] = []
    right = 0.0
    for width in widths:
        left, right = round(right), right + width
        rects.append(Rect(left, 0, round(right) - left, 24 * frame.hour_height))
    return tuple(rects)


def _ending_whole(widths: Sequence[float], are_folded: Sequence[bool], in_view: int) -> list[float]:
    """Columns that reach beyond what is in view, so much wider that as many as are in view fill it.

    Where they are scrolled to the end, the first in view begins at its left side: no name there is cut.
    Folded columns stay as narrow as they are.
    """
    first = len(widths)
    while first and sum(widths[first - 1 :]) <= in_view:
        first -= 1
    folded = sum(one for one, is_folded in zip(widths[first:], are_folded[first:], strict=True) if is_folded)
    broad = sum(widths[first:]) - folded
    if not broad:
        return list(widths)
    factor = (in_view - folded) / broad
    wider = [one if is_folded else one * factor for one, is_folded in zip(widths, are_folded, strict=True)]
    before = sum(wider[:first])
    # On a whole pixel, so that rounding takes nothing from those that are in view at the end.
    wider[0] += ceil(before - 0.001) - before
    return wider


def _shares(weights: Sequence[float], width: float, least: int) -> list[float]:
    """The pixels of columns of these weights in ``width``, none with less than ``least``.

    Where each can have the least there is, they fill the width, and those that weigh little have the least.
    Else they are as wide as they need by weight, and reach beyond the width.
    """
    if len(weights) * least > width:
        return [weight * least / min(weights) for weight in weights]
    raised: set[int] = set()
    while True:
        others = [number for number in range(len(weights)) if number not in raised]
        room = width - len(raised) * least
        whole = max(sum(weights[number] for number in others), 0.001)
        too_narrow = {number for number in others if weights[number] * room < least * whole}
        if not too_narrow:
            return [
                float(least) if number in raised else weight * room / whole
                for number, weight in enumerate(weights)
            ]
        raised |= too_narrow
