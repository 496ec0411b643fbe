"""The head of the worklist: a tab for each cause, what happened, how far it is, which rows are listed."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.worklist.groups import RebookingGroup
from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.segments import Segment
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.worklist import (
    group_particulars,
    group_tab,
    group_title,
    progress_counts,
    progress_words,
)
from medic_desk.ui.worklist.progress import ProgressBar
from medic_desk.ui.worklist.rows import Filter

_FILTERS: tuple[Filter, ...] = ("all", "to_do", "done")
_LEAST_CHARACTERS = 20


class WorklistHead(QWidget):
    """Asks by signal: ``group_chosen`` (key), ``filter_chosen``, ``undo_all_asked``, ``left``."""

    group_chosen = Signal(str)
    filter_chosen = Signal(str)
    undo_all_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: tuple[str, ...] = ()
        self.tabs = QButtonGroup(self)
        self.filters = QButtonGroup(self)
        self.back_button = QPushButton(self.tr("Back to the calendar"))
        self.undo_all_button = QPushButton(self.tr("Undo all…"))
        self._name = QLabel(self.tr("Rebook"))
        self._title = QLabel()
        self._particulars = ElidedLabel(_LEAST_CHARACTERS)
        self._settled = QLabel()
        self._counts = ElidedLabel(_LEAST_CHARACTERS)
        self.progress = ProgressBar(theme)
        self._tab_row = WrappingRow(theme.space(1))
        self._make()
        self._lay_out()

    def _make(self) -> None:
        for label in (self._name, self._title):
            set_role(label, "heading")
        self._title.setWordWrap(True)
        for quiet in (self._particulars, self._counts):
            set_role(quiet, "secondary")
        self._settled.setFont(self._theme.font(medium=True))
        show_plain(self._name, self._title, self._settled)
        self.back_button.setToolTip(self.tr("Back to the calendar (Esc)"))
        for button in (self.back_button, self.undo_all_button):
            button.setAutoDefault(False)
        set_role(self.back_button, "quiet")
        self.undo_all_button.setIcon(self._theme.icon("undo"))
        for number, shown in enumerate(_FILTERS):
            segment = Segment("", self._filter_name(shown))
            self.filters.addButton(segment, number)
        self.filters.button(0).setChecked(True)
        self.filters.idClicked.connect(self._on_filter)
        self.tabs.idClicked.connect(self._on_tab)
        self.back_button.clicked.connect(self.left)
        self.undo_all_button.clicked.connect(self.undo_all_asked)
        self._theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        theme = self._theme
        top = QHBoxLayout()
        top.setSpacing(theme.space(3))
        top.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        tabs = QWidget()
        tabs.setLayout(self._tab_row)
        policy = tabs.sizePolicy()
        policy.setHeightForWidth(True)
        tabs.setSizePolicy(policy)
        top.addWidget(tabs, 1)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        about = QVBoxLayout()
        about.setSpacing(theme.space(1))
        about.addWidget(self._title)
        about.addWidget(self._particulars)
        middle = QHBoxLayout()
        middle.addLayout(about, 1)
        middle.addWidget(self.undo_all_button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(3))
        foot.addWidget(self.progress, 2)
        foot.addWidget(self._settled)
        foot.addWidget(self._counts, 3)
        for button in self.filters.buttons():
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        column.setSpacing(theme.space(2))
        for part in (top, middle, foot):
            column.addLayout(part)

    # What it shows

    @property
    def shown(self) -> Filter:
        """Which rows are listed."""
        return _FILTERS[max(0, self.filters.checkedId())]

    @property
    def title(self) -> str:
        """What happened."""
        return self._title.text()

    @property
    def counts(self) -> str:
        """How many are how far."""
        return f"{self._settled.text()}   {self._counts.whole_text}"

    def show_groups(self, groups: Sequence[RebookingGroup], chosen: str, clinic: Clinic) -> None:
        """Show a tab for each cause."""
        keys = tuple(group.key for group in groups)
        if keys != self._keys:
            self._make_tabs(keys)
        for number, group in enumerate(groups):
            button = self.tabs.button(number)
            text = group_tab(group, clinic)
            button.setText(text)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.updateGeometry()
            with QSignalBlocker(self.tabs):
                button.setChecked(group.key == chosen)

    def show_group(self, group: RebookingGroup | None, clinic: Clinic, zone: str, now: datetime) -> None:
        """Tell of the cause that is chosen; None: nobody has to be called."""
        for part in (
            self.progress,
            self._settled,
            self._counts,
            self.undo_all_button,
            *self.filters.buttons(),
        ):
            part.setVisible(group is not None)
        if group is None:
            self._title.setText(self.tr("Nobody has to be called"))
            self._particulars.show_text("")
            return
        self._title.setText(group_title(group, clinic, zone))
        self._particulars.show_text(group_particulars(group, zone, now))
        head, counts = progress_words(group, now)
        self._settled.setText(head)
        self._counts.show_text(counts)
        self.progress.show_counts(progress_counts(group, now), f"{head} {counts}")
        totals = (len(group.items), len(group.open_items), len(group.settled_items))
        for number, total in enumerate(totals):
            button = self.filters.button(number)
            button.setText(f"{self._filter_name(_FILTERS[number])} {total}")
            button.setAccessibleName(button.text())
            button.updateGeometry()

    def _make_tabs(self, keys: tuple[str, ...]) -> None:
        self._keys = keys
        for button in self.tabs.buttons():
            self.tabs.removeButton(button)
            self._tab_row.removeWidget(button)
            button.deleteLater()
        for number in range(len(keys)):
            button = Segment("", "")
            self.tabs.addButton(button, number)
            self._tab_row.addWidget(button)
            button.show()

    def _filter_name(self, shown: Filter) -> str:
        return {"all": self.tr("All"), "to_do": self.tr("To do"), "done": self.tr("Done")}[shown]

    @Slot(int)
    def _on_tab(self, number: int) -> None:
        self.group_chosen.emit(self._keys[number])

    @Slot(int)
    def _on_filter(self, number: int) -> None:
        self.filter_chosen.emit(_FILTERS[number])

    @Slot()
    def _restyle(self) -> None:
        self.undo_all_button.setIcon(self._theme.icon("undo"))
        self._settled.setFont(self._theme.font(medium=True))
