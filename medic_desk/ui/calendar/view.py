"""The calendar: shows a ``WeekPicture``, answers mouse and keys by signals, and never edits anything.

Mouse: a click on a free slot, or a drag over free time, says ``span_chosen``; on a block
``appointment_chosen``, twice ``appointment_opened``; on any other minute ``minute_asked``. Keys: up and down
go from slot to slot and block to block, left and right from day to day, with Ctrl by five minutes, with
Ctrl+Shift by one; Home and End to the day's first and last stop, with Ctrl the week's; Enter chooses a slot,
opens a block, asks about a bare minute; Space chooses a block; F1 asks about the minute under the cursor;
Page Up and Page Down ask for the days before and after; Ctrl with plus, minus, 0 or the wheel zooms.

The block under the cursor is the chosen one: what a key does to "the chosen appointment" must never fall on
another than the one that is ringed.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.ui.calendar.accessible import WalkedCalendar, announce_cell, make_cells_accessible
from medic_desk.ui.day_grid import cursor as week_cursor
from medic_desk.ui.day_grid.cursor import Stop
from medic_desk.ui.day_grid.layout import Rect, WeekLayout
from medic_desk.ui.day_grid.words import block_tip, calendar_name, minute_tip, slot_tip, span_text, stop_name
from medic_desk.ui.theme import Theme

SNAP = 5
"""Minutes to which a drag on free time rounds."""

ZOOM_STEP = 1.25


class WeekView(WalkedCalendar):
    """The painted calendar of one to seven days. Give it pictures with ``set_picture``."""

    span_chosen = Signal(int, int)
    """A free span was chosen: its first and its end minute (UTC minutes since the epoch)."""
    appointment_chosen = Signal(str)
    """A block was clicked or walked onto: the id of the appointment or hold; empty when it is left."""
    appointment_opened = Signal(str)
    """A block was clicked twice, or Enter was pressed on it."""
    minute_asked = Signal(int)
    """Somebody wants to know why nothing can be booked at this minute."""
    period_asked = Signal(int)
    """The days before (-1) or after (1) are wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._cursor: Stop | None = None
        self._cells: tuple[Stop, ...] | None = None
        self._pressed: tuple[QPoint, Minute] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        make_cells_accessible(self)
        self.setAccessibleName(calendar_name(None))

    def choose_appointment(self, appointment_id: str) -> None:
        """Mark a block as chosen, or none with an empty id; says no signal."""
        self._set_look(chosen_id=appointment_id)

    @property
    def cursor_minute(self) -> Minute | None:
        """The minute under the keyboard cursor."""
        return None if self._cursor is None else self._cursor.starts_at

    def show_minute(self, minute: Minute) -> None:
        """Move the cursor to what stands at ``minute`` and scroll it into view; other dates are ignored."""
        if self._layout is None:
            return
        for column, axis in enumerate(self._layout.axes):
            if axis.wall_span(minute, minute + 1) is not None:
                there = week_cursor.stops(self._layout, column)
                at = next((s for s in there if s.starts_at <= minute < s.ends_at), None)
                self._stand_on(at or Stop(column, "minute", minute, minute + SNAP))

    # Cells, as a screen reader walks them

    def cells(self) -> tuple[Stop, ...]:
        """Every slot and block in order, and last the cursor where it stands on a bare minute."""
        if self._layout is None:
            return ()
        if self._cells is None:
            self._cells = tuple(week_cursor.all_stops(self._layout))
        bare = self._cursor is not None and self._cursor not in self._cells
        return (*self._cells, self._cursor) if bare and self._cursor else self._cells

    def cell_name(self, cell: Stop) -> str:
        """The words for a cell: day, time, and what is there."""
        return "" if self._layout is None else stop_name(self._layout, cell)

    def cell_area(self, cell: Stop) -> QRect:
        """Where a cell is, in coordinates of the viewport."""
        if self._layout is None:
            return QRect()
        rect = week_cursor.stop_rect(self._layout, cell)
        return QRect(rect.x, rect.y - self._offset(), rect.width, rect.height)

    def cursor_cell(self) -> int:
        """The number of the cell under the cursor; -1 without one."""
        cells = self.cells()
        return cells.index(self._cursor) if self._cursor in cells else -1

    # Cursor

    def _layout_changed(self) -> None:
        self._cells = None
        if self._cursor is not None and self._layout is not None:
            self._move_cursor(week_cursor.kept(self._layout, self._cursor), scrolls=False)

    def _move_cursor(self, stop: Stop | None, *, scrolls: bool = True) -> None:
        if stop is None or self._layout is None:
            return
        self._cursor = stop
        rect = week_cursor.stop_rect(self._layout, stop)
        self._set_look(cursor=rect if self.hasFocus() else None)
        name = stop_name(self._layout, stop)
        if name != self.accessibleDescription():
            self.setAccessibleDescription(name)
            if self.hasFocus():
                announce_cell(self)
        if scrolls:
            self._scroll_to(rect)

    def _stand_on(self, stop: Stop | None, *, scrolls: bool = True) -> None:
        """Move the cursor and choose the block it stands on; none where it left the chosen one."""
        self._move_cursor(stop, scrolls=scrolls)
        if stop is not None and stop.id != self._look.chosen_id:
            self._set_look(chosen_id=stop.id)
            self.appointment_chosen.emit(stop.id)

    def _scroll_to(self, rect: Rect) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.y - 8 < bar.value():
            bar.setValue(rect.y - 8)
        elif rect.bottom + 8 > bar.value() + height:
            bar.setValue(min(rect.bottom + 8 - height, rect.y - 8))

    def _choose(self, stop: Stop, *, opens: bool) -> None:
        """What Enter, or a click, does at a stop."""
        if stop.kind == "slot":
            self.span_chosen.emit(stop.starts_at, stop.ends_at)
        elif stop.kind == "minute":
            self.minute_asked.emit(stop.starts_at)
        else:
            self._set_look(chosen_id=stop.id)
            (self.appointment_opened if opens else self.appointment_chosen).emit(stop.id)

    def _stop_at(self, point: QPoint) -> Stop | None:
        """The stop under a point of the viewport."""
        layout = self._layout
        if layout is None:
            return None
        x, y = point.x(), point.y() + self._offset()
        block = layout.block_at(x, y)
        if block is not None:
            return Stop(block.column, "block", block.block.starts_at, block.block.ends_at, block.block.id)
        slot = layout.slot_at(x, y)
        if slot is not None:
            return Stop(slot.column, "slot", slot.slot.starts_at, slot.slot.ends_at)
        minute = layout.minute_at(x, y)
        return Stop(layout.column_at(x), "minute", minute, minute + SNAP)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, choose, page and zoom; what is no key of the calendar goes to the window."""
        if (
            self._layout is None
            or not self._layout.axes
            or not (self._page_or_zoom(event) or self._act(event))
        ):
            event.ignore()

    def _page_or_zoom(self, event: QKeyEvent) -> bool:
        key = event.key()
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not held:
            self.period_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif held and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * ZOOM_STEP)
        elif held and key == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / ZOOM_STEP)
        elif held and key == Qt.Key.Key_0:
            self.set_zoom(1.0)
        else:
            return False
        return True

    def _act(self, event: QKeyEvent) -> bool:
        layout = self._layout
        assert layout is not None  # noqa: S101 - asked by keyPressEvent
        stop = self._cursor or week_cursor.first_stop(layout, self._first_column())
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(stop, opens=True)
        elif key == Qt.Key.Key_Space:
            self._choose(stop, opens=False)
        elif key == Qt.Key.Key_F1 and self._cursor is not None:
            self.minute_asked.emit(stop.starts_at)
        elif key in _ARROWS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand_on(stop if self._cursor is None else self._moved(layout, stop, event))
        else:
            return False
        return True

    def _moved(self, layout: WeekLayout, stop: Stop, event: QKeyEvent) -> Stop | None:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = event.key() == Qt.Key.Key_End
            if not held:
                return week_cursor.edge_of_day(layout, stop, last=last)
            everywhere = week_cursor.all_stops(layout)
            return (everywhere[-1] if last else everywhere[0]) if everywhere else None
        across, down = _ARROWS[Qt.Key(event.key())]
        if across:
            moved = week_cursor.across(layout, stop, across)
            if moved is None:
                self.period_asked.emit(across)
            return moved
        if held:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return week_cursor.by_minutes(layout, stop, down * (1 if fine else SNAP))
        return week_cursor.beside(layout, stop, down)

    def _first_column(self) -> int:
        """Today's column where it is shown, else the first."""
        return self._layout.now_line[0] if self._layout is not None and self._layout.now_line else 0

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        stop = self._stop_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or stop is None or self._layout is None:
            return
        at = event.position()
        self._pressed = (at.toPoint(), self._layout.minute_at(at.x(), at.y() + self._offset()))
        if stop.kind == "block":
            # It is chosen when the button comes up: a press may still become a drag.
            self._move_cursor(stop, scrolls=False)
        else:
            self._stand_on(stop, scrolls=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what lies under the pointer, or draw the band of a drag."""
        point = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(point)
        else:
            self._hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked or drawn."""
        pressed, self._pressed = self._pressed, None
        stop = self._stop_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or pressed is None or stop is None:
            return
        span = self._band(pressed, event.position().toPoint()) if self._look.dragged else None
        self._set_look(dragged=None)
        if span is not None:
            self.span_chosen.emit(*span)
        elif _near(pressed[0], event.position().toPoint()):
            self._choose(stop, opens=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a block. On free time the first click has already chosen."""
        stop = self._stop_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and stop is not None and stop.kind == "block":
            self._choose(stop, opens=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl zoom around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            factor = ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP
            self._zoom_around(self._zoom * factor, event.position().toPoint().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def _hover(self, point: QPoint) -> None:
        layout = self._layout
        if layout is None:
            return
        x, y = point.x(), point.y() + self._offset()
        block = layout.block_at(x, y)
        slot = None if block else layout.slot_at(x, y)
        self._set_look(hovered_slot=slot, hovered_block_id=block.block.id if block else "")
        shape = Qt.CursorShape.PointingHandCursor if block or slot else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _drag(self, point: QPoint) -> None:
        if self._pressed is None or self._layout is None or self._picture is None:
            return
        if self._look.dragged is None and _near(self._pressed[0], point):
            return
        start = self._pressed[0]
        if self._layout.block_at(start.x(), start.y() + self._offset()) is not None:
            return
        span = self._band(self._pressed, point)
        rect = self._layout.rect_of(self._layout.column_at(start.x()), *span)
        if rect is not None:
            self._set_look(dragged=(rect, span_text(*span, self._picture.zone)), hovered_slot=None)

    def _band(self, pressed: tuple[QPoint, Minute], point: QPoint) -> tuple[Minute, Minute]:
        """The span drawn from where the button went down, within its column, rounded outward."""
        assert self._layout is not None  # noqa: S101 - a drag begins on a layout
        begin = pressed[1]
        end = self._layout.minute_at(pressed[0].x(), point.y() + self._offset())
        low, high = min(begin, end), max(begin, end)
        return low // SNAP * SNAP, (high // SNAP + 1) * SNAP

    # Events of the widget

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips; let the pointer's light go out when it leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self._set_look(hovered_slot=None, hovered_block_id="")
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        stop = self._stop_at(event.pos())
        if stop is None or self._layout is None:
            return
        zone = self._layout.picture.zone
        if stop.kind == "block":
            tip = next(block_tip(b, zone) for b in self._layout.picture.blocks if b.id == stop.id)
        elif stop.kind == "slot":
            slot = next(s for s in self._layout.picture.free_slots if s.starts_at == stop.starts_at)
            tip = slot_tip(slot.starts_at, slot.ends_at, slot.place, zone)
        else:
            tip = minute_tip(self._layout, stop.starts_at)
        QToolTip.showText(event.globalPos(), tip, self.viewport(), self.cell_area(stop))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        if self._layout is not None and self._layout.axes:
            stop = self._cursor or week_cursor.first_stop(self._layout, self._first_column())
            self._move_cursor(stop, scrolls=event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor; its place is kept."""
        super().focusOutEvent(event)
        self._set_look(cursor=None)


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _near(one: QPoint, other: QPoint) -> bool:
    """Whether a press and a release so far apart are a click."""
    return (one - other).manhattanLength() < 8
