"""Which hours of a ``GridPicture`` are looked at: the first, and all that hold something (no Qt)."""

from collections import Counter
from collections.abc import Iterable

from medic_desk.ui.day_grid.axis import WallSpan, day_axis
from medic_desk.ui.day_grid.grid_picture import FADED, Column, GridPicture

DEFAULT_HOURS = (8, 20)
"""What days without hours show, in hours of the day."""

_MORNING = 5
"""What begins before this hour is of the night."""


def first_hour(picture: GridPicture, *, shows_faded: bool = False) -> int:
    """The hour that is looked at first: at which most of the days begin, or nearly as many before it.

    A day begins with its first hours or block that do not go on from the night before. One that begins while
    few others do, as with one doctor's early hours, is scrolled to by hand.
    """
    begun = Counter(
        begin // 60
        for column in picture.columns
        if (begin := _begin_of_day(_column_walls(picture, column, shows_faded=shows_faded))) is not None
    )
    most = max(begun.values(), default=0)
    return min((hour for hour, days in begun.items() if 4 * days >= 3 * most), default=DEFAULT_HOURS[0])


def _begin_of_day(walls: Iterable[WallSpan]) -> int | None:
    """The minute of the axis at which the first stretch after the night begins, else that of the night's.

    None for a day without hours and blocks. What begins in the morning within hours of the night is of the
    night.
    """
    begins: list[int] = []
    bottom = -1
    for wall in sorted(walls, key=lambda one: one.top):
        if wall.top > bottom:
            begins.append(wall.top)
        bottom = max(bottom, wall.bottom)
    return next((begin for begin in begins if begin >= _MORNING * 60), begins[0] if begins else None)


def visible_hours(picture: GridPicture, *, shows_faded: bool = False) -> tuple[int, int]:
    """The hours of the day that hold all hours and blocks; at least eight, 08-20 where there are none."""
    walls = _visible_walls(picture, shows_faded=shows_faded)
    if not walls:
        return DEFAULT_HOURS
    first = min(wall.top for wall in walls) // 60
    last = -(-max(wall.bottom for wall in walls) // 60)
    last = max(last, min(24, first + 8))
    return min(first, last - 8), last


def _visible_walls(picture: GridPicture, *, shows_faded: bool) -> list[WallSpan]:
    """Where hours and blocks stand on the axes of their columns."""
    return [
        wall for column in picture.columns for wall in _column_walls(picture, column, shows_faded=shows_faded)
    ]


def _column_walls(picture: GridPicture, column: Column, *, shows_faded: bool) -> list[WallSpan]:
    """Where hours and blocks stand on the axis of a column."""
    lane = picture.lanes[column.lane]
    spans = [(one.starts_at, one.ends_at) for one in lane.grounds if one.kind == "hours"]
    spans += [(one.starts_at, one.ends_at) for one in lane.blocks if shows_faded or one.status not in FADED]
    axis = day_axis(lane.zone, column.day)
    return [wall for span in spans if (wall := axis.wall_span(*span)) is not None]
