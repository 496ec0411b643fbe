"""The nearest free starts of any doctor as buttons, under the sentence that a wanted one is not free."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.appointments.start_ranking import nearest_starts
from medic_desk.model.store.errors import SlotTaken
from medic_desk.ui.booking.start_choice import StartChoice
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.words.formats import moment, time_at


class NearestOffers(QObject):
    """Speaks in the banner of a form with a ``StartChoice``; ``taken`` when a person took one of them."""

    taken = Signal()

    def __init__(
        self, starts: StartChoice, message: MessageBanner, parent: QObject, *, own: Minute | None = None
    ) -> None:
        """``own`` is where an appointment that is moved stands: it is never offered."""
        super().__init__(parent)
        self._own = own
        self._starts = starts
        self._message = message

    def offer(self, sentence: str, nearest: Sequence[OfferedStart]) -> None:
        """Say a sentence, and offer starts by their time, with the day where they lie on several."""
        in_order = sorted(nearest, key=_when)
        one_day = len({local_date(start.starts_at, start.zone) for start in in_order}) == 1
        written = time_at if one_day else moment
        choices = [(written(start.starts_at, start.zone), partial(self._take, start)) for start in in_order]
        self._message.say(sentence, choices)

    def tell_gone(self, wanted: Minute) -> None:
        """Say that a start is not free, and offer those of the list that are close to it; nothing of none."""
        found = self._starts.found
        if found is not None and found.starts:
            text = self.tr("{moment} is not free for this service. Free close to it:")
            sentence = text.format(moment=moment(wanted, found.starts[0].zone))
            others = [start for start in found.starts if start.starts_at != self._own]
            self.offer(sentence, nearest_starts(others, wanted))

    def tell_refused(self, error: Exception, sentence: str, refused: OfferedStart | None) -> None:
        """Say why ``refused`` was not held or booked; where somebody has the place, none is chosen now."""
        if isinstance(error, (SlotRefused, SlotTaken)):
            self._starts.give_up()
        if isinstance(error, SlotRefused) and error.nearest and refused is not None:
            doctor_id, service_id, zone = refused.doctor_id, refused.appointment_type_id, refused.zone
            slots = [slot for slot in error.nearest if slot.starts_at != self._own]
            nearest = [OfferedStart(doctor_id, service_id, slot, zone) for slot in slots]
            self.offer(sentence + " " + self.tr("Free close to it:"), nearest)
        else:
            self._message.say(sentence)

    def _take(self, start: OfferedStart) -> None:
        self._starts.take(start)
        self.taken.emit()


def _when(start: OfferedStart) -> int:
    return start.starts_at
