"""Ctrl+Z and Ctrl+Y: takes the person's latest act back, does it anew, and says why where it cannot.

One act for one press of a key: while one is under way another press does nothing, and a key that is held
down (the actions repeat nothing) takes back no more than one.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import InvalidField, SlotRefused, StaleAppointment, WrongTransition
from medic_desk.model.appointments.redoing import made_patient
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undo_errors import CannotUndo, CauseStands
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.patients.removing import (
    MadePatient,
    RemovedPatient,
    RemovePatientRequest,
    read_made_patient,
    remove_patient_made_for,
)
from medic_desk.model.store.errors import NotFound, NotPermitted, SlotTaken
from medic_desk.ui.appointments.paired_undo import PairedUndo, Send
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import AnyDone, DoneAct, DoneNote
from medic_desk.ui.words.appointment import (
    not_redone_sentence,
    not_undone_sentence,
    patient_stays_sentence,
    undone_sentence,
)
from medic_desk.ui.words.latest_acts import next_to_redo_sentence, next_to_undo_sentence
from medic_desk.ui.words.names import Names

_FINAL = (CannotUndo, NotFound, WrongTransition, InvalidField)
"""Refusals that no waiting mends; a place that is taken may be free again."""

_MAY_PASS = (SlotRefused, SlotTaken, CauseStands)
"""Refusals that others may mend: until then the act stays, unless the person leaves it out."""


class UndoRedo(QObject):
    """Asked by the window; it never looks at widgets."""

    told = Signal(str, bool)
    """A sentence about what was taken back, and whether it can be undone."""
    refused = Signal(str, object)
    """A sentence about what was not taken back or not done anew, and (text, action) choices to go on with."""
    put_back = Signal(object)
    """AppointmentResult: the appointment as an undo or a redo left it."""
    asked = Signal(str, object)
    """A question, and the two (text, action) choices that answer it."""

    def __init__(self, desk: Desk, names: Callable[[str], Names | None], send: Send, parent: QObject) -> None:
        """``names`` answers what the ids of a doctor's days are called."""
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._send = send
        self._paired = PairedUndo(desk, send, self)
        self._paired.told.connect(self.told)
        self._paired.refused.connect(self.refused)

    @Slot()
    def undo(self) -> None:
        """Take the person's latest act back."""
        latest = self._desk.latest.latest
        if latest is None:
            return
        if not isinstance(latest, DoneAct):
            self._paired.undo(latest)
            return
        request = UndoRequest(
            act_id=new_act_id(), undone_act_id=latest.act_id, left_version=latest.left.row_version
        )
        self._send(undo, request, partial(self._on_undone, latest), partial(self._on_kept, latest))

    @Slot()
    def redo(self) -> None:
        """Do the act anew that was taken back last."""
        undone = self._desk.latest.latest_undone
        if undone is None:
            return
        if not isinstance(undone, DoneAct):
            self._paired.redo(undone)
            return
        if not self._desk.may(undone.act.permission, undone.left.doctor_id):
            self._on_not_redone(undone, NotPermitted("not any more"))
            return
        request = undone.anew(new_act_id())
        self._send(
            undone.act,
            request,
            partial(self._on_redone, undone, request),
            partial(self._on_not_redone, undone),
        )

    # What came of it

    def _on_undone(self, done: DoneAct, appointment: AppointmentResult) -> None:
        self._desk.latest.undone(done.act_id, appointment)
        names = self._names(appointment.doctor_id)
        if names is not None:
            patient = appointment.patient_name or ""
            text = undone_sentence(done.act, patient, appointment.starts_at, names.zone)
            self.told.emit(text, False)  # noqa: FBT003 - a signal has no keywords
        self.put_back.emit(appointment)
        if made_patient(done.request):
            acts = (*done.rebooks, done.act_id)
            self._desk.read(
                self,
                partial(read_made_patient, booking_act_id=acts[0], rebooked_by=acts[1:]),
                partial(self._on_made_patient, acts),
                _leave_the_patient,
            )

    # The patient whom a booking made that was taken back

    def _on_made_patient(self, acts: tuple[str, ...], made: MadePatient | None) -> None:
        """Ask whether the patient whom the first of these acts made goes too, if nobody else knows them."""
        if made is None or made.obstacle is not None:
            return
        question = self.tr("{patient} was entered for this booking. Remove the patient too?")
        choices = (
            (self.tr("Re&move"), partial(self._remove, acts, made)),
            (self.tr("&Keep"), self._on_patient_kept),
        )
        self.asked.emit(question.format(patient=made.patient_name), choices)

    def _remove(self, acts: tuple[str, ...], made: MadePatient) -> None:
        request = RemovePatientRequest(act_id=new_act_id(), booking_act_id=acts[0], rebooked_by=acts[1:])
        self._send(
            remove_patient_made_for,
            request,
            partial(self._on_patient_removed, made.patient_name),
            self._on_patient_stays,
        )

    def _on_patient_removed(self, name: str, removed: RemovedPatient) -> None:
        self._desk.latest.patient_removed(removed.patient_id)
        text = self.tr("Removed {patient} from the patients.").format(patient=name)
        self.told.emit(text, False)  # noqa: FBT003 - a signal has no keywords

    def _on_patient_kept(self) -> None:
        self.asked.emit("", ())

    def _on_patient_stays(self, error: Exception) -> None:
        self.refused.emit(patient_stays_sentence(error), ())

    # What came of a redo, and of what could not be done

    def _on_redone(self, done: DoneAct, request: object, appointment: AppointmentResult) -> None:
        # That it was done is told by the desk's stack, as of any act.
        self._desk.latest.redone(done.act_id, request, appointment)
        self.put_back.emit(appointment)

    def _on_kept(self, done: DoneAct, error: Exception) -> None:
        """Say why an act was not taken back; what never can be makes way for the act before it."""
        sentence = not_undone_sentence(error, done.act, *self._names_and_minutes(done))
        if isinstance(error, _FINAL):
            self._desk.latest.drop(done.act_id)
            sentence += self._next(self._desk.latest.latest, next_to_undo_sentence)
        may_wait = isinstance(error, _MAY_PASS) and self._desk.latest.has_before
        choices = ((self.tr("&Leave it out"), partial(self._on_left_out, done)),) if may_wait else ()
        self.refused.emit(sentence, choices)
        self._desk.read_again()

    def _on_left_out(self, done: DoneAct) -> None:
        """Go on to the act before one that cannot be taken back now."""
        self._desk.latest.drop(done.act_id)
        self.refused.emit(self._next(self._desk.latest.latest, next_to_undo_sentence).strip(), ())

    def _on_not_redone(self, done: DoneAct, error: Exception) -> None:
        """Say why an act was not done anew; what never can be makes way for the one below it."""
        sentence = not_redone_sentence(error, *self._names_and_minutes(done))
        if isinstance(error, (*_FINAL, StaleAppointment, NotPermitted)):
            self._desk.latest.drop(done.act_id)
            sentence += self._next(self._desk.latest.latest_undone, next_to_redo_sentence)
        self.refused.emit(sentence, ())
        self._desk.read_again()

    # What things are called

    def _names_and_minutes(self, done: DoneAct) -> tuple[Names | None, int]:
        appointment = done.appointment
        return self._names(appointment.doctor_id), appointment.ends_at - appointment.starts_at

    def _next(self, done: AnyDone | None, say: Callable[[AnyDone, Names, Minute], str]) -> str:
        """What the same key would do now, as a sentence more; empty where that is nothing."""
        names = names_for(done, self._desk, self._names) if done is not None else None
        if done is None or names is None:
            return ""
        return " " + say(done, names, minute_floor(self._desk.now()))


def names_for(done: AnyDone, desk: Desk, names: Callable[[str], Names | None]) -> Names | None:
    """What ids are called where an act is named: by its appointment's doctor, of a patient by any."""
    if isinstance(done, DoneAct):
        return names(done.appointment.doctor_id)
    if isinstance(done, DoneNote):
        return names(done.result.doctor_id)
    doctors = desk.clinic.doctors if desk.clinic is not None else ()
    return names(doctors[0].id) if doctors else None


def _leave_the_patient(_error: Exception) -> None:
    """Where it cannot be read whether a patient may go, the patient stays: nothing is asked."""
