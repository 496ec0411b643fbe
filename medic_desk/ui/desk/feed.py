"""The feed: a thread of its own around the changes feed, told to the GUI thread as signals."""

import logging
import threading
import time

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from medic_desk.model.store.changes import Change, Changed, ChangesFeed, Connected
from medic_desk.model.store.store import Store

_log = logging.getLogger("medic_desk.feed")

_LOOK_MILLISECONDS = 5_000
_JUMP_SECONDS = 8.0
_JOIN_SECONDS = 2.0


class Feed(QObject):
    """Says ``changed`` (model.changes.Changed), ``connected``, ``lost`` (datetime since) and ``woke``.

    ``woke`` follows a sleep of the computer or a set clock: whatever was heard before may be old.
    """

    changed = Signal(object)
    connected = Signal()
    lost = Signal(object)
    woke = Signal()
    _happened = Signal(object)
    """From the thread: what the changes feed yielded."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = ChangesFeed(store)
        self._is_stopped = False
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._listen, name="changes-feed", daemon=True)
        self._wall = time.time()
        self._steady = time.monotonic()
        self._sleep_watch = QTimer(self)
        self._sleep_watch.setInterval(_LOOK_MILLISECONDS)
        self._sleep_watch.timeout.connect(self._on_look)

    def start(self) -> None:
        """Begin to listen; ``connected`` follows when it does."""
        self._thread.start()
        self._sleep_watch.start()

    def stop(self) -> None:
        """End the thread, at once unless it is just connecting to a silent server; nothing is told after."""
        self._is_stopped = True
        self._sleep_watch.stop()
        self._feed.stop()
        if self._thread.is_alive():
            self._thread.join(_JOIN_SECONDS)

    def cut(self) -> None:
        """Give the present line up and connect again."""
        self._feed.cut()

    def _listen(self) -> None:
        for change in self._feed.events():
            if not shiboken6.isValid(self):
                return
            self._happened.emit(change)

    @Slot(object)
    def _on_happened(self, change: Change) -> None:
        if self._is_stopped:
            return
        if isinstance(change, Changed):
            _log.debug("changed: %.40r %.40r of doctor %.40r", change.table, change.id, change.doctor_id)
            self.changed.emit(change)
        elif isinstance(change, Connected):
            _log.info("listening for changes")
            self.connected.emit()
        else:
            _log.info("hears no changes since %s", change.since.isoformat(timespec="seconds"))
            self.lost.emit(change.since)

    @Slot()
    def _on_look(self) -> None:
        """Tell a sleep: the steady clock stands still in it on some systems, the timer is late on others."""
        wall, steady = time.time(), time.monotonic()
        passed, jumped = steady - self._steady, (wall - self._wall) - (steady - self._steady)
        self._wall, self._steady = wall, steady
        if passed > _LOOK_MILLISECONDS / 1000 + _JUMP_SECONDS or abs(jumped) > _JUMP_SECONDS:
            _log.info("woke: %.1f s passed, the clock jumped by %.1f s", passed, jumped)
            self.woke.emit()
