"""What brings appointments on the worklist from the window, and what becomes of them in the calendar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.panel import SidePanel
from medic_desk.ui.window.act_answers import ActAnswers
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.window.hands import Hands
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.window.menus import Menus
from medic_desk.ui.window.worklist_place import WorklistPlace
from medic_desk.ui.worklist.missed_causes import MissedCauses
from medic_desk.ui.worklist.missed_memory import MissedMemory
from medic_desk.ui.worklist.unlisted_offers import UnlistedOffers

if TYPE_CHECKING:
    from medic_desk.model.time_off.illness import IllnessResult


class Rebooking(QObject):
    """Joins illness, blocks of other programs, the worklist and the pinboard."""

    shown_in_calendar = Signal(object)
    """WeekAppointment: its new place is chosen in the calendar; it is pinned by now."""

    def __init__(
        self,
        desk: Desk,
        calendar: CalendarPane,
        side: SidePanel,
        dialogs: Dialogs,
        worklist: WorklistPlace,
        menus: Menus,
        hands: Hands,
        answers: ActAnswers,
    ) -> None:
        super().__init__(calendar)
        self._desk = desk
        self._calendar = calendar
        self._side = side
        self._dialogs = dialogs
        self._worklist = worklist
        self._menus = menus
        self._hands = hands
        self.unlisted = UnlistedOffers(desk, calendar.messages.heard, self)
        self.missed: MissedCauses | None = None
        self.unlisted.told.connect(answers.tell_done)
        worklist.told.connect(answers.tell_done)
        worklist.closed.connect(calendar.setFocus)
        worklist.elsewhere.connect(self._on_elsewhere)
        menus.ill_today.triggered.connect(self.ask_ill_today)
        dialogs.ill_recorded.connect(self._on_ill_recorded)

    def look_for_missed(self, of_desk: Memory, of_person: Memory) -> None:
        """Offer what other programs wrote while this desk did not listen: before this start, and in gaps."""
        memory = MissedMemory(of_desk, of_person, self._desk.target)
        self.missed = MissedCauses(self._desk, self.unlisted, memory, self)
        self.missed.begin()

    @Slot()
    def ask_ill_today(self) -> None:
        """Ask about the doctor under the calendar's cursor, else about the one who is chosen."""
        week = self._calendar.week
        under = week.cursor_minute
        doctor_id = self._calendar.doctor_of(week.cursor_lane, under) if under is not None else None
        whose = doctor_id or self._side.doctor_id
        if whose is not None:
            self._dialogs.ill_today(whose)

    @Slot(object)
    def _on_ill_recorded(self, illness: "IllnessResult") -> None:
        """Show whom to call, where anybody is."""
        if illness.affected_ids:
            self._worklist.open(illness.request_id)

    @Slot(object)
    def _on_elsewhere(self, appointment: WeekAppointment) -> None:
        """Show an appointment of the worklist in the calendar, pinned to be carried."""
        self._menus.side.setChecked(True)
        self._hands.pinboard.pin(appointment)
        self.shown_in_calendar.emit(appointment)
