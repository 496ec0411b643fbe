"""Where the flow stands in the main window: at the right over the selected appointment, or as a rail.

It tells calendar, panel and dialogs what is asked for in it; who runs late is told to all of them from here.
"""

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu

from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.appointments.panel import DetailsPanel
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.flow.rail import FlowRail
from medic_desk.ui.flow.rows import FlowHead, Group
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.call_dock import CallDock
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.window.menus import Menus
from medic_desk.ui.window.right_column import RightColumn
from medic_desk.ui.window.status_line import StatusLine
from medic_desk.ui.window.waiting_dock import WaitingDock


class FlowPlace(QObject):
    """One a window."""

    appointment_chosen = Signal(str)
    """A row was chosen: select its appointment everywhere."""
    changed_elsewhere = Signal()
    """What the panel tells of may have changed, and the calendar does not show it."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        calendar: CalendarPane,
        details: DetailsPanel,
        dialogs: Dialogs,
        menus: Menus,
        status: StatusLine,
        waiting: WaitingDock,
    ) -> None:
        super().__init__(calendar)
        self._desk = desk
        self._theme = theme
        self._calendar = calendar
        self._details = details
        self._dialogs = dialogs
        self._menus = menus
        self._status = status
        self._waiting = waiting
        self.delays = DoctorDelays(desk, self)
        self.pane = FlowPane(desk, theme, self.delays)
        self.right = RightColumn(self.pane, details)
        self.rail = FlowRail(theme)
        self.calls = CallDock(desk, theme, status.badges, waiting, menus.window)
        self.menu: QMenu | None = None
        """The menu of a row that was opened last."""
        self._connect()

    def _connect(self) -> None:
        pane, menus, calls = self.pane, self._menus, self.calls
        pane.appointment_chosen.connect(self.appointment_chosen)
        pane.appointment_opened.connect(self._on_opened)
        pane.left.connect(self._calendar.setFocus)
        pane.listed.connect(self._on_listed)
        pane.late_asked.connect(self.ask_how_late)
        pane.calls_asked.connect(calls.toggle)
        pane.menu_asked.connect(self._on_menu)
        calls.appointment_chosen.connect(self.appointment_chosen)
        calls.jump_asked.connect(self._waiting.jump_asked)
        calls.listed.connect(self._tell_elsewhere)
        calls.closed.connect(self._calendar.setFocus)
        self.rail.asked.connect(self._on_rail)
        self._details.told.connect(self._on_selected)
        self._calendar.days_shown.connect(self._on_days)
        self._status.minute_passed.connect(self.tick)
        self.delays.changed.connect(self._on_delays)
        menus.flow.toggled.connect(self.show)
        menus.details.toggled.connect(self.right.show_details)
        menus.go_to_flow.triggered.connect(self._on_go)
        menus.late.triggered.connect(self.ask_how_late)
        self._dialogs.late_asked.connect(self.ask_how_late_of)
        self._dialogs.late_said.connect(self.ask_how_late_of)
        menus.calls.triggered.connect(calls.toggle)

    def appointment(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment that is shown: in the calendar, in the flow or on the call list."""
        return (
            self._calendar.appointment(appointment_id)
            or self.pane.appointment(appointment_id)
            or self.calls.appointment(appointment_id)
        )

    @Slot()
    def tick(self) -> None:
        """A minute passed."""
        self.delays.tick()
        self.pane.tick()
        self.calls.tick()

    # Who runs late

    @Slot()
    def ask_how_late(self) -> None:
        """Ask how late the doctor of the selected appointment runs, else the first who is shown."""
        chosen = self.appointment(self.pane.list.appointment_id or self._details.appointment_id or "")
        self.ask_how_late_of(chosen.doctor_id if chosen is not None else self._calendar.doctor_id or "")

    @Slot(str)
    @Slot(str, int)
    def ask_how_late_of(self, doctor_id: str, minutes: int | None = None) -> None:
        """Ask how late a doctor runs; ``minutes`` stand there already, to be confirmed."""
        from medic_desk.ui.flow.late_dialog import LateDialog  # noqa: PLC0415 - a start waits for none

        if doctor_id and self._dialogs.current is None and self._desk.may(Permission.MARK_ARRIVAL):
            window = self._menus.window
            dialog = LateDialog(self._desk, self._theme, self.delays, doctor_id, window, minutes=minutes)
            self._dialogs.open(dialog)

    @Slot()
    def _on_delays(self) -> None:
        self._calendar.show_delays(self.delays.minutes)

    # The flow

    @Slot()
    def _on_selected(self) -> None:
        """Mark in the flow what is selected anywhere."""
        self.pane.choose(self._details.appointment_id or "")

    @Slot()
    def _on_days(self) -> None:
        self.pane.set_shown_doctors(self._calendar.doctor_ids)

    @Slot(str)
    def _on_opened(self, appointment_id: str) -> None:
        appointment = self.pane.appointment(appointment_id)
        if appointment is not None:
            self._waiting.jump_asked.emit(appointment)

    @Slot()
    def _on_listed(self) -> None:
        self.rail.show_heads(self.pane.heads)
        self._tell_elsewhere()

    @Slot()
    def _tell_elsewhere(self) -> None:
        """Let the panel tell anew of what the calendar, which tells by itself, does not show."""
        chosen = self._details.appointment_id
        if chosen and self._calendar.appointment(chosen) is None and self.appointment(chosen) is not None:
            self.changed_elsewhere.emit()

    @Slot(bool)
    def show(self, is_wanted: bool) -> None:
        """Show the flow, or fold it to the rail."""
        self.right.show_flow(is_wanted)
        self.rail.setVisible(not is_wanted)

    @Slot()
    def _on_go(self) -> None:
        """Go to the flow, unfolded where it is folded; back where one stands in it."""
        if self.pane.list.hasFocus():
            self._calendar.setFocus()
            return
        self._menus.flow.setChecked(True)
        self.pane.take_focus()

    @Slot(str)
    def _on_rail(self, group: Group) -> None:
        """Unfold the flow at a group."""
        self._menus.flow.setChecked(True)
        self.pane.take_focus()
        self.pane.list.choose(FlowHead(group, 0, is_folded=False).key)

    @Slot(object)
    def _on_menu(self, at: QPoint) -> None:
        """The next steps of a row's appointment: the menu bar's own actions, in the order of the flow."""
        self.appointment_chosen.emit(self.pane.list.appointment_id)
        menu = QMenu(self.pane)
        for action in self._details.buttons.shown:
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self._menus.late)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._on_menu_gone)
        self.menu = menu
        menu.popup(at)

    @Slot()
    def _on_menu_gone(self) -> None:
        self.menu = None
