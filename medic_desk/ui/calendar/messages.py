"""What the calendar says: over its days what is wrong or was not done, in empty days what that means.

The messages lie over the upper days and move nothing below them: what is under the hand stays there.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from medic_desk.model.facts.readable import UnreadableRow
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.connection import refused_service
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import clock_of
from medic_desk.ui.words.unreadable import each_once, unreadable_rows_sentence


class CalendarMessages(QWidget):
    """Four banners, one under the other; ``changed`` when what an unread day means is another thing now."""

    changed = Signal()
    covering = Signal(int)
    """How many pixels of the upper days lie under messages by now."""
    closed = Signal()
    """Somebody closed a message that had focus."""

    def __init__(self, desk: Desk, theme: Theme, zone: Callable[[], str], parent: QWidget) -> None:
        """``zone`` answers the zone in which times are told."""
        super().__init__(parent)
        self._pane = parent
        self._desk = desk
        self._zone = zone
        self._below: QWidget | None = None
        self._told_unreadable = ""
        self._is_unreadable = False
        """Whether the days that are shown were asked for in vain, for another reason than a dead line."""
        self.banner = MessageBanner(theme)
        self.answer = MessageBanner(theme, wraps=True)
        """Why an act was not done, until the next one is."""
        self.heard = MessageBanner(theme, wraps=True)
        """What another program wrote, and what to do about it."""
        self.unreadable = MessageBanner(theme, wraps=True)
        """Which rows could not be read, while they cannot."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banners = (self.banner, self.answer, self.heard, self.unreadable)
        for banner in self._banners:
            column.addWidget(banner)
            banner.installEventFilter(self)
        self.hide()
        desk.contact.went_offline.connect(self._on_offline)
        desk.contact.came_back.connect(self._on_came_back)
        desk.contact.clock_skewed.connect(self._on_skew)
        desk.read_failed.connect(self._on_read_failed)

    def lie_over(self, below: QWidget, *moving: QWidget) -> None:
        """Lie over the upper part of ``below``, which stands in ``moving`` ones, wherever it goes."""
        self._below = below
        for widget in (below, *moving):
            widget.installEventFilter(self)
        self._place()

    def close_one(self) -> bool:
        """Close the latest message as its last button does, which changes nothing; whether there was one."""
        banner = next(
            (one for one in (self.answer, self.banner, self.heard, self.unreadable) if one.text), None
        )
        if banner is None:
            return False
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        if banner.buttons:
            banner.buttons[-1].click()
        else:
            banner.hide()
        if had_focus:
            self.closed.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow what lies below, and be there while a banner is."""
        if is_taken_apart(self):
            return False
        if watched in self._banners:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self._place()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Be as high as what is said."""
        if is_taken_apart(self):
            return super().event(event)
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return answer

    def _place(self) -> None:
        below = self._below
        is_said = any(not banner.isHidden() for banner in self._banners)
        self.setVisible(is_said and below is not None)
        if is_said and below is not None:
            corner = below.mapTo(self._pane, QPoint(0, 0))
            width = below.width()
            height = min(self.heightForWidth(width), below.height())
            self.setGeometry(corner.x(), corner.y(), width, height)
            self.raise_()
            self.covering.emit(height)
        else:
            self.covering.emit(0)

    def begin(self) -> None:
        """Other days are asked for."""
        self._is_unreadable = False

    def end(self) -> None:
        """The days were read."""
        self._is_unreadable = False

    def tell_unreadable(self, rows: Iterable[UnreadableRow]) -> None:
        """Say which rows could not be read, once: the days are read again and again."""
        sentence = unreadable_rows_sentence(each_once(tuple(rows)))
        if sentence == self._told_unreadable:
            return
        self._told_unreadable = sentence
        if sentence:
            self._say(self.unreadable, sentence)
        else:
            self.unreadable.hide()

    def _say(self, banner: MessageBanner, sentence: str) -> None:
        banner.say(sentence, ((self.tr("Close"), banner.hide),))

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
            self._say(self.banner, " ".join(filter(None, (said, why))))

    @Slot()
    def _on_came_back(self) -> None:
        self.banner.hide()
        self.changed.emit()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self._say(self.banner, error_sentence(error))
        self._is_unreadable = True
        self.changed.emit()

    @Slot(float)
    def _on_skew(self, seconds: float) -> None:
        minutes = round(abs(seconds) / 60)
        self._say(
            self.banner,
            self.tr("This computer's clock is %n minutes off; the clinic's clock decides.", "", minutes),
        )
