"""The hand on the calendar: takes an appointment up by mouse or key, aims with it, and puts it down.

It writes nothing: it says what was put down where, with the verdict on that place. What is in the hand is in
``carrying``, where it aims in ``aiming``, whether a place is free in ``verdicts``.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent

from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.ui.calendar.aiming import Aiming
from medic_desk.ui.calendar.carrying import Carried, Carrying, Grip, Point, is_on_edge
from medic_desk.ui.calendar.grounds import span_of
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.calendar.verdicts import Verdict, Verdicts
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.day_grid.layout import PlacedBlock
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme

_LEFT = Qt.MouseButton.LeftButton
_SCROLL_MILLISECONDS = 30
_NEAR = 28
"""Pixels from the edge of the days at which they begin to scroll."""

_POPUPS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WALKS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
"""Keys that move the cursor or turn to other days, also with something in the hand."""

Find = Callable[[str], WeekAppointment | None]
"""Finds an appointment by id as it may be moved now; None where it may not."""


class CalendarHand(QObject):
    """One a window. While something is in the hand, mouse and keys of the calendar are the hand's."""

    put_down = Signal(object)
    """Verdict: an appointment was put down on a place where it may stand, by what the desk knows."""
    refused = Signal(object)
    """Verdict: it was put down where it cannot stand; nothing comes of it."""
    left_days = Signal(object, object)
    """(WeekAppointment, QPoint of the screen): it was put down outside the days."""
    carried_to = Signal(object)
    """QPoint of the screen, while it is carried outside the days by its body; None where that ends."""
    picked = Signal(str)
    """Id of the appointment that the mouse took hold of on the calendar, by its body or its edge."""
    begun = Signal()
    """Something was taken up, by the mouse or by a key, from the calendar or from the pinboard."""
    taken_up = Signal()
    """The mouse took an appointment up on the calendar, by its body."""
    opened = Signal()
    """The hand is empty again."""
    changed_meanwhile = Signal(object, object)
    """(WeekAppointment, WeekAppointment or None): somebody changed what was in the hand, so it was let go.

    The first is what it was, the second how it stands; None where it left the days that were read.
    """

    def __init__(self, desk: Desk, theme: Theme, pane: CalendarPane, find: Find, verdicts: Verdicts) -> None:
        super().__init__(pane)
        self._desk = desk
        self._view = pane.week
        self._canvas = pane.week.canvas
        self._find = find
        self._carrying = Carrying()
        self._aiming = Aiming(theme, pane, verdicts)
        self.chip = self._aiming.chip
        self._column = 0
        """The column in which an edge was grabbed."""
        self._pointer: QPoint | None = None
        """Where the mouse aims, in coordinates of the viewport; None where the keyboard's cursor does."""
        self._is_keyed = False
        """Whether no button of the mouse is down: Enter or a click puts down."""
        self._is_outside = False
        """Whether it was told that what is in the hand is outside the days."""
        self._pinned: frozenset[str] = frozenset()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MILLISECONDS)
        self._scroll.timeout.connect(self._on_scroll_due)
        self._canvas.viewport().installEventFilter(self)
        self._view.installEventFilter(self)
        self._canvas.laid_out.connect(self._aim)
        self._canvas.verticalScrollBar().valueChanged.connect(self._aim)
        self._canvas.horizontalScrollBar().valueChanged.connect(self._aim)
        desk.week_changed.connect(self._on_week)

    @property
    def carried(self) -> Carried | None:
        """What is in the hand."""
        return self._carrying.carried

    def show_pinned(self, appointment_ids: frozenset[str]) -> None:
        """Mark the blocks of these appointments as carried: they lie on the pinboard."""
        self._pinned = appointment_ids
        self._show_ghosts()

    # From the pinboard

    def take(self, appointment: WeekAppointment, *, is_keyed: bool = False) -> None:
        """Take up an appointment that lies on the pinboard.

        The mouse that dragged it off the board goes on by ``follow`` and ``drop``. With ``is_keyed`` the
        cursor aims: arrows walk and pages turn, Enter or a click puts it down.
        """
        self.let_go()
        self._carrying.take(self._in_hand(appointment))
        self._is_keyed = is_keyed
        self._begin()
        self._aim()

    def follow(self, at: QPoint) -> None:
        """Aim with what is in the hand at a point of the screen."""
        if self.carried is not None:
            self._pointer = self._canvas.viewport().mapFromGlobal(at)
            self._aim()

    def drop(self) -> None:
        """Put down what is in the hand where it was aimed at last."""
        if self.carried is not None:
            self._put_down()

    def let_go(self) -> None:
        """Open the hand; nothing comes of it."""
        if self._carrying.let_go():
            self._end()

    def verdict_at_cursor(self, appointment: WeekAppointment) -> Verdict | None:
        """What the place under the keyboard's cursor is worth for an appointment; None without a cursor."""
        carried = self._in_hand(appointment)
        target = self._aiming.at_cursor(carried)
        return self._aiming.verdict(carried, target) if target is not None else None

    def _in_hand(self, appointment: WeekAppointment) -> Carried:
        return Carried(
            appointment=appointment, lane_id=appointment.doctor_id, begun_at=self._desk.now(), grip="body"
        )

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the events that are the hand's; the others go their way."""
        if is_taken_apart(self):
            return False
        if watched is self._view:
            return self._on_view_event(event)
        if isinstance(event, QHelpEvent):
            return self.carried is not None
        return isinstance(event, QMouseEvent) and self._on_mouse(event)

    def _on_view_event(self, event: QEvent) -> bool:
        """While something is in the hand every key is the hand's, shortcuts too: Escape lets go."""
        if self.carried is None:
            return False
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _POPUPS:
            self.let_go()
        if not isinstance(event, QKeyEvent):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._on_key(event)
        return True

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.let_go()
        elif event.key() in _ENTER and self._is_keyed and not event.isAutoRepeat():
            self._put_down()
        elif event.key() in _WALKS:
            self._pointer = None if self._is_keyed else self._pointer
            self._view.keyPressEvent(event)
            self._aim()

    def _on_mouse(self, event: QMouseEvent) -> bool:
        point, is_carrying = event.position().toPoint(), self.carried is not None
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if is_carrying:
                self._press_while_carrying(event)
                return True
            case QEvent.Type.MouseButtonPress if event.button() == _LEFT:
                self._press(point)
            case QEvent.Type.MouseMove if self._is_keyed:
                self._pointer = point
                self._aim()
                return True
            case QEvent.Type.MouseMove if event.buttons() & _LEFT:
                return self._drag(point)
            case QEvent.Type.MouseMove:
                return self._hover(point)
            case QEvent.Type.MouseButtonRelease if is_carrying and not self._is_keyed:
                self._put_down()
                return True
            case QEvent.Type.MouseButtonRelease if not is_carrying:
                self._carrying.let_go()
        return False

    def _press_while_carrying(self, event: QMouseEvent) -> None:
        """Put down by a click what the keyboard took up; another button of a mouse that drags lets go."""
        if self._is_keyed and event.button() == _LEFT:
            self._pointer = event.position().toPoint()
            self._aim()
            self._put_down()
        else:
            self.let_go()

    def _press(self, point: QPoint) -> None:
        """Note what a drag that begins here would carry."""
        self._carrying.let_go()
        placed, inside, block = self._canvas.placed, self._canvas.content_point(point), self._block_at(point)
        appointment = self._find(block.block.id) if block is not None else None
        if placed is None or block is None or appointment is None:
            return
        self._column = block.column
        grip: Grip = "edge" if is_on_edge(block, inside.y()) else "body"
        carried = Carried(
            appointment=appointment,
            lane_id=placed.lane(block.column).id,
            begun_at=self._desk.now(),
            grip=grip,
            grabbed=max(0, placed.minute_at(inside.x(), inside.y()) - block.block.starts_at),
        )
        self._carrying.press(Point(point.x(), point.y()), carried)

    def _block_at(self, point: QPoint) -> PlacedBlock | None:
        placed, inside = self._canvas.placed, self._canvas.content_point(point)
        return placed.block_at(inside.x(), inside.y()) if placed is not None else None

    def _drag(self, point: QPoint) -> bool:
        was_empty = self.carried is None
        if not self._carrying.move(Point(point.x(), point.y())):
            return False
        self._pointer = point
        if was_empty:
            self._begin()
            if self.carried is not None:
                self.picked.emit(self.carried.appointment.id)
                if self.carried.grip == "body":
                    self.taken_up.emit()
        self._aim()
        return True

    def _hover(self, point: QPoint) -> bool:
        """Show that a lower edge can be grabbed; whether the pointer is on one."""
        block, inside = self._block_at(point), self._canvas.content_point(point)
        if block is None or not is_on_edge(block, inside.y()) or self._find(block.block.id) is None:
            return False
        look = replace(self._canvas.look, hovered_slot=None, hovered_block_id=block.block.id)
        self._canvas.set_look(look)
        self._canvas.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        return True

    # Taking up, aiming, putting down

    def _begin(self) -> None:
        self._canvas.set_look(replace(self._canvas.look, hovered_slot=None, hovered_block_id=""))
        self._show_ghosts()
        # Its keys are the hand's: Escape has to come here wherever the focus was.
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self._is_keyed:
            # The ring of the cursor would cover the ghost.
            self._view.show_cursor(is_shown=False)
        self._scroll.start()
        self.begun.emit()

    def _end(self) -> None:
        self._scroll.stop()
        self._pointer, self._is_keyed = None, False
        self._aiming.clear()
        self._tell_outside(None)
        self._show_ghosts()
        self._view.show_cursor(is_shown=True)
        self.opened.emit()

    def _show_ghosts(self) -> None:
        own = self.carried.appointment.id if self.carried is not None else ""
        self._aiming.show_ghosts(self._pinned, own)

    @Slot()
    def _aim(self) -> None:
        """Find what lies under the pointer, or the cursor, by now, and show what it is worth."""
        carried = self.carried
        if carried is None:
            return
        if self._pointer is not None:
            target, point = self._aiming.at_pointer(carried, self._column, self._pointer), self._pointer
        elif self._is_keyed:
            target, point = self._aiming.at_cursor(carried), self._aiming.cursor_point()
        else:
            return
        self._carrying.aim(target)
        self._aiming.show(carried, target, point)
        is_inside = target is not None or self._canvas.viewport().rect().contains(point)
        self._tell_outside(None if is_inside or carried.grip == "edge" else point)

    def _tell_outside(self, point: QPoint | None) -> None:
        if point is not None or self._is_outside:
            self._is_outside = point is not None
            self.carried_to.emit(None if point is None else self._canvas.viewport().mapToGlobal(point))

    def _put_down(self) -> None:
        carried, target, pointer = self.carried, self._carrying.target, self._pointer
        done = self._carrying.put_down()
        if carried is not None and target is None and pointer is not None and carried.grip == "body":
            # Before the end of the drag: what invites to drop goes with it.
            self.left_days.emit(carried.appointment, self._canvas.viewport().mapToGlobal(pointer))
        self._end()
        if done is not None:
            verdict = self._aiming.verdict(*done)
            (self.put_down if verdict.is_free else self.refused).emit(verdict)

    # What happens meanwhile

    @Slot()
    def _on_scroll_due(self) -> None:
        """Scroll while the mouse is near an edge of the days; ``_aim`` follows by the scroll bars."""
        viewport, pointer = self._canvas.viewport(), self._pointer
        if pointer is None or self._is_keyed:
            return
        down, across = self._canvas.verticalScrollBar(), self._canvas.horizontalScrollBar()
        if 0 <= pointer.x() < viewport.width():
            down.setValue(down.value() + _pull(pointer.y(), viewport.height()))
        if 0 <= pointer.y() < viewport.height():
            across.setValue(across.value() + _pull(pointer.x(), viewport.width()))

    @Slot(object)
    def _on_week(self, week: WeekFacts) -> None:
        """Let go of what somebody changed; a place may have become free or taken, too."""
        carried = self.carried
        if carried is None:
            return
        appointment = carried.appointment
        first, before = span_of(week)
        if week.doctor_id == appointment.doctor_id and first <= appointment.starts_at < before:
            now = next((one for one in week.appointments if one.id == appointment.id), None)
            if self._carrying.has_changed(now):
                self.let_go()
                self.changed_meanwhile.emit(appointment, now)
                return
        self._aim()


def _pull(at: int, length: int) -> int:
    """How many pixels to scroll with the pointer so far along an edge: more, the nearer it is to an end."""
    if at < _NEAR:
        return -max(2, min(_NEAR, _NEAR - at) // 2)
    if at >= length - _NEAR:
        return max(2, min(_NEAR, at - (length - _NEAR) + 1) // 2)
    return 0
