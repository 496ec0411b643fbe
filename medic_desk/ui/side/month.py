"""A small month to go to a date by: one look at where we are, one click or arrow key away from any day."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from medic_desk.ui.side.month_table import MonthTable
from medic_desk.ui.theme import Text, Theme

_MONTHS = range(1, 13)


class MonthView(QWidget):
    """Shows a month, Monday first; ``date_chosen`` when a person picks a day."""

    date_chosen = Signal(object)
    month_changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLabel()
        self.table = MonthTable(theme, today)
        self.earlier = self._arrow("chevron-left", self.tr("Earlier month"))
        self.later = self._arrow("chevron-right", self.tr("Later month"))
        head = QHBoxLayout()
        head.setContentsMargins(theme.space(1), 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.earlier)
        head.addWidget(self.later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addLayout(head)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.table.date_chosen.connect(self.date_chosen)
        self.table.month_changed.connect(self._on_month_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._on_month_changed()

    def set_shown(self, first_day: date, days: int) -> None:
        """Mark the days that the calendar shows, and turn to their month."""
        self.table.set_shown(first_day, days)

    def set_loads(self, loads: Mapping[date, float | None]) -> None:
        """Show how full the days are: the share of their open time that is taken, None for closed days."""
        self.table.set_loads(loads)

    @property
    def first_day(self) -> date:
        """The Monday that the six weeks begin with."""
        return self.table.first_day

    def set_today(self, today: date) -> None:
        """Mark another day as today."""
        self.table.set_today(today)

    def _arrow(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @Slot()
    def _on_earlier(self) -> None:
        self.table.turn(-1)

    @Slot()
    def _on_later(self) -> None:
        self.table.turn(1)

    @Slot()
    def _on_month_changed(self) -> None:
        month = self.table.month
        title = month_title(month.month, month.year)
        self.title.setText(title)
        self.table.setAccessibleName(title)
        self.month_changed.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        font = self._theme.font(Text.TITLE, strong=True)
        metrics = QFontMetrics(font)
        self.title.setFont(font)
        # Room for every month: the panel must not grow and shrink as a person turns them.
        widest = max(metrics.horizontalAdvance(month_title(month, 8888)) for month in _MONTHS)
        self.title.setMinimumWidth(widest + self._theme.space(1))
        for button in (self.earlier, self.later):
            button.setIcon(self._theme.icon(button.property("icon_name")))


def month_title(month: int, year: int) -> str:
    """``November 2026``, as a title: in Greek a nominative with a capital."""
    name = QLocale().standaloneMonthName(month)
    return f"{name[:1].upper()}{name[1:]} {year}"
