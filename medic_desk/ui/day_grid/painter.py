"""Paints the days of the calendar: grounds, hours, free slots, blocks, cursor and now-line, from a layout.

It holds no state of the week: a layout and a ``Look`` (what is pointed at, chosen, focused) go in, pixels
come out. Only what meets the given region is painted.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QRegion

from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.block_text import (
    BlockWords,
    Faces,
    Room,
    block_lines,
    line_height,
    lowered,
    metrics_of,
    usual_baseline,
)
from medic_desk.ui.day_grid.layout import (
    FADED,
    ClockMark,
    GridLayout,
    PlacedBlock,
    PlacedGround,
    PlacedSlot,
    Rect,
)
from medic_desk.ui.day_grid.overlay_painter import OverlayPainter
from medic_desk.ui.day_grid.words import (
    clock_mark_text,
    ground_text,
    service_text,
    span_text,
    title_text,
)
from medic_desk.ui.theme import Hue, Pattern, Text, Theme
from medic_desk.ui.theme.palette import mix
from medic_desk.ui.words.formats import time_at

EDGE = 4
"""Pixels of the solid edge of a block."""

_LEAST_HALVED_HOUR = 24
"""Pixels of an hour from which on its half is marked."""

_PATTERNS = {
    "break": Pattern.BREAK,
    "blocked": Pattern.BLOCKED,
    "closed": Pattern.BLOCKED,
    "pending": Pattern.PENDING,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What is pointed at, chosen, focused and dragged, in content coordinates."""

    hovered_slot: PlacedSlot | None = None
    hovered_block_id: str = ""
    chosen_id: str = ""
    cursor: Rect | None = None
    dragged: tuple[Rect, str] | None = None
    """The band being drawn on free time, and its words."""
    top: int = 0
    """The first content row in view: words of long grounds stay in sight."""
    held: tuple[str, Minute] | None = None
    """Lane and start of the lit start that is taken while something is booked."""
    framed_ids: frozenset[str] = frozenset()
    """Blocks framed in the colour of warnings: the patient's others."""
    lifted_column: int = -1
    """The veiled column that the pointer is on."""


