"""Who is hit, under a heading that says how many: the same in every window that changes a doctor's time."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.ui.controls.appointment_list import AppointmentList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class AffectedAppointments(QWidget):
    """A heading, and the list where there is anybody in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self.heading = QLabel()
        self.heading.setFont(theme.font(medium=True))
        self.heading.setWordWrap(True)
        self.list = AppointmentList(theme, is_narrow=is_narrow)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    @property
    def appointments(self) -> tuple[BookedAppointment, ...]:
        """The appointments that are listed."""
        return self.list.appointments

    def tell(self, heading: str, appointments: Sequence[BookedAppointment], zone: str) -> None:
        """Say a heading, and list the appointments if there are any."""
        self.heading.setText(heading)
        set_role(self.heading, "warning" if appointments else "")
        self.list.show_appointments(appointments, zone)
        self.list.setVisible(bool(appointments))

    def tell_booked(self, appointments: Sequence[BookedAppointment], zone: str) -> None:
        """Say who is booked in some time, whatever becomes of it."""
        if not appointments:
            text = self.tr("Nobody is booked then")
        elif len(appointments) == 1:
            text = self.tr("1 appointment is booked then")
        else:
            text = self.tr("{count} appointments are booked then").format(count=len(appointments))
        self.tell(text, appointments, zone)

    def clear(self) -> None:
        """Say nothing."""
        self.heading.clear()
        self.list.hide()
