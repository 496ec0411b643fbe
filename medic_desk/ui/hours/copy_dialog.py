"""The question to which other days hours are copied."""

from collections.abc import Container, Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.schedule import weekday


class DayChoice(GrowingDialog):
    """``chosen`` (a list of ISO weekdays) once a person says so."""

    chosen = Signal(list)

    def __init__(self, theme: Theme, title: str, own_day: int, taken: Iterable[int], parent: QWidget) -> None:
        """``title`` says what is copied from ``own_day``; days ``taken`` have such hours already."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Copy hours"))
        has_hours = frozenset(taken)
        self.days = {day: self._box(day, has_hours) for day in range(1, 8) if day != own_day}
        self._make_buttons()
        self._lay_out(theme, title)
        self._on_toggled()
        next(iter(self.days.values())).setFocus()

    def _box(self, day: int, has_hours: Container[int]) -> QCheckBox:
        text = weekday(day)
        if day in has_hours:
            text = self.tr("{day} (has hours then)").format(day=text)
        made = QCheckBox(f"&{day} {text}")
        # Working days without such hours are what is meant most of the time.
        made.setChecked(day <= 5 and day not in has_hours)
        made.toggled.connect(self._on_toggled)
        return made

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.copy_button = self.buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(self.copy_button, "primary")
        self.copy_button.setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.buttons.accepted.connect(self._on_copy)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, theme: Theme, title: str) -> None:
        heading = QLabel(title)
        heading.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(1))
        column.addWidget(heading)
        column.addSpacing(theme.space(2))
        for box in self.days.values():
            column.addWidget(box)
        column.addSpacing(theme.space(3))
        column.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)

    @Slot()
    def _on_toggled(self) -> None:
        self.copy_button.setEnabled(any(box.isChecked() for box in self.days.values()))

    @Slot()
    def _on_copy(self) -> None:
        self.chosen.emit([day for day, box in self.days.items() if box.isChecked()])
        self.accept()
