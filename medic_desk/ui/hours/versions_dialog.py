"""Two versions of a doctor's hours beside each other: what stands now, and the draft of who edits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from medic_desk.engine.facts import Rule
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.hours.draft import RuleDifference
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_details, rule_title

_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class VersionsDialog(GrowingDialog):
    """``mine_kept`` puts the draft's edits on top of what stands; ``theirs_taken`` drops them."""

    mine_kept = Signal()
    theirs_taken = Signal()

    def __init__(
        self, theme: Theme, told: str, found: Sequence[RuleDifference], names: Names, parent: QWidget
    ) -> None:
        """``told`` says who changed the hours, and when."""
        super().__init__(parent)
        self._theme = theme
        self._names = names
        self.setWindowTitle(self.tr("Two versions of these hours"))
        self.list = self._make_list()
        self._make_buttons()
        self._lay_out(told)
        self.list.show_rows(found)

    def _make_list(self) -> RowList[RuleDifference]:
        columns = (
            Column(title=self.tr("What stands now"), text=self._standing, alignment=_TOP, stretches=True),
            Column(title=self.tr("Your version"), text=self._draft, alignment=_TOP, stretches=True),
            Column(title="", text=self._who, colour=self._who_colour, alignment=_TOP),
        )
        made: RowList[RuleDifference] = RowList(columns, _rule_id)
        made.setWordWrap(True)
        made.setUniformRowHeights(False)
        made.setAccessibleName(self.tr("Where the two versions differ"))
        return made

    def _make_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.buttons = QDialogButtonBox(self)
        self.keep_button = self.buttons.addButton(self.tr("Put &mine on top"), role.AcceptRole)
        self.take_button = self.buttons.addButton(self.tr("&Take what stands"), role.DestructiveRole)
        back = self.buttons.addButton(self.tr("Back"), role.RejectRole)
        set_role(self.keep_button, "primary")
        self.keep_button.setDefault(True)
        for button in (self.take_button, back):
            button.setAutoDefault(False)
        self.take_button.clicked.connect(self._on_take)
        self.buttons.accepted.connect(self._on_keep)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, told: str) -> None:
        theme = self._theme
        heading = QLabel(told)
        set_role(heading, "heading")
        note = QLabel(
            self.tr("Nothing of yours is lost. These are the hours in which the two versions differ:")
        )
        hint = QLabel(self.tr("“Put mine on top” keeps the other person's changes wherever you made none."))
        set_role(hint, "secondary")
        for label in (heading, note, hint):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(2))
        column.addWidget(heading)
        column.addWidget(note)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        column.addWidget(self.buttons)
        metrics = self.fontMetrics()
        open_at_size(self, metrics.averageCharWidth() * 110, metrics.height() * 26)

    # What a cell says

    def _standing(self, one: RuleDifference) -> str:
        return self._told(one.standing)

    def _draft(self, one: RuleDifference) -> str:
        return self._told(one.draft)

    def _told(self, rule: Rule | None) -> str:
        if rule is None:
            return self.tr("(no such hours)")
        # A line for each: the list would cut what does not fit into one.
        return "\n".join((rule_title(rule), *rule_details(rule, self._names)))

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

    def _who_colour(self, one: RuleDifference) -> QColor | None:
        return self._theme.colour(self._theme.palette.warning) if one.is_contested else None

    # What a person answers

    @Slot()
    def _on_keep(self) -> None:
        self.mine_kept.emit()
        self.accept()

    @Slot()
    def _on_take(self) -> None:
        self.theirs_taken.emit()
        self.accept()


def _rule_id(one: RuleDifference) -> str:
    return one.rule_id
