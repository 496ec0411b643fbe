"""The days that are shown as a heading, as long as there is room for: never cut in the middle of a letter."""

from datetime import date, timedelta

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import day_name


class DayRangeTitle(QLabel):
    """Shows the longest of its forms that fits; the whole one is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: tuple[str, ...] = ("",)
        set_role(self, "heading")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_days(self, first_day: date, days: int) -> None:
        """Write the days that are shown: ``23 – 29 November 2026``, or ``23–29 Nov 2026`` where narrow."""
        self._forms = day_range_forms(first_day, days)
        self.setToolTip(self._forms[0])
        self.setAccessibleName(self._forms[0])
        self._choose()
        self.updateGeometry()

    def width_of(self, form: int) -> int:
        """The pixels that a form takes: 0 the whole one, 1 with the month abbreviated, 2 in numbers."""
        return self._width(self._forms[min(form, len(self._forms) - 1)])

    def sizeHint(self) -> QSize:
        """Room for the whole form."""
        return QSize(self._width(self._forms[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the shortest form: the bar never asks for less."""
        return QSize(self._width(self._forms[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew what fits."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        fitting = (form for form in self._forms if self._width(form) <= self.width())
        self.setText(next(fitting, self._forms[-1]))

    def _width(self, text: str) -> int:
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(text) + max(0, self.indent()) + 2


def day_range_forms(first_day: date, days: int) -> tuple[str, str, str]:
    """The days ``[first_day, first_day + days)`` in words, the whole form first and the shortest last."""
    last = first_day + timedelta(days=days - 1)
    numbers = f"{first_day.day}/{first_day.month}"
    end = f"{last.day} {_month(last)} {last.year}"
    short_end = f"{last.day} {_month(last, short=True)} {last.year}"
    if days == 1:
        whole = f"{day_name(first_day)} {end}"
        short = f"{day_name(first_day, short=True)} {short_end}"
        return whole[:1].upper() + whole[1:], short[:1].upper() + short[1:], numbers
    if first_day.month == last.month:
        return (
            f"{first_day.day} – {end}",
            f"{first_day.day}–{short_end}",
            f"{first_day.day}–{last.day}/{last.month}",
        )
    year = f" {first_day.year}" if first_day.year != last.year else ""
    return (
        f"{first_day.day} {_month(first_day)}{year} – {end}",
        f"{first_day.day} {_month(first_day, short=True)}{year} – {short_end}",
        f"{numbers}–{last.day}/{last.month}",
    )


def _month(day: date, *, short: bool = False) -> str:
    """The month as it stands in a date, which in Greek is a genitive: ``23 Νοεμβρίου``."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().monthName(day.month, form)
