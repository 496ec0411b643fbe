"""The calendar's canvas: lays a ``GridPicture`` out, scrolls and zooms it, and repaints only what changed.

What is pointed at, chosen and focused is a ``Look`` that others set; it answers no mouse button and no key.
"""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from medic_desk.ui.calendar.frames import frame_of, scale_of
from medic_desk.ui.calendar.head import CalendarHead
from medic_desk.ui.calendar.regions import changed_region, look_region
from medic_desk.ui.calendar.sideways import Sideways
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid.cursor import Stop, pointed_stop, stop_rect
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.layout import Frame, GridLayout, Rect
from medic_desk.ui.day_grid.margins import TimeAxis
from medic_desk.ui.day_grid.painter import GridPainter, Look, columns_in
from medic_desk.ui.day_grid.placing import grid_layout
from medic_desk.ui.day_grid.shown_hours import first_hour, visible_hours
from medic_desk.ui.theme import Text, Theme

SNAP = 5
"""Minutes that a bare minute, which is neither free nor taken, stands for."""

ZOOMS = (0.9, 1.2, 1.45, 1.82, 2.4, 3.2)
"""The heights of a minute in pixels, where type is 13 pixels high."""

USUAL_ZOOM = 1.82


class CalendarCanvas(QAbstractScrollArea):
    """Shows days of one or several lanes. Give it pictures with ``set_picture``."""

    zoom_changed = Signal(float)
    """The height of a minute, in pixels where type is 13 pixels high."""
    days_turned = Signal(int)
    """The days before (-1) or after (1) are wanted."""
    lowered = Signal(int)
    """The view is lower than it was by so many pixels."""
    laid_out = Signal()
    """Another layout is in force: ``placed`` and ``picture`` are new."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: GridPicture | None = None
        self._placed: GridLayout | None = None
        self._look = Look()
        self._scrolled_for: tuple[object, ...] = ()
        """The days and the lanes whose hours were scrolled to."""
        self._zoom = USUAL_ZOOM
        self._shows_faded = False
        self._hint = ""
        self._covered = 0
        """How many pixels at the top of the viewport lie under something that is said."""
        self._painter: GridPainter | None = None
        self.head = CalendarHead(theme, self)
        self._axis = TimeAxis(theme, self)
        self._sideways = Sideways(self.horizontalScrollBar())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._on_theme_changed)
        self._fit_margins()

    # The picture

    @property
    def picture(self) -> GridPicture | None:
        """What is shown."""
        return self._picture

    @property
    def placed(self) -> GridLayout | None:
        """Where everything in the picture stands, in content coordinates; None before the first picture."""
        return self._placed

    def set_picture(self, picture: GridPicture) -> None:
        """Show ``picture``; repaints only what differs. Another title or date scrolls to the hours.

        Days that are still being read stand as high as those before them, and where those did.
        """
        self._picture = picture
        self._lay_out()
        # One more doctor beside those that are shown does not move what is looked at.
        shown = (picture.first_day, picture.days, picture.title if len(picture.lanes) == 1 else "")
        if not picture.is_reading and shown != self._scrolled_for:
            self._scrolled_for = shown
            self._scroll_to_hours()

    @Slot(bool)
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

    # Zoom

    @property
    def zoom(self) -> float:
        """The height of a minute, in pixels where type is 13 pixels high."""
        return self._zoom

    @property
    def fitting_zoom(self) -> float:
        """The greatest step at which all hours of the days are in view; the smallest where none is."""
        if self._picture is None:
            return USUAL_ZOOM
        first, last = visible_hours(self._picture, shows_faded=self._shows_faded)
        room = (self.viewport().height() - 8) / ((last - first) * 60 * scale_of(self._theme))
        return max((zoom for zoom in ZOOMS if zoom <= room), default=ZOOMS[0])

    def set_zoom(self, zoom: float) -> None:
        """Make a minute so high, within the steps there are; what is in the middle stays there."""
        self._zoom_around(zoom, self.viewport().height() // 2)

    @Slot()
    def zoom_in(self) -> None:
        """Make an hour a step higher."""
        self.set_zoom(self._next_zoom(1))

    @Slot()
    def zoom_out(self) -> None:
        """Make an hour a step lower."""
        self.set_zoom(self._next_zoom(-1))

    @Slot()
    def zoom_to_fit(self) -> None:
        """Let the hours of the days fit, and show them from the first."""
        self.set_zoom(self.fitting_zoom)
        self._scroll_to_hours()

    def _next_zoom(self, step: int) -> float:
        """The next greater step there is (1), or the next smaller one (-1)."""
        if step > 0:
            return min((zoom for zoom in ZOOMS if zoom > self._zoom + 0.001), default=ZOOMS[-1])
        return max((zoom for zoom in ZOOMS if zoom < self._zoom - 0.001), default=ZOOMS[0])

    def _zoom_around(self, zoom: float, y: int) -> None:
        zoom = min(ZOOMS[-1], max(ZOOMS[0], zoom))
        if abs(zoom - self._zoom) < 0.001:
            return
        wall = 0.0 if self._placed is None else (y + self.offset) / self._placed.frame.hour_height
        self._zoom = zoom
        self._lay_out()
        if self._placed is not None:
            self.verticalScrollBar().setValue(round(wall * self._placed.frame.hour_height) - y)
        self.zoom_changed.emit(zoom)

    # Layout

    def _frame_for(self, picture: GridPicture) -> Frame:
        if picture.is_reading and self._placed is not None:
            return self._placed.frame._replace(width=self.viewport().width())
        return frame_of(self._theme, self.viewport().width(), self._zoom, shows_faded=self._shows_faded)

    def _lay_out(self) -> None:
        if self._picture is None:
            return
        old = self._placed
        self._placed = layout = grid_layout(self._picture, self._frame_for(self._picture))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(layout.frame.hour_height // 2)
        bar.setRange(*self._offsets(layout))
        self._sideways.fit(layout.columns, layout.width, self.viewport().width())
        self.head.show_layout(layout, self.shift)
        self._axis.show_layout(layout, self.offset)
        self.set_look(replace(self._look, hovered_slot=None, hovered_block_id=""))
        self.laid_out.emit()
        if old is None or (old.frame, old.axes, old.columns) != (layout.frame, layout.axes, layout.columns):
            self.viewport().update()
        else:
            self._update_content(changed_region(old, layout))

    def _offsets(self, layout: GridLayout) -> tuple[int, int]:
        """The first and the last row that may be the first in view.

        Under a message midnight may stand lower, so that no row of a day is out of reach.
        """
        return -self._hidden(layout), max(0, layout.height - self.viewport().height())

    def _hidden(self, layout: GridLayout) -> int:
        """The rows at the top of the view under a message, but for two lines: something has to be in view."""
        return min(self._covered, max(0, self.viewport().height() - 2 * layout.frame.two_lines))

    def _fit_margins(self) -> None:
        left, top = self._axis.sizeHint().width(), self.head.sizeHint().height()
        self.setViewportMargins(left, top, 0, 0)
        self._place_margins()

    def _place_margins(self) -> None:
        there = self.viewport().geometry()
        left, top = self._axis.sizeHint().width(), self.head.sizeHint().height()
        self.head.setGeometry(0, there.top() - top, self.width(), top)
        self.head.set_inset(there.left())
        self._axis.setGeometry(there.left() - left, there.top(), left, there.height())

    def _scroll_to_hours(self) -> None:
        if self._placed is not None and self._picture is not None:
            first = first_hour(self._picture, shows_faded=self._shows_faded)
            # The time on the axis stands whole.
            line = QFontMetrics(self._theme.font(Text.SECONDARY)).height()
            top = self._placed.y_of(first * 60) - line // 2 - 2
            height = self.viewport().height()
            if self._placed.now_lines and self._placed.now_lines[0][1] > top + height * 2 // 3:
                # Later in the day the hours to come are looked at, with a little of what was.
                top = self._placed.now_lines[0][1] - height // 3
            self.verticalScrollBar().setValue(top)

    # What is pointed at and chosen

    @property
    def look(self) -> Look:
        """What is pointed at, chosen, focused and dragged."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Show another look; repaints where it differs."""
        old, self._look = self._look, look
        if self._placed is not None and old != look:
            self._update_content(look_region(self._placed, old, look))

    def _update_content(self, region: QRegion) -> None:
        if not region.isEmpty():
            self.viewport().update(region.translated(-self.shift, -self.offset))

    # Between the viewport and the days

    @property
    def offset(self) -> int:
        """The first row of the content that is in view."""
        return self.verticalScrollBar().value()

    @property
    def shift(self) -> int:
        """The first pixel column of the content that is in view."""
        return self.horizontalScrollBar().value()

    def content_point(self, point: QPoint) -> QPoint:
        """A point of the viewport, in coordinates of the content."""
        return point + QPoint(self.shift, self.offset)

    def stop_at(self, point: QPoint) -> Stop | None:
        """What stands at a point of the viewport: block, free slot or bare minute; None without days."""
        placed = self._placed
        if placed is None or not placed.axes:
            return None
        inside = self.content_point(point)
        x, y = inside.x(), inside.y()
        column = placed.column_at(x)
        lane = placed.lane(column).id
        if (block := placed.block_at(x, y)) is not None:
            return Stop(column, "block", block.block.starts_at, block.block.ends_at, lane, block.block.id)
        if (more := placed.more_at(x, y)) is not None:
            return Stop(column, "more", more.starts_at, more.ends_at, lane)
        if (slot := placed.slot_at(x, y)) is not None:
            return Stop(column, "slot", slot.slot.starts_at, slot.slot.ends_at, lane)
        return pointed_stop(placed, column, placed.minute_at(x, y), SNAP)

    def area_of(self, stop: Stop) -> QRect:
        """Where a stop is, in coordinates of the viewport; empty before the first picture."""
        if self._placed is None:
            return QRect()
        return self.area_of_rect(stop_rect(self._placed, stop))

    def area_of_rect(self, rect: Rect) -> QRect:
        """Where a rectangle of the content is, in coordinates of the viewport."""
        return QRect(rect.x - self.shift, rect.y - self.offset, rect.width, rect.height)

    @Slot(int)
    def set_covered(self, pixels: int) -> None:
        """Bring nothing into view under a message so high at the top, and let all under it be reached."""
        self._covered = pixels
        if self._placed is not None:
            self.verticalScrollBar().setRange(*self._offsets(self._placed))

    def bring_into_view(self, rect: Rect) -> None:
        """Scroll as little as shows a rectangle of the content, its upper edge at least."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = rect.y - 8 - (self._hidden(self._placed) if self._placed is not None else 0)
        if top < bar.value():
            bar.setValue(top)
        elif rect.bottom + 8 > bar.value() + height:
            bar.setValue(min(rect.bottom + 8 - height, top))
        self.bring_across(rect)

    def bring_across(self, rect: Rect) -> None:
        """Scroll sideways alone, as little as shows a rectangle of the content, its left edge at least."""
        self._sideways.show(rect)

    # Events of the widget

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the days has changed."""
        painter = QPainter(self.viewport())
        offset, shift = self.offset, self.shift
        if self._placed is None:
            painter.fillRect(event.rect(), self._theme.colour(self._theme.palette.sunken))
            return
        if self._painter is None or self._painter.ratio != self.devicePixelRatioF():
            # The window may have been moved to another screen.
            self._painter = GridPainter(self._theme, self.devicePixelRatioF())
        painter.translate(-shift, -offset)
        look = replace(self._look, top=offset)
        self._painter.paint(painter, self._placed, look, event.region().translated(shift, offset))
        if self._is_hinted:
            painter.translate(shift, offset)
            self._painter.paint_hint(painter, self.viewport().rect(), self._hint)

    @property
    def _is_hinted(self) -> bool:
        """Whether words stand in the middle of the view, because there is nothing else in the days."""
        placed = self._placed
        return bool(self._hint) and placed is not None and not placed.blocks and not placed.slots

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size, keeping the first hour in view."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        hour = self._placed.frame.hour_height if self._placed else 0
        top = self.offset / hour if hour else None
        self._place_margins()
        self._lay_out()
        if top is not None and self._placed is not None:
            self.verticalScrollBar().setValue(round(top * self._placed.frame.hour_height))
        super().resizeEvent(event)
        if event.oldSize().height() > event.size().height():
            self.lowered.emit(event.oldSize().height() - event.size().height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Move the pixels, and paint what comes into view and the words that stay in sight."""
        self.head.show_layout(self._placed, self.shift)
        self._axis.show_layout(self._placed, self.offset)
        viewport = self.viewport()
        if self._placed is None or self._painter is None or self._is_hinted:
            viewport.update()
            return
        viewport.scroll(dx, dy, viewport.rect())
        for child in viewport.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            # What lies over the days stays there, but its pixels were moved with theirs.
            if child.isVisible():
                viewport.update(child.geometry() | child.geometry().translated(dx, dy))
        if dy:
            in_view = columns_in(self._placed, QRegion(viewport.rect().translated(self.shift, self.offset)))
            moved = self._painter.words.moved(self._placed, in_view, self.offset + dy, self.offset)
            self._update_content(moved)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom around the pointer, with Shift turn to other days."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            zoom = self._next_zoom(1 if event.angleDelta().y() > 0 else -1)
            self._zoom_around(zoom, event.position().toPoint().y())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # With Shift some systems turn the wheel sideways.
            turned = event.angleDelta().y() or event.angleDelta().x()
            if turned:
                self.days_turned.emit(-1 if turned > 0 else 1)
            event.accept()
        elif self._sideways.turn(event):
            event.accept()
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        """A week with names in it."""
        return QSize(960, 640)

    def minimumSizeHint(self) -> QSize:
        """Room for two columns and a few hours; more columns scroll."""
        date = QFontMetrics(self._theme.font(Text.HEADING, tabular=True)).horizontalAdvance("00/00")
        margins = self._axis.sizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(320, margins + 2 * (date + self._theme.space(4))), 240)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._painter = None
        self.updateGeometry()
        self._fit_margins()
        self._lay_out()
        self.head.update()
        self._axis.update()
        self.viewport().update()
