"""The calendar's canvas: lays a ``GridPicture`` out, scrolls and zooms it, and repaints only what changed.

What is pointed at, chosen and focused is a ``Look`` that others set; it answers no mouse button and no key.
"""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from medic_desk.ui.calendar.regions import changed_region, look_region
from medic_desk.ui.day_grid.cursor import Stop, stop_rect
from medic_desk.ui.day_grid.layout import Frame, GridLayout, GridPicture, Rect, grid_layout, visible_hours
from medic_desk.ui.day_grid.margins import GridHeader, TimeAxis
from medic_desk.ui.day_grid.painter import GridPainter, Look
from medic_desk.ui.theme import Text, Theme

GREATEST_HOUR = 480
"""Pixels of an hour at the greatest zoom."""

SNAP = 5
"""Minutes that a bare minute, which is neither free nor taken, stands for."""

ZOOM_STEP = 1.25


class CalendarCanvas(QAbstractScrollArea):
    """Shows one to seven days. Give it pictures with ``set_picture``."""

    zoom_changed = Signal(float)
    """The height of an hour in multiples of what fits; 1 fits."""
    laid_out = Signal()
    """Another layout is in force: ``placed`` and ``picture`` are new."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: GridPicture | None = None
        self._placed: GridLayout | None = None
        self._look = Look()
        self._scrolled_for: tuple[object, ...] = ()
        """The days and the doctor whose hours were scrolled to."""
        self._zoom = 1.0
        self._shows_faded = False
        self._hint = ""
        self._painter: GridPainter | None = None
        self._header = GridHeader(theme, self)
        self._axis = TimeAxis(theme, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        old, self._picture = self._picture, picture
        self._lay_out()
        if old is None or old.days != picture.days:
            self.updateGeometry()
        shown = (picture.first_day, picture.days, picture.zone, picture.title)
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
        """The height of an hour in multiples of what fits."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make an hour ``zoom`` times (0.5 to 6) as high as fits; what is in the middle stays there."""
        self._zoom_around(zoom, self.viewport().height() // 2)

    @Slot()
    def zoom_in(self) -> None:
        """Make an hour a step higher."""
        self.set_zoom(self._zoom * ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Make an hour a step lower."""
        self.set_zoom(self._zoom / ZOOM_STEP)

    @Slot()
    def zoom_to_fit(self) -> None:
        """Let the hours of the days fit again."""
        self.set_zoom(1.0)

    def _zoom_around(self, zoom: float, y: int) -> None:
        zoom = min(6.0, max(0.5, zoom))
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
        line = QFontMetrics(self._theme.font(Text.SECONDARY)).height()
        if picture.is_reading and self._placed is not None:
            return self._placed.frame._replace(width=self.viewport().width())
        first, last = visible_hours(picture, shows_faded=self._shows_faded)
        # A quarter of an hour must hold one line of the small type, and what parts a block from the next.
        fits = max(4 * (line + 2), (self.viewport().height() - 8) // (last - first))
        hour_height = min(GREATEST_HOUR, max(24, round(fits * self._zoom)))
        return Frame(self.viewport().width(), hour_height, least_block=line, shows_faded=self._shows_faded)

    def _lay_out(self) -> None:
        if self._picture is None:
            return
        old = self._placed
        self._placed = layout = grid_layout(self._picture, self._frame_for(self._picture))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(layout.frame.hour_height // 2)
        bar.setRange(0, max(0, layout.height - self.viewport().height()))
        self._header.show_layout(layout)
        self._axis.show_layout(layout, self.offset)
        self.set_look(replace(self._look, hovered_slot=None, hovered_block_id=""))
        self.laid_out.emit()
        if old is None or (old.frame, old.axes) != (layout.frame, layout.axes):
            self.viewport().update()
        else:
            self._update_content(changed_region(old, layout))

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

    def _scroll_to_hours(self) -> None:
        if self._placed is not None and self._picture is not None:
            first, _ = visible_hours(self._picture, shows_faded=self._shows_faded)
            self.verticalScrollBar().setValue(self._placed.y_of(first * 60) - 4)

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
            self.viewport().update(region.translated(0, -self.offset))

    # Between the viewport and the days

    @property
    def offset(self) -> int:
        """The first row of the content that is in view."""
        return self.verticalScrollBar().value()

    def stop_at(self, point: QPoint) -> Stop | None:
        """What stands at a point of the viewport: block, free slot or bare minute; None without days."""
        placed = self._placed
        if placed is None or not placed.axes:
            return None
        x, y = point.x(), point.y() + self.offset
        block = placed.block_at(x, y)
        if block is not None:
            return Stop(block.column, "block", block.block.starts_at, block.block.ends_at, block.block.id)
        slot = placed.slot_at(x, y)
        if slot is not None:
            return Stop(slot.column, "slot", slot.slot.starts_at, slot.slot.ends_at)
        minute = placed.minute_at(x, y)
        return Stop(placed.column_at(x), "minute", minute, minute + SNAP)

    def area_of(self, stop: Stop) -> QRect:
        """Where a stop is, in coordinates of the viewport; empty before the first picture."""
        if self._placed is None:
            return QRect()
        rect = stop_rect(self._placed, stop)
        return QRect(rect.x, rect.y - self.offset, rect.width, rect.height)

    def bring_into_view(self, rect: Rect) -> None:
        """Scroll as little as shows a rectangle of the content, its upper edge at least."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.y - 8 < bar.value():
            bar.setValue(rect.y - 8)
        elif rect.bottom + 8 > bar.value() + height:
            bar.setValue(min(rect.bottom + 8 - height, rect.y - 8))

    # Events of the widget

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the days has changed."""
        painter = QPainter(self.viewport())
        offset = self.offset
        if self._placed is None:
            painter.fillRect(event.rect(), self._theme.colour(self._theme.palette.sunken))
            return
        if self._painter is None:
            self._painter = GridPainter(self._theme, self.devicePixelRatioF())
        painter.translate(0, -offset)
        look = replace(self._look, top=offset)
        self._painter.paint(painter, self._placed, look, event.region().translated(0, offset))
        if self._hint and not self._placed.blocks and not self._placed.slots:
            painter.translate(0, offset)
            self._painter.paint_hint(painter, self.viewport().rect(), self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size, keeping the first hour in view."""
        hour = self._placed.frame.hour_height if self._placed else 0
        top = self.offset / hour if hour else None
        self._place_margins()
        self._lay_out()
        if top is not None and self._placed is not None:
            self.verticalScrollBar().setValue(round(top * self._placed.frame.hour_height))
        super().resizeEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Repaint: the words of long backgrounds stay in sight, so pixels cannot just be shifted."""
        del dx, dy
        self._axis.show_layout(self._placed, self.offset)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl zoom around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            factor = ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP
            self._zoom_around(self._zoom * factor, event.position().toPoint().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        """A week with names in it."""
        return QSize(960, 640)

    def minimumSizeHint(self) -> QSize:
        """Room for the dates over their columns, and for a few hours."""
        date = QFontMetrics(self._theme.font(Text.HEADING, tabular=True)).horizontalAdvance("00/00")
        days = self._picture.days if self._picture is not None else 1
        margins = self._axis.sizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(320, margins + days * (date + self._theme.space(4))), 240)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._painter = None
        self.updateGeometry()
        self._fit_margins()
        self._lay_out()
        self._header.update()
        self._axis.update()
        self.viewport().update()
