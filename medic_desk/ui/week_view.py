"""The calendar: shows a ``WeekPicture``, answers mouse and keys by signals, and never edits anything.

Mouse: a click on a free slot, or a drag over free time, says ``span_chosen``; on a block
``appointment_chosen``, twice ``appointment_opened``; on any other minute ``minute_asked``. Keys: up and down
go from slot to slot and block to block, left and right from day to day, with Ctrl by five minutes, with
Ctrl+Shift by one; Home and End to the day's first and last stop, with Ctrl the week's; Enter chooses a slot,
opens a block, asks about a bare minute; Space chooses a block; F1 asks about the minute under the cursor;
Page Up and Page Down ask for the days before and after; Ctrl with plus, minus, 0 or the wheel zooms.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.ui import week_cursor
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.week_cursor import Stop
from medic_desk.ui.week_layout import Frame, Rect, WeekLayout, WeekPicture, visible_hours, week_layout
from medic_desk.ui.week_margins import TimeAxis, WeekHeader
from medic_desk.ui.week_paint import Look, WeekPainter, now_rect
from medic_desk.ui.week_words import block_tip, calendar_name, minute_tip, slot_tip, span_text, stop_name

SNAP = 5
"""Minutes to which a drag on free time rounds."""

ZOOM_STEP = 1.25
GREATEST_HOUR = 480


class WeekView(QAbstractScrollArea):
    """The painted calendar of one to seven days. Give it pictures with ``set_picture``."""

    span_chosen = Signal(int, int)
    """A free span was chosen: its first and its end minute (UTC minutes since the epoch)."""
    appointment_chosen = Signal(str)
    """A block was clicked: the id of the appointment or hold."""
    appointment_opened = Signal(str)
    """A block was clicked twice, or Enter was pressed on it."""
    minute_asked = Signal(int)
    """Somebody wants to know why nothing can be booked at this minute."""
    period_asked = Signal(int)
    """The days before (-1) or after (1) are wanted."""
    zoom_changed = Signal(float)
    """The height of an hour in multiples of what fits; 1 fits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: WeekPicture | None = None
        self._layout: WeekLayout | None = None
        self._cursor: Stop | None = None
        self._look = Look()
        self._zoom = 1.0
        self._shows_faded = False
        self._hint = ""
        self._pressed: tuple[QPoint, Minute] | None = None
        self._painter: WeekPainter | None = None
        self._header = WeekHeader(theme, self)
        self._axis = TimeAxis(theme, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(calendar_name(None))
        theme.changed.connect(self._on_theme_changed)
        self._fit_margins()

    # The picture

    @property
    def picture(self) -> WeekPicture | None:
        """What is shown."""
        return self._picture

    def set_picture(self, picture: WeekPicture) -> None:
        """Show ``picture``; repaints only what differs. Other dates scroll to the first hour of work."""
        old, self._picture = self._picture, picture
        moved = old is None or (old.first_day, old.days, old.zone) != (
            picture.first_day,
            picture.days,
            picture.zone,
        )
        self._lay_out()
        if moved:
            self._scroll_to_hours()

    def set_shows_faded(self, shows: bool) -> None:
        """Show or hide cancelled appointments and no-shows (hidden at first)."""
        if shows != self._shows_faded:
            self._shows_faded = shows
            self._lay_out()

    def set_hint(self, text: str) -> None:
        """What stands in an empty week: what it means and what to do."""
        if text != self._hint:
            self._hint = text
            self.viewport().update()

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
                self._move_cursor(at or Stop(column, "minute", minute, minute + SNAP))

    # Zoom

    @property
    def zoom(self) -> float:
        """The height of an hour in multiples of what fits."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make an hour ``zoom`` times (0.5 to 6) as high as fits; what is in the middle stays there."""
        self._zoom_around(zoom, self.viewport().height() // 2)

    def _zoom_around(self, zoom: float, y: int) -> None:
        zoom = min(6.0, max(0.5, zoom))
        if abs(zoom - self._zoom) < 0.001:
            return
        wall = 0.0 if self._layout is None else (y + self._offset()) / self._layout.frame.hour_height
        self._zoom = zoom
        self._lay_out()
        if self._layout is not None:
            self.verticalScrollBar().setValue(round(wall * self._layout.frame.hour_height) - y)
        self.zoom_changed.emit(zoom)

    # Layout

    def _frame_for(self, picture: WeekPicture) -> Frame:
        line = QFontMetrics(self._theme.font(Text.SECONDARY)).height()
        first, last = visible_hours(picture, shows_faded=self._shows_faded)
        # A quarter of an hour must hold one line of the small type.
        fits = max(4 * line, (self.viewport().height() - 8) // (last - first))
        hour_height = min(GREATEST_HOUR, max(24, round(fits * self._zoom)))
        return Frame(
            self.viewport().width(), hour_height, least_block=line - 2, shows_faded=self._shows_faded
        )

    def _lay_out(self) -> None:
        if self._picture is None:
            return
        old = self._layout
        self._layout = layout = week_layout(self._picture, self._frame_for(self._picture))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(layout.frame.hour_height // 2)
        bar.setRange(0, max(0, layout.height - self.viewport().height()))
        self._header.show_layout(layout)
        self._axis.show_layout(layout, self._offset())
        self._set_look(hovered_slot=None, hovered_block_id="")
        if self._cursor is not None:
            self._move_cursor(week_cursor.kept(layout, self._cursor), scrolls=False)
        if old is None or (old.frame, old.axes) != (layout.frame, layout.axes):
            self.viewport().update()
        else:
            self._update_content(changed_region(old, layout))
        if old is None or old.axes != layout.axes or old.picture.title != layout.picture.title:
            self.setAccessibleName(calendar_name(layout))

    def _fit_margins(self) -> None:
        left, top = self._axis.sizeHint().width(), self._header.sizeHint().height()
        self.setViewportMargins(left, top, 0, 0)
        self._place_margins()

    def _place_margins(self) -> None:
        there = self.viewport().geometry()
        left, top = self._axis.sizeHint().width(), self._header.sizeHint().height()
        self._header.setGeometry(0, there.top() - top, self.width(), top)
        self._header.set_inset(there.left())
        self._axis.setGeometry(there.left() - left, there.top(), left, there.height())

    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _scroll_to_hours(self) -> None:
        if self._layout is not None and self._picture is not None:
            first, _ = visible_hours(self._picture, shows_faded=self._shows_faded)
            self.verticalScrollBar().setValue(self._layout.y_of(first * 60) - 4)

    def _update_content(self, region: QRegion) -> None:
        if not region.isEmpty():
            self.viewport().update(region.translated(0, -self._offset()))

    def _set_look(self, **changes: object) -> None:
        """Change what is pointed at or chosen, and repaint where that shows."""
        old = self._look
        self._look = replace(old, **changes)  # type: ignore[arg-type]
        if self._layout is not None and old != self._look:
            self._update_content(look_region(self._layout, old, self._look))

    # Cursor

    def _move_cursor(self, stop: Stop | None, *, scrolls: bool = True) -> None:
        if stop is None or self._layout is None:
            return
        self._cursor = stop
        rect = week_cursor.stop_rect(self._layout, stop)
        self._set_look(cursor=rect if self.hasFocus() else None)
        name = stop_name(self._layout, stop)
        if name != self.accessibleDescription():
            self.setAccessibleDescription(name)
        if scrolls:
            self._scroll_to(rect)

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
            self._move_cursor(stop if self._cursor is None else self._moved(layout, stop, event))
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
        self._move_cursor(stop, scrolls=False)

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
        rect = week_cursor.stop_rect(self._layout, stop)
        area = QRect(rect.x, rect.y - self._offset(), rect.width, rect.height)
        QToolTip.showText(event.globalPos(), tip, self.viewport(), area)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the days has changed."""
        painter = QPainter(self.viewport())
        offset = self._offset()
        if self._layout is None:
            painter.fillRect(event.rect(), self._theme.colour(self._theme.palette.sunken))
            return
        if self._painter is None:
            self._painter = WeekPainter(self._theme, self.devicePixelRatioF())
        painter.translate(0, -offset)
        look = replace(self._look, top=offset)
        self._painter.paint(painter, self._layout, look, event.region().translated(0, offset))
        if self._hint and not self._layout.blocks and not self._layout.slots:
            painter.translate(0, offset)
            self._painter.paint_hint(painter, self.viewport().rect(), self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size, keeping the first hour in view."""
        hour = self._layout.frame.hour_height if self._layout else 0
        top = self._offset() / hour if hour else None
        self._place_margins()
        self._lay_out()
        if top is not None and self._layout is not None:
            self.verticalScrollBar().setValue(round(top * self._layout.frame.hour_height))
        super().resizeEvent(event)

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

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Repaint: the words of long backgrounds stay in sight, so pixels cannot just be shifted."""
        del dx, dy
        self._axis.show_layout(self._layout, self._offset())
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """A week with names in it."""
        return QSize(960, 640)

    def minimumSizeHint(self) -> QSize:
        """A day and a few hours."""
        return QSize(320, 240)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._painter = None
        self._fit_margins()
        self._lay_out()
        self._header.update()
        self.viewport().update()


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def changed_region(old: WeekLayout, new: WeekLayout) -> QRegion:
    """The content pixels in which two layouts of the same frame and dates differ."""
    region = QRegion()
    for block in set(old.blocks) ^ set(new.blocks):
        region += _area(block.rect)
    for ground in set(old.grounds) ^ set(new.grounds):
        region += _area(ground.rect)
    for slot in set(old.slots) ^ set(new.slots):
        region += _area(slot.cell)
    if old.now_line != new.now_line:
        region += QRegion(now_rect(old)) + QRegion(now_rect(new))
    return region


def look_region(layout: WeekLayout, old: Look, new: Look) -> QRegion:
    """The content pixels in which two looks at one layout differ."""
    region = QRegion()
    touched = {old.hovered_block_id, old.chosen_id} ^ {new.hovered_block_id, new.chosen_id}
    if old.chosen_id != new.chosen_id or old.hovered_block_id != new.hovered_block_id:
        touched |= {old.chosen_id, new.chosen_id, old.hovered_block_id, new.hovered_block_id}
    for placed in layout.blocks:
        if placed.block.id in touched:
            region += _area(placed.rect)
    slots = [look.hovered_slot.rect for look in (old, new) if look.hovered_slot]
    bands = [look.dragged[0] for look in (old, new) if look.dragged]
    cursors = [look.cursor for look in (old, new) if look.cursor]
    for rects, differ in (
        (slots, old.hovered_slot != new.hovered_slot),
        (bands, old.dragged != new.dragged),
        (cursors, old.cursor != new.cursor),
    ):
        for rect in rects if differ else ():
            region += _area(rect)
    return region


def _area(rect: Rect) -> QRegion:
    """A rectangle with the ring that may be drawn around it."""
    return QRegion(rect.x - 2, rect.y - 2, rect.width + 4, rect.height + 4)


def _near(one: QPoint, other: QPoint) -> bool:
    """Whether a press and a release so far apart are a click."""
    return (one - other).manhattanLength() < 8
