"""Paints the blocks of a calendar: their state by shape and by colour, and their words.

A state is told by its edge, its outline, its fill and its icon, so that a grey print tells them apart too.
"""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from medic_desk.ui.day_grid.block_text import NARROW, BlockLine, BlockWord, Faces, Room, block_lines, form_of
from medic_desk.ui.day_grid.block_words import block_words, state_of
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.day_grid.layout import PlacedBlock
from medic_desk.ui.day_grid.measures import (
    advance,
    line_height,
    lowered,
    mark_side,
    metrics_of,
    text_left,
    usual_baseline,
)
from medic_desk.ui.theme import Pattern, State, StateColours, Text, Theme
from medic_desk.ui.theme.palette import hovered_fill

EDGE = 4
"""Pixels of the edge of a block."""

_TEXT_RIGHT = 2
_RADIUS = 2
_LATE_EDGE = 6
_WAITING_END = 3
_HELD_EDGE = 3
_KEPT_LINES = 4096
_KEPT_SHAPES = 512

_ICONS: dict[State, str] = {
    "late": "status-late",
    "waiting": "status-arrived",
    "in_room": "status-in-room",
    "no_show": "status-no-show",
    "request": "status-pending",
}
"""What stands at the end of the first line; the tick of what is done stands in place of the edge."""

_TO_REBOOK = "phone"
"""The icon of an appointment that cannot stay, where its state has none."""

_LOUD: frozenset[State] = frozenset({"waiting", "in_room"})
_OVER: frozenset[State] = frozenset({"done", "no_show", "cancelled"})
_STRUCK: frozenset[State] = frozenset({"no_show", "cancelled"})


