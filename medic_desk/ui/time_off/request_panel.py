"""One request for time off: whose and when, what became of it, who is booked then, and what may be done."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.time_off.requests import TimeOff
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.controls.form_field import FormField, set_read_only
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.time_off.may_do import MayDo
from medic_desk.ui.time_off.request_list import history_lines
from medic_desk.ui.words.formats import span_words


class RequestPanel(QFrame):
    """It shows and offers; its window connects the buttons and decides."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.who = QLabel()
        self.when = QLabel()
        self.told = QLabel()
        self.affected = AffectedAppointments(theme)
        self.note = TextLine()
        self.note_field = FormField(theme, self.tr("N&ote on the decision"), self.note)
        self.approve_button = QPushButton(self.tr("&Approve"))
        self.deny_button = QPushButton(self.tr("&Deny"))
        self.revoke_button = QPushButton(self.tr("&Revoke"))
        self.withdraw_button = QPushButton(self.tr("&Withdraw"))
        self._lay_out(theme)

    @property
    def has_note(self) -> bool:
        """Whether a note is typed that no decision has taken yet."""
        return not self.note_field.isHidden() and bool(self.note.text().strip())

    def show_request(self, one: TimeOff | None, doctor_name: str, zone: str, may: MayDo) -> None:
        """Show a request, or none, with the buttons of what may be done with it."""
        for widget in (self.who, self.when, self.told, self.affected):
            widget.setVisible(one is not None)
        if one is None:
            self.affected.clear()
        else:
            self.who.setText(doctor_name)
            reason = one.reason or self.tr("no reason given")
            self.when.setText(f"{span_words(one.starts_at, one.ends_at, zone)}  ·  {reason}")
            self.told.setText("\n".join(history_lines(one, zone)))
        self.approve_button.setVisible(may.approve)
        self.deny_button.setVisible(may.deny)
        self.revoke_button.setVisible(may.revoke)
        self.withdraw_button.setVisible(may.withdraw)
        self.note_field.setVisible(may.approve or may.deny or may.revoke)

    def set_open(self, *, is_open: bool, may_approve: bool) -> None:
        """Let a person decide; ``may_approve`` once it is known who is booked then."""
        set_read_only(self.note, is_read_only=not is_open)
        self.approve_button.setEnabled(is_open and may_approve)
        for button in (self.deny_button, self.revoke_button, self.withdraw_button):
            button.setEnabled(is_open)

    def _lay_out(self, theme: Theme) -> None:
        set_role(self.who, "heading")
        set_role(self.told, "secondary")
        for label in (self.who, self.when, self.told):
            label.setWordWrap(True)
        show_plain(self.who, self.when, self.told)
        self.note.setPlaceholderText(self.tr("Needed to deny and to revoke; who asked will read it"))
        set_role(self.approve_button, "primary")
        acts = QHBoxLayout()
        acts.setSpacing(theme.space(2))
        acts.addWidget(self.withdraw_button)
        acts.addStretch(1)
        for button in (self.revoke_button, self.deny_button, self.approve_button):
            acts.addWidget(button)
        for button in (self.withdraw_button, self.revoke_button, self.deny_button, self.approve_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(1.5))
        for label in (self.who, self.when, self.told):
            column.addWidget(label)
        column.addWidget(self.affected, 1)
        column.addStretch(0)
        column.addWidget(self.note_field)
        column.addLayout(acts)
