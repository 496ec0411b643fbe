"""The rule editor: a doctor's weekly hours as a draft, drawn, listed, filled in, and shown in their effect.

Nothing is saved before "Save"; then everything is, in one act. If somebody else saved in between, both
versions are shown and nothing typed is lost. It is opened with ``open()`` and waits for nothing.
"""

import uuid
from dataclasses import replace
from functools import partial

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
from medic_desk.model.acts.hours import HoursSaved, SaveHours, save_hours
from medic_desk.model.acts.schedule_refusals import HoursInvalid, StaleSchedule, VisitsHit
from medic_desk.model.changes import Changed
from medic_desk.model.doctor_hours import DoctorHours, read_hours
from medic_desk.model.errors import ConnectionLost
from medic_desk.model.hours_rules import HoursProblem
from medic_desk.model.permissions import Act
from medic_desk.ui.day_choice import DayChoice
from medic_desk.ui.desk import Desk
from medic_desk.ui.hours_draft import HoursDraft, differences
from medic_desk.ui.hours_effect import HoursEffect
from medic_desk.ui.hours_words import (
    change_sentence,
    older_hours_sentence,
    problem_sentence,
    rule_title,
    schedule_error_sentence,
)
from medic_desk.ui.jobs import DeadlinePassed
from medic_desk.ui.message_banner import MessageBanner
from medic_desk.ui.reasons import Names
from medic_desk.ui.rule_form import RuleForm
from medic_desk.ui.rule_list import RuleList
from medic_desk.ui.theme import Theme
from medic_desk.ui.versions_dialog import VersionsDialog
from medic_desk.ui.week_overview import WeekOverview
from medic_desk.ui.wording import clock_of, moment

HoursProblems = tuple[HoursProblem, ...]

WATCHED_TABLES = frozenset(
    {
        "schedule_rules",
        "schedule_rule_breaks",
        "schedule_exceptions",
        "schedule_templates",
        "schedule_template_breaks",
        "availability_rules",
        "availability_exceptions",
        "appointments",
    }
)
"""Tables a draft's effect depends on."""

_NAMES_SHOWN = 3


def concerns_hours(changed: Changed, doctor_id: str) -> bool:
    """Whether a notification can mean something of a doctor's hours and of what an edit of them does."""
    return changed.table in WATCHED_TABLES and changed.doctor_id in {None, doctor_id}


