"""The rule editor: a doctor's weekly hours as a draft, drawn, listed, filled in, and shown in their effect.

Nothing is saved before "Save"; then everything is, in one act. If somebody else saved in between, both
versions are shown and nothing typed is lost. It is opened with ``open()`` and waits for nothing.
"""

import uuid
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QWidget,
)

from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours
from medic_desk.model.hours.errors import AppointmentsAffected, HoursInvalid, StaleSchedule
from medic_desk.model.hours.save import HoursSaved, SaveHours, save_hours
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import DeadlinePassed
from medic_desk.ui.hours.draft import HoursDraft, differences
from medic_desk.ui.hours.draft_window import HoursDraftWindow
from medic_desk.ui.hours.versions_dialog import VersionsDialog
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import clock_of, moment
from medic_desk.ui.words.schedule import (
    change_sentence,
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

_NAMES_SHOWN = 3


def concerns_hours(changed: Changed, doctor_id: str) -> bool:
    """Whether a notification can mean something of a doctor's hours and of what an edit of them does."""
    return changed.table in WATCHED_TABLES and changed.doctor_id in {None, doctor_id}


class RuleEditor(HoursDraftWindow):
    """``saved`` (HoursSaved) after each save that stands in the database."""

    saved = Signal(object)
    shown = Signal()
    """The doctor's hours were read and are shown."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, theme, doctor_id, parent)
        self._attempt: SaveHours | None = None
        self._newer: DoctorHours | None = None
        """What stands now, where somebody saved while a draft was open."""
        self._wants_save = False
        self._is_sure = False
        self._asked_to_discard = False
        self.setWindowTitle(self.tr("Working hours"))
        self.draft_changed.connect(self._on_draft_changed)
        self.effect.computed.connect(self._on_computed)
        self.discard_button.clicked.connect(self.discard)
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._desk.heard.connect(self._on_heard)
        self._read()

    # Reading

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
        if draft is None or (standing.facts, standing.appointments) == (
            draft.standing.facts,
            draft.standing.appointments,
        ):
            return
        shown = self.chosen
        draft.rebase(standing)
        self._begin(show_form=self.chosen != shown)

    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(schedule_error_sentence(error, self._doctor.timezone))

    @Slot()
    def _on_draft_changed(self) -> None:
        # Whoever edits on has not agreed to what the draft does now, nor to losing it.
        self._is_sure = self._asked_to_discard = False

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
        elif self.effect.preview.affected_ids and not self._is_sure:
            self._ask_whether_sure()
        else:
            self._send(
                SaveHours(
                    act_id=str(uuid.uuid4()),
                    doctor_id=self._doctor.id,
                    schedule_version=draft.standing.schedule_version,
                    rules=draft.rules,
                    seen_appointment_ids=frozenset(self.effect.preview.affected_ids),
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
        appointments = self.effect.affected.appointments
        told = [
            f"{appointment.patient_name or '?'} ({moment(appointment.starts_at, self._doctor.timezone)})"
            for appointment in appointments[:_NAMES_SHOWN]
        ]
        if len(appointments) > _NAMES_SHOWN:
            told.append(self.tr("and {count} more").format(count=len(appointments) - _NAMES_SHOWN))
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
            self._saved_note = self.tr("Saved at {time}").format(time=time)
            self._show_state()
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
            if isinstance(error, AppointmentsAffected):
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

    # Closing

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
