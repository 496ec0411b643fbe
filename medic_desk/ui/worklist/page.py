"""The worklist over the calendar's place: read by every desk, worked on by all at once, left at any time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QSplitter, QVBoxLayout, QWidget

from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.worklist.groups import RebookingGroup
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.side_panel import SidePanel
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.worklist import offer_words
from medic_desk.ui.worklist.call_panel import CallPanel
from medic_desk.ui.worklist.calling import Calling
from medic_desk.ui.worklist.head import WorklistHead
from medic_desk.ui.worklist.reading import WorklistReading
from medic_desk.ui.worklist.row_list import WorklistList
from medic_desk.ui.worklist.rows import WorklistRow, next_to_call, rows_of
from medic_desk.ui.worklist.taking_back import TakingBack
from medic_desk.ui.worklist.undo_question import UndoQuestion

_MINUTE = 60_000

_KEYS: Mapping[str, str] = {
    "n": "not_reached", "ν": "not_reached",
    "k": "kept", "κ": "kept",
    "c": "elsewhere", "ψ": "elsewhere",
    "u": "undo", "θ": "undo",
}  # fmt: skip
"""What a letter asks for, in the Latin and in the Greek layout of the same key."""


class WorklistPage(QWidget):
    """``left`` when it is to be closed; it is opened by ``open`` and stopped by ``stop``."""

    left = Signal()
    listed = Signal()
    """The list was read anew, and is shown."""
    proposed = Signal()
    """Where everybody could go was worked out anew, and is shown."""
    told = Signal(str)
    """What was done, for the status line."""
    elsewhere_asked = Signal(object)
    """RebookingItem: a person chooses its new place in the calendar."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """``clock`` answers what time it is (aware): the database's, as the desk knows it, unless given."""
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._clock = clock or desk.now
        self.attempt = Attempt(desk, self)
        self.calling = Calling(desk, self.attempt, self)
        self.taking_back = TakingBack(desk, self.attempt, self)
        self.reading = WorklistReading(desk, self)
        self._chosen = ""
        self._wanted_cause = ""
        self._next_after = ""
        """The row that was just settled: the next one is under the cursor once it is read."""
        self.head = WorklistHead(theme)
        self.message = MessageBanner(theme, wraps=True)
        self.undo_question = UndoQuestion(self.message, self.calling, self.taking_back, self)
        self.list = WorklistList(desk, theme, self.calling, self._clock)
        self.panel = CallPanel(theme, self.calling, self.list.cells)
        self._empty = QLabel()
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(QApplication.doubleClickInterval())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        self._empty.setWordWrap(True)
        self._empty.setText(
            self.tr(
                "Blocking time, illness, time off, closures and changed hours put the appointments here that"
                " are in the way."
            )
        )
        set_role(self._empty, "secondary")
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(*(theme.space(3),) * 4)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        self._splitter = QSplitter()
        self._splitter.addWidget(left)
        self._side = SidePanel(self.panel)
        self._splitter.addWidget(self._side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.head.group_chosen.connect(self.choose_group)
        self.head.filter_chosen.connect(self._on_filter)
        self.head.undo_all_asked.connect(self.undo_all)
        self.head.left.connect(self.left)
        self.list.row_chosen.connect(self._on_row)
        self.list.row_done.connect(self._on_row_done)
        self.panel.act_asked.connect(self.do)
        self.panel.offers.chosen.connect(self._on_offer)
        self.calling.changed.connect(self._on_calling)
        self.calling.settled.connect(self._on_settled)
        self.calling.refused.connect(self._on_refused)
        self.calling.gone.connect(self._on_gone)
        self.undo_question.answered.connect(self.list.setFocus)
        self.taking_back.told.connect(self.told)
        self.taking_back.refused.connect(self._on_refused)
        self.reading.listed.connect(self._on_listed)
        self.reading.proposed.connect(self._on_proposed)
        self.reading.failed.connect(self.tell_failed)
        self._minute.timeout.connect(self._show)
        self._desk.contact.came_back.connect(self.message.hide)

    # Open and closed

    def open(self, cause_id: str = "") -> None:
        """Show the list and keep it up to date; at the cause with that id, where there is one."""
        self._wanted_cause = cause_id
        self.message.hide()
        self.reading.start()
        self._minute.start()
        (self.list if self.list.rows else self._empty).setFocus()

    def stop(self) -> None:
        """Nobody sees it: read no more, and leave who is called to the others."""
        self.reading.stop()
        self._minute.stop()
        self.calling.end(note=self.panel.typed)

    @property
    def group(self) -> RebookingGroup | None:
        """The cause that is shown."""
        found = next((one for one in self.reading.groups if one.key == self._chosen), None)
        return found or next(iter(self.reading.groups), None)

    @property
    def is_settled(self) -> bool:
        """Whether the row under the cursor has stood there long enough to be meant."""
        return not self._settling.isActive()

    def row(self) -> WorklistRow | None:
        """The row under the cursor."""
        return self.list.current_row()

    # Reading

    @Slot()
    def _on_listed(self) -> None:
        self.calling.follow(self.reading.items())
        for group in self.reading.groups:
            if self._wanted_cause and group.cause is not None and group.cause.cause_id == self._wanted_cause:
                self._chosen, self._wanted_cause = group.key, ""
        self._show()
        self.listed.emit()

    @Slot()
    def _on_calling(self) -> None:
        called = self.calling.item
        self.reading.show_held(called.appointment_id if called is not None else "", self.calling.hold_ids)
        self._show()

    @Slot()
    def _on_proposed(self) -> None:
        called = self.calling.item
        if called is not None and self.calling.offer is None:
            # The start that was offered is gone, or there was none.
            fits = self.reading.fits.get(called.appointment_id)
            self.calling.offer_start(fits[0] if fits else None)
        self._show()
        self.proposed.emit()

    @Slot(object)
    def tell_failed(self, error: Exception) -> None:
        """Say why something could not be read."""
        if not self.attempt.is_open:
            self.message.say(error_sentence(error))

    # What it shows

    @Slot(str)
    def choose_group(self, key: str) -> None:
        """Show another cause."""
        self._chosen = key
        self._show()
        self.list.setFocus()

    @Slot(str)
    def _on_filter(self, _shown: str) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        clinic, group, now = self._desk.clinic, self.group, self._clock()
        if clinic is None:
            return
        self._chosen = group.key if group is not None else ""
        zone = self.list.cells.zone(group.items[0].was_doctor_id if group is not None else "")
        self.head.show_groups(self.reading.groups, self._chosen, clinic)
        self.head.show_group(group, clinic, zone, now)
        rows = rows_of(group, self.reading.fits, self.head.shown, now)
        before = self.list.rows_model.key_at(self.list.currentIndex())
        self.list.show_rows(rows)
        self.list.viewport().update()
        self._go_to_next(rows, before, now)
        shown, hidden = (self.list, self._empty) if rows else (self._empty, self.list)
        # Also while another window is the active one.
        had_focus = self.window().focusWidget() is hidden
        shown.show()
        hidden.hide()
        if had_focus:
            shown.setFocus()
        self._show_panel()

    def _go_to_next(self, rows: tuple[WorklistRow, ...], before: str, now: datetime) -> None:
        """After an outcome, and when the list is first read, the next that is to be called is chosen."""
        if self._next_after and _is_done(rows, self._next_after, now):
            after, self._next_after = self._next_after, ""
            self.list.choose(next_to_call(rows, after, now))
        elif not self.list.rows_model.key_at(self.list.currentIndex()) and rows and not before:
            # Of what is settled none: Enter would take it back.
            first = next((row.key for row in rows if row.item is not None and row.item.is_open), "")
            self.list.choose(next_to_call(rows, "", now) or first)
        if self.list.rows_model.key_at(self.list.currentIndex()) != before:
            self._settling.start()

    def _show_panel(self) -> None:
        row, group = self.row(), self.group
        open_rows = [one.key for one in self.list.rows if one.item is not None and one.item.is_open]
        place = open_rows.index(row.key) + 1 if row is not None and row.key in open_rows else 0
        self.panel.show_row(row, place, len(group.open_items) if group is not None else 0)

    @Slot(str)
    def _on_row(self, _key: str) -> None:
        self._settling.stop()
        self._show_panel()

    # What a person does

    @Slot(str)
    def _on_row_done(self, _key: str) -> None:
        self.do("next")

    @Slot(str)
    def do(self, name: str) -> None:
        """Do what a button or a key asks for with the row under the cursor."""
        row = self.row()
        item = row.item if row is not None else None
        if item is None or not self.is_settled:
            return
        if self.attempt.is_open:
            self.attempt.again()
            return
        self.message.hide()
        is_calling = self.calling.is_calling(item)
        note = self.panel.typed
        if name == "next":
            self._go_on(row, item)
        elif name == "undo" and not item.is_open:
            self.taking_back.take_back((item,))
        elif name == "elsewhere" and item.is_open:
            self.elsewhere_asked.emit(item)
        elif is_calling and name == "not_reached":
            self.calling.not_reached(note)
        elif is_calling and name == "cancelled":
            self.calling.cancelled(note)
        elif is_calling and name == "kept":
            self.calling.kept(note)
        elif is_calling and name == "let_go":
            self.calling.end(note=note)

    def _go_on(self, row: WorklistRow | None, item: RebookingItem) -> None:
        if not item.is_open:
            self.taking_back.take_back((item,))
        elif not self.calling.is_calling(item):
            self.calling.begin(item, row.best if row is not None else None)
        elif self.calling.offer is not None:
            self.calling.moved(self.panel.typed)
        else:
            self.message.say(self.tr("Offer a time first: by its figure, or choose one in the calendar."))

    @Slot()
    def undo_all(self) -> None:
        """Ask whether all outcomes of the cause are taken back."""
        if self.group is not None and not self.attempt.is_open:
            self.undo_question.ask(self.group)

    @Slot(object)
    def _on_offer(self, offer: OfferedStart) -> None:
        if self.calling.is_calling(self._item()):
            self.calling.offer_start(offer)

    def _item(self) -> RebookingItem | None:
        row = self.row()
        return row.item if row is not None else None

    @Slot(str)
    def _on_settled(self, key: str) -> None:
        self._next_after = key
        self.message.hide()
        self._show()
        self.list.setFocus()

    @Slot(str, object)
    def _on_refused(self, sentence: str, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self.message.say(sentence, choices)
        if choices:
            self.message.buttons[0].setFocus()
        self._desk.read_again()

    @Slot(object)
    def _on_gone(self, offer: OfferedStart | None) -> None:
        """Somebody has the start that was offered: say so, and look again where everybody could go."""
        if offer is not None and not self.message.text:
            when = offer_words(offer, self._clock())
            text = self.tr("Another desk has just taken {moment}: the next best is offered.")
            self.message.say(text.format(moment=when))
        self.reading.ask_for_places()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Take the keys of the rows before the menu does: Del cancels this row, not what was chosen there."""
        if (
            not is_taken_apart(self)
            and event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._asks(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures offer a start, letters are outcomes; Esc leaves the row, then the page."""
        asked = self._asks(event)
        if not asked or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif asked.isdigit():
            self.panel.offers.choose(int(asked))
        elif asked == "undo_latest":
            self.undo_question.undo_latest(self.reading.items())
        elif asked != "esc":
            self.do(asked)
        elif self.calling.item is not None:
            self.calling.end(note=self.panel.typed)
        else:
            self.left.emit()

    def _asks(self, event: QKeyEvent) -> str:
        """What a key asks for; empty for nothing, and for all but Esc while a note is typed."""
        if event.key() == Qt.Key.Key_Escape:
            return "esc"
        if event.matches(QKeySequence.StandardKey.Undo) and self.undo_question.has_latest:
            return "undo_latest"
        if self.panel.note.hasFocus() or event.modifiers() not in (_NONE, _KEYPAD, _SHIFT):
            return ""
        if event.key() == Qt.Key.Key_Delete:
            return "cancelled"
        text = event.text().lower()
        return text if text in ("1", "2", "3", "4") else _KEYS.get(text, "")


_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _is_done(rows: tuple[WorklistRow, ...], key: str, now: datetime) -> bool:
    """Whether what was read shows the outcome of a row by now."""
    item = next((row.item for row in rows if row.key == key), None)
    return item is None or not item.is_open or item.rests(now)
