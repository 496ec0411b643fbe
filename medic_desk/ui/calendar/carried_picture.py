"""A small picture of the appointment in the hand, beside the pointer while that is outside the days."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.calendar.verdict_chip import VerdictChip
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.appointment import patientless_title
from medic_desk.ui.words.formats import day_and_span


class CarriedPicture:
    """Lies over the whole window that a widget is in, and takes no mouse."""

    def __init__(self, theme: Theme, widget: QWidget) -> None:
        self._theme = theme
        self._widget = widget
        self._chip: VerdictChip | None = None
        """Made at the first drag: only then is it known which window it is."""

    @property
    def words(self) -> str:
        """What it says; empty while it is hidden."""
        return self._chip.words if self._chip is not None else ""

    def show_at(self, appointment: WeekAppointment, at: QPoint) -> None:
        """Say whose appointment it is, and when, beside a point of the screen."""
        window = self._widget.window()
        if self._chip is None:
            self._chip = VerdictChip(self._theme, window)
        name = appointment.patient_name or patientless_title(appointment, appointment.zone)
        when = day_and_span(appointment.starts_at, appointment.ends_at, appointment.zone)
        self._chip.say(name, when, window.mapFromGlobal(at), is_free=True)

    def hide(self) -> None:
        """Show nothing: the pointer is in the days again, or the hand is empty."""
        if self._chip is not None:
            self._chip.hide()
