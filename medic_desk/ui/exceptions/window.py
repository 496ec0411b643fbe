"""Dated exceptions of one doctor: a list, a form, and by name who would be hit, before anything is saved."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import ScheduleException
from medic_desk.model.clinic.permissions import Act
from medic_desk.model.hours.doctor_hours import TIME_OFF_SOURCE, DoctorExceptions, read_doctor_exceptions
from medic_desk.model.hours.errors import AppointmentsAffected, StaleException
from medic_desk.model.hours.exceptions import (
    DeleteException,
    ExceptionsSaved,
    SaveException,
    delete_exception,
    facts_with_exceptions,
    save_exception,
)
from medic_desk.model.hours.preview import affected
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import DeadlinePassed
from medic_desk.ui.exceptions.entry_list import ExceptionList, is_foreign
from medic_desk.ui.exceptions.form import ExceptionForm
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import clock_of
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import schedule_error_sentence

Choices = tuple[tuple[str, Callable[[], object]], ...]

_WATCHED = frozenset({"schedule_exceptions", "availability_exceptions", "schedule_rules", "appointments"})
_SHOWN_BEFORE = timedelta(days=7)


class ExceptionsWindow(QDialog):
    """``saved`` (ExceptionsSaved) after each act that stands in the database."""

    saved = Signal(object)
    shown = Signal()
    """The doctor's exceptions were read and are shown."""
    computed = Signal()
    """Who would be hit is known for what is typed."""

    def __init__(self, desk: Desk, theme: Theme, doctor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._desk = desk
        self._theme = theme
        self._doctor = desk.clinic.doctor(doctor_id)
        self._names = Names(desk.clinic, self._doctor.timezone)
        self.standing: DoctorExceptions | None = None
        self._edited: ScheduleException | None = None
        """The entry that is shown, as it was read; None for a new one."""
        self._attempt: SaveException | DeleteException | None = None
        self._affected_ids: frozenset[str] | None = None
        self._affected_of: tuple[ScheduleException, ...] | None = None
        """The entries that the list of hits belongs to, or will when it is worked out."""
        self._is_dirty = False
        self._is_saving = False
        self._asked_to_discard = False
        self._saved_note = ""
        """When the latest save was, until another entry is begun or chosen; the form is not one yet."""
        self._wants: str = ""
        self._is_deleting = False
        """Whether the list tells who is hit by deleting the entry, not by saving it."""
        self.setWindowTitle(self.tr("Blocked and opened time"))
        today = local_date(minute_floor(desk.now()), self._doctor.timezone)
        self.list = ExceptionList(theme, self._names)
        self.form = ExceptionForm(desk.clinic, theme, self._doctor, today)
        self.affected = AffectedAppointments(theme)
        self.message = MessageBanner(theme)
        self.new_button = QPushButton(self.tr("&New entry"))
        self.delete_button = QPushButton(self.tr("&Delete"))
        self.close_button = QPushButton(self.tr("Close"))
        self.save_button = QPushButton(self.tr("S&ave"))
        self._lay_out()
        self._connect()
        self._show_state()
        self.form.span.first.setFocus()
        self._read()

    @property
    def may_edit(self) -> bool:
        """Whether this person may block and open the doctor's time."""
        return self._desk.may(Act.EDIT_HOURS, self._doctor.id)

    def _lay_out(self) -> None:
        theme = self._theme
        heading = QLabel(self._doctor.full_name)
        set_role(heading, "heading")
        for button, icon in ((self.new_button, "add"), (self.delete_button, "delete")):
            button.setIcon(theme.icon(icon))
            set_role(button, "quiet")
        # New entry has the keys after a save: Enter is its own there, not Save's.
        for button in (self.delete_button, self.close_button):
            button.setAutoDefault(False)
        set_role(self.save_button, "primary")
        self.save_button.setDefault(True)
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(heading, 1)
        head.addWidget(self.new_button)
        head.addWidget(self.delete_button)
        left = QVBoxLayout()
        left.setSpacing(theme.space(2))
        left.addWidget(self.list, 3)
        left.addWidget(self.affected, 2)
        panel = QFrame()
        set_role(panel, "panel")
        panel.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)
        of_panel = QVBoxLayout(panel)
        of_panel.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        of_panel.addWidget(scroll)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addLayout(left, 1)
        middle.addWidget(panel)
        self.state = QLabel()
        set_role(self.state, "secondary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.state, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(*(theme.space(4),) * 4)
        column_of.setSpacing(theme.space(2))
        column_of.addLayout(head)
        column_of.addWidget(self.message)
        column_of.addLayout(middle, 1)
        column_of.addLayout(foot)
        open_at_size(self, 1280, 820)

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._on_chosen)
        self.form.edited.connect(self._on_edited)
        self.new_button.clicked.connect(self.begin_new)
        self.delete_button.clicked.connect(self.delete)
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
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
        self._fill()
        self._ask_affected()
        self._show_state()
        if is_first:
            self.shown.emit()

    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(schedule_error_sentence(error, self._doctor.timezone))

    def _fill(self) -> None:
        """List the entries; what is edited stays as it is typed."""
        rows = self.standing.rows if self.standing is not None else ()
        self.list.show_rows(rows, self._edited.id if self._edited is not None else "")
        if self._edited is not None and not self._is_dirty:
            now = next((row for row in rows if row.id == self._edited.id), None)
            if now is not None and now != self._edited:
                self._show(now)

    # Editing

    @Slot()
    def begin_new(self) -> None:
        """Begin a new entry, with the cursor in its first day."""
        if not self.may_edit or not self._may_leave():
            return
        self._edited = None
        self._saved_note = ""
        self.list.choose_none()
        self.form.show_new()
        self._is_dirty = self._is_deleting = False
        self.form.span.first.setFocus()
        self.form.span.first.selectAll()
        self._ask_affected()
        self._show_state()

    @Slot(str)
    def _on_chosen(self, row_id: str) -> None:
        rows = self.standing.rows if self.standing is not None else ()
        row = next((row for row in rows if row.id == row_id), None)
        if row is None or (self._edited is not None and row.id == self._edited.id):
            return
        if self._may_leave():
            self._show(row)
        else:
            self._fill()

    def _may_leave(self) -> bool:
        """Whether what is typed may be left; else it is asked about, and the second try leaves it."""
        if self._is_saving or self._attempt is not None:
            return False
        if self._is_dirty and not self._asked_to_discard:
            self._asked_to_discard = True
            self.message.say(self.tr("What is typed is not saved. Do it once more to lose it."))
            return False
        self._asked_to_discard = False
        self.message.hide()
        return True

    def _show(self, row: ScheduleException) -> None:
        self._edited = row
        self._saved_note = ""
        self._is_dirty = self._is_deleting = False
        self.form.show_exception(row, is_locked=is_foreign(row) or not self.may_edit)
        if row.source == TIME_OFF_SOURCE:
            self.message.say(self.tr("This block is time off: decide the request instead."))
        elif row.table != "schedule_exceptions":
            self.message.say(self.tr("This entry is of the older kind and is only shown."))
        else:
            self.message.hide()
        self._ask_affected()
        self._show_state()

    @Slot()
    def _on_edited(self) -> None:
        self._is_dirty = True
        self._saved_note = ""
        self._asked_to_discard = self._is_deleting = False
        self.message.hide()
        self._ask_affected()
        self._show_state()

    # Who is hit

    def _ask_affected(self) -> None:
        self._affected_ids = None
        wanted = self._affected_of = self.form.wanted()
        is_shown_only = self._edited is not None and is_foreign(self._edited)
        if self.standing is None or wanted is None or is_shown_only or self._saved_note:
            self._affected_of = None
            self.affected.clear()
            return
        hours = self.standing.hours
        after = facts_with_exceptions(hours.facts, self._edited, () if self._is_deleting else wanted)
        work = partial(affected, hours.facts, after, hours.appointments)
        on_done = partial(self._on_affected, wanted)
        self._desk.jobs.run(self, work, on_done, self._on_read_failed, replaces="hits")

    def _on_affected(self, wanted: tuple[ScheduleException, ...], ids: tuple[str, ...]) -> None:
        if wanted is not self._affected_of:
            # What was typed since then cannot be read: its list is empty already.
            return
        self._affected_ids = frozenset(ids)
        appointments = self.standing.hours.appointments if self.standing is not None else ()
        hit = tuple(appointment for appointment in appointments if appointment.id in self._affected_ids)
        if not hit:
            text = self.tr("No appointment is hit by this")
        elif len(hit) == 1:
            text = self.tr("1 appointment is hit by this, and stays booked:")
        else:
            text = self.tr("{count} appointments are hit by this, and stay booked:").format(count=len(hit))
        self.affected.tell(text, hit, self._doctor.timezone)
        wants, self._wants = self._wants, ""
        if wants == "save" and hit:
            self.message.say(self.tr("Nothing is saved yet. Look at who is hit, then save once more."))
        elif wants == "save":
            self.save()
        elif wants == "delete":
            self._delete_now()
        self.computed.emit()

    # Saving

    @Slot()
    def save(self) -> None:
        """Save what is typed; nobody is hit whom the list did not name before."""
        if self._is_saving or not self.may_edit or self.standing is None:
            return
        if self._attempt is not None:
            self._send(self._attempt)
            return
        wanted = self.form.wanted()
        if wanted is None:
            self.form.span.say()
            self.form.span.go_to_problem()
        elif self._edited is not None and (is_foreign(self._edited) or not self._is_dirty):
            return
        elif self._saved_note:
            # One more Enter after a save must not block today for everybody.
            return
        elif self._affected_ids is None:
            self._wants = "save"
        else:
            self._send(
                SaveException(
                    act_id=str(uuid.uuid4()),
                    doctor_id=self._doctor.id,
                    exceptions=wanted,
                    replaces=self._edited,
                    seen_appointment_ids=self._affected_ids,
                )
            )

    @Slot()
    def delete(self) -> None:
        """Delete the chosen entry; where it opened time, who was booked in it is shown first."""
        row = self._edited
        if row is None or self._is_saving or not self.may_edit or is_foreign(row):
            return
        if self.standing is None or not self._may_leave():
            return
        self._is_deleting = True
        self._wants = "delete"
        self._ask_affected()

    def _keep(self) -> None:
        self._is_deleting = False
        self.message.hide()
        self._ask_affected()

    def _delete_now(self) -> None:
        hit = self.affected.appointments
        choices = ((self.tr("Delete it"), self._send_delete), (self.tr("Keep it"), self._keep))
        if hit:
            text = self.tr("Without this, {count} appointments would lie outside hours: see the list.")
            self.message.say(text.format(count=len(hit)), choices)
            self.message.buttons[0].setFocus()
        else:
            self._send_delete()

    def _send_delete(self) -> None:
        if self._edited is not None:
            self._send(
                DeleteException(
                    act_id=str(uuid.uuid4()),
                    doctor_id=self._doctor.id,
                    exception=self._edited,
                    seen_appointment_ids=self._affected_ids,
                )
            )

    def _send(self, attempt: SaveException | DeleteException) -> None:
        self._attempt = attempt
        self._is_saving = True
        self.message.hide()
        self._show_state()
        act = save_exception if isinstance(attempt, SaveException) else delete_exception
        self._desk.act(self, act, attempt, self._on_saved, self._on_failed)

    def _on_saved(self, result: ExceptionsSaved) -> None:
        self._is_saving = self._is_dirty = self._is_deleting = False
        self._attempt = None
        self._edited = None
        self.form.show_new()
        self.list.choose_none()
        time = clock_of(self._desk.now(), self._doctor.timezone)
        self._saved_note = self.tr("Saved at {time}").format(time=time)
        self._ask_affected()
        self._read()
        self._show_state()
        self.new_button.setFocus()
        self.saved.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._is_saving = False
        sentence = schedule_error_sentence(error, self._doctor.timezone)
        if isinstance(error, (ConnectionLost, DeadlinePassed)):
            self.message.say(sentence, ((self.tr("Try again"), self.save),))
        else:
            self._attempt = None
            choices: Choices = ()
            if isinstance(error, StaleException) and error.standing is not None:
                choices = ((self.tr("Show what stands"), partial(self._show, error.standing)),)
            elif isinstance(error, StaleException):
                # What was edited is gone: what is typed may still be saved as a new entry.
                self._edited = None
                sentence += " " + self.tr("Saving again makes a new entry.")
            self.message.say(sentence, choices)
            if isinstance(error, (AppointmentsAffected, StaleException)):
                self._read()
        self._show_state()

    def _show_state(self) -> None:
        is_own = self._edited is None or not is_foreign(self._edited)
        may_edit = self.may_edit and not self._is_saving and self.standing is not None
        self.new_button.setEnabled(may_edit)
        self.delete_button.setEnabled(may_edit and self._edited is not None and is_own)
        is_begun = self._edited is None and not self._saved_note
        self.save_button.setEnabled(may_edit and is_own and (is_begun or self._is_dirty))
        if self._is_saving:
            self.state.setText(self.tr("Saving…"))
        elif not self.may_edit:
            self.state.setText(self.tr("You may look at these entries, not change them."))
        elif self._edited is None:
            self.state.setText(self._saved_note or self.tr("A new entry"))
        else:
            self.state.setText(self.tr("Changes are not saved") if self._is_dirty else "")

    # Closing

    def reject(self) -> None:
        """Close; what was typed is asked about first, and nothing closes while it is saved."""
        if self._is_saving:
            return
        if self._is_dirty and not self._asked_to_discard:
            self._asked_to_discard = True
            self.message.say(self.tr("What is typed is not saved. Esc once more loses it."))
            return
        super().reject()

    def done(self, result: int) -> None:
        """Hear nothing more once closed."""
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
