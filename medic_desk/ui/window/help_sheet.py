"""The help sheet: every shortcut of the window on one page, read from the menus themselves."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role

Groups = Sequence[tuple[str, Sequence[QAction]]]


class HelpSheet(GrowingDialog):
    """Two columns of groups: what the menus offer, then the keys of calendar and form.

    As large as what it says, as far as the screen has room for it; the rest is scrolled to.
    """

    def __init__(self, theme: Theme, groups: Groups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Keys"))
        self.area = QScrollArea()
        sheet = self._sheet(groups)
        self.area.setWidget(sheet)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.tr("Keys"))
        close = QPushButton(self.tr("Close"))
        set_role(close, "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(6),) * 4)
        column.setSpacing(theme.space(4))
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self.area.setFocus()
        # The style gives labels their size, and by itself only when they are shown.
        for label in sheet.findChildren(QLabel):
            label.ensurePolished()
        # With room for a scroll bar, for where the height does not do.
        bar = self.area.verticalScrollBar().sizeHint().width()
        whole = self.sizeHint() - self.area.sizeHint() + sheet.sizeHint() + QSize(bar, 0)
        open_at_size(self, whole.width(), whole.height())

    def _sheet(self, groups: Groups) -> QWidget:
        """All that is said, in two columns."""
        sheet = QWidget()
        set_role(sheet, "ground")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, self._theme.space(4), 0)
        columns.setSpacing(self._theme.space(10))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(self._theme.space(2))
            columns.addLayout(column, 1)
        parts = [(title, _rows(actions)) for title, actions in groups]
        parts += [
            (self.tr("In the calendar"), self._calendar_keys()),
            (self.tr("In the booking form"), self._form_keys()),
        ]
        parts = [part for part in parts if part[1]]
        turn = _middle([len(rows) for _title, rows in parts])
        for number, (title, rows) in enumerate(parts):
            self._add_group(left if number < turn else right, title, rows)
        left.addStretch(1)
        right.addStretch(1)
        return sheet

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
            (self.tr("Earlier and later free starts"), self.tr("Alt+Page up, Page down")),
            (self.tr("All day, before noon, after noon"), "Alt+1 2 3"),
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


def _rows(actions: Sequence[QAction]) -> list[tuple[str, str]]:
    """What actions do and their keys; those without a key are left out."""
    return [
        (action.text().replace("&", "").rstrip("…"), _keys(action))
        for action in actions
        if not action.shortcut().isEmpty()
    ]


def _middle(rows: Sequence[int]) -> int:
    """After how many groups, of so many rows, the second column begins: so that the higher one is low."""
    heights = [count + 2 for count in rows]  # a heading, and the room before the next
    return min(range(len(heights) + 1), key=lambda turn: max(sum(heights[:turn]), sum(heights[turn:])))


def _keys(action: QAction) -> str:
    """The key in words; arrow keys are drawn, as everywhere on the sheet."""
    text = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    for name, arrow in (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")):
        text = re.sub(rf"(?<=\+){name}$", arrow, text)
    return text
