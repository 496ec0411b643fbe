"""The foot of a booking: the sentence of what would be booked, whether it is held, and the one button."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.appointments.holds import HOLD_LASTS, RENEW_EVERY
from medic_desk.ui.booking.sentence import Sentence
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

_SECOND = 1_000
_RENEWED_LEAVES = HOLD_LASTS - RENEW_EVERY - timedelta(seconds=10)
"""A hold that is renewed in time, over a slow line too, always has more left than this."""


class BookingFoot(QFrame):
    """What is missing stands in the button's place until nothing is."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held_until: datetime | None = None
        self._head, self._rest, self._held = QLabel(), QLabel(), QLabel()
        self._missing = QLabel()
        self.book_button = QPushButton()
        for label in (self._head, self._rest, self._held, self._missing):
            show_plain(label)
            label.setWordWrap(True)
        set_role(self, "sentence")
        set_role(self._head, "heading")
        set_role(self.book_button, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(3),) * 4)
        column.setSpacing(theme.space(1))
        for part in (self._head, self._rest, self._held):
            column.addWidget(part)
        column.addSpacing(theme.space(1))
        column.addWidget(self._missing)
        column.addWidget(self.book_button)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND)
        self._second.timeout.connect(self._show_held)
        desk.contact.went_offline.connect(self._show_held)
        desk.contact.came_back.connect(self._show_held)

    @property
    def sentence(self) -> str:
        """What is said over the button; empty while nothing is chosen."""
        return ", ".join(filter(None, (self._head.text(), self._rest.text())))

    @property
    def missing(self) -> str:
        """What stands in the button's place; empty where the button does."""
        return self._missing.text() if not self._missing.isHidden() else ""

    @property
    def held(self) -> str:
        """What is said of the hold; empty where nothing is held."""
        return self._held.text() if not self._held.isHidden() else ""

    def show_sentence(self, sentence: Sentence | None) -> None:
        """Say what would be booked; None: not yet known."""
        self._head.setText(sentence.head if sentence is not None else "")
        self._rest.setText(sentence.rest if sentence is not None else "")
        self.setAccessibleDescription(sentence.whole if sentence is not None else "")
        for label in (self._head, self._rest):
            label.setVisible(bool(label.text()))

    def show_button(self, text: str, *, missing: str, is_enabled: bool) -> None:
        """Show the button, or what is missing in its place."""
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self.book_button.setText(text)
        self.book_button.setVisible(not missing)
        self.book_button.setEnabled(is_enabled and not missing)

    def show_held(self, until: datetime | None) -> None:
        """Say that the start is held, by now until ``until`` (aware); None: nothing is held.

        While the hold is renewed it simply stands. Where it is not, its time runs out: that is counted down,
        and said once it is over.
        """
        self._held_until = until
        if until is None:
            self._second.stop()
        elif not self._second.isActive():
            self._second.start()
        self._show_held()

    @Slot()
    def _show_held(self) -> None:
        text = self._held_text(self._held_until) if self._held_until is not None else ""
        self._held.setText(text)
        self._held.setVisible(bool(text))

    def _held_text(self, until: datetime) -> str:
        left = until - self._desk.now()
        if left > _RENEWED_LEAVES and self._desk.contact.offline_since is None:
            return self.tr("Held for you, other desks see it")
        if left <= timedelta():
            return self.tr("No longer held for you: another desk may take it.")
        minutes, seconds = divmod(int(left.total_seconds()), 60)
        text = self.tr("Not renewed: held for you {time} more")
        return text.format(time=f"{minutes}:{seconds:02d}")
