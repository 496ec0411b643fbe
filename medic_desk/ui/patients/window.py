"""The window of patients: a line that finds them, the card of one, and two rows of one person side by side.

It stands beside the calendar and waits for nobody: the window below stays in use. What is typed is lost by no
key: closing, or going to another patient, asks first.
"""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.patients.card import CardAppointment, PatientCard
from medic_desk.model.patients.declared_acts import PatientResult
from medic_desk.model.patients.errors import FileNumberTaken, PatientMerged, StalePatient
from medic_desk.model.patients.fields import PatientFields
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.controls.discard_question import DiscardQuestion
from medic_desk.ui.controls.editor_foot import EditorFoot
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import Attempt
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.patients.card_pane import CardPane
from medic_desk.ui.patients.card_reader import CardReader
from medic_desk.ui.patients.finder import PatientFinder
from medic_desk.ui.patients.merge_pane import MergePane
from medic_desk.ui.patients.merging import Merging
from medic_desk.ui.patients.saving import Saving
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.patient_acts import patient_error_sentence

_WIDTH, _HEIGHT = 170, 44
"""How large it opens, in letters and lines of its own type."""


class PatientWindow(GrowingDialog):
    """``open_patient`` shows a card, ``look_for`` looks for one; not modal, and hidden when it is closed."""

    book_asked = Signal(object, object)
    """(PatientEntry, CardAppointment or None): book once more what the appointment was."""
    show_asked = Signal(object)
    """CardAppointment: show it in the calendar."""
    undo_asked = Signal()
    """Take back what was just merged."""
    shown = Signal()
    """The card stands there as it was just read."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.attempt = Attempt(desk, self)
        self.reader = CardReader(desk, self)
        self.finder = PatientFinder(desk, theme)
        self.card_pane = CardPane(theme)
        self.merge_pane = MergePane(theme)
        self.form = self.card_pane.form
        self._is_for_merge = False
        """Whether the line looks for the other row of a merge."""
        self._shown_id = ""
        """Whose fields stand in the form."""
        self.message = MessageBanner(theme, wraps=True)
        self.saving = Saving(desk, self.attempt, self.form, self.message, self)
        self.merging = Merging(desk, self.attempt, self.merge_pane, self.message, self)
        self.question = DiscardQuestion(self.message, self.attempt, self)
        self.foot = EditorFoot(theme)
        self.save_button = self.foot.add_primary(self.tr("&Save"))
        self.pages = QStackedWidget()
        self.setWindowTitle(self.tr("Patients"))
        self._lay_out(theme)
        self._connect()
        self._show_page(self.finder)
        self._show_state()

    def _lay_out(self, theme: Theme) -> None:
        for page in (self.finder, self.card_pane, self.merge_pane):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(4),) * 4)
        column.setSpacing(theme.space(3))
        column.addWidget(self.finder.line)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)
        self.message.hide()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        open_at_size(self, letter * _WIDTH, line * _HEIGHT)

    def _connect(self) -> None:
        self.finder.typed.connect(self._on_typed)
        self.finder.picked.connect(self._on_picked)
        self.reader.card_read.connect(self._on_card)
        self.reader.same_person_read.connect(self.card_pane.show_same_person)
        self.reader.gone.connect(self._on_gone)
        self.reader.failed.connect(self._on_read_failed)
        self.card_pane.book_asked.connect(self._on_book)
        self.card_pane.show_asked.connect(self.show_asked)
        self.card_pane.same_person.compare_asked.connect(self.compare_with)
        self.card_pane.same_person.other_asked.connect(self._on_other)
        self.merge_pane.merge_asked.connect(self.merging.merge)
        self.merge_pane.left.connect(self._show_card)
        self.saving.saved.connect(self._on_saved)
        self.saving.refused.connect(self._on_not_saved)
        self.merging.begun.connect(self._on_compared)
        self.merging.missing.connect(self._on_missing)
        self.merging.merged.connect(self._on_merged)
        self.merging.undo_asked.connect(self.undo_asked)
        self.merging.undo_gone.connect(self.card_pane.take_focus)
        self.merging.refused.connect(self._on_not_merged)
        self.merging.not_read.connect(self._on_read_failed)
        self.foot.buttons.accepted.connect(self.save)
        self.foot.buttons.rejected.connect(self.reject)
        for changed in (self.form.changed, self.attempt.changed, self._desk.person_changed):
            changed.connect(self._show_state)
        for keys, does in (
            ("Ctrl+F", self.look_for),
            ("Ctrl+S", self.save),
            ("Ctrl+N", self.card_pane.book_again),
            *((keys, self._on_ctrl_enter) for keys in ("Ctrl+Return", "Ctrl+Enter")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(does)

    # Opening

    @Slot()
    def look_for(self) -> None:
        """Look for a patient: focus is in the line, and what is typed there is typed over."""
        self._is_for_merge = False
        self.finder.leave_out("")
        self._come_up()
        self.finder.line.setFocus()
        self.finder.line.selectAll()

    def open_patient(self, patient_id: str) -> None:
        """Show a patient's card; where something is typed into another one, ask first."""
        self._come_up()
        if patient_id == self._shown_id:
            self._show_card()
            self.reader.read_again()
            return
        discard = partial(self._open, patient_id)
        if self.question.may_close(discard, is_typed=self.form.is_changed):
            discard()

    def _open(self, patient_id: str) -> None:
        self.message.hide()
        self.finder.clear()
        self.attempt.abandon()
        self.foot.say("")
        self._shown_id = ""
        self.reader.open(patient_id)

    def _come_up(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def card(self) -> PatientCard | None:
        """The card that is shown."""
        return self.reader.card

    # What is shown

    def _show_page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.save_button.setVisible(page is self.card_pane)
        # Side by side there is the way back to the card alone.
        self.foot.setVisible(page is not self.merge_pane)

    @Slot()
    def _show_card(self) -> None:
        """Back to the card, or to the empty list where none is open."""
        self._is_for_merge = False
        self.finder.leave_out("")
        self.finder.clear()
        self._show_page(self.card_pane if self.card is not None else self.finder)
        (self.card_pane.appointments if self.card is not None else self.finder.line).setFocus()

    @Slot(object)
    def _on_card(self, card: PatientCard) -> None:
        now = self._desk.now()
        if card.patient_id == self._shown_id:
            self.form.hear(card.fields)
        elif self._shown_id and self.form.is_changed:
            # Merged by somebody else while this was typed: it is typed into the row that was kept.
            self.form.hear(card.fields)
            self._shown_id = card.patient_id
            text = self.tr(
                "This record was merged into another one meanwhile; what you typed stands here still."
            )
            self.message.say(text)
        else:
            self.form.show_patient(card.fields, has_unreadable_birth=card.has_unreadable_birth)
        may_book, may_merge = (self._desk.may(one) for one in (Permission.BOOK, Permission.MERGE_PATIENTS))
        self.card_pane.show_card(card, minute_floor(now), now.date(), may_book=may_book, may_merge=may_merge)
        if self._shown_id != card.patient_id:
            self._shown_id = card.patient_id
            self._desk.opened_patients.note(card.patient_id, now.date())
            self.card_pane.show_same_person(())
            self._show_page(self.card_pane)
            self.card_pane.take_focus()
        self._show_state()
        self.shown.emit()

    @Slot()
    def _on_gone(self) -> None:
        self._shown_id = ""
        self.form.show_patient(PatientFields(last_name=""))
        self._show_card()
        self.message.say(self.tr("This patient is not there any more: somebody removed the record."))

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(patient_error_sentence(error))

    @Slot()
    def _show_state(self) -> None:
        """Let the fields be edited or not, and Save be pressed where there is something to save."""
        is_open, may_edit = self.attempt.is_open, self._desk.may(Permission.EDIT_PATIENTS)
        self.form.let_edit(may_edit=may_edit and not is_open)
        self.merge_pane.setEnabled(not is_open)
        self.finder.line.setEnabled(not self.attempt.is_busy)
        text = self.tr("Tr&y again") if self.attempt.is_unknown else self.tr("&Save")
        self.save_button.setText(text)
        is_changed = self.form.is_changed and self.card is not None
        self.save_button.setEnabled(self.attempt.is_unknown or (may_edit and is_changed and not is_open))
        if is_changed and not is_open:
            self.foot.say(self.tr("Not saved yet."))
        elif self.foot.state.text() == self.tr("Not saved yet."):
            self.foot.say("")
        if not self.form.is_changed and self.question.is_asked:
            self.message.hide()

    # Finding

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if text.strip():
            self._show_page(self.finder)
        elif self.card is not None and not self._is_for_merge:
            self._show_page(self.card_pane)

    @Slot(object)
    def _on_picked(self, entry: PatientEntry) -> None:
        if self._is_for_merge:
            self.compare_with(entry)
        else:
            self.open_patient(entry.id)

    # Saving

    @Slot()
    def save(self) -> None:
        """Save what is typed into the card."""
        if self.card is not None:
            self.saving.save(self.card.patient_id)

    @Slot()
    def _on_saved(self) -> None:
        self.foot.say(self.tr("Saved."))
        self.message.hide()
        self.reader.read_again()

    @Slot(object)
    def _on_not_saved(self, error: Exception) -> None:
        self._show_state()
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
        else:
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        """Say why, with the other record to go to where there is one."""
        other = ""
        if isinstance(error, PatientMerged):
            other = error.into_id
        elif isinstance(error, FileNumberTaken):
            other = error.holder_id
        choices = ((self.tr("Open the other record"), partial(self.open_patient, other)),) if other else ()
        self.message.say(patient_error_sentence(error), choices)
        self.reader.read_again()

    # Merging

    @Slot()
    def _on_other(self) -> None:
        """Look for the other row of a merge by the line."""
        if self._is_typed():
            return
        self._is_for_merge = True
        self.finder.leave_out(self._shown_id)
        self.finder.clear()
        self._show_page(self.finder)
        self.message.say(self.tr("Find the other record of this patient. Esc goes back to the card."))
        self.finder.line.setFocus()

    @Slot(object)
    def compare_with(self, entry: PatientEntry) -> None:
        """Show another patient beside the card's own, to be merged."""
        if self.card is not None and not self._is_typed():
            self.merging.compare(self.card.patient_id, entry.id)

    def _is_typed(self) -> bool:
        """Whether something waits to be saved first; then it is said."""
        if self.form.is_changed:
            self.message.say(self.tr("Save what you typed first, or take it back."))
        return self.form.is_changed

    @Slot()
    def _on_compared(self) -> None:
        if self._is_for_merge:
            self.message.hide()
        self._is_for_merge = False
        self.finder.clear()
        self._show_page(self.merge_pane)
        self.merge_pane.list.setFocus()

    @Slot()
    def _on_missing(self) -> None:
        self._show_card()
        self.reader.read_again()

    @Slot()
    def _on_ctrl_enter(self) -> None:
        if self.pages.currentWidget() is self.merge_pane:
            self.merging.merge()
        else:
            self.save()

    @Slot(object)
    def _on_merged(self, result: PatientResult) -> None:
        self._open(result.patient_id)
        self.merging.tell(result)

    @Slot(object)
    def _on_not_merged(self, error: Exception) -> None:
        if self.attempt.is_unknown:
            say_unknown(self.message, self.attempt, error)
            return
        if isinstance(error, StalePatient):
            self.merging.compare_again()
        elif not isinstance(error, InvalidField):
            self._show_card()
        self._refuse(error)

    # Leaving

    @Slot(object)
    def _on_book(self, appointment: CardAppointment | None) -> None:
        if self.card is not None:
            self.book_asked.emit(self.card.entry, appointment)

    def make_way(self) -> None:
        """Hide, for what was asked for is seen in the main window; not while something typed waits here."""
        if not self.form.is_changed and not self.attempt.is_open:
            super().reject()

    @Slot()
    def reject(self) -> None:
        """Back to the card from the list and from a merge; else close, and ask where something is typed."""
        if (
            self.card is not None
            and self.pages.currentWidget() is not self.card_pane
            and not self.attempt.is_open
        ):
            self.message.hide()
            self._show_card()
            return
        self.leave()

    def leave(self) -> bool:
        """Close, whatever page is shown; False where it asks first, for it would lose what was typed."""
        if self.question.may_close(self._discard, is_typed=self.form.is_changed):
            self._discard()
        return not self.isVisible()

    def _discard(self) -> None:
        self.attempt.abandon()
        self.message.hide()
        self.reader.close()
        self._shown_id = ""
        self.form.show_patient(PatientFields(last_name=""))
        self.finder.clear()
        self._show_page(self.finder)
        super().reject()
