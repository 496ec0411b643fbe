"""Who is hit, under a heading that says how many: the same in every window that changes a doctor's time."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.model.appointments.booked_appointments import BookedVisit
from medic_desk.ui.controls.appointment_list import VisitList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class HitVisits(QWidget):
    """A heading, and the list where there is anybody in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self.heading = QLabel()
        self.heading.setFont(theme.font(medium=True))
        self.heading.setWordWrap(True)
        self.list = VisitList(theme, is_narrow=is_narrow)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    @property
    def visits(self) -> tuple[BookedVisit, ...]:
        """The visits that are listed."""
        return self.list.visits

    def tell(self, heading: str, visits: Sequence[BookedVisit], zone: str) -> None:
        """Say a heading, and list the visits if there are any."""
        self.heading.setText(heading)
        set_role(self.heading, "warning" if visits else "")
        self.list.show_visits(visits, zone)
        self.list.setVisible(bool(visits))

    def tell_booked(self, visits: Sequence[BookedVisit], zone: str) -> None:
        """Say who is booked in some time, whatever becomes of it."""
        if not visits:
            text = self.tr("Nobody is booked then")
        elif len(visits) == 1:
            text = self.tr("1 appointment is booked then")
        else:
            text = self.tr("{count} appointments are booked then").format(count=len(visits))
        self.tell(text, visits, zone)

    def clear(self) -> None:
        """Say nothing."""
        self.heading.clear()
        self.list.hide()
