"""What the dialogs about one appointment that stands share: whose it is, and which version of it was seen."""

from PySide6.QtWidgets import QWidget

from medic_desk.model.acts.errors import StaleAppointment
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.act_dialog import ActDialog
from medic_desk.ui.appointments.meanwhile import tell_meanwhile
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.names import Names


class AppointmentDialog(ActDialog):
    """Acts on one appointment; where somebody changed it meanwhile, that is said and nothing is done."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        appointment: WeekAppointment,
        names: Names,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, theme, parent)
        self._appointment = appointment
        self._names = names
        self._row_version = appointment.row_version

    def add_head(self, *particulars: str | None) -> None:
        """Begin with whose appointment it is, and in one line what else is known of it."""
        self.add_title(self._appointment.patient_name or self.tr("No patient"), *particulars)

    def once_more_text(self) -> str:
        """What a person is asked to do who wants it in spite of what somebody else changed."""
        raise NotImplementedError

    def refused(self, error: Exception) -> None:
        """Say why the act was not done."""
        self.message.say(refused_sentence(error, self._names, self.minutes))

    @property
    def minutes(self) -> int:
        """How long the appointment lasts."""
        return self._appointment.ends_at - self._appointment.starts_at

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, StaleAppointment):
            # What was changed is said; who acts all the same means the version that stands now.
            self._row_version = error.found
            tell_meanwhile(self._desk, self, error, self._names, self._say_stale)
        else:
            super()._on_failed(error)

    def _say_stale(self, sentence: str) -> None:
        self.message.say(f"{sentence}\n{self.once_more_text()}")
