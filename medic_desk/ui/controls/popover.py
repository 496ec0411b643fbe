"""A frame beside what it speaks of: over its window, never over that, with focus inside until it closes."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from medic_desk.ui.controls.popover_place import popover_place
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class Popover(QFrame):
    """A child of the window it stands in. ``stand_beside`` shows it, ``dismiss`` gives focus back.

    It closes by itself when focus goes anywhere else or the window is resized. A popover made from it lays
    itself out, and names in ``stops`` what the Tab key goes to.
    """

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, characters: int) -> None:
        """``characters`` is how wide it is, in figures of its own type."""
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._characters = characters
        self._near = QRect()
        self._area: QWidget | None = None
        self._had_focus: QWidget | None = None
        self.stops: tuple[QWidget, ...] = ()
        set_role(self, "popover")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def stand_beside(self, near: QRect) -> None:
        """Show it beside a rectangle, in global coordinates, and take focus."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.holds(focused):
            self._had_focus = focused
        self.move_beside(near)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def move_beside(self, near: QRect) -> None:
        """Stand beside another rectangle, in global coordinates: what it speaks of was moved on the screen.

        An empty one is nowhere in sight: it stands in the middle then.
        """
        inside = QRect(self._window.mapFromGlobal(near.topLeft()), near.size())
        self._near = inside if not near.isEmpty() else QRect(self._window.rect().center(), QSize(1, 1))
        self.stand()

    def stay_inside(self, area: QWidget) -> None:
        """Stand within the height of a part of the window, wherever all of it has room there."""
        self._area = area

    def stand(self) -> None:
        """Be as high as what it shows, and stand where that has room."""
        layout, edge = self.layout(), self._theme.space(2)
        if layout is None:
            return
        room = self._window.rect().adjusted(edge, edge, -edge, -edge)
        width = min(self.fontMetrics().horizontalAdvance("0") * self._characters, room.width())
        layout.invalidate()
        layout.activate()
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        size = QSize(width, min(height, room.height()))
        if self._area is not None and self._area.height() >= size.height() + 2 * edge:
            top = self._area.mapTo(self._window, QPoint(0, 0)).y()
            room.setTop(max(room.top(), top + edge))
            room.setBottom(min(room.bottom(), top + self._area.height() - 1 - edge))
        self.setGeometry(QRect(popover_place(size, self._near, room, edge), size))

    @Slot()
    def dismiss(self) -> None:
        """Close and give focus back to where it was."""
        if not self.isHidden():
            self._shut()
            if self._had_focus is not None:
                self._had_focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget is the popover or inside of it; a list that drops down is a window of its own."""
        at: QWidget | None = widget
        while at is not None and at is not self:
            at = at.parentWidget()
        return at is self

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Go round inside: what lies under it is not what a person who tabs here means."""
        stops = [one for one in self.stops if one.isVisible() and one.isEnabled()]
        focused = QApplication.focusWidget()
        if stops:
            at = stops.index(focused) + (1 if next else -1) if focused in stops else 0
            stops[at % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self.isHidden() and not self.holds(new):
            self._shut()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Close when the window is resized: what it speaks of stands somewhere else then."""
        if is_taken_apart(self):
            return False
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.dismiss()
        return super().eventFilter(watched, event)
