"""A doctor's rules as a list by day, for who reads and works with the keyboard."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.hours.draft import HoursDraft, Mark
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_particulars, rule_times, weekday

_ID = Qt.ItemDataRole.UserRole


class RuleList(QTreeWidget):
    """``rule_chosen`` (id) when a person comes to a rule, ``rule_opened`` when they want to edit it."""

    rule_chosen = Signal(str)
    rule_opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_filling = False
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("Hours"), self.tr("For"), ""])
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName(self.tr("Rules by day"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(self._on_activated)

    def show_draft(self, draft: HoursDraft, names: Names, broken: Iterable[str], chosen: str) -> None:
        """List the draft's rules; the chosen one stays chosen, wherever it moved."""
        self._is_filling = True
        self.clear()
        marked = frozenset(broken)
        palette = self._theme.palette
        for day in range(1, 8):
            rules = [rule for rule in draft.rules if rule.day_of_week == day]
            if not rules:
                continue
            heading = QTreeWidgetItem([weekday(day)])
            # A disabled item is passed over by the arrow keys.
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setForeground(0, self._theme.colour(palette.text_secondary))
            self.addTopLevelItem(heading)
            heading.setFirstColumnSpanned(True)
            for rule in rules:
                particulars = rule_particulars(rule, names)
                mark = self._mark(draft.mark(rule), is_broken=rule.id in marked)
                # A sign, not the word: the words of the rule need the room.
                sign = {"added": "+", "changed": "•"}.get(draft.mark(rule), "")
                shown = "!" if rule.id in marked else sign
                item = QTreeWidgetItem([f"\u2002{rule_times(rule)}", particulars, shown])
                item.setToolTip(2, mark)
                item.setData(2, Qt.ItemDataRole.AccessibleTextRole, mark)
                item.setTextAlignment(2, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
                item.setFont(2, self._theme.font(medium=True))
                item.setData(0, _ID, rule.id)
                item.setFont(0, self._theme.font(medium=rule.is_active, tabular=True))
                item.setToolTip(1, plain_tip(particulars.replace(" · ", "\n")))
                if not rule.is_active:
                    for column in (0, 1):
                        item.setForeground(column, self._theme.colour(palette.text_secondary))
                code = palette.warning if rule.id in marked else palette.accent
                item.setForeground(2, self._theme.colour(code))
                self.addTopLevelItem(item)
                if rule.id == chosen:
                    self.setCurrentItem(item)
        self._is_filling = False

    def _mark(self, mark: Mark, *, is_broken: bool) -> str:
        if is_broken:
            return self.tr("to put right")
        return {"": "", "added": self.tr("new"), "changed": self.tr("edited")}[mark]

    def choose(self, rule_id: str) -> None:
        """Make a rule the current one."""
        for i in range(self.topLevelItemCount()):
            item = self.topLevelItem(i)
            if item is not None and item.data(0, _ID) == rule_id and item is not self.currentItem():
                self.setCurrentItem(item)
                return

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _former: QTreeWidgetItem | None) -> None:
        if item is not None and not self._is_filling and item.data(0, _ID):
            self.rule_chosen.emit(item.data(0, _ID))

    @Slot(QTreeWidgetItem, int)
    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.data(0, _ID):
            self.rule_opened.emit(item.data(0, _ID))
