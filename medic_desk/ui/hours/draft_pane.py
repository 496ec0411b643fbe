"""A draft of a doctor's weekly hours on screen: drawn, listed, filled in, and shown in its effect.

It changes the draft as a person edits, and saves nothing: that is its window's part.
"""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from medic_desk.engine.facts import Rule
from medic_desk.model.hours.problems import HoursProblem
from medic_desk.ui.controls.side_panel import SidePanel
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.hours.draft import HoursDraft
from medic_desk.ui.hours.effect import HoursEffect
from medic_desk.ui.hours.rule_form import RuleForm
from medic_desk.ui.hours.rule_list import RuleList, rule_rows
from medic_desk.ui.hours.week_overview import WeekOverview
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names

_LIST_TO_EFFECT = (300, 700)
_DRAWING_TO_REST = (460, 540)
"""How the parts share the room at first."""

HoursProblems = tuple[HoursProblem, ...]


class Fault(NamedTuple):
    """Where in the draft something is wrong."""

    rule_id: str
    field: str
    break_index: int | None = None


class DraftPane(QWidget):
    """One draft at a time, one of its rules chosen.

    ``rule_chosen`` when another rule is; ``draft_changed`` whenever the draft, or what stands under it, is
    shown anew; ``removal_refused`` (HoursProblem) says why the chosen rule may not be deleted.
    """

    rule_chosen = Signal()
    draft_changed = Signal()
    removal_refused = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        theme: Theme,
        doctor_id: str,
        names: Names,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = names
        self._chosen = ""
        self._is_locked = True
        self._problems: HoursProblems = ()
        self.draft: HoursDraft | None = None
        self.overview = WeekOverview(theme)
        self.list = RuleList(theme)
        self.form = RuleForm(names.clinic, theme, doctor_id, today)
        self.effect = HoursEffect(jobs, theme)
        self._lay_out()
        self.overview.rule_chosen.connect(self.choose)
        self.overview.rule_opened.connect(self._on_opened)
        self.list.row_chosen.connect(self.choose)
        self.list.row_opened.connect(self._on_opened)
        self.form.edited.connect(self._on_edited)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        theme = self._theme
        listing = QWidget()
        of_list = QVBoxLayout(listing)
        of_list.setContentsMargins(0, theme.space(3), theme.space(3), 0)
        of_list.addWidget(self.list)
        below = QSplitter()
        below.addWidget(listing)
        below.addWidget(self.effect)
        below.setChildrenCollapsible(False)
        below.setSizes(_LIST_TO_EFFECT)
        self.effect.setContentsMargins(theme.space(3), theme.space(2), 0, 0)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.overview)
        left.addWidget(below)
        left.setChildrenCollapsible(False)
        left.setSizes(_DRAWING_TO_REST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(3))
        row.addWidget(left, 1)
        row.addWidget(SidePanel(self.form))

    # What is there

    @property
    def chosen(self) -> Rule | None:
        """The rule that is edited."""
        return self.draft.rule(self._chosen) if self.draft is not None else None

    @property
    def first_fault(self) -> Fault | None:
        """Where the first thing is wrong that keeps the draft from being saved; None where nothing is."""
        if self.draft is not None:
            for rule_id, field in self.draft.unreadable:
                return Fault(rule_id, field)
        return next(
            (Fault(p.rule_id, p.field, p.break_index) for p in self._problems if not p.is_advice), None
        )

    def taken_days(self) -> set[int]:
        """The days on which another rule shares time with the chosen one's hours."""
        rule, draft = self.chosen, self.draft
        if rule is None or draft is None:
            return set()
        return {
            other.day_of_week
            for other in draft.rules
            if other.id != rule.id
            and other.work_start_local < (rule.work_end_local or 1440)
            and rule.work_start_local < (other.work_end_local or 1440)
        }

    # Editing

    @Slot(str)
    def choose(self, rule_id: str) -> None:
        """Show a rule in the form."""
        if rule_id != self._chosen:
            self._chosen = rule_id
            self._show_chosen()
            self._say_problems()
            self.rule_chosen.emit()

    @Slot()
    def add(self) -> None:
        """Add hours on the chosen rule's day, and put the cursor into them."""
        if self.draft is None or self._is_locked:
            return
        day = self.chosen.day_of_week if self.chosen is not None else 1
        self._chosen = self.draft.add(day).id
        self.refresh(shows_form=True)
        self.form.day.setFocus()

    @Slot(list)
    def copy_to(self, days: list[int]) -> None:
        """Copy the chosen rule to other days."""
        if self.draft is not None and self.chosen is not None and not self._is_locked:
            self.draft.duplicate(self.chosen, days)
            self.refresh()

    @Slot()
    def switch(self) -> None:
        """Switch the chosen rule off, or on again."""
        if self.chosen is not None and not self._is_locked:
            self.form.is_active.click()

    @Slot()
    def delete(self) -> None:
        """Take the chosen rule out of the draft, unless it may only be switched off."""
        rule, draft = self.chosen, self.draft
        if draft is None or rule is None or self._is_locked:
            return
        problem = draft.may_remove(rule.id)
        if problem is not None:
            self.removal_refused.emit(problem)
            return
        at = [one.id for one in draft.rules].index(rule.id)
        draft.remove(rule.id)
        left = draft.rules
        self._chosen = left[min(at, len(left) - 1)].id if left else ""
        self.refresh(shows_form=True)

    @Slot(object, object)
    def _on_edited(self, rule: Rule, unreadable: dict[str, str]) -> None:
        draft = self.draft
        if draft is None:
            return
        draft.put(rule)
        for key in [key for key in draft.unreadable if key[0] == rule.id]:
            del draft.unreadable[key]
        draft.unreadable |= {(rule.id, field): text for field, text in unreadable.items()}
        self.refresh()

    @Slot(str)
    def _on_opened(self, rule_id: str) -> None:
        self.go_to(Fault(rule_id, "work_start_local"))

    # Showing

    def begin(self, draft: HoursDraft, *, is_locked: bool, shows_form: bool = True) -> None:
        """Show a draft, or what newly stands under it, without the form where somebody types in it."""
        self.draft = draft
        self._is_locked = is_locked
        self.effect.begin(draft.standing, self._names)
        self.refresh(shows_form=shows_form)

    def refresh(self, *, shows_form: bool = False) -> None:
        """Show the draft as it is now."""
        draft = self.draft
        if draft is None:
            return
        if self.chosen is None:
            self._chosen = draft.rules[0].id if draft.rules else ""
            shows_form = True
        self._problems = draft.problems()
        if shows_form:
            self._show_chosen()
        self._say_problems()
        broken = frozenset(p.rule_id for p in self._problems if not p.is_advice)
        broken |= {rule_id for rule_id, _field in draft.unreadable}
        self.overview.show_rules(draft.rules, self._names, broken)
        self.list.show_rows(tuple(rule_rows(draft, self._names, broken)), self._chosen)
        blocking = [p for p in self._problems if not p.is_advice and p.field != "id"]
        self.effect.ask(None if blocking else draft.facts)
        self.draft_changed.emit()

    def say(self, problems: HoursProblems) -> None:
        """Say at the fields what a save found wrong, until the draft is edited again."""
        self._problems = problems
        self._say_problems()

    def go_to(self, fault: Fault) -> None:
        """Choose the rule and put the cursor where something is wrong with it."""
        self.choose(fault.rule_id)
        at = int(fault.field.split(".")[1]) if fault.field.startswith("breaks.") else fault.break_index
        self.form.go_to(fault.field, at)

    def _show_chosen(self) -> None:
        draft = self.draft
        unreadable = draft.unreadable if draft is not None else {}
        typed = {field: text for (rule_id, field), text in unreadable.items() if rule_id == self._chosen}
        self.form.show_rule(self.chosen, typed, is_locked=self._is_locked)
        self.overview.choose(self._chosen)
        self.list.choose(self._chosen)

    def _say_problems(self) -> None:
        self.form.say(self._problems, self.draft.rules if self.draft is not None else (), self._names)
