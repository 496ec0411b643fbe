"""The first free times as a numbered list: when, with whom and where; a click or a key takes one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medic_desk.ui.controls.list_model import Column, ListModel
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Answer:
    """One row in words; ``colour`` is the doctor's colour key (see ``palette.hue_of``).

    ``surname`` and ``short_place`` stand where doctor and place have no room.
    """

    number: int
    time: str
    day: str
    doctor: str
    place: str
    colour: str
    surname: str = ""
    short_place: str = ""

    @property
    def sentence(self) -> str:
        """All of it, for a tooltip and a screen reader."""
        return ", ".join(filter(None, (f"{self.number}", self.time, self.day, self.doctor, self.place)))


class AnswerList(QListView):
    """``taken`` (place in the list, from 0) when a person takes a row."""

    taken = Signal(int)
    typed = Signal(QKeyEvent)
    """A letter was typed: it is meant for the service."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Column(title="", text=_sentence)
        self.rows_model: ListModel[Answer] = ListModel((row,), _key, self)
        self._painter = _AnswerPainter(theme, self)
        self.clicked.connect(self._on_clicked)
        self.setModel(self.rows_model)
        self.setItemDelegate(self._painter)
        set_role(self, "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.fit)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The rows that are shown."""
        return self.rows_model.rows

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show these; the first is current."""
        self._painter.measure(answers)
        if self.rows_model.set_rows(answers):
            self.setCurrentIndex(self.rows_model.index(0, 0))
        self.fit()

    def fit(self) -> None:
        """Be as high as the rows."""
        self.ensurePolished()
        self._painter.measure(self.answers)
        self.setFixedHeight(len(self.answers) * self._painter.height() + 2 * self.frameWidth())
        self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """Room for number, time and some letters of a name."""
        width = self._painter.name_left() + 10 * self.fontMetrics().averageCharWidth()
        return QSize(width + 2 * self.frameWidth(), self.minimumHeight())

    def sizeHint(self) -> QSize:
        """The same: names that are longer end in an ellipsis."""
        return self.minimumSizeHint()

    # Mouse and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current row; digits are the section's, letters those of another service."""
        if event.key() in _ENTER:
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.taken.emit(self.currentIndex().row())
            event.accept()
        elif event.text().isdecimal():
            event.ignore()
        elif event.text().isalpha() and not event.modifiers() & _COMMANDS:
            self.typed.emit(event)
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.taken.emit(index.row())


class _AnswerPainter(QStyledItemDelegate):
    """Paints a row: the doctor's colour, number, time over day, doctor over place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._when = 0
        """How wide the widest time or day is."""

    def measure(self, answers: Sequence[Answer]) -> None:
        """Make the first column wide enough for the times and days of these."""
        times, days = QFontMetrics(self._time_font()), self._small()
        widths = [times.horizontalAdvance("00:00")]
        for one in answers:
            widths += [times.horizontalAdvance(one.time), days.horizontalAdvance(one.day)]
        self._when = max(widths) + 1

    def height(self) -> int:
        """The height of a row: two lines of text, on the grid."""
        lines = QFontMetrics(self._time_font()).height() + self._small().height()
        return self._theme.space(-(-(lines + 4) // 4))

    def name_left(self) -> int:
        """Where names and places begin."""
        return self._when_left() + self._when + self._theme.space(2)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        del option, index
        return QSize(self.name_left(), self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one answer."""
        model = index.model()
        answer = model.row_at(index) if isinstance(model, ListModel) else None
        if answer is None:
            return
        painter.save()
        palette, row, state = self._theme.palette, QRect(option.rect), option.state
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, QColor(palette.accent_soft if is_current else palette.hover))
        bar = QRect(row.left(), row.top() + 1, self._theme.space(1), row.height() - 2)
        painter.fillRect(bar, QColor(self._theme.hue(answer.colour).edge))
        text = QColor(palette.on_accent_soft if is_current else palette.text)
        quiet = QColor(palette.on_accent_soft if is_current else palette.text_secondary)
        base, small = self._theme.font(), self._theme.font(Text.SECONDARY, tabular=True)
        upper = QRect(row.left(), row.top() + 2, row.width(), QFontMetrics(self._time_font()).height())
        lower = QRect(row.left(), upper.bottom() + 1, row.width(), self._small().height())
        number, when, name = self._theme.space(2), self._when_left(), self.name_left()
        room = row.width() - name - self._theme.space(1)
        _write(painter, upper, number, when - number, (str(answer.number),), small, quiet)
        _write(painter, upper, when, self._when, (answer.time,), self._time_font(), text)
        _write(painter, lower, when, self._when, (answer.day,), small, quiet)
        _write(painter, upper, name, room, (answer.doctor, answer.surname), base, text)
        _write(painter, lower, name, room, (answer.place, answer.short_place), small, quiet)
        painter.restore()

    def _time_font(self) -> QFont:
        return self._theme.font(strong=True, tabular=True)

    def _small(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(Text.SECONDARY, tabular=True))

    def _when_left(self) -> int:
        return self._theme.space(3) + self._small().horizontalAdvance("0")


def _write(
    painter: QPainter, line: QRect, left: int, width: int, forms: Sequence[str], font: QFont, ink: QColor
) -> None:
    """Write one piece into a line: the first form that fits whole, else as much as fits of the last."""
    painter.setFont(font)
    painter.setPen(ink)
    metrics = QFontMetrics(font)
    known = [form for form in forms if form] or [""]
    text = next((form for form in known if metrics.horizontalAdvance(form) <= width), known[-1])
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    room = QRect(line.left() + left, line.top(), width, line.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _key(answer: Answer) -> str:
    return str(answer.number)


def _sentence(answer: Answer) -> str:
    return answer.sentence
