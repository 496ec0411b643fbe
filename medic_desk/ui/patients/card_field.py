"""One field of the card: what stands in it, and what somebody else wrote there meanwhile.

Nothing that was typed is lost, and nothing of the other's is overwritten unseen: both values stand there
until a person says which one stays.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medic_desk.model.patients.written_phone import put_together, take_apart
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.text_fields import TextBox, TextLine
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class LineEditor(TextLine):
    """A field of one line."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self._on_changed)

    def written(self) -> str:
        """What stands there."""
        return self.text()

    def write(self, text: str) -> None:
        """Let something else stand there, seen from its beginning."""
        self.setText(text)
        self.setCursorPosition(0)

    @Slot(str)
    def _on_changed(self, _text: str) -> None:
        self.edited.emit()


class BoxEditor(TextBox):
    """A field of several lines."""

    edited = Signal()

    def __init__(self, theme: Theme, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme.space(6))
        self.textChanged.connect(self.edited)

    def written(self) -> str:
        """What stands there."""
        return self.toPlainText()

    def write(self, text: str) -> None:
        """Let something else stand there."""
        self.setPlainText(text)


class PhoneEditor(QWidget):
    """A phone number, and beside it whose it is where it is not the patient's own."""

    edited = Signal()

    def __init__(self, theme: Theme, owner_name: str, own: str) -> None:
        """``owner_name`` is what the second line is called, ``own`` what stands in it while it is empty."""
        super().__init__()
        self.number, self.owner = TextLine(), TextLine()
        self.owner.setPlaceholderText(own)
        self.owner.setAccessibleName(owner_name)
        self.owner.setToolTip(owner_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(1))
        row.addWidget(self.number, 3)
        row.addWidget(self.owner, 2)
        self.setFocusProxy(self.number)
        for line in (self.number, self.owner):
            line.textChanged.connect(self._on_changed)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the number, where focus is."""
        super().setAccessibleName(name)
        self.number.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:  # noqa: N802 - Qt's name
        """Describe the number, where focus is."""
        super().setAccessibleDescription(description)
        self.number.setAccessibleDescription(description)

    def written(self) -> str:
        """What stands there, as it is kept."""
        return put_together(self.number.text(), self.owner.text())

    def write(self, text: str) -> None:
        """Let something else stand there."""
        written = take_apart(text)
        self.number.setText(written.number)
        self.owner.setText(written.owner)
        for line in (self.number, self.owner):
            line.setCursorPosition(0)

    @Slot(str)
    def _on_changed(self, _text: str) -> None:
        self.edited.emit()


Editor = LineEditor | BoxEditor | PhoneEditor


class CardField(QWidget):
    """``edited`` when what stands there changed, ``decided`` when a person said which of two values stays."""

    edited = Signal()
    decided = Signal(str)
    """The name of the field."""

    def __init__(self, theme: Theme, name: str, title: str, editor: Editor) -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        self._theme = theme
        self._base = ""
        """What was read and shown here, before anything was typed."""
        self._theirs: str | None = None
        self.field = FormField(theme, title, editor)
        if isinstance(editor, PhoneEditor):
            # A letter of the label leads to nothing that never has focus itself.
            self.field.label.setBuddy(editor.number)
        self._news = QWidget()
        self._news_text = QLabel()
        self._news_text.setWordWrap(True)
        show_plain(self._news_text)
        set_role(self._news_text, "warning")
        self.take_button, self.keep_button = (
            QPushButton(self.tr("Take it")),
            QPushButton(self.tr("Keep mine")),
        )
        self._lay_out()
        editor.edited.connect(self._on_edited)
        self.take_button.clicked.connect(self._on_take)
        self.keep_button.clicked.connect(self._on_keep)
        self.setFocusProxy(editor)

    def _lay_out(self) -> None:
        theme = self._theme
        buttons = QWidget()
        row = WrappingRow(theme.space(1))
        buttons.setLayout(row)
        for button in (self.take_button, self.keep_button):
            set_role(button, "link")
            button.setAutoDefault(False)
            row.addWidget(button)
        news = QVBoxLayout(self._news)
        news.setContentsMargins(0, 0, 0, 0)
        news.setSpacing(0)
        news.addWidget(self._news_text)
        news.addWidget(buttons)
        self._news.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        column.addWidget(self.field)
        column.addWidget(self._news)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than was read."""
        return self.editor.written().strip() != self._base.strip()

    @property
    def has_news(self) -> bool:
        """Whether somebody else wrote here while something was typed, and nobody has decided yet."""
        return self._theirs is not None

    @property
    def news(self) -> str:
        """What is said of the other's value; empty where there is none."""
        return self._news_text.text() if not self._news.isHidden() else ""

    def show_text(self, text: str) -> None:
        """Show what was read; what was typed here is gone."""
        self._base = text
        self._show_theirs(None)
        self.say("")
        if self.editor.written() != text:
            self.editor.write(text)

    def say(self, sentence: str, *, is_advice: bool = False) -> None:
        """Say what is wrong (or, as advice, odd) with what stands there; nothing takes it back."""
        self.field.say(sentence, is_advice=is_advice)
        if isinstance(self.editor, PhoneEditor):
            set_role(self.editor.number, "error" if sentence and not is_advice else "")

    def hear(self, text: str) -> bool:
        """Take note of what stands in the database now; whether it is the base of what is shown from now on.

        Where something was typed here that differs from it, both are shown until a person decides.
        """
        if text.strip() == self._base.strip() and self._theirs is None:
            return True
        if not self.is_changed and self._theirs is None:
            self.show_text(text)
            return True
        if text.strip() in (self.editor.written().strip(), self._base.strip()):
            self._base = text
            self._show_theirs(None)
            return True
        self._show_theirs(text)
        return False

    def _show_theirs(self, text: str | None) -> None:
        self._theirs = text
        said = ""
        if text is not None:
            sentence = (
                self.tr("Somebody else wrote: {value}") if text else self.tr("Somebody else emptied this.")
            )
            said = sentence.format(value=text)
        self._news_text.setText(said)
        self._news_text.setAccessibleName(said)
        self._news.setVisible(bool(said))

    @Slot()
    def _on_edited(self) -> None:
        self.say("")
        self.edited.emit()

    @Slot()
    def _on_take(self) -> None:
        if self._theirs is not None:
            self.show_text(self._theirs)
            self._decide()

    @Slot()
    def _on_keep(self) -> None:
        if self._theirs is not None:
            self._base = self._theirs
            self._show_theirs(None)
            self._decide()

    def _decide(self) -> None:
        self.editor.setFocus()
        self.decided.emit(self.name)
        self.edited.emit()
