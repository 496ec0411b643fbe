"""What is known of one minute: the engine's reasons at once, free starts close to it as they are read."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Minute, Request, WhyNot
from medic_desk.model.appointments.free_starts import (
    FreeStarts,
    FreeStartsQuestion,
    read_free_starts,
    read_free_starts_of,
)
from medic_desk.model.appointments.offered_starts import offered_starts
from medic_desk.model.appointments.start_ranking import nearest_of_each, nearest_of_one
from medic_desk.model.appointments.week import WeekFacts, read_week
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.why_not.explained_service import explained_service
from medic_desk.ui.words.names import Names

Answer = TypeVar("Answer")

_DAYS_BEFORE, _DAYS = 2, 28
"""Free starts are looked for from so many days before the minute, over so many days."""


class Inquiry(QObject):
    """Asks for one minute of one doctor at a time; answers by signals, none after another was begun."""

    explained = Signal()
    """``why`` and ``names`` tell of the minute, or of what changed about it."""
    starts_read = Signal(object)
    """The nearest starts (tuple of OfferedStart) of the doctor, or of others where those were asked for."""
    failed = Signal(object)
    """Something could not be read (Exception)."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_of_others = False
        self.doctor_id = ""
        self.minute: Minute = 0
        self.service: ServiceEntry | None = None
        self.why: WhyNot | None = None
        self.names: Names | None = None
        desk.week_changed.connect(self._on_week_changed)

    @property
    def clinic(self) -> Clinic:
        """The clinic as it was read. Raises RuntimeError before it was."""
        if self._desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        return self._desk.clinic

    @property
    def zone(self) -> str:
        """The zone of the doctor."""
        return self.clinic.doctor(self.doctor_id).timezone

    def begin(self, doctor_id: str, minute: Minute, service_id: str | None) -> None:
        """Ask about a doctor's minute, for a service of theirs or for what they usually do."""
        self.doctor_id, self.minute = doctor_id, minute
        self.service = explained_service(self.clinic, self._shown(), doctor_id, service_id)
        self.why = self.names = None
        self._is_of_others = False
        self._explain()

    def end(self) -> None:
        """Ask nothing more; what is still being read is not told."""
        self.doctor_id, self.service, self.why, self.names = "", None, None, None

    def choose_service(self, service_id: str) -> None:
        """Ask for another service of the doctor."""
        self.begin(self.doctor_id, self.minute, service_id)

    def like_services(self) -> tuple[ServiceEntry, ...]:
        """What colleagues offer that is like the service that is asked for."""
        if self.service is None:
            return ()
        like = self.clinic.like_services(self.service.id)
        return tuple(one for one in like if one.doctor_id != self.doctor_id)

    def ask_others(self) -> None:
        """Look for starts of colleagues who offer the like of the service."""
        self._is_of_others = True
        self._read_starts()

    def ask_own(self) -> None:
        """Look for starts of the doctor again."""
        self._is_of_others = False
        self._read_starts()

    # Why not

    def _shown(self) -> WeekFacts | None:
        """The doctor's days as the desk shows them, where the minute is among them."""
        week = self._desk.weeks.get(self.doctor_id)
        day = local_date(self.minute, self.zone)
        holds = week is not None and 0 <= (day - week.first_day).days < week.days
        return week if holds else None

    def _explain(self) -> None:
        """Say why not by what the desk shows; read the minute's day where it does not show that."""
        shown = self._shown()
        if self.service is not None and shown is not None and self.service.id in shown.facts.services:
            self._on_day(self._asked(), shown)
        else:
            day = local_date(self.minute, self.zone)
            self._read(partial(read_week, doctor_id=self.doctor_id, first_day=day, days=1), self._on_day)

    def _on_day(self, asked: object, week: WeekFacts) -> None:
        if asked != self._asked():
            return
        self.names = Names.of_week(self.clinic, week)
        service = self.service
        if service is not None and service.id in week.facts.services:
            request = Request(
                now=self._desk.now(),
                appointment_type_id=service.id,
                starts_from=self.minute,
                starts_before=self.minute + 1,
            )
            self.why = why_not(week.facts, request, self.minute)
        self.explained.emit()
        self._read_starts()

    @Slot(object)
    def _on_week_changed(self, week: WeekFacts) -> None:
        """Explain anew what may have changed while it is asked about."""
        if self.doctor_id and week.doctor_id == self.doctor_id:
            self._explain()

    # Starts

    def _read_starts(self) -> None:
        if self.service is None:
            self.starts_read.emit(())
        elif self._is_of_others:
            questions = [self._question(one) for one in self.like_services()]
            self._read(partial(read_free_starts_of, questions=questions), self._on_starts_of_others)
        elif self.why is None or "not_offered" in self.why.codes:
            self.starts_read.emit(())
        else:
            self._read(partial(read_free_starts, question=self._question(self.service)), self._on_starts)

    def _question(self, service: ServiceEntry) -> FreeStartsQuestion:
        zone = self.clinic.doctor(service.doctor_id).timezone
        day = local_date(self.minute, zone)
        today = local_date(minute_floor(self._desk.now()), zone)
        return FreeStartsQuestion(
            doctor_id=service.doctor_id,
            appointment_type_id=service.id,
            first_day=max(today, day - timedelta(days=_DAYS_BEFORE)),
            days=_DAYS,
        )

    def _on_starts(self, asked: object, starts: FreeStarts) -> None:
        if asked == self._asked():
            now = minute_floor(self._desk.now())
            self.starts_read.emit(nearest_of_one(offered_starts((starts,)), self.minute, now))

    def _on_starts_of_others(self, asked: object, starts: Sequence[FreeStarts]) -> None:
        if asked == self._asked():
            now = minute_floor(self._desk.now())
            of_each = [offered_starts((one,)) for one in starts]
            self.starts_read.emit(nearest_of_each(of_each, self.minute, now))

    # Reading

    def _asked(self) -> object:
        """What is asked for at present: the answer to anything else is not told any more."""
        return self.doctor_id, self.minute, self.service, self._is_of_others

    def _read(self, work: Callable[..., Answer], on_done: Callable[[object, Answer], None]) -> None:
        asked = self._asked()
        self._desk.read(
            self, work, partial(on_done, asked), partial(self._on_failed, asked), replaces="why_not"
        )

    def _on_failed(self, asked: object, error: Exception) -> None:
        if asked == self._asked():
            self.failed.emit(error)
