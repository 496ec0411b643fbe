"""Who may be the same person as the patient of the card: compared, and merged where they are."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.booking.patient_list import PatientList
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

_ROWS = 3


class SamePersonList(QWidget):
    """``compare_asked`` (PatientEntry) with one of the list, ``other_asked`` with anybody else."""

    compare_asked = Signal(object)
    other_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_merge = False
        self._title = QLabel()
        self._title.setWordWrap(True)
        self.list = PatientList(theme, most_rows=_ROWS)
        self.list.setAccessibleName(self.tr("Patients who may be the same person"))
        self.compare_button = QPushButton(self.tr("Co&mpare and merge…"))
        self.other_button = QPushButton(self.tr("Merge with ano&ther…"))
        set_role(self.other_button, "quiet")
        buttons = QWidget()
        row = WrappingRow(theme.space(2))
        buttons.setLayout(row)
        for button in (self.compare_button, self.other_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(buttons)
        self.list.picked.connect(self._on_compare)
        self.compare_button.clicked.connect(self._on_compare)
        self.other_button.clicked.connect(self.other_asked)
        self.show_entries(())
        self.let_merge(may_merge=False)

    def let_merge(self, *, may_merge: bool) -> None:
        """Let a person merge or not: without the permission the likely duplicates are there to be seen."""
        self._may_merge = may_merge
        for button in (self.compare_button, self.other_button):
            button.setEnabled(may_merge)

    def show_entries(self, entries: Sequence[PatientEntry]) -> None:
        """List who may be the same person."""
        self.list.set_entries(entries)
        self.list.setVisible(bool(entries))
        self._title.setVisible(bool(entries))
        self._title.setText(self.tr("%n other patient(s) may be the same person:", n=len(entries)))
        set_role(self._title, "warning")
        self.compare_button.setVisible(bool(entries))

    @Slot()
    def _on_compare(self) -> None:
        marked = self.list.marked()
        if marked is not None and self._may_merge:
            self.compare_asked.emit(marked)
