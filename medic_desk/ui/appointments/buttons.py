"""Buttons for what can be done with the selected appointment: the window's actions that are in force."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class StepButtons(QWidget):
    """Shows the actions in the order of ``show_actions``, the first as the likeliest; asks by the actions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[QAction, QPushButton] = {}
        self._shown: tuple[QAction, ...] = ()
        self._places: list[tuple[int, int, int, int]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.space(2))
        self.setAccessibleName(self.tr("What can be done"))
        self.hide()

    def show_actions(self, actions: Sequence[QAction]) -> None:
        """Show a button for each action; the same ones again leave focus and pressed keys alone."""
        if tuple(actions) == self._shown:
            return
        had_focus = any(button.hasFocus() for button in self._buttons.values())
        self._shown = tuple(actions)
        self._places = []
        for action in self._buttons.keys() - set(actions):
            self._buttons[action].hide()
            self._grid.removeWidget(self._buttons[action])
        for number, action in enumerate(actions):
            set_role(self.button(action), "primary" if number == 0 else "")
            self.button(action).show()
        self._arrange()
        self.setVisible(bool(actions))
        if had_focus and actions:
            self.button(actions[0]).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two buttons side by side where both fit."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        buttons = [self.button(action) for action in self._shown]
        widest = max((button.sizeHint().width() for button in buttons), default=0)
        columns = 2 if 2 * widest + self._grid.spacing() <= self.width() else 1
        # The likeliest has a line to itself.
        places = [(0, 0, 1, columns)] + [
            (1 + number // columns, number % columns, 1, 1) for number in range(len(buttons) - 1)
        ]
        if places[: len(buttons)] == self._places:
            return
        self._places = places[: len(buttons)]
        for button in buttons:
            self._grid.removeWidget(button)
        for button, place in zip(buttons, places, strict=False):
            self._grid.addWidget(button, *place)

    def button(self, action: QAction) -> QPushButton:
        """The button of an action, made at its first use."""
        if action not in self._buttons:
            # No letters to go with Alt: the menu bar has them all, and each act has a key of its own.
            # With its parent: shown without one it would be a window of its own for a moment, and take focus.
            button = QPushButton(action.text().replace("&", ""), self)
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            keys = action.shortcut().toString()
            plain = action.text().replace("&", "").rstrip("…")
            button.setToolTip(f"{plain} ({keys})" if keys else plain)
            button.setAccessibleName(plain)
            button.clicked.connect(self._on_clicked)
            button.hide()
            self._buttons[action] = button
        return self._buttons[action]

    @property
    def shown(self) -> tuple[QAction, ...]:
        """The actions that have a button at present."""
        return self._shown

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        for action, button in self._buttons.items():
            if button is pressed:
                action.trigger()
                return
