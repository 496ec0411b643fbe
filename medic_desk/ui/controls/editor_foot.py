"""The foot of a window that edits: at the left what state the work is in, at the right its buttons."""

from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QWidget

from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class EditorFoot(QWidget):
    """``buttons`` holds Close from the first; its ``accepted`` and ``rejected`` are for the window.

    The buttons stand in the order of the platform. Enter presses the primary one alone.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = QLabel()
        self.state.setWordWrap(True)
        show_plain(self.state)
        set_role(self.state, "secondary")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.close_button: QPushButton = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        self.close_button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.state, 1)
        row.addWidget(self.buttons)

    def add_primary(self, text: str) -> QPushButton:
        """Add the button that does what the window is for: ``accepted`` comes of it, and of Enter."""
        button = QPushButton(text)
        set_role(button, "primary")
        button.setDefault(True)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        return button

    def add_quiet(self, text: str) -> QPushButton:
        """Add a button that takes a step back within the window: connect its ``clicked``."""
        button = QPushButton(text)
        set_role(button, "quiet")
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        button.setAutoDefault(False)
        return button

    def say(self, sentence: str) -> None:
        """Say what state the work is in; an empty sentence says nothing."""
        self.state.setText(sentence)
