"""A sentence in amber that a desk must see: what a patient needs, what somebody should mind."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class WarningBand(QFrame):
    """Hidden while nothing is said; ``name`` is what a screen reader calls it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._icon, self._text = QLabel(), QLabel()
        set_role(self, "banner")
        show_plain(self._text)
        self._text.setWordWrap(True)
        self._text.setFont(theme.font(medium=True))
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(1))
        line.setSpacing(theme.space(2))
        line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def text(self) -> str:
        """What is said at present; empty where nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentence: str | None) -> None:
        """Say a sentence; nothing takes the band away."""
        said = (sentence or "").strip()
        self._text.setText(said)
        self._text.setAccessibleName(f"{self._name}: {said}" if said else "")
        self.setVisible(bool(said))

    @Slot()
    def _restyle(self) -> None:
        side = self._theme.icon_size().width()
        colour, ratio = self._theme.palette.warning, self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap("warning", side, colour, ratio))
        self._text.setFont(self._theme.font(medium=True))
