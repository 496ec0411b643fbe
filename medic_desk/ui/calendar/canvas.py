"""The calendar's canvas: lays a ``WeekPicture`` out, paints it, and repaints only what changed.

What is pointed at, chosen and focused is a ``Look`` that the view on top of it sets.
"""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from medic_desk.ui.day_grid.layout import Frame, Rect, WeekLayout, WeekPicture, visible_hours, week_layout
from medic_desk.ui.day_grid.margins import TimeAxis, WeekHeader
from medic_desk.ui.day_grid.painter import Look, WeekPainter, now_rect
from medic_desk.ui.day_grid.words import calendar_name
from medic_desk.ui.theme import Text, Theme

GREATEST_HOUR = 480
"""Pixels of an hour at the greatest zoom."""


class WeekCanvas(QAbstractScrollArea):
    """Shows one to seven days. Give it pictures with ``set_picture``."""

    zoom_changed = Signal(float)
    """The height of an hour in multiples of what fits; 1 fits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: WeekPicture | None = None
        self._layout: WeekLayout | None = None
        self._look = Look()
        self._zoom = 1.0
        self._shows_faded = False
        self._hint = ""
        self._painter: WeekPainter | None = None
        self._header = WeekHeader(theme, self)
        self._axis = TimeAxis(theme, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._on_theme_changed)
        self._fit_margins()

    # The picture

    @property
    def picture(self) -> WeekPicture | None:
        """What is shown."""
        return self._picture

    def set_picture(self, picture: WeekPicture) -> None:
        """Show ``picture``; repaints only what differs. Another title or date scrolls to the hours."""
        old, self._picture = self._picture, picture
        moved = old is None or (old.first_day, old.days, old.zone, old.title) != (
            picture.first_day,
            picture.days,
            picture.zone,
            picture.title,
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
        self._layout_changed()
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

    def _layout_changed(self) -> None:
        """For the view on top: another layout is in force."""

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

    # Events of the widget

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
        self._axis.update()
        self.viewport().update()


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
