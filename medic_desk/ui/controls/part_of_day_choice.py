"""In which part of the day a start is looked for: any, before noon, or from noon on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.ui.controls.segments import Segment, segment_row


class PartOfDayChoice(QWidget):
    """``changed`` when another part is chosen; any at first. ``buttons`` has them in the order of the day."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = QButtonGroup(self)
        words = {
            PartOfDay.ANY: (self.tr("Any"), self.tr("Any time of day")),
            PartOfDay.AM: (self.tr("am"), self.tr("Before 12:00")),
            PartOfDay.PM: (self.tr("pm"), self.tr("From 12:00 on")),
        }
        for number, part in enumerate(PartOfDay):
            self.buttons.addButton(Segment(*words[part], self), number)
        self.buttons.button(0).setChecked(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(segment_row(self.buttons, self))
        self.buttons.idToggled.connect(self._on_toggled)

    @property
    def part(self) -> PartOfDay:
        """The part that is chosen."""
        return tuple(PartOfDay)[self.buttons.checkedId()]

    @Slot(int, bool)
    def _on_toggled(self, _number: int, is_checked: bool) -> None:
        if is_checked:
            self.changed.emit()
