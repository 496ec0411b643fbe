"""A sentence in a form, and the few buttons that answer it: errors are said where the eye is."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

Choice = tuple[str, Callable[[], object]]
"""The text of a button, and what it does."""


class _Answer(QPushButton):
    """A button that Enter presses while it has focus: else the form's default button would take it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer a new press; a key still held from the act that is asked about answers nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class MessageBanner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, wraps: bool = False) -> None:
        """``wraps`` lets the buttons go on in a next line; else the window is as wide as they need."""
        super().__init__(parent)
        set_role(self, "banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._text = QLabel()
        self._text.setWordWrap(True)
        show_plain(self._text)
        self.buttons: list[QPushButton] = []
        self._actions: dict[QPushButton, Callable[[], object]] = {}
        self._has_width = False
        """Whether the window has given this banner its width."""
        self._row = WrappingRow(theme.space(2)) if wraps else QHBoxLayout()
        self._row.setSpacing(theme.space(2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        layout.setSpacing(theme.space(2))
        layout.addWidget(self._text)
        layout.addLayout(self._row)
        self.hide()

    @property
    def text(self) -> str:
        """What is said at present."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentence: str, choices: Sequence[Choice] = ()) -> None:
        """Show a sentence, with a button for each choice."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.buttons.clear()
        self._actions.clear()
        for text, action in choices:
            button = _Answer(text)
            button.setAutoDefault(False)
            button.clicked.connect(self._on_clicked)
            self.buttons.append(button)
            self._actions[button] = action
            self._row.addWidget(button)
        self._take_places_in_tab_order()
        if isinstance(self._row, QHBoxLayout):
            self._row.addStretch(1)
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self.show()
        for shown in self.buttons:
            # By itself the layout shows it a moment later, and until then it cannot take focus.
            shown.show()
        self._keep_room()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _take_places_in_tab_order(self) -> None:
        """Let Tab come to the buttons where they stand: by themselves they come after all that was there."""
        # Qt lets nothing follow what never has focus.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for former, button in pairwise((self, *self.buttons)):
            QWidget.setTabOrder(former, button)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for every line at the width that the window gives."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._has_width = True
        self._keep_room()

    def _keep_room(self) -> None:
        # By itself a window's least height is that of its texts at some other width: it would squeeze them.
        layout = self.layout()
        if not self._has_width or layout is None:
            return
        needed = max(0, self.heightForWidth(self.width()))
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)
            # While it is being resized its texts are placed for the height that it had.
            layout.invalidate()

    @Slot()
    def _on_clicked(self) -> None:
        action = self._actions.get(self.sender())  # type: ignore[call-overload]
        if action is not None:
            action()
