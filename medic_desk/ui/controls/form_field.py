"""One field of a form: its name above it, beneath it what is wrong with it, and how it is locked."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import repolish, set_role


def set_read_only(line: QLineEdit, *, is_read_only: bool) -> None:
    """Let a line be read and not written, and look so: the stylesheet does not see the change by itself."""
    if line.isReadOnly() != is_read_only:
        line.setReadOnly(is_read_only)
        repolish(line)


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
        # As wide as the field is: a long sentence would make the whole form wider.
        policy = self._said.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self._said.setSizePolicy(policy)
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

    def take_said(self) -> QLabel:
        """The line in which it is said, to stand below a row whose fields are too narrow for a sentence."""
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self._said)
        return self._said

    def say(self, sentence: str, *, is_advice: bool = False) -> None:
        """Say what is wrong (or, as advice, odd) with the field; an empty sentence takes it back."""
        if sentence == self.said and bool(self.field.property("role")) == (bool(sentence) and not is_advice):
            return
        self._said.setText(sentence)
        words = (self._said.fontMetrics().horizontalAdvance(word) for word in sentence.split(" "))
        self._said.setMinimumWidth(max(words))
        set_role(self._said, "secondary" if is_advice else "error")
        self._said.setVisible(bool(sentence))
        set_role(self.field, "error" if sentence and not is_advice else "")
        self.field.setAccessibleDescription(sentence)
        if sentence:
            QAccessible.updateAccessibility(
                QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged)
            )
