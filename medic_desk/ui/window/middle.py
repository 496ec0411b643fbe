"""The middle of the window: its parts side by side, and where it is narrow a line of details below them."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medic_desk.ui.appointments.panel import DetailsPanel
from medic_desk.ui.appointments.strip import AppointmentStrip
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Text, Theme

_WIDE = 1500
"""Pixels, where type is 13 pixels high, from which on the panel leaves eight doctors room for their names."""
_TYPE = 13


class Middle(QWidget):
    """Holds ``parts``, at their right the rail, and the strip, which stands in for the hidden panel."""

    def __init__(self, theme: Theme, parts: QWidget, details: DetailsPanel, strip: AppointmentStrip) -> None:
        super().__init__()
        self._theme = theme
        self._details = details
        self._is_booking = False
        self.strip = strip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout()
        for layout in (self._column, self._row):
            layout.setSpacing(0)
        self._row.addWidget(parts, 1)
        self._column.addLayout(self._row, 1)

    def add_edges(self, rail: QWidget) -> None:
        """Add the rail and the strip, once the parts are filled: Tab comes to these after all in them."""
        self._row.addWidget(rail)
        self._column.addWidget(self.strip)
        self.strip.hide()
        self._details.told.connect(self.strip.tell)
        self._details.told.connect(self.fit)

    @property
    def is_narrow(self) -> bool:
        """Whether the panel would take the room of whole columns."""
        scale = self._theme.font(Text.BASE).pointSizeF() * 96 / 72 / _TYPE
        return self.width() < _WIDE * scale

    @Slot()
    def fit(self) -> None:
        """Show the strip where it has something to say that the panel does not."""
        is_there = self.strip.summary is not None and self._details.isHidden()
        self.strip.setVisible(self.is_narrow and is_there and not self._is_booking)

    @Slot()
    def begin_booking(self) -> None:
        """A booking has the room at the right, and the height."""
        self._is_booking = True
        self.fit()

    @Slot()
    def end_booking(self) -> None:
        """The booking is closed."""
        self._is_booking = False
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the strip, or not, in another width."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self.fit()
