"""Whether what was typed may be lost: asked in a window's banner, answered by one of two buttons."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from medic_desk.ui.controls.message_banner import Choice, MessageBanner
from medic_desk.ui.desk.attempt import Attempt


class DiscardQuestion(QObject):
    """One per window. Whatever else the banner says meanwhile, or hiding it, takes the question back."""

    def __init__(self, message: MessageBanner, attempt: Attempt, window: QWidget) -> None:
        super().__init__(window)
        self._message = message
        self._attempt = attempt
        self._window = window
        self._asked = ""
        self._is_closing = False
        self._had_focus: QWidget | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the question stands in the banner now."""
        return bool(self._asked) and self._message.text == self._asked

    def ask(self, discard: Callable[[], object]) -> None:
        """Ask whether what was typed may be lost; ``discard`` is called where it may."""
        self._is_closing = False
        choices = (
            (self.tr("Discard"), partial(self._on_discard, discard)),
            (self.tr("Go on"), self._on_go_on),
        )
        self._put(self.tr("Discard what you typed?"), choices)

    def may_close(self, close: Callable[[], object], *, is_typed: bool) -> bool:
        """Whether a window may close at once; else it is asked first, and ``close`` is called by the answer.

        Nothing closes while an act is under way. Asking to close a second time (Esc, and Esc again) is an
        answer too.
        """
        if self._attempt.is_busy:
            return False
        if not (is_typed or self._attempt.is_unknown) or (self._is_closing and self.is_asked):
            return True
        if self._attempt.is_unknown:
            choices = ((self.tr("Close"), close), (self.tr("Try again"), self._attempt.again))
            self._put(self.tr("It is not known whether this was done. Close all the same?"), choices)
        else:
            self.ask(close)
        self._is_closing = True
        return False

    def _put(self, sentence: str, choices: Sequence[Choice]) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._window.isAncestorOf(focused):
            self._had_focus = self._had_focus if self._message.isAncestorOf(focused) else focused
        self._asked = sentence
        self._message.say(sentence, choices)
        # Enter must not be what loses it.
        self._message.buttons[-1].setFocus()

    def _on_discard(self, discard: Callable[[], object]) -> None:
        self._on_go_on()
        discard()

    def _on_go_on(self) -> None:
        # Hidden with its button in focus, the banner would pass focus on to whatever comes next.
        if self._had_focus is not None:
            self._had_focus.setFocus()
        self._message.hide()
