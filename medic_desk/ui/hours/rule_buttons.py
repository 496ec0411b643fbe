"""The buttons that change the rules of a draft: add, copy, switch off, delete."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from medic_desk.engine.facts import Rule
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class RuleButtons(QWidget):
    """Connect the buttons' ``clicked``; ``show_state`` says what they may do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_button = QPushButton(theme.icon("add"), self.tr("&Add hours"))
        self.copy_button = QPushButton(theme.icon("copy"), self.tr("&Copy to days…"))
        self.off_button = QPushButton(theme.icon("blocked"), self.tr("Switch &off"))
        self.delete_button = QPushButton(theme.icon("delete"), self.tr("De&lete"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        for button in (self.add_button, self.copy_button, self.off_button, self.delete_button):
            set_role(button, "quiet")
            button.setAutoDefault(False)
            row.addWidget(button)

    def show_state(self, rule: Rule | None, *, may_edit: bool) -> None:
        """Offer what may be done with the chosen rule."""
        self.add_button.setEnabled(may_edit)
        for button in (self.copy_button, self.off_button, self.delete_button):
            button.setEnabled(may_edit and rule is not None)
        is_off = rule is not None and not rule.is_active
        self.off_button.setText(self.tr("Switch &on") if is_off else self.tr("Switch &off"))
