"""Acts asked for by menu, key or row: done at once, or by the dialog that asks for what they need."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.appointments.dialog_of import dialog_of
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.words.names import Names


class AskedActs(QObject):
    """One a window; while a dialog is open nothing is done beside it."""

    placed = Signal(object)
    """AppointmentResult: a dialog has put an appointment at another place."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        acts: AppointmentActs,
        dialogs: Dialogs,
        names: Callable[[str], Names | None],
        chosen: Callable[[], WeekAppointment | None],
        window: QWidget,
    ) -> None:
        """``names`` answers what the ids of a doctor's days are called.

        ``chosen`` answers the appointment that keys and buttons mean.
        """
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._acts = acts
        self._dialogs = dialogs
        self._names = names
        self._chosen = chosen
        self._window = window

    def do(self, act: AppointmentAct[Any], appointment: WeekAppointment) -> None:
        """Do an act, or open the dialog that asks for what it needs beyond the appointment."""
        names = self._names(appointment.doctor_id)
        if self._dialogs.current is not None or names is None:
            return
        dialog = dialog_of(act, self._desk, self._theme, appointment, names, self._window)
        if dialog is None:
            self._acts.do(act, appointment)
            return
        if act.needs == "place":
            dialog.acted.connect(self.placed)
        self._dialogs.open(dialog)

    @Slot(str, object)
    def do_named(self, name: str, appointment: WeekAppointment) -> None:
        """Do the act of that name, asked for where the appointment is listed."""
        self.do(ACTS[name], appointment)

    @Slot(str)
    def do_to_chosen(self, name: str) -> None:
        """Do the act of that name to the selected appointment, where one is selected."""
        chosen = self._chosen()
        if chosen is not None:
            self.do(ACTS[name], chosen)
