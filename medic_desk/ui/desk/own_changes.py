"""What this desk's own acts changed: it is read when they are answered, and their notification is no news.

That is no matter of trust in a notification. A change that is heard before the answer is in what is read by
the answer, whoever made it. Of one that is heard after it, the appointment's version in the database tells
whether it is the act's: where another desk has written since, it is read as any other. So is a claim that
another program changed without its appointment.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week_appointments import read_versions
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.desk.shown_weeks import ShownWeeks

WAIT_MILLISECONDS = 300
"""How long a change waits for the answer of an act that may have made it; most answers take a tenth of it."""
TELL_MILLISECONDS = 200
"""How long after an act's answer other windows are told: the calendar comes first, the eye waits for it."""

_REMEMBERED = 50
_NO_ANSWER: tuple[int, frozenset[str]] = (-1, frozenset())
_TOLD_BY_ANSWERS = frozenset({"appointments", "appointment_resource_claims"})


class UnderWay:
    """An act under way, with the doctors whose days it may change as far as that is known."""

    def __init__(self, doctor_ids: frozenset[str]) -> None:
        self.doctor_ids = doctor_ids


class OwnChanges(QObject):
    """Lets changes of a doctor for whom an act is under way wait for its answer."""

    told = Signal(object)
    """Tuple of Changed whose doctors' days were read already: only other windows do not know of them yet."""
    others = Signal(object)
    """Tuple of Changed that no answer told of: what is shown of them is to be read."""

    def __init__(self, store: Store, jobs: Jobs, days: ShownWeeks, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._days = days
        self._acts: list[UnderWay] = []
        self._waiting: dict[Changed, None] = {}
        self._to_tell: dict[Changed, None] = {}
        self._answered: dict[str, tuple[int, frozenset[str]]] = {}
        """By appointment: its version as an act left it, and the doctors who were read by that."""
        self._has_put_off = False
        """Whether what is to be told has waited once more, for an act that was still under way."""
        self._overdue = self._timer(WAIT_MILLISECONDS)
        self._overdue.timeout.connect(self._on_overdue)
        self._tell = self._timer(TELL_MILLISECONDS)
        self._tell.timeout.connect(self._on_tell)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def stop(self) -> None:
        """Tell nothing more."""
        self._overdue.stop()
        self._tell.stop()

    # Acts

    def begin(self, request: object) -> UnderWay:
        """An act is sent; it is to be told when it is ``answered`` or ``refused``."""
        ids = (getattr(request, name, None) for name in ("appointment_id", "hold_id", "replaces_hold_id"))
        shown = (self._days.appointment(one) for one in ids if one is not None)
        doctor_ids = [one.doctor_id for one in shown if one is not None]
        wanted = getattr(request, "doctor_id", None)
        act = UnderWay(frozenset(doctor_ids if wanted is None else (*doctor_ids, wanted)))
        self._acts.append(act)
        return act

    def answered(self, act: UnderWay, result: Any) -> None:
        """Read what an act changed, at once, and tell of it later."""
        self._acts.remove(act)
        if isinstance(result, AppointmentResult):
            read = self._read(result)
            self._note(result, read)
            waited = [one for one in self._waiting if one.doctor_id in read]
            for one in waited:
                del self._waiting[one]
            self._tell_later(waited)
        self._let_go()

    def refused(self, act: UnderWay) -> None:
        """An act did not happen, or nobody knows whether it did."""
        self._acts.remove(act)
        self._let_go()

    def _read(self, result: AppointmentResult) -> frozenset[str]:
        """Read the doctors an appointment is with and was shown with; those whose days are read."""
        former = self._days.appointment(result.appointment_id)
        places = [(result.doctor_id, result.starts_at)]
        if former is not None:
            places.append((former.doctor_id, former.starts_at))
        doctor_ids = frozenset(one for one, starts_at in places if self._days.shows(one, starts_at))
        self._days.read_of(doctor_ids)
        return doctor_ids

    def _note(self, result: AppointmentResult, doctor_ids: frozenset[str]) -> None:
        self._answered.pop(result.appointment_id, None)
        self._answered[result.appointment_id] = (result.row_version, doctor_ids)
        if len(self._answered) > _REMEMBERED:
            del self._answered[next(iter(self._answered))]

    # Changes

    def hear(self, changes: Iterable[Changed]) -> None:
        """Tell these changes by ``told`` or ``others``: now, or once it is known which of them is whose."""
        others: list[Changed] = []
        late: list[Changed] = []
        for one in changes:
            if one.table in _TOLD_BY_ANSWERS and any(one.doctor_id in act.doctor_ids for act in self._acts):
                self._waiting[one] = None
                if not self._overdue.isActive():
                    self._overdue.start()
            elif self._may_be_told(one):
                late.append(one)
            else:
                others.append(one)
        if late:
            self._ask_whose(late)
        if others:
            self.others.emit(tuple(others))

    def _may_be_told(self, change: Changed) -> bool:
        """Whether an answer may have told of a change: its appointment's version will say."""
        if change.table == "appointments":
            return change.doctor_id in self._answered.get(change.id or "", _NO_ANSWER)[1]
        is_claim = change.table == "appointment_resource_claims"
        return is_claim and any(change.doctor_id in read for _, read in self._answered.values())

    def _is_told(self, change: Changed, versions: Mapping[str, tuple[str, int]]) -> bool:
        appointment_id, row_version = versions.get(change.id or "", ("", 0))
        told, read = self._answered.get(appointment_id, _NO_ANSWER)
        return told == row_version and change.doctor_id in read

    def _ask_whose(self, late: list[Changed]) -> None:
        ids = sorted({one.id for one in late if one.id is not None})
        self._jobs.run(
            self,
            partial(self._store.do, read_versions, ids),
            partial(self._on_versions, late),
            partial(self._on_no_versions, late),
        )

    def _on_versions(self, late: list[Changed], versions: Mapping[str, tuple[str, int]]) -> None:
        own = [one for one in late if self._is_told(one, versions)]
        self._tell_later(own)
        others = tuple(one for one in late if one not in own)
        if others:
            self.others.emit(others)

    def _on_no_versions(self, late: list[Changed], _error: Exception) -> None:
        """Nobody can tell whose they are: they are read, which says by itself that the line is down."""
        self.others.emit(tuple(late))

    # Telling

    def _tell_later(self, changes: Iterable[Changed]) -> None:
        self._to_tell.update(dict.fromkeys(changes))
        if self._to_tell and not self._tell.isActive():
            self._tell.start()

    @Slot()
    def _on_tell(self) -> None:
        if self._acts and not self._has_put_off:
            # Another act is under way, and the eye waits for that; but not for one that hangs.
            self._has_put_off = True
            self._tell.start()
            return
        self._has_put_off = False
        changes, self._to_tell = tuple(self._to_tell), {}
        self.told.emit(changes)

    def _let_go(self) -> None:
        """Let what waited for no act that is under way be told as others' changes."""
        if not self._acts:
            self._on_overdue()

    @Slot()
    def _on_overdue(self) -> None:
        self._overdue.stop()
        waiting, self._waiting = tuple(self._waiting), {}
        if waiting:
            self.others.emit(waiting)
