"""Contact with the database: whether it answers, since when it does not, and how its clock differs from ours.

Every read and act tells how it went; between them a heartbeat asks for the database's clock, so that a dead
line is noticed within 10 s (truth.md, "Faults and what a person sees").
"""

from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.errors import ConnectionLost, StoreUnreachable
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.jobs import DeadlinePassed, Jobs

_HEARTBEAT_MILLISECONDS = 4_000
_HEARTBEAT_SECONDS = 5.0
"""Of silence: on a slow line a new connection alone takes four; together with the pause it is under ten."""
_MOST_SKEW = timedelta(minutes=1)


class Contact(QObject):
    """Every signal is a past fact, emitted on the GUI thread."""

    went_offline = Signal(object)
    """datetime (UTC): when the database was last heard."""
    came_back = Signal()
    clock_skewed = Signal(float)
    """Seconds by which this computer's clock is ahead of the database's, once it is beyond a minute."""

    def __init__(self, store: Store, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.offline_since: datetime | None = None
        self.offline_error: Exception | None = None
        """With what the database was found not to answer; None while it does."""
        self._store = store
        self._jobs = jobs
        self._last_heard = datetime.now(UTC)
        self._clock_ahead = timedelta()
        self._is_asking = False
        self._heartbeat = QTimer(self)
        self._heartbeat.setInterval(_HEARTBEAT_MILLISECONDS)
        self._heartbeat.timeout.connect(self.ask)

    def start(self) -> None:
        """Begin the heartbeat; the database has just been heard."""
        self._last_heard = datetime.now(UTC)
        self._heartbeat.start()

    def stop(self) -> None:
        """End the heartbeat."""
        self._heartbeat.stop()

    def now(self) -> datetime:
        """The database's clock as this desk knows it (aware, UTC)."""
        return datetime.now(UTC) - self._clock_ahead

    def answered(self) -> None:
        """The database answered just now, whatever it said."""
        self._last_heard = datetime.now(UTC)
        if self.offline_since is not None:
            self.offline_since = self.offline_error = None
            self.came_back.emit()

    def failed(self, error: Exception) -> bool:
        """Take note of an error; whether it means that the database cannot be reached."""
        is_gone = isinstance(error, (StoreUnreachable, ConnectionLost, DeadlinePassed))
        if is_gone and self.offline_since is None:
            self.offline_since, self.offline_error = self._last_heard, error
            self.went_offline.emit(self.offline_since)
        return is_gone

    def compare_clock(self, now: datetime) -> None:
        """Note the database's clock (aware, UTC) as it was a moment ago."""
        was_skewed = abs(self._clock_ahead) > _MOST_SKEW
        self._clock_ahead = datetime.now(UTC) - now
        if abs(self._clock_ahead) > _MOST_SKEW and not was_skewed:
            self.clock_skewed.emit(self._clock_ahead.total_seconds())

    @Slot()
    def ask(self) -> None:
        """Ask the database for its clock, unless it is being asked already."""
        if not self._is_asking:
            self._is_asking = True
            work = partial(self._store.do, read_database_clock)
            self._jobs.run(self, work, self._on_clock, self._on_failed, seconds=_HEARTBEAT_SECONDS)

    def _on_clock(self, now: datetime) -> None:
        self._is_asking = False
        self.compare_clock(now)
        self.answered()

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self.failed(error)
