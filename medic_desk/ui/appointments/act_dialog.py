"""What every dialog about an appointment shares: what was answered, one act that is sent once, one button."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence


class ActDialog(GrowingDialog):
    """``acted`` (the act's result) once its act stands; it stays open while the act is under way.

    A dialog made from it fills ``column`` between the head and the foot, names in ``fields`` what may not be
    edited while an act is under way or unknown, and answers in ``act_text`` what its one button does.
    """

    acted = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.attempt = Attempt(desk, self)
        self.fields: tuple[QWidget, ...] = ()
        self.message = MessageBanner(theme)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.keep_button, self.act_button = QPushButton(), QPushButton()
        self.foot = QDialogButtonBox()
        self.foot.addButton(self.keep_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.foot.addButton(self.act_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep_button.setAutoDefault(False)
        set_role(self.act_button, "primary")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.space(5),) * 4)
        self.column.setSpacing(theme.space(1))
        self.foot.rejected.connect(self.reject)
        self.attempt.changed.connect(self.show_state)

    def add_title(self, title: str, *particulars: str | None) -> None:
        """Begin with what the dialog is about, and in one line what else is known of it."""
        heading = QLabel(title)
        set_role(heading, "heading")
        heading.setWordWrap(True)
        told = QLabel("  ·  ".join(filter(None, particulars)))
        set_role(told, "secondary")
        told.setWordWrap(True)
        show_plain(heading, told)
        self.column.addWidget(heading)
        self.column.addWidget(told)
        self.column.addSpacing(self._theme.space(3))

    def add_field(self, text: str, field: QWidget) -> None:
        """Add a field with its name over it; ``text`` may hold the mnemonic that leads to it."""
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        self.column.addWidget(label)
        self.column.addWidget(field)
        self.column.addSpacing(self._theme.space(2))

    def add_foot(self) -> None:
        """End with what was answered, and the buttons."""
        self.column.addSpacing(self._theme.space(2))
        self.column.addWidget(self.message)
        self.column.addSpacing(self._theme.space(2))
        self.column.addWidget(self.foot)
        # Only a button that is in the dialog by now stays the one that Enter presses.
        self.act_button.setDefault(True)
        self.show_state()

    def act_text(self) -> str:
        """What the one button does now, with its mnemonic."""
        raise NotImplementedError

    @Slot()
    def show_state(self) -> None:
        """Show what may be done while an act is under way, unknown, or not sent yet."""
        for field in self.fields:
            field.setEnabled(not self.attempt.is_open)
        for button in (self.act_button, self.keep_button):
            button.setEnabled(not self.attempt.is_busy)
        self.act_button.setText(self.tr("Try a&gain") if self.attempt.is_unknown else self.act_text())
        self._show_own_state()

    def _show_own_state(self) -> None:
        """Show what this dialog has beside the others' parts; left to the subclass.

        The slot itself is not overridden: a connection to an overridden slot outlives its dialog.
        """

    # Acting

    def send_again(self) -> bool:
        """Send the act again that nobody knows the outcome of; whether there is an act already."""
        if self.attempt.is_unknown:
            self.message.hide()
            self.attempt.again()
        return self.attempt.is_open

    def send(self, act: Callable[..., Any], request: object) -> None:
        """Send the act, once however often it is asked."""
        self.message.hide()
        self.attempt.send(act, request, self._on_done, self._on_failed)

    def refused(self, error: Exception) -> None:
        """Say why the act was not done."""
        self.message.say(refused_sentence(error, None, 0))

    def has_typed(self) -> bool:
        """Whether closing now would lose something a person typed."""
        return False

    def reject(self) -> None:
        """Close without acting; ask first where something typed would be lost, or nobody knows of the act.

        Not while the act is under way.
        """
        if self.question.may_close(self._close, is_typed=self.has_typed()):
            self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter act only once for a press, and under the question not at all but by its own buttons."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_answer = any(button.hasFocus() for button in self.message.buttons)
        if is_enter and (event.isAutoRepeat() or (self.question.is_asked and not is_answer)):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        super().reject()

    def _on_done(self, result: Any) -> None:
        self.acted.emit(result)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.refused(error)
