"""A free start to take: its time, whose and where it is, and the key that takes it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.theme import Text, Theme

_LEAST_CHARACTERS = 10


class StartButton(QPushButton):
    """Shows one start at a time; the text that has too little room ends in an ellipsis."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        """``key`` is the name of the key that takes it, as it is printed on it."""
        super().__init__(parent)
        self._theme = theme
        self._time = QLabel()
        self._rest = ElidedLabel(_LEAST_CHARACTERS)
        self._key = QLabel(key)
        show_plain(self._time, self._key)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(3), theme.space(1.5), theme.space(3), theme.space(1.5))
        row.setSpacing(theme.space(3))
        row.addWidget(self._time)
        row.addWidget(self._rest, 1)
        row.addWidget(self._key)
        for label in (self._time, self._rest, self._key):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_start(self, time: str, rest: str) -> None:
        """Show a start: when it is, and whose and where."""
        self._time.setText(time)
        self._rest.show_text(rest)
        self.setAccessibleName(f"{time}, {rest}" if rest else time)
        self.updateGeometry()

    @property
    def shown(self) -> tuple[str, str]:
        """Its time, and whose and where it is."""
        return self._time.text(), self._rest.whole_text

    def restyle(self) -> None:
        """Take the type in force."""
        self._time.setFont(self._theme.font(medium=True, tabular=True))
        self._key.setFont(self._theme.font(Text.SECONDARY))

    def sizeHint(self) -> QSize:
        """Room for all of its text."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for its time and its key, and for some of the rest."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()
