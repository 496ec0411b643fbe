"""The few words beside the pointer while an appointment is in the hand: free, or the reason why not."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from medic_desk.ui.theme import Text, Theme

_CHARACTERS = 44
"""How wide a line of reasons may be."""

_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value


class VerdictChip(QWidget):
    """Lies over the days and takes no mouse; its words are its accessible name."""

    def __init__(self, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._theme = theme
        self._viewport = viewport
        self._head = ""
        self._text = ""
        self._is_free = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """What is said; empty while nothing is."""
        return "" if self.isHidden() else "\n".join(filter(None, (self._head, self._text)))

    def say(self, head: str, text: str, pointer: QPoint, *, is_free: bool) -> None:
        """Say it beside a point of the viewport: a strong first line, and what follows."""
        if (head, text, is_free) != (self._head, self._text, self._is_free) or self.isHidden():
            self._head, self._text, self._is_free = head, text, is_free
            self.setAccessibleName("\n".join(filter(None, (head, text))))
            self.resize(self._fitting())
            self.update()
        self.move(self._place(pointer))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A flat box; a place that is not free has the colours of warnings, and its words."""
        palette = self._theme.palette
        painter = QPainter(self)
        ground = palette.raised if self._is_free else palette.warning_soft
        painter.fillRect(self.rect(), QColor(ground))
        painter.setPen(QPen(QColor(palette.border if self._is_free else palette.warning), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        head, text = self._boxes(self.width())
        painter.setPen(QColor(palette.text))
        painter.setFont(self._strong())
        painter.drawText(head, _WRAP, self._head)
        painter.setFont(self._plain())
        painter.drawText(text, _WRAP, self._text)
        painter.end()

    def _strong(self) -> QFont:
        return self._theme.font(Text.BASE, strong=True, tabular=True)

    def _plain(self) -> QFont:
        return self._theme.font(Text.BASE)

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        """Where the first line and the rest stand in a box so wide."""
        margin = self._theme.space(2)
        room = QRect(margin, margin // 2, width - 2 * margin, 10_000)
        head = QFontMetrics(self._strong()).boundingRect(room, _WRAP, self._head)
        below = room.adjusted(0, head.height(), 0, 0)
        text = QFontMetrics(self._plain()).boundingRect(below, _WRAP, self._text) if self._text else QRect()
        return head, QRect(below.topLeft(), text.size())

    def _fitting(self) -> QSize:
        margin = self._theme.space(2)
        metrics = QFontMetrics(self._plain())
        widest = min(metrics.averageCharWidth() * _CHARACTERS, self._viewport.width() - self._theme.space(2))
        head, text = self._boxes(max(widest, 2 * margin + 1))
        width = max(head.width(), text.width()) + 2 * margin + 1
        # Measured once more: a narrower box may break lines elsewhere.
        head, text = self._boxes(width)
        return QSize(width, head.height() + text.height() + margin)

    def _place(self, pointer: QPoint) -> QPoint:
        """Below and right of the pointer, else on its other side; always inside the viewport."""
        room, apart = self._viewport.size(), self._theme.space(4)
        x, y = pointer.x() + apart, pointer.y() + apart
        if x + self.width() > room.width():
            x = pointer.x() - apart - self.width()
        if y + self.height() > room.height():
            y = pointer.y() - apart - self.height()
        return QPoint(
            min(max(0, x), max(0, room.width() - self.width())),
            min(max(0, y), max(0, room.height() - self.height())),
        )
