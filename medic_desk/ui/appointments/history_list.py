"""The events of an appointment as a list as high as its rows: when it happened, and what beneath it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medic_desk.ui.controls.list_model import Column, ListModel
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row; ``when`` is empty where the row is about no event."""

    id: str
    when: str
    what: str

    def spoken(self) -> str:
        """The row in one line, for a screen reader and for the clipboard."""
        return f"{self.when} · {self.what}" if self.when else self.what


class HistoryList(QListView):
    """Never scrolls by itself: whatever it stands in does, and hears in ``pointed`` which part to show."""

    pointed = Signal(QRect)
    """The row a person came to by the arrow keys, in the list's own coordinates."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(theme, self)
        column = Column(title="", text=HistoryLine.spoken, tip=_no_tip)
        self._model: ListModel[HistoryLine] = ListModel((column,), _id_of, self)
        self.setModel(self._model)
        self.setItemDelegate(self._lines)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Minimum)
        self.setSizePolicy(policy)
        set_role(self, "plain")
        self.selectionModel().currentRowChanged.connect(self._on_current)

    @property
    def lines(self) -> tuple[HistoryLine, ...]:
        """The rows that are listed."""
        return self._model.rows

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """List these rows."""
        self._model.set_rows(lines)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew in another font."""
        if is_taken_apart(self):
            return
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """What all rows need at that width, and the frame."""
        frame = 2 * self.frameWidth()
        return frame + sum(self._lines.height(line, width - frame) for line in self.lines)

    def sizeHint(self) -> QSize:
        """As high as all rows at the width that it has."""
        return QSize(0, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Never a reason for the panel to be wider."""
        return QSize(0, 0)

    @Slot(QModelIndex)
    def _on_current(self, index: QModelIndex) -> None:
        if self.hasFocus() and index.isValid():
            self.pointed.emit(self.visualRect(index).translated(self.viewport().pos()))


class _Lines(QStyledItemDelegate):
    """Measures and paints a row over as many lines as its words take."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._gap = theme.space(1)

    def height(self, line: HistoryLine, width: int) -> int:
        """What a row needs at that width."""
        parts = self._parts(line, width)
        return round(sum(part.boundingRect().height() for part, _is_quiet in parts)) + 2 * self._gap

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The row at the list's width."""
        width = self._view.viewport().width()
        line = self._line(index)
        return QSize(width, self.height(line, width) if line is not None else 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground as any list's, then when and what."""
        line = self._line(index)
        if line is None:
            return
        rect = option.rect
        state = option.state
        ground = QStyle.PrimitiveElement.PE_PanelItemViewItem
        self._view.style().drawPrimitive(ground, option, painter, self._view)
        palette = self._theme.palette
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        at = QPointF(rect.topLeft() + QPoint(self._gap, self._gap))
        painter.save()
        for part, is_quiet in self._parts(line, rect.width()):
            colour = palette.text_secondary if is_quiet else palette.text
            painter.setPen(self._theme.colour(palette.on_accent_soft if is_chosen else colour))
            part.draw(painter, at)
            at += QPointF(0, part.boundingRect().height())
        painter.restore()

    def _line(self, index: QModelIndex | QPersistentModelIndex) -> HistoryLine | None:
        model = cast("ListModel[HistoryLine]", index.model())
        return model.row_at(index)

    def _parts(self, line: HistoryLine, width: int) -> list[tuple[QTextLayout, bool]]:
        """When and what, laid out at that width, each with whether it is written quietly."""
        room = width - 2 * self._gap
        what = (_laid_out(line.what, self._theme.font(), room), False)
        if not line.when:
            return [what]
        return [(_laid_out(line.when, self._theme.font(Text.SECONDARY, tabular=True), room), True), what]


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    """A text broken into lines of that width."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _id_of(line: HistoryLine) -> str:
    return line.id


def _no_tip(_line: HistoryLine) -> str:
    """The row says everything itself."""
    return ""
