"""Small buttons that stand close beside each other, each to be switched on and off or pressed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from medic_desk.ui.theme.roles import set_role


class Segment(QToolButton):
    """Hardly wider than its word; ``name`` is what it is called where it stands by itself."""

    def __init__(
        self, text: str, name: str, parent: QWidget | None = None, *, is_checkable: bool = True
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCheckable(is_checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "segment")

    def sizeHint(self) -> QSize:
        """Room for the word; Qt's own has room for an icon and a menu too."""
        letter = self.fontMetrics().horizontalAdvance("n")
        width = max(2 * letter, self.fontMetrics().horizontalAdvance(self.text())) + letter
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: a word is never cut."""
        return self.sizeHint()


def segment_row(group: QButtonGroup, parent: QWidget) -> QWidget:
    """The buttons of a group close beside each other."""
    row = QWidget(parent)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    for button in group.buttons():
        line.addWidget(button)
    line.addStretch(1)
    return row
