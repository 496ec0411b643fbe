"""What this desk just did, said quietly at the bottom, with a button that takes it back."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

_SHOWN_MILLISECONDS = 60_000
"""Long enough to be read by somebody who speaks to a patient meanwhile."""

_LEAST_CHARACTERS = 12
"""Across, of a sentence that has no room for more."""


class NoticeLine(QWidget):
    """Empty until there is something to say; ``undo_asked`` by its button."""

    undo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.undo_button = QPushButton(" " + self.tr("&Undo"), self)
        set_role(self.undo_button, "quiet")
        self.undo_button.setToolTip(self.tr("Undo (Ctrl+Z)"))
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._gap = theme.space(1)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_SHOWN_MILLISECONDS)
        self._fade.timeout.connect(self.clear)
        self.undo_button.clicked.connect(self.undo_asked)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.clear()

    @property
    def text(self) -> str:
        """What is said at present."""
        return self._sentence

    def say(self, sentence: str, *, can_undo: bool) -> None:
        """Say what was done, for a minute."""
        self._sentence = sentence
        self._label.setAccessibleName(sentence)
        self._label.setToolTip(sentence)
        self.undo_button.setVisible(can_undo)
        self._label.show()
        self.updateGeometry()
        self._fit()
        self._fade.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))

    @Slot()
    def clear(self) -> None:
        """Say nothing."""
        self._sentence = ""
        self._fade.stop()
        self._label.clear()
        self._label.hide()
        self.undo_button.hide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for its button and a few words; more where the line has it."""
        button = self.undo_button.sizeHint()
        words = self._label.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS if self._sentence else 0
        return QSize(
            words + (0 if self.undo_button.isHidden() else button.width() + self._gap), button.height()
        )

    def minimumSizeHint(self) -> QSize:
        """The same: a long sentence is no reason for the window to be wider."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the sentence, never cut it in the middle of a letter."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _restyle(self) -> None:
        self.undo_button.setIcon(self._theme.icon("undo"))

    def _fit(self) -> None:
        """Set the sentence, as much of it as there is room for, and the button right after it."""
        button = 0 if self.undo_button.isHidden() else self.undo_button.sizeHint().width() + self._gap
        metrics = self._label.fontMetrics()
        room = max(0, self.width() - button)
        text = metrics.elidedText(self._sentence, Qt.TextElideMode.ElideRight, room)
        width = min(room, metrics.horizontalAdvance(text) + 2)
        self._label.setText(text)
        self._label.setGeometry(0, 0, width, self.height())
        height = min(self.height(), self.undo_button.sizeHint().height())
        top = (self.height() - height) // 2
        self.undo_button.setGeometry(width + self._gap, top, max(0, button - self._gap), height)
