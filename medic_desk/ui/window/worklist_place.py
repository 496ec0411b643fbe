"""The worklist in the window: over the calendar's place, opened and left by its badge, its key and Esc.

It is made when it is first opened: a start of the program does not wait for it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from medic_desk.model.appointments.week_appointments import WeekAppointment, read_appointments_by_id
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.requests.badges import Badges, Kind
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.menus import Menus

if TYPE_CHECKING:
    from medic_desk.ui.worklist.page import WorklistPage

REBOOK: Kind = "rebook"


class WorklistPlace(QObject):
    """Shows the calendar or the worklist; what is open in the calendar stays open behind it."""

    opened = Signal()
    closed = Signal()
    told = Signal(str)
    """What was done there, for the status line."""
    elsewhere = Signal(object)
    """WeekAppointment: a person chooses its new place in the calendar, which is shown by now."""

    def __init__(self, desk: Desk, theme: Theme, badges: Badges, menus: Menus, calendar: QWidget) -> None:
        super().__init__(badges)
        self._desk = desk
        self._theme = theme
        self._badges = badges
        self.stack = QStackedWidget()
        self.stack.addWidget(calendar)
        self.page: WorklistPage | None = None
        badges.asked.connect(self._on_asked)
        menus.waiting_asked.connect(self._on_asked)

    @property
    def is_open(self) -> bool:
        """Whether the worklist is shown."""
        return self.page is not None and self.stack.currentWidget() is self.page

    def open(self, cause_id: str = "") -> None:
        """Show the worklist, at that cause where one is named."""
        page = self._made()
        self.stack.setCurrentWidget(page)
        # What is closed for it gives focus away: the page takes it last.
        self.opened.emit()
        self._badges.show_open(REBOOK)
        page.open(cause_id)

    @Slot()
    def close(self) -> None:
        """Show the calendar again."""
        if self.page is None or not self.is_open:
            return
        self.page.stop()
        self.stack.setCurrentIndex(0)
        self._badges.show_open(None)
        self.closed.emit()

    @Slot(str, object)
    def show_refusal(self, sentence: str, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Say on the worklist what an act of the window was refused for; nothing while it is not shown."""
        if self.page is not None and self.is_open:
            self.page.message.say(sentence, choices)

    def _made(self) -> "WorklistPage":
        from medic_desk.ui.worklist.page import WorklistPage  # noqa: PLC0415 - see above

        if self.page is None:
            self.page = WorklistPage(self._desk, self._theme)
            self.page.left.connect(self.close)
            self.page.told.connect(self.told)
            self.page.elsewhere_asked.connect(self._on_elsewhere)
            self.stack.addWidget(self.page)
        return self.page

    @Slot(str)
    def _on_asked(self, kind: str) -> None:
        if kind != REBOOK:
            return
        if self.is_open:
            self.close()
        else:
            self.open()

    @Slot(object)
    def _on_elsewhere(self, item: RebookingItem) -> None:
        work = partial(read_appointments_by_id, appointment_ids=(item.appointment_id,))
        self._desk.read(self, work, self._on_found, self._on_not_found, replaces="elsewhere")

    def _on_found(self, found: tuple[WeekAppointment, ...]) -> None:
        if found and self.is_open:
            self.close()
            self.elsewhere.emit(found[0])

    def _on_not_found(self, error: Exception) -> None:
        if self.page is not None:
            self.page.tell_failed(error)
