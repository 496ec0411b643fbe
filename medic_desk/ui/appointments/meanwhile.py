"""What somebody else did to an appointment between its showing and an act on it, read and said in words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from medic_desk.model.acts.errors import StaleAppointment
from medic_desk.model.appointments.history import HistoryEvent, read_history
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.appointment import stale_sentence
from medic_desk.ui.words.history import since_sentence
from medic_desk.ui.words.names import Names


def tell_meanwhile(
    desk: Desk, owner: QObject, error: StaleAppointment, names: Names | None, say: Callable[[str], None]
) -> None:
    """Read what happened after the version ``owner`` showed, and ``say`` it; the calendar is read again too.

    Where it cannot be read, or no names are known, it is said that something happened.
    """

    def told(events: tuple[HistoryEvent, ...]) -> None:
        say(stale_sentence(since_sentence(events, error.expected, names) if names is not None else ""))

    def not_told(_error: Exception) -> None:
        say(stale_sentence(""))

    desk.read_again()
    desk.read(owner, partial(read_history, appointment_id=error.appointment_id), told, not_told)
