"""What a service would run into at a minute: asked of the engine on the day as it stands, and kept new."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import local_date
from medic_desk.engine.facts import Minute, Request, WhyNot
from medic_desk.model.appointments.grace import grace_minutes
from medic_desk.model.appointments.week import WeekFacts, read_week
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.model.store.changes import Changed
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.names import Names

_WATCHED = frozenset({"appointments", "schedule_exceptions", "schedule_rules"})


class Collisions(QObject):
    """One doctor's minute; ``found`` whenever ``why`` tells of what is asked for, ``failed`` (Exception)."""

    found = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        doctor_id: str,
        minute: Minute,
        parent: QObject,
        *,
        own_id: str | None = None,
        past_grace_minutes: int = 0,
        begun_at: datetime | None = None,
    ) -> None:
        """Ask on behalf of a form.

        ``own_id`` is the appointment that stands there itself and is in nobody's way; ``begun_at`` is when
        the form was begun (``model.appointments.grace``), ``past_grace_minutes`` a grace besides.
        """
        super().__init__(parent)
        self._desk = desk
        self._doctor_id = doctor_id
        self._minute = minute
        self._own_id = own_id
        self._grace = past_grace_minutes
        self._begun_at = begun_at
        self._week: WeekFacts | None = None
        self._service: ServiceEntry | None = None
        self.why: WhyNot | None = None
        """Why the service cannot start there; no reasons where it can, None while that is not known."""
        self.names: Names | None = None
        desk.heard.connect(self._on_heard)

    def ask(self, service: ServiceEntry | None) -> None:
        """Ask what a service would run into."""
        self._service = service
        if self._week is None:
            self._read()
        else:
            self._explain(self._week)

    def _read(self) -> None:
        clinic = self._desk.clinic
        if clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        day = local_date(self._minute, clinic.doctor(self._doctor_id).timezone)
        own = () if self._own_id is None else (self._own_id,)
        work = partial(read_week, doctor_id=self._doctor_id, first_day=day, days=1, appointment_ids=own)
        self._desk.read(self, work, self._explain, self.failed.emit, replaces="collisions")

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        for changed in changes:
            is_of_doctor = changed.doctor_id in {None, self._doctor_id}
            if changed.table is None or (changed.table in _WATCHED and is_of_doctor):
                self._read()
                return

    def _explain(self, week: WeekFacts) -> None:
        clinic = self._desk.clinic
        self._week, self.why = week, None
        self.names = Names.of_week(clinic, week) if clinic is not None else None
        if self._service is not None and self._service.id in week.facts.services:
            now = self._desk.now()
            request = Request(
                now=now,
                appointment_type_id=self._service.id,
                starts_from=self._minute,
                starts_before=self._minute + 1,
                past_grace_minutes=max(self._grace, grace_minutes(now, self._begun_at)),
                ignore_appointment_ids=frozenset() if self._own_id is None else frozenset({self._own_id}),
                for_appointment_id=self._own_id,
                free_step_minutes=1,
            )
            self.why = why_not(week.facts, request, self._minute)
        self.found.emit()
