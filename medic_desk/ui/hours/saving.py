"""Saving a draft of weekly hours: what is asked before, the one act, and what is said of its end."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.hours.errors import AppointmentsAffected, HoursInvalid, StaleSchedule
from medic_desk.model.hours.save import HoursSaved, SaveHours, save_hours
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.unknown_outcome import say_unknown
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.hours.draft import HoursDraft
from medic_desk.ui.hours.draft_pane import DraftPane
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.schedule import schedule_error_sentence

_NAMES_SHOWN = 3


class DraftSaving(QObject):
    """Saves the draft of ``pane`` by ``attempt``; the sentences stand in ``message``.

    ``saved`` (HoursSaved) when the draft stands in the database; ``overtaken`` (DoctorHours) when somebody
    saved before; ``outdated`` when what stands has to be read again; ``changed`` at every difference in
    ``is_waiting``.
    """

    saved = Signal(object)
    overtaken = Signal(object)
    outdated = Signal()
    changed = Signal()

    def __init__(
        self, attempt: Attempt, pane: DraftPane, message: MessageBanner, zone: str, parent: QObject
    ) -> None:
        """Times in sentences are read on ``zone``'s clock."""
        super().__init__(parent)
        self._zone = zone
        self._attempt = attempt
        self._pane = pane
        self._message = message
        self._is_waiting = False
        self._is_sure = False
        pane.draft_changed.connect(self._on_draft_changed)
        pane.effect.computed.connect(self._on_computed)

    @property
    def is_waiting(self) -> bool:
        """Whether the draft is saved as soon as it is known what it does."""
        return self._is_waiting

    def save(self) -> None:
        """Save the whole draft in one act, once what it would do is known and seen."""
        draft, preview = self._pane.draft, self._pane.effect.preview
        if draft is None:
            return
        fault = self._pane.first_fault
        if fault is not None:
            self._message.say(self.tr("Nothing was saved: put right what is marked first."))
            self._pane.go_to(fault)
        elif preview is None:
            self._wait(is_waiting=True)
        elif preview.affected_ids and not self._is_sure:
            self._ask_whether_sure()
        else:
            self._send(draft, frozenset(preview.affected_ids))

    # Before

    @Slot()
    def _on_draft_changed(self) -> None:
        # Whoever edits on has not agreed to what the draft does now.
        self._is_sure = False

    @Slot()
    def _on_computed(self) -> None:
        if self._is_waiting:
            self._wait(is_waiting=False)
            self.save()

    def _wait(self, *, is_waiting: bool) -> None:
        self._is_waiting = is_waiting
        self.changed.emit()

    def _ask_whether_sure(self) -> None:
        appointments = self._pane.effect.affected.appointments
        told = [
            f"{appointment.patient_name or '?'} ({moment(appointment.starts_at, self._zone)})"
            for appointment in appointments[:_NAMES_SHOWN]
        ]
        if len(appointments) > _NAMES_SHOWN:
            told.append(self.tr("and %n more", "", len(appointments) - _NAMES_SHOWN))
        text = self.tr("These appointments would lie outside hours and stay booked: {names}.")
        choices = ((self.tr("Save all the same"), self._on_sure), (self.tr("Go back"), self._message.hide))
        self._message.say(text.format(names=", ".join(told)), choices)
        self._message.buttons[0].setFocus()

    def _on_sure(self) -> None:
        self._is_sure = True
        self._message.hide()
        self.save()

    # The act

    def _send(self, draft: HoursDraft, seen: frozenset[str]) -> None:
        request = SaveHours(
            act_id=new_act_id(),
            doctor_id=draft.standing.doctor_id,
            hours_version=draft.standing.hours_version,
            rules=draft.rules,
            seen_appointment_ids=seen,
        )
        self._attempt.send(save_hours, request, partial(self._on_saved, request), self._on_failed)

    def _on_saved(self, request: SaveHours, result: HoursSaved) -> None:
        draft = self._pane.draft
        if draft is None:
            return
        # What was typed while it was saved stays an edit, on top of what was saved.
        draft.standing = replace(draft.standing, rules=request.rules, hours_version=result.hours_version)
        self._pane.refresh()
        self.saved.emit(result)
        self.outdated.emit()

    def _on_failed(self, error: Exception) -> None:
        if self._attempt.is_unknown:
            say_unknown(self._message, self._attempt, error)
            return
        self._is_sure = False
        if isinstance(error, StaleSchedule):
            self.overtaken.emit(error.standing)
            return
        self._message.say(schedule_error_sentence(error, self._zone))
        if isinstance(error, HoursInvalid):
            self._pane.say(error.problems)
        elif isinstance(error, AppointmentsAffected):
            self.outdated.emit()
