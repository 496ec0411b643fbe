"""The starts that are proposed for one appointment, as buttons: a figure or a click offers another."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.appointments.start_ranking import MOST_FITS
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class Offers(QWidget):
    """As many buttons as there are starts, four at most; one of them is offered."""

    chosen = Signal(object)
    """OfferedStart: what is to be offered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[OfferedStart, ...] = ()
        self.buttons: list[QPushButton] = []
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        for number in range(MOST_FITS):
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            set_role(button, "offer")
            group.addButton(button, number)
            column.addWidget(button)
            button.hide()
            self.buttons.append(button)
        self._group = group
        group.idClicked.connect(self._on_clicked)

    @property
    def offers(self) -> tuple[OfferedStart, ...]:
        """The starts that are shown, the best first."""
        return self._offers

    def show_offers(
        self, offers: Sequence[OfferedStart], words: Sequence[tuple[str, str]], offered: OfferedStart | None
    ) -> None:
        """Show starts, each as when and at whom; ``offered`` is the one that is offered at present."""
        self._offers = tuple(offers[:MOST_FITS])
        self._group.setExclusive(False)
        for number, button in enumerate(self.buttons):
            is_there = number < len(self._offers)
            button.setVisible(is_there)
            button.setChecked(is_there and self._offers[number] == offered)
            if is_there:
                when, whom = words[number]
                button.setText(f"{when}  ·  {whom}   {number + 1}")
                button.setToolTip(f"{when} · {whom}")
                button.setAccessibleName(f"{when}, {whom}")
        self._group.setExclusive(True)

    def choose(self, number: int) -> None:
        """Offer the start of that number, from 1 on; nothing where there is none."""
        if 0 < number <= len(self._offers):
            self.chosen.emit(self._offers[number - 1])

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.choose(number + 1)
