"""The calendar: shows a ``GridPicture``, answers mouse and keys by signals, and never edits anything.

Pointer: a click on a free slot says ``span_chosen``, a drag over free time ``span_drawn``; on a block
``appointment_chosen``, twice ``appointment_opened``; on any other minute ``minute_asked``. Keys: up and down
go from slot to slot and block to block, left and right from day to day, with Ctrl by five minutes, with
Ctrl+Shift by one; Home and End to the day's first and last stop, with Ctrl the week's; Enter chooses a slot,
opens a block, asks about a bare minute; Space chooses a block; F1 asks about the minute under the cursor;
Page Up and Page Down ask for the days before and after; Ctrl with plus, minus or 0 zooms.

The block under the cursor is the chosen one: what a key does to "the chosen appointment" must never fall on
another than the one that is ringed.
"""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.ui.calendar.accessible import announce_cell, make_cells_accessible
from medic_desk.ui.calendar.canvas import SNAP, CalendarCanvas
from medic_desk.ui.calendar.pointer import CalendarPointer
from medic_desk.ui.calendar.start_in_view import StartInView
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid import cursor as week_cursor
from medic_desk.ui.day_grid.cursor import Stop
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.layout import GridLayout
from medic_desk.ui.day_grid.words import calendar_name, stop_name
from medic_desk.ui.theme import Theme


