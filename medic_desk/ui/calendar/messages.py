"""What the calendar says: over its days what is wrong or was not done, in empty days what that means."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medic_desk.model.facts.readable import UnreadableRow
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.connection import refused_service
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import clock_of
from medic_desk.ui.words.unreadable import each_once, unreadable_rows_sentence


class CalendarMessages(QWidget):
    """Three banners, one under the other; ``changed`` when what an unread day means is another thing now."""

    changed = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, zone: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """``zone`` answers the zone in which times are told."""
        super().__init__(parent)
        self._desk = desk
        self._zone = zone
        self._is_unreadable = False
        """Whether the days that are shown were asked for in vain, for another reason than a dead line."""
        self.banner = MessageBanner(theme)
        self.answer = MessageBanner(theme, wraps=True)
        """Why an act was not done, until the next one is."""
        self.unreadable = MessageBanner(theme, wraps=True)
        """Which rows could not be read, while they cannot."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for banner in (self.banner, self.answer, self.unreadable):
            column.addWidget(banner)
        desk.contact.went_offline.connect(self._on_offline)
        desk.contact.came_back.connect(self._on_came_back)
        desk.contact.clock_skewed.connect(self._on_skew)
        desk.read_failed.connect(self._on_read_failed)

    def begin(self) -> None:
        """Other days are asked for."""
        self._is_unreadable = False

    def end(self) -> None:
        """The days were read."""
        self._is_unreadable = False

    def tell_unreadable(self, rows: Iterable[UnreadableRow]) -> None:
        """Say which rows could not be read, once: the days are read again and again."""
        sentence = unreadable_rows_sentence(each_once(tuple(rows)))
        if not sentence:
            self.unreadable.hide()
        elif sentence != self.unreadable.text:
            self.unreadable.say(sentence)

    def reading_hint(self) -> str:
        """What stands in days of which nothing is known yet."""
        if self._desk.contact.offline_since is not None:
            return self.tr(
                "These days were not read yet, and the database does not answer. They appear when it does."
            )
        return self.tr("These days could not be read.") if self._is_unreadable else self.tr("Reading …")

    def empty_hint(self, *, has_hours: bool) -> str:
        """What stands in days without appointments and free starts."""
        if not has_hours:
            return self.tr("No hours on these days. Look at others with Alt+← and Alt+→.")
        return self.tr("No appointment on these days, and no free time for the chosen service.")

    @Slot()
    def _on_offline(self) -> None:
        self.changed.emit()
        since = self._desk.contact.offline_since
        if since is not None:
            text = self.tr(
                "Offline since {time}. The calendar shows what was last read; nothing can be booked until the"
                " database answers. The program goes on trying by itself."
            )
            said = text.format(time=clock_of(since, self._zone()))
            why = refused_service(self._desk.contact.offline_error)
            self.banner.say(" ".join(filter(None, (said, why))))

    @Slot()
    def _on_came_back(self) -> None:
        self.banner.hide()
        self.changed.emit()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.banner.say(error_sentence(error))
        self._is_unreadable = True
        self.changed.emit()

    @Slot(float)
    def _on_skew(self, seconds: float) -> None:
        minutes = round(abs(seconds) / 60)
        self.banner.say(
            self.tr("This computer's clock is %n minutes off; the clinic's clock decides.", "", minutes)
        )
