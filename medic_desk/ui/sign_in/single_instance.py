"""One window a person: a second start finds the first and brings it to the front."""

from hashlib import sha256

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MILLISECONDS = 500
_RAISE = b"show\n"


class SingleInstance(QObject):
    """Listens while a person's window is open; ``called`` when another start asks for it."""

    called = Signal()

    def __init__(self, database: str, person_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        mark = sha256(f"{database}\n{person_id}".encode()).hexdigest()[:24]
        self._name = f"medic-desk-{mark}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Be the only window of this person; False where one is open already: then it was called."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MILLISECONDS):
            socket.write(_RAISE)
            socket.waitForBytesWritten(_WAIT_MILLISECONDS)
            socket.disconnectFromServer()
            return False
        # Nobody answers: what lies there was left by a program that was killed.
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        # Where no such socket can be made, two windows of one person are better than none.
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let another start be this person's window."""
        if self._server is not None:
            self._server.close()
            self._server = None

    @Slot()
    def _on_connection(self) -> None:
        if self._server is None:
            return
        caller = self._server.nextPendingConnection()
        caller.disconnected.connect(caller.deleteLater)
        self.called.emit()
