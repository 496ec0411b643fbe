"""The flow folded to a rail: of each group its icon and count, and how long somebody waits at most."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from medic_desk.ui.flow.row_painter import STATES, STATUSES
from medic_desk.ui.flow.rows import GROUPS, FlowHead, Group
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.flow import group_spoken, longest_wait_sentence
from medic_desk.ui.words.formats import short_minutes
from medic_desk.ui.words.status import status_icon


class FlowRail(QWidget):
    """``asked`` (group) when one of its fields is pressed."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Group, _RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in GROUPS:
            button = _RailButton(group, theme)
            button.clicked.connect(self._on_clicked)
            self.buttons[group] = button
            column.addWidget(button)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Flow of today"))

    def show_heads(self, heads: Iterable[FlowHead]) -> None:
        """Show the counts; a field that says the same as before is not painted again."""
        for head in heads:
            self.buttons[head.group].show_head(head)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _RailButton):
            self.asked.emit(button.of_group)


class _RailButton(QAbstractButton):
    """One group: icon over count, and under the count the longest wait."""

    def __init__(self, group: Group, theme: Theme) -> None:
        super().__init__()
        self.of_group = group
        self._theme = theme
        self.head = FlowHead(group, 0, is_folded=False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self._name()

    def show_head(self, head: FlowHead) -> None:
        """Show another count or wait."""
        if (head.count, head.minutes) == (self.head.count, self.head.minutes):
            return
        had_wait, self.head = self.head.minutes is not None, head
        self._name()
        if had_wait != (head.minutes is not None):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Three digits wide; a line for the icon, one for the count, one for the wait."""
        strong = QFontMetrics(self._theme.font(Text.TITLE, strong=True, tabular=True))
        widest = max(strong.horizontalAdvance("000"), strong.horizontalAdvance(short_minutes(99)))
        lines = 2 + (self.head.minutes is not None)
        height = self._theme.icon_size().height() + (lines - 1) * strong.height() + self._theme.space(4)
        return QSize(max(self._theme.space(11), widest + self._theme.space(3)), height)

    def minimumSizeHint(self) -> QSize:
        """The same: nothing of it is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field in the colours of its state."""
        painter, palette = QPainter(self), self._theme.palette
        colours = palette.states[STATES[self.of_group]]
        painter.fillRect(self.rect(), QColor(colours.fill))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line_strong))
        side, pad = self._theme.icon_size().height(), self._theme.space(2)
        icon = status_icon(STATUSES[self.of_group])
        pixmap = self._theme.pixmap(icon, side, colours.state_text, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, pad, pixmap)
        font = self._theme.font(Text.TITLE, strong=True, tabular=True)
        high = QFontMetrics(font).height()
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        line = QRect(0, pad + side, self.width(), high)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, str(self.head.count))
        if self.head.minutes is not None:
            painter.setFont(self._theme.font(medium=True, tabular=True))
            wait = short_minutes(self.head.minutes)
            painter.drawText(line.translated(0, high), Qt.AlignmentFlag.AlignCenter, wait)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.text), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _name(self) -> None:
        said = group_spoken(self.of_group, self.head.count)
        if self.head.minutes is not None:
            said = f"{said}. {longest_wait_sentence(self.head.minutes)}"
        self.setAccessibleName(said)
        self.setToolTip(said)
