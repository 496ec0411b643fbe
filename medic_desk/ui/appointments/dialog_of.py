"""Which dialog asks for what an act needs beyond its appointment."""

from typing import Any

from PySide6.QtWidgets import QWidget

from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.appointment_dialog import AppointmentDialog
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.appointments.service_dialog import ServiceDialog
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names


def dialog_of(
    act: AppointmentAct[Any],
    desk: Desk,
    theme: Theme,
    appointment: WeekAppointment,
    names: Names,
    parent: QWidget,
) -> AppointmentDialog | None:
    """The dialog of an act on an appointment; None where the act needs no more than that."""
    match act.needs:
        case "reason":
            return CancelDialog(desk, theme, appointment, names, act, parent)
        case "place":
            return MoveDialog(desk, theme, appointment, names, parent)
        case "service":
            return ServiceDialog(desk, theme, appointment, names, parent)
        case "nothing":
            return None
