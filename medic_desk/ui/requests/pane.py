"""One of the lists of what waits, under the calendar: what can be done with its rows, and the way to each.

It stands beside the calendar and covers nothing, so that a row can be looked at there before it is decided.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.appointment_steps import approve, reject
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.holds import end_hold
from medic_desk.model.appointments.open_holds import read_open_holds, read_pending_requests
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.requests.badges import WATCHED, Kind
from medic_desk.ui.requests.lists import HoldList, RequestList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.acts import act_words
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.waiting import has_run_out, hold_sentence

_ACTS: Mapping[Kind, tuple[AppointmentAct[Any], ...]] = {
    "requests": (approve, reject),
    "holds": (end_hold,),
}
"""What can be done with a row of each list, the likeliest first."""

_READS: Mapping[Kind, Callable[..., Any]] = {
    "requests": read_pending_requests,
    "holds": read_open_holds,
}

_SHOWN_ROWS = 6
"""How many rows are in view at first."""
_LEAST_CHARACTERS = 20
"""Across, of the sentence beside the title where there is little room."""


@dataclass(frozen=True, slots=True)
class _Acting:
    """The row that a person did something with, and where it stood: its neighbour is next."""

    key: str
    place: int


class WaitingPane(QWidget):
    """Shows one list at a time. It asks by signal and never acts itself."""

    act_asked = Signal(str, object)
    """The name of an act, and the WeekAppointment that it is to be done to."""
    jump_asked = Signal(object)
    """WeekAppointment: show its day in the calendar, and select it there."""
    closed = Signal()
    listed = Signal()
    """What waits was read anew, and is shown."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.kind: Kind = "requests"
        self.is_read = False
        """Whether the list shows what was read since it was opened."""
        self._acting: _Acting | None = None
        self._is_fresh = True
        """Whether no row was shown since the list was opened."""
        self.lists: dict[Kind, RowList[Any]] = {
            "requests": RequestList(desk, theme),
            "holds": HoldList(desk, theme),
        }
        self._title = QLabel()
        set_role(self._title, "heading")
        self._sentence = ElidedLabel(_LEAST_CHARACTERS)
        set_role(self._sentence, "secondary")
        self._empty = QLabel()
        set_role(self._empty, "secondary")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        show_plain(self._title, self._empty)
        self.act_buttons: dict[str, QPushButton] = {}
        self.jump_button = QPushButton(self.tr("&Show in the calendar"))
        self.close_button = QToolButton()
        self.message = MessageBanner(theme)
        self._stack = QStackedWidget()
        self._read = KeptRead(desk, WATCHED, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(QApplication.doubleClickInterval())
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._restyle()

    def _make_buttons(self) -> None:
        for act in (act for acts in _ACTS.values() for act in acts):
            # No letters to go with Alt: the menu bar has them all, and each act has a key of its own.
            words = act_words(act)
            plain = words.menu.replace("&", "")
            button = QPushButton(plain)
            button.setToolTip(f"{plain.rstrip('…')} ({words.key})")
            button.setAccessibleName(plain.rstrip("…"))
            button.setAutoDefault(False)
            button.clicked.connect(self._on_act_clicked)
            self.act_buttons[act.name] = button
        set_role(self.act_buttons[approve.name], "primary")
        set_role(self.act_buttons[end_hold.name], "primary")
        self.close_button.setAccessibleName(self.tr("Close the list"))
        self.close_button.setToolTip(self.tr("Close the list (Esc)"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(self._title)
        head.addWidget(self._sentence, 1)
        for button in (*self.act_buttons.values(), self.jump_button, self.close_button):
            head.addWidget(button)
        for shown in self.lists.values():
            self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        line = self.fontMetrics().height() + theme.space(3)
        self._stack.setMinimumHeight(line * 3)
        self.preferred_height = line * (_SHOWN_ROWS + 3)

    def _connect(self) -> None:
        for shown in self.lists.values():
            shown.row_chosen.connect(self._on_row)
            shown.row_opened.connect(self._on_opened)
        self.jump_button.clicked.connect(self.jump)
        self.close_button.clicked.connect(self.closed)
        self._read.done.connect(self._on_read)
        self._read.failed.connect(self._on_failed)
        self._settling.timeout.connect(self._show_buttons)
        self._theme.changed.connect(self._restyle)
        self._desk.person_changed.connect(self._show_buttons)

    # Which list

    def open(self, kind: Kind) -> None:
        """Show a list, read it, and keep it up to date until ``stop``."""
        self.kind = kind
        self._acting = None
        self.message.hide()
        self._is_fresh, self.is_read = True, False
        self._title.setText(self._texts()[0])
        self._empty.setText(self.tr("Reading…"))
        self._show_rows(())
        self._read.start(_READS[kind])
        (self.list if self.list.rows else self._empty).setFocus()

    def stop(self) -> None:
        """Read no more: nobody sees it."""
        self._read.stop()

    @property
    def list(self) -> RowList[Any]:
        """The list of the kind that is shown."""
        return self.lists[self.kind]

    @property
    def is_settled(self) -> bool:
        """Whether the row under the hand has stood there long enough to be meant."""
        return not self._settling.isActive()

    def current(self) -> Any:
        """The row under the cursor, a WeekAppointment; None where there is none."""
        return self.list.current_row()

    def _texts(self) -> tuple[str, str]:
        """The title of the list, and what it says while it is empty."""
        texts = {
            "requests": (
                self.tr("Requests to approve"),
                self.tr(
                    "No request waits. What patients and other programs ask for appears here by itself, to be"
                    " approved with F2 or turned down with Shift+F2."
                ),
            ),
            "holds": (
                self.tr("Times that are held"),
                self.tr(
                    "Nobody holds a time. While a booking form is open at a desk its time is held, and stands"
                    " here."
                ),
            ),
        }
        return texts[self.kind]

    # Reading

    @Slot(object)
    def _on_read(self, found: Sequence[WeekAppointment]) -> None:
        self.message.hide()
        self._show_rows(found)
        self._empty.setText(self._texts()[1])
        self.is_read = True
        self.listed.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.message.say(error_sentence(error))

    def _show_rows(self, rows: Sequence[WeekAppointment]) -> None:
        """List these rows; the cursor stays on its row, and takes no other by itself but after an own act."""
        shown, before = self.list, self._key()
        had_focus = self._has_focus()
        shown.show_rows(rows)
        # The words of a cell follow the clock also where its row is the same.
        shown.viewport().update()
        acted = self._acting if all(row.id != self._acted_key() for row in rows) else None
        if rows and self._is_fresh:
            shown.choose(rows[0].id)
        elif rows and acted is not None and acted.key == before:
            shown.choose(rows[min(acted.place, len(rows) - 1)].id)
        if acted is not None:
            self._acting = None
        self._is_fresh = self._is_fresh and not rows
        if self._key() != before:
            self._settling.start()
        self._stack.setCurrentWidget(shown if rows else self._empty)
        if had_focus and not self._has_focus():
            (self.list if self.list.rows else self._empty).setFocus()
        self._show_buttons()

    def _key(self) -> str:
        row = self.current()
        return row.id if row is not None else ""

    def _acted_key(self) -> str:
        return self._acting.key if self._acting is not None else ""

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused) and focused.isVisible()

    # What can be done

    @Slot()
    def _show_buttons(self) -> None:
        """Show the buttons of the list, on where the act is lawful, permitted and meant for this row."""
        offered = self._offered()
        for name, button in self.act_buttons.items():
            is_of_list = any(act.name == name for act in _ACTS[self.kind])
            button.setVisible(is_of_list and bool(self.list.rows))
            button.setEnabled(any(act.name == name for act in offered))
        has_row = self.current() is not None
        self.jump_button.setVisible(bool(self.list.rows))
        self.jump_button.setEnabled(has_row)
        self._sentence.show_text(self._said_of_row())

    def _offered(self) -> tuple[AppointmentAct[Any], ...]:
        row, now = self.current(), minute_floor(self._desk.now())
        if not isinstance(row, WeekAppointment) or not self.is_settled:
            return ()
        return tuple(
            act
            for act in _ACTS[self.kind]
            if act.is_lawful(row, now) and self._desk.may(act.permission, row.doctor_id)
        )

    def _said_of_row(self) -> str:
        row, now = self.current(), self._desk.now()
        if row is None:
            return self.tr("Choose a row with the arrow keys.") if self.list.rows else ""
        if self.kind == "holds":
            return hold_sentence(row, self._desk.desk_name, now)
        if has_run_out(row, now):
            return self.tr("It ran out: it can be approved while nobody else has taken its time.")
        return ""

    @Slot()
    def _on_act_clicked(self) -> None:
        for name, button in self.act_buttons.items():
            if button is self.sender():
                self._act(name)

    def _act(self, name: str) -> None:
        row = self.current()
        if any(act.name == name for act in self._offered()):
            self._acting = _Acting(row.id, self.list.currentIndex().row())
            self.act_asked.emit(name, row)

    @Slot()
    def jump(self) -> None:
        """Show the row's day in the calendar."""
        row = self.current()
        if row is not None:
            self.jump_asked.emit(row)

    @Slot(str)
    def _on_row(self, _key: str) -> None:
        self._settling.stop()
        self._show_buttons()

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        self.jump()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Take the keys of the list's acts before the menu does: here they mean the row of the list."""
        if is_taken_apart(self):
            return super().event(event)
        is_ours = (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (bool(self._act_of(event)) or event.key() == Qt.Key.Key_Escape)
        )
        if is_ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key of an act does it, once for one press; Esc closes the list."""
        name = self._act_of(event)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not name:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._act(name)

    def _act_of(self, event: QKeyEvent) -> str:
        """The act of this list that a key asks for; empty for none."""
        pressed = QKeySequence(event.keyCombination())
        for act in _ACTS[self.kind]:
            if pressed == QKeySequence(act_words(act).key):
                return act.name
        return ""

    @Slot()
    def _restyle(self) -> None:
        self.close_button.setIcon(self._theme.icon("close"))
