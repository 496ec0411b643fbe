"""A draft of a doctor's weekly hours on screen: drawn, listed, filled in, and shown in its effect.

It changes the draft and shows it; it reads and saves nothing, which is its heir's part.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Rule
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.hours.problems import HoursProblem
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.hours.copy_dialog import DayChoice
from medic_desk.ui.hours.effect import HoursEffect
from medic_desk.ui.hours.rule_form import RuleForm
from medic_desk.ui.hours.rule_list import RuleList
from medic_desk.ui.hours.week_overview import WeekOverview
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import older_hours_sentence, problem_sentence, rule_title

if TYPE_CHECKING:
    from medic_desk.ui.hours.draft import HoursDraft

HoursProblems = tuple[HoursProblem, ...]


class HoursDraftWindow(QDialog):
    """``draft_changed`` whenever the draft, or what stands under it, is shown anew."""

    draft_changed = Signal()

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._doctor = desk.clinic.doctor(doctor_id)
        self._names = Names(desk.clinic, self._doctor.timezone)
        self.draft: HoursDraft | None = None
        self._problems: HoursProblems = ()
        self._chosen = ""
        self._is_saving = False
        self._refusal = ""
        """Why the chosen rule may not be deleted, while that is said."""
        self._saved_note = ""
        """When the draft was saved last, said until it is changed again."""
        self.dialog: QDialog | None = None
        self.overview = WeekOverview(theme)
        self.list = RuleList(theme)
        today = local_date(minute_floor(desk.now()), self._doctor.timezone)
        self.form = RuleForm(desk.clinic, theme, doctor_id, today)
        self.effect = HoursEffect(desk.jobs, theme)
        self.message = MessageBanner(theme)
        self._make_buttons()
        self._lay_out()
        self._connect_parts()
        self._show_state()

    # What is there

    @property
    def may_edit(self) -> bool:
        """Whether the hours may be changed here, by this person."""
        is_editable = self.draft is not None and self.draft.standing.is_editable
        return is_editable and self._desk.may(Permission.EDIT_HOURS, self._doctor.id)

    @property
    def chosen(self) -> Rule | None:
        """The rule that is edited."""
        return self.draft.rule(self._chosen) if self.draft is not None else None

    def _make_buttons(self) -> None:
        self.add_button = QPushButton(self.tr("&Add hours"))
        self.copy_button = QPushButton(self.tr("&Copy to days…"))
        self.off_button = QPushButton(self.tr("Switch &off"))
        self.delete_button = QPushButton(self.tr("De&lete"))
        self.discard_button = QPushButton(self.tr("Discard changes"))
        self.close_button = QPushButton(self.tr("Close"))
        self.save_button = QPushButton(self.tr("&Save"))
        set_role(self.save_button, "primary")
        self.save_button.setDefault(True)
        for button, icon in (
            (self.add_button, "add"),
            (self.copy_button, "copy"),
            (self.off_button, "blocked"),
            (self.delete_button, "delete"),
        ):
            button.setIcon(self._theme.icon(icon))
            set_role(button, "quiet")
        for button in (
            self.add_button,
            self.copy_button,
            self.off_button,
            self.delete_button,
            self.discard_button,
            self.close_button,
        ):
            button.setAutoDefault(False)
        set_role(self.discard_button, "quiet")

    def _lay_out(self) -> None:
        theme = self._theme
        heading = QLabel(self._doctor.full_name)
        set_role(heading, "heading")
        heading.setToolTip(self._doctor.full_name)
        self.subtitle = QLabel(self._doctor.timezone)
        set_role(self.subtitle, "secondary")
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(heading)
        head.addWidget(self.subtitle, 1)
        for button in (self.add_button, self.copy_button, self.off_button, self.delete_button):
            head.addWidget(button)
        listing = QWidget()
        of_list = QVBoxLayout(listing)
        of_list.setContentsMargins(0, theme.space(3), theme.space(3), 0)
        of_list.addWidget(self.list, 1)
        below = QSplitter()
        below.addWidget(listing)
        below.addWidget(self.effect)
        below.setChildrenCollapsible(False)
        below.setSizes([330, 670])
        self.effect.setContentsMargins(theme.space(3), theme.space(2), 0, 0)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.overview)
        left.addWidget(below)
        left.setChildrenCollapsible(False)
        left.setSizes([460, 540])
        panel = QFrame()
        set_role(panel, "panel")
        of_panel = QVBoxLayout(panel)
        of_panel.setContentsMargins(0, 0, 0, 0)
        of_panel.addWidget(self.form)
        panel.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addWidget(left, 1)
        middle.addWidget(panel)
        self.state = QLabel()
        set_role(self.state, "secondary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.state, 1)
        foot.addWidget(self.discard_button)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        open_at_size(self, 1560, 960)

    def _connect_parts(self) -> None:
        self.overview.rule_chosen.connect(self.choose)
        self.overview.rule_opened.connect(self._on_opened)
        self.list.rule_chosen.connect(self.choose)
        self.list.rule_opened.connect(self._on_opened)
        self.form.edited.connect(self._on_edited)
        self.add_button.clicked.connect(self.add)
        self.copy_button.clicked.connect(self.ask_copy)
        self.off_button.clicked.connect(self.switch)
        self.delete_button.clicked.connect(self.delete)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    # Editing

    @Slot(str)
    def choose(self, rule_id: str) -> None:
        """Show a rule in the form."""
        if rule_id != self._chosen:
            self._chosen = rule_id
            self._drop_refusal()
            self._show_chosen()
            self._show_problems()
            self._show_state()

    @Slot()
    def add(self) -> None:
        """Add hours on the chosen rule's day, and put the cursor into them."""
        if self.draft is None or not self.may_edit:
            return
        day = self.chosen.day_of_week if self.chosen is not None else 1
        self._chosen = self.draft.add(day).id
        self._refresh(show_form=True)
        self.form.day.setFocus()

    @Slot()
    def ask_copy(self) -> None:
        """Ask to which days the chosen rule is copied."""
        rule = self.chosen
        if self.draft is None or rule is None or not self.may_edit or self.dialog is not None:
            return
        taken = {
            other.day_of_week
            for other in self.draft.rules
            if other.id != rule.id
            and other.work_start_local < (rule.work_end_local or 1440)
            and rule.work_start_local < (other.work_end_local or 1440)
        }
        title = self.tr("Copy {hours} to:").format(hours=rule_title(rule))
        dialog = DayChoice(self._theme, title, rule.day_of_week, taken, self)
        dialog.chosen.connect(self._on_copied)
        self._open(dialog)

    @Slot(list)
    def _on_copied(self, days: list[int]) -> None:
        if self.draft is not None and self.chosen is not None:
            self.draft.duplicate(self.chosen, days)
            self._refresh()

    @Slot()
    def switch(self) -> None:
        """Switch the chosen rule off, or on again."""
        if self.chosen is not None and self.may_edit:
            self.form.is_active.toggle()

    @Slot()
    def delete(self) -> None:
        """Take the chosen rule out of the draft, unless it may only be switched off."""
        rule, draft = self.chosen, self.draft
        if draft is None or rule is None or not self.may_edit:
            return
        problem = draft.may_remove(rule.id)
        if problem is not None:
            choices = ((self.tr("Switch off"), self.switch),) if rule.is_active else ()
            self._refusal = problem_sentence(problem, draft.rules, self._names)
            self.message.say(self._refusal, choices)
            return
        ids = [one.id for one in draft.rules]
        at = ids.index(rule.id)
        draft.remove(rule.id)
        left = draft.rules
        self._chosen = left[min(at, len(left) - 1)].id if left else ""
        self._refresh(show_form=True)

    def _drop_refusal(self) -> None:
        # It is said of one rule as it was: its answer must never switch another, or this one on again.
        if self._refusal and self.message.text == self._refusal:
            self.message.hide()
        self._refusal = ""

    @Slot(object, object)
    def _on_edited(self, rule: Rule, unreadable: dict[str, str]) -> None:
        draft = self.draft
        if draft is None:
            return
        draft.put(rule)
        for key in [key for key in draft.unreadable if key[0] == rule.id]:
            del draft.unreadable[key]
        draft.unreadable |= {(rule.id, field): text for field, text in unreadable.items()}
        self._refresh()

    @Slot(str)
    def _on_opened(self, rule_id: str) -> None:
        self.choose(rule_id)
        self.form.go_to("work_start_local")

    # Showing

    def _begin(self, *, show_form: bool = True) -> None:
        """Show the draft on what stands."""
        if self.draft is None:
            return
        self.effect.begin(self.draft.standing, self._names)
        if not self.draft.standing.is_editable:
            self.message.say(older_hours_sentence())
        self._refresh(show_form=show_form)

    def _refresh(self, *, show_form: bool = False) -> None:
        draft = self.draft
        if draft is None:
            return
        self._drop_refusal()
        if self.chosen is None:
            self._chosen = draft.rules[0].id if draft.rules else ""
            show_form = True
        self._problems = draft.problems()
        if show_form:
            self._show_chosen()
        self._show_problems()
        broken = self._broken()
        self.overview.show_rules(draft.rules, self._names, broken)
        self.list.show_draft(draft, self._names, broken, self._chosen)
        blocking = [p for p in self._problems if not p.is_advice and p.field != "id"]
        self.effect.ask(None if blocking else draft.facts)
        self._show_state()
        self.draft_changed.emit()

    def _broken(self) -> frozenset[str]:
        found = {problem.rule_id for problem in self._problems if not problem.is_advice}
        return frozenset(
            found | {rule_id for rule_id, _field in (self.draft.unreadable if self.draft else ())}
        )

    def _show_chosen(self) -> None:
        draft, rule = self.draft, self.chosen
        typed = (
            {f: text for (key, f), text in draft.unreadable.items() if key == self._chosen} if draft else {}
        )
        self.form.show_rule(rule, typed, is_locked=not self.may_edit)
        self.overview.choose(self._chosen)
        self.list.choose(self._chosen)

    def _show_problems(self) -> None:
        self.form.say(self._problems, self.draft.rules if self.draft is not None else (), self._names)

    def _show_state(self) -> None:
        draft, rule, may_edit = self.draft, self.chosen, self.may_edit and not self._is_saving
        is_changed = draft is not None and draft.is_changed
        if is_changed:
            self._saved_note = ""
        self.add_button.setEnabled(may_edit)
        for button in (self.copy_button, self.off_button, self.delete_button):
            button.setEnabled(may_edit and rule is not None)
        is_off = rule is not None and not rule.is_active
        self.off_button.setText(self.tr("Switch &on") if is_off else self.tr("Switch &off"))
        self.discard_button.setEnabled(is_changed and not self._is_saving)
        self.save_button.setEnabled(may_edit and is_changed)
        if draft is None:
            self.state.setText(self.tr("Reading the hours…"))
        elif self._is_saving:
            self.state.setText(self.tr("Saving…"))
        elif is_changed:
            count = draft.change_count
            one = self.tr("1 change is not saved")
            self.state.setText(
                one if count == 1 else self.tr("{count} changes are not saved").format(count=count)
            )
        elif not self._desk.may(Permission.EDIT_HOURS, self._doctor.id):
            self.state.setText(self.tr("You may look at these hours, not change them."))
        else:
            self.state.setText(self._saved_note)

    # Other windows over this one

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_dialog_closed)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_dialog_closed(self) -> None:
        self.dialog = None
