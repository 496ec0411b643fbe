"""The list of pins: Enter takes one, Delete or Escape takes it off, the mouse drags it onto the calendar."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.pinboard.pin_painter import PinPainter
from medic_desk.ui.pinboard.pins import Pin
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.pinboard import pin_spoken, pin_text

_THRESHOLD = 6
"""Pixels after which a press is a drag."""

_MOST_ROWS = 4
"""More pins than these scroll."""

_OWN_KEYS = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PinList(RowList[Pin]):
    """``row_opened`` (id) by Enter or a double click."""

    unpin_asked = Signal(str)
    """The id of the pin that is to be taken off."""
    lifted = Signal(str)
    """The id of a pin that the mouse begins to drag."""
    dragged = Signal(QPoint)
    """Where on the screen it is dragged."""
    dropped = Signal()
    """The button came up while it was dragged."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        column: Column[Pin] = Column(title="", text=pin_text, spoken=pin_spoken, stretches=True)
        super().__init__((column,), _pin_id, parent)
        self.setItemDelegate(PinPainter(theme, self))
        self._pressed: tuple[QPoint, str] | None = None
        self._is_dragging = False
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Pinboard"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        set_role(self, "plain")
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Be as high as the rows, and scroll where there are many."""
        self.ensurePolished()
        self.scheduleDelayedItemsLayout()
        rows = min(max(1, len(self.rows)), _MOST_ROWS)
        self.setFixedHeight(rows * max(1, self.sizeHintForRow(0)) + 2 * self.frameWidth())

    def sizeHint(self) -> QSize:
        """No wider than others make it; a long name ends in an ellipsis."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """As ``sizeHint``."""
        return QSize(0, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Keep Delete from cancelling an appointment: here it takes a pin off."""
        if is_taken_apart(self):
            return super().event(event)
        is_own = isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS and not event.modifiers()
        if event.type() == QEvent.Type.ShortcutOverride and is_own:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a pin off, once for a press; a key that is held takes off no other."""
        pin = self.current_row()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Escape):
            if pin is not None and not event.isAutoRepeat():
                self.unpin_asked.emit(pin.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if pin is not None and not event.isAutoRepeat():
                self.row_opened.emit(pin.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the pin; it may be dragged from here."""
        super().mousePressEvent(event)
        key = self.rows_model.key_at(self.indexAt(event.position().toPoint()))
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (event.globalPosition().toPoint(), key) if key and is_left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the pin once the pointer is far enough from the press."""
        at = event.globalPosition().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        begun, key = self._pressed
        if not self._is_dragging and (at - begun).manhattanLength() >= _THRESHOLD:
            self._is_dragging = True
            # The pointer keeps this shape wherever it goes with the button down.
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.lifted.emit(key)
        if self._is_dragging:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        was_dragging, self._is_dragging, self._pressed = self._is_dragging, False, None
        if was_dragging:
            self.viewport().unsetCursor()
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)


def _pin_id(pin: Pin) -> str:
    return pin.id
