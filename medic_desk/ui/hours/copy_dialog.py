"""The question to which other days hours are copied."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.schedule import weekday


class DayChoice(QDialog):
    """``chosen`` (a list of ISO weekdays) once a person says so."""

    chosen = Signal(list)

    def __init__(self, theme: Theme, title: str, own_day: int, taken: Iterable[int], parent: QWidget) -> None:
        """``title`` says what is copied from ``own_day``; days ``taken`` have such hours already."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Copy hours"))
        heading = QLabel(title)
        heading.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(1))
        column.addWidget(heading)
        column.addSpacing(theme.space(2))
        self.days: dict[int, QCheckBox] = {}
        has_hours = set(taken)
        for day in range(1, 8):
            text = weekday(day)
            if day == own_day:
                continue
            if day in has_hours:
                text = self.tr("{day} (has hours then)").format(day=text)
            self.days[day] = QCheckBox(f"&{day} {text}")
            # Working days without such hours are what is meant most of the time.
            self.days[day].setChecked(day <= 5 and day not in has_hours)
            self.days[day].toggled.connect(self._on_toggled)
            column.addWidget(self.days[day])
        self.copy_button = QPushButton(self.tr("&Copy"))
        set_role(self.copy_button, "primary")
        self.copy_button.setDefault(True)
        close = QPushButton(self.tr("Cancel"))
        close.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.copy_button)
        column.addSpacing(theme.space(3))
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        close.clicked.connect(self.reject)
        self.copy_button.clicked.connect(self._on_copy)
        self._on_toggled()
        next(iter(self.days.values())).setFocus()

    @Slot()
    def _on_toggled(self) -> None:
        self.copy_button.setEnabled(any(box.isChecked() for box in self.days.values()))

    @Slot()
    def _on_copy(self) -> None:
        self.chosen.emit([day for day, box in self.days.items() if box.isChecked()])
        self.accept()