class GridPainter:
    """Paints one layout on a painter whose origin is the content's; fonts are read at construction."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio
        self._overlays = OverlayPainter(theme)
        self._base = theme.font(Text.BASE)
        self._name = theme.font(Text.BASE, medium=True)
        self._time = theme.font(Text.BASE, tabular=True)
        self._small = theme.font(Text.SECONDARY)
        self._small_name = theme.font(Text.SECONDARY, medium=True)
        self._small_time = theme.font(Text.SECONDARY, tabular=True)

    def paint(self, painter: QPainter, layout: GridLayout, look: Look, region: QRegion) -> None:
        """Paint what of ``layout`` meets ``region``, both in content coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grounds(painter, layout, look, region)
        if look.hovered_slot is not None:
            self._paint_band(painter, look.hovered_slot.rect, self._slot_words(layout, look.hovered_slot))
        for block in layout.blocks:
            if _meets(block.rect, region):
                self._paint_block(painter, block, layout.zone(block.column), look)
        self._overlays.paint_more(painter, layout, region)
        self._overlays.paint_frames(painter, layout, look.framed_ids, region)
        self._overlays.paint_veils(painter, layout, look.lifted_column, region)
        if look.dragged is not None:
            self._paint_band(painter, *look.dragged)
        if look.cursor is not None:
            self._paint_cursor(painter, look.cursor)
        self._paint_now(painter, layout)

    # The ground

    def _paint_grounds(self, painter: QPainter, layout: GridLayout, look: Look, region: QRegion) -> None:
        """Everything under the blocks: tones, lines, patterns, free slots, and the words of the patterns."""
        painter.fillRect(region.boundingRect(), QColor(self._theme.palette.sunken))
        met = [placed for placed in layout.grounds if _meets(placed.rect, region)]
        patterns = [placed for placed in met if placed.ground.kind != "hours"]
        for placed in met:
            if placed.ground.kind == "hours":
                painter.fillRect(_rect(placed.rect), QColor(self._theme.palette.surface))
        self._paint_lines(painter, layout, region)
        for placed in patterns:
            self._paint_ground(painter, placed)
        for slot in layout.slots:
            if not _meets(slot.cell, region):
                continue
            lane = layout.lane(slot.column)
            if lane.is_lit:
                is_held = look.held == (lane.id, slot.slot.starts_at)
                self._overlays.paint_lit(painter, layout, slot, is_held=is_held)
            else:
                self._paint_slot(painter, slot)
        self._overlays.paint_off_hours(painter, layout, look.top, region)
        for placed in patterns:
            self._paint_ground_words(painter, layout, placed, look.top)
        for mark in layout.marks:
            # The words of a mark may stand beside it.
            if _meets(layout.columns[mark.column], region):
                self._paint_mark(painter, layout, mark)

    def _paint_lines(self, painter: QPainter, layout: GridLayout, region: QRegion) -> None:
        palette = self._theme.palette
        around = region.boundingRect()
        half = QColor(mix(palette.line, palette.surface, 0.55))
        # Lines of half hours that lie closer would be a hatch.
        step = 30 if layout.frame.hour_height >= _LEAST_HALVED_HOUR else 60
        for wall in range(step, 24 * 60, step):
            y = layout.y_of(wall)
            if around.top() <= y <= around.bottom():
                colour = half if wall % 60 else QColor(palette.line)
                painter.fillRect(around.left(), y, around.width(), 1, colour)
        for column in layout.columns[1:]:
            painter.fillRect(column.x, around.top(), 1, around.height(), QColor(palette.line_strong))

    def _paint_ground(self, painter: QPainter, placed: PlacedGround) -> None:
        kind, rect = placed.ground.kind, _rect(placed.rect).adjusted(1, 0, 0, 0)
        palette = self._theme.palette
        if kind == "reserved":
            painter.setPen(QPen(QColor(palette.border), 2, Qt.PenStyle.DotLine))
            painter.drawLine(rect.left() + 2, rect.top() + 2, rect.left() + 2, rect.bottom() - 1)
            painter.drawLine(rect.left() + 2, rect.top() + 1, rect.right() - 1, rect.top() + 1)
            painter.drawLine(rect.left() + 2, rect.bottom(), rect.right() - 1, rect.bottom())
            return
        if kind in ("blocked", "closed"):
            painter.fillRect(rect, QColor(palette.sunken))
        painter.setBrushOrigin(0, 0)
        painter.fillRect(rect, self._theme.brush(_PATTERNS[kind], self._ratio))

    def _paint_ground_words(
        self, painter: QPainter, layout: GridLayout, placed: PlacedGround, top: int
    ) -> None:
        """The words of a background, where no block hides them; nowhere, if there is no such place."""
        rect, height = placed.rect, metrics_of(self._small).height()
        blocks = [block.rect for block in layout.blocks if block.column == placed.column]
        first = max(rect.y + 2, min(top + 4, rect.bottom - height - 2))
        for y in sorted([first, *(block.bottom + 2 for block in blocks if block.bottom + 2 > first)]):
            if y + height > rect.bottom:
                return
            if not any(block.y < y + height and y < block.bottom for block in blocks):
                self._paint_plate(painter, ground_text(placed.ground), rect, y)
                return

    def _paint_mark(self, painter: QPainter, layout: GridLayout, mark: ClockMark) -> None:
        palette = self._theme.palette
        rect = _rect(mark.rect).adjusted(1, 0, 0, 0)
        painter.setPen(QPen(QColor(palette.border), 1, Qt.PenStyle.DashLine))
        if mark.kind == "gap":
            painter.fillRect(rect, QColor(palette.window))
        else:
            middle = rect.left() + rect.width() // 2
            painter.drawLine(middle, rect.top(), middle, rect.bottom())
        painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        height = metrics_of(self._small).height()
        blocks = [block.rect for block in layout.blocks if block.column == mark.column]
        inside = (mark.rect.y + 3,) if mark.kind == "gap" else ()
        beyond = [b.bottom + 2 for b in blocks if b.y < mark.rect.bottom and mark.rect.y < b.bottom]
        for y in (*inside, mark.rect.y - height - 2, mark.rect.bottom + 2, *sorted(beyond)):
            if not any(block.y < y + height and y < block.bottom for block in blocks):
                self._paint_plate(painter, clock_mark_text(mark.kind), mark.rect, y)
                return

    def _paint_plate(self, painter: QPainter, text: str, rect: Rect, y: int) -> None:
        """Small words on a plain plate, so that no hatch runs through them."""
        palette = self._theme.palette
        metrics = metrics_of(self._small)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width - 18)
        plate = QRectF(rect.x + 5, y, metrics.horizontalAdvance(shown) + 8, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.surface))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(QColor(palette.text_secondary))
        painter.setFont(self._small)
        painter.drawText(plate.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)

    # Free slots

    def _paint_slot(self, painter: QPainter, placed: PlacedSlot) -> None:
        palette = self._theme.palette
        cell = placed.cell
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(palette.accent_soft, palette.surface, 0.45)))
        inner = QRectF(cell.x + 3, cell.y + 1.5, cell.width - 6, max(2, cell.height - 2))
        painter.drawRoundedRect(inner, 3, 3)
        painter.setBrush(QColor(mix(palette.accent, palette.surface, 0.5)))
        painter.drawRoundedRect(QRectF(inner.x(), inner.y(), 3, inner.height()), 1.5, 1.5)

    def _slot_words(self, layout: GridLayout, placed: PlacedSlot) -> str:
        return span_text(placed.slot.starts_at, placed.slot.ends_at, layout.zone(placed.column))

    def _paint_band(self, painter: QPainter, rect: Rect, words: str) -> None:
        palette = self._theme.palette
        inner = QRectF(rect.x + 3, rect.y + 1, rect.width - 6, max(2, rect.height - 1))
        painter.setPen(QPen(QColor(palette.accent), 1))
        painter.setBrush(QColor(palette.accent_soft))
        painter.drawRoundedRect(inner, 4, 4)
        font = self._time if inner.height() >= metrics_of(self._time).height() else self._small_time
        painter.setPen(QColor(palette.on_accent_soft))
        painter.setFont(font)
        line = QRectF(
            inner.x() + 9, inner.y(), inner.width() - 10, min(inner.height(), line_height(font) + 4)
        )
        shown = metrics_of(font).elidedText(words, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    # Blocks

    def _paint_block(self, painter: QPainter, placed: PlacedBlock, zone: str, look: Look) -> None:
        block, palette = placed.block, self._theme.palette
        hue = self._theme.hue(block.colour)
        # One pixel of ground between neighbours.
        box = QRectF(placed.rect.x, placed.rect.y + 1, placed.rect.width - 1, max(3, placed.rect.height - 1))
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        if block.kind == "hold":
            painter.fillRect(box, QColor(palette.surface))
            painter.fillRect(box, self._theme.brush(Pattern.BREAK, self._ratio))
        elif block.status in FADED:
            painter.fillRect(box, QColor(palette.surface))
            edge = QColor(mix(hue.edge, palette.surface, 0.35))
            painter.fillRect(QRectF(box.x(), box.y(), EDGE, box.height()), edge)
        else:
            hovered = block.id == look.hovered_block_id
            painter.fillRect(box, QColor(hue.tint_hover if hovered else hue.tint))
            painter.fillRect(QRectF(box.x(), box.y(), EDGE, box.height()), QColor(hue.edge))
        self._paint_block_words(painter, placed, box, hue, zone)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if block.kind == "hold":
            pen = QPen(QColor(palette.accent if block.is_own else palette.text_secondary), 1.5)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        elif block.status in FADED:
            painter.setPen(QPen(QColor(palette.line_strong), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if block.id == look.chosen_id:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_block_words(
        self, painter: QPainter, placed: PlacedBlock, box: QRectF, hue: Hue, zone: str
    ) -> None:
        block, palette = placed.block, self._theme.palette
        faded = block.status in FADED
        strong = QColor(palette.text_secondary if faded else hue.text)
        quiet = QColor(palette.text_secondary if faded or block.kind == "hold" else hue.text_secondary)
        tall = box.height() >= line_height(self._name) + 1
        name, time = (self._name, self._time) if tall else (self._small_name, self._small_time)
        if faded:
            name = _struck(self._base if tall else self._small)
        inner = box.adjusted(EDGE + 5, 0, -4, 0)
        side = min(16, int(box.height()) - 2)
        has_icon = inner.width() >= 64 and side >= 10
        begins = ("… " if placed.begins_before else "") + time_at(block.starts_at, zone)
        words = BlockWords(begins, title_text(block), service_text(block))
        faces = Faces(name, time, self._small)
        room = Room(inner.width(), box.height() - 1, side + 4 if has_icon else 0)
        for line in block_lines(words, faces, room):
            top = box.y() + line.y + max(lowered(font, text) for font, _, _, text, _ in line.words)
            for font, is_strong, x, text, width in line.words:
                colour = strong if is_strong else quiet
                write_words(painter, font, colour, QPointF(inner.x() + x, top), text, width)
            if has_icon and line.has_icon:
                small = min(side, line.height)
                y = box.y() + line.y + (line.height - small) / 2
                drawing = "status-" + block.status.replace("_", "-")
                pixmap = self._theme.pixmap(drawing, small, quiet.name(), self._ratio)
                painter.drawPixmap(QPointF(inner.right() - small, y), pixmap)

    # What lies on top

    def paint_hint(self, painter: QPainter, room: QRect, text: str) -> None:
        """Write what an empty week means in the middle of ``room``."""
        palette = self._theme.palette
        painter.setFont(self._base)
        painter.setPen(QColor(palette.text))
        width = min(room.width() - 32, 440)
        words = QRect(0, 0, width, room.height())
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        box = painter.boundingRect(words, flags, text)
        box.moveCenter(room.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(box.adjusted(-20, -16, 20, 16), 8, 8)
        painter.setPen(QColor(palette.text))
        painter.drawText(box, flags, text)

    def _paint_cursor(self, painter: QPainter, rect: Rect) -> None:
        palette = self._theme.palette
        box = QRectF(rect.x + 1.5, rect.y + 1, max(4, rect.width - 3), max(4, rect.height - 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.surface), 4))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QPen(QColor(palette.focus), 2))
        painter.drawRoundedRect(box, 4, 4)

    def _paint_now(self, painter: QPainter, layout: GridLayout) -> None:
        now = QColor(self._theme.palette.now)
        for column, y in layout.now_lines:
            there = layout.columns[column]
            painter.fillRect(there.x, y - 1, there.width, 2, now)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now)
            painter.drawEllipse(QPointF(there.x + 1, y), 4, 4)


def now_region(layout: GridLayout) -> QRegion:
    """The pixels of the now-line in every column; empty where it is not shown."""
    region = QRegion()
    for column, y in layout.now_lines:
        there = layout.columns[column]
        region += QRegion(there.x - 4, y - 5, there.width + 5, 10)
    return region


def write_words(
    painter: QPainter, font: QFont, colour: QColor, corner: QPointF, text: str, width: float
) -> None:
    """Write one line of a block from its top left ``corner``, cut at ``width`` pixels."""
    metrics = metrics_of(font)
    painter.setFont(font)
    painter.setPen(colour)
    shown = text
    if metrics.horizontalAdvance(text) > width:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(width)))
    painter.drawText(corner + QPointF(0, usual_baseline(font)), shown)


def _meets(rect: Rect, region: QRegion) -> bool:
    return region.intersects(_rect(rect).adjusted(-3, -3, 3, 3))


def _rect(rect: Rect) -> QRect:
    return QRect(rect.x, rect.y, rect.width, rect.height)


def _struck(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck
