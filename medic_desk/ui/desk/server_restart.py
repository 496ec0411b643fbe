"""Brings a private server back that died under its desk: nobody else is there to start it."""

from PySide6.QtCore import QObject, QTimer, Slot

from medic_desk.model.embedded import EmbeddedServer
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.error_log import log_unexpected
from medic_desk.ui.desk.jobs import Jobs

_TRY_SECONDS = 60.0
"""How long one start may take: a server that was killed recovers first, and its lock stands for seconds."""

_AGAIN_MILLISECONDS = 5_000


class ServerReviver(QObject):
    """Starts the private server again while its desk is offline; the desk finds it by itself.

    Where it runs after all (a slow moment, another program was quicker), starting joins it, no more.
    """

    def __init__(self, desk: Desk, jobs: Jobs, server: EmbeddedServer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._server = server
        self._is_trying = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MILLISECONDS)
        self._again.timeout.connect(self._try)
        desk.contact.went_offline.connect(self._on_went_offline)
        desk.contact.came_back.connect(self._again.stop)

    @Slot(object)
    def _on_went_offline(self, _since: object) -> None:
        self._try()

    @Slot()
    def _try(self) -> None:
        if self._is_trying or self._desk.contact.offline_since is None:
            return
        self._is_trying = True
        self._jobs.run(self, self._server.start, self._on_started, self._on_failed, seconds=_TRY_SECONDS)

    def _on_started(self, _server: EmbeddedServer) -> None:
        self._is_trying = False
        self._again.start()

    def _on_failed(self, error: Exception) -> None:
        """Try again: the banner says since when the desk is offline, and the log says why it stays so."""
        log_unexpected(error, "starting the private server again", error.__traceback__)
        self._is_trying = False
        self._again.start()
