"""What came of an act, said where it belongs: done in the status line, refused or asked over the calendar."""

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.ui.appointments.acts import AppointmentActs, Choices
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.latest_acts import LatestActs
from medic_desk.ui.window.notice_line import NoticeLine


class ActAnswers(QObject):
    """Connects the window's acts with its banner over the calendar and its notice below.

    ``closed`` when a refusal that had focus went away by itself.
    """

    closed = Signal()

    def __init__(
        self,
        acts: AppointmentActs,
        latest: LatestActs,
        answer: MessageBanner,
        notice: NoticeLine,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._latest = latest
        self._answer = answer
        self._notice = notice
        self._is_refusal = False
        """Whether the banner says that something was refused: a question waits for its answer instead."""
        self._days: tuple[date, int] | None = None
        latest.changed.connect(self._on_latest)
        acts.told.connect(self._on_told)
        acts.refused.connect(self._on_refused)
        acts.undo_redo.asked.connect(self._on_asked)

    @Slot()
    def _on_latest(self) -> None:
        """Offer nobody to take back what the person before did."""
        if self._latest.latest is None and self._latest.latest_undone is None:
            self._notice.clear()

    @Slot()
    def move_on(self) -> None:
        """Take away what was said of a refusal: something else is begun."""
        if self._is_refusal:
            had_focus = any(button.hasFocus() for button in self._answer.buttons)
            self._answer.hide()
            if had_focus:
                self.closed.emit()

    @Slot(object, int)
    def move_to_days(self, first_day: date, days: int) -> None:
        """Take away what was said of a refusal where other days are shown."""
        if (first_day, days) != self._days:
            self._days = (first_day, days)
            self.move_on()

    @Slot(str)
    def tell_done(self, sentence: str) -> None:
        """Say what was done elsewhere in the window, where it is taken back too."""
        self._on_told(sentence, can_undo=False)

    @Slot(str, bool)
    def _on_told(self, sentence: str, can_undo: bool) -> None:
        self._answer.hide()
        self._notice.say(sentence, can_undo=can_undo)

    @Slot(str, object)
    def _on_refused(self, sentence: str, choices: Choices) -> None:
        self._notice.clear()
        self._is_refusal = True
        close = (self.tr("Close"), self._answer.hide)
        self._answer.say(sentence, (*choices, close))

    @Slot(str, object)
    def _on_asked(self, question: str, choices: Choices) -> None:
        """Ask over the calendar; an empty question is one that is answered."""
        self._is_refusal = False
        if question:
            self._answer.say(question, choices)
        else:
            self._answer.hide()
