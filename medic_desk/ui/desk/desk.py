"""The desk: what this window knows of the clinic, how it learns of changes, and the acts it does.

It holds the store, the jobs, the feed and the person who is signed in. What it shows is repainted by reading
alone: what its own act changed is read when the act is answered, what others changed when it is notified
(truth.md, "Live").
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic, Person, read_clinic
from medic_desk.model.clinic.permissions import Permission, actor_for, may
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.connections import Connections
from medic_desk.model.store.errors import ConnectionLost, StoreError
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.contact import Contact
from medic_desk.ui.desk.feed import Feed
from medic_desk.ui.desk.gathered_changes import ANYTHING, GatheredChanges
from medic_desk.ui.desk.jobs import READ_SECONDS, WRITE_SECONDS, Jobs, note_answer, stop_if_superseded
from medic_desk.ui.desk.latest_acts import LatestActs
from medic_desk.ui.desk.opened_patients import OpenedPatients
from medic_desk.ui.desk.own_changes import OwnChanges, UnderWay
from medic_desk.ui.desk.shown_days import Shown
from medic_desk.ui.desk.shown_weeks import ShownWeeks

Result = TypeVar("Result")

_REREAD_MILLISECONDS = 30_000
_CUT_SECONDS = 3.0
"""How long threads whose lines were cut may take to come home."""

_CLINIC_TABLES = frozenset(
    {
        "doctors",
        "users",
        "doctor_locations",
        "location_rooms",
        "appointment_types",
        "appointment_type_locations",
    }
)
_HOURS_TABLES = frozenset({"schedule_rules", "schedule_templates", "availability_rules"})
"""A first row in one of these changes where a doctor's hours come from."""

_LISTED = _CLINIC_TABLES | _HOURS_TABLES


