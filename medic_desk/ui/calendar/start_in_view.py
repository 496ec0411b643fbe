"""Scrolls the calendar to a start that is to be seen, as soon as its day is there, and keeps it in view."""

from medic_desk.engine.facts import Minute
from medic_desk.ui.calendar.canvas import SNAP, CalendarCanvas
from medic_desk.ui.day_grid import cursor as week_cursor


class StartInView:
    """At most one start is waited for: the latest that was to be shown. The cursor stays where it is."""

    def __init__(self, canvas: CalendarCanvas) -> None:
        self._canvas = canvas
        self._wanted: tuple[str, Minute] | None = None
        """Lane and minute that are scrolled into view as soon as their day is there."""
        self._room: tuple[object, ...] = ()
        """Where the columns stand, and how much of them is in view."""

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

    def keep_held(self) -> None:
        """Bring the start that is being booked back, if other columns or a narrower view pushed it aside."""
        placed, held = self._canvas.placed, self._canvas.look.held
        room = (placed.columns, placed.frame.width) if placed is not None else ()
        if placed is None or room == self._room:
            return
        self._room = room
        column = placed.column_of(*held) if held is not None else None
        if column is not None:
            self._canvas.bring_across(placed.columns[column])
