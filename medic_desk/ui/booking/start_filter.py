"""Which free starts are looked for: from which day on, and in which part of the day."""

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.ui.controls.part_of_day_choice import PartOfDayChoice
from medic_desk.ui.controls.segments import Segment
from medic_desk.ui.controls.typed_fields import DateField
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

DAYS = 14
"""How many days are looked at in one go."""
_KEYS = ("Alt+PgUp", "Alt+PgDown", "Alt+1", "Alt+2", "Alt+3")
"""Of the ways to earlier and later days, and of the parts of the day."""


class StartFilter(QWidget):
    """``changed`` when a person wants other starts, ``turned`` when later or earlier ones of the same.

    ``earlier`` and ``later`` are for whoever holds it to place, beside the name of what they turn.
    """

    changed = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        """The first day that may be chosen."""
        self.first_day = today
        self.day = DateField(today)
        self.day.set_day(today)
        self.earlier = Segment("‹", self.tr("Earlier"), is_checkable=False)
        self.later = Segment("›", self.tr("Later"), is_checkable=False)
        self.parts = PartOfDayChoice()
        self._lay_out(theme)
        self.day.changed.connect(self._on_day)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.parts.changed.connect(self.changed)
        self._show_turns()

    @property
    def part(self) -> PartOfDay:
        """The part of the day that is chosen."""
        return self.parts.part

    def show_day(self, day: date) -> None:
        """Begin with another day, silently."""
        self.first_day = max(day, self.today)
        self.day.set_day(self.first_day)
        self._show_turns()

    def _lay_out(self, theme: Theme) -> None:
        self.day.setAccessibleName(self.tr("From"))
        label = QLabel(self.tr("From"))
        label.setBuddy(self.day)
        set_role(label, "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(1))
        row.addWidget(label)
        row.addWidget(self.day, 1)
        row.addWidget(self.parts)
        self._give_keys()

    def _give_keys(self) -> None:
        """Let each button be pressed from any field, by a key that is the same in every language."""
        keyed = (self.earlier, self.later, *self.parts.buttons.buttons())
        for button, keys in zip(keyed, map(QKeySequence, _KEYS), strict=True):
            # A shortcut of the button's own would take the focus out of what is being typed.
            shortcut = QShortcut(keys, self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)
            told = keys.toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{button.accessibleName()} ({told})")

    def _show_turns(self) -> None:
        self.earlier.setEnabled(self.first_day > self.today)

    def _turn(self, days: int) -> None:
        self.show_day(self.first_day + timedelta(days=days))
        self.turned.emit()

    @Slot()
    def _on_day(self) -> None:
        """Take the day that is typed as soon as it is one."""
        day = self.day.day
        if day is not None and day >= self.today and day != self.first_day:
            self.first_day = day
            self._show_turns()
            self.changed.emit()

    @Slot()
    def _on_earlier(self) -> None:
        self._turn(-DAYS)

    @Slot()
    def _on_later(self) -> None:
        self._turn(DAYS)