class CalendarView(QWidget):
    """The painted calendar of days of one or several lanes. Give it pictures with ``set_picture``."""

    span_chosen = Signal(str, int, int)
    """A free slot was chosen: the lane, its first and its end minute (UTC minutes since the epoch)."""
    span_drawn = Signal(str, int, int)
    """A span was drawn over free time: the same three."""
    appointment_chosen = Signal(str)
    """A block was clicked or walked onto: the id of the appointment or hold; empty when it is left."""
    appointment_opened = Signal(str)
    """A block was clicked twice, or Enter was pressed on it."""
    minute_asked = Signal(str, int)
    """Somebody wants to know why nothing can be booked in this lane at this minute."""
    folded_asked = Signal(object)
    """PlacedMore: a mark for folded blocks was clicked, or Enter was pressed on it."""
    lane_opened = Signal(str)
    """A head was clicked twice: its lane is wanted alone."""
    period_asked = Signal(int)
    """The days before (-1) or after (1) are wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = CalendarCanvas(theme)
        self.pointer = CalendarPointer(self.canvas)
        self._start = StartInView(self.canvas)
        self._cursor: Stop | None = None
        self._came_to: Stop | None = None
        """Where a person put the cursor, whatever stands at that time on the days turned to since."""
        self._shows_cursor = False
        """Whether the cursor is drawn: with focus, and while something beside it speaks of its minute."""
        self._asked: tuple[Minute, str] | None = None
        """Minute and lane that the cursor was sent to before it was known what stands there."""
        self._cells: tuple[Stop, ...] | None = None
        """The slots and blocks of the layout in force; None until they are asked for."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas.laid_out.connect(self._on_laid_out)
        self.canvas.lowered.connect(self._on_lowered)
        self.canvas.days_turned.connect(self.period_asked)
        self.canvas.head.lane_opened.connect(self.lane_opened)
        self.pointer.pressed.connect(self._on_pressed)
        self.pointer.clicked.connect(self._on_clicked)
        self.pointer.double_clicked.connect(self._on_double_clicked)
        self.pointer.span_drawn.connect(self.span_drawn)
        make_cells_accessible()
        self.setAccessibleName(calendar_name(None))

    @property
    def picture(self) -> GridPicture | None:
        """What is shown."""
        return self.canvas.picture

    def set_picture(self, picture: GridPicture) -> None:
        """Show ``picture``; repaints only what differs. Another title or date scrolls to the hours.

        The cursor, where it is shown, is kept in sight as other days come.
        """
        before = self.picture
        self.canvas.set_picture(picture)
        placed, are_others = self.canvas.placed, week_cursor.are_other_days(before, picture)
        if are_others and self._shows_cursor and self._cursor is not None and placed is not None:
            self.canvas.bring_into_view(week_cursor.stop_rect(placed, self._cursor))
        if self._asked is not None:
            self.show_minute(*self._asked)
        self._start.follow()

    def choose_appointment(self, appointment_id: str) -> None:
        """Mark a block as chosen, or none with an empty id; says no signal."""
        self.canvas.set_look(replace(self.canvas.look, chosen_id=appointment_id))

    def frame_appointments(self, appointment_ids: Iterable[str]) -> None:
        """Frame these blocks as a warning does: the others of the patient who is being booked."""
        self.canvas.set_look(replace(self.canvas.look, framed_ids=frozenset(appointment_ids)))

    def mark_held(self, lane_id: str, starts_at: Minute | None) -> None:
        """Mark a lit start as the one that is taken; none for None."""
        held = None if starts_at is None else (lane_id, starts_at)
        self.canvas.set_look(replace(self.canvas.look, held=held))

    @property
    def cursor_minute(self) -> Minute | None:
        """The minute under the keyboard cursor."""
        return None if self._cursor is None else self._cursor.starts_at

    @Slot()
    def end_speaking(self) -> None:
        """Hide the cursor, unless it has focus: what spoke of its minute is closed."""
        self._shows_cursor = self.hasFocus()
        self._rest_cursor()

    def _rest_cursor(self) -> None:
        """Draw no cursor while it is not to be shown."""
        if not self._shows_cursor:
            self.canvas.set_look(replace(self.canvas.look, cursor=None))

    @property
    def cursor_lane(self) -> str:
        """The lane that the keyboard cursor is in; empty without one."""
        return "" if self._cursor is None else self._cursor.lane_id

    def show_minute(self, minute: Minute, lane_id: str = "") -> None:
        """Move the cursor to what stands at ``minute`` and scroll it into view; other dates are ignored.

        It is that of the given lane, else of the first that shows it; of a day that is still being read, what
        turns out to stand there.
        """
        placed = self.canvas.placed
        stop = week_cursor.stop_at(placed, minute, lane_id, SNAP) if placed is not None else None
        if placed is not None and stop is not None:
            self._stand_on(stop)
            self._asked = (minute, lane_id) if placed.lane(stop.column).is_reading else None

    def show_start(self, lane_id: str, starts_at: Minute) -> None:
        """Scroll a minute of a lane into view, at once or when its day is there; the cursor stays.

        Without a lane it is the first that shows the day.
        """
        self._start.show(lane_id, starts_at)

    def show_appointment(self, appointment_id: str) -> None:
        """Move the cursor to a block, or to the mark in which it is folded, and scroll it into view."""
        placed = self.canvas.placed
        if placed is not None:
            self._move_cursor(week_cursor.stop_of_appointment(placed, appointment_id))

    def show_stop(self, stop: Stop) -> None:
        """Move the cursor to a stop and choose the block it stands on, as a press on it does."""
        self._stand_on(stop, scrolls=False)

    def show_cursor(self, *, is_shown: bool) -> None:
        """Hide the ring of the cursor, or show it again where it belongs; its place is kept."""
        placed, rect = self.canvas.placed, None
        is_to_show = is_shown and self._shows_cursor and not self._is_reading
        if is_to_show and self._cursor is not None and placed is not None:
            rect = week_cursor.ring_rect(placed, self._cursor)
        self.canvas.set_look(replace(self.canvas.look, cursor=rect))

    def minute_area(self, minute: Minute, lane_id: str = "") -> QRect:
        """Where a minute stands in a lane, in global coordinates; empty where it is not in sight."""
        viewport, placed = self.viewport(), self.canvas.placed
        column = week_cursor.column_for(placed, minute, lane_id) if placed is not None else None
        if placed is None or column is None:
            return QRect()
        area = self.canvas.area_of(week_cursor.bare_stop(placed, column, minute, SNAP))
        area = area.intersected(viewport.rect())
        return QRect(viewport.mapToGlobal(area.topLeft()), area.size())

    # Cells, as a screen reader walks them

    def viewport(self) -> QWidget:
        """What the days are painted on."""
        return self.canvas.viewport()

    def cells(self) -> tuple[Stop, ...]:
        """Every slot and block in order, and last the cursor where it stands on a bare minute."""
        if self.canvas.placed is None or self._is_reading:
            return ()
        if self._cells is None:
            self._cells = tuple(week_cursor.all_stops(self.canvas.placed))
        bare = self._cursor is not None and self._cursor not in self._cells
        return (*self._cells, self._cursor) if bare and self._cursor else self._cells

    def cell_name(self, cell: Stop) -> str:
        """The words for a cell: day, time, and what is there."""
        return "" if self.canvas.placed is None else stop_name(self.canvas.placed, cell)

    def cell_area(self, cell: Stop) -> QRect:
        """Where a cell is, in coordinates of the viewport."""
        return self.canvas.area_of(cell)

    def cursor_cell(self) -> int:
        """The number of the cell under the cursor; -1 without one."""
        cells = self.cells()
        return cells.index(self._cursor) if self._cursor in cells else -1

    # Cursor

    @property
    def _is_reading(self) -> bool:
        """Whether nothing is known of the days that are shown."""
        return self.picture is not None and self.picture.is_reading

    @Slot()
    def _on_laid_out(self) -> None:
        self._cells = None
        placed = self.canvas.placed
        name = calendar_name(placed)
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if self._is_reading:
            # The cursor waits: where it goes is known with the days.
            self.canvas.set_look(replace(self.canvas.look, cursor=None))
        elif self._cursor is not None and placed is not None:
            self._follow(placed, self._cursor)
        self._start.keep()

    @Slot(int)
    def _on_lowered(self, lost: int) -> None:
        self._start.keep_above(lost)

    def _follow(self, placed: GridLayout, stop: Stop) -> None:
        came_to, is_shown = self._came_to, week_cursor.column_for(placed, stop.starts_at, stop.lane_id)
        self._move_cursor(week_cursor.kept(placed, stop, came_to), scrolls=False)
        if is_shown is None or self.cursor_minute == stop.starts_at:
            # It did not follow what was moved under it.
            self._came_to = came_to

    def _move_cursor(self, stop: Stop | None, *, scrolls: bool = True) -> None:
        placed = self.canvas.placed
        if stop is None or placed is None:
            return
        self._cursor = self._came_to = stop
        is_shown = self._shows_cursor and not self._is_reading
        ring = week_cursor.ring_rect(placed, stop) if is_shown else None
        self.canvas.set_look(replace(self.canvas.look, cursor=ring))
        name = stop_name(placed, stop)
        if name != self.accessibleDescription():
            self.setAccessibleDescription(name)
            if self.hasFocus():
                announce_cell(self, self.cursor_cell())
        if scrolls:
            self.canvas.bring_into_view(week_cursor.stop_rect(placed, stop))

    def _stand_on(self, stop: Stop | None, *, scrolls: bool = True) -> None:
        """Move the cursor and choose the block it stands on; none where it left the chosen one."""
        self._asked = None
        self._move_cursor(stop, scrolls=scrolls)
        if stop is not None and stop.id != self.canvas.look.chosen_id:
            self.choose_appointment(stop.id)
            self.appointment_chosen.emit(stop.id)

    def _choose(self, stop: Stop, *, opens: bool) -> None:
        """What Enter, or a click, does at a stop."""
        if stop.kind == "slot":
            self.span_chosen.emit(stop.lane_id, stop.starts_at, stop.ends_at)
        elif stop.kind == "minute":
            self.minute_asked.emit(stop.lane_id, stop.starts_at)
        elif stop.kind == "more":
            self._ask_folded(stop)
        else:
            self.choose_appointment(stop.id)
            (self.appointment_opened if opens else self.appointment_chosen).emit(stop.id)

    def _ask_folded(self, stop: Stop) -> None:
        marks = self.canvas.placed.more if self.canvas.placed is not None else ()
        for mark in marks:
            if (mark.column, mark.starts_at) == (stop.column, stop.starts_at):
                self.folded_asked.emit(mark)

    # What the pointer says

    @Slot(object)
    def _on_pressed(self, stop: Stop) -> None:
        if stop.kind == "block":
            # It is chosen when the button comes up: a press may still become a drag.
            self._asked = None
            self._move_cursor(stop, scrolls=False)
        else:
            self._stand_on(stop, scrolls=False)

    @Slot(object)
    def _on_clicked(self, stop: Stop) -> None:
        self._choose(stop, opens=False)

    @Slot(object)
    def _on_double_clicked(self, stop: Stop) -> None:
        """Open a block. On free time the first click has already chosen."""
        if stop.kind == "block":
            self._choose(stop, opens=True)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, choose, page and zoom; what is no key of the calendar goes to the window."""
        placed = self.canvas.placed
        is_answered = (
            placed is not None
            and bool(placed.axes)
            and (self._page_or_zoom(event) or (not self._is_reading and self._act(placed, event)))
        )
        if not is_answered:
            event.ignore()

    def _page_or_zoom(self, event: QKeyEvent) -> bool:
        key = event.key()
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not held:
            self.period_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif held and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.canvas.zoom_in()
        elif held and key == Qt.Key.Key_Minus:
            self.canvas.zoom_out()
        elif held and key == Qt.Key.Key_0:
            self.canvas.zoom_to_fit()
        else:
            return False
        return True

    def _act(self, placed: GridLayout, event: QKeyEvent) -> bool:
        stop = self._cursor or week_cursor.first_stop(placed, week_cursor.usual_column(placed))
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(stop, opens=True)
        elif key == Qt.Key.Key_Space:
            self._choose(stop, opens=False)
        elif key == Qt.Key.Key_F1 and self._cursor is not None:
            self.minute_asked.emit(stop.lane_id, stop.starts_at)
        elif key in _ARROWS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand_on(stop if self._cursor is None else self._moved(placed, stop, event))
        else:
            return False
        return True

    def _moved(self, placed: GridLayout, stop: Stop, event: QKeyEvent) -> Stop | None:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = event.key() == Qt.Key.Key_End
            if not held:
                return week_cursor.edge_of_day(placed, stop, last=last)
            everywhere = week_cursor.all_stops(placed)
            return (everywhere[-1] if last else everywhere[0]) if everywhere else None
        across, down = _ARROWS[Qt.Key(event.key())]
        if across:
            moved = week_cursor.across(placed, stop, across)
            if moved is None:
                self.period_asked.emit(across)
            return moved
        if held:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return week_cursor.by_minutes(placed, stop, down * (1 if fine else SNAP))
        return week_cursor.beside(placed, stop, down)

    # Events of the widget

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self._shows_cursor = True
        placed = self.canvas.placed
        if placed is not None and placed.axes and not self._is_reading:
            stop = self._cursor or week_cursor.first_stop(placed, week_cursor.usual_column(placed))
            self._move_cursor(stop, scrolls=event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor, unless a popover that speaks of it took focus; its place is kept."""
        if is_taken_apart(self):
            return
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._shows_cursor = False
        self._rest_cursor()


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
