"""The bar over the calendar: which days, how many, how large, and the button that books."""

from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.calendar.day_range_title import DayRangeTitle
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class CalendarBar(QWidget):
    """Shows the calendar's actions as buttons."""

    def __init__(self, theme: Theme, commands: CalendarActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = DayRangeTitle()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        row.setSpacing(theme.space(1))
        for action in (commands.earlier, commands.today, commands.later):
            row.addWidget(self._button(action))
        row.addSpacing(theme.space(3))
        row.addWidget(self.title, 1)
        for action in commands.lengths:
            row.addWidget(self._button(action))
        row.addSpacing(theme.space(2))
        for action in (commands.zoom_out, commands.zoom_in):
            row.addWidget(self._button(action))
        row.addSpacing(theme.space(3))
        book = commands.book
        self.book_button = QPushButton(book.text().rstrip("…"))
        set_role(self.book_button, "primary")
        self.book_button.setIcon(theme.icon("add", theme.palette.on_accent))
        self.book_button.setToolTip(_tip(book))
        self.book_button.clicked.connect(book.trigger)
        book.enabledChanged.connect(self.book_button.setEnabled)
        row.addWidget(self.book_button)

    def show_days(self, first_day: date, days: int) -> None:
        """Write the days that are shown: ``23 – 29 November 2026``."""
        self.title.show_days(first_day, days)

    def restyle(self) -> None:
        """Follow another palette."""
        self.book_button.setIcon(self._theme.icon("add", self._theme.palette.on_accent))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolTip(_tip(action))
        button.setAccessibleName(action.text().replace("&", ""))
        return button


def _tip(action: QAction) -> str:
    text = action.text().replace("&", "").rstrip("…")
    keys = action.shortcut().toString()
    return f"{text} ({keys})" if keys else text
