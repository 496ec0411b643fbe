"""Whose flow is shown: of the doctors whom the calendar shows, of all, or of those in one house."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme.roles import set_role

SHOWN, ALL = "shown", "all"
"""What is chosen beside the id of a house."""


class FlowFilter(QPushButton):
    """A button that says whose flow it is, with the others in its menu; ``chosen`` when it is another."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = SHOWN
        self._clinic: Clinic | None = None
        self._shown_ids: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._on_chosen)
        self.setMenu(self._menu)
        set_role(self, "menu")

    def set_clinic(self, clinic: Clinic) -> None:
        """Offer the clinic's houses, where it has several; keeps what is chosen while it is offered."""
        self._clinic = clinic
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        houses = clinic.houses if len(clinic.houses) > 1 else ()
        for value, text in (
            (SHOWN, self.tr("Doctors shown")),
            (ALL, self.tr("All doctors")),
            *((one.id, one.name.replace("&", "&&")) for one in houses),
        ):
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            self._group.addAction(action)
        self.choose(self.value)

    def set_shown_doctors(self, doctor_ids: Iterable[str]) -> None:
        """The calendar shows these."""
        self._shown_ids = tuple(doctor_ids)

    def choose(self, value: str) -> None:
        """Choose without a word; what is not offered any more gives way to the doctors shown."""
        actions = {action.data(): action for action in self._group.actions()}
        self.value = value if value in actions else SHOWN
        for one, action in actions.items():
            action.setChecked(one == self.value)
        text = actions[self.value].text() if actions else ""
        self.setText(text)
        plain = text.replace("&&", "&")
        self.setAccessibleName(self.tr("Whose flow: {whose}").format(whose=plain))
        self.setToolTip(plain_tip(self.accessibleName()))

    @property
    def doctor_ids(self) -> tuple[str, ...]:
        """Whose appointments are read, in the order of the clinic's list."""
        if self.value == SHOWN or self._clinic is None:
            return self._shown_ids
        listed = tuple(one.id for one in self._clinic.listed_doctors)
        if self.value == ALL:
            return listed
        there = {one.doctor_id for one in self._clinic.locations if self._is_there(one.id)}
        return tuple(one for one in listed if one in there)

    def lets_pass(self, appointment: WeekAppointment) -> bool:
        """Whether an appointment of these doctors is shown: in the house, where one is chosen.

        One without a place, by phone, is of every house in which its doctor works.
        """
        if appointment.doctor_id not in self.doctor_ids:
            return False
        place = appointment.doctor_location_id
        return self.value in (SHOWN, ALL) or place is None or self._is_there(place)

    def _is_there(self, location_id: str) -> bool:
        return self._clinic is not None and self._clinic.house_of(location_id) == self.value

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        if action.data() != self.value:
            self.choose(action.data())
            self.chosen.emit()
