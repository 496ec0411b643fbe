"""The days that a calendar shows: read when they are shown, and anew of the doctors of whom they changed."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Claim, Minute
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts, read_weeks
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.contact import Contact
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.desk.shown_days import Shown

OF_ONE_DOCTOR = frozenset(
    {
        "appointments",
        "appointment_resource_claims",
        "availability_exceptions",
        "schedule_exceptions",
        "time_off_requests",
    }
)
"""A row of one of these is of its doctor's days alone; whether it takes what others share, reading tells."""

SHARING_MILLISECONDS = 200
"""How long after a shared resource was claimed the doctors are read who share it."""


class ShownWeeks(QObject):
    """Reads each doctor at most once at a time, so that what came later is always what was read later.

    Who changed while being read is read once more afterwards: a storm of changes must not keep the calendar
    from ever being painted. Doctors who are asked for together are read together, as one moment saw them.
    """

    changed = Signal(object)
    """WeekFacts of one shown doctor, as just read."""
    read = Signal()
    """What was read at once was told: all of it is of one moment."""
    failed = Signal(object)
    """Something that is shown could not be read: the error."""
    first_told = Signal()
    """The first days are there and painted, where ``tells_first`` said that this will be told."""

    def __init__(self, store: Store, jobs: Jobs, contact: Contact, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self.weeks: dict[str, WeekFacts] = {}
        self._store = store
        self._jobs = jobs
        self._contact = contact
        self._sharing = QTimer(self)
        """Until those are read who share what was claimed: what changed itself is painted first."""
        self._sharing.setSingleShot(True)
        self._sharing.setInterval(SHARING_MILLISECONDS)
        self._sharing.timeout.connect(self._on_sharing_due)
        self._to_share: set[str] = set()
        self._owes_first = False
        self._painted = QTimer(self, singleShot=True)
        self._painted.timeout.connect(self.first_told)
        self._turn = 0
        """Counts what was shown: what was read for days that were shown before is not told."""
        self._under_way: set[str] = set()
        self._old: set[str] = set()
        """The doctors who are to be read once those under way are there."""

    @property
    def is_reading(self) -> bool:
        """Whether days of somebody are being read."""
        return bool(self._under_way)

    def tells_first(self) -> bool:
        """Whether the first days are being read; ``first_told`` follows then, once they are painted.

        Whoever would have all read anew at a start waits for it: nobody waits for all to be read twice.
        """
        is_first = bool(self._under_way) and not self.weeks
        self._owes_first = self._owes_first or is_first
        return is_first

    def stop(self) -> None:
        """Begin nothing more that was put off."""
        self._sharing.stop()
        self._painted.stop()

    def show(self, shown: Shown) -> None:
        """Show these doctors' days: what is known of them is told at once; ``read_again`` is to follow."""
        if shown != self.shown:
            self.shown = shown
            self.weeks = {
                week.doctor_id: week
                for week in self.weeks.values()
                if week.doctor_id in shown.doctor_ids
                and (week.first_day, week.days) == (shown.first_day, shown.days)
            }
            self._turn += 1
            self._under_way.clear()
            self._old.clear()
        for week in list(self.weeks.values()):
            self.changed.emit(week)
        if self.weeks:
            self.read.emit()

    def read_again(self) -> None:
        """Read all that is shown anew."""
        if self.shown is not None:
            self.read_of(self.shown.doctor_ids)

    def read_of(self, doctor_ids: Collection[str]) -> None:
        """Read the days of these doctors anew, of those among them who are shown."""
        shown = self.shown
        wanted = tuple(one for one in shown.doctor_ids if one in doctor_ids) if shown is not None else ()
        if shown is None or not wanted:
            return
        if not self._under_way.isdisjoint(wanted):
            self._old.update(wanted)
            return
        self._under_way.update(wanted)
        self._old.difference_update(wanted)
        self._to_share.difference_update(wanted)
        self._jobs.run(
            self,
            partial(self._store.do, read_weeks, wanted, shown.first_day, shown.days),
            partial(self._on_read, self._turn, wanted),
            partial(self._on_failed, self._turn, wanted),
            # Of other days that are turned past nobody waits for the former ones.
            replaces="weeks" if wanted == shown.doctor_ids else None,
        )

    def concerned(self, changes: Iterable[Changed]) -> frozenset[str]:
        """The shown doctors whose days may look different by these changes."""
        shown, found = self.shown, set[str]()
        for one in changes:
            if shown is None or not shown.may_show(one):
                continue
            if one.doctor_id not in shown.doctor_ids or one.table not in OF_ONE_DOCTOR:
                return frozenset(shown.doctor_ids)
            found.add(one.doctor_id)
            # A colleague's appointment is in the facts of whoever shares what it claims.
            found.update(key for key, week in self.weeks.items() if _has_appointment(week, one.id))
        return frozenset(found)

    def shows(self, doctor_id: str, starts_at: Minute) -> bool:
        """Whether a doctor's appointment that starts at this minute may be among what is shown."""
        day = datetime_at(starts_at).date()
        return self.shown is not None and (
            doctor_id in self.shown.doctor_ids
            and self.shown.may_show(Changed("appointments", None, doctor_id, day))
        )

    def appointment(self, appointment_id: str | None) -> WeekAppointment | None:
        """An appointment as it is shown now."""
        shown = (one for week in self.weeks.values() for one in week.appointments)
        return next((one for one in shown if one.id == appointment_id), None)

    def _on_read(self, turn: int, doctor_ids: tuple[str, ...], weeks: tuple[WeekFacts, ...]) -> None:
        self._contact.answered()
        if turn != self._turn:
            return
        self._under_way.difference_update(doctor_ids)
        former = [self.weeks.get(one) for one in doctor_ids]
        self.weeks.update((week.doctor_id, week) for week in weeks)
        for week in weeks:
            self._contact.compare_clock(week.now)
            self.changed.emit(week)
        self.read.emit()
        self._tell_first()
        if turn == self._turn:
            self._read_who_shares(former, weeks)
            self._read_old()

    def _tell_first(self) -> None:
        if self._owes_first:
            self._owes_first = False
            # What is to be painted comes before any timer.
            self._painted.start(0)

    def _read_who_shares(self, former: Iterable[WeekFacts | None], weeks: tuple[WeekFacts, ...]) -> None:
        """Read the others too where a resource that all share was claimed or released by those just read."""
        shown = self.shown
        pairs = zip(former, weeks, strict=True)
        if shown is not None and any(_shared_claims(old) != _shared_claims(new) for old, new in pairs):
            just_read = {week.doctor_id for week in weeks}
            known = {_shared_claims(week) for week in weeks}
            others = (one for one in shown.doctor_ids if one not in just_read)
            # Who was read since the claim was made knows of it.
            self._to_share.update(one for one in others if _shared_claims(self.weeks.get(one)) not in known)
            if self._to_share and not self._sharing.isActive():
                self._sharing.start()

    @Slot()
    def _on_sharing_due(self) -> None:
        doctor_ids, self._to_share = self._to_share, set()
        self.read_of(doctor_ids)

    def _on_failed(self, turn: int, doctor_ids: tuple[str, ...], error: Exception) -> None:
        if turn == self._turn:
            self._under_way.difference_update(doctor_ids)
        self.failed.emit(error)
        self._tell_first()
        self._read_old()

    def _read_old(self) -> None:
        """Read once more who changed while being read."""
        if self._old and self._under_way.isdisjoint(self._old):
            self.read_of(frozenset(self._old))


def _has_appointment(week: WeekFacts, appointment_id: str | None) -> bool:
    return any(one.id == appointment_id for one in week.facts.appointments)


def _shared_claims(week: WeekFacts | None) -> frozenset[Claim]:
    """The claims on what no doctor has alone, as the facts of a doctor's days hold them."""
    if week is None:
        return frozenset()
    shared = {one.id for one in week.facts.resources if one.doctor_id is None}
    return frozenset(one for one in week.facts.claims if one.bookable_resource_id in shared)
