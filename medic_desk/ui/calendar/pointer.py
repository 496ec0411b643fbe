"""The pointer over the calendar's days: lights up what it is on, clicks, draws spans, shows tooltips.

It says what was clicked or drawn; what follows from that is the calendar's to decide. A drag stays in the
column where it began, and none begins on a block.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from medic_desk.engine.facts import Minute
from medic_desk.ui.calendar.canvas import SNAP, CalendarCanvas
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid.cursor import Stop
from medic_desk.ui.day_grid.layout import GridLayout
from medic_desk.ui.day_grid.words import block_tip, minute_tip, slot_tip, span_text

_LEFT = Qt.MouseButton.LeftButton

_Pressed = tuple[QPoint, Stop, Minute]
"""The point of the viewport where the button went down, what stood there, and the minute."""


class CalendarPointer(QObject):
    """Watches the viewport of a canvas; every signal is told at the moment the button goes down or up."""

    pressed = Signal(object)
    """Stop: the left button went down there; it may become a click or a drag."""
    clicked = Signal(object)
    """Stop: pressed and released there."""
    double_clicked = Signal(object)
    """Stop: the second press on it."""
    span_drawn = Signal(str, int, int)
    """A drag ended: the lane, the first and the end minute it spans, rounded outward to five minutes."""

    def __init__(self, canvas: CalendarCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: _Pressed | None = None
        """Where the button went down; None while it is up."""
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Answer the events of the viewport that are the pointer's; the others go their way."""
        if is_taken_apart(self):
            return False
        del watched
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self._light_up(None)
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._press(event)
            case QEvent.Type.MouseMove:
                self._move(event)
            case QEvent.Type.MouseButtonRelease:
                self._release(event)
            case QEvent.Type.MouseButtonDblClick:
                self._press_twice(event)
            case _:
                return False
        return True

    # Buttons

    def _press(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        stop, placed = self._canvas.stop_at(point), self._canvas.placed
        if event.button() != _LEFT or stop is None or placed is None:
            return
        inside = self._canvas.content_point(point)
        self._pressed = (point, stop, placed.minute_at(inside.x(), inside.y()))
        self.pressed.emit(stop)

    def _press_twice(self, event: QMouseEvent) -> None:
        stop = self._canvas.stop_at(event.position().toPoint())
        if event.button() == _LEFT and stop is not None:
            self.double_clicked.emit(stop)

    def _release(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        point = event.position().toPoint()
        stop, placed, shown = self._canvas.stop_at(point), self._canvas.placed, self._canvas.look
        if event.button() != _LEFT or pressed is None or stop is None or placed is None:
            return
        self._canvas.set_look(replace(shown, dragged=None))
        if shown.dragged is not None:
            self.span_drawn.emit(pressed[1].lane_id, *self._span(placed, pressed, point))
        elif _is_near(pressed[0], point):
            self.clicked.emit(stop)

    # Moves

    def _move(self, event: QMouseEvent) -> None:
        point, placed = event.position().toPoint(), self._canvas.placed
        if placed is None:
            return
        if self._pressed is not None and event.buttons() & _LEFT:
            self._drag(placed, self._pressed, point)
        else:
            self._light_up(point)

    def _light_up(self, point: QPoint | None) -> None:
        """Show what lies under the pointer, and whether a click does something; None where it is outside."""
        canvas, placed = self._canvas, self._canvas.placed
        block = more = slot = None
        if point is not None and placed is not None:
            inside = canvas.content_point(point)
            block = placed.block_at(inside.x(), inside.y())
            more = placed.more_at(inside.x(), inside.y())
            slot = None if block or more else placed.slot_at(inside.x(), inside.y())
        block_id = block.block.id if block else ""
        lifted = -1
        if point is not None and placed is not None and placed.columns:
            column = placed.column_at(canvas.content_point(point).x())
            lifted = column if placed.lane(column).is_veiled else -1
        look = replace(canvas.look, hovered_slot=slot, hovered_block_id=block_id, lifted_column=lifted)
        canvas.set_look(look)
        shape = Qt.CursorShape.PointingHandCursor if block or more or slot else Qt.CursorShape.ArrowCursor
        if canvas.viewport().cursor().shape() != shape:
            canvas.viewport().setCursor(shape)

    def _drag(self, placed: GridLayout, pressed: _Pressed, point: QPoint) -> None:
        canvas, (start, stop, _) = self._canvas, pressed
        if canvas.look.dragged is None and _is_near(start, point):
            return
        if stop.kind in ("block", "more") or stop.column >= len(placed.columns):
            return
        span = self._span(placed, pressed, point)
        rect = placed.rect_of(stop.column, *span)
        if rect is not None:
            words = span_text(*span, placed.zone(stop.column))
            canvas.set_look(replace(canvas.look, dragged=(rect, words), hovered_slot=None))

    def _span(self, placed: GridLayout, pressed: _Pressed, point: QPoint) -> tuple[Minute, Minute]:
        """The span from where the button went down to a point, within one column, rounded outward."""
        start, _, begin = pressed
        inside = self._canvas.content_point(QPoint(start.x(), point.y()))
        end = placed.minute_at(inside.x(), inside.y())
        low, high = min(begin, end), max(begin, end)
        return low // SNAP * SNAP, (high // SNAP + 1) * SNAP

    # Tooltips

    def _show_tip(self, event: QHelpEvent) -> None:
        canvas, stop = self._canvas, self._canvas.stop_at(event.pos())
        if stop is not None and canvas.placed is not None:
            tip = _tip(canvas.placed, stop)
            QToolTip.showText(event.globalPos(), tip, canvas.viewport(), canvas.area_of(stop))


def _tip(placed: GridLayout, stop: Stop) -> str:
    zone, lane = placed.zone(stop.column), placed.lane(stop.column)
    if stop.kind == "block":
        return next(block_tip(block, zone) for block in lane.blocks if block.id == stop.id)
    if stop.kind == "more":
        marks = placed.in_column(placed.more, stop.column)
        folded = next(mark.blocks for mark in marks if mark.starts_at == stop.starts_at)
        return "".join(block_tip(block, zone) for block in folded)
    if stop.kind == "slot":
        slot = next(slot for slot in lane.free_slots if slot.starts_at == stop.starts_at)
        return slot_tip(slot.starts_at, slot.ends_at, slot.place, zone)
    return minute_tip(placed, stop.column, stop.starts_at)


def _is_near(one: QPoint, other: QPoint) -> bool:
    """Whether a press and a release so far apart are a click."""
    return (one - other).manhattanLength() < 8
