"""Says that an appointment cannot go to a place, and offers the free starts closest to it.

Those of the shown days are known and offered at once. Where these hold none, the database is asked; what it
answers is offered while that very place of that appointment is still spoken of.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from medic_desk.engine.facts import FreeSlot
from medic_desk.model.appointments.placing import read_nearest_starts
from medic_desk.model.appointments.start_ranking import distance
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.booking.seen import LastLook
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.calendar.verdicts import Verdict, Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.carrying import not_put_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import moment


class RefusedPlaces(QObject):
    """One a window; what a person takes of the starts is told by signal."""

    near_taken = Signal(object, object)
    """(Wanted, FreeSlot): a start of the shown days is taken in place of what was wanted."""
    far_taken = Signal(object, object)
    """(Verdict, FreeSlot): a start that lies outside the shown days is."""

    def __init__(self, desk: Desk, calendar: CalendarPane, acts: AppointmentActs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calendar = calendar
        self._acts = acts
        self._told: Verdict | None = None
        """What was refused last."""
        self._focus: QWidget | None = None
        """Who had focus when a key asked; None where the mouse did."""
        self.look = LastLook()

    @Slot(object)
    def tell(self, verdict: Verdict, *, is_keyed: bool = False) -> None:
        """Say at once why it cannot stand there; ``is_keyed`` lets Enter take the closest start."""
        wanted = verdict.wanted
        self._told = verdict
        self.look.note("")
        self._focus = QApplication.focusWidget() if is_keyed else None
        nearest = () if wanted.changes_length_alone else verdict.nearest
        self._offer(verdict, nearest, partial(self._take_near, wanted))
        if nearest and is_keyed:
            self._focus_on_closest(wanted, nearest)
        place = verdict.place()
        if not nearest and not wanted.changes_length_alone and place is not None:
            self._desk.read(
                self,
                partial(read_nearest_starts, wanted=place),
                partial(self._on_read, verdict),
                partial(self._on_unread, verdict),
                replaces="nearest",
            )

    def _offer(
        self, verdict: Verdict, starts: Sequence[FreeSlot], take: Callable[[FreeSlot], None], more: str = ""
    ) -> None:
        zone = self._zone(verdict.wanted)
        choices = tuple((moment(slot.starts_at, zone), partial(take, slot)) for slot in starts)
        self._acts.refused.emit(" ".join(filter(None, (self._sentence(verdict), more))), choices)

    def _focus_on_closest(self, wanted: Wanted, starts: Sequence[FreeSlot]) -> None:
        """Let Enter take the closest start: nobody walks there by five minutes."""
        ways = [distance(slot, wanted.starts_at) for slot in starts]
        self._calendar.answer.buttons[ways.index(min(ways))].setFocus()

    def _take_near(self, wanted: Wanted, slot: FreeSlot) -> None:
        self.near_taken.emit(wanted, slot)

    def _take_far(self, verdict: Verdict, slot: FreeSlot) -> None:
        # They came by themselves: a key or a click of the same moment was not meant for them.
        if self.look.is_seen:
            self.far_taken.emit(verdict, slot)

    # What the database answers

    def _on_read(self, verdict: Verdict, found: Sequence[FreeSlot]) -> None:
        if not self._is_spoken_of(verdict):
            return
        had_focus = self._focus is not None and QApplication.focusWidget() is self._focus
        starts = sorted(found)
        self.look.note(f"{verdict.wanted.appointment.id} {[slot.starts_at for slot in starts]}")
        more = "" if starts else self.tr("No free start within four weeks of then.")
        self._offer(verdict, starts, partial(self._take_far, verdict), more)
        if starts and had_focus:
            self._focus_on_closest(verdict.wanted, starts)

    def _on_unread(self, verdict: Verdict, error: Exception) -> None:
        if self._is_spoken_of(verdict):
            self._offer(verdict, (), partial(self._take_far, verdict), error_sentence(error))

    def _is_spoken_of(self, verdict: Verdict) -> bool:
        """Whether nobody has closed the message, or does something else by now."""
        return self._told is verdict and self._calendar.answer.text == self._sentence(verdict)

    # Words

    def _sentence(self, verdict: Verdict) -> str:
        wanted = verdict.wanted
        patient = wanted.appointment.patient_name or ""
        return not_put_sentence(patient, wanted.starts_at, self._zone(wanted), verdict.sentences)

    def _zone(self, wanted: Wanted) -> str:
        clinic = self._desk.clinic
        return clinic.doctor(wanted.doctor_id).timezone if clinic is not None else wanted.appointment.zone
