"""The title over a part of the panel."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from medic_desk.ui.theme import Theme


class SectionTitle(QLabel):
    """A little heavier than what stands below it; its mnemonic leads to ``buddy``."""

    def __init__(self, text: str, buddy: QWidget, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        self.setBuddy(buddy)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font(strong=True))
