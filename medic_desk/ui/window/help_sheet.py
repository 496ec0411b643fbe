"""The help sheet: every shortcut of the window on one page, read from the menus themselves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role


class HelpSheet(QDialog):
    """Two columns of groups: what the menus offer, by itself, and the keys of calendar and form beside it."""

    def __init__(
        self, theme: Theme, groups: Sequence[tuple[str, Sequence[QAction]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Keys"))
        columns = QHBoxLayout()
        columns.setSpacing(theme.space(10))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.space(2))
            columns.addLayout(column, 1)
        for title, actions in groups:
            rows = [
                (action.text().replace("&", "").rstrip("…"), _keys(action))
                for action in actions
                if not action.shortcut().isEmpty()
            ]
            if rows:
                self._add_group(left, title, rows)
        self._add_group(right, self.tr("In the calendar"), self._calendar_keys())
        self._add_group(right, self.tr("In the booking form"), self._form_keys())
        left.addStretch(1)
        right.addStretch(1)
        close = QPushButton(self.tr("Close"))
        set_role(close, "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(6),) * 4)
        column.setSpacing(theme.space(4))
        column.addLayout(columns, 1)
        column.addLayout(foot)

    def _calendar_keys(self) -> list[tuple[str, str]]:
        return [
            (self.tr("From free time to free time, and to appointments"), "↑ ↓"),
            (self.tr("To the day beside"), "← →"),
            (self.tr("By five minutes"), self.tr("Ctrl+↑ ↓")),
            (self.tr("Book, or open the appointment"), self.tr("Enter")),
            (self.tr("Why not at this minute?"), "F1"),
            (self.tr("The days before and after"), self.tr("Page up, Page down")),
        ]

    def _form_keys(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Take the patient who is marked, then book"), self.tr("Enter")),
            (self.tr("Another patient in the list"), "↑ ↓"),
            (self.tr("Book from the notes"), self.tr("Ctrl+Enter")),
            (self.tr("Close"), self.tr("Esc")),
        ]

    def _add_group(self, column: QVBoxLayout, title: str, rows: Sequence[tuple[str, str]]) -> None:
        heading = QLabel(title)
        heading.setFont(self._theme.font(Text.BASE, medium=True))
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.space(6))
        grid.setVerticalSpacing(self._theme.space(1))
        grid.setColumnStretch(0, 1)
        for number, (what, keys) in enumerate(rows):
            label = QLabel(keys)
            set_role(label, "secondary")
            grid.addWidget(QLabel(what), number, 0)
            grid.addWidget(label, number, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(self._theme.space(3))


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
