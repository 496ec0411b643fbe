"""Which appointments a dated exception would affect, worked out while it is typed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.exceptions.doctor_exceptions import facts_with_exceptions
from medic_desk.model.hours.doctor_hours import DoctorHours
from medic_desk.model.hours.preview import affected
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme

Rows = tuple[ScheduleException, ...]


class ExceptionEffect(AffectedAppointments):
    """``computed`` when the list belongs to what was asked last, ``failed`` (error) when it could not be."""

    computed = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._jobs = jobs
        self._question: object = None
        self.ids: frozenset[str] | None = None
        """Who is affected by what was asked last; None while it is not known."""

    def ask(self, hours: DoctorHours, was: ScheduleException | None, shall: Rows) -> None:
        """Work out who is affected when ``shall`` stand in place of ``was``."""
        self.ids = None
        question = self._question = object()
        after = facts_with_exceptions(hours.facts, was, shall)
        work = partial(affected, hours.facts, after, hours.appointments)
        on_done = partial(self._on_done, question, hours)
        self._jobs.run(self, work, on_done, self.failed.emit, replaces="effect")

    def ask_nothing(self) -> None:
        """Show nothing: nothing is typed, or it cannot be read."""
        self.ids = self._question = None
        self.clear()

    def _on_done(self, question: object, hours: DoctorHours, ids: tuple[str, ...]) -> None:
        if question is not self._question:
            # What was typed since then cannot be read: its list is empty already.
            return
        self.ids = frozenset(ids)
        found = tuple(one for one in hours.appointments if one.id in self.ids)
        if found:
            text = self.tr("%n appointments are affected by this, and stay booked:", "", len(found))
        else:
            text = self.tr("No appointment is affected by this")
        self.tell(text, found, hours.timezone)
        self.computed.emit()
