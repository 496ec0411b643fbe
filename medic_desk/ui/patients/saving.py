"""Saving what is typed into the card: once, and of two values of one field nobody's is lost."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.declared_acts import PatientResult
from medic_desk.model.patients.editing import PatientEdit, edit_patient
from medic_desk.model.patients.errors import FileNumberTaken, StalePatient
from medic_desk.model.patients.fields import PatientFields, differing
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.patients.fields_form import PatientFieldsForm
from medic_desk.ui.words.patient_acts import patient_error_sentence


class Saving(QObject):
    """Sends the form's fields by the window's one attempt, and says at a field what is wrong with it."""

    saved = Signal()
    refused = Signal(object)
    """The error with which saving ended, save where its field says it; the unknown is among them."""

    def __init__(
        self, desk: Desk, attempt: Attempt, form: PatientFieldsForm, message: MessageBanner, parent: QObject
    ) -> None:
        """``message`` is the window's banner: there it is asked which of two values stays."""
        super().__init__(parent)
        self._desk = desk
        self._attempt = attempt
        self._form = form
        self._message = message
        self._undecided = self.tr("Somebody else has changed this meanwhile: say which value stays.")
        form.changed.connect(self._on_changed)

    def save(self, patient_id: str) -> None:
        """Save what is typed, once however often it is asked."""
        form = self._form
        if self._attempt.is_open:
            self._attempt.again()
        elif form.undecided:
            form.go_to(form.undecided[0])
            self._message.say(self._undecided)
        elif form.is_changed:
            self._send(patient_id)

    @Slot()
    def _on_changed(self) -> None:
        """Once it is said which value stays, nothing more is asked."""
        if self._message.text == self._undecided and not self._form.undecided:
            self._message.hide()

    def _send(self, patient_id: str) -> None:
        form = self._form
        try:
            wanted = form.wanted()
        except InvalidField as error:
            form.mark(error)
            return
        if not differing(form.seen, wanted):
            # Written otherwise, as 3/9/1961 for 03/09/1961: there is nothing to save.
            form.settle(wanted)
            self.saved.emit()
            return
        request = PatientEdit(act_id=new_act_id(), patient_id=patient_id, seen=form.seen, wanted=wanted)
        self._attempt.send(edit_patient, request, partial(self._on_saved, wanted), self._on_refused)

    def _on_saved(self, written: PatientFields, _result: PatientResult) -> None:
        self._form.settle(written)
        self.saved.emit()

    def _on_refused(self, error: Exception) -> None:
        is_said = False
        if self._attempt.is_unknown:
            pass
        elif isinstance(error, StalePatient):
            self._form.hear(error.found)
            self._form.go_to(error.fields[0])
        elif isinstance(error, FileNumberTaken):
            self._form.say_at("file_number", patient_error_sentence(error))
        elif isinstance(error, InvalidField):
            is_said = self._form.say_at(error.field, patient_error_sentence(error))
        if not is_said:
            self.refused.emit(error)
