"""Merging two patients: side by side, whose value of each field stays, and what goes along."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.patients.card import PatientCard
from medic_desk.model.patients.merging import MergeRequest
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.patients.merge_list import MergeList
from medic_desk.ui.patients.merge_rows import MergeChoice
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class MergePane(QWidget):
    """``merge_asked`` when a person merges what is shown, ``left`` when they go back to the card."""

    merge_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: PatientCard | None = None
        self._merged: PatientCard | None = None
        self._choice: MergeChoice | None = None
        self._heading = QLabel(self.tr("Are these one person?"))
        self._hint = QLabel(
            self.tr("✓ marks what stays. Up and Down go from field to field, Left and Right choose.")
        )
        self.effect = QLabel()
        self.list = MergeList(theme)
        self.swap_button = QPushButton(self.tr("&Keep the other record"))
        self.back_button = QPushButton(self.tr("&Back to the card"))
        self.merge_button = QPushButton(self.tr("Mer&ge"))
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.swap_button.clicked.connect(self._on_swap)
        self.back_button.clicked.connect(self.left)
        self.merge_button.clicked.connect(self.merge_asked)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        theme = self._theme
        set_role(self._heading, "heading")
        set_role(self._hint, "secondary")
        set_role(self.merge_button, "primary")
        for button in (self.swap_button, self.back_button):
            set_role(button, "quiet")
        # Enter that opened this must not be what merges: the button is pressed by its own key or a click.
        self.merge_button.setToolTip("Ctrl+Enter")
        for button in (self.swap_button, self.back_button, self.merge_button):
            button.setAutoDefault(False)
        for label in (self._hint, self.effect):
            label.setWordWrap(True)
        show_plain(self._hint, self.effect)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.swap_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.merge_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for widget in (self._heading, self._hint):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.effect)
        column.addLayout(foot)

    # What is shown

    def begin(self, kept: PatientCard, merged: PatientCard) -> None:
        """Compare two patients; the card's own is the one that is kept at first."""
        self._kept, self._merged = kept, merged
        self.list.choose_none()
        self._show(MergeChoice.begin(kept.fields, merged.fields))

    @property
    def merged_id(self) -> str:
        """The patient whose row goes; empty before the first comparison."""
        return self._merged.patient_id if self._merged is not None else ""

    @property
    def kept_id(self) -> str:
        """The patient whose row stays; empty before the first comparison."""
        return self._kept.patient_id if self._kept is not None else ""

    def request(self) -> MergeRequest | None:
        """What is to be merged, in a new act; None where nothing is compared."""
        if self._kept is None or self._merged is None or self._choice is None:
            return None
        return MergeRequest(
            act_id=new_act_id(),
            kept_id=self._kept.patient_id,
            merged_id=self._merged.patient_id,
            seen_kept=self._kept.fields,
            seen_merged=self._merged.fields,
            wanted=self._choice.wanted(),
        )

    def _show(self, choice: MergeChoice) -> None:
        self._choice = choice
        kept, merged = (len(one.appointments) if one is not None else 0 for one in (self._kept, self._merged))
        self.list.show_choice(choice, kept, merged)
        self._show_effect()

    def _show_effect(self) -> None:
        if self._merged is None or self._choice is None:
            return
        booked = len(self._merged.appointments)
        moves = (
            self.tr("%n appointment(s) go along.", n=booked)
            if booked
            else self.tr("Nothing is booked for it.")
        )
        text = self.tr("The record at the right leads to {name} from then on. {moves} Undo takes it back.")
        self.effect.setText(text.format(name=self._choice.wanted().full_name, moves=moves))

    # What a person does

    @Slot(str, str)
    def _on_chosen(self, name: str, side: str) -> None:
        if self._choice is not None:
            self._show(self._choice.choosing(name, side))  # type: ignore[arg-type]

    @Slot()
    def _on_swap(self) -> None:
        if self._choice is not None:
            self._kept, self._merged = self._merged, self._kept
            self._show(self._choice.swapped())
