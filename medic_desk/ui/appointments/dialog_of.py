"""Which dialog asks for what an act needs beyond its appointment.

A dialog is imported when it is first asked for: a start of the program waits for none of them.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names

if TYPE_CHECKING:
    from medic_desk.ui.appointments.appointment_dialog import AppointmentDialog


def dialog_of(
    act: AppointmentAct[Any],
    desk: Desk,
    theme: Theme,
    appointment: WeekAppointment,
    names: Names,
    parent: QWidget,
) -> "AppointmentDialog | None":
    """The dialog of an act on an appointment; None where the act needs no more than that."""
    match act.needs:
        case "reason":
            from medic_desk.ui.appointments.cancel_dialog import CancelDialog  # noqa: PLC0415 - see above

            return CancelDialog(desk, theme, appointment, names, act, parent)
        case "place":
            from medic_desk.ui.appointments.move_dialog import MoveDialog  # noqa: PLC0415 - see above

            return MoveDialog(desk, theme, appointment, names, parent)
        case "service":
            from medic_desk.ui.appointments.service_dialog import ServiceDialog  # noqa: PLC0415 - see above

            return ServiceDialog(desk, theme, appointment, names, parent)
        case "nothing":
            return None
