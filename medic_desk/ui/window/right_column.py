"""The right column of the window: the flow of today, and below it the appointment that is selected."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QWidget


class RightColumn(QSplitter):
    """Shown while one of its parts is wanted and no booking stands in its place."""

    def __init__(self, flow: QWidget, details: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._flow = flow
        self._details = details
        self._gives_way = False
        for part in (flow, details):
            self.addWidget(part)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        # Whoever opens it by a key wants what the flow says first.
        self.setSizes([600, 400])

    @Slot(bool)
    def show_details(self, is_wanted: bool) -> None:
        """Show or hide the selected appointment; while a booking is open it waits."""
        self._details.setVisible(is_wanted)
        self._follow()

    @Slot(bool)
    def show_flow(self, is_wanted: bool) -> None:
        """Show or hide the flow; while a booking is open it waits."""
        self._flow.setVisible(is_wanted)
        self._follow()

    def give_way(self, gives_way: bool) -> None:
        """Let a booking stand here, or come back."""
        self._gives_way = gives_way
        self._follow()

    @property
    def shows_flow(self) -> bool:
        """Whether the flow is to be seen."""
        return not self.isHidden() and not self._flow.isHidden()

    def _follow(self) -> None:
        is_wanted = not self._flow.isHidden() or not self._details.isHidden()
        self.setVisible(is_wanted and not self._gives_way)
