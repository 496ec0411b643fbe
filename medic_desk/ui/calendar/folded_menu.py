"""The list of appointments that have no room beside the others: a menu at their mark."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.day_grid.layout import PlacedMore
from medic_desk.ui.day_grid.words import service_text, span_text, status_text, title_text


class FoldedMenu(QMenu):
    """Lists the blocks of a mark; what is chosen is chosen in the calendar."""

    def __init__(self, mark: PlacedMore, view: CalendarView) -> None:
        super().__init__(view)
        self._view = view
        self._mark = mark
        placed = view.canvas.placed
        zone = placed.zone(mark.column) if placed is not None else "UTC"
        for block in mark.blocks:
            action = QAction(_words(block, zone), self)
            action.setData(block.id)
            self.addAction(action)
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    def open(self) -> None:
        """Show the list below the mark."""
        view, rect = self._view, self._mark.rect
        area = view.canvas.area_of_rect(rect)
        self.popup(view.viewport().mapToGlobal(area.bottomLeft()))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self._view.choose_appointment(action.data())
        self._view.appointment_chosen.emit(action.data())


def _words(block: Block, zone: str) -> str:
    parts = (
        span_text(block.starts_at, block.ends_at, zone),
        title_text(block),
        service_text(block),
        status_text(block),
    )
    return "  ".join(part for part in parts if part).replace("&", "&&")
