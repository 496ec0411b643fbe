"""The nearest free starts as buttons under the sentence that a wanted one is not free."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import FreeSlot
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.store.errors import SlotTaken
from medic_desk.ui.booking.time_choice import TimeChoice
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.words.formats import moment, time_at


class NearestStarts(QObject):
    """Speaks in the banner of a form with a ``TimeChoice``; ``taken`` when a person took one of them."""

    taken = Signal()

    def __init__(self, time: TimeChoice, message: MessageBanner, parent: QObject) -> None:
        super().__init__(parent)
        self._time = time
        self._message = message

    def offer(self, sentence: str, slots: Iterable[FreeSlot], zone: str) -> None:
        """Say a sentence, and offer starts by their time, with the day where they lie on several."""
        nearest = sorted(slots)
        one_day = len({local_date(slot.starts_at, zone) for slot in nearest}) == 1
        written = time_at if one_day else moment
        choices = [(written(slot.starts_at, zone), partial(self._take, slot)) for slot in nearest]
        self._message.say(sentence, choices)

    def tell_refused(self, error: Exception, sentence: str, zone: str) -> None:
        """Say why an act was not done. Where somebody has the place, no start is chosen any more."""
        if isinstance(error, (SlotRefused, SlotTaken)):
            self._time.give_up()
        if isinstance(error, SlotRefused) and error.nearest:
            self.offer(sentence + " " + self.tr("Free close to it:"), error.nearest, zone)
        else:
            self._message.say(sentence)

    def _take(self, slot: FreeSlot) -> None:
        self._time.take(slot)
        self.taken.emit()
