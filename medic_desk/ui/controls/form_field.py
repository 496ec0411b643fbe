"""One field of a form: its name above it, and beneath it the sentence that says what is wrong with it."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role


class FormField(QWidget):
    """``text`` may hold a mnemonic; it leads to ``field``."""

    def __init__(self, theme: Theme, text: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.label = QLabel(text)
        self.label.setFont(theme.font(Text.SECONDARY))
        self.label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        self._said = QLabel()
        self._said.setFont(theme.font(Text.SECONDARY))
        self._said.setWordWrap(True)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        column.addWidget(self.label)
        column.addWidget(field)
        column.addWidget(self._said)

    @property
    def said(self) -> str:
        """What is said of the field; empty where nothing is."""
        return self._said.text() if not self._said.isHidden() else ""

    def say(self, sentence: str, *, is_advice: bool = False) -> None:
        """Say what is wrong (or, as advice, odd) with the field; an empty sentence takes it back."""
        if sentence == self.said and bool(self.field.property("role")) == (bool(sentence) and not is_advice):
            return
        self._said.setText(sentence)
        set_role(self._said, "secondary" if is_advice else "error")
        self._said.setVisible(bool(sentence))
        set_role(self.field, "error" if sentence and not is_advice else "")
        self.field.setAccessibleDescription(sentence)
        if sentence:
            QAccessible.updateAccessibility(
                QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged)
            )
