"""The window of likely duplicates: who may stand twice in the clinic's list, worked through pair by pair.

It stands beside the calendar and waits for nobody. It changes nothing itself: two are compared and merged in
the window of patients, and what was merged leaves the list.
"""

from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.patients.duplicate_pairs import (
    LONGEST_SECONDS,
    PAGE,
    DuplicatePair,
    DuplicatePairs,
    read_duplicate_pairs,
)
from medic_desk.model.store.changes import Changed
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.patients.duplicate_list import DuplicateList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import whole_number

_WIDTH, _HEIGHT = 160, 36
"""How large it opens, in letters and lines of its own type."""
_PAUSE_MILLISECONDS = 300
"""So long it waits after news: a storm of them is read once."""


class DuplicatesWindow(GrowingDialog):
    """``open_list`` shows it; not modal, and hidden when it is closed."""

    compare_asked = Signal(object)
    """DuplicatePair: show the two side by side."""
    card_asked = Signal(str)
    """The id of a patient whose card is wanted."""
    shown = Signal()
    """The list stands there as it was just read."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._limit = PAGE
        self._is_stale = True
        """Whether patients may have changed since the list was read."""
        self._found: DuplicatePairs | None = None
        self.setWindowTitle(self.tr("Likely duplicates"))
        self.message = MessageBanner(theme, wraps=True)
        self.list = DuplicateList(theme)
        self.said = QLabel()
        self.upper_button = QPushButton(self.tr("Card of the &upper"))
        self.lower_button = QPushButton(self.tr("Card of the &lower"))
        self.more_button = QPushButton(self.tr("Show &more"))
        self.foot = EditorFoot(theme)
        self.compare_button = self.foot.add_primary(self.tr("&Compare and merge…"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._lay_out(theme)
        self._connect()
        self._show_state()

    def _lay_out(self, theme: Theme) -> None:
        hint = QLabel(
            self.tr(
                "Patients alike in name, birth date or phone, the likeliest first."
                " Enter compares the two; nothing is merged before you say so."
            )
        )
        for label in (hint, self.said):
            label.setWordWrap(True)
            show_plain(label)
        set_role(hint, "secondary")
        buttons = QWidget()
        row = WrappingRow(theme.space(2))
        buttons.setLayout(row)
        for button, keys in ((self.upper_button, "F6"), (self.lower_button, "F7"), (self.more_button, "F8")):
            button.setAutoDefault(False)
            button.setToolTip(keys)
            set_role(button, "quiet")
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(2))
        column.addWidget(hint)
        column.addWidget(self.message)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addWidget(buttons)
        column.addWidget(self.foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        open_at_size(self, letter * _WIDTH, line * _HEIGHT)

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._show_state)
        self.list.row_opened.connect(self.compare)
        self.upper_button.clicked.connect(self.open_upper)
        self.lower_button.clicked.connect(self.open_lower)
        self.more_button.clicked.connect(self.show_more)
        self.foot.buttons.accepted.connect(self.compare)
        self.foot.buttons.rejected.connect(self.reject)
        self._pause.timeout.connect(self.read_again)
        self._desk.heard.connect(self._on_heard)
        self._desk.person_changed.connect(self._show_state)
        for keys, does in (
            ("F5", self.read_again),
            ("F6", self.open_upper),
            ("F7", self.open_lower),
            ("F8", self.show_more),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(does)

    # Reading

    @Slot()
    def open_list(self) -> None:
        """Show the window, with the list as it stands now."""
        if not self.isVisible():
            self._limit = PAGE
            self._is_stale = True
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()
        if self._is_stale:
            self.read_again()

    @Slot()
    def read_again(self) -> None:
        """Read the pairs anew; the chosen one stays chosen, or the next one where it is gone."""
        self._pause.stop()
        if not self.isVisible():
            return
        self._is_stale = False
        self._desk.read(
            self,
            partial(read_duplicate_pairs, limit=self._limit),
            self.show_found,
            self._on_failed,
            replaces="likely duplicates",
            seconds=LONGEST_SECONDS,
        )
        self._show_state()

    @Slot()
    def show_more(self) -> None:
        """List the next pairs too."""
        if self.more_button.isEnabled() and not self.more_button.isHidden():
            self._limit += PAGE
            self.read_again()

    def changeEvent(self, event: QEvent) -> None:
        """Read what was heard of while a person was elsewhere."""
        if is_taken_apart(self):
            return
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._is_stale:
            self.read_again()
        super().changeEvent(event)

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        if any(changed.table in (None, "patients") for changed in changes):
            self._is_stale = True
            if self.isActiveWindow() and not self._pause.isActive():
                self._pause.start()

    def show_found(self, found: DuplicatePairs) -> None:
        """List these pairs; the chosen one stays chosen, or the one that came to its place."""
        place = max(0, self.list.currentIndex().row())
        self._found = found
        self.message.hide()
        self.list.show_rows(found.pairs)
        if self.list.current_row() is None and found.pairs:
            self.list.choose(found.pairs[min(place, len(found.pairs) - 1)].key)
        self._show_state()
        self.shown.emit()

    def _on_failed(self, error: Exception) -> None:
        self._is_stale = True
        self._show_state()
        self.message.say(error_sentence(error), ((self.tr("&Read again"), self.read_again),))

    # What is shown

    @Slot()
    def _show_state(self) -> None:
        """Let the buttons do what can be done with the chosen pair, and say how many pairs there are."""
        found, has_pair = self._found, self.list.current_row() is not None
        self.compare_button.setEnabled(has_pair and self._desk.may(Permission.MERGE_PATIENTS))
        for button in (self.upper_button, self.lower_button):
            button.setEnabled(has_pair)
        self.list.setVisible(found is None or bool(found.pairs))
        self.more_button.setVisible(found is not None and found.total > len(found.pairs))
        self.said.setText(self._how_many(found))

    def _how_many(self, found: DuplicatePairs | None) -> str:
        if found is None:
            return self.tr("Looking…")
        if not found.pairs:
            return self.tr("Nobody stands twice, as far as names, birth dates and phones tell.")
        if found.total > len(found.pairs):
            shown, total = whole_number(len(found.pairs)), whole_number(found.total)
            return self.tr("{shown} of {total} pairs.").format(shown=shown, total=total)
        return self.tr("%n pair(s).", n=found.total)

    # What a person does

    @Slot()
    def compare(self) -> None:
        """Compare the chosen two; whoever may not merge gets the card of the upper one."""
        pair: DuplicatePair | None = self.list.current_row()
        if pair is not None and self._desk.may(Permission.MERGE_PATIENTS):
            self.compare_asked.emit(pair)
        else:
            self.open_upper()

    @Slot()
    def open_upper(self) -> None:
        """Open the card of the upper of the chosen two."""
        pair: DuplicatePair | None = self.list.current_row()
        if pair is not None:
            self.card_asked.emit(pair.one.id)

    @Slot()
    def open_lower(self) -> None:
        """Open the card of the lower of the chosen two."""
        pair: DuplicatePair | None = self.list.current_row()
        if pair is not None:
            self.card_asked.emit(pair.other.id)
