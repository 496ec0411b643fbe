"""Dated exceptions of one doctor: a list, a form, and by name who is affected, before anything is saved."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Minute, ScheduleException
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.exceptions.doctor_exceptions import (
    CLOSURE_SOURCE,
    TIME_OFF_SOURCE,
    DoctorExceptions,
    read_doctor_exceptions,
)
from medic_desk.model.exceptions.errors import StaleException
from medic_desk.model.exceptions.save import ExceptionsSaved, delete_exception, save_exception
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.changes import Changed
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import Choice, MessageBanner
from medic_desk.ui.controls.side_panel import SidePanel
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.exceptions.edit import ExceptionEdit, is_foreign
from medic_desk.ui.exceptions.effect import ExceptionEffect
from medic_desk.ui.exceptions.entry_list import ExceptionList
from medic_desk.ui.exceptions.form import ExceptionForm
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import clock_of
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import schedule_error_sentence

_WATCHED = frozenset({"schedule_exceptions", "availability_exceptions", "schedule_rules", "appointments"})
_SHOWN_BEFORE = timedelta(days=7)


class ExceptionsWindow(GrowingDialog):
    """``saved`` (ExceptionsSaved) after each act that stands in the database."""

    saved = Signal(object)
    shown = Signal()
    """The doctor's exceptions were read and are shown."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._doctor = desk.clinic.doctor(doctor_id)
        names = Names(desk.clinic, self._doctor.timezone)
        today = local_date(minute_floor(desk.now()), self._doctor.timezone)
        self.attempt = Attempt(desk, self)
        self.edit = ExceptionEdit()
        self.standing: DoctorExceptions | None = None
        self._note = ""
        """What became of the latest entry, while no other is begun or chosen."""
        self._first_id = ""
        self._waiting: Callable[[], object] | None = None
        """What is done as soon as it is known who is affected."""
        self.setWindowTitle(self.tr("Blocked and opened time"))
        self.list = ExceptionList(theme, names)
        self.form = ExceptionForm(desk.clinic, theme, self._doctor, today)
        self.affected = ExceptionEffect(desk.jobs, theme)
        self.message = MessageBanner(theme)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.foot = EditorFoot(theme)
        self.new_button = QPushButton(self.tr("&New entry"))
        self.delete_button = QPushButton(self.tr("&Delete"))
        self.save_button = self.foot.add_primary(self.tr("S&ave"))
        self._lay_out()
        self._connect()
        self._show_state()
        self.form.span.first.setFocus()
        self._read()

    @property
    def may_edit(self) -> bool:
        """Whether this person may block and open the doctor's time."""
        return self._desk.may(Permission.EDIT_HOURS, self._doctor.id)

    def _lay_out(self) -> None:
        theme = self._theme
        left = QVBoxLayout()
        left.setSpacing(theme.space(2))
        left.addWidget(self.list, 3)
        left.addWidget(self.affected, 2)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addLayout(left, 1)
        middle.addWidget(SidePanel(self.form))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(2))
        column.addLayout(self._head())
        column.addWidget(self.message)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        open_at_size(self, 1280, 820)

    def _head(self) -> QHBoxLayout:
        heading = QLabel(self._doctor.full_name)
        set_role(heading, "heading")
        head = QHBoxLayout()
        head.setSpacing(self._theme.space(2))
        head.addWidget(heading, 1)
        for button, icon in ((self.new_button, "add"), (self.delete_button, "delete")):
            button.setIcon(self._theme.icon(icon))
            set_role(button, "quiet")
            head.addWidget(button)
        # New entry has focus after a save: Enter is its own there, not Save's.
        self.delete_button.setAutoDefault(False)
        return head

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._on_chosen)
        self.form.edited.connect(self._on_edited)
        self.affected.computed.connect(self._on_computed)
        self.affected.failed.connect(self._on_read_failed)
        self.attempt.changed.connect(self._on_attempt_changed)
        self.new_button.clicked.connect(self.begin_new)
        self.delete_button.clicked.connect(self.delete)
        self.foot.buttons.accepted.connect(self.save)
        self.foot.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._desk.heard.connect(self._on_heard)

    # Reading

    def _read(self) -> None:
        since = self._desk.now() - _SHOWN_BEFORE
        work = partial(read_doctor_exceptions, doctor_id=self._doctor.id, since=since)
        self._desk.read(self, work, self._on_read, self._on_read_failed, replaces="exceptions")

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        if any(changed.table is None or self._concerns(changed) for changed in changes):
            self._read()

    def _concerns(self, changed: Changed) -> bool:
        return changed.table in _WATCHED and changed.doctor_id in {None, self._doctor.id}

    def _on_read(self, standing: DoctorExceptions) -> None:
        is_first = self.standing is None
        self.standing = standing
        self.form.set_rules(standing.hours.rules)
        self.list.show_rows(standing.rows, self.edit.row_id)
        now = self._row(self.edit.row_id)
        if now not in {None, self.edit.row} and not self.edit.is_typed and not self.attempt.is_open:
            self._show(now)
        self._ask_affected()
        self._show_state()
        if is_first:
            self._show_chosen(self._first_id)
            self.shown.emit()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(schedule_error_sentence(error, self._doctor.timezone))

    def _row(self, row_id: str) -> ScheduleException | None:
        rows = self.standing.rows if self.standing is not None else ()
        return next((row for row in rows if row.id == row_id), None)

    # Editing

    @Slot()
    def begin_new(self) -> None:
        """Begin a new entry, with the cursor in its first day."""
        if self.may_edit:
            self._leave_for(self._show_new)

    def begin_at(self, minute: Minute, row_id: str) -> None:
        """Begin with the entry ``row_id``, once it is read; with none, by opening the hour of ``minute``."""
        self._first_id = row_id
        if not row_id:
            self.form.open_hour(minute)

    @Slot(str)
    def _on_chosen(self, row_id: str) -> None:
        if row_id != self.edit.row_id and not self._leave_for(partial(self._show_chosen, row_id)):
            self.list.put_back(self.edit.row_id)

    def _leave_for(self, step: Callable[[], object]) -> bool:
        """Take a step that leaves what is typed; False where it is refused, or asked about first."""
        if self.attempt.is_open:
            return False
        if self.edit.is_typed:
            self.question.ask(step)
            return False
        self.message.hide()
        step()
        return True

    def _begin(self, row: ScheduleException | None = None) -> None:
        self.edit.begin(row)
        self._note, self._waiting = "", None

    def _show_new(self) -> None:
        self._begin()
        self.list.choose_none()
        self.form.show_new()
        self.form.span.first.setFocus()
        self.form.span.first.selectAll()
        self._ask_affected()
        self._show_state()

    def _show_chosen(self, row_id: str) -> None:
        row = self._row(row_id)
        if row is not None:
            self.list.choose(row_id)
            self._show(row)

    def _show(self, row: ScheduleException) -> None:
        self._begin(row)
        self.form.show_exception(row, is_locked=is_foreign(row) or not self.may_edit)
        if row.source == TIME_OFF_SOURCE:
            self.message.say(self.tr("This block is time off: decide the request instead."))
        elif row.source == CLOSURE_SOURCE:
            self.message.say(self.tr("This block is a closure of the clinic: change the closure instead."))
        elif row.table != "schedule_exceptions":
            self.message.say(self.tr("This entry is of the older kind and is only shown."))
        else:
            self.message.hide()
        self._ask_affected()
        self._show_state()

    @Slot()
    def _on_edited(self) -> None:
        self.edit.type()
        self._note, self._waiting = "", None
        self.message.hide()
        self._ask_affected()
        self._show_state()

    # Who is affected

    def _ask_affected(self) -> None:
        typed = self.form.wanted()
        if self.standing is None or typed is None or not self.edit.may_affect:
            self.affected.ask_nothing()
        else:
            shall = () if self.edit.is_deleting else typed
            self.affected.ask(self.standing.hours, self.edit.row, shall)

    @Slot()
    def _on_computed(self) -> None:
        step, self._waiting = self._waiting, None
        if step is not None:
            step()

    # Saving

    @Slot()
    def save(self) -> None:
        """Save what is typed; nobody is affected whom the list did not name before."""
        if self.attempt.is_open or not self.may_edit or self.standing is None or not self.edit.may_be_saved:
            return
        wanted, seen = self.form.wanted(), self.affected.ids
        if wanted is None:
            self.form.span.say()
            self.form.span.go_to_problem()
        elif seen is None:
            self._waiting = self._save_unless_affected
        else:
            request = self.edit.save_request(new_act_id(), self._doctor.id, wanted, seen)
            on_done = partial(self._on_done, self.tr("Saved at {time}"))
            self.attempt.send(save_exception, request, on_done, self._on_failed)

    def _save_unless_affected(self) -> None:
        if self.affected.appointments:
            text = self.tr("Nothing is saved yet. Look at who is affected, then save once more.")
            self.message.say(text)
        else:
            self.save()

    # Deleting

    @Slot()
    def delete(self) -> None:
        """Delete the chosen entry; where it opened time, who was booked in it is shown first."""
        if self.may_edit and self.standing is not None and self.edit.may_be_deleted:
            self._leave_for(self._begin_delete)

    def _begin_delete(self) -> None:
        if self.edit.row is None:
            return
        if self.edit.is_typed:
            self._show(self.edit.row)
        self.edit.is_deleting = True
        self._waiting = self._delete_unless_affected
        self._ask_affected()

    def _delete_unless_affected(self) -> None:
        count = len(self.affected.appointments)
        if count:
            text = self.tr("Without this, %n appointments would lie outside hours: see the list.", "", count)
            choices = ((self.tr("Delete it"), self._send_delete), (self.tr("Keep it"), self._keep))
            self.message.say(text, choices)
            self.message.buttons[0].setFocus()
        else:
            self._send_delete()

    def _keep(self) -> None:
        self.edit.is_deleting = False
        self.message.hide()
        self._ask_affected()

    def _send_delete(self) -> None:
        if self.affected.ids is None:
            self._waiting = self._delete_unless_affected
        else:
            request = self.edit.delete_request(new_act_id(), self._doctor.id, self.affected.ids)
            on_done = partial(self._on_done, self.tr("Deleted at {time}"))
            self.attempt.send(delete_exception, request, on_done, self._on_failed)

    # What came of it

    @Slot()
    def _on_attempt_changed(self) -> None:
        if self.attempt.is_busy:
            self.message.hide()
        self.form.set_locked(is_locked=self.attempt.is_open)
        self._show_state()

    def _on_done(self, note: str, result: ExceptionsSaved) -> None:
        self.edit.end()
        self._note = note.format(time=clock_of(self._desk.now(), self._doctor.timezone))
        self.form.show_new()
        self.list.choose_none()
        self._ask_affected()
        self._read()
        self._show_state()
        self.new_button.setFocus()
        self.saved.emit(result)

    def _on_failed(self, error: Exception) -> None:
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
            return
        sentence = schedule_error_sentence(error, self._doctor.timezone)
        choices: tuple[Choice, ...] = ()
        if isinstance(error, StaleException) and error.standing is not None:
            choices = ((self.tr("Show what stands"), partial(self._show, error.standing)),)
        elif isinstance(error, StaleException):
            # What was edited is gone: what is typed may still be saved as a new entry.
            self.edit.row = None
            sentence += " " + self.tr("Saving again makes a new entry.")
        self.message.say(sentence, choices)
        if isinstance(error, (AppointmentsAffected, StaleException)):
            self._read()
        self._show_state()

    def _show_state(self) -> None:
        may_edit = self.may_edit and not self.attempt.is_open and self.standing is not None
        self.new_button.setEnabled(may_edit)
        self.delete_button.setEnabled(may_edit and self.edit.may_be_deleted)
        self.save_button.setEnabled(may_edit and self.edit.may_be_saved)
        if self.attempt.is_busy:
            self.foot.say(self.tr("Deleting…") if self.edit.is_deleting else self.tr("Saving…"))
        elif not self.may_edit:
            self.foot.say(self.tr("You may look at these entries, not change them."))
        elif self.edit.row is None:
            self.foot.say(self._note or self.tr("A new entry"))
        else:
            self.foot.say(self.tr("Changes are not saved") if self.edit.is_typed else "")

    # Closing

    def reject(self) -> None:
        """Close; what was typed is asked about first, and nothing closes while it is saved."""
        if self.question.may_close(self.discard, is_typed=self.edit.is_typed):
            self.discard()

    @Slot()
    def discard(self) -> None:
        """Close without asking."""
        super().reject()

    def done(self, result: int) -> None:
        """Hear nothing more once closed."""
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
