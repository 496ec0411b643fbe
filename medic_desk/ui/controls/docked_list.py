"""A list of what waits, docked under the calendar: what can be done with its rows, and the way to each.

It stands beside the calendar and covers nothing, so that a row can be looked at there before it is decided.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class Row(Protocol):
    """What every row has."""

    @property
    def id(self) -> str:
        """The appointment's."""


@dataclass(frozen=True, slots=True)
class Acted:
    """The row that a person did something with, and where it stood: its neighbour is next."""

    key: str
    place: int


class DockedList(QWidget):
    """Reads while it is shown; what is made from it names its acts and says what can be done with a row.

    One that is made from it answers ``list``, makes its buttons by ``_add_act``, calls ``_lay_out`` when all
    that it shows is there, ``_begin`` when it is opened and ``_show_read`` for what ``_read`` found.
    """

    jump_asked = Signal(object)
    """WeekAppointment: show its day in the calendar, and select it there."""
    closed = Signal()
    listed = Signal()
    """What waits was read anew, and is shown."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        watched: Collection[str],
        least_characters: int,
        parent: QWidget | None = None,
    ) -> None:
        """``watched`` are the tables that are read; ``least_characters`` those left of a sentence."""
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.is_read = False
        """Whether the list shows what was read since it was opened."""
        self._acted: Acted | None = None
        self._is_fresh = True
        """Whether no row was shown since the list was opened."""
        self._title, self._empty = QLabel(), QLabel()
        self._sentence = ElidedLabel(least_characters)
        self.act_buttons: dict[str, QPushButton] = {}
        self._keys: dict[str, QKeySequence] = {}
        self.jump_button = QPushButton(self.tr("Show in the ca&lendar"))
        self.close_button = QToolButton()
        self.message = MessageBanner(theme)
        self._stack = QStackedWidget()
        self.preferred_height = 0
        self._read = KeptRead(desk, watched, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(QApplication.doubleClickInterval())

    # How it is made

    def _add_act(self, name: str, text: str, key: str) -> QPushButton:
        # No letters to go with Alt: the menu bar has them all, and each act has a key of its own.
        plain = text.replace("&", "")
        button = QPushButton(plain)
        button.setToolTip(f"{plain.rstrip('…')} ({key})")
        button.setAccessibleName(plain.rstrip("…"))
        button.setAutoDefault(False)
        button.clicked.connect(self._on_act_clicked)
        self.act_buttons[name], self._keys[name] = button, QKeySequence(key)
        return button

    def _lay_out(
        self, lists: Sequence[RowList[Any]], at_head: Sequence[QWidget], below: QLayout | None, rows: int
    ) -> None:
        """Put the title over the lists, ``at_head`` beside it, ``below`` under it; ``rows`` high."""
        self._dress()
        theme = self._theme
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(self._title)
        head.addWidget(self._sentence, 1)
        for widget in (*at_head, self.close_button):
            head.addWidget(widget)
        for shown in (*lists, self._empty):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        if below is not None:
            column.addLayout(below)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        line = self.fontMetrics().height() + theme.space(3)
        self._stack.setMinimumHeight(line * 3)
        self.preferred_height = line * rows
        self._connect(lists)
        self._restyle()

    def _dress(self) -> None:
        set_role(self._title, "heading")
        set_role(self._sentence, "secondary")
        set_role(self._empty, "secondary")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        show_plain(self._title, self._empty)
        self.close_button.setAccessibleName(self.tr("Close the list"))
        self.close_button.setToolTip(self.tr("Close the list (Esc)"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self, lists: Sequence[RowList[Any]]) -> None:
        for shown in lists:
            shown.row_chosen.connect(self._on_row)
            shown.row_opened.connect(self.jump)
        self.jump_button.clicked.connect(self.jump)
        self.close_button.clicked.connect(self.closed)
        self._read.done.connect(self._on_read)
        self._read.failed.connect(self._on_failed)
        self._settling.timeout.connect(self._show_buttons)
        self._theme.changed.connect(self._restyle)
        self._desk.person_changed.connect(self._show_buttons)

    # What one that is made from it says. No slot is overridden: its connections would outlive the widget.

    @property
    def list(self) -> RowList[Any]:
        """The list that is shown."""
        raise NotImplementedError

    def _is_of_list(self, _name: str) -> bool:
        """Whether an act is one of the list that is shown."""
        return True

    def _is_offered(self, _name: str) -> bool:
        """Whether an act is lawful for the row under the cursor, permitted, and meant for it."""
        raise NotImplementedError

    def _act(self, _name: str, _row: Any) -> None:
        """Do an act that is offered to a row."""
        raise NotImplementedError

    def _appointment_of(self, row: Any) -> object:
        """The appointment of a row."""
        return row

    def _said(self) -> str:
        """The sentence beside the title."""
        raise NotImplementedError

    def _is_done_with(self, rows: Sequence[Row], acted: Acted) -> bool:
        """Whether the row that something was done with is not in its place any more."""
        return all(row.id != acted.key for row in rows)

    def _take(self, key: str) -> None:
        """Bring the cursor to a row that nobody chose."""
        self.list.choose(key)

    def _take_read(self, _found: Any) -> None:
        """Show what was found, by ``_show_read``."""
        raise NotImplementedError

    def _tell_failed(self, _error: Exception) -> None:
        """Say why nothing was read."""
        raise NotImplementedError

    def _show_of_row(self) -> None:
        """Show beside the buttons what is of the row under the cursor."""

    def _row_was_chosen(self, _key: str) -> None:
        """A person brought the cursor to a row."""

    def _restyle_more(self) -> None:
        """Another theme: style what this list has beside the others' parts."""

    # Reading

    @Slot(object)
    def _on_read(self, found: object) -> None:
        self._take_read(found)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._tell_failed(error)

    def _begin(self, title: str) -> None:
        """Open: nothing is read yet."""
        self._acted = None
        self.message.hide()
        self._is_fresh, self.is_read = True, False
        self._title.setText(title)
        self._empty.setText(self.tr("Reading…"))
        self._show_rows(())
        self._shown().setFocus()

    def stop(self) -> None:
        """Read no more: nobody sees it."""
        self._read.stop()

    def _show_read(self, rows: Sequence[Row], empty: str) -> None:
        """List what was read; ``empty`` is said in its place where there is nothing."""
        self._empty.setText(empty)
        self._show_rows(rows)
        self.is_read = True
        self.listed.emit()

    def _show_rows(self, rows: Sequence[Row]) -> None:
        """List these rows; the cursor stays on its row, and takes no other by itself but after an own act."""
        shown, before = self.list, self._key()
        had_focus = self._has_focus()
        shown.show_rows(rows)
        # The words of a cell follow the clock also where its row is the same.
        shown.viewport().update()
        acted = self._acted
        if acted is not None and self._is_done_with(rows, acted):
            self._acted = None
        if rows and self._is_fresh:
            self._take(rows[0].id)
        elif rows and acted is not None and self._acted is None and acted.key == before:
            self._take(rows[min(acted.place, len(rows) - 1)].id)
        self._is_fresh = self._is_fresh and not rows
        if self._key() != before:
            self._settling.start()
        self._stack.setCurrentWidget(shown if rows else self._empty)
        if had_focus and not self._has_focus():
            self._shown().setFocus()
        self._show_buttons()

    def _shown(self) -> QWidget:
        return self.list if self.list.rows else self._empty

    def current(self) -> Any:
        """The row under the cursor; None where there is none."""
        return self.list.current_row()

    def _key(self) -> str:
        row = self.current()
        return row.id if row is not None else ""

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused) and focused.isVisible()

    # What can be done

    @property
    def is_settled(self) -> bool:
        """Whether the row under the cursor has stood there long enough to be meant."""
        return not self._settling.isActive()

    @Slot()
    def _show_buttons(self) -> None:
        """Show the buttons of the list, on where the act is offered."""
        has_rows = bool(self.list.rows)
        for name, button in self.act_buttons.items():
            button.setVisible(has_rows and self._is_of_list(name))
            button.setEnabled(self._is_offered(name))
        self.jump_button.setVisible(has_rows)
        self.jump_button.setEnabled(self.current() is not None)
        self._sentence.show_text(self._said())
        self._show_of_row()

    def _do(self, name: str) -> None:
        row = self.current()
        if row is not None and self._is_offered(name):
            self._acted = Acted(row.id, self.list.currentIndex().row())
            self._act(name, row)

    @Slot()
    def _on_act_clicked(self) -> None:
        for name, button in self.act_buttons.items():
            if button is self.sender():
                self._do(name)

    @Slot()
    def jump(self) -> None:
        """Show the row's day in the calendar."""
        row = self.current()
        if row is not None:
            self.jump_asked.emit(self._appointment_of(row))

    @Slot(str)
    def _on_row(self, key: str) -> None:
        self._settling.stop()
        self._show_buttons()
        self._row_was_chosen(key)

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
            self._do(name)

    def _act_of(self, event: QKeyEvent) -> str:
        """The act of this list that a key asks for; empty for none."""
        pressed = QKeySequence(event.keyCombination())
        asked = (name for name, key in self._keys.items() if pressed == key and self._is_of_list(name))
        return next(asked, "")

    @Slot()
    def _restyle(self) -> None:
        self.close_button.setIcon(self._theme.icon("close"))
        self._restyle_more()
