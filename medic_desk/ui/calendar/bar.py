"""The bar over the calendar: which days, how many, how large, and the button that books.

Where it has too little room it gives way in this order: the month is abbreviated; the zoom buttons go, then
doctors and rooms (the View menu has them); the lengths become one button with a menu; booking, then today,
become icons; and last of all the days are written in numbers.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.calendar.day_range_title import DayRangeTitle
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class _Step(NamedTuple):
    """What gives way at once: widgets, for those that take their place, and the title's longer forms."""

    wide: Sequence[QWidget]
    narrow: Sequence[QWidget]
    title_form: int


class CalendarBar(QWidget):
    """Shows the calendar's actions as buttons, as many and as wide as it has room for."""

    def __init__(self, theme: Theme, commands: CalendarActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self.title = DayRangeTitle()
        self.earlier, self.later = _tool(commands.earlier), _tool(commands.later)
        self.today, self.today_icon = _tool(commands.today), _tool(commands.today)
        self.today.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.lengths = [_tool(action) for action in commands.lengths]
        self.kinds = [_tool(action) for action in commands.kinds]
        self.length_button = self._make_length_button()
        self.zooms = [_tool(commands.zoom_out), _tool(commands.zoom_in)]
        self.book_button = self._make_book_button(commands.book.text().rstrip("…"))
        self.book_icon = self._make_book_button("")
        self._steps = (
            _Step((), (), 1),
            _Step(self.zooms, (), 1),
            _Step(self.kinds, (), 1),
            _Step(self.lengths, (self.length_button,), 1),
            _Step((self.book_button,), (self.book_icon,), 1),
            _Step((self.today,), (self.today_icon,), 1),
            _Step((), (), 2),
        )
        self._row = QHBoxLayout(self)
        self._lay_out()
        self.restyle()
        self._give_way()

    def _lay_out(self) -> None:
        theme, row = self._theme, self._row
        row.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        row.setSpacing(theme.space(1))
        for button in (self.earlier, self.today, self.today_icon, self.later):
            row.addWidget(button)
        self.title.setIndent(theme.space(3))
        row.addWidget(self.title, 1)
        for widget in (*self.lengths, self.length_button):
            row.addWidget(widget)
        row.addSpacing(theme.space(2))
        for widget in (*self.kinds, *self.zooms, self.book_button, self.book_icon):
            row.addWidget(widget)

    def show_days(self, first_day: date, days: int) -> None:
        """Write the days that are shown: ``23 – 29 November 2026``."""
        self.title.show_days(first_day, days)
        self._give_way()

    def restyle(self) -> None:
        """Follow another palette."""
        for button in (self.book_button, self.book_icon):
            button.setIcon(self._theme.icon("add", self._theme.palette.on_accent))

    # Giving way

    def sizeHint(self) -> QSize:
        """Room for everything."""
        return QSize(self._width_after(0), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for what is left when everything has given way."""
        return QSize(self._width_after(len(self._steps)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up, or take back, as much as the width asks for."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._give_way()

    def event(self, event: QEvent) -> bool:
        """Give way anew when a button needs another width."""
        if is_taken_apart(self):
            return super().event(event)
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_way()
        return answer

    def _give_way(self) -> None:
        """Take the fewest steps with which everything fits."""
        counts = range(len(self._steps) + 1)
        taken = next((n for n in counts if self._width_after(n) <= self.width()), len(self._steps))
        for number, step in enumerate(self._steps):
            for widget in step.wide:
                widget.setVisible(number >= taken)
            for widget in step.narrow:
                widget.setVisible(number < taken)
        self._row.activate()

    def _width_after(self, taken: int) -> int:
        """The width that the bar needs when the first ``taken`` steps have given way."""
        shown: list[QWidget] = [self.earlier, self.later]
        for number, step in enumerate(self._steps):
            shown += step.narrow if number < taken else step.wide
        title = self.title.width_of(self._steps[taken - 1].title_form if taken else 0)
        margins = self._row.contentsMargins()
        hints = sum(widget.sizeHint().width() + self._row.spacing() for widget in shown)
        return margins.left() + hints + self._theme.space(2) + title + margins.right()

    # Buttons

    def _make_length_button(self) -> QPushButton:
        """One button in place of the three: how many days are shown, with a menu to choose from."""
        button = QPushButton()
        set_role(button, "menu")
        menu = QMenu(button)
        for action in self._commands.lengths:
            menu.addAction(action)
            action.toggled.connect(self._on_length)
        button.setMenu(menu)
        button.setToolTip(self.tr("How many days are shown"))
        button.setAccessibleName(self.tr("How many days are shown"))
        return button

    def _make_book_button(self, text: str) -> QPushButton:
        book = self._commands.book
        # No letter is underlined: the menu has one, and the booking beside the calendar needs its own.
        button = QPushButton(text.replace("&", ""))
        set_role(button, "primary")
        button.setToolTip(_tip(book))
        button.setAccessibleName(_plain(book))
        button.clicked.connect(book.trigger)
        book.enabledChanged.connect(button.setEnabled)
        return button

    @Slot(bool)
    def _on_length(self, is_shown: bool) -> None:
        action = self.sender()
        if is_shown and isinstance(action, QAction):
            self.length_button.setText(_plain(action))


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolTip(_tip(action))
    button.setAccessibleName(_plain(action))
    return button


def _plain(action: QAction) -> str:
    """An action's words without its mnemonic."""
    return action.text().replace("&", "").rstrip("…")


def _tip(action: QAction) -> str:
    keys = action.shortcut().toString()
    return f"{_plain(action)} ({keys})" if keys else _plain(action)
