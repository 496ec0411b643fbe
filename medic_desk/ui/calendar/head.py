"""The heads of the calendar's columns: whose they are, which date, where, and how many starts are left.

Several doctors on one day have name, specialty, count and place; one doctor's days have date, day, place and
count. A double click asks for that doctor alone; a click on a folded date unfolds the week-end.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from medic_desk.engine.clinic_time import local_date
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid.grid_picture import Lane
from medic_desk.ui.day_grid.layout import GridLayout
from medic_desk.ui.day_grid.words import date_text, day_text
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.flow import delay_text

_STRIP = 4
_PAD = 6


class CalendarHead(QWidget):
    """Paints the heads of a layout. ``lane_opened`` (id) by a double click; ``unfold_asked`` by a click."""

    lane_opened = Signal(str)
    unfold_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout: GridLayout | None = None
        self._inset = 0
        self._shift = 0
        self._delays: dict[str, int] = {}

    def show_delays(self, delays: Mapping[str, int]) -> None:
        """Tell of today how many minutes late doctors run, by the ids of their lanes."""
        if delays != self._delays:
            self._delays = dict(delays)
            self.update()

    def set_inset(self, inset: int) -> None:
        """Begin the first column ``inset`` pixels from the left edge, above the first day."""
        self._inset = inset
        self.update()

    def show_layout(self, layout: GridLayout | None, shift: int) -> None:
        """Follow another layout, scrolled to the right by ``shift`` pixels; repaints where it differs."""
        former, self._layout = self._layout, layout
        is_moved, self._shift = shift != self._shift, shift
        if former is None or layout is None or is_moved or _place_of(former) != _place_of(layout):
            self.update()
            return
        for column in range(len(layout.columns)):
            if _said(former, column) != _said(layout, column):
                self.update(self.area_of(column))

    def sizeHint(self) -> QSize:
        """Room for the strip, a name and two lines below it."""
        name, small = self._metrics(Text.BASE), self._metrics(Text.SECONDARY)
        return QSize(0, 4 * -(-(_STRIP + name.height() + 2 * small.height() + 6) // 4))

    def column_at(self, point: QPoint) -> int | None:
        """The column under a point of this widget; None beside all."""
        if self._layout is None:
            return None
        x = point.x() - self._inset + self._shift
        if point.x() < self._inset or not self._layout.columns or x >= self._layout.width:
            return None
        return self._layout.column_at(x)

    def area_of(self, column: int) -> QRect:
        """Where a head is, in coordinates of this widget."""
        if self._layout is None:
            return QRect()
        rect = self._layout.columns[column]
        return QRect(rect.x + self._inset - self._shift, 0, rect.width, self.height())

    def words_of(self, column: int) -> tuple[str, ...]:
        """All that a head says, whole: what its tooltip tells."""
        if self._layout is None:
            return ()
        lane, there = self._layout.lane(column), self._layout.picture.columns[column]
        return tuple(
            filter(
                None,
                (
                    date_text(there.day),
                    lane.title,
                    lane.specialty,
                    there.place,
                    there.count,
                    self._late_words(column),
                ),
            )
        )

    def _late_words(self, column: int) -> str:
        """How late the doctor of a column runs: of today alone."""
        if self._layout is None:
            return ""
        minutes = self._delays.get(self._layout.lane(column).id, 0)
        is_today = self._layout.picture.columns[column].day == _today(self._layout, column)
        return delay_text(minutes) if minutes and is_today else ""

    # What a person does

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the doctor alone."""
        column = self.column_at(event.position().toPoint())
        if column is not None and self._layout is not None and not self._is_folded(column):
            self.lane_opened.emit(self._layout.lane(column).id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Unfold the week-end where a folded date is clicked."""
        column = self.column_at(event.position().toPoint())
        if column is not None and self._is_folded(column) and event.button() is Qt.MouseButton.LeftButton:
            self.unfold_asked.emit()

    def event(self, event: QEvent) -> bool:
        """Tell in a tooltip what is cut in the head."""
        if is_taken_apart(self):
            return super().event(event)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            column = self.column_at(event.pos())
            if column is None:
                QToolTip.hideText()
            else:
                words = plain_tip("\n".join(self.words_of(column)))
                QToolTip.showText(event.globalPos(), words, self, self.area_of(column))
            return True
        return super().event(event)

    def _is_folded(self, column: int) -> bool:
        return self._layout is not None and self._layout.picture.columns[column].is_folded

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heads in view."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(palette.sunken))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line_strong))
        painter.fillRect(self._inset - 1, 0, 1, self.height(), QColor(palette.line_strong))
        layout = self._layout
        for column in range(len(layout.columns)) if layout is not None else ():
            area = self.area_of(column)
            is_in_view = area.right() > self._inset and area.left() < self.width()
            if is_in_view and area.intersects(event.rect()):
                painter.save()
                painter.setClipRect(area.intersected(self._days()))
                self._paint(painter, column, area)
                painter.restore()

    def _days(self) -> QRect:
        """What of this widget lies over the days."""
        return QRect(self._inset, 0, self.width() - self._inset, self.height())

    def _paint(self, painter: QPainter, column: int, area: QRect) -> None:
        layout, palette = self._layout, self._theme.palette
        if layout is None:
            return
        lane, there = layout.lane(column), layout.picture.columns[column]
        is_today = layout.picture.days > 1 and there.day == _today(layout, column)
        if is_today:
            ground = area.adjusted(1, 0, 0, -1)
            painter.fillRect(ground, QColor(palette.accent_soft))
        if area.left() > self._inset:
            painter.fillRect(area.left(), 0, 1, self.height() - 1, QColor(palette.line))
        if there.is_folded:
            self._paint_folded(painter, there.day, area)
            return
        hue = self._theme.hue(lane.colour).edge if lane.colour else palette.line_strong
        painter.fillRect(area.left() + 1, 0, area.width() - 1, _STRIP, QColor(hue))
        # Of a column that is scrolled half out of sight the words stand in the half that is seen.
        box = area.intersected(self._days()).adjusted(_PAD, _STRIP + 2, -_PAD, -3)
        strong = QColor(palette.on_accent_soft if is_today else palette.text)
        quiet = QColor(palette.on_accent_soft if is_today else palette.text_secondary)
        if layout.picture.days > 1:
            self._paint_day(painter, column, box, strong, quiet)
        else:
            self._paint_doctor(painter, column, box, strong, quiet)
        if lane.is_veiled:
            veil = QColor(palette.window)
            veil.setAlpha(128)
            painter.fillRect(area.adjusted(1, _STRIP, 0, -1), veil)

    def _paint_doctor(
        self, painter: QPainter, column: int, box: QRect, strong: QColor, quiet: QColor
    ) -> None:
        """Name; specialty and count; place."""
        if self._layout is None:
            return
        lane, there = self._layout.lane(column), self._layout.picture.columns[column]
        bold, small = self._theme.font(Text.BASE, medium=True), self._theme.font(Text.SECONDARY)
        name = self._name_of(lane, bold, box.width())
        y = box.top() + _write(painter, bold, strong, box, box.top(), name)
        room = box.adjusted(0, 0, -self._paint_count(painter, column, box, y, quiet), 0)
        y += _write(painter, small, quiet, self._paint_late(painter, column, room, y), y, lane.specialty)
        _write(painter, small, quiet, box, y, there.short_place or there.place)

    def _paint_late(self, painter: QPainter, column: int, box: QRect, y: int) -> QRect:
        """Write how late the doctor runs at the left of a line; answers what is left of the line."""
        words = self._late_words(column)
        if not words:
            return box
        font = self._theme.font(Text.SECONDARY, strong=True, tabular=True)
        _write(painter, font, QColor(self._theme.palette.warning), box, y, words)
        return box.adjusted(QFontMetrics(font).horizontalAdvance(words) + _PAD, 0, 0, 0)

    def _name_of(self, lane: Lane, font: QFont, room: int) -> str:
        """The lane's name as far as it fits: the initial goes before a letter of the surname does.

        It stays where another doctor that is shown has the surname too.
        """
        forms = (lane.title, lane.short_title) if room > 176 else (lane.short_title or lane.title,)
        surname, _, initial = lane.short_title.rpartition(" ")
        if self._layout is None or not surname or not initial.endswith("."):
            return _fitting(forms, font, room)
        lanes = self._layout.picture.lanes
        alike = [one for one in lanes if one.short_title.rpartition(" ")[0] == surname]
        if len(alike) == 1:
            return _fitting((*forms, surname), font, room)
        metrics = QFontMetrics(font)
        left = room - metrics.horizontalAdvance(f" {initial}")
        cut = metrics.elidedText(surname, Qt.TextElideMode.ElideRight, max(0, left))
        return _fitting((*forms, f"{cut} {initial}"), font, room)

    def _paint_day(self, painter: QPainter, column: int, box: QRect, strong: QColor, quiet: QColor) -> None:
        """Date and day, or the doctor where several are shown; place and count."""
        if self._layout is None:
            return
        picture, there = self._layout.picture, self._layout.picture.columns[column]
        lane = self._layout.lane(column)
        small, bold = self._theme.font(Text.SECONDARY), self._theme.font(Text.BASE, medium=True, tabular=True)
        is_today = there.day == _today(self._layout, column)
        dated = f"{there.day:%d/%m}"
        long, short = day_text(there.day, long=True), day_text(there.day)
        if is_today:
            long = self.tr("Today, {day}").format(day=long)
        forms = (f"{dated}  {long}", f"{dated}  {short}", dated)
        y = box.top()
        if len(picture.lanes) > 1:
            y += _write(painter, bold, strong, box, y, self._name_of(lane, bold, box.width()))
            room = box.adjusted(0, 0, -self._paint_count(painter, column, box, y, quiet), 0)
            tabular = self._theme.font(Text.SECONDARY, tabular=True)
            y += _write(painter, tabular, strong, room, y, _fitting(forms, tabular, room.width()))
            rest = self._paint_late(painter, column, box, y)
            _write(painter, small, quiet, rest, y, there.short_place or there.place)
            return
        y += _write(painter, bold, strong, box, y, _fitting(forms, bold, box.width()))
        least = QFontMetrics(small).horizontalAdvance((there.short_place or there.place) + there.count)
        if there.count and least + 24 > box.width():
            # Not beside each other: the place has a line to itself.
            rest = self._paint_late(painter, column, box, y)
            y += _write(painter, small, quiet, rest, y, there.short_place or there.place)
            self._paint_count(painter, column, box, y, quiet, is_left=True)
        else:
            room = box.adjusted(0, 0, -self._paint_count(painter, column, box, y, quiet), 0)
            rest = self._paint_late(painter, column, room, y)
            _write(painter, small, quiet, rest, y, there.short_place or there.place)

    def _paint_count(
        self, painter: QPainter, column: int, box: QRect, y: int, quiet: QColor, *, is_left: bool = False
    ) -> int:
        """Paint how many starts are left at the right, framed where they are of the chosen service.

        Answers how many pixels it takes.
        """
        if self._layout is None:
            return 0
        there, palette = self._layout.picture.columns[column], self._theme.palette
        if not there.count:
            return 0
        is_free = there.count_kind == "free"
        font = self._theme.font(Text.SECONDARY, medium=is_free, tabular=True)
        metrics = QFontMetrics(font)
        pad = 4 if is_free else 0
        width = metrics.horizontalAdvance(there.count) + 2 * pad + 1
        if width > box.width():
            return 0
        x = box.left() if is_left else box.right() + 1 - width
        place = QRect(x, y, width, metrics.height())
        if is_free:
            painter.setPen(QPen(QColor(palette.accent), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        _write(
            painter,
            font,
            QColor(palette.accent) if is_free else quiet,
            place.adjusted(pad, 0, 0, 0),
            y,
            there.count,
        )
        return width + 6

    def _paint_folded(self, painter: QPainter, day: date, area: QRect) -> None:
        """Two letters of the day and its number: that is all a folded date is."""
        palette = self._theme.palette
        font = self._theme.font(Text.SECONDARY, tabular=True)
        painter.setFont(font)
        painter.setPen(QColor(palette.text_secondary))
        line = QFontMetrics(font).height()
        top = QRect(area.left() + 1, _STRIP + 2, area.width() - 1, line)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, day_text(day)[:2])
        painter.drawText(top.translated(0, line), Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _metrics(self, size: Text) -> QFontMetrics:
        return QFontMetrics(self._theme.font(size))


def _fitting(forms: tuple[str, ...], font: QFont, room: int) -> str:
    """The first of the forms that fits, else the last."""
    metrics = QFontMetrics(font)
    return next((form for form in forms if metrics.horizontalAdvance(form) <= room), forms[-1])


def _write(painter: QPainter, font: QFont, colour: QColor, box: QRect, y: int, text: str) -> int:
    """Write a line from the left edge of ``box`` at ``y``, cut at its right; answers the line's height."""
    metrics = QFontMetrics(font)
    if text and box.width() >= metrics.horizontalAdvance("…"):
        painter.setFont(font)
        painter.setPen(colour)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        if shown != "…":
            painter.drawText(box.left(), y + metrics.ascent(), shown)
    return metrics.height()


def _today(layout: GridLayout, column: int) -> date | None:
    now = layout.picture.now
    return None if now is None else local_date(now, layout.zone(column))


def _place_of(layout: GridLayout) -> tuple[object, ...]:
    """Where heads stand, and what all of them depend on: initials tell the names apart that are shown."""
    if not layout.columns:
        return ()
    names = tuple(lane.short_title for lane in layout.picture.lanes)
    return layout.columns, layout.picture.days, _today(layout, 0), names


def _said(layout: GridLayout, column: int) -> tuple[object, ...]:
    """What the head of a column depends on."""
    lane = layout.lane(column)
    told = (lane.id, lane.title, lane.specialty, lane.colour, lane.is_veiled)
    return (*told, layout.picture.columns[column])
