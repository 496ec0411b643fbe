"""How rows of the worklist are painted: words on two lines, other starts, how far it is, what is next."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.palette import State
from medic_desk.ui.worklist.rows import WorklistRow

if TYPE_CHECKING:
    from medic_desk.ui.controls.list_model import ListModel

Index = QModelIndex | QPersistentModelIndex

Look = Literal["to_call", "calling", "missed", "moved", "cancelled", "stays"]
"""How a state is drawn."""

_ICONS: dict[Look, str] = {
    "to_call": "phone",
    "calling": "phone",
    "missed": "clock",
    "moved": "status-completed",
    "cancelled": "status-cancelled",
    "stays": "status-confirmed",
}
_STATES: dict[Look, State] = {
    "to_call": "held",
    "calling": "waiting",
    "missed": "request",
    "cancelled": "no_show",
    "stays": "booked",
}
_SEPARATOR = "\n"
"""Parts the first line of a cell from the second, and one chip from the next."""


class _Delegate(QStyledItemDelegate):
    """The ground of a cell, and its height: two lines and some air."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as its words."""
        line, small = self._metrics(self.first_font()), self._metrics(self.theme.font(Text.SECONDARY))
        height = line.height() + small.height() + 2 * self.theme.space(1.5)
        # A width that is rounded down would cut the last letter.
        return QSize(ceil(self.words_width(index)) + 1 + 2 * self._pad(), ceil(height))

    def words_width(self, _index: Index) -> float:
        """How wide what is painted is, without the air beside it."""
        raise NotImplementedError

    def first_font(self) -> QFont:
        """The font of the first line."""
        return self.theme.font(medium=True, tabular=True)

    def row(self, index: Index) -> WorklistRow:
        """The row behind a cell, a heading too."""
        model = cast("ListModel[WorklistRow]", index.model())
        return model.rows[index.row()]

    def text(self, index: Index) -> str:
        """What the cell says."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Paint what any list has behind its cells, and a hairline below."""
        ground = QStyle.PrimitiveElement.PE_PanelItemViewItem
        self._view.style().drawPrimitive(ground, option, painter, self._view)
        painter.setPen(QPen(self.theme.colour(self.theme.palette.line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def is_chosen(self, option: QStyleOptionViewItem) -> bool:
        """Whether the row is the current one."""
        return bool(option.state & QStyle.StateFlag.State_Selected)

    def _pad(self) -> int:
        return self.theme.space(2)

    @staticmethod
    def _metrics(font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font)


class TwoLines(_Delegate):
    """A cell of one or two lines: the first in ``font`` of its column, the second smaller.

    The ``icon`` of its column stands before the first line.
    """

    def words_width(self, index: Index) -> float:
        """The wider of the two lines."""
        first, _, second = self.text(index).partition(_SEPARATOR)
        small = self._metrics(self.theme.font(Text.SECONDARY))
        main = self._metrics(self._font(index)).horizontalAdvance(first) + self._sign_width(index)
        return max(main, small.horizontalAdvance(second))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the lines, elided where the column is narrower."""
        palette, row = self.theme.palette, self.row(index)
        if row.item is None:
            painter.fillRect(option.rect, QColor(palette.sunken))
        else:
            self.paint_ground(painter, option)
        first, _, second = self.text(index).partition(_SEPARATOR)
        is_over = row.item is None or not row.item.is_open
        main = palette.text_secondary if is_over else palette.text
        quiet = palette.text_secondary
        if self.is_chosen(option):
            main = quiet = palette.on_accent_soft
        small = self.theme.font(Text.SECONDARY)
        room = QRectF(option.rect).adjusted(self._pad(), 0, -self._pad(), 0)
        heights = [self._metrics(self._font(index)).height()]
        heights += [self._metrics(small).height()] if second else []
        top = room.y() + (room.height() - sum(heights)) / 2
        lines = ((first, self._font(index), main), (second, small, quiet))
        indent = self._paint_sign(painter, index, QRectF(room.x(), top, room.width(), heights[0]))
        for (words, font, colour), height in zip(lines, heights, strict=False):
            at = QRectF(room.x() + indent, top, room.width() - indent, height)
            indent = 0
            self._paint_line(painter, words, font, QColor(colour), at)
            top += height

    def _paint_sign(self, painter: QPainter, index: Index, line: QRectF) -> int:
        """Paint the icon at the left of a line, where there is one; answers how far it moves the words."""
        icon, side = index.data(Qt.ItemDataRole.DecorationRole), self.theme.icon_size().width()
        if not isinstance(icon, QIcon):
            return 0
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon.pixmap(self.theme.icon_size(), ratio)
        painter.drawPixmap(QPointF(line.x(), line.center().y() - side / 2), pixmap)
        return self._sign_width(index)

    def _sign_width(self, index: Index) -> int:
        has_sign = isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon)
        return self.theme.icon_size().width() + self.theme.space(1) if has_sign else 0

    def _paint_line(self, painter: QPainter, words: str, font: QFont, colour: QColor, room: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = self._metrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _font(self, index: Index) -> QFont:
        font = index.data(Qt.ItemDataRole.FontRole)
        return font if isinstance(font, QFont) else self.first_font()


class Chips(_Delegate):
    """The next best starts, each in a frame; none is cut: one that has no room is left out."""

    def words_width(self, index: Index) -> float:
        """All chips, and the air between them."""
        metrics = self._metrics(self._chip_font())
        parts = [metrics.horizontalAdvance(part) + 2 * self._pad() for part in self._parts(index)]
        return sum(parts) + self.theme.space(1) * max(0, len(parts) - 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint each chip that has room."""
        self.paint_ground(painter, option)
        palette, font = self.theme.palette, self._chip_font()
        metrics, x = self._metrics(font), float(option.rect.x() + self._pad())
        right = option.rect.right() - self._pad()
        height = metrics.height() + self.theme.space(1)
        top = option.rect.y() + (option.rect.height() - height) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        for part in self._parts(index):
            width = metrics.horizontalAdvance(part) + 2 * self._pad()
            if x + width > right:
                break
            box = QRectF(x + 0.5, top + 0.5, width - 1, height - 1)
            painter.setPen(QPen(QColor(palette.line_strong), 1))
            painter.setBrush(QColor(palette.surface))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(palette.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part)
            x += width + self.theme.space(1)
        painter.restore()

    def _parts(self, index: Index) -> list[str]:
        return [part for part in self.text(index).split(_SEPARATOR) if part]

    def _chip_font(self) -> QFont:
        return self.theme.font(Text.SECONDARY, tabular=True)


class StateChip(_Delegate):
    """How far an item is: by its frame, its ground and an icon, and in words."""

    def __init__(
        self, theme: Theme, view: QAbstractItemView, look: Callable[[WorklistRow], Look | None]
    ) -> None:
        super().__init__(theme, view)
        self._look = look

    def words_width(self, index: Index) -> float:
        """The icon, the words and the frame."""
        words = self._metrics(self._chip_font()).horizontalAdvance(self.text(index))
        return words + self._icon() + self.theme.space(5)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the chip."""
        self.paint_ground(painter, option)
        words, look = self.text(index), self._look(self.row(index))
        if not words or look is None:
            return
        fill, edge, text = self._colours(look)
        font = self._chip_font()
        room = QRect(option.rect).adjusted(self._pad(), 0, -self._pad(), 0)
        height = round(self._metrics(font).height()) + self.theme.space(1)
        box = QRectF(room.x() + 0.5, room.center().y() - height / 2 + 0.5, room.width() - 1, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 4, 4)
        side, left = self._icon(), box.x() + self.theme.space(1.5)
        ratio = painter.device().devicePixelRatioF()
        icon = self.theme.pixmap(_ICONS[look], side, text, ratio)
        painter.drawPixmap(QPointF(left, box.center().y() - side / 2), icon)
        painter.setFont(font)
        painter.setPen(QColor(text))
        words_at = box.adjusted(side + self.theme.space(2.5), 0, -self.theme.space(1), 0)
        shown = self._metrics(font).elidedText(words, Qt.TextElideMode.ElideRight, words_at.width())
        painter.drawText(words_at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def _colours(self, look: Look) -> tuple[str, str, str]:
        palette = self.theme.palette
        if look == "moved":
            return palette.success_soft, palette.success, palette.success
        if look == "to_call":
            return palette.surface, palette.border, palette.text
        colours = palette.states[_STATES[look]]
        return colours.fill, colours.edge, colours.state_text

    def _chip_font(self) -> QFont:
        return self.theme.font(Text.SECONDARY, medium=True)

    def _icon(self) -> int:
        return self.theme.icon_size().width()


class ActionCell(_Delegate):
    """What Enter does with the row, as a button; pressed with the mouse it does it too."""

    def __init__(
        self, theme: Theme, view: QAbstractItemView, is_primary: Callable[[WorklistRow], bool]
    ) -> None:
        super().__init__(theme, view)
        self._is_primary = is_primary

    def words_width(self, index: Index) -> float:
        """The words and the edges of the button."""
        return self._metrics(self._button_font()).horizontalAdvance(self.text(index)) + 2 * self._pad()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the button: filled where it is the outcome of the call."""
        self.paint_ground(painter, option)
        words = self.text(index)
        if not words:
            return
        palette, font = self.theme.palette, self._button_font()
        width = self.words_width(index)
        height = self._metrics(font).height() + self.theme.space(1.5)
        right = option.rect.right() - self._pad()
        box = QRectF(right - width + 0.5, option.rect.center().y() - height / 2 + 0.5, width - 1, height)
        is_primary = self._is_primary(self.row(index))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.accent if is_primary else palette.border), 1))
        painter.setBrush(QColor(palette.accent if is_primary else palette.surface))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(font)
        painter.setPen(QColor(palette.on_accent if is_primary else palette.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _button_font(self) -> QFont:
        return self.theme.font(medium=True)