class Desk(QObject):
    """One program's view of the clinic; every signal is a past fact, emitted on the GUI thread."""

    clinic_changed = Signal(object)
    """Clinic: lists of doctors, services, places or people were read anew."""
    week_changed = Signal(object)
    """WeekFacts of one shown doctor, as just read."""
    weeks_read = Signal()
    """Told once for all WeekFacts that were read at once: they are of one moment."""
    person_changed = Signal(object)
    """Person: somebody else sits here now."""
    heard = Signal(object)
    """Tuple of Changed, of any doctor and table: all that one act did, at once. Table None means anything."""
    feed_changed = Signal(bool)
    """Whether changes arrive by themselves; else they are looked for every 30 s."""
    read_failed = Signal(object)
    """StoreError: what is shown could not be read, for a reason other than a lost connection."""
    act_done = Signal(object, object)
    """(request, result) of an act that is committed."""
    act_failed = Signal(object, object)
    """(request, error) of an act that was refused or whose outcome is not known."""

    def __init__(self, store: Store, jobs: Jobs, desk_name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.target = store.target
        self.desk_name = desk_name
        self.clinic: Clinic | None = None
        self.person: Person | None = None
        self.is_live = False
        self.latest = LatestActs(self)
        self.opened_patients = OpenedPatients()
        self.contact = Contact(store, jobs, self)
        self._store = store
        self._connections = Connections(store, note_answer, stop_if_superseded)
        self._feed = Feed(store, self)
        self._clinic_is_old = False
        self._days = ShownWeeks(store, jobs, self.contact, self)
        self._own = OwnChanges(store, jobs, self._days, self)
        self.jobs.deadline_passed.connect(self._on_deadline_passed)
        self._feed.changed.connect(self._on_changed)
        self._feed.connected.connect(self._on_connected)
        self._feed.lost.connect(self._on_lost)
        self._feed.woke.connect(self._on_woke)
        self._gathered = GatheredChanges(self)
        self._gathered.due.connect(self._on_gathered)
        self._own.told.connect(self.heard)
        self._own.others.connect(self._on_others)
        self._days.changed.connect(self.week_changed)
        self._days.read.connect(self.weeks_read)
        self._days.failed.connect(self._on_failed)
        self._days.first_told.connect(self._on_reread_due)
        self._reread = QTimer(self)
        self._reread.setInterval(_REREAD_MILLISECONDS)
        self._reread.timeout.connect(self._on_reread_due)
        self.contact.came_back.connect(self._on_came_back)

    # Opening and closing

    def open(self, clinic: Clinic) -> None:
        """Begin to listen; ``clinic`` is what the composition root has just read."""
        self.clinic = clinic
        self._feed.start()
        self._reread.start()
        self.contact.start()
        self.clinic_changed.emit(clinic)

    def close(self) -> bool:
        """Stop listening, close the jobs, let acts that are under way end; whether all threads came home."""
        self._reread.stop()
        self.contact.stop()
        self._feed.stop()
        is_closed = self.jobs.close()
        if not is_closed:
            # What still hangs, hangs on a line that nobody answers.
            self._connections.cut()
            is_closed = self.jobs.close(_CUT_SECONDS)
        # Last: what came home until now was told, and had something put off until it is painted.
        for one in (self._gathered, self._days, self._own):
            one.stop()
        return is_closed

    # Who is signed in

    def sign_in(self, person: Person) -> None:
        """Let ``person`` act from now on."""
        self.person = person
        self.latest.serve(person.id)
        self.person_changed.emit(person)

    def may(self, permission: Permission, doctor_id: str | None = None) -> bool:
        """Whether the person who is signed in has it (model.clinic.permissions decides)."""
        return self.person is not None and may(self.person, permission, doctor_id)

    @property
    def actor(self) -> Actor:
        """Whom every act is recorded with. Raises RuntimeError while nobody is signed in."""
        if self.person is None:
            raise RuntimeError("nobody is signed in")
        return actor_for(self.person, self.desk_name)

    # Reading

    def now(self) -> datetime:
        """The database's clock as this desk knows it (aware, UTC)."""
        return self.contact.now()

    @property
    def shown(self) -> Shown | None:
        """Which doctors' days are shown."""
        return self._days.shown

    @property
    def weeks(self) -> Mapping[str, WeekFacts]:
        """What is known of them, by doctor's id."""
        return self._days.weeks

    @property
    def is_reading_days(self) -> bool:
        """Whether days that are shown are being read."""
        return self._days.is_reading

    def show(self, doctor_ids: Sequence[str], first_day: date, days: int) -> None:
        """Show these doctors' days; ``week_changed`` follows for each, at once for what is known already."""
        self._days.show(Shown(tuple(doctor_ids), first_day, days))
        self.read_again()

    @Slot()
    def read_again(self) -> None:
        """Read what is shown again, as after every change."""
        changes = self._gathered.take()
        self._clinic_is_old |= _is_of_lists(changes)
        if changes:
            self.heard.emit(changes)
        if self._clinic_is_old:
            self._clinic_is_old = False
            self.jobs.run(
                self,
                partial(self._store.do, read_clinic),
                self._on_clinic,
                self._on_failed,
                replaces="clinic",
            )
        self._days.read_again()

    def read(
        self,
        owner: QObject,
        work: Callable[..., Result],
        on_done: Callable[[Result], None],
        on_failed: Callable[[Exception], None],
        *,
        replaces: str | None = None,
        seconds: float = READ_SECONDS,
    ) -> None:
        """Run ``work(session)`` off the GUI thread for a window; its read counts as contact, or as none.

        After ``seconds`` without an answer it has failed, with ``DeadlinePassed``.
        """
        self.jobs.run(
            owner,
            partial(self._store.do, work),
            partial(self._told, on_done),
            partial(self._told_failed, on_failed),
            seconds=seconds,
            replaces=replaces,
        )

    # Acting

    def act(
        self,
        owner: QObject,
        act: Callable[..., Result],
        request: object,
        on_done: Callable[[Result], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        """Do one act of ``model.acts`` as the person who is signed in, off the GUI thread.

        Connection trouble is tried again with the same act id until the deadline, never after it. After
        ``DeadlinePassed`` or ``ConnectionLost`` it is not known whether the act happened: send the same
        request again, and it happens once.
        """
        due = time.monotonic() + WRITE_SECONDS - 1
        work = partial(perform, self._store, self.actor, act, request, pause=partial(_pause_until, due))
        seen = self._days.appointment(getattr(request, "appointment_id", None))
        under_way = self._own.begin(request)
        self.jobs.run(
            self,
            work,
            partial(self._acted, owner, act, request, on_done, seen, self.latest.person_id, under_way),
            partial(self._refused, owner, request, on_failed, under_way),
            seconds=WRITE_SECONDS,
            writes=True,
        )

    # What comes back

    def _told(self, on_done: Callable[[Result], None], result: Result) -> None:
        self.contact.answered()
        on_done(result)

    def _told_failed(self, on_failed: Callable[[Exception], None], error: Exception) -> None:
        self.contact.failed(error)
        on_failed(error)

    def _acted(
        self,
        owner: QObject,
        act: Callable[..., Any],
        request: object,
        on_done: Callable[[Result], None],
        seen: WeekAppointment | None,
        person_id: str | None,
        under_way: UnderWay,
        result: Result,
    ) -> None:
        # What was heard before is in what is read now.
        self._own.hear(self._gathered.take())
        self._own.answered(under_way, result)
        if not isValid(owner):
            return
        self.contact.answered()
        self.act_done.emit(request, result)
        on_done(result)
        if person_id == self.latest.person_id:
            self.latest.note(act, request, result, seen)

    def _refused(
        self,
        owner: QObject,
        request: object,
        on_failed: Callable[[Exception], None],
        under_way: UnderWay,
        error: Exception,
    ) -> None:
        self._own.refused(under_way)
        if not isValid(owner):
            return
        self.contact.failed(error)
        self.act_failed.emit(request, error)
        on_failed(error)

    def _on_clinic(self, clinic: Clinic) -> None:
        self.contact.answered()
        if clinic == self.clinic:
            return
        self.clinic = clinic
        if self.person is not None:
            signed_in = [person for person in clinic.people if person.id == self.person.id]
            if signed_in and signed_in[0] != self.person:
                self.sign_in(signed_in[0])
        self.clinic_changed.emit(clinic)

    def _on_failed(self, error: Exception) -> None:
        if not self.contact.failed(error):
            # A doctor who is gone, for one: the lists are old.
            self._clinic_is_old = isinstance(error, StoreError)
            self.read_failed.emit(error)

    # Contact

    @Slot()
    def _on_came_back(self) -> None:
        self._clinic_is_old = True
        self.read_again()

    @Slot()
    def _on_deadline_passed(self) -> None:
        # Whoever hangs on a dead line is woken by an error, and the next job gets a new line.
        self._connections.cut()
        self._feed.cut()

    # The feed

    @Slot(object)
    def _on_changed(self, changed: Changed) -> None:
        self._gathered.add(changed)

    @Slot()
    def _on_gathered(self) -> None:
        self._own.hear(self._gathered.take())

    @Slot(object)
    def _on_others(self, changes: tuple[Changed, ...]) -> None:
        """Read what is shown of what others changed, and tell the windows."""
        self._clinic_is_old |= _is_of_lists(changes)
        if self._clinic_is_old:
            self.read_again()
        else:
            self._days.read_of(self._days.concerned(changes))
        self.heard.emit(changes)

    @Slot()
    def _on_connected(self) -> None:
        self.is_live = True
        self.feed_changed.emit(True)  # noqa: FBT003 - a signal has no keywords
        self._clinic_is_old = True
        if not self._days.tells_first():
            self._on_reread_due()

    @Slot()
    def _on_reread_due(self) -> None:
        self.heard.emit(ANYTHING)
        self.read_again()

    @Slot(object)
    def _on_lost(self, _since: datetime) -> None:
        self.is_live = False
        self.feed_changed.emit(False)  # noqa: FBT003 - a signal has no keywords
        self.contact.ask()

    @Slot()
    def _on_woke(self) -> None:
        self._feed.cut()
        self._clinic_is_old = True
        self._on_reread_due()


def _is_of_lists(changes: Iterable[Changed]) -> bool:
    """Whether changes may be of the clinic's lists."""
    return any(one.table is None or one.table in _LISTED for one in changes)


def _pause_until(due: float, seconds: float) -> None:
    """Wait before an act's next try; past its deadline nobody wants it done any more."""
    if time.monotonic() + seconds > due:
        raise ConnectionLost
    time.sleep(seconds)
