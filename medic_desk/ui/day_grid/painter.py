"""Paints the days of a calendar from a layout: grounds, now-line, free starts, blocks, what is pointed at.

It holds no state of the week: a layout and a ``Look`` (what is pointed at, chosen, focused) go in, pixels
come out. Only what meets the given region is painted.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from medic_desk.engine.facts import Minute
from medic_desk.ui.day_grid.block_painter import BlockPainter
from medic_desk.ui.day_grid.block_words import names_of, shared_surnames
from medic_desk.ui.day_grid.carried_painter import Aim, CarriedPainter
from medic_desk.ui.day_grid.ground_painter import RING, GroundPainter, meets
from medic_desk.ui.day_grid.layout import GridLayout, PlacedBlock, PlacedSlot, Rect
from medic_desk.ui.day_grid.measures import line_height, metrics_of
from medic_desk.ui.day_grid.overlay_painter import OverlayPainter
from medic_desk.ui.day_grid.sticky_words import StickyWords
from medic_desk.ui.day_grid.words import span_text
from medic_desk.ui.theme import Text, Theme


@dataclass(frozen=True, slots=True)
class Look:
    """What is pointed at, chosen, focused and dragged, in content coordinates."""

    hovered_slot: PlacedSlot | None = None
    hovered_block_id: str = ""
    chosen_id: str = ""
    cursor: Rect | None = None
    dragged: tuple[Rect, str] | None = None
    """The band being drawn on free time, and its words."""
    ghosts: frozenset[str] = frozenset()
    """Blocks whose appointments are carried: they still stand there."""
    in_hand: str = ""
    """The one of them that is in the hand; the others are pinned, and as legible as any."""
    aim: Aim | None = None
    """Where what is in the hand would be put down."""
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
        self._base = theme.font(Text.BASE)
        self._times = theme.font(Text.TIME, strong=True, tabular=True)
        self.ratio = ratio
        """The device pixels of a logical one that shapes and hatches are drawn for."""
        self.words = StickyWords(theme)
        self._grounds = GroundPainter(theme, ratio, self.words)
        self._blocks = BlockPainter(theme, ratio)
        self._overlays = OverlayPainter(theme, self.words)
        self._carried = CarriedPainter(theme)
        self._shared: tuple[GridLayout, frozenset[str]] | None = None

    def paint(self, painter: QPainter, layout: GridLayout, look: Look, region: QRegion) -> None:
        """Paint what of ``layout`` meets ``region``, both in content coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = columns_in(layout, region)
        self._grounds.paint(painter, layout, columns, look.top, region)
        self._overlays.paint_off_hours(painter, layout, columns, look.top, region)
        self._paint_now(painter, layout)
        for column in columns:
            for slot in layout.in_column(layout.slots, column):
                if meets(slot.cell, region):
                    self._paint_start(painter, layout, slot, look)
        if look.hovered_slot is not None:
            self._paint_band(painter, look.hovered_slot.rect, self._slot_words(layout, look.hovered_slot))
        shown = [
            placed
            for column in columns
            for placed in layout.in_column(layout.blocks, column)
            if meets(placed.rect, region)
        ]
        for placed in shown:
            self._paint_block(painter, layout, placed, look)
            if placed.block.id in look.ghosts:
                self._carried.paint_ghost(painter, placed, is_in_hand=placed.block.id == look.in_hand)
        self._overlays.paint_more(painter, layout, region)
        self._overlays.paint_veils(painter, layout, columns, look.lifted_column, region)
        self._paint_frames(painter, shown, look)
        if look.dragged is not None:
            self._paint_band(painter, *look.dragged)
        if look.aim is not None:
            self._carried.paint_aim(painter, look.aim)
        if look.cursor is not None:
            self._paint_cursor(painter, look.cursor)

    def _paint_block(self, painter: QPainter, layout: GridLayout, placed: PlacedBlock, look: Look) -> None:
        self._blocks.paint(
            painter,
            placed,
            layout.zone(placed.column),
            is_hovered=placed.block.id == look.hovered_block_id,
            is_first=placed.is_first,
            keeps_initial=names_of(placed.block)[0] in self._shared_surnames(layout),
        )

    def _shared_surnames(self, layout: GridLayout) -> frozenset[str]:
        """The surnames that need an initial, found once for each layout."""
        if self._shared is None or self._shared[0] is not layout:
            self._shared = layout, shared_surnames(placed.block for placed in layout.blocks)
        return self._shared[1]

    # What lies under the blocks

    def _paint_start(self, painter: QPainter, layout: GridLayout, slot: PlacedSlot, look: Look) -> None:
        """A free start: a mark with its time, or, where a booking looks for one, all of it lit."""
        lane = layout.lane(slot.column)
        if lane.is_lit:
            is_held = look.held == (lane.id, slot.slot.starts_at)
            self._overlays.paint_lit(painter, layout, slot, is_held=is_held)
        else:
            self._grounds.paint_pill(painter, layout, slot)

    def _paint_now(self, painter: QPainter, layout: GridLayout) -> None:
        """The now-line, with a tick at the left edge of each of its columns."""
        now = QColor(self._theme.palette.now)
        for column, y in layout.now_lines:
            there = layout.columns[column]
            painter.fillRect(there.x, y - 1, there.width, 2, now)
            painter.fillRect(there.x, y - 4, 3, 8, now)

    # What lies on top

    def _paint_frames(self, painter: QPainter, shown: list[PlacedBlock], look: Look) -> None:
        """The frames of the chosen block, and of the patient's others while one is booked for her."""
        palette = self._theme.palette
        for placed in shown:
            if placed.block.id == look.chosen_id:
                self._blocks.paint_frame(painter, placed, QColor(palette.text))
            elif placed.block.id in look.framed_ids:
                self._blocks.paint_frame(painter, placed, QColor(palette.states["waiting"].edge))

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
        painter.setPen(QPen(QColor(palette.line_strong), 1))
        painter.setBrush(QColor(palette.raised))
        painter.drawRoundedRect(QRectF(box.adjusted(-20, -16, 20, 16)).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(palette.text))
        painter.drawText(box, flags, text)

    def _slot_words(self, layout: GridLayout, placed: PlacedSlot) -> str:
        return span_text(placed.slot.starts_at, placed.slot.ends_at, layout.zone(placed.column))

    def _paint_band(self, painter: QPainter, rect: Rect, words: str) -> None:
        """Free time that is pointed at or drawn, with its span in words under the appointments' times."""
        palette = self._theme.palette
        box = QRectF(rect.x + 1, rect.y + 1, rect.width - 2, max(2, rect.height - 2))
        painter.setPen(QPen(QColor(palette.text), 2))
        painter.setBrush(QColor(palette.free_lit))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2, 2)
        metrics = metrics_of(self._times)
        if box.height() < metrics.capHeight() + 5:
            return
        left, height = rect.x + 2 + self.words.left, min(box.height(), line_height(self._times) + 6)
        painter.setPen(QColor(palette.accent))
        painter.setFont(self._times)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.right() - left - 3))
        painter.drawText(QPointF(left, round(box.y() + (height + metrics.capHeight()) / 2)), shown)

    def _paint_cursor(self, painter: QPainter, rect: Rect) -> None:
        palette = self._theme.palette
        box = QRectF(rect.x + 1, rect.y + 1, max(4, rect.width - 2), max(4, rect.height - 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.surface), 4))
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(QPen(QColor(palette.text), 2))
        painter.drawRoundedRect(box, 2, 2)


def columns_in(layout: GridLayout, region: QRegion) -> range:
    """The columns that may have a part in a region, with the rings that are drawn around blocks."""
    around = region.boundingRect()
    if not layout.columns or around.isEmpty():
        return range(0)
    return range(layout.column_at(around.left() - RING), layout.column_at(around.right() + RING) + 1)


def now_region(layout: GridLayout) -> QRegion:
    """The pixels of the now-line in every column; empty where it is not shown."""
    region = QRegion()
    for column, y in layout.now_lines:
        there = layout.columns[column]
        region += QRegion(there.x, y - 5, there.width + 1, 10)
    return region
