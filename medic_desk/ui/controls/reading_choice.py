"""Which of the two is meant, where a time is typed that the clock shows twice; hidden for any other."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import readings
from medic_desk.engine.facts import Minute
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.clock_change import first_reading, second_reading


class ReadingChoice(QWidget):
    """``changed`` when a person chooses; neither is chosen by itself. ``title`` says which time it is."""

    changed = Signal()

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings: tuple[Minute, ...] = ()
        self.first, self.second = QRadioButton(), QRadioButton()
        self._both = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        if title:
            label = QLabel(title)
            label.setFont(theme.font(Text.SECONDARY))
            column.addWidget(label)
        for button in (self.first, self.second):
            self._both.addButton(button)
            column.addWidget(button)
        self._both.buttonClicked.connect(self._on_clicked)
        self.hide()

    @property
    def chosen(self) -> Minute | None:
        """The reading that is chosen; None where none is."""
        for minute, button in zip(self._readings, (self.first, self.second), strict=False):
            if button.isChecked():
                return minute
        return None

    def show_time(self, days: Sequence[date], wall_minute: int, zone: str) -> date | None:
        """Ask for the first of these days on which the time comes twice; the day, or None for none.

        What is chosen stays while the same is asked.
        """
        for day in days:
            found = readings(day, wall_minute, zone)
            if len(found) > 1:
                self._show(found, zone)
                return day
        self._show((), zone)
        return None

    def choose(self, minute: Minute) -> None:
        """Choose a reading that is known; any other minute chooses none."""
        for one, button in zip(self._readings, (self.first, self.second), strict=False):
            button.setChecked(one == minute)

    def _show(self, found: tuple[Minute, ...], zone: str) -> None:
        if found == self._readings:
            return
        self._readings = found
        self._both.setExclusive(False)
        for button in (self.first, self.second):
            button.setChecked(False)
        self._both.setExclusive(True)
        if found:
            self.first.setText(first_reading(found[0], zone))
            self.second.setText(second_reading(found[1], zone))
        self.setVisible(bool(found))

    @Slot()
    def _on_clicked(self) -> None:
        self.changed.emit()
