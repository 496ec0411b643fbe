"""The rule editor: a doctor's weekly hours as a draft, read, shown, and saved as a whole.

Nothing is saved before "Save"; then everything is, in one act. If somebody else saved in between, both
versions are shown and nothing typed is lost. It is opened with ``open()`` and waits for nothing.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours
from medic_desk.model.hours.problems import HoursProblem
from medic_desk.model.hours.save import HoursSaved
from medic_desk.model.store.changes import Changed
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.hours.copy_dialog import DayChoice
from medic_desk.ui.hours.draft import HoursDraft, differences
from medic_desk.ui.hours.draft_pane import DraftPane
from medic_desk.ui.hours.rule_buttons import RuleButtons
from medic_desk.ui.hours.saving import DraftSaving
from medic_desk.ui.hours.versions_dialog import VersionsDialog
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import clock_of
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import (
    change_sentence,
    older_hours_sentence,
    problem_sentence,
    rule_title,
    schedule_error_sentence,
)

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


def concerns_hours(changed: Changed, doctor_id: str) -> bool:
    """Whether a notification can mean something of a doctor's hours and of what an edit of them does."""
    return changed.table in WATCHED_TABLES and changed.doctor_id in {None, doctor_id}


class RuleEditor(GrowingDialog):
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
        self._doctor = desk.clinic.doctor(doctor_id)
        self._names = Names(desk.clinic, self._doctor.timezone)
        self._newer: DoctorHours | None = None
        """What stands now, where somebody saved while a draft was open."""
        self._refusal = ""
        """Why the chosen rule may not be deleted, while that is said."""
        self._saved_note = ""
        """When the draft was saved last, said until it is changed again."""
        self.dialog: QDialog | None = None
        self.attempt = Attempt(desk, self)
        self.message = MessageBanner(theme)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.rule_buttons = RuleButtons(theme)
        today = local_date(minute_floor(desk.now()), self._doctor.timezone)
        self.pane = DraftPane(desk.jobs, theme, doctor_id, self._names, today)
        self.saving = DraftSaving(self.attempt, self.pane, self.message, self._doctor.timezone, self)
        self.foot = EditorFoot(theme)
        self.discard_button = self.foot.add_quiet(self.tr("Discard changes"))
        self.save_button = self.foot.add_primary(self.tr("&Save"))
        self.setWindowTitle(self.tr("Working hours"))
        self._lay_out()
        self._connect()
        self._show_state()
        self._read()

    @property
    def draft(self) -> HoursDraft | None:
        """What is edited; None until the hours are read."""
        return self.pane.draft

    @property
    def may_edit(self) -> bool:
        """Whether the hours may be changed here, by this person."""
        return self.draft is not None and self._may_edit(self.draft)

    def _may_edit(self, draft: HoursDraft) -> bool:
        return draft.standing.is_editable and self._desk.may(Permission.EDIT_HOURS, self._doctor.id)

    def _lay_out(self) -> None:
        theme = self._theme
        heading = QLabel(self._doctor.full_name)
        set_role(heading, "heading")
        heading.setToolTip(self._doctor.full_name)
        zone = QLabel(self._doctor.timezone)
        set_role(zone, "secondary")
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(heading)
        head.addWidget(zone, 1)
        head.addWidget(self.rule_buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.pane, 1)
        column.addWidget(self.foot)
        open_at_size(self, 1560, 960)

    def _connect(self) -> None:
        self.rule_buttons.add_button.clicked.connect(self.pane.add)
        self.rule_buttons.copy_button.clicked.connect(self.ask_copy)
        self.rule_buttons.off_button.clicked.connect(self.pane.switch)
        self.rule_buttons.delete_button.clicked.connect(self.pane.delete)
        self.pane.rule_chosen.connect(self._on_rule_chosen)
        self.pane.draft_changed.connect(self._on_draft_changed)
        self.pane.removal_refused.connect(self._on_removal_refused)
        self.saving.saved.connect(self._on_saved)
        self.saving.overtaken.connect(self._say_stale)
        self.saving.outdated.connect(self._read)
        self.saving.changed.connect(self._show_state)
        self.attempt.changed.connect(self._on_attempt_changed)
        self.discard_button.clicked.connect(self.discard)
        self.foot.buttons.accepted.connect(self.save)
        self.foot.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._desk.heard.connect(self._on_heard)

    # Reading

    @Slot()
    def _read(self) -> None:
        work = partial(read_hours, doctor_id=self._doctor.id)
        self._desk.read(self, work, self._on_read, self._on_read_failed, replaces="hours")

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        if any(changed.table is None or concerns_hours(changed, self._doctor.id) for changed in changes):
            self._read()

    def _on_read(self, standing: DoctorHours) -> None:
        draft = self.draft
        if draft is None:
            self._begin(HoursDraft(standing))
            self.shown.emit()
        elif self.attempt.is_open:
            # The act's own change comes back by the same road; its result says what to do.
            return
        elif standing.hours_version < draft.standing.hours_version:
            # Read before the save that is known already.
            return
        elif standing.hours_version == draft.standing.hours_version or (
            # Changed and changed back: the draft stands on them just as well.
            set(standing.rules) == set(draft.standing.rules)
        ):
            self._stand_on(standing)
        elif not draft.is_changed:
            draft.start_over(standing)
            self._begin(draft)
            self.message.say(change_sentence(standing.last_change, standing.timezone))
        else:
            self._say_stale(standing)

    def _stand_on(self, standing: DoctorHours) -> None:
        """Take newly read facts under the draft; the form is left alone while a person types in it."""
        draft = self.draft
        if draft is None or (standing.facts, standing.appointments) == (
            draft.standing.facts,
            draft.standing.appointments,
        ):
            return
        shown = self.pane.chosen
        draft.rebase(standing)
        self._begin(draft, shows_form=self.pane.chosen != shown)

    def _begin(self, draft: HoursDraft, *, shows_form: bool = True) -> None:
        """Show a draft on what stands."""
        if not draft.standing.is_editable:
            self.message.say(older_hours_sentence())
        self.pane.begin(draft, is_locked=not self._may_edit(draft), shows_form=shows_form)

    def _on_read_failed(self, error: Exception) -> None:
        # What became of an act comes first; it is read again after it.
        if not self.attempt.is_open:
            self.message.say(schedule_error_sentence(error, self._doctor.timezone))

    # Editing

    @Slot()
    def ask_copy(self) -> None:
        """Ask to which days the chosen rule is copied."""
        rule = self.pane.chosen
        if rule is None or not self.may_edit or self.dialog is not None:
            return
        title = self.tr("Copy {hours} to:").format(hours=rule_title(rule))
        dialog = DayChoice(self._theme, title, rule.day_of_week, self.pane.taken_days(), self)
        dialog.chosen.connect(self.pane.copy_to)
        self._open(dialog)

    @Slot(object)
    def _on_removal_refused(self, problem: HoursProblem) -> None:
        rule, draft = self.pane.chosen, self.draft
        if rule is not None and draft is not None:
            choices = ((self.tr("Switch off"), self.pane.switch),) if rule.is_active else ()
            self._refusal = problem_sentence(problem, draft.rules, self._names)
            self.message.say(self._refusal, choices)

    def _drop_refusal(self) -> None:
        # It is said of one rule as it was: its answer must never switch another, or this one on again.
        if self._refusal and self.message.text == self._refusal:
            self.message.hide()
        self._refusal = ""

    @Slot()
    def _on_rule_chosen(self) -> None:
        self._drop_refusal()
        self._show_state()

    @Slot()
    def _on_draft_changed(self) -> None:
        self._drop_refusal()
        # Whoever edits on has not agreed to losing it.
        if self.question.is_asked:
            self.message.hide()
        self._show_state()

    # Saving

    @Slot()
    def save(self) -> None:
        """Save the draft; while nobody knows whether it was saved, send the very same again."""
        draft = self.draft
        if self.attempt.is_open:
            self.attempt.again()
        elif draft is None or not self.may_edit or not draft.is_changed:
            return
        elif self._newer is not None:
            self._say_stale(self._newer)
        else:
            self.saving.save()

    @Slot(object)
    def _on_saved(self, result: HoursSaved) -> None:
        if self.draft is not None and not self.draft.is_changed:
            time = clock_of(self._desk.now(), self._doctor.timezone)
            self._saved_note = self.tr("Saved at {time}").format(time=time)
            self._show_state()
            self.foot.close_button.setFocus()
        self.saved.emit(result)

    # Two versions

    @Slot(object)
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
            self._begin(self.draft)

    @Slot()
    def discard(self) -> None:
        """Drop every edit and show what stands."""
        draft = self.draft
        if draft is None or self.attempt.is_open:
            return
        draft.start_over(self._newer or draft.standing)
        self._newer = None
        self.message.hide()
        self._begin(draft)

    # Showing

    @Slot()
    def _on_attempt_changed(self) -> None:
        if self.attempt.is_busy:
            self.message.hide()
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        draft, attempt = self.draft, self.attempt
        may_edit = self.may_edit and not attempt.is_busy
        is_changed = draft is not None and draft.is_changed
        if is_changed:
            self._saved_note = ""
        self.rule_buttons.show_state(self.pane.chosen, may_edit=may_edit)
        self.discard_button.setEnabled(is_changed and not attempt.is_open)
        self.save_button.setEnabled(may_edit and (is_changed or attempt.is_unknown))
        self.save_button.setText(self.tr("Try again") if attempt.is_unknown else self.tr("&Save"))
        self.foot.say(self._state_sentence())

    def _state_sentence(self) -> str:
        draft = self.draft
        if draft is None:
            return self.tr("Reading the hours…")
        if self.attempt.is_busy:
            return self.tr("Saving…")
        if self.attempt.is_unknown:
            return self.tr("It is not known whether this was saved")
        if self.saving.is_waiting:
            return self.tr("Working out what this does…")
        if draft.is_changed:
            return self.tr("%n changes are not saved", "", draft.change_count)
        if not self._desk.may(Permission.EDIT_HOURS, self._doctor.id):
            return self.tr("You may look at these hours, not change them.")
        return self._saved_note

    # Other windows over this one, and the end of it

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
        is_typed = self.draft is not None and self.draft.is_changed
        if self.question.may_close(self._close, is_typed=is_typed):
            self._close()

    def _close(self) -> None:
        super().reject()

    def done(self, result: int) -> None:
        """Ask nothing more once closed."""
        self.pane.effect.stop()
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