class BlockPainter:
    """Paints one block after the other; fonts are read at construction, and set words are kept."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio
        self._scale = theme.text_scale
        small = theme.font(Text.SECONDARY)
        self._faces = Faces(theme.name_font(), theme.time_font(), small)
        self._quiet = self._faces._replace(name=theme.name_font(is_quiet=True))
        self._struck = self._quiet._replace(name=_struck(self._quiet.name))
        self._slanted = self._quiet._replace(name=_slanted(small))
        self._shapes: dict[tuple[State, float, float, bool], QPixmap] = {}
        self._lines: dict[tuple[object, ...], list[tuple[BlockLine, float]]] = {}

    def paint(
        self,
        painter: QPainter,
        placed: PlacedBlock,
        zone: str,
        *,
        is_hovered: bool = False,
        is_first: bool = True,
        keeps_initial: bool = False,
    ) -> None:
        """Paint a block, without the frame of one that is chosen.

        ``is_first`` where no block with its start is to the left of it; ``keeps_initial`` where another
        patient of the surname is on the screen.
        """
        state, box = state_of(placed.block), box_of(placed)
        painter.drawPixmap(box.topLeft(), self._shape(state, box.size(), is_hovered=is_hovered))
        if state == "held":
            # Under the outline, and from the content's origin: hatches of neighbours meet.
            painter.setBrushOrigin(0, 0)
            inside = box.adjusted(_HELD_EDGE, 1, -1, -1)
            painter.fillRect(inside, self._theme.brush(Pattern.BREAK, self._ratio))
        if placed.block.is_to_rebook:
            self._paint_rebook(painter, box)
        self._paint_words(painter, placed, box, zone, is_first, keeps_initial)

    def paint_frame(self, painter: QPainter, placed: PlacedBlock, colour: QColor) -> None:
        """Paint a frame of two pixels outside a block: it is chosen, or one of whom a booking is for."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawRoundedRect(box_of(placed).adjusted(-1, -1, 1, 1), _RADIUS + 1, _RADIUS + 1)

    # The shape

    def _shape(self, state: State, size: QSizeF, *, is_hovered: bool) -> QPixmap:
        """A block without its words, kept: many have one state and one size."""
        key = (state, size.width(), size.height(), is_hovered)
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) >= _KEPT_SHAPES:
                self._shapes.clear()
            shape = self._shapes[key] = self._drawn_shape(state, size, is_hovered=is_hovered)
        return shape

    def _drawn_shape(self, state: State, size: QSizeF, *, is_hovered: bool) -> QPixmap:
        shape = QPixmap(ceil(size.width() * self._ratio), ceil(size.height() * self._ratio))
        shape.setDevicePixelRatio(self._ratio)
        shape.fill(Qt.GlobalColor.transparent)
        colours, box = self._theme.palette.states[state], QRectF(0, 0, size.width(), size.height())
        painter = QPainter(shape)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer = QPainterPath()
        outer.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.setClipPath(outer)
        painter.fillRect(box, QColor(hovered_fill(colours) if is_hovered else colours.fill))
        self._paint_edge(painter, state, colours, box)
        painter.setClipping(False)
        self._paint_outline(painter, state, colours, box)
        painter.end()
        return shape

    def _paint_edge(self, painter: QPainter, state: State, colours: StateColours, box: QRectF) -> None:
        edge, left = QColor(colours.edge), box.x()
        if state in ("booked", "waiting", "in_room", "own"):
            painter.fillRect(QRectF(left, box.y(), EDGE, box.height()), edge)
            if state == "waiting":
                # Who waits stands between two bars: on a single line that is all there is room for.
                end = QRectF(box.right() - _WAITING_END, box.y(), _WAITING_END, box.height())
                painter.fillRect(end, edge)
        elif state in ("late", "held"):
            dash, gap, wide = (4, 4, _LATE_EDGE) if state == "late" else (7, 5, _HELD_EDGE)
            y = box.y()
            while y < box.bottom():
                painter.fillRect(QRectF(left, y, wide, min(dash, box.bottom() - y)), edge)
                y += dash + gap
        elif state == "request":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(edge)
            y = box.y() + 2
            while y + EDGE <= box.bottom():
                painter.drawEllipse(QRectF(left + 1, y, EDGE - 0.5, EDGE - 0.5))
                y += 7
        elif state == "no_show":
            painter.fillRect(QRectF(left, box.y(), 1.5, box.height()), edge)
            painter.fillRect(QRectF(left + EDGE - 1, box.y(), 1, box.height()), edge)
        elif state == "done":
            self._paint_tick(painter, box)

    def _paint_tick(self, painter: QPainter, box: QRectF) -> None:
        """The tick of what is done, where others have their edge, as low as the first line."""
        line = line_height(self._faces.name)
        side = min(mark_side(self._faces.name), int(box.height()))
        y = box.y() + _first_line_top(box.height(), line) + (min(line, box.height()) - side) / 2
        tick = self._theme.pixmap("status-completed", side, self._theme.palette.success, self._ratio)
        painter.drawPixmap(QPointF(box.x() + 0.5, y), tick)

    def _paint_outline(self, painter: QPainter, state: State, colours: StateColours, box: QRectF) -> None:
        if state in ("booked", "late", "in_room"):
            return
        pen = QPen(QColor(colours.text if state == "own" else colours.edge), 1)
        if state in ("request", "held", "own"):
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def _paint_rebook(self, painter: QPainter, box: QRectF) -> None:
        """Mark who cannot stay: a frame of the badge's colour inside the block, over any state."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(self._theme.palette.states["waiting"].edge), 1.5)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(EDGE + 1, 1, -1, -1), _RADIUS, _RADIUS)

    # The words

    def _paint_words(
        self,
        painter: QPainter,
        placed: PlacedBlock,
        box: QRectF,
        zone: str,
        is_first: bool,
        keeps_initial: bool,
    ) -> None:
        state = state_of(placed.block)
        colours = self._theme.palette.states[state]
        side = round(13 * self._scale)
        icon = _ICONS.get(state, _TO_REBOOK if placed.block.is_to_rebook else "")
        right = box.right() - (_WAITING_END + 1 if state == "waiting" else _TEXT_RIGHT)
        left = box.x() + text_left(self._faces.name)
        inner = QRectF(left, box.y(), right - left, box.height())
        form = form_of(box.width(), self._scale)
        room = Room(inner.width(), box.height(), side + 3 if icon else 0, form, is_first)
        for line, baseline in self._set_words(placed, zone, room, keeps_initial):
            y = round(box.y() + line.y + baseline)
            for word in line.words:
                if state == "held":
                    # No line of the hatch runs through a word.
                    wide = metrics_of(word.font).horizontalAdvance(word.text)
                    plate = QRectF(inner.x() + word.x - 1, box.y() + line.y, wide + 2, line.height)
                    painter.fillRect(plate, QColor(colours.fill))
                painter.setFont(word.font)
                painter.setPen(_colour_of(word, colours))
                painter.drawText(QPointF(inner.x() + word.x, y), word.text)
            if icon and line.has_icon and inner.width() >= side:
                small = min(side, line.height)
                corner = QPointF(right - small, box.y() + line.y + (line.height - small) / 2)
                ink = colours.text if state in _LOUD else colours.state_text
                painter.drawPixmap(corner, self._theme.pixmap(icon, small, ink, self._ratio))

    def _set_words(
        self, placed: PlacedBlock, zone: str, room: Room, keeps_initial: bool
    ) -> list[tuple[BlockLine, float]]:
        """The lines of a block with their baselines, kept while the same block stands in the same room."""
        block = placed.block
        key = (block, zone, room, keeps_initial, placed.begins_before)
        lines = self._lines.get(key)
        if lines is None:
            if len(self._lines) >= _KEPT_LINES:
                self._lines.clear()
            words = block_words(block, zone, begins_before=placed.begins_before, keeps_initial=keeps_initial)
            lines = [(line, _baseline(line)) for line in block_lines(words, self._faces_of(block), room)]
            self._lines[key] = lines
        return lines

    def _faces_of(self, block: Block) -> Faces:
        state = state_of(block)
        if state in _STRUCK:
            return self._struck
        if state == "held":
            return self._slanted
        return self._quiet if state in _OVER else self._faces


def box_of(placed: PlacedBlock) -> QRectF:
    """The pixels that a block is drawn on: two of the ground stay between neighbours."""
    rect = placed.rect
    return QRectF(rect.x, rect.y + 1, max(2, rect.width - 1), max(2, rect.height - 2))


def timed_widths(theme: Theme) -> tuple[int, int]:
    """The pixels of a block whose single line tells the time and three letters of a name, and two."""
    # One pixel of a block's place is the ground between neighbours.
    beside = 1 + text_left(theme.name_font()) + advance(theme.time_font(), "00:00 ") + _TEXT_RIGHT
    three, two = (beside + advance(theme.name_font(), name) for name in ("Μμμ…", "Μμ…"))
    least = 1 + NARROW * theme.text_scale
    return ceil(max(least, three)), ceil(max(least, two))


def _baseline(line: BlockLine) -> float:
    """How far below a line's top its words stand, on one baseline; in a low block the ink is centred."""
    stands = 0.0
    for word in line.words:
        height = line_height(word.font)
        if line.height < height:
            ink = metrics_of(word.font).tightBoundingRect(word.text)
            return (line.height - ink.height()) / 2 - ink.top()
        own = usual_baseline(word.font) + lowered(word.font, word.text) + (line.height - height) / 2
        stands = max(stands, own)
    return stands


def _first_line_top(height: float, line: int) -> float:
    return max(0.0, min(5.0 if height < 2 * line else 3.0, (height - line) / 2))


def _colour_of(word: BlockWord, colours: StateColours) -> QColor:
    return QColor(
        {"name": colours.text, "quiet": colours.text_secondary, "state": colours.state_text}[word.tone]
    )


def _struck(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck


def _slanted(font: QFont) -> QFont:
    slanted = QFont(font)
    slanted.setItalic(True)
    return slanted
