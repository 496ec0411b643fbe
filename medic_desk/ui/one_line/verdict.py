"""What the line comes to: one sentence of what Enter does, warnings in amber, and other starts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

_MOST = 3


class VerdictPart(QFrame):
    """``start_pressed`` (key) when a person clicks one of the other starts."""

    start_pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head, self._rest, self._does = QLabel(), QLabel(), QLabel()
        self._frame = QFrame()
        self._icon, self._warnings = QLabel(), QLabel()
        self._others = QWidget()
        self._or, self._turns = QLabel(self.tr("or")), QLabel(self.tr("→ chooses"))
        self._keys: list[str] = []
        self.buttons = [QPushButton() for _ in range(_MOST)]
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.say("", "")
        self.warn(())
        self.offer(())

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self, "verdict")
        set_role(self._head, "heading")
        set_role(self._does, "secondary")
        set_role(self._frame, "banner")
        for label in (self._head, self._rest, self._warnings):
            show_plain(label)
            label.setWordWrap(True)
        warning = QHBoxLayout(self._frame)
        warning.setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(1))
        warning.addWidget(self._icon)
        warning.addWidget(self._warnings, 1)
        row = WrappingRow(theme.space(2))
        self._others.setLayout(row)
        for label in (self._or, self._turns):
            set_role(label, "secondary")
        row.addWidget(self._or)
        for button in self.buttons:
            set_role(button, "small")
            button.setFocusPolicy(self.focusPolicy())
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addWidget(self._turns)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._does)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(3),) * 4)
        column.setSpacing(theme.space(1))
        column.addLayout(head)
        for part in (self._rest, self._frame, self._others):
            column.addWidget(part)

    @Slot()
    def _restyle(self) -> None:
        side = self._theme.icon_size().width()
        colour = self._theme.palette.warning
        self._icon.setPixmap(self._theme.pixmap("warning", side, colour, self.devicePixelRatioF()))

    @property
    def sentence(self) -> str:
        """What Enter does, whole; empty where it does nothing yet."""
        return ", ".join(filter(None, (self._head.text(), self._rest.text())))

    @property
    def does(self) -> str:
        """What the key does, in a word."""
        return self._does.text()

    @property
    def warnings(self) -> str:
        """What is said in amber; empty where nothing is."""
        return self._warnings.text() if not self._frame.isHidden() else ""

    def say(self, head: str, rest: str, does: str = "") -> None:
        """Say what the line comes to; ``does`` is what Enter does with it."""
        for label, text in ((self._head, head), (self._rest, rest), (self._does, does)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleDescription(" ".join(filter(None, (head, rest, does))))
        self._show()

    def warn(self, sentences: Sequence[str]) -> None:
        """Say what is worth a look, in amber."""
        self._warnings.setText("\n".join(sentences))
        self._warnings.setAccessibleName(" ".join(sentences))
        self._frame.setVisible(bool(sentences))
        self._show()

    def offer(self, starts: Sequence[tuple[str, str]]) -> None:
        """Offer other starts: (key, words) each."""
        self._keys = [key for key, _ in starts[:_MOST]]
        for button, (_, words) in zip(self.buttons, starts, strict=False):
            button.setText(words.replace("&", "&&"))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(starts))
        self._others.setVisible(bool(starts))
        self._show()

    def _show(self) -> None:
        parts = (self._head, self._rest, self._frame, self._others)
        self.setVisible(any(not part.isHidden() for part in parts))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton) and button in self.buttons:
            self.start_pressed.emit(self._keys[self.buttons.index(button)])
