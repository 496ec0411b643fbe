"""Fields for a time of day, a date and a whole number that take what people type and say when they cannot.

What cannot be read stays in the field as it was typed: the form names it, nothing is lost or bent.
"""

import re
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from medic_desk.model.facts.instants import FIRST_DATE, LAST_DATE
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.words.formats import clock_time, written_date

DAY_MINUTES = 1440


class TypedField(TextLine):
    """A line that is read by its kind; ``changed`` when a person typed or stepped. Up and Down step."""

    changed = Signal()
    LONGEST = ""
    """A text that the field must always have room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.textEdited.connect(self.changed)
        self.editingFinished.connect(self._on_finished)

    @property
    def is_readable(self) -> bool:
        """Whether what stands here can be read."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Move the value on by as many steps, where there is one."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Write the value as the clinic writes it, where it can be read."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """Room for the longest text; Qt's own is as wide as the widest letter of the font."""
        hint, metrics = super().minimumSizeHint(), self.fontMetrics()
        frame = max(0, hint.width() - metrics.maxWidth())
        return QSize(metrics.horizontalAdvance(self.LONGEST) + frame, hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by Up and Down."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None or self.isReadOnly() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        before = self.text()
        self.step(steps)
        if self.text() != before:
            self.selectAll()
            self.changed.emit()
        event.accept()

    @Slot()
    def _on_finished(self) -> None:
        self.tidy()


class TimeField(TypedField):
    """A wall-clock time: ``9``, ``930``, ``9:30`` and ``09.30`` are read; 24:00 is midnight."""

    STEP_MINUTES = 15
    LONGEST = "00:00 "

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("hh:mm"))
        self.setMaxLength(8)

    @property
    def minute(self) -> int | None:
        """Minutes after midnight; None where the text is no time."""
        return read_time(self.text())

    def set_minute(self, minute: int) -> None:
        """Show a time."""
        self.setText(clock_time(minute))

    @property
    def is_readable(self) -> bool:
        """Whether a time stands here."""
        return self.minute is not None

    def step(self, by: int) -> None:
        """To the next quarter of an hour."""
        if self.minute is not None:
            quarter = self.minute // self.STEP_MINUTES if by > 0 else -(-self.minute // self.STEP_MINUTES)
            self.set_minute((quarter + by) * self.STEP_MINUTES % DAY_MINUTES)

    def tidy(self) -> None:
        """As HH:mm."""
        if self.minute is not None:
            self.set_minute(self.minute)


class DateField(TypedField):
    """A date, ``22/11/2026``; ``22/11`` is the next one from ``today`` on. Empty is no date."""

    LONGEST = "00/00/0000 "

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText(self.tr("dd/mm/yyyy"))
        self.setMaxLength(12)

    @property
    def day(self) -> date | None:
        """The date; None where the field is empty or cannot be read."""
        return read_date(self.text(), self._today)

    def set_today(self, today: date) -> None:
        """Read a date without a year from another day on."""
        self._today = today

    def set_day(self, day: date | None) -> None:
        """Show a date, or none."""
        self.setText("" if day is None else written_date(day))

    @property
    def is_readable(self) -> bool:
        """Whether a date stands here, or nothing."""
        return not self.text().strip() or self.day is not None

    def step(self, by: int) -> None:
        """To the next day; from an empty field to today."""
        if not self.text().strip():
            self.set_day(self._today)
        elif self.day is not None:
            self.set_day(self.day + timedelta(days=by))

    def tidy(self) -> None:
        """As dd/mm/yyyy."""
        if self.day is not None:
            self.set_day(self.day)


class NumberField(TypedField):
    """A whole number; what it may be is its form's to say."""

    LONGEST = "-0000 "

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(9)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    @property
    def number(self) -> int | None:
        """The number; None where the text is none."""
        text = self.text().strip().replace("\u2212", "-")
        return int(text) if re.fullmatch(r"[+-]?[0-9]+", text) else None

    def set_number(self, number: int) -> None:
        """Show a number."""
        self.setText(str(number))

    @property
    def is_readable(self) -> bool:
        """Whether a whole number stands here."""
        return self.number is not None

    def step(self, by: int) -> None:
        """One more or less; five from five on."""
        if self.number is not None:
            size = 5 if abs(self.number) >= 5 and self.number % 5 == 0 and self.number + 5 * by >= 5 else 1
            self.set_number(self.number + by * size)

    def tidy(self) -> None:
        """Without spaces and signs that say nothing."""
        if self.number is not None:
            self.set_number(self.number)


def read_time(text: str) -> int | None:
    """Minutes after midnight of a typed time; 24:00 is 0. None where it is none."""
    found = re.fullmatch(r"\s*([0-9]{1,2})(?:\s*[:.,hω ]\s*([0-9]{2}))?\s*", text)
    if found is None:
        found = re.fullmatch(r"\s*([0-9]{1,2})([0-9]{2})\s*", text)
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return (hours * 60 + minutes) % DAY_MINUTES


def read_date(text: str, today: date) -> date | None:
    """A typed date; without a year the next one from ``today`` on.

    None where it is none, or lies outside the years that can be stored.
    """
    found = re.fullmatch(r"\s*([0-9]{1,2})[/.\- ]+([0-9]{1,2})(?:[/.\- ]+([0-9]{4}|[0-9]{2}))?\s*", text)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    year = int(found[3]) if found[3] else today.year
    if found[3] and len(found[3]) == 2:
        year += 2000
    try:
        typed = date(year, month, day)
        if not found[3] and typed < today:
            typed = date(year + 1, month, day)
    except ValueError:
        return None
    return typed if FIRST_DATE <= typed <= LAST_DATE else None
