"""Scrolls the calendar to a start that is to be seen, as soon as its day is there, and keeps it in view."""

from medic_desk.engine.facts import Minute
from medic_desk.ui.calendar.canvas import SNAP, CalendarCanvas
from medic_desk.ui.day_grid import cursor as week_cursor
from medic_desk.ui.day_grid.layout import Rect


class StartInView:
    """At most one start is waited for: the latest that was to be shown. The cursor stays where it is."""

    def __init__(self, canvas: CalendarCanvas) -> None:
        self._canvas = canvas
        self._wanted: tuple[str, Minute] | None = None
        """Lane and minute that are scrolled into view as soon as their day is there."""
        self._room: tuple[tuple[Rect, ...], int] = ((), 0)
        """Where the columns stand, and how many pixels of them are in view."""

    def show(self, lane_id: str, starts_at: Minute) -> None:
        """Scroll a minute of a lane into view, at once or when it is there; of the first lane for none."""
        self._wanted = (lane_id, starts_at)
        self.follow()

    def follow(self) -> None:
        """Scroll to what is waited for, if it is there by now: another picture is shown."""
        placed, picture, wanted = self._canvas.placed, self._canvas.picture, self._wanted
        if placed is None or wanted is None or picture is None or picture.is_reading:
            return
        lane_id, minute = wanted
        column = placed.column_of(lane_id, minute) if lane_id else None
        is_waited_for = bool(lane_id) and (column is None or placed.lane(column).is_reading)
        stop = week_cursor.stop_at(placed, minute, lane_id, SNAP)
        if stop is not None and not is_waited_for:
            self._wanted = None
            self._canvas.bring_into_view(week_cursor.stop_rect(placed, stop))

    def keep(self) -> None:
        """Bring back what is being booked, if other columns or another width of the view pushed it aside.

        So it is with what is chosen, unless somebody scrolled away from it before.
        """
        placed, look = self._canvas.placed, self._canvas.look
        columns, width = (placed.columns, placed.frame.width) if placed is not None else ((), 0)
        if placed is None or (columns, width) == self._room:
            return
        before, self._room = self._room, (columns, width)
        if look.held is not None:
            column = placed.column_of(*look.held)
        else:
            column = next((one.column for one in placed.blocks if one.block.id == look.chosen_id), None)
            if column is None or not self._was_in_sight(column, *before):
                return
        if column is not None:
            self._canvas.bring_across(placed.columns[column])

    def keep_above(self, lost: int) -> None:
        """Bring back what is chosen, if ``lost`` pixels at the bottom of the view hid it."""
        placed, canvas = self._canvas.placed, self._canvas
        blocks = placed.blocks if placed is not None else ()
        rect = next((one.rect for one in blocks if one.block.id == canvas.look.chosen_id), None)
        bottom = canvas.offset + canvas.viewport().height()
        if rect is not None and bottom < rect.bottom <= bottom + lost:
            canvas.bring_into_view(rect)

    def _was_in_sight(self, column: int, columns: tuple[Rect, ...], width: int) -> bool:
        """Whether any of a column was in view while the columns stood so, in a view so wide."""
        shift = self._canvas.shift
        there = columns[column] if column < len(columns) else None
        return there is not None and there.x < shift + width and shift < there.right
