"""The selected appointment: the one that keys, buttons and the panel mean, and what is offered for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.patients.card import CardAppointment
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.appointments.panel import DetailsPanel
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.window.flow_place import FlowPlace
from medic_desk.ui.window.menus import Menus
from medic_desk.ui.words.names import Names


class Selection(QObject):
    """One a window. The details panel holds which appointment it is; it may be shown anywhere."""

    offered = Signal(object)
    """The actions (QAction) that are offered for it now, the likeliest first."""
    day_wanted = Signal(str, int)
    """(doctor's id, start): what is turned to is there; its day is to be shown."""

    def __init__(
        self,
        calendar: CalendarPane,
        flow: FlowPlace,
        details: DetailsPanel,
        acts: AppointmentActs,
        menus: Menus,
        names: Callable[[str], Names | None],
    ) -> None:
        """``names`` answers what the ids of a doctor's days are called."""
        super().__init__(calendar)
        self._calendar = calendar
        self._flow = flow
        self._details = details
        self._acts = acts
        self._menus = menus
        self._names = names
        self._coming = ""
        """What was just booked or moved here: selected as soon as the calendar shows it."""

    def chosen(self) -> WeekAppointment | None:
        """The selected appointment, as this desk's own acts have left it."""
        shown = self._flow.appointment(self._details.appointment_id or "")
        return self._acts.current(shown) if shown is not None else None

    @Slot(str, result=bool)
    def select(self, appointment_id: str) -> bool:
        """Mark an appointment as the one that keys and buttons mean; whether it is shown.

        The panel is filled and not opened: opening it would move the days.
        """
        appointment = self._flow.appointment(appointment_id)
        names = self._names(appointment.doctor_id) if appointment is not None else None
        is_there = appointment is not None and names is not None
        if appointment is None or names is None:
            self._details.clear()
        else:
            self._calendar.week.choose_appointment(appointment_id)
            self._details.show_appointment(appointment, names)
        self.show_acts()
        return is_there

    def clear(self) -> None:
        """Select nothing."""
        self._calendar.week.choose_appointment("")
        self._details.clear()
        self.show_acts()

    @Slot()
    def show_acts(self) -> None:
        """Offer what is lawful for the selected appointment and permitted to the person."""
        chosen = self.chosen()
        acts = self._acts.offered(chosen) if chosen is not None else ()
        actions = self._menus.offer(acts, self._acts.reasons(chosen))
        self._details.buttons.show_actions(actions)
        self.offered.emit(actions)
        self._menus.patient_card.setEnabled(chosen is not None and chosen.patient_id is not None)

    @Slot()
    def show_again(self) -> None:
        """Show anew what the panel tells of: it may have changed with the calendar."""
        coming = self._calendar.appointment(self._coming)
        if coming is not None:
            self._coming = ""
            # Whoever closed the panel does not want it back at every booking.
            with QSignalBlocker(self._calendar.week):
                self._calendar.week.show_appointment(coming.id)
            self.select(coming.id)
        elif self._details.appointment_id is not None:
            self.select(self._details.appointment_id)

    # Turning to an appointment that another day or doctor holds

    @Slot(object)
    def follow(self, appointment: AppointmentResult) -> None:
        """Turn to where an act put an appointment; the block itself comes once its doctor's days are read."""
        self.turn_to(appointment.appointment_id, appointment.doctor_id, appointment.starts_at)

    @Slot(object)
    def jump(self, row: WeekAppointment | CardAppointment) -> None:
        """Turn to what a row of what waits, or of a patient's card, is about."""
        self.turn_to(row.id, row.doctor_id, row.starts_at)

    @Slot(str, str, int)
    def turn_to(self, appointment_id: str, doctor_id: str, starts_at: Minute) -> None:
        """Show an appointment's day, and select it as soon as it is there."""
        self._coming = appointment_id
        self.day_wanted.emit(doctor_id, starts_at)
        self.show_again()
