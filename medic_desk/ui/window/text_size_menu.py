"""The menu in which a person chooses how large type is, beside what fits the screen."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from medic_desk.ui.theme import Theme

_FACTOR = "factor"


class TextSizeMenu(QMenu):
    """Sets ``Theme.own_scale``; what is in force is marked, whoever chose it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Text si&ze"))
        self._theme = theme
        self._group = QActionGroup(self)
        for factor, text in (
            (0.9, self.tr("&Small")),
            (1.0, self.tr("&Usual")),
            (1.2, self.tr("&Large")),
            (1.4, self.tr("Lar&gest")),
        ):
            action = self.addAction(text)
            action.setCheckable(True)
            action.setProperty(_FACTOR, factor)
            self._group.addAction(action)
        self._group.triggered.connect(self._on_chosen)
        theme.changed.connect(self._mark)
        self._mark()

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._theme.set_own_scale(action.property(_FACTOR))

    @Slot()
    def _mark(self) -> None:
        for action in self._group.actions():
            action.setChecked(abs(action.property(_FACTOR) - self._theme.own_scale) < 0.01)
