"""What another program wrote while this desk did not listen: looked for at a start and after a gap.

What is found becomes an offer like any that is heard of (``UnlistedOffers``). A look reaches back to the last
one that left nothing to answer.
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.worklist.causes import Cause
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.worklist import zone_of
from medic_desk.ui.worklist.missed_memory import Looked, MissedMemory
from medic_desk.ui.worklist.unlisted_offers import UnlistedOffers

if TYPE_CHECKING:
    from medic_desk.model.closures.missed import Missed

PAUSE_MILLISECONDS = 1_000
"""How long after the first days were read a look begins: what a person waits for comes first."""


class MissedCauses(QObject):
    """Looks once it is begun; off the GUI thread, and while the feed is live: what comes later is heard."""

    answered = Signal()
    """All that was written until now affects nobody who is not listed; it is remembered as seen."""

    def __init__(self, desk: Desk, offers: UnlistedOffers, memory: MissedMemory, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offers = offers
        self._memory = memory
        self._is_due = False
        self._is_owed = False
        """A look failed: there is one more when the database is back."""
        self._seen: set[str] = set()
        """The blocks that looks have passed on since the last one that was answered."""
        self._found: Missed | None = None
        """What is being asked and answered."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._on_pause)

    def begin(self) -> None:
        """Look as soon as the first days are painted and the feed is live, and whenever it is live again.

        What the person puts off is not offered again on that day.
        """
        self._leave_out()
        self._offers.put_off.connect(self._on_put_off)
        self._offers.looked.connect(self._on_offers_looked)
        self._desk.feed_changed.connect(self._on_feed)
        self._desk.weeks_read.connect(self._wait)
        self._desk.contact.came_back.connect(self._on_came_back)
        self._on_feed(self._desk.is_live)

    def _leave_out(self) -> None:
        self._offers.leave_out(self._memory.put_off_on(self._today()))

    def _today(self) -> date:
        clinic = self._desk.clinic
        zone = zone_of(clinic, "") if clinic is not None else "UTC"
        return local_date(minute_floor(self._desk.now()), zone)

    # When to look

    @Slot(bool)
    def _on_feed(self, is_live: bool) -> None:
        self._is_due = is_live
        self._wait()

    @Slot()
    def _on_came_back(self) -> None:
        if self._is_owed and self._desk.is_live:
            self._is_owed, self._is_due = False, True
            self._wait()

    @Slot()
    def _wait(self) -> None:
        if self._is_due and self._desk.weeks and not self._pause.isActive():
            self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        # No start needs it.
        from medic_desk.model.closures.missed import read_missed_causes  # noqa: PLC0415 - see above

        if not self._is_due or not self._desk.may(Permission.MOVE):
            return
        self._is_due, self._found = False, None
        looked = self._memory.looked()
        work = partial(
            read_missed_causes,
            since=looked.at,
            hours_versions=looked.hours_versions,
            seen_ids=tuple(sorted(self._seen)),
        )
        self._desk.read(self, work, self._on_missed, self._on_not_read, replaces="missed")

    # What was found

    def _on_missed(self, found: "Missed") -> None:
        self._found = found
        # A window may be open for days.
        self._leave_out()
        self._memory.learn_hours(found.hours_versions)
        if found.exception_ids or found.hours_of:
            self._offers.look_at(found.exception_ids, found.hours_of)
        else:
            self._on_offers_looked()

    def _on_not_read(self, _error: Exception) -> None:
        """The desk says that the line is down; nobody waits for this, and nothing counts as seen by it."""
        self._is_owed = True

    @Slot()
    def _on_offers_looked(self) -> None:
        """Note what is answered; what was heard of and answered meanwhile is looked at once more for that."""
        if not self._offers.is_settled:
            return
        found, self._found = self._found, None
        if found is None or not found.is_all:
            self._seen.update(found.exception_ids if found is not None else ())
            self._is_due = self._desk.is_live
            self._wait()
            return
        self._seen.clear()
        self._memory.note(Looked(found.looked_at, found.hours_versions))
        self.answered.emit()

    @Slot(object)
    def _on_put_off(self, cause: Cause) -> None:
        self._memory.put_off(cause, self._today())
