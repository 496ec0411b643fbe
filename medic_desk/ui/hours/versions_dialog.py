"""Two versions of a doctor's hours beside each other: what stands now, and the draft of who edits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.facts import Rule
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.hours.draft import RuleDifference
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_particulars, rule_title


class VersionsDialog(QDialog):
    """``mine_kept`` puts the draft's edits on top of what stands; ``theirs_taken`` drops them."""

    mine_kept = Signal()
    theirs_taken = Signal()

    def __init__(
        self, theme: Theme, told: str, found: Sequence[RuleDifference], names: Names, parent: QWidget
    ) -> None:
        """``told`` says who changed the hours, and when."""
        super().__init__(parent)
        self._names = names
        self.setWindowTitle(self.tr("Two versions of these hours"))
        heading = QLabel(told)
        set_role(heading, "heading")
        heading.setWordWrap(True)
        note = QLabel(
            self.tr("Nothing of yours is lost. These are the hours in which the two versions differ:")
        )
        note.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderLabels([self.tr("What stands now"), self.tr("Your version"), ""])
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Where the two versions differ"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        for one in found:
            item = QTreeWidgetItem([self._told(one.standing), self._told(one.draft), self._who(one)])
            for column in range(3):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                item.setToolTip(column, plain_tip(item.text(column)))
            if one.is_contested:
                item.setForeground(2, theme.colour(theme.palette.warning))
            self.list.addTopLevelItem(item)
        self.keep_button = QPushButton(self.tr("Put &mine on top"))
        set_role(self.keep_button, "primary")
        self.keep_button.setDefault(True)
        self.take_button = QPushButton(self.tr("&Take what stands"))
        self.take_button.setAutoDefault(False)
        back = QPushButton(self.tr("Back"))
        back.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.take_button)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.keep_button)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(*(theme.space(5),) * 4)
        column_of.setSpacing(theme.space(2))
        for widget in (heading, note):
            column_of.addWidget(widget)
        column_of.addWidget(self.list, 1)
        hint = QLabel(self.tr("“Put mine on top” keeps the other person's changes wherever you made none."))
        set_role(hint, "secondary")
        hint.setWordWrap(True)
        column_of.addWidget(hint)
        column_of.addLayout(foot)
        self.resize(self.fontMetrics().averageCharWidth() * 110, theme.space(110))
        back.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        self.take_button.clicked.connect(self._on_take)

    def _told(self, rule: Rule | None) -> str:
        if rule is None:
            return self.tr("(no such hours)")
        # A line for each: the list would cut what does not fit into one.
        return "\n".join((rule_title(rule), *rule_particulars(rule, self._names).split(" · ")))

    def _who(self, one: RuleDifference) -> str:
        if one.is_contested:
            return self.tr("both changed it")
        if one.draft != one.base:
            if one.base is None:
                return self.tr("you added it")
            return self.tr("you deleted it") if one.draft is None else self.tr("you changed it")
        if one.base is None:
            return self.tr("they added it")
        return self.tr("they deleted it") if one.standing is None else self.tr("they changed it")

    @Slot()
    def _on_keep(self) -> None:
        self.mine_kept.emit()
        self.accept()

    @Slot()
    def _on_take(self) -> None:
        self.theirs_taken.emit()
        self.accept()