class RuleEditor(QDialog):
    """``saved`` (HoursSaved) after each save that stands in the database."""

    saved = Signal(object)
    shown = Signal()
    """The doctor's hours were read and are shown."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._clinic = desk.clinic
        self._doctor = desk.clinic.doctor(doctor_id)
        self._names = Names(desk.clinic, self._doctor.timezone)
        self.draft: HoursDraft | None = None
        self._problems: HoursProblems = ()
        self._chosen = ""
        self._attempt: SaveHours | None = None
        self._newer: DoctorHours | None = None
        """What stands now, where somebody saved while a draft was open."""
        self._is_saving = False
        self._wants_save = False
        self._is_sure = False
        self._asked_to_discard = False
        self.dialog: QDialog | None = None
        self.setWindowTitle(self.tr("Working hours"))
        self.overview = WeekOverview(theme)
        self.list = RuleList(theme)
        today = local_date(minute_floor(desk.now()), self._doctor.timezone)
        self.form = RuleForm(desk.clinic, theme, doctor_id, today)
        self.effect = HoursEffect(desk.jobs, theme)
        self.message = MessageBanner(theme)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_state()
        self._read()

    # What is there

    @property
    def may_edit(self) -> bool:
        """Whether the hours may be changed here, by this person."""
        is_editable = self.draft is not None and self.draft.standing.is_editable
        return is_editable and self._desk.may(Act.EDIT_HOURS, self._doctor.id)

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
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        for button, icon in (
            (self.add_button, "add"),
            (self.copy_button, "copy"),
            (self.off_button, "blocked"),
            (self.delete_button, "delete"),
        ):
            button.setIcon(self._theme.icon(icon))
            button.setProperty("role", "quiet")
        for button in (
            self.add_button,
            self.copy_button,
            self.off_button,
            self.delete_button,
            self.discard_button,
            self.close_button,
        ):
            button.setAutoDefault(False)
        self.discard_button.setProperty("role", "quiet")

    def _lay_out(self) -> None:
        theme = self._theme
        heading = QLabel(self._doctor.full_name)
        heading.setProperty("role", "heading")
        heading.setToolTip(self._doctor.full_name)
        self.subtitle = QLabel(self._doctor.timezone)
        self.subtitle.setProperty("role", "secondary")
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
        panel.setProperty("role", "panel")
        of_panel = QVBoxLayout(panel)
        of_panel.setContentsMargins(0, 0, 0, 0)
        of_panel.addWidget(self.form)
        panel.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addWidget(left, 1)
        middle.addWidget(panel)
        self.state = QLabel()
        self.state.setProperty("role", "secondary")
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
        room = self.screen().availableSize()
        self.resize(min(1560, room.width()), min(960, room.height()))

    def _connect(self) -> None:
        self.overview.rule_chosen.connect(self.choose)
        self.overview.rule_opened.connect(self._on_opened)
        self.list.rule_chosen.connect(self.choose)
        self.list.rule_opened.connect(self._on_opened)
        self.form.edited.connect(self._on_edited)
        self.effect.computed.connect(self._on_computed)
        self.add_button.clicked.connect(self.add)
        self.copy_button.clicked.connect(self.ask_copy)
        self.off_button.clicked.connect(self.switch)
        self.delete_button.clicked.connect(self.delete)
        self.discard_button.clicked.connect(self.discard)
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._desk.heard.connect(self._on_heard)

    # Reading

    def _read(self) -> None:
        work = partial(read_hours, doctor_id=self._doctor.id)
        self._desk.read(self, work, self._on_read, self._on_read_failed, replaces="hours")

    @Slot(object)
    def _on_heard(self, changed: Changed | None) -> None:
        if changed is None or changed.table is None or concerns_hours(changed, self._doctor.id):
            self._read()

    def _on_read(self, standing: DoctorHours) -> None:
        draft = self.draft
        if draft is None:
            self.draft = HoursDraft(standing)
            self._chosen = standing.rules[0].id if standing.rules else ""
            self._begin()
            self.shown.emit()
        elif self._is_saving or self._attempt is not None:
            # The act's own change comes back by the same road; its result says what to do.
            return
        elif standing.schedule_version < draft.standing.schedule_version:
            # Read before the save that is known already.
            return
        elif standing.schedule_version == draft.standing.schedule_version or (
            # Dated exceptions alone: the draft stands on them just as well.
            set(standing.rules) == set(draft.standing.rules)
        ):
            self._stand_on(standing)
        elif not draft.is_changed:
            draft.start_over(standing)
            self._begin()
            self.message.say(change_sentence(standing.last_change, standing.timezone))
        else:
            self._say_stale(standing)

    def _stand_on(self, standing: DoctorHours) -> None:
        """Take newly read facts under the draft; the form is left alone while a person types in it."""
        draft = self.draft
        if draft is None or (standing.facts, standing.visits) == (
            draft.standing.facts,
            draft.standing.visits,
        ):
            return
        shown = self.chosen
        draft.rebase(standing)
        self._begin(show_form=self.chosen != shown)

    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(schedule_error_sentence(error, self._doctor.timezone))

    def _begin(self, *, show_form: bool = True) -> None:
        """Show the draft on what stands."""
        if self.draft is None:
            return
        self.effect.begin(self.draft.standing, self._names)
        if not self.draft.standing.is_editable:
            self.message.say(older_hours_sentence())
        self._refresh(show_form=show_form)

    # Editing

    @Slot(str)
    def choose(self, rule_id: str) -> None:
        """Show a rule in the form."""
        if rule_id != self._chosen:
            self._chosen = rule_id
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
            self.message.say(problem_sentence(problem, draft.rules, self._names), choices)
            return
        ids = [one.id for one in draft.rules]
        at = ids.index(rule.id)
        draft.remove(rule.id)
        left = draft.rules
        self._chosen = left[min(at, len(left) - 1)].id if left else ""
        self._refresh(show_form=True)

    @Slot()
    def discard(self) -> None:
        """Drop every edit and show what stands."""
        if self.draft is None:
            return
        self.draft.start_over(self._newer or self.draft.standing)
        self._newer = None
        self._attempt = None
        self._is_sure = False
        self.message.hide()
        self._begin()

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

    def _refresh(self, *, show_form: bool = False) -> None:
        draft = self.draft
        if draft is None:
            return
        self._is_sure = self._asked_to_discard = False
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
        elif not self._desk.may(Act.EDIT_HOURS, self._doctor.id):
            self.state.setText(self.tr("You may look at these hours, not change them."))
        else:
            self.state.setText("")

    # Saving

    @Slot()
    def save(self) -> None:
        """Save the whole draft in one act, once what it would do is known and seen."""
        draft = self.draft
        if draft is None or self._is_saving or not self.may_edit or not draft.is_changed:
            return
        if self._newer is not None:
            self._say_stale(self._newer)
        elif self._attempt is not None:
            self._send(self._attempt)
        elif self._go_to_first_problem():
            return
        elif self.effect.preview is None:
            self._wants_save = True
            self.state.setText(self.tr("Working out what this does…"))
        elif self.effect.preview.stranded_ids and not self._is_sure:
            self._ask_whether_sure()
        else:
            self._send(
                SaveHours(
                    act_id=str(uuid.uuid4()),
                    doctor_id=self._doctor.id,
                    schedule_version=draft.standing.schedule_version,
                    rules=draft.rules,
                    seen_visit_ids=frozenset(self.effect.preview.stranded_ids),
                )
            )

    def _go_to_first_problem(self) -> bool:
        draft = self.draft
        if draft is None:
            return False
        for rule_id, field in draft.unreadable:
            self._point_at(rule_id, field, None)
            return True
        for problem in self._problems:
            if not problem.is_advice:
                self._point_at(problem.rule_id, problem.field, problem.break_index)
                return True
        return False

    def _point_at(self, rule_id: str, field: str, break_index: int | None) -> None:
        self.message.say(self.tr("Nothing was saved: put right what is marked first."))
        self.choose(rule_id)
        if field.startswith("breaks."):
            break_index = int(field.split(".")[1])
        self.form.go_to(field, break_index)

    def _ask_whether_sure(self) -> None:
        visits = self.effect.stranded.visits
        told = [
            f"{visit.patient_name or '?'} ({moment(visit.starts_at, self._doctor.timezone)})"
            for visit in visits[:_NAMES_SHOWN]
        ]
        if len(visits) > _NAMES_SHOWN:
            told.append(self.tr("and {count} more").format(count=len(visits) - _NAMES_SHOWN))
        text = self.tr("These appointments would lie outside hours and stay booked: {names}.")
        choices = ((self.tr("Save all the same"), self._on_sure), (self.tr("Go back"), self.message.hide))
        self.message.say(text.format(names=", ".join(told)), choices)
        self.message.buttons[0].setFocus()

    def _on_sure(self) -> None:
        self._is_sure = True
        self.message.hide()
        self.save()

    @Slot()
    def _on_computed(self) -> None:
        if self._wants_save:
            self._wants_save = False
            self.save()

    def _send(self, attempt: SaveHours) -> None:
        self._attempt = attempt
        self._is_saving = True
        self.message.hide()
        self._show_state()
        self._desk.act(self, save_hours, attempt, self._on_saved, self._on_save_failed)

    def _on_saved(self, result: HoursSaved) -> None:
        draft, attempt = self.draft, self._attempt
        self._is_saving = False
        self._attempt = None
        if draft is None or attempt is None:
            return
        # What was typed while it was saved stays an edit, on top of what was saved.
        draft.standing = replace(
            draft.standing, rules=attempt.rules, schedule_version=result.schedule_version
        )
        self._refresh()
        if not draft.is_changed:
            time = clock_of(self._desk.now(), self._doctor.timezone)
            self.state.setText(self.tr("Saved at {time}").format(time=time))
            self.close_button.setFocus()
        self._read()
        self.saved.emit(result)

    def _on_save_failed(self, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, (ConnectionLost, DeadlinePassed)):
            # Nobody knows whether it was done: only the very same act may be sent again.
            again = ((self.tr("Try again"), self.save),)
            self.message.say(schedule_error_sentence(error, self._doctor.timezone), again)
            self._show_state()
            return
        self._attempt = None
        self._is_sure = False
        if isinstance(error, StaleSchedule):
            self._say_stale(error.standing)
        else:
            self.message.say(schedule_error_sentence(error, self._doctor.timezone))
            if isinstance(error, HoursInvalid):
                self._problems = error.problems
                self._show_problems()
            if isinstance(error, VisitsHit):
                self._read()
        self._show_state()

    # Two versions

    def _say_stale(self, standing: DoctorHours) -> None:
        self._newer = standing
        told = change_sentence(standing.last_change, standing.timezone)
        text = told + " " + self.tr("Your changes are kept and not saved.")
        choices = (
            (self.tr("Compare both"), self.compare),
            (self.tr("Take what stands"), self.discard),
        )
        self.message.say(text, choices)

    @Slot()
    def compare(self) -> None:
        """Show what stands and the draft beside each other."""
        if self.draft is None or self._newer is None or self.dialog is not None:
            return
        told = change_sentence(self._newer.last_change, self._newer.timezone)
        found = differences(self.draft, self._newer)
        dialog = VersionsDialog(self._theme, told, found, self._names, self)
        dialog.mine_kept.connect(self._on_mine_kept)
        dialog.theirs_taken.connect(self.discard)
        self._open(dialog)

    @Slot()
    def _on_mine_kept(self) -> None:
        if self.draft is not None and self._newer is not None:
            self.draft.rebase(self._newer)
            self._newer = None
            self.message.hide()
            self._begin()

    # Closing

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_dialog_closed)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def reject(self) -> None:
        """Close; a draft that would be lost is asked about first, and nothing closes while it is saved."""
        if self._is_saving:
            return
        if self.draft is not None and self.draft.is_changed and not self._asked_to_discard:
            self._asked_to_discard = True
            choices = ((self.tr("Close and lose them"), self._on_lose), (self.tr("Go on"), self._on_go_on))
            self.message.say(self.tr("Your changes are not saved. Esc once more loses them."), choices)
            return
        super().reject()

    def _on_lose(self) -> None:
        self._asked_to_discard = True
        self.reject()

    def _on_go_on(self) -> None:
        self._asked_to_discard = False
        self.message.hide()
        self.form.setFocus()

    def done(self, result: int) -> None:
        """Ask nothing more once closed."""
        self.effect.stop()
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
