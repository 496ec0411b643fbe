"""The chips below the line: each piece of it with what it is understood as; what is guessed is dashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

ChipLook = Literal["chip", "chip-guess", "chip-unread"]
"""Solid: it counts. Dashed: a guess, which counts once it is accepted. Amber: nobody understands it."""

_CHARACTERS = 26
"""How wide a chip's text is at most, in figures; what is longer ends in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: ``key`` tells it from the others, ``label`` is the small word before its text."""

    key: str
    label: str
    text: str
    look: ChipLook = "chip"
    count: str = ""
    """What stands after the text, and is never cut: how many are called so, duration and price."""

    @property
    def whole(self) -> str:
        """All that it says."""
        return " ".join(filter(None, (self.label, self.text, self.count)))


class ChipRow(QWidget):
    """``pressed`` (key) when a person clicks a chip, to change what it says."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = WrappingRow(theme.space(2))
        self.setLayout(self._row)
        self.chips: tuple[Chip, ...] = ()
        self.buttons: list[QPushButton] = []

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips in their order."""
        if tuple(chips) == self.chips:
            return
        self.chips = tuple(chips)
        while len(self.buttons) < len(chips):
            self.buttons.append(self._made())
        for number, button in enumerate(self.buttons):
            if number < len(chips):
                self._dress(button, chips[number])
            button.setVisible(number < len(chips))
        self._row.invalidate()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """No wider than a chip: they wrap."""
        return self._row.minimumSize()

    def _made(self) -> QPushButton:
        button = QPushButton(self)
        # The keys stay with the line: what a chip asks is answered in the list.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._on_clicked)
        self._row.addWidget(button)
        return button

    def _dress(self, button: QPushButton, chip: Chip) -> None:
        set_role(button, chip.look)
        metrics = button.fontMetrics()
        room = _CHARACTERS * metrics.horizontalAdvance("0")
        text = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, room)
        shown = "  ".join(filter(None, (chip.label, text, chip.count)))
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(plain_tip(chip.whole))
        guess = self.tr("guess: {text}").format(text=chip.whole) if chip.look == "chip-guess" else chip.whole
        button.setAccessibleName(guess)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton) and button in self.buttons:
            self.pressed.emit(self.chips[self.buttons.index(button)].key)
