"""Paints a free start as a button: its time, and before it its doctor's colour where there are several."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medic_desk.ui.booking.start_grid import StartCell, StartGrid
from medic_desk.ui.theme import Theme

_RADIUS = 4
_AIR = 6
"""Logical pixels at each side of a start's text, with the gap and the edge of its button."""


class StartPainter(QStyledItemDelegate):
    """The chosen start stands out by its fill; headings are painted as the style does."""

    def __init__(self, theme: Theme, grid: StartGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = grid

    def width(self, cell: StartCell) -> int:
        """How wide a start must be to stand whole."""
        text = QFontMetrics(self._font()).horizontalAdvance(cell.text)
        return text + (2 * self._square if cell.colour else 0) + 2 * _AIR

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        cell = self._grid.cell_at(index)
        if cell is not None:
            self._paint_start(painter, option, cell)
        elif index.data() is not None:
            super().paint(painter, option, index)

    def _paint_start(self, painter: QPainter, option: QStyleOptionViewItem, cell: StartCell) -> None:
        palette, colour = self._theme.palette, self._theme.colour
        state: QStyle.StateFlag = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        room = QRectF(option.rect).adjusted(2, 2, -2, -2)
        ground = palette.accent if is_chosen else palette.hover if is_pointed else palette.surface
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(palette.accent if is_chosen else palette.line_strong)))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setFont(self._font())
        text_room = room
        if cell.colour:
            square = QRectF(0, 0, self._square, self._square)
            square.moveCenter(room.center())
            square.moveLeft(room.left() + self._square)
            painter.setPen(QPen(colour(palette.on_accent)) if is_chosen else Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._theme.hue(cell.colour).edge))
            painter.drawRoundedRect(square, 2, 2)
            text_room = room.adjusted(2 * self._square, 0, 0, 0)
        painter.setPen(QPen(colour(palette.on_accent if is_chosen else palette.text)))
        painter.drawText(text_room, Qt.AlignmentFlag.AlignCenter, cell.text)
        painter.restore()

    @property
    def _square(self) -> int:
        """The side of a doctor's colour: half as high as an icon beside the same type."""
        return self._theme.icon_size().height() // 2

    def _font(self) -> QFont:
        return self._theme.font(tabular=True)
