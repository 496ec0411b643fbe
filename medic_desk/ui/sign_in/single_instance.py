"""One window a person: a second start finds the first and brings it to the front."""

import sys
from hashlib import sha256

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from medic_desk.ui.sign_in.socket_folder import socket_folders, socket_path

_WAIT_MILLISECONDS = 500
_RAISE = b"show\n"


class SingleInstance(QObject):
    """Listens while a person's window is open; ``called`` when another start asks for it."""

    called = Signal()

    def __init__(self, database: str, person_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        mark = sha256(f"{database}\n{person_id}".encode()).hexdigest()[:24]
        self._address = _address(f"medic-desk-{mark}")
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Be the only window of this person; False where one is open already: then it was called.

        Where no such socket can be made, two windows of one person are better than none.
        """
        if self._address is None:
            return True
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if socket.waitForConnected(_WAIT_MILLISECONDS):
            socket.write(_RAISE)
            socket.waitForBytesWritten(_WAIT_MILLISECONDS)
            socket.disconnectFromServer()
            return False
        # Nobody answers: what lies there was left by a program that was killed.
        QLocalServer.removeServer(self._address)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._address)
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


def _address(name: str) -> str | None:
    """What Qt's local sockets are given to meet under that name; None where there is no safe place."""
    if sys.platform == "win32":
        # A named pipe lies in no folder: its own access list keeps other users out.
        return name
    path = socket_path(name, socket_folders())
    return None if path is None else str(path)
