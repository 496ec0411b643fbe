"""The left column of the window: what to show, and below it the pinboard; shown and hidden as one."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medic_desk.ui.controls.taken_apart import is_taken_apart


class LeftColumn(QWidget):
    """Shown and hidden with the panel at its top."""

    def __init__(self, side: QWidget, pinboard: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side, 1)
        layout.addWidget(pinboard)
        side.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the panel."""
        if is_taken_apart(self):
            return False
        if watched is self._side:
            if event.type() == QEvent.Type.ShowToParent:
                self.show()
            elif event.type() == QEvent.Type.HideToParent:
                self.hide()
        return False
