"""The list of doctors under mouse and keys: the box chooses, the name shows one doctor alone."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medic_desk.model.clinic.clinic import Doctor
from medic_desk.ui.side.doctor_choice import DoctorChoice
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.palette import contrast
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.names import doctor_name, short_doctor_name

FEWEST_ROWS = 5
"""A list that has more is never lower than this; what it has too little room for is scrolled."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DoctorList(QListView):
    """``typed`` (text) when a person begins to type a name; the model tells who is chosen.

    A click on the box or Space adds a doctor or takes one out, a click on the name or Enter shows one alone.
    """

    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = DoctorChoice(self)
        self._rows = _DoctorRow(theme, self)
        self._released_at = QPoint()
        """Where in the viewport a button was let go last."""
        self._is_second = False
        """Whether what is down is the second press of a double click: it shows nobody alone and all again."""
        self.setModel(self.choice)
        self.setItemDelegate(self._rows)
        set_role(self, "plain")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.choice.modelReset.connect(self.fit)
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Be as high as the rows where there is room, and no lower than some of them."""
        self.ensurePolished()
        row, rows = self._rows.height(self.font()), self.choice.rowCount()
        edge = 2 * self.frameWidth()
        self.setMaximumHeight(max(1, rows) * row + edge)
        self.setMinimumHeight(max(1, min(rows, FEWEST_ROWS)) * row + edge)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The least height: more is given where there is room."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Some rows, and some letters of a name."""
        metrics = self.fontMetrics()
        width = self._rows.name_left(self.font()) + 14 * metrics.averageCharWidth() + 2 * self.frameWidth()
        return QSize(width, self.minimumHeight())

    def box_at(self, index: QModelIndex) -> QRect:
        """Where in the viewport a click means the box of a row: all that is left of the name."""
        row = self.visualRect(index)
        return row.adjusted(0, 0, self._rows.name_left(self.font()) - row.width(), 0)

    # Mouse and keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by Tab stands on the first row."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.choice.index(0))
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note where: what Qt counts as a click of a row does not say on which part of it."""
        self._released_at = event.position().toPoint()
        super().mouseReleaseEvent(event)
        self._is_second = False

    @Slot()
    def _on_double_clicked(self) -> None:
        self._is_second = True

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Choose by the box, show alone by the name."""
        doctor = self.choice.doctor_at(index)
        if doctor is None or self._is_second:
            return
        if self.box_at(index).contains(self._released_at):
            self.choice.toggle(doctor.id)
        else:
            self.choice.show_alone(doctor.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses, Enter shows alone, letters look for a name; a key that is held does it once."""
        doctor = self.choice.doctor_at(self.currentIndex())
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Space or key in _ENTER:
            if doctor is not None and not event.isAutoRepeat():
                if key == Qt.Key.Key_Space:
                    self.choice.toggle(doctor.id)
                else:
                    self.choice.show_alone(doctor.id)
            event.accept()
        elif text.isprintable() and text.strip() and not event.modifiers() & _COMMANDS:
            self.typed.emit(text)
            event.accept()
        else:
            super().keyPressEvent(event)


_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class _DoctorRow(QStyledItemDelegate):
    """Paints a doctor: a box filled in the doctor's colour where chosen, the name, the free starts."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def height(self, font: QFont) -> int:
        """The height of a row, on the grid."""
        return self._theme.space(max(5, -(-(QFontMetrics(font).height() + 6) // 4)))

    def name_left(self, font: QFont) -> int:
        """Where the names begin: the box is clicked left of it."""
        return self._side(font) + self._theme.space(4)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line of text with air round it."""
        del index
        return QSize(self.name_left(option.font), self.height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one doctor."""
        choice = index.model()
        doctor = choice.doctor_at(index) if isinstance(choice, DoctorChoice) else None
        if not isinstance(choice, DoctorChoice) or doctor is None:
            return
        painter.save()
        row, palette, state = QRect(option.rect), self._theme.palette, option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, QColor(palette.hover))
        self._paint_box(painter, row, option.font, doctor, is_chosen=choice.is_chosen(doctor.id))
        space, right = self._theme.space(1), row.right() - self._theme.space(1)
        middle = Qt.AlignmentFlag.AlignVCenter
        count = choice.count(doctor.id)
        if count is not None:
            figures = self._theme.font(tabular=True)
            width = QFontMetrics(figures).horizontalAdvance(str(count)) + 1
            painter.setFont(figures)
            painter.setPen(QColor(palette.text_secondary))
            painter.drawText(QRect(right - width, row.top(), width, row.height()), middle, str(count))
            right -= width + 2 * space
        left = row.left() + self.name_left(option.font)
        room = QRect(left, row.top(), max(0, right - left), row.height())
        painter.setFont(option.font)
        painter.setPen(QColor(palette.text if doctor.is_active else palette.text_secondary))
        painter.drawText(room, middle, _fitting(doctor, option.font, room.width()))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRect(row.adjusted(1, 1, -1, -1))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The list itself takes clicks: Qt would look for the box where another style paints it."""
        del event, model, option, index
        return False

    def _side(self, font: QFont) -> int:
        """The side of a box: that of the text, even, so that it stands in the middle."""
        return 2 * round(QFontMetrics(font).ascent() * 0.55)

    def _paint_box(
        self, painter: QPainter, row: QRect, font: QFont, doctor: Doctor, *, is_chosen: bool
    ) -> None:
        side = self._side(font)
        top = row.top() + (row.height() - side) // 2
        box = QRectF(row.left() + self._theme.space(1), top, side, side)
        colour = self._theme.hue(doctor.calendar_color or "").edge
        palette = self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(colour if is_chosen else palette.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if is_chosen:
            mark = max((palette.surface, palette.text), key=lambda one: contrast(one, colour))
            painter.setPen(QPen(QColor(mark), side / 8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                [
                    QPointF(box.left() + side * across, box.top() + side * down)
                    for across, down in ((0.24, 0.52), (0.43, 0.71), (0.78, 0.30))
                ]
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _fitting(doctor: Doctor, font: QFont, width: int) -> str:
    """The whole name where it fits, else the initial of the first name, else as much as there is room for."""
    metrics = QFontMetrics(font)
    for name in (doctor_name(doctor), short_doctor_name(doctor)):
        if metrics.horizontalAdvance(name) <= width:
            return name
    return metrics.elidedText(short_doctor_name(doctor), Qt.TextElideMode.ElideRight, width)
