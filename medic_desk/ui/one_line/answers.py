"""The list below the line: what the open question may be answered with, while the keys go to the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role

_MOST_ROWS = 6
_FEWEST_ROWS = 2
MOST_KEYS = 9
"""How many rows have a key of their own, Alt and a figure."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row: ``key`` tells it from the others, ``name`` is what is chosen, the rest helps to choose."""

    key: str
    name: str
    first: str = ""
    second: str = ""
    last: str = ""
    number: int = 0
    """Its place in the list, from 1: the key that takes it."""


class Answers(RowList[Answer]):
    """``taken`` (key) by a click. The first row is marked from the start; it never has focus."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_columns(theme), _key, parent)
        self._theme = theme
        self.setHeaderHidden(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(self, "close")
        self.setAccessibleName(self.tr("Answers"))
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.updateGeometry)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """List other answers; the marked one stays marked where it stays, else the first is."""
        numbered = tuple(
            Answer(one.key, one.name, one.first, one.second, one.last, number)
            for number, one in enumerate(answers, 1)
        )
        marked = self.marked()
        kept = marked is not None and any(one.key == marked.key for one in numbered)
        wanted = marked.key if kept and marked is not None else (numbered[0].key if numbered else "")
        self.show_rows(numbered, wanted)
        self.setVisible(bool(numbered))
        self.updateGeometry()

    def mark_first(self) -> None:
        """Mark the first answer: another question is asked."""
        self.choose(self.rows[0].key if self.rows else "")

    def marked(self) -> Answer | None:
        """The answer that Enter takes."""
        return self.current_row()

    def step(self, rows: int) -> None:
        """Mark the next or the previous answer."""
        if self.rows:
            row = min(max(0, self.currentIndex().row() + rows), len(self.rows) - 1)
            self.choose(self.rows[row].key)

    def sizeHint(self) -> QSize:
        """As high as what is listed."""
        return QSize(super().sizeHint().width(), self._height_of(_MOST_ROWS))

    def minimumSizeHint(self) -> QSize:
        """Two rows at least, where the window has no room for more."""
        return QSize(super().minimumSizeHint().width(), self._height_of(_FEWEST_ROWS))

    def _height_of(self, most_rows: int) -> int:
        self.ensurePolished()
        row = max(self.sizeHintForRow(0), self.fontMetrics().height() + self._theme.space(2))
        return min(most_rows, max(1, len(self.rows))) * row + 2 * self.frameWidth() + self._theme.space(1)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.taken.emit(self.rows[index.row()].key)


def _columns(theme: Theme) -> tuple[Column[Answer], ...]:
    small, figures = partial(_small, theme), partial(_figures, theme)
    quiet = partial(_quiet, theme)
    return (
        Column(title="", text=_hint, font=small, colour=quiet),
        Column(title="", text=_name, tip=_tip, spoken=_tip, font=partial(_strong, theme), stretches=True),
        Column(title="", text=_first, font=figures),
        Column(title="", text=_second, font=figures),
        Column(title="", text=_last, font=small, colour=quiet),
    )


def _key(one: Answer) -> str:
    return one.key


def _hint(one: Answer) -> str:
    """The first row's key is written beside the question."""
    return f"Alt+{one.number}" if 1 <= one.number <= MOST_KEYS else ""


def _name(one: Answer) -> str:
    return one.name


def _first(one: Answer) -> str:
    return one.first


def _second(one: Answer) -> str:
    return one.second


def _last(one: Answer) -> str:
    return one.last


def _tip(one: Answer) -> str:
    return "\n".join(filter(None, (one.name, one.first, one.second, one.last)))


def _small(theme: Theme, _one: Answer) -> QFont:
    return theme.font(Text.SECONDARY)


def _figures(theme: Theme, _one: Answer) -> QFont:
    return theme.font(tabular=True)


def _strong(theme: Theme, _one: Answer) -> QFont:
    return theme.font(medium=True)


def _quiet(theme: Theme, _one: Answer) -> QColor:
    return theme.colour(theme.palette.text_secondary)
