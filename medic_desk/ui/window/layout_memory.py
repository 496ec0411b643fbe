"""How a person left the main window: its place and size, its panels, what was shown, and how large."""

from PySide6.QtWidgets import QMainWindow, QSplitter

from medic_desk.ui.calendar.canvas import USUAL_ZOOM
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.flow.filter import SHOWN
from medic_desk.ui.side.panel import ROOMY, SidePanel
from medic_desk.ui.theme import Mode
from medic_desk.ui.window.flow_place import FlowPlace
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.window.menus import Menus


class WindowMemory:
    """Knows the window's parts and one person's memory of them."""

    def __init__(
        self,
        memory: Memory,
        menus: Menus,
        splitter: QSplitter,
        side: SidePanel,
        calendar: CalendarPane,
        flow: FlowPlace,
    ) -> None:
        self._memory = memory
        self._menus = menus
        self._splitter = splitter
        self._side = side
        self._calendar = calendar
        self._flow = flow

    @property
    def doctor_ids(self) -> tuple[str, ...]:
        """Whose calendars were shown; empty where it is not known."""
        kept = self._memory.get("doctors", "")
        return tuple(filter(None, kept.split(" ")))

    @property
    def service_id(self) -> str:
        """The service whose free starts were shown; empty where none was."""
        return self._memory.get("service", "")

    def restore(self, window: QMainWindow, mode: Mode, usual_days: int) -> None:
        """Lay the window out as it was left; ``usual_days`` are shown to whom nothing was yet."""
        memory, menus = self._memory, self._menus
        if not window.restoreGeometry(memory.get_bytes("geometry")):
            room = window.screen().availableSize()
            # The frame and its title need room too.
            window.resize(min(1600, room.width() - 16), min(1000, room.height() - 48))
        self._splitter.restoreState(memory.get_bytes("panels"))
        menus.side.setChecked(memory.get("side", default=True))
        self._side.setVisible(menus.side.isChecked())
        self._flow.right.restoreState(memory.get_bytes("right"))
        # The selected appointment stands below the flow and takes no room of the days then.
        has_room = window.width() >= ROOMY.width()
        menus.flow.setChecked(memory.get("flow", default=has_room))
        self._flow.show(menus.flow.isChecked())
        menus.details.setChecked(memory.get("details", default=has_room))
        self._flow.right.show_details(menus.details.isChecked())
        self._flow.pane.filter.choose(memory.get("flow_of", SHOWN))
        self._calendar.commands.faded.setChecked(memory.get("faded", default=False))
        menus.mark_mode(mode)
        calendar = self._calendar
        calendar.commands.weekend.setChecked(memory.get("weekend", default=False))
        calendar.week.canvas.set_zoom(memory.get("minute_height", USUAL_ZOOM))
        # Whoever books for several doctors sees their day side by side; a doctor the own week.
        calendar.show_days(memory.get("days", usual_days))
        if memory.get("by", "doctors") == "rooms":
            calendar.show_kind("rooms")

    def keep(self, window: QMainWindow) -> None:
        """Write down how the window is left."""
        memory = self._memory
        memory.put_bytes("geometry", window.saveGeometry())
        memory.put_bytes("panels", self._splitter.saveState())
        memory.put("side", self._menus.side.isChecked())
        memory.put_bytes("right", self._flow.right.saveState())
        memory.put("flow", self._menus.flow.isChecked())
        memory.put("flow_of", self._flow.pane.filter.value)
        memory.put("details", self._menus.details.isChecked())
        memory.put("faded", self._calendar.commands.faded.isChecked())
        memory.put("weekend", self._calendar.commands.weekend.isChecked())
        memory.put("minute_height", self._calendar.week.canvas.zoom)
        memory.put("days", self._calendar.days)
        memory.put("by", self._calendar.kind)
        memory.put("doctors", " ".join(self._side.doctor_ids))
        memory.put("service", self._side.chosen_service_id)
        memory.save()
